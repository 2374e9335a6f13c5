"""New addresses after an issue: of the text, of what is pending on it."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from draftrace.room.stamps import Stamp
from draftrace.room.state import State
from draftrace.room.steps import offer, reindex


def give_alternatives(state: State, stamp: Stamp, alternatives: Iterable[tuple[str, str]]) -> None:
    """Give the pending alternatives their new addresses; those decided on are history."""
    state.now.alternatives = {}
    for proposal_id, address in alternatives:
        proposal = state.now.pending.get(proposal_id)
        if proposal is None or proposal.now.address == "" or address in state.now.alternatives:
            continue
        if address != proposal.now.address:
            offer(state, stamp, proposal, msgspec.structs.replace(proposal.now, address=address))
        state.now.alternatives[address] = proposal_id
        state.now.used.add(address)


def free_addresses(state: State) -> None:
    """Addresses are free again after an issue, but for those of the text and of what is pending.
    Nothing is undone across an issue, so what acts changed before it need not be remembered."""
    state.now.used = set()
    state.past.concerned.clear()
    state.concerned.clear()
    reindex(state)
