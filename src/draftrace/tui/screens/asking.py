"""Questions over a screen: a confirmation with fields, a choice from a list, a rung."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, ClassVar, Generic, Literal, NamedTuple, TypeVar, cast

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.events import Key
from textual.screen import ModalScreen
from textual.widgets import Button, Input, Label

from draftrace.room.acts.terms import Rung
from draftrace.tui import actions
from draftrace.tui.prose import Row, Span, wrap
from draftrace.tui.screens.uncovering import Uncovering
from draftrace.tui.signs import Signs
from draftrace.tui.widgets.completing import Completing
from draftrace.tui.widgets.rows import Rows

if TYPE_CHECKING:
    from draftrace.tui.app import RoomApp

_WIDTH = 72
_MANY = 8
"""Options from which on a letter is the quicker way."""
Answer = TypeVar("Answer")

Body = Callable[[int], Sequence[Row]]
"""What a question is about, as rows of a width."""


Asked = Literal["", "parties", "file"]


class Field(NamedTuple):
    """One line to be filled in; ``asks`` says of what it is, so that it is completed."""

    id: str
    label: str
    value: str = ""
    placeholder: str = ""
    asks: Asked = ""


OBJECTIONS = Field("objections", "objections", "", "who objects at the gavel: CUB, NOR", "parties")


def told(*paragraphs: Sequence[Span]) -> Body:
    """Spans as the body of a question, a paragraph each."""
    return lambda width: [Row(line) for spans in paragraphs for line in wrap(spans, width)]


class Question(Uncovering[Answer | None], ModalScreen[Answer | None], Generic[Answer]):
    """A question over a screen. Keys typed ahead wait until its answer has been acted on."""

    AUTO_FOCUS = None
    ENDS: ClassVar[frozenset[str]] = frozenset({"escape"})
    """Keys that always end the question."""

    # Before the field sees the key: else what is typed right after it goes into the field left.
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab", "app.focus_next", "Next line", show=False, priority=True),
        Binding("shift+tab", "app.focus_previous", "Line before", show=False, priority=True),
    ]

    @property
    def ends(self) -> frozenset[str]:
        """The keys that end this one."""
        return self.ENDS

    def answer(self, answer: Answer | None) -> None:
        """Give the answer back to who asked."""
        cast("RoomApp", self.app).hold_keys()
        self.dismiss(answer)

    def action_cancel(self) -> None:
        """Not now."""
        self.answer(None)


class QuestionBody(Rows):
    """What a question is about; read, not chosen from."""

    def __init__(self, signs: Signs, body: Body) -> None:
        super().__init__(signs, classes="question--body")
        self.can_focus = False
        self._body = body

    def lay_out(self, width: int) -> Sequence[Row]:
        """See ``Rows``."""
        rows = [Row(row.spans, margin=row.margin) for row in self._body(width)]
        self.styles.height = min(len(rows), max(self.app.size.height // 2, 1))
        return rows


class Ask(Question[dict[str, str]]):
    """Asks once, with fields to fill in. Answers them by id, or None when not confirmed."""

    ENDS: ClassVar[frozenset[str]] = frozenset({"escape", "enter"})

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "cancel", "Back", show=False)]

    def __init__(
        self,
        title: str,
        body: Body | None,
        fields: Sequence[Field] = (),
        *,
        confirm: str = "Confirm",
        signs: Signs | None = None,
        knows: Callable[[Asked], Sequence[str]] = lambda _: (),
    ) -> None:
        """``knows`` tells the words that may complete a line."""
        super().__init__()
        self._title = title
        self._body = body
        self._fields = fields
        self._known: dict[Asked, Sequence[str]] = {f.asks: knows(f.asks) for f in fields if f.asks}
        self._confirm = confirm
        self._signs = signs or Signs()

    def compose(self) -> ComposeResult:
        """Title, what it is about, fields, and the two ways on."""
        with Vertical(classes="question"):
            yield Label(self._title, classes="question--title", markup=False)
            if self._body is not None:
                yield QuestionBody(self._signs, self._body)
            for field in self._fields:
                with Horizontal(classes="question--field"):
                    yield Label(field.label, markup=False)
                    yield self._line(field)
            with Horizontal(classes="question--ways"):
                yield Button(
                    f"{self._confirm} (enter)", id="confirm", compact=True, variant="primary"
                )
                yield Button("Back (esc)", id="cancel", compact=True)
                if any(self._known.values()):
                    arrow = actions.writable("→", plain=self._signs.plain)
                    yield Label(f"{arrow} completes", classes="question--hint")

    def _line(self, field: Field) -> Input:
        known = self._known.get(field.asks)
        return Input(
            field.value,
            placeholder=field.placeholder,
            id=field.id,
            compact=True,
            suggester=Completing(known, several=field.asks != "file") if known else None,
        )

    def on_mount(self) -> None:
        """Go to the first field."""
        self.set_focus(self.query_one("Input" if self._fields else "#confirm"))

    def _answer(self) -> None:
        self.answer(
            {field.id: self.query_one(f"#{field.id}", Input).value for field in self._fields}
        )

    @on(Input.Submitted)
    def _submitted(self) -> None:
        self._answer()

    @on(Button.Pressed)
    def _pressed(self, event: Button.Pressed) -> None:
        if event.button.id == "confirm":
            self._answer()
        else:
            self.answer(None)


class Pick(Question[str]):
    """A choice of one from a list. Answers its key, or None."""

    ENDS: ClassVar[frozenset[str]] = frozenset({"escape", "q", "enter", "space"})

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "cancel", "Back", show=False),
        Binding("enter,space", "choose", "Choose", show=False),
    ]

    def __init__(
        self,
        title: str,
        options: Sequence[tuple[str, Sequence[Span]]],
        signs: Signs,
        chosen: str = "",
        *,
        leave: str = "back",
        quick: Mapping[str, str] | None = None,
    ) -> None:
        """``quick`` are letters that answer at once, each with the key of its option."""
        super().__init__()
        self._title = title
        self._options = options
        self._signs = signs
        self._chosen = chosen
        arrows = actions.writable("↑ ↓", plain=signs.plain)
        self._hint = f"{arrows} choose   enter take it   esc {leave}"
        if len(options) > _MANY and not quick:
            self._hint += "   a letter finds"
        self._quick = quick or {}

    def compose(self) -> ComposeResult:
        """The title, the list, and the keys."""
        with Vertical(classes="question"):
            yield Label(self._title, classes="question--title", markup=False)
            yield Rows(self._signs, classes="question--list")
            yield Label(self._hint, classes="question--hint")

    def on_mount(self) -> None:
        """Show the options."""
        rows = self.query_one(Rows)
        found = [
            Row(line, key)
            for key, spans in self._options
            for line in wrap(spans, min(_WIDTH, self.app.size.width - 12))
        ]
        rows.styles.height = min(len(found), self.app.size.height - 8)
        rows.show(found, self._chosen)
        self.set_focus(rows)

    @property
    def ends(self) -> frozenset[str]:
        """See ``Question``: its letters too."""
        return self.ENDS | self._quick.keys()

    def on_key(self, event: Key) -> None:
        """A letter that answers at once, or leads to the next option that begins with it."""
        letter = event.character or ""
        chosen = self._quick.get(letter)
        if chosen is not None:
            event.stop()
            self.answer(chosen)
        elif letter.isalnum():
            self._find(letter.casefold())

    def _find(self, letter: str) -> None:
        rows = self.query_one(Rows)
        keys = [key for key, _ in self._options]
        after = keys.index(rows.cursor) + 1 if rows.cursor in keys else 0
        for key, spans in (*self._options[after:], *self._options[:after]):
            if "".join(span.text for span in spans).casefold().startswith(letter):
                rows.go(key)
                return

    def action_choose(self) -> None:
        """Take the one under the cursor."""
        self.answer(self.query_one(Rows).cursor or None)

    @on(Rows.Chosen)
    def _double_clicked(self, event: Rows.Chosen) -> None:
        self.answer(event.key)


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
        Binding("ctrl+s", "gavel", "Gavel", show=False),
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
            with Horizontal(classes="question--field"):
                yield Label("reason")
                yield Input(id="reason", compact=True)
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
                self.query_one("#reason", Input).value,
            )
        )

    @on(Rows.Chosen)
    def _double_clicked(self) -> None:
        self.action_choose()

    @on(Input.Submitted)
    def _submitted(self) -> None:
        self.action_gavel()

    @on(Button.Pressed)
    def _pressed(self, event: Button.Pressed) -> None:
        if event.button.id == "confirm":
            self.action_gavel()
        else:
            self.answer(None)
