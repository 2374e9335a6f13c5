"""What a decision does to the other pending proposals: carried over, or left waiting.

A conflict keeps its base and wording as its sponsor left them; nothing is ever overwritten.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

import msgspec

from draftrace.compare.rebase import rebase
from draftrace.room.acts.payloads import Rebased
from draftrace.room.state import Proposal, Provision, Stamp, State
from draftrace.room.steps import offer


def outcomes(
    state: State, provision: Provision, wording: str, settled: Collection[str]
) -> tuple[Rebased, ...]:
    """What a new wording does to every other pending proposal on the provision."""
    return tuple(
        _carried(proposal, wording)
        for proposal in state.pending_on(provision.id)
        if proposal.id not in settled
    )


def orphaned(
    state: State, removed: Iterable[str], settled: Collection[str] = ()
) -> tuple[Rebased, ...]:
    """The proposals on provisions that leave the text, but for those decided on."""
    return tuple(
        Rebased(proposal=proposal.id, outcome="orphaned")
        for provision in removed
        for proposal in state.pending_on(provision)
        if proposal.id not in settled
    )


def carry(state: State, stamp: Stamp, carried: Rebased) -> None:
    """Give a pending proposal what an act made of it."""
    proposal = state.now.pending.get(carried.proposal)
    if proposal is None:
        return
    clean = carried.outcome in ("clean", "follows")
    now = msgspec.structs.replace(
        proposal.now,
        base=carried.base if clean else proposal.now.base,
        wording=carried.wording if clean else proposal.now.wording,
        rebase=carried.outcome,
        waiting=not clean,
    )
    offer(state, stamp, proposal, now)


def _carried(proposal: Proposal, wording: str) -> Rebased:
    if proposal.change != "wording":
        # Striking or moving a provision asks the same whatever it says now.
        return Rebased(proposal=proposal.id, outcome="clean", base=wording)
    found = rebase(proposal.now.base, proposal.now.wording, wording)
    if found.outcome == "clean":
        return Rebased(proposal=proposal.id, outcome="clean", base=wording, wording=found.wording)
    return Rebased(proposal=proposal.id, outcome=found.outcome)
