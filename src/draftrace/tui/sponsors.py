"""Whose is what is being written, beside who writes it: who may be named, and by whom. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import msgspec

from draftrace.room.floor import Floor
from draftrace.room.roles import allowed, require_role
from draftrace.room.state import State
from draftrace.tui.intents import is_a_proposal
from draftrace.tui.keeping import Draft
from draftrace.tui.seat import Seat
from draftrace.views.meant import parties

_ORAL = ("delegation", "group", "bureau")


class PartiesLine(NamedTuple):
    """The line on which parties are named: what it asks, what it says while it is empty, and
    whether this seat may write on it."""

    label: str
    placeholder: str
    opened: bool = True


def line_for(state: State, seat: Seat, draft: Draft, join: str) -> PartiesLine | None:
    """The line a draft has in this seat, or none; ``join`` is the key that co-sponsors."""
    if draft.kind == "oral amendment":
        return PartiesLine("by", "whose amendment it is, as NOR; → completes")
    if not is_a_proposal(draft):
        return None
    speaker = seat.speaker()
    if types_for_others(state, seat):
        return PartiesLine("sponsors", f"besides {speaker}, as NOR, MEX; → completes")
    return PartiesLine("sponsors", f"{speaker}; another joins it on the text, with {join}", False)


def types_for_others(state: State, seat: Seat) -> bool:
    """Whether the Secretariat sits here, which records the acts of any party."""
    found = state.now.parties.get(seat.recorder(state))
    return found is not None and found.role == "secretariat"


def nameable(state: State, seat: Seat, draft: Draft) -> list[str]:
    """The codes that may stand on the line."""
    if draft.kind == "oral amendment":
        return [code for code, p in state.now.parties.items() if p.role in _ORAL]
    may = (c for c in state.now.parties if allowed(state, c, seat.meeting, "co-sponsored"))
    return [code for code in may if code != seat.speaker()]


def joining(state: State, floor: Floor, written: str) -> tuple[str, ...]:
    """The parties that join as sponsors. Raises, naming the rule, where one may not."""
    named = dict.fromkeys(parties(state, written))
    named.pop(floor.behalf or floor.by, None)
    for code in named:
        theirs = msgspec.structs.replace(floor, by=code, behalf="")
        require_role(state, theirs, "co-sponsored")
    return tuple(named)


def completed(written: str, codes: Iterable[str]) -> str | None:
    """What is written with its last code completed; nothing where none begins so."""
    begun = written.rpartition(",")[2].strip()
    fitting: Sequence[str] = [
        c for c in codes if begun and c.casefold().startswith(begun.casefold()) and c != begun
    ]
    return written[: len(written) - len(begun)] + fitting[0] if fitting else None
