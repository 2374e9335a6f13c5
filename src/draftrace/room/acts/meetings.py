"""Meetings: opened with a presiding party, closed; several may be open at once."""

from __future__ import annotations

import msgspec

from draftrace.errors import NegotiationError
from draftrace.room.acts.payloads import MeetingClosed, MeetingOpened
from draftrace.room.acts.terms import MeetingLevel
from draftrace.room.entities import Meeting
from draftrace.room.floor import SEE_PARTIES, Floor, require
from draftrace.room.roles import require_role
from draftrace.room.stamps import Stamp
from draftrace.room.state import State


def open_meeting(
    state: State,
    floor: Floor,
    name: str,
    *,
    level: MeetingLevel,
    presiding: str = "",
    place: str = "",
) -> MeetingOpened:
    """Open a meeting; the presiding party is the workspace's default where none is named."""
    require_role(state, floor, "meeting opened")
    presiding = presiding or state.now.presiding
    found = state.now.parties.get(presiding)
    if found is None:
        raise NegotiationError(f"There is no party {presiding}.", SEE_PARTIES)
    require(
        found.role in ("delegation", "bureau"),
        f"{presiding} is a {found.role}; a delegation or an officer of the bureau presides.",
    )
    require(name.strip(), "A meeting needs a name.", 'As in "Second intersessional meeting".')
    clash = next((m for m in state.open_meetings() if m.name.casefold() == name.casefold()), None)
    if clash is not None:
        raise NegotiationError(
            f"{clash.name} is open already.", "Close it first, or give another name."
        )
    return MeetingOpened(
        meeting=floor.act, name=name.strip(), level=level, presiding=presiding, place=place
    )


def evolve_meeting(state: State, stamp: Stamp, act: MeetingOpened) -> str:
    if act.meeting in state.now.meetings:
        return "the meeting exists already"
    if act.presiding not in state.now.parties:
        return f"no party {act.presiding} to preside"
    state.now.meetings[act.meeting] = Meeting(
        act.meeting, act.name, act.level, act.presiding, act.place, stamp
    )
    return ""


def close_meeting(state: State, floor: Floor, meeting: str) -> MeetingClosed:
    """Close a meeting. Its record is sealed with it."""
    require_role(state, msgspec.structs.replace(floor, meeting=meeting), "meeting closed")
    found = state.now.meetings.get(meeting)
    require(found is not None and found.closed is None, "That meeting is not open.")
    return MeetingClosed(meeting=meeting)


def evolve_closed(state: State, stamp: Stamp, act: MeetingClosed) -> str:
    found = state.now.meetings.get(act.meeting)
    if found is None or found.closed is not None:
        return "the meeting was not open"
    found.closed = stamp
    return ""
