"""Questions over a screen: a confirmation with fields, a choice from a list."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, ClassVar, Generic, Literal, NamedTuple, TypeVar, cast

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.events import Key
from textual.widgets import Button, Input, Label

from draftrace.tui import actions
from draftrace.tui.prose import Row, Span, wrap
from draftrace.tui.screens.over import Over
from draftrace.tui.signs import Signs
from draftrace.tui.widgets.completing import Completing
from draftrace.tui.widgets.rows import Rows
from draftrace.tui.widgets.sentences import Sentences

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
    """Something to be filled in: one line or, where ``sentences`` are written, that many lines at
    first, more as they are needed. ``asks`` says of what it is, so that it is completed."""

    id: str
    label: str
    value: str = ""
    placeholder: str = ""
    sentences: int = 0
    asks: Asked = ""


REASON = Field("reason", "reason", placeholder="may be empty", sentences=1)
"""Why, in one's own words."""
OBJECTIONS = Field(
    "objections", "objections", placeholder="who objects at the gavel: CUB, NOR", asks="parties"
)
Written = Input | Sentences


def told(*paragraphs: Sequence[Span]) -> Body:
    """Spans as the body of a question, a paragraph each."""
    return lambda width: [Row(line) for spans in paragraphs for line in wrap(spans, width)]


def at_fault(fields: Sequence[Field], message: str) -> str:
    """The field that a refusal speaks of: by what is written in it, or a part of a list, else, of
    those that are empty, by its name; none where it speaks of none."""
    written = [f for f in fields if any(part in message for part in _parts(f))]
    words = re.findall(r"\w+", message.lower())
    empty = [f for f in fields if not f.value.strip() and f.label.lower() in words]
    found = sorted(written, key=lambda f: -len(f.value)) or empty
    return found[0].id if found else ""


def _parts(field: Field) -> list[str]:
    """What is written in a field; of a list, each part."""
    parts = [field.value] if field.sentences else field.value.split(",")
    return [part.strip() for part in parts if part.strip()]


class Question(Over[Answer | None], Generic[Answer]):
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

    FRAME = 6
    """Lines of a question around it: its edges, the title, the ways on, and what is between."""

    def __init__(self, signs: Signs, body: Body, taken: Callable[[], int]) -> None:
        """``taken`` are the lines that the rest of the question takes beside its frame."""
        super().__init__(signs, classes="question--body")
        self.can_focus = False
        self._body = body
        self._taken = taken

    def lay_out(self, width: int) -> Sequence[Row]:
        """See ``Rows``; what does not fit is scrolled, so that the ways on stay in sight."""
        rows = [Row(row.spans, margin=row.margin) for row in self._body(width)]
        left = self.app.size.height - 1 - self.FRAME - self._taken()
        self.styles.height = min(len(rows), max(left, 1))
        return rows


def filled_in(field: Field, known: Sequence[str] = ()) -> Horizontal:
    """A field with its label; ``known`` is what may complete it."""
    written: Written
    if field.sentences:
        written = Sentences(field.value, field.placeholder, least=field.sentences, id=field.id)
    else:
        completing = Completing(known, several=field.asks != "file") if known else None
        written = Input(
            field.value, field.placeholder, id=field.id, compact=True, suggester=completing
        )
    return Horizontal(Label(field.label, markup=False), written, classes="question--field")


class Ask(Question[dict[str, str]]):
    """Asks once, with fields to fill in. Answers them by id, or None when not confirmed."""

    ENDS: ClassVar[frozenset[str]] = frozenset({"escape", "enter", "ctrl+s"})

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "cancel", "Back", show=False),
        Binding("ctrl+s", "confirm", "Confirm", show=False, priority=True),
        Binding("pagedown", "read(1)", "Read on", show=False, priority=True),
        Binding("pageup", "read(-1)", "Read back", show=False, priority=True),
    ]

    def __init__(
        self,
        title: str,
        body: Body | None,
        fields: Sequence[Field] = (),
        confirm: str = "Confirm",
        signs: Signs | None = None,
        knows: Callable[[Asked], Sequence[str]] = lambda _: (),
        start: str = "",
    ) -> None:
        """``knows`` tells the words that may complete a line; ``start`` is the field to begin in,
        where it is not the first."""
        super().__init__()
        self._start = start
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
                yield QuestionBody(self._signs, self._body, self._taken)
            for field in self._fields:
                yield filled_in(field, self._known.get(field.asks, ()))
            with Horizontal(classes="question--ways"):
                yield Button(
                    f"{self._confirm} (enter)", id="confirm", compact=True, variant="primary"
                )
                yield Button("Back (esc)", id="cancel", compact=True)
                if any(self._known.values()):
                    arrow = actions.writable("→", plain=self._signs.plain)
                    yield Label(f"{arrow} completes", classes="question--hint")

    def on_mount(self) -> None:
        """Go to the field to begin in."""
        first = self._start or (self._fields[0].id if self._fields else "confirm")
        self.set_focus(self.query_one(f"#{first}"))

    def _written(self) -> list[Written]:
        return [w for w in self.query("Input, Sentences") if isinstance(w, Input | Sentences)]

    def _taken(self) -> int:
        """The lines of all fields, each with the one below it."""
        return sum(1 + (w.lines_taken if isinstance(w, Sentences) else 1) for w in self._written())

    @on(Sentences.Grown)
    def _grown(self) -> None:
        for body in self.query(QuestionBody):
            body.reload()

    def action_read(self, pages: int) -> None:
        """Read on in what it is about, where that is longer than its place."""
        for body in self.query(QuestionBody):
            body.scroll_relative(y=pages * body.size.height, animate=False)

    @on(Input.Submitted)
    @on(Sentences.Submitted)
    def action_confirm(self) -> None:
        """Answer with what is written."""
        self.answer({str(written.id): written.value for written in self._written()})

    @on(Button.Pressed)
    def _pressed(self, event: Button.Pressed) -> None:
        if event.button.id == "confirm":
            self.action_confirm()
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
