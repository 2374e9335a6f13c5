"""Asks how a provision descends from a source paragraph, and why one says so."""

from __future__ import annotations

from typing import ClassVar, NamedTuple, get_args

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.widgets import Button, Label

from draftrace.room.acts.terms import Relation
from draftrace.tui.prose import Row, Span
from draftrace.tui.screens.asking import REASON, Body, Question, QuestionBody, filled_in
from draftrace.tui.signs import Signs
from draftrace.tui.widgets.rows import Rows
from draftrace.tui.widgets.sentences import Sentences

RELATIONS: tuple[Relation, ...] = get_args(Relation)
_MEANINGS: dict[Relation, str] = {
    "verbatim": "the same words",
    "adapted": "its substance in other words",
    "partial": "some of its substance",
    "thematic": "the same subject only",
}


class Descent(NamedTuple):
    """How the provision descends, and why one says so."""

    relation: Relation
    reason: str


class Relations(Rows):
    """The relations, one of them chosen, told by signs, not colours."""

    def __init__(self, signs: Signs, suggested: Relation) -> None:
        super().__init__(signs, id="relations")
        self.relation = suggested
        self.cursor = suggested
        self.styles.height = len(RELATIONS)

    def lay_out(self, width: int) -> list[Row]:  # noqa: ARG002 - the lines are short
        """See ``Rows``."""
        return [
            Row(
                (
                    Span("(x) " if relation == self.relation else "( ) ", "strong"),
                    Span(f"{relation:<10}"),
                    Span(_MEANINGS[relation], "dim"),
                ),
                relation,
            )
            for relation in RELATIONS
        ]

    def choose(self) -> None:
        """Choose the relation under the cursor."""
        self.relation = next(r for r in RELATIONS if r == self.cursor)
        self.reload()


class LinkAs(Question[Descent]):
    """Asks for relation and reason before a source is confirmed."""

    ENDS: ClassVar[frozenset[str]] = frozenset({"escape", "ctrl+s"})

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "cancel", "Back", show=False),
        Binding("ctrl+s", "confirm", "Confirm", show=False, priority=True),
        Binding("space,enter", "choose", "Choose", show=False),
    ]

    def __init__(self, title: str, body: Body, suggested: Relation, reason: str, signs: Signs):
        super().__init__()
        self._title = title
        self._body = body
        self._suggested = suggested
        self._reason = reason
        self._signs = signs

    def compose(self) -> ComposeResult:
        """Both wordings, the relation, the reason."""
        with Vertical(classes="question"):
            yield Label(self._title, classes="question--title", markup=False)
            yield QuestionBody(self._signs, self._body, self._taken)
            yield Relations(self._signs, self._suggested)
            yield Label("↑ ↓ go   space choose   tab on", classes="question--hint")
            yield filled_in(REASON._replace(value=self._reason))
            with Horizontal(classes="question--ways"):
                yield Button("Confirm (ctrl+s)", id="confirm", compact=True, variant="primary")
                yield Button("Back (esc)", id="cancel", compact=True)

    def on_mount(self) -> None:
        """Start at the relation."""
        self.set_focus(self.query_one(Relations))

    def action_choose(self) -> None:
        """Choose what the cursor stands on."""
        self.query_one(Relations).choose()

    def action_confirm(self) -> None:
        """Answer with what is chosen."""
        chosen = self.query_one(Relations).relation
        self.answer(Descent(chosen, self.query_one(Sentences).value))

    @on(Rows.Chosen)
    def _double_clicked(self) -> None:
        self.action_choose()

    def _taken(self) -> int:
        """The lines of the relations, the hint below them, and the reason."""
        return len(RELATIONS) + 3 + self.query_one(Sentences).lines_taken

    @on(Sentences.Grown)
    def _grown(self) -> None:
        self.query_one(QuestionBody).reload()

    @on(Sentences.Submitted)
    def _submitted(self) -> None:
        self.action_confirm()

    @on(Button.Pressed)
    def _pressed(self, event: Button.Pressed) -> None:
        if event.button.id == "confirm":
            self.action_confirm()
        else:
            self.answer(None)
