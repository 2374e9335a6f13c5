"""Proposals: made, revised, withdrawn, confirmed, joined by co-sponsors, answered by positions."""

from __future__ import annotations

import msgspec

from draftrace.errors import NegotiationError
from draftrace.room import places
from draftrace.room.acts.payloads import (
    NewProvision,
    ProposalConfirmed,
    ProposalRevised,
    ProposalWithdrawn,
    Proposed,
    SourceRef,
)
from draftrace.room.carrying import carry, orphaned
from draftrace.room.floor import Floor, open_text, proposal_of, provision_of, require
from draftrace.room.hushed import unhushed, unhushed_at
from draftrace.room.places import Spot
from draftrace.room.roles import may_speak, require_role
from draftrace.room.state import Offer, Proposal, Provision, Stamp, State
from draftrace.room.steps import born, offer, put, strike
from draftrace.text.wording import normalise

_SOURCES = tuple[SourceRef, ...]


def propose_wording(
    state: State,
    floor: Floor,
    provision: str,
    wording: str,
    *,
    reason: str = "",
    sources: _SOURCES = (),
) -> Proposed:
    """Propose another wording for a provision."""
    found = _open_to_change(state, floor, provision)
    new = normalise(wording)
    require(new, "A wording can't be empty.", "To strike the provision, propose its deletion.")
    require(
        new != found.now.wording,
        f"This is what {found.now.address} says already.",
        "See `draftrace show " + found.now.address + "`.",
    )
    return Proposed(
        provision=provision,
        change="wording",
        base=found.now.wording,
        wording=new,
        reason=reason,
        sources=sources,
    )


def propose_deletion(
    state: State, floor: Floor, provision: str, *, reason: str = "", sources: _SOURCES = ()
) -> Proposed:
    """Propose to strike a provision and all below it."""
    found = _open_to_change(state, floor, provision)
    return Proposed(
        provision=provision,
        change="deletion",
        base=found.now.wording,
        reason=reason,
        sources=sources,
    )


def propose_insertion(
    state: State,
    floor: Floor,
    spot: Spot,
    wording: str,
    *,
    reason: str = "",
    sources: _SOURCES = (),
) -> Proposed:
    """Propose a new provision at a free place; it has an address from now on."""
    may_speak(state, floor, "proposed")
    open_text(state)
    unhushed_at(state, spot)
    new = normalise(wording)
    require(new, "A new provision needs a wording.")
    inserted = NewProvision(
        id=f"{floor.act}.1",
        kind=spot.kind,
        level=spot.level,
        wording=new,
        rank=spot.rank,
        address=spot.address,
        label=spot.label,
        part=spot.part,
    )
    return Proposed(
        provision=inserted.id,
        change="insertion",
        wording=new,
        inserted=inserted,
        after=spot.after,
        reason=reason,
        sources=sources,
    )


def propose_move(
    state: State,
    floor: Floor,
    provision: str,
    anchor: str,
    *,
    reason: str = "",
    sources: _SOURCES = (),
) -> Proposed:
    """Propose that a provision, with all below it, stand behind another."""
    found = _open_to_change(state, floor, provision)
    unhushed(state, [anchor])
    require(found.now.life == "standing", "Only what stands in the text can be moved.")
    return Proposed(
        provision=provision,
        change="move",
        base=found.now.wording,
        places=places.moved(state, provision, anchor),
        after=anchor,
        reason=reason,
        sources=sources,
    )


def evolve_proposed(state: State, stamp: Stamp, act: Proposed) -> str:
    if act.change == "insertion":
        if act.inserted is None or act.inserted.id != act.provision:
            return "an insertion without what it inserts"
        refused = born(state, stamp, act.inserted, "proposed", act.reason)
        if refused:
            return refused
    found = state.now.provisions.get(act.provision)
    if found is None or found.now.life == "struck":
        return "a proposal on a provision that is not in the text"
    now = Offer("pending", act.base, act.wording, act.reason, (stamp.speaker,))
    if act.change != "insertion" and act.base != found.now.wording:
        if not _had(state, found, act.base):
            return "a proposal on a wording the provision never had"
        now = msgspec.structs.replace(now, rebase="conflict", waiting=True)
    count = state.now.counts[stamp.by] = state.now.counts.get(stamp.by, 0) + 1
    handle = f"{stamp.by}-{count}"
    proposal = Proposal(
        stamp.act,
        handle,
        act.provision,
        act.change,
        stamp,
        now,
        act.inserted,
        act.places,
        act.after,
        act.sources,
    )
    state.now.handles[handle] = stamp.act
    state.now.pending[stamp.act] = proposal
    state.pending_changed()
    offer(state, stamp, proposal, now)
    if act.change != "insertion":
        put(state, stamp, found, found.now, (stamp.act,), "", act.reason)
    return ""


def revise(
    state: State, floor: Floor, proposal: str, wording: str, *, reason: str = ""
) -> ProposalRevised:
    """The sponsor gives its proposal another wording, on the text as it stands now."""
    found = _own(state, floor, proposal, "proposal revised")
    require(
        found.change in ("wording", "insertion"),
        f"A {found.change} has no wording to revise.",
        "Withdraw it and propose anew.",
    )
    new = normalise(wording)
    base = "" if found.change == "insertion" else _standing_wording(state, found)
    require(new and new != base, "The revised wording is empty or what the text says already.")
    require(
        new != found.now.wording or found.now.waiting,
        "The revised wording is the one already proposed.",
    )
    return ProposalRevised(proposal=found.id, base=base, wording=new, reason=reason)


def evolve_revised(state: State, stamp: Stamp, act: ProposalRevised) -> str:
    found = state.now.pending.get(act.proposal)
    if found is None:
        return "the proposal is not pending"
    provision = state.now.provisions[found.provision]
    refused = _rebased(state, stamp, found, provision, act)
    if refused:
        return refused
    if found.change == "insertion":
        form = msgspec.structs.replace(provision.now, wording=act.wording)
        put(state, stamp, provision, form, (found.id,), "", act.reason)
    else:
        put(state, stamp, provision, provision.now, (found.id,), "", act.reason)
    return ""


def confirm(state: State, floor: Floor, proposal: str, wording: str = "") -> ProposalConfirmed:
    """The sponsor stands by a proposal that waited after a rebase, on the text as it is now."""
    found = _own(state, floor, proposal, "proposal confirmed")
    require(
        found.now.waiting,
        f"{found.handle} waits for nothing.",
        "Only a proposal whose rebase was not clean is confirmed.",
    )
    require(
        found.now.rebase != "orphaned",
        f"The provision {found.handle} would change has gone.",
        "Withdraw it, or propose an insertion.",
    )
    standing = _standing_wording(state, found)
    new = normalise(wording) or found.now.wording
    require(
        found.change != "wording" or new != standing,
        f"What {found.handle} asks for stands in the text already.",
        "Withdraw it: the room has what you proposed.",
    )
    return ProposalConfirmed(proposal=found.id, base=standing, wording=new)


def evolve_confirmed(state: State, stamp: Stamp, act: ProposalConfirmed) -> str:
    found = state.now.pending.get(act.proposal)
    if found is None:
        return "the proposal is not pending"
    provision = state.now.provisions[found.provision]
    refused = _rebased(state, stamp, found, provision, act)
    if not refused:
        put(state, stamp, provision, provision.now, (found.id,))
    return refused


def _rebased(
    state: State,
    stamp: Stamp,
    found: Proposal,
    provision: Provision,
    act: ProposalRevised | ProposalConfirmed,
) -> str:
    """Give a proposal the wording and base its sponsor gave it; returns why not, or nothing.
    One written on an earlier wording waits, so that it never seems to take back what came since."""
    if not _sponsors(found, stamp):
        return f"it is {found.stamp.speaker}'s proposal, not {stamp.speaker}'s"
    expected = "" if found.change == "insertion" else provision.now.wording
    late = act.base != expected
    if late and (found.change == "insertion" or not _had(state, provision, act.base)):
        return "a proposal on a wording the provision never had"
    now = msgspec.structs.replace(
        found.now,
        base=act.base,
        wording=act.wording,
        reason=getattr(act, "reason", "") or found.now.reason,
        rebase="conflict" if late else "",
        waiting=late,
    )
    offer(state, stamp, found, now)
    return ""


def _sponsors(proposal: Proposal, stamp: Stamp) -> bool:
    """Whether an act comes from the party whose proposal it is, or from its group."""
    mine = {proposal.stamp.by, proposal.stamp.speaker}
    return stamp.by in mine or stamp.speaker in mine


def withdraw(state: State, floor: Floor, proposal: str, reason: str = "") -> ProposalWithdrawn:
    """The sponsor takes its proposal back; it stays readable in the record."""
    found = _own(state, floor, proposal, "proposal withdrawn")
    provision = state.now.provisions[found.provision]
    below = state.below(provision.id) if provision.now.life == "proposed" else []
    return ProposalWithdrawn(
        proposal=found.id, reason=reason, removed=tuple(below), rebased=orphaned(state, below)
    )


def evolve_withdrawn(state: State, stamp: Stamp, act: ProposalWithdrawn) -> str:
    found = state.now.pending.get(act.proposal)
    if found is None:
        return "the proposal is not pending"
    if not _sponsors(found, stamp):
        return f"it is {found.stamp.speaker}'s proposal, not {stamp.speaker}'s"
    now = msgspec.structs.replace(found.now, status="withdrawn", decided=stamp, waiting=False)
    offer(state, stamp, found, now)
    provision = state.now.provisions[found.provision]
    form = provision.now
    if found.change == "insertion" and form.life == "proposed":
        form = msgspec.structs.replace(form, life="struck")
        for below in act.removed:
            strike(state, stamp, below, (found.id,), act.reason)
        for carried in act.rebased:
            carry(state, stamp, carried)
    put(state, stamp, provision, form, (found.id,), "", act.reason)
    return ""


def _open_to_change(state: State, floor: Floor, provision: str) -> Provision:
    may_speak(state, floor, "proposed")
    found = provision_of(state, provision)
    if found.now.life == "proposed":
        raise NegotiationError(
            f"{found.now.address} is itself only proposed.",
            "Ask its sponsor to revise it, or propose an alternative after it.",
        )
    require(
        not found.now.agreed,
        f"{found.now.address} is {found.now.rung}: "
        "what is agreed changes only when it is reopened.",
        f"The presiding party reopens it: `draftrace reopen {found.now.address}`.",
    )
    unhushed(state, [provision])
    return found


def _own(state: State, floor: Floor, proposal: str, kind: str) -> Proposal:
    require_role(state, floor, kind)
    found = proposal_of(state, proposal)
    mine = {found.stamp.by, found.stamp.behalf} - {""}
    require(
        floor.by in mine or floor.behalf in mine,
        f"{found.handle} is {found.stamp.speaker}'s: only its own sponsor may do this.",
        "Make a proposal of your own, or object to this one.",
    )
    return found


def _standing_wording(state: State, proposal: Proposal) -> str:
    return state.now.provisions[proposal.provision].now.wording


def _had(state: State, provision: Provision, wording: str) -> bool:
    """Whether a provision ever said this."""
    return any(step.now.wording == wording for step in state.past.steps[provision.id])
