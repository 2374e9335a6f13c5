"""On which rung of the ladder does the room agree, and what stands open?"""

from __future__ import annotations

from typing import ClassVar, NamedTuple

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.widgets import Button, Input, Label

from draftrace.room.acts.terms import Rung
from draftrace.tui import actions
from draftrace.tui.prose import Row, Span
from draftrace.tui.screens.asking import REASON, Question, filled_in
from draftrace.tui.signs import Signs
from draftrace.tui.widgets.rows import Rows
from draftrace.tui.widgets.sentences import Sentences


class Agreement(NamedTuple):
    """A rung with its qualifiers; parties and addresses as they were written."""

    rung: Rung
    ad_referendum: bool
    pending: str
    upon: str
    alone: bool
    reason: str


class Rungs(Rows):
    """The ladder's rungs, one of them chosen, and two qualifiers, told by signs, not colours."""

    LADDER: ClassVar[tuple[Rung, ...]] = (
        "under discussion",
        "agreed in informals",
        "agreed in committee",
    )
    QUALIFIERS: ClassVar[dict[str, str]] = {
        "referendum": "ad referendum: subject to capitals",
        "alone": "this provision alone, not what is below it",
    }

    def __init__(self, signs: Signs, suggested: Rung) -> None:
        super().__init__(signs, id="rungs")
        self.rung = suggested
        self.qualified: set[str] = set()
        self.cursor = suggested
        self.styles.height = len(self.LADDER) + len(self.QUALIFIERS) + 1

    def lay_out(self, width: int) -> list[Row]:  # noqa: ARG002 - the lines are short
        """See ``Rows``."""
        rows = [
            Row((Span("(x) " if rung == self.rung else "( ) ", "strong"), Span(rung)), rung)
            for rung in self.LADDER
        ]
        rows.append(Row())
        for key, words in self.QUALIFIERS.items():
            mark = "[x] " if key in self.qualified else "[ ] "
            rows.append(Row((Span(mark, "strong"), Span(words)), key))
        return rows

    def choose(self) -> None:
        """Choose the rung under the cursor, or set or lift the qualifier there."""
        if self.cursor in self.QUALIFIERS:
            self.qualified ^= {self.cursor}
        else:
            self.rung = next(r for r in self.LADDER if r == self.cursor)
        self.reload()


class AgreeOn(Question[Agreement]):
    """Asks on which rung the room agrees, and what stands open."""

    ENDS: ClassVar[frozenset[str]] = frozenset({"escape", "ctrl+s"})

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "cancel", "Back", show=False),
        Binding("ctrl+s", "gavel", "Gavel", show=False, priority=True),
        Binding("space,enter", "choose", "Choose", show=False),
    ]

    def __init__(self, title: str, suggested: Rung, signs: Signs) -> None:
        super().__init__()
        self._title = title
        self._suggested = suggested
        self._signs = signs

    def compose(self) -> ComposeResult:
        """Rung, qualifiers, pending parties, reason."""
        with Vertical(classes="question"):
            yield Label(self._title, classes="question--title", markup=False)
            yield Rungs(self._signs, self._suggested)
            arrows = actions.writable("↑ ↓", plain=self._signs.plain)
            yield Label(f"{arrows} go   space choose   tab on", classes="question--hint")
            with Horizontal(classes="question--field"):
                yield Label("pending parties")
                yield Input(placeholder="codes, as in CUB, MEX", id="pending", compact=True)
            with Horizontal(classes="question--field"):
                yield Label("on condition")
                yield Input(placeholder="that these are agreed: 24c, 31", id="upon", compact=True)
            yield filled_in(REASON)
            with Horizontal(classes="question--ways"):
                yield Button("Gavel (ctrl+s)", id="confirm", compact=True, variant="primary")
                yield Button("Back (esc)", id="cancel", compact=True)

    def on_mount(self) -> None:
        """Start at the rung."""
        self.set_focus(self.query_one(Rungs))

    def action_choose(self) -> None:
        """Choose what the cursor stands on."""
        self.query_one(Rungs).choose()

    def action_gavel(self) -> None:
        """Answer with what is chosen."""
        chosen = self.query_one(Rungs)
        self.answer(
            Agreement(
                chosen.rung,
                "referendum" in chosen.qualified,
                self.query_one("#pending", Input).value,
                self.query_one("#upon", Input).value,
                "alone" in chosen.qualified,
                self.query_one("#reason", Sentences).value,
            )
        )

    @on(Rows.Chosen)
    def _double_clicked(self) -> None:
        self.action_choose()

    @on(Input.Submitted)
    @on(Sentences.Submitted)
    def _submitted(self) -> None:
        self.action_gavel()

    @on(Button.Pressed)
    def _pressed(self, event: Button.Pressed) -> None:
        if event.button.id == "confirm":
            self.action_gavel()
        else:
            self.answer(None)
