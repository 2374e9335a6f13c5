"""In spite of whom was it decided? Objections are recorded with the decision they did not stop."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from draftrace.room.acts.payloads import Decided
from draftrace.room.floor import SEE_PARTIES, require
from draftrace.room.state import State


def noted(state: State, made: Decided, at_the_gavel: Sequence[str] = ()) -> Decided:
    """The decision with the parties that object: to what it adopts, to the provision as such, and
    those heard at the gavel. A deferral overrules nobody."""
    for party in at_the_gavel:
        found = state.now.parties.get(party)
        require(found, f"There is no party {party}.", SEE_PARTIES)
        assert found is not None  # noqa: S101 - for the type checker
        require(
            found.role in ("delegation", "group"),
            f"{party} ({found.role}) may not object: only a delegation or a group may.",
        )
    adopted = [state.now.pending[i].now.positions for i in made.adopted]
    held = [p for each in adopted for p in each]
    if made.outcome != "rejected":
        held += state.now.positions.get(made.provision, [])
    objecting = [p.party for p in held if p.stance == "objects"]
    return msgspec.structs.replace(
        made, objections=tuple(dict.fromkeys([*objecting, *at_the_gavel]))
    )
