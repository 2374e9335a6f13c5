"""On which rung of the ladder does the room agree, and what stands open?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, NamedTuple

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.widgets import Button, Input, Label

from draftrace.room.acts.terms import Rung
from draftrace.tui import actions
from draftrace.tui.prose import Row, Span
from draftrace.tui.screens.asking import REASON, Field, Question, at_fault, filled_in
from draftrace.tui.signs import Signs
from draftrace.tui.widgets.rows import Rows
from draftrace.tui.widgets.sentences import Sentences


class Agreement(NamedTuple):
    """A rung with its qualifiers; parties and addresses as they were written."""

    rung: Rung
    ad_referendum: bool = False
    pending: str = ""
    upon: str = ""
    alone: bool = False
    reason: str = ""


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

    def __init__(self, signs: Signs, begun: Agreement) -> None:
        super().__init__(signs, id="rungs")
        self.rung = begun.rung
        held = {"referendum": begun.ad_referendum, "alone": begun.alone}
        self.qualified = {key for key, holds in held.items() if holds}
        self.cursor = begun.rung
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


_PENDING = Field("pending", "pending parties", placeholder="codes, as in CUB, MEX", asks="parties")
_UPON = Field("upon", "on condition", placeholder="that these are agreed: 24c, 31")


class AgreeOn(Question[Agreement]):
    """Asks on which rung the room agrees, and what stands open."""

    ENDS: ClassVar[frozenset[str]] = frozenset({"escape", "ctrl+s"})

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "cancel", "Back", show=False),
        Binding("ctrl+s", "gavel", "Gavel", show=False, priority=True),
        Binding("space,enter", "choose", "Choose", show=False),
    ]

    def __init__(
        self,
        title: str,
        begun: Agreement,
        signs: Signs,
        codes: Sequence[str] = (),
        fault: str = "",
    ) -> None:
        """``begun`` is what is answered so far, ``codes`` those of the parties; ``fault`` is what
        was refused of it."""
        super().__init__()
        self._title = title
        self._begun = begun
        self._signs = signs
        self._codes = codes
        self._fields = (
            _PENDING._replace(value=begun.pending),
            _UPON._replace(value=begun.upon),
            REASON._replace(value=begun.reason),
        )
        self._start = at_fault(self._fields, fault) if fault else ""

    def compose(self) -> ComposeResult:
        """Rung, qualifiers, pending parties, reason."""
        with Vertical(classes="question"):
            yield Label(self._title, classes="question--title", markup=False)
            yield Rungs(self._signs, self._begun)
            arrows = actions.writable("↑ ↓", plain=self._signs.plain)
            yield Label(f"{arrows} go   space choose   tab on", classes="question--hint")
            for field in self._fields:
                yield filled_in(field, self._codes if field.asks == "parties" else ())
            with Horizontal(classes="question--ways"):
                yield Button("Gavel (ctrl+s)", id="confirm", compact=True, variant="primary")
                yield Button("Back (esc)", id="cancel", compact=True)
                if self._codes:
                    arrow = actions.writable("→", plain=self._signs.plain)
                    yield Label(f"{arrow} completes", classes="question--hint")

    def on_mount(self) -> None:
        """Start at the rung, or at what was refused."""
        self.set_focus(self.query_one(f"#{self._start or 'rungs'}"))

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
