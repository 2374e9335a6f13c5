"""Proposals that come in files: made on an issue of the text, recorded on the text as it stands."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from draftrace.compare import dividing
from draftrace.compare.rebase import rebase
from draftrace.room.acts.payloads import Proposed
from draftrace.room.acts.proposing import propose_wording
from draftrace.room.acts.restructuring import propose_split
from draftrace.room.entities import Proposal
from draftrace.room.floor import Floor, provision_of
from draftrace.room.state import State


def propose_on(
    state: State, floor: Floor, provision: str, base: str, wording: str, *, reason: str = ""
) -> Proposed:
    """Propose a wording written on an earlier one of the provision. Where the text has changed
    since, it is carried over; where it can't be it waits for its sponsor, its base as written.
    Raises NegotiationError, as when the text says it already."""
    found = provision_of(state, provision)
    carried = rebase(base, wording, found.now.wording)
    proposed = propose_wording(state, floor, provision, carried.wording, reason=reason)
    if carried.outcome != "conflict":
        return proposed
    return Proposed(
        provision=provision, change="wording", base=base, wording=wording, reason=reason
    )


def divide_on(
    state: State, floor: Floor, provision: str, base: str, division: str, *, reason: str = ""
) -> Proposed:
    """Propose to divide a provision into the lines of a wording written on an earlier one of it.
    Where the text has changed since it is carried over, or waits for its sponsor."""
    standing = provision_of(state, provision).now.wording
    carried = division if standing == base else dividing.carried(base, division, standing)
    wording = carried or division
    proposed = propose_split(state, floor, provision, (), wording=wording, reason=reason)
    return proposed if carried else msgspec.structs.replace(proposed, base=base)


def stands_already(state: State, provision: str, base: str, wording: str) -> bool:
    """Whether the text says already what a wording written on an earlier one asks for."""
    standing = state.now.provisions[provision].now.wording
    return standing != base and rebase(base, wording, standing).outcome == "absorbed"


def same_proposal(
    state: State,
    party: str,
    asked: Proposed,
    among: Iterable[Proposal],
) -> Proposal | None:
    """A proposal of the party that asked for just this before, ``among`` some, whatever became of
    it. Insertions are the same by their words: where they stand may be told by other neighbours
    since."""
    for proposal in among:
        if proposal.stamp.speaker != party:
            continue
        if proposal.change != asked.change or _elsewhere(proposal, asked):
            continue
        said = {step.now.wording for step in state.past.offers[proposal.id]}
        if asked.change in ("deletion", "move") or asked.wording in said:
            return proposal
    return None


def _elsewhere(proposal: Proposal, asked: Proposed) -> bool:
    if asked.change == "insertion":
        return False
    if asked.change == "amendment":
        return (proposal.now.to, proposal.after) != (asked.to, asked.after)
    return proposal.provision != asked.provision or (
        asked.change == "move" and proposal.after != asked.after
    )
