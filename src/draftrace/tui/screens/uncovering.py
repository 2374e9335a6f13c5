"""What stood beneath a notice, a sheet or a line is painted when that has gone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeVar

from textual.screen import Screen
from textual.widget import Widget

Answer = TypeVar("Answer")


class Uncovering(Screen[Answer]):
    """A screen that paints itself whole whenever something has gone from it.

    Textual (8.2.8) paints where two layouts differ. But a widget refreshed while it is hidden makes
    it forget the places of all, and who asks for one between a removal and the next layout makes
    it learn them without painting: the layout then differs from nothing, and what has gone stays.
    """

    _stood_here: frozenset[Widget] = frozenset()

    def on_mount(self) -> None:
        """Look at each layout."""
        self.screen_layout_refresh_signal.subscribe(self, self._paint_uncovered, immediate=True)

    def _paint_uncovered(self, screen: Screen[object]) -> None:
        standing = frozenset(_displayed(screen))
        if not self._stood_here <= standing:
            self.refresh()
        self._stood_here = standing


def _displayed(widget: Widget) -> Iterator[Widget]:
    for child in widget.displayed_children:
        yield child
        yield from _displayed(child)
