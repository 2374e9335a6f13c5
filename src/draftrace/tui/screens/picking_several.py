"""A choice of several from a list: what is picked is told by signs, not by colours."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import ClassVar, NamedTuple

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Label

from draftrace.tui import actions
from draftrace.tui.prose import Row, Span
from draftrace.tui.screens.asking import Question
from draftrace.tui.signs import Signs
from draftrace.tui.widgets.rows import Rows


class Group(NamedTuple):
    """Options under a heading: a key each, and what it says."""

    heading: str
    options: Sequence[tuple[str, Sequence[Span]]]


class Choices(Rows):
    """Options in groups, one line each, with the sign of what is picked."""

    def __init__(self, signs: Signs, groups: Sequence[Group], picked: Collection[str]) -> None:
        super().__init__(signs, classes="question--list")
        self.picked = set(picked)
        self._groups = [group for group in groups if group.options]

    def lay_out(self, width: int) -> list[Row]:  # noqa: ARG002 - a line is clipped where painted
        """See ``Rows``."""
        rows: list[Row] = []
        for number, (heading, options) in enumerate(self._groups):
            rows += [Row()] if number else []
            rows.append(Row((Span(heading, "dim"),)))
            rows += [Row((self._sign(key), Span(" "), *said), key) for key, said in options]
        self.styles.height = min(len(rows), max(self.app.size.height - 8, 1))
        return rows

    def _sign(self, key: str) -> Span:
        return self.signs.span("picked" if key in self.picked else "unpicked")

    def pick(self) -> None:
        """Pick what the cursor stands on, or let go of it."""
        self.picked ^= {self.cursor} - {""}
        self.reload()


class Several(Question[frozenset[str]]):
    """Asks which of several. Answers the keys that were picked, or None."""

    ENDS: ClassVar[frozenset[str]] = frozenset({"escape", "q", "enter"})

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "cancel", "Back", show=False),
        Binding("space", "pick", "Pick", show=False),
        Binding("enter", "take", "Go on", show=False),
    ]

    def __init__(
        self, title: str, groups: Sequence[Group], signs: Signs, picked: Collection[str] = ()
    ) -> None:
        super().__init__()
        self._title = title
        self._choices = Choices(signs, groups, picked)
        arrows = actions.writable("↑ ↓", plain=signs.plain)
        self._hint = f"{arrows} go   space pick or let go   enter go on   esc back"

    def compose(self) -> ComposeResult:
        """The title, the list, and the keys."""
        with Vertical(classes="question"):
            yield Label(self._title, classes="question--title", markup=False)
            yield self._choices
            yield Label(self._hint, classes="question--hint")

    def on_mount(self) -> None:
        """Begin at the first."""
        self.set_focus(self._choices)

    def action_pick(self) -> None:
        """Pick the one under the cursor, or let go of it."""
        self._choices.pick()

    def action_take(self) -> None:
        """Answer with what is picked."""
        self.answer(frozenset(self._choices.picked))

    @on(Rows.Chosen)
    def _double_clicked(self) -> None:
        self.action_pick()
