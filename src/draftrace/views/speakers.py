"""In whose name is a proposal made: its sponsors, a group without members that dissociated."""

from __future__ import annotations

from collections.abc import Sequence

from draftrace.room.entities import Position, Proposal
from draftrace.room.state import State


def spoken_for(state: State, proposal: Proposal) -> str:
    """The sponsors as the room reads them out: ``EU; G77, without CUB``."""
    return told(state, proposal.now.sponsors, proposal.now.positions)


def told(state: State, parties: Sequence[str], positions: Sequence[Position]) -> str:
    """Parties with the members of each group that dissociated themselves from it."""
    named = [_named(party, without(state, party, positions)) for party in parties]
    return ("; " if any(", " in name for name in named) else ", ").join(named)


def without(state: State, group: str, positions: Sequence[Position]) -> tuple[str, ...]:
    """The members, then, that said the group did not speak in their name."""
    dissociated = [p for p in positions if p.stance == "dissociates"]
    if not dissociated:
        return ()  # the histories, which are long, are not read in for it
    stamps = state.past.stamps
    return tuple(
        p.party
        for p in dissociated
        if p.statement in stamps and stamps[p.statement].speaker == group
    )


def _named(party: str, missing: tuple[str, ...]) -> str:
    return f"{party}, without {', '.join(missing)}" if missing else party
