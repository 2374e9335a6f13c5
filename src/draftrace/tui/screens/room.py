"""What every screen of the room has: identity, status and key lines, and the common actions."""

from __future__ import annotations

from collections.abc import Coroutine, Iterable, Sequence
from typing import TYPE_CHECKING, Any, ClassVar, cast

import msgspec
from textual.app import ComposeResult
from textual.events import Click, Resize
from textual.screen import Screen
from textual.widget import Widget

from draftrace.errors import DraftraceError, NegotiationError
from draftrace.room.acts import undoing
from draftrace.room.state import Stamp
from draftrace.tui import actions, lines
from draftrace.tui.declared import Action, ScreenName
from draftrace.tui.prose import Span
from draftrace.tui.safe import shown
from draftrace.tui.screens.asking import Ask, Pick, told
from draftrace.tui.screens.help import HelpScreen
from draftrace.tui.seat import WRITTEN
from draftrace.tui.widgets.painted import Bar
from draftrace.tui.words import moment
from draftrace.views.log import tell

if TYPE_CHECKING:
    from draftrace.tui.app import RoomApp

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


class RoomScreen(Screen[None]):
    """A screen of the room. Subclasses have a ``NAME``, a ``body`` and ``do_`` methods."""

    NAME: ClassVar[ScreenName]
    AUTO_FOCUS = None

    @property
    def room(self) -> RoomApp:
        """The app, by its own type."""
        return cast("RoomApp", self.app)

    def body(self) -> Iterable[Widget]:
        """What stands between the identity and the status line."""
        return ()

    def compose(self) -> ComposeResult:
        """Identity above, status and keys below, the same on every screen."""
        yield Bar(id="identity")
        yield from self.body()
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
        spans, key_line.places = lines.keys(self.offered(), width, _shortest)
        key_line.say(spans)

    def status(self, width: int) -> Sequence[Span]:
        """The status line. By default: where one is and how far the room has come."""
        return lines.status(self.room.reading, self.room.signs, width, self.room.place)

    def offered(self) -> list[Action]:
        """What the key line offers."""
        room = self.room
        return actions.key_line(self.NAME, lambda a: room.seat.may(room.state, a))

    # Doing

    def action_do(self, name: str) -> None:
        """Do an action of this screen, or say which rule is against it."""
        found = actions.action(name)
        try:
            if found.kind:
                self.room.require(found.kind)
            doing = getattr(self, found.method)()
        except DraftraceError as error:
            self.room.refuse(error)
            return
        if doing is not None:
            self.run_worker(self._finish(doing), group="doing", exit_on_error=True)

    async def _finish(self, doing: Coroutine[Any, Any, None]) -> None:
        try:
            await doing
        except DraftraceError as error:
            self.room.refuse(error)

    # Between screens

    def do_screen_draft(self) -> None:
        """Back to the draft."""
        self._go(None)

    def do_screen_amend(self) -> None:
        """Amend the provision under the cursor."""
        from draftrace.tui.screens.amend import AmendScreen

        self._go(AmendScreen.of_wording(self.room))

    def do_screen_decide(self) -> None:
        """The agenda and the rivals."""
        from draftrace.tui.screens.decide import DecideScreen

        if not isinstance(self, DecideScreen):
            self._go(DecideScreen())

    def do_screen_trace(self) -> None:
        """The life of the provision under the cursor."""
        from draftrace.tui.screens.trace import TraceScreen

        if not isinstance(self, TraceScreen):
            self._go(TraceScreen())

    def do_screen_record(self) -> None:
        """The record in sentences."""
        from draftrace.tui.screens.record import RecordScreen

        if not isinstance(self, RecordScreen):
            self._go(RecordScreen())

    do_trace = do_screen_trace

    def _go(self, screen: Screen[None] | None) -> None:
        """To another screen; the draft stays beneath all of them."""
        room = self.room
        if screen is not None and self.NAME != "draft":
            room.switch_screen(screen)
        elif screen is not None:
            room.push_screen(screen)
        elif self.NAME != "draft":
            room.pop_screen()

    def do_back(self) -> None:
        """To the screen before."""
        self.room.pop_screen()

    def do_help(self) -> None:
        """What can be done here."""
        self.room.push_screen(HelpScreen(self.NAME, self.room.signs))

    def do_palette(self) -> None:
        """Every action by name."""
        self.room.action_command_palette()

    # Who acts

    async def do_act_as(self) -> None:
        """Choose the party whose acts are recorded here."""
        room = self.room
        parties = sorted(room.state.now.parties.values(), key=lambda p: p.code)
        options = [
            (p.code, [Span(shown(f"{p.code:<10} {p.name}"), "strong"), Span(f"  {p.role}", "dim")])
            for p in parties
        ]
        chosen = await room.push_screen_wait(Pick("Act as", options, room.signs, room.seat.by))
        if chosen:
            room.sit_as(chosen)

    async def do_act_behalf(self) -> None:
        """Choose a group to speak for."""
        room = self.room
        groups = [p for p in room.state.now.parties.values() if room.seat.by in p.members()]
        if not groups:
            raise NegotiationError(
                f"{room.seat.by} is not a member of any group.",
                "The secretariat records who joins: `draftrace party join GROUP MEMBER`.",
            )
        options = [("-", [Span(shown(f"{room.seat.by} alone"))])]
        options += [(g.code, [Span(shown(f"{g.code}  {g.name}"))]) for g in groups]
        chosen = await room.push_screen_wait(Pick("Speak on behalf of", options, room.signs))
        if chosen:
            behalf = "" if chosen == "-" else chosen
            room.sit(msgspec.structs.replace(room.seat, behalf=behalf))

    async def do_act_meeting(self) -> None:
        """Choose the meeting one acts in."""
        room = self.room
        options = [
            (
                m.id,
                [
                    Span(shown(m.name), "strong"),
                    Span(shown(f"  {m.level}, {m.presiding} presiding"), "dim"),
                ],
            )
            for m in room.state.open_meetings()
        ]
        options.append((WRITTEN, [Span("none: a written submission", "dim")]))
        picker = Pick("Act in which meeting", options, room.signs, room.seat.meeting)
        chosen = await room.push_screen_wait(picker)
        if chosen:
            room.sit(msgspec.structs.replace(room.seat, meeting=chosen))

    # Undo

    async def do_undo(self) -> None:
        """Take one's last act back; asks first where it was a decision."""
        room = self.room
        last = self._last_own_act()
        if last is None:
            raise NegotiationError(
                f"{room.seat.by} has no act that could be undone.",
                "Proposals, positions, decisions, agreements and links can.",
            )
        if last.kind in _DECISIONS:
            said = self._told(last)
            ask = Ask(
                "Undo this decision?",
                told([Span(shown(said))], [Span(moment(last.happened), "dim")]),
                confirm="Undo it",
            )
            if await room.push_screen_wait(ask) is None:
                return
        room.perform(lambda state, floor: undoing.undo(state, floor, last.act))

    def _last_own_act(self) -> Stamp | None:
        state = self.room.state
        by = self.room.seat.by
        for stamp in reversed(list(state.past.stamps.values())):
            mine = stamp.by == by and stamp.kind in undoing.UNDOABLE
            if mine and stamp.act not in state.now.undone:
                return stamp
        return None

    def _told(self, stamp: Stamp) -> str:
        for entry in self.room.workspace.journal.read(stamp.position - 1):
            return tell(self.room.state, entry).text
        return stamp.kind


def _shortest(action: Action) -> str:
    """The first key of an action, as the key line prints it."""
    return action.keys.split(", ")[0]
