"""Proposals: made, revised, withdrawn, confirmed, joined by co-sponsors, answered by positions."""

from __future__ import annotations

import msgspec

from draftrace.compare import dividing
from draftrace.errors import Hint, way
from draftrace.room import places
from draftrace.room.acts.amending import propose_amendment
from draftrace.room.acts.offering import NEVER_SAID, on_its_base
from draftrace.room.acts.payloads import (
    ProposalConfirmed,
    ProposalRevised,
    ProposalWithdrawn,
    Proposed,
)
from draftrace.room.acts.terms import NewProvision, SourceRef
from draftrace.room.carrying import (
    carry,
    joined_base,
    left_behind,
    merged_wording,
    orphaned,
    reworded,
)
from draftrace.room.changeable import (
    changeable,
    first_choice,
    may_be,
    not_ones_own,
    open_to_proposals,
    own,
    sponsors,
)
from draftrace.room.entities import Proposal
from draftrace.room.floor import Floor, open_text, require
from draftrace.room.hushed import unhushed, unhushed_at
from draftrace.room.places import Spot
from draftrace.room.resting import moves_ahead
from draftrace.room.roles import may_speak
from draftrace.room.stamps import Stamp
from draftrace.room.state import State
from draftrace.room.steps import offer, put, strike
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
    second_to: str = "",
) -> Proposed:
    """Propose another wording for a provision; of one that is itself only proposed, an amendment
    to its proposal."""
    for proposal in state.pending_on(provision):
        if proposal.change == "insertion" and not second_to:
            return propose_amendment(
                state, floor, proposal.id, wording, reason=reason, sources=sources
            )
    found = changeable(state, floor, provision)
    new = normalise(wording)
    require(new, "A wording can't be empty.", "To strike the provision, propose its deletion.")
    require(
        new != found.now.wording,
        f"This is what {found.now.address} says already.",
        way("See {}.", f"show {found.now.address}", "screen.draft"),
    )
    return Proposed(
        provision=provision,
        change="wording",
        base=found.now.wording,
        wording=new,
        reason=reason,
        sources=sources,
        second_to=first_choice(state, floor, provision, second_to),
    )


def propose_deletion(
    state: State,
    floor: Floor,
    provision: str,
    *,
    reason: str = "",
    sources: _SOURCES = (),
    second_to: str = "",
    own_too: bool = False,
) -> Proposed:
    """Propose to strike a provision and all below it. What a party itself inserts, while it is only
    proposed, it withdraws instead; unless ``own_too``, as files tell of what was accepted since."""
    found = open_to_proposals(state, floor, provision)
    may_be(found, "struck", "title")
    if not own_too:
        not_ones_own(state, floor, provision)
    return Proposed(
        provision=provision,
        change="deletion",
        base=found.now.wording,
        reason=reason,
        sources=sources,
        second_to=first_choice(state, floor, provision, second_to),
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
    require(spot.kind != "title", "A text has one title.", "Propose another wording for it.")
    inserted = NewProvision(
        id=f"{floor.act}.1",
        kind=spot.kind,
        level=spot.level,
        wording=new,
        rank=spot.rank,
        address=spot.address,
        label=spot.label,
        part=spot.part,
        note=_next_note(state) if spot.kind == "footnote" else "",
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
    second_to: str = "",
) -> Proposed:
    """Propose that a provision, with all below it, stand behind another. Where it does, and that is
    asked to move, it is to go along, and waits upon the other's move."""
    found = open_to_proposals(state, floor, provision)
    unhushed(state, [anchor])
    may_be(found, "moved", "title", "footnote")
    along = moves_ahead(state, provision, anchor)
    return Proposed(
        provision=provision,
        change="move",
        base=found.now.wording,
        places=() if along else places.moved(state, provision, anchor),
        after=anchor,
        reason=reason,
        sources=sources,
        second_to=first_choice(state, floor, provision, second_to),
    )


def _next_note(state: State) -> str:
    """The id by which wordings will cite a new note."""
    taken = {p.note for p in state.now.provisions.values()}
    return next(str(n) for n in range(1, len(taken) + 2) if str(n) not in taken)


def revise(
    state: State, floor: Floor, proposal: str, wording: str, *, reason: str = ""
) -> ProposalRevised:
    """The sponsor gives its proposal another wording, on the text as it stands now. A split is
    given anew, with a line end wherever it divides."""
    found = own(state, floor, proposal, "proposal revised")
    require(
        found.change not in ("deletion", "move"),
        f"A {found.change} has no wording to revise.",
        "Withdraw it and propose anew.",
    )
    base = _base_now(state, found)
    new = _worded(state, found, wording)
    require(new and new != base, "The revised wording is empty or what the text says already.")
    require(
        new != found.now.wording or found.now.waiting,
        "The revised wording is the one already proposed.",
    )
    return ProposalRevised(
        proposal=found.id,
        base=base,
        wording=new,
        reason=reason,
        rebased=reworded(state, found, new),
    )


def _worded(state: State, found: Proposal, wording: str) -> str:
    """A wording its sponsor gives a proposal. Refuses one that divides nothing where it is to."""
    parent = state.now.pending.get(found.now.to)
    if "split" not in (found.change, parent.change if parent is not None else ""):
        return normalise(wording)
    division = dividing.normalised(wording)
    without = dividing.left_out(parent.now.wording, division) if parent is not None else None
    require(
        not found.after or without is not None,
        f"{found.handle} moves one part of what is divided; so worded it would say of none.",
        "Withdraw it and propose anew.",
    )
    require(
        dividing.CUT in division or without is not None,
        f"So worded {found.handle} would divide nothing.",
        Hint(
            f"`draftrace revise {found.handle} --split-before TEXT`.",
            "A line end wherever a new provision begins.",
        ),
    )
    return division


def _base_now(state: State, found: Proposal) -> str:
    """What a proposal would change, as it reads now: the provision, or the proposal it amends.
    Refuses where that has gone."""
    provision = state.now.provisions[found.provision]
    gone = f"What {found.handle} would change has gone."
    wayout = "Withdraw it, or propose anew."
    require(provision.now.life != "struck" and found.now.rebase != "orphaned", gone, wayout)
    match found.change:
        case "insertion":
            return ""
        case "amendment":
            parent = state.now.pending.get(found.now.to)
            require(parent, gone, wayout)
            return parent.now.wording if parent is not None else ""
        case "merge":
            lives = {state.now.provisions[i].now.life for i in found.concerns}
            require("struck" not in lives, gone, wayout)
            return joined_base(state, found)
        case _:
            return provision.now.wording


def evolve_revised(state: State, stamp: Stamp, act: ProposalRevised) -> str:
    found = state.now.pending.get(act.proposal)
    if found is None:
        return "the proposal is not pending"
    provision = state.now.provisions[found.provision]
    taken = [state.now.pending.get(i) for i in act.taken]
    if any(p is None or p.now.to != found.id for p in taken) or len(set(act.taken)) < len(taken):
        return "an amendment taken in that is none to the proposal"
    refused = _rebased(state, stamp, found, act)
    if refused:
        return refused
    for amendment in filter(None, taken):
        now = msgspec.structs.replace(
            amendment.now, status="accepted", decided=stamp, waiting=False
        )
        offer(state, stamp, amendment, now)
    named = (found.id, *act.taken)
    if found.change == "insertion":
        form = msgspec.structs.replace(provision.now, wording=act.wording)
        put(state, stamp, provision, form, named, "", act.reason)
    else:
        put(state, stamp, provision, provision.now, named, "", act.reason)
    for carried in act.rebased:
        carry(state, stamp, carried)
    return ""


def confirm(state: State, floor: Floor, proposal: str, wording: str = "") -> ProposalConfirmed:
    """The sponsor stands by a proposal that waited after a rebase, on the text as it is now."""
    found = own(state, floor, proposal, "proposal confirmed")
    require(
        found.now.waiting,
        f"{found.handle} waits for nothing.",
        "Only a proposal whose rebase was not clean is confirmed.",
    )
    base = _base_now(state, found)
    new = _worded(state, found, wording) if normalise(wording) else _again(found, base)
    require(
        found.change in ("deletion", "move") or new != base,
        f"What {found.handle} asks for stands in the text already.",
        "Withdraw it: the room has what you proposed.",
    )
    return ProposalConfirmed(
        proposal=found.id, base=base, wording=new, rebased=reworded(state, found, new)
    )


def _again(found: Proposal, base: str) -> str:
    """What a waiting proposal asks for on a new base."""
    if found.change == "split":
        division = dividing.carried(found.now.base, found.now.wording, base)
        require(
            division,
            f"Where {found.handle} divides the text, the text has changed.",
            way(
                "Say where to divide it now: {}.",
                f"revise {found.handle} --split-before TEXT",
                "revise",
            ),
        )
        return division or ""
    if found.change == "merge":
        outcome, wording = merged_wording(found.now.base, found.now.wording, base)
        return wording if outcome == "clean" else found.now.wording
    return found.now.wording


def evolve_confirmed(state: State, stamp: Stamp, act: ProposalConfirmed) -> str:
    found = state.now.pending.get(act.proposal)
    if found is None:
        return "the proposal is not pending"
    provision = state.now.provisions[found.provision]
    refused = _rebased(state, stamp, found, act)
    if refused:
        return refused
    put(state, stamp, provision, provision.now, (found.id,))
    for carried in act.rebased:
        carry(state, stamp, carried)
    return ""


def _rebased(
    state: State,
    stamp: Stamp,
    found: Proposal,
    act: ProposalRevised | ProposalConfirmed,
) -> str:
    """Give a proposal the wording and base its sponsor gave it; returns why not, or nothing.
    One written on an earlier wording waits, so that it never seems to take back what came since."""
    if not sponsors(found, stamp):
        return f"it is {found.stamp.speaker}'s proposal, not {stamp.speaker}'s"
    if found.change == "insertion":
        refused, late = NEVER_SAID if act.base else "", False
    else:
        living = [state.now.provisions[i] for i in found.concerns]
        again = Proposed(
            provision=found.provision, change=found.change, base=act.base, to=found.now.to
        )
        refused, late = on_its_base(state, again, living)
    if refused:
        return refused
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


def withdraw(state: State, floor: Floor, proposal: str, reason: str = "") -> ProposalWithdrawn:
    """The sponsor takes its proposal back; it stays readable in the record."""
    found = own(state, floor, proposal, "proposal withdrawn")
    provision = state.now.provisions[found.provision]
    if found.change == "insertion" and provision.now.life == "proposed":
        below = state.below(provision.id)
        rebased = orphaned(state, (provision.id, *below), {found.id})
    else:
        below, rebased = [], left_behind(state, [found.id])
    return ProposalWithdrawn(
        proposal=found.id, reason=reason, removed=tuple(below), rebased=rebased
    )


def evolve_withdrawn(state: State, stamp: Stamp, act: ProposalWithdrawn) -> str:
    found = state.now.pending.get(act.proposal)
    if found is None:
        return "the proposal is not pending"
    if not sponsors(found, stamp):
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
