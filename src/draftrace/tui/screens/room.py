"""What every screen of the room has: identity, status and key lines, and the common actions."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Iterable, Sequence
from contextlib import suppress
from inspect import isawaitable
from typing import TYPE_CHECKING, Any

from textual.app import ComposeResult
from textual.events import Click, Resize
from textual.widget import Widget

from draftrace.errors import DraftraceError, NegotiationError
from draftrace.room.acts import undoing
from draftrace.room.stamps import Stamp
from draftrace.tui import actions, lines
from draftrace.tui.declared import Action
from draftrace.tui.prose import Span
from draftrace.tui.safe import shown
from draftrace.tui.screens import sitting
from draftrace.tui.screens.asking import Answer, Ask, Asked, Body, Field, Question, at_fault, told
from draftrace.tui.screens.help import HelpScreen
from draftrace.tui.screens.naming import files_at
from draftrace.tui.screens.touring import Touring
from draftrace.tui.widgets.painted import Bar
from draftrace.tui.widgets.rows import Rows
from draftrace.tui.words import moment
from draftrace.views.log import tell

if TYPE_CHECKING:
    pass

_LAYOUT = 2.0
_DECISIONS = ("decided", "agreed", "reopened")


class KeyLine(Bar):
    """The actions offered here; each can be clicked."""

    def __init__(self) -> None:
        super().__init__(id="keys")
        self.places: list[tuple[int, int, str]] = []

    def on_click(self, event: Click) -> None:
        """Clicking an action does it."""
        for start, end, name in self.places:
            if start <= event.x < end and isinstance(self.screen, RoomScreen):
                self.screen.action_do(name)


class RoomScreen(Touring):
    """A screen of the room. Subclasses have a ``NAME``, a ``body`` and ``do_`` methods."""

    AUTO_FOCUS = None

    def __init__(self) -> None:
        super().__init__()
        self.laid_out = asyncio.Event()

    def body(self) -> Iterable[Widget]:
        """What stands between the identity and the status line."""
        return ()

    def compose(self) -> ComposeResult:
        """Identity above, status and keys below, the same on every screen."""
        # Before the first layout, which else would be that of another width.
        widths = self.room.HORIZONTAL_BREAKPOINTS
        fitting = [name for least, name in widths if least <= self.room.size.width]
        self.add_class(fitting[-1])
        yield Bar(id="identity")
        yield from self.body()
        yield Bar(id="tour")
        yield Bar(id="status")
        yield KeyLine()

    def on_mount(self) -> None:
        """Show what the room says now."""
        self.call_after_refresh(self.room_changed)

    def on_screen_resume(self) -> None:
        """Another screen may have moved on meanwhile."""
        if self.is_mounted:
            self.room_changed()

    def on_resize(self, event: Resize) -> None:  # noqa: ARG002 - the handler's form
        """The lines are shorter or longer now."""
        self.call_after_refresh(self.say_lines)

    def room_changed(self) -> None:
        """The record grew, or somebody else acts here: show it. Subclasses add their views."""
        self.say_lines()
        self.laid_out.set()

    def outbox_changed(self) -> None:
        """A file is being written, or has been. Screens that show it say how."""

    def show_tour(self) -> None:
        """See ``Touring``."""
        self.room_changed()

    def say_lines(self) -> None:
        """Write identity, status and key lines anew."""
        room = self.room
        width = self.size.width - 2
        if width < 1 or not self.is_mounted:
            return
        said = lines.identity(room.state, room.seat, room.signs, width, room.provision)
        self.query_one("#identity", Bar).say(*said)
        self.query_one("#status", Bar).say(self.status(width))
        key_line = self.query_one("#keys", KeyLine)
        spans, key_line.places = lines.keys(self.offered(), width, self._shortest)
        key_line.say(spans)
        self.say_tour(width)
        room.show_place()

    def status(self, width: int) -> Sequence[Span]:
        """The status line. By default: where one is and how far the room has come."""
        return lines.status(self.room.reading, self.room.signs, width, self.room.place)

    def where(self) -> list[Span]:
        """The address of the provision one was last on, for status lines of other things."""
        provision = self.room.provision
        return (
            [Span(f"{shown(provision.now.address)}  ", "strong")] if provision is not None else []
        )

    def _shortest(self, action: Action) -> str:
        """The first key of an action, as the key line prints it."""
        key = self.room.keymap.shortest(action)
        return actions.writable(key, plain=self.room.signs.plain)

    def offered(self) -> list[Action]:
        """What the key line offers."""
        seat, now = self.room.seat, self.room.state
        return actions.key_line(self.NAME, lambda a: seat.may(now, a) and seat.can(now, a))

    # Doing

    def action_do(self, name: str) -> None:
        """Do an action of this screen, or say which rule is against it.

        Until it is done, asks something, or has opened a screen, keys typed ahead are held, so
        that they go where the person meant them.
        """
        found = actions.action(name)
        if found.group != "Moving":  # one reads it while one moves, and is done with it after
            self.room.settle()
        try:
            against = self.room.seat.against(self.room.state, found)
            if against is not None:
                raise against
            if found.kind:
                self.room.require(found.kind)
            doing = getattr(self, found.method)()
        except DraftraceError as error:
            self.room.refuse(error)
            return
        if doing is not None:
            self.room.hold_keys()
            self.room.run_worker(self._finish(doing), group="doing", exit_on_error=True)

    async def _finish(self, doing: Coroutine[Any, Any, None]) -> None:
        try:
            await doing
        except DraftraceError as error:
            self.room.refuse(error)
        finally:
            self.room.release_keys()

    async def ask(self, question: Question[Answer]) -> Answer | None:
        """Put a question and wait for the answer, as long as it takes."""
        answered: asyncio.Future[Answer | None] = asyncio.get_running_loop().create_future()

        def take(answer: Answer | None) -> None:
            if not answered.done():
                answered.set_result(answer)

        await self.room.push_screen(question, take)
        self.room.release_keys()
        return await answered

    async def fill_in(
        self,
        title: str,
        body: Body | None,
        fields: Sequence[Field],
        act: Callable[[dict[str, str]], object],
        confirm: str = "Record",
    ) -> None:
        """Ask for what an act needs and do it; where it is refused, ask again with what was
        written, so that nothing of it is lost."""
        start = ""
        while True:
            ask = Ask(title, body, fields, confirm, self.room.signs, self.knows, start)
            answer = await self.ask(ask)
            if answer is None:
                self.room.settle()
                return
            try:
                doing = act(answer)
                if isawaitable(doing):
                    await doing
            except DraftraceError as error:
                self.room.refuse(error)
                fields = [field._replace(value=answer[field.id]) for field in fields]
                start = at_fault(fields, error.message)
            else:
                self.room.settle()
                return

    async def ask_address(self, title: str, go: Callable[[str], object]) -> None:
        """Ask for an address and go there; asked again where it is none."""
        fields = [Field("address", "address", placeholder="24c")]

        def act(answer: dict[str, str]) -> object:
            return go(answer["address"]) if answer["address"].strip() else None

        await self.fill_in(title, None, fields, act, "Go")

    def knows(self, asked: Asked) -> Sequence[str]:
        """What may complete a line that asks for this."""
        if asked == "parties":
            return list(self.room.state.now.parties)
        place = self.room.workspace
        is_browser = self.room.seat.fixed  # which need not know what lies on this machine
        return [] if is_browser else files_at(place.root, place.corpus, place.exports)

    async def open(self, screen: RoomScreen, *, instead: bool = False) -> None:
        """Open another screen, and come back when it has been laid out."""
        if instead:
            self.room.switch_screen(screen)
        else:
            self.room.push_screen(screen)
        with suppress(TimeoutError):
            await asyncio.wait_for(screen.laid_out.wait(), _LAYOUT)

    # Between screens

    async def do_screen_draft(self) -> None:
        """Back to the draft."""
        await self._go(None)

    async def do_screen_amend(self) -> None:
        """Amend the provision under the cursor."""
        from draftrace.tui.screens.amending import of_wording

        await self._go(of_wording(self.room))

    async def do_screen_decide(self) -> None:
        """The agenda and the rivals."""
        from draftrace.tui.screens.decide import DecideScreen

        if not isinstance(self, DecideScreen):
            await self._go(DecideScreen())

    async def do_screen_trace(self) -> None:
        """The life of the provision under the cursor."""
        from draftrace.tui.screens.trace import TraceScreen

        if not isinstance(self, TraceScreen):
            await self._go(TraceScreen())

    async def do_screen_record(self) -> None:
        """The record in sentences."""
        from draftrace.tui.screens.record import RecordScreen

        if not isinstance(self, RecordScreen):
            await self._go(RecordScreen())

    async def do_screen_compare(self) -> None:
        """Two texts and what happened between them."""
        from draftrace.tui.screens.compare import CompareScreen

        if not isinstance(self, CompareScreen):
            await self._go(CompareScreen())

    async def do_screen_corpus(self) -> None:
        """The sources."""
        from draftrace.tui.screens.corpus import CorpusScreen

        if not isinstance(self, CorpusScreen):
            await self._go(CorpusScreen())

    async def do_screen_export(self) -> None:
        """Files out."""
        from draftrace.tui.screens.export import ExportScreen

        await self._go(ExportScreen())

    do_trace = do_screen_trace

    async def _go(self, screen: RoomScreen | None) -> None:
        """To another screen; the draft stays beneath all of them."""
        if screen is not None:
            await self.open(screen, instead=self.NAME != "draft")
        elif self.NAME != "draft":
            self.room.pop_screen()

    async def do_back(self) -> None:
        """To the screen before."""
        self.room.pop_screen()

    def do_help(self) -> None:
        """What can be done here."""
        self.room.push_screen(HelpScreen(self.NAME, self.room.signs, self.room.keymap))

    do_help_writing = do_help
    """Where a question mark is a letter that one writes."""

    def do_palette(self) -> None:
        """Every action by name."""
        self.room.action_command_palette()

    # Moving, in whichever view has the focus

    @property
    def _focused_rows(self) -> Rows | None:
        return self.focused if isinstance(self.focused, Rows) else None

    def do_move_down(self) -> None:
        """To the next row."""
        if (rows := self._focused_rows) is not None:
            rows.action_move_down()

    def do_move_up(self) -> None:
        """To the row before."""
        if (rows := self._focused_rows) is not None:
            rows.action_move_up()

    def do_move_page_down(self) -> None:
        """A screen on."""
        if (rows := self._focused_rows) is not None:
            rows.action_move_page_down()

    def do_move_page_up(self) -> None:
        """A screen back."""
        if (rows := self._focused_rows) is not None:
            rows.action_move_page_up()

    def do_move_start(self) -> None:
        """To the first row."""
        if (rows := self._focused_rows) is not None:
            rows.action_move_start()

    def do_move_end(self) -> None:
        """To the last row."""
        if (rows := self._focused_rows) is not None:
            rows.action_move_end()

    # Who acts

    async def do_act_as(self) -> None:
        """Choose the party whose acts are recorded here."""
        await sitting.choose_party(self)

    async def do_act_behalf(self) -> None:
        """Choose a group to speak for."""
        await sitting.choose_group(self)

    async def do_act_meeting(self) -> None:
        """Choose the meeting one acts in."""
        await sitting.choose_meeting(self)

    # Undo

    async def do_undo(self) -> None:
        """Take one's last act back; asks first where it was a decision."""
        room = self.room
        last = self._last_own_act()
        if last is None:
            raise NegotiationError(
                f"{room.seat.by} has no act that could be undone.",
                "Registrations, proposals, positions, decisions, agreements and links can.",
            )
        if last.kind in _DECISIONS:
            said = self._told(last)
            ask = Ask(
                "Undo this decision?",
                told([Span(shown(said))], [Span(moment(last.happened), "dim")]),
                confirm="Undo it",
            )
            if await self.ask(ask) is None:
                return
        room.perform(lambda state, floor: undoing.undo(state, floor, last.act))

    def _last_own_act(self) -> Stamp | None:
        return undoing.last_own(self.room.state, self.room.seat.by)

    def _told(self, stamp: Stamp) -> str:
        for entry in self.room.workspace.journal.read(stamp.position - 1):
            return tell(self.room.state, entry).text
        return stamp.kind
