"""A program of one terminal: its signs, its letters, and the colours of who sits at it."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from typing import TypeVar

from textual.filter import LineFilter
from textual.theme import Theme

from draftrace.tui import signs, themes
from draftrace.tui.keeping import state_folder
from draftrace.tui.key_by_key import KeyByKeyApp
from draftrace.tui.legible import legible
from draftrace.tui.writable import Directions, InTurn, Plain

Answer = TypeVar("Answer")


class DressedApp(KeyByKeyApp[Answer]):
    """Whatever draftrace shows in a terminal or a browser."""

    def __init__(self, environment: Mapping[str, str] | None = None) -> None:
        super().__init__()
        self.environment = os.environ if environment is None else environment
        self.signs = signs.for_terminal(self.environment)
        # A terminal that can't write arrows doesn't turn words about either.
        self._letters: LineFilter = Plain() if self.signs.plain else Directions()
        self._filter = InTurn(())

    @property
    def acting(self) -> str:
        """In whose name one acts here; empty where nobody does."""
        return ""

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Textual's own, then what the terminal can write."""
        filters = [*super().get_line_filters(), self._letters]
        if filters != self._filter.filters:
            self._filter = InTurn(filters)  # another one, since lines are kept by their filter
        return (self._filter,)

    def get_css_variables(self) -> dict[str, str]:
        """Textual's own, its colours of text such that they can be read wherever they stand."""
        variables = super().get_css_variables()
        return variables | legible(variables)

    def dress(self) -> None:
        """Take the theme that was asked for, or chosen last."""
        self.set_class(self.signs.plain, "-plain")
        self.know_themes()
        folder = state_folder(self.environment)
        self.theme = themes.chosen(self.environment, folder, self.available_themes) or self.theme
        self.set_class(self.theme in themes.CONTRAST, "-contrast")
        self.theme_changed_signal.subscribe(self, self._dressed)

    def know_themes(self) -> None:
        """Offer our own themes beside Textual's."""
        for theme in themes.OURS:
            self.register_theme(theme)

    def _dressed(self, theme: Theme) -> None:
        self.set_class(theme.name in themes.CONTRAST, "-contrast")
        themes.keep(state_folder(self.environment), theme.name)
