"""The record: every act as a sentence, the progress over the meetings, the seals."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Sequence
from itertools import islice
from typing import ClassVar, cast

from textual import on
from textual.binding import BindingType
from textual.widget import Widget

from draftrace.errors import NegotiationError
from draftrace.tui import actions
from draftrace.tui.declared import ScreenName
from draftrace.tui.prose import Row, Span, between
from draftrace.tui.safe import shown
from draftrace.tui.screens.asking import Ask, Field, Pick
from draftrace.tui.screens.desk import Desk
from draftrace.tui.screens.lettering import Lettering
from draftrace.tui.screens.measured import Measured
from draftrace.tui.screens.taking_in import TakingIn
from draftrace.tui.sentences import EARLIER, log_rows, only_options
from draftrace.tui.signs import Signs
from draftrace.tui.widgets.rows import Rows
from draftrace.tui.widgets.view_bar import ViewBar
from draftrace.tui.words import count
from draftrace.views.log import Sentence, tell

_PAGE = 300
_CHUNK = 2000
VIEWS = ("Log", "Progress", "Seals")


class Log(Rows):
    """The sentences read so far."""

    def lay_out(self, width: int) -> list[Row]:
        """See ``Rows``."""
        screen = cast("RecordScreen", self.screen)
        return screen.rows_of(width)


class Sheet(Rows):
    """Progress or seals; read, not chosen from, so that the arrow keys scroll it."""

    def __init__(self, signs: Signs) -> None:
        super().__init__(signs, id="sheet")

    def lay_out(self, width: int) -> Sequence[Row]:
        """See ``Rows``."""
        return cast("RecordScreen", self.screen).sheet_rows(width)

    def action_move_down(self) -> None:
        """A line on."""
        self.scroll_down(animate=False)

    def action_move_up(self) -> None:
        """A line back."""
        self.scroll_up(animate=False)

    def action_move_page_down(self) -> None:
        """A screen on."""
        self.scroll_page_down(animate=False)

    def action_move_page_up(self) -> None:
        """A screen back."""
        self.scroll_page_up(animate=False)

    def action_move_start(self) -> None:
        """To the first line."""
        self.scroll_home(animate=False)

    def action_move_end(self) -> None:
        """To the last line."""
        self.scroll_end(animate=False)


class RecordScreen(Measured, Lettering, Desk, TakingIn):
    """What was done, in order; how far it has brought the room; what is sealed."""

    NAME: ClassVar[ScreenName] = "record"
    BINDINGS: ClassVar[list[BindingType]] = [*actions.bindings("record")]

    def __init__(self) -> None:
        super().__init__()
        self.sentences: list[Sentence] = []
        self.phrase = ""
        self.only = ("", "")

    def body(self) -> Iterable[Widget]:
        """The views' names, then the view that is open."""
        yield ViewBar(VIEWS)
        yield Log(self.room.signs, id="log")
        yield Sheet(self.room.signs)

    @property
    def log_view(self) -> Log:
        """The list."""
        return self.query_one(Log)

    @property
    def sheet(self) -> Sheet:
        """Progress or seals."""
        return self.query_one(Sheet)

    def on_mount(self) -> None:
        """Start at the latest."""
        self._read(max(self.room.state.now.position - _PAGE, 0))
        self.call_after_refresh(self._to_the_latest)
        self._show_view()

    def _to_the_latest(self) -> None:
        self.log_view.reload()
        self.log_view.action_move_end()

    def _read(self, after: int) -> None:
        state = self.room.state
        self.sentences = [tell(state, e) for e in self.room.workspace.journal.read(after)]

    async def _read_everything(self) -> None:
        """Read what came before, too, a piece at a time, so that no key waits for it."""
        while self.sentences and self.sentences[0].position > 1:
            first = self.sentences[0].position
            after = max(first - 1 - _CHUNK, 0)
            entries = self.room.workspace.journal.read(after)
            state = self.room.state
            self.sentences[:0] = [tell(state, e) for e in islice(entries, first - 1 - after)]
            await asyncio.sleep(0)

    def room_changed(self) -> None:
        """New sentences come at the end; the cursor stays where it is."""
        if not self.is_mounted:
            return
        self._read_on()
        self.log_view.reload()
        self.measure()
        self.sheet.reload()
        super().room_changed()

    def _read_on(self) -> None:
        """What is new; of a short list every sentence anew, for addresses may have changed."""
        if len(self.sentences) <= 2 * _PAGE:
            self._read(self.sentences[0].position - 1 if self.sentences else 0)
            return
        state = self.room.state
        entries = self.room.workspace.journal.read(self.sentences[-1].position)
        self.sentences += [tell(state, e) for e in entries]

    # Views

    def do_view_next(self) -> None:
        """The next view."""
        self._open(self.query_one(ViewBar).turned(self.room.remembered.record_view, 1))

    def do_view_previous(self) -> None:
        """The view before."""
        self._open(self.query_one(ViewBar).turned(self.room.remembered.record_view, -1))

    @on(ViewBar.Opened)
    def _clicked(self, event: ViewBar.Opened) -> None:
        self._open(event.view)

    def _open(self, view: str) -> None:
        self.room.remembered.record_view = view
        self._show_view()
        self.measure()
        self.sheet.scroll_home(animate=False, force=True)
        self.say_lines()

    def _show_view(self) -> None:
        view = self.room.remembered.record_view
        self.query_one(ViewBar).open(view)
        self.log_view.display = view == "Log"
        self.sheet.display = view != "Log"
        self.set_focus(self.log_view if view == "Log" else self.sheet)
        self.call_after_refresh(self.sheet.reload)

    def show_measures(self) -> None:
        """A worker has told something: show it."""
        self.sheet.reload()
        self.say_lines()

    # The log

    def rows_of(self, width: int) -> list[Row]:
        """A few lines for each act."""
        told = self._chosen()
        undone = self.room.state.now.undone
        rows: list[Row] = []
        if self.sentences and self.sentences[0].position > 1:
            words = f"{count(self.sentences[0].position - 1, 'earlier act')}: ↑ reads on"
            if self.room.signs.plain:
                words = words.replace("↑", "up")
            rows.append(Row((Span(words, "dim"),), EARLIER))
        rows += log_rows(told, undone, width, self.room.signs)
        return rows or [Row((Span("Nothing in the record says so.", "dim"),))]

    def _chosen(self) -> list[Sentence]:
        asked = self.phrase.casefold()
        what, value = self.only
        return [
            s
            for s in self.sentences
            if asked in f"{s.text} {s.reason} {s.meeting}".casefold()
            and (not what or getattr(s, what) == value)
        ]

    def status(self, width: int) -> Sequence[Span]:
        """How long the record is, and what of it is shown."""
        position = self.room.state.now.position
        left = [*self.where(), Span(count(position, "act"), "label")]
        if self.room.remembered.record_view != "Log":
            return between([*left, *self.measured_status()], [], width, self.room.signs["more"])
        if self.phrase:
            left.append(Span(f"  search {shown(self.phrase)}", "label"))
        if self.only[0]:
            left.append(Span(f"  only {shown(self.only[1])}", "label"))
        right = [Span(f"{len(self._chosen())} shown", "label")]
        return between(left, right, width, self.room.signs["more"])

    def on_rows_moved(self, event: Rows.Moved) -> None:
        """Reaching the first line reads what came before."""
        if event.key == EARLIER:
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

    def do_record_seal(self) -> None:
        """Write what the last sealed record does not hold yet."""
        path = self.room.workspace.seal()
        said = f"sessions/{path.name}" if path is not None else "Everything is sealed already."
        self.room.notify(shown(said), title="Sealed", markup=False)
        self.room_changed()

    async def do_search(self) -> None:
        """Only acts that say these words."""
        field = Field("phrase", "words", self.phrase, "empty shows all")
        answer = await self.ask(Ask("Search the record", None, [field], confirm="Find"))
        if answer is not None:
            self.phrase = self.log_view.found = answer["phrase"].strip()
            await self._narrow()

    async def do_record_filter(self) -> None:
        """Only acts of one party, meeting or kind."""
        await self._read_everything()
        options = only_options(self.sentences)
        chosen = await self.ask(Pick("Show which acts", options, self.room.signs))
        if chosen is not None:
            what, _, value = chosen.partition("\t")
            self.only = (what, value)
            await self._narrow()

    async def _narrow(self) -> None:
        self._open("Log")
        if self.phrase or self.only[0]:
            await self._read_everything()
        self.room_changed()
