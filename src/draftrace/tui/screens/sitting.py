"""Who acts at this keyboard, for whom, and in which meeting: the questions that choose it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from draftrace.errors import NegotiationError, way
from draftrace.tui.prose import Span
from draftrace.tui.safe import shown
from draftrace.tui.screens.asking import Pick
from draftrace.tui.seat import WRITTEN

if TYPE_CHECKING:
    from draftrace.tui.screens.room import RoomScreen


async def choose_party(screen: RoomScreen) -> None:
    """The party whose acts are recorded here."""
    room = screen.room
    parties = sorted(room.state.now.parties.values(), key=lambda p: p.code)
    options = [
        (p.code, [Span(shown(f"{p.code:<10} {p.name}"), "strong"), Span(f"  {p.role}", "dim")])
        for p in parties
    ]
    chosen = await screen.ask(Pick("Act as", options, room.signs, room.seat.by))
    if chosen:
        room.sit_as(chosen)


async def choose_group(screen: RoomScreen) -> None:
    """A group to speak for, or none. Raises where the party is in none."""
    room = screen.room
    groups = [p for p in room.state.now.parties.values() if room.seat.by in p.members()]
    if not groups:
        raise NegotiationError(
            f"{room.seat.by} is not a member of any group.",
            way("The secretariat records who joins: {}.", "party join GROUP MEMBER", "party.join"),
        )
    options = [("-", [Span(shown(f"{room.seat.by} alone"))])]
    options += [(g.code, [Span(shown(f"{g.code}  {g.name}"))]) for g in groups]
    chosen = await screen.ask(Pick("Speak on behalf of", options, room.signs))
    if chosen:
        behalf = "" if chosen == "-" else chosen
        room.sit(msgspec.structs.replace(room.seat, behalf=behalf))


async def choose_meeting(screen: RoomScreen) -> None:
    """An open meeting to act in, or none."""
    room = screen.room
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
    chosen = await screen.ask(picker)
    if chosen:
        room.sit(msgspec.structs.replace(room.seat, meeting=chosen))
