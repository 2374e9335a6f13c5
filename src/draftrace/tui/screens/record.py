"""The record: every act as a sentence, the latest last, more of it as one goes back."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar, cast

from textual.binding import BindingType
from textual.widget import Widget

from draftrace.errors import NegotiationError
from draftrace.tui import actions
from draftrace.tui.declared import ScreenName
from draftrace.tui.prose import Row, Span, between, wrap
from draftrace.tui.safe import shown
from draftrace.tui.screens.asking import Ask, Field
from draftrace.tui.screens.room import RoomScreen
from draftrace.tui.signs import Signs
from draftrace.tui.widgets.rows import Rows
from draftrace.tui.words import count, day
from draftrace.views.log import Sentence, tell

_PAGE = 300
_EARLIER = "earlier"


class Log(Rows):
    """The sentences read so far."""

    def lay_out(self, width: int) -> list[Row]:
        """See ``Rows``."""
        screen = cast("RecordScreen", self.screen)
        return screen.rows_of(width)


class RecordScreen(RoomScreen):
    """What was done, in order."""

    NAME: ClassVar[ScreenName] = "record"
    BINDINGS: ClassVar[list[BindingType]] = [*actions.bindings("record")]

    def __init__(self) -> None:
        super().__init__()
        self.sentences: list[Sentence] = []
        self.phrase = ""

    def body(self) -> Iterable[Widget]:
        """One list."""
        yield Log(self.room.signs, id="log")

    @property
    def log_view(self) -> Log:
        """The list."""
        return self.query_one(Log)

    def on_mount(self) -> None:
        """Start at the latest."""
        super().on_mount()
        self._read(max(self.room.state.now.position - _PAGE, 0))
        self.set_focus(self.log_view)
        self.call_after_refresh(self._to_the_latest)

    def _to_the_latest(self) -> None:
        self.log_view.reload()
        self.log_view.action_move_end()

    def _read(self, after: int) -> None:
        state = self.room.state
        self.sentences = [tell(state, e) for e in self.room.workspace.journal.read(after)]

    def room_changed(self) -> None:
        """New sentences come at the end; the cursor stays where it is."""
        if not self.is_mounted:
            return
        first = self.sentences[0].position - 1 if self.sentences else 0
        self._read(first)
        self.log_view.reload()
        super().room_changed()

    def rows_of(self, width: int) -> list[Row]:
        """A few lines for each act."""
        asked = self.phrase.casefold()
        found = [
            s for s in self.sentences if asked in f"{s.text} {s.reason} {s.meeting}".casefold()
        ]
        rows: list[Row] = []
        if self.sentences and self.sentences[0].position > 1:
            words = f"{count(self.sentences[0].position - 1, 'earlier act')}: ↑ reads on"
            rows.append(Row((Span(words, "dim"),), _EARLIER))
        for sentence in found:
            rows += sentence_rows(sentence, width, self.room.signs)
        return rows or [Row((Span("Nothing in the record says so.", "dim"),))]

    def on_rows_moved(self, event: Rows.Moved) -> None:
        """Reaching the first line reads what came before."""
        if event.key == _EARLIER:
            first = self.sentences[0].position
            self._read(max(first - 1 - _PAGE, 0))
            self.log_view.cursor = str(first)
            self.log_view.reload()
            self.log_view.reveal()

    async def do_trace(self) -> None:
        """Trace what the act under the cursor concerned."""
        position = self.log_view.cursor
        if position.isdigit():
            for provision in self.room.state.past.steps:
                steps = self.room.state.past.steps[provision]
                if any(s.stamp.position == int(position) for s in steps):
                    self.room.place = provision
                    await self.do_screen_trace()
                    return
        raise NegotiationError("This act concerned no provision.", "Choose one that did.")

    async def do_search(self) -> None:
        """Only acts that say these words."""
        field = Field("phrase", "words", self.phrase, "empty shows all")
        answer = await self.ask(Ask("Search the record", None, [field], confirm="Find"))
        if answer is not None:
            self.phrase = self.log_view.found = answer["phrase"].strip()
            if self.phrase:
                self._read(0)
            self.room_changed()


def sentence_rows(sentence: Sentence, width: int, signs: Signs) -> list[Row]:
    """One act: its place in the record, the sentence, when and where."""
    key = str(sentence.position)
    told = [Span(shown(sentence.text), "" if not sentence.undone else "dim")]
    lead = f"{sentence.position:>5}  "
    when = [Span(day(sentence.happened), "dim")]
    lines = wrap(told, width - len(lead) - 14)
    rows = [Row(between([Span(lead, "dim"), *lines[0]], when, width, signs["more"]), key)]
    pad = Span(" " * len(lead))
    rows += [Row((pad, *line), key) for line in lines[1:]]
    more: list[Span] = []
    if sentence.undone:
        more.append(Span("taken back by a later act", "warn"))
    if sentence.void:
        more.append(Span(f"void: {shown(sentence.void)}", "warn"))
    if sentence.recorder != sentence.by.partition(" ")[0]:
        more.append(Span(f"recorded by {shown(sentence.recorder)}", "dim"))
    if sentence.reason:
        more.append(Span(f"reason: {shown(sentence.reason)}", "dim"))
    for span in more:
        rows += [Row((pad, *line), key) for line in wrap([span], width - len(lead))]
    return rows
