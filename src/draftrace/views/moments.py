"""Where in the record is a moment that people name: a revision, the end of a meeting, a day?"""

from __future__ import annotations

import re

from draftrace.errors import UsageError
from draftrace.room.state import State
from draftrace.text import addresses

_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def position_at(state: State, asked: str) -> int:
    """The position of the last entry that belongs to a moment.

    ``asked`` is a position, a revision's name or symbol (up to its issue), a meeting's name (up to
    its close, or to now while it is open) or a day (up to the last act that happened by its end).
    Raises UsageError with what there is.
    """
    if asked.isdigit():
        return _position(state, int(asked))
    if _DAY.fullmatch(asked):
        return _day(state, asked)
    name = addresses.revision_name(asked).casefold()
    for revision in state.past.revisions:
        if name in (revision.name.casefold(), revision.symbol.casefold()):
            return revision.stamp.position
    return _meeting(state, asked)


def _position(state: State, asked: int) -> int:
    if not 1 <= asked <= state.now.position:
        raise UsageError(
            f"The record has no entry {asked}.", f"It has entries 1 to {state.now.position}."
        )
    return asked


def _day(state: State, day: str) -> int:
    by_then = [s.position for s in state.past.stamps.values() if s.happened[:10] <= day]
    if not by_then:
        first = min(s.happened[:10] for s in state.past.stamps.values())
        raise UsageError(f"Nothing had happened by {day}.", f"The record begins on {first}.")
    return max(by_then)


def _meeting(state: State, asked: str) -> int:
    wanted = asked.casefold()
    meetings = list(state.now.meetings.values())
    fitting = [m for m in meetings if wanted in (m.name.casefold(), m.id)] or [
        m for m in meetings if wanted in m.name.casefold()
    ]
    if len(fitting) != 1:
        what = "fits several meetings" if fitting else "is no revision, meeting, entry or day"
        names = [m.name for m in fitting] or [
            *(r.name for r in state.past.revisions),
            *(m.name for m in meetings),
        ]
        raise UsageError(f"{asked} {what}.", f"There are: {', '.join(names) or 'none yet'}.")
    closed = fitting[0].closed
    return closed.position if closed is not None else state.now.position
