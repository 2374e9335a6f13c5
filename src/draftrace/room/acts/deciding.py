"""Decisions of the presiding party on one provision: one act with everything it does to the
proposals around it, so one undo."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from draftrace.compare.words import applied, edits
from draftrace.errors import NegotiationError
from draftrace.room import places, ranks
from draftrace.room.acts.objecting import noted
from draftrace.room.acts.payloads import Decided, Outcome, Rebased
from draftrace.room.carrying import carry, orphaned, outcomes
from draftrace.room.floor import Floor, fresh, gavel, open_text, proposal_of, provision_of, require
from draftrace.room.hushed import undisturbed
from draftrace.room.issued import wording_seal
from draftrace.room.roles import require_role
from draftrace.room.state import (
    ITEM_DEPTH,
    Form,
    Proposal,
    Provision,
    Stamp,
    State,
    Status,
    depth_of,
)
from draftrace.room.steps import confirm_sources, offer, put, strike
from draftrace.text.tokens import tokens
from draftrace.text.wording import normalise


def accept(
    state: State,
    floor: Floor,
    proposal: str,
    *,
    only: Sequence[int] = (),
    overtaken: Sequence[str] = (),
    objections: Sequence[str] = (),
    reason: str = "",
) -> Decided:
    """Accept a proposal, or only some of its edits (counted from 1 as `show` lists them).

    ``overtaken`` names rivals that fall with this decision; every other pending proposal on the
    provision is carried over, and what is not clean waits for its sponsor. ``objections`` are
    the parties that object at the gavel; those that objected before are recorded too.
    """
    made = _accepted(state, floor, proposal, only, overtaken, reason)
    return noted(state, undisturbed(state, made), objections)


def _accepted(
    state: State,
    floor: Floor,
    proposal: str,
    only: Sequence[int],
    overtaken: Sequence[str],
    reason: str,
) -> Decided:
    require_role(state, floor, "decided")
    gavel(state, floor, what="A decision")
    chosen = proposal_of(state, proposal)
    found = provision_of(state, chosen.provision)
    fresh(state, floor, found)
    _decidable(state, found, chosen)
    fallen = _rivals(state, found.id, (chosen.id,), overtaken)
    require(not only or chosen.change == "wording", "Only a new wording is accepted in part.")
    if chosen.change == "deletion":
        return _accept_deletion(state, found, chosen, fallen, reason)
    if chosen.change == "move":
        return _accept_move(state, found, chosen, fallen, reason)
    if chosen.change == "insertion":
        return Decided(
            provision=found.id,
            outcome="accepted",
            wording=chosen.now.wording,
            adopted=(chosen.id,),
            inserted=True,
            reason=reason,
            seal=wording_seal(found.id, chosen.now.wording),
        )
    wording = _part(chosen, only) if only else chosen.now.wording
    outcome: Outcome = "accepted" if wording == chosen.now.wording else "accepted in part"
    return _reworded(
        state, found, outcome, wording, (chosen.id,), fallen, reason=reason, only=tuple(only)
    )


def settle(
    state: State,
    floor: Floor,
    provision: str,
    wording: str,
    *,
    drawing_on: Sequence[str],
    overtaken: Sequence[str] = (),
    objections: Sequence[str] = (),
    reason: str = "",
) -> Decided:
    """Chair's text: a wording of the presiding party's, built from the proposals it draws on,
    whose sponsors get the credit for their words."""
    require_role(state, floor, "decided")
    gavel(state, floor, what="A decision")
    found = provision_of(state, provision)
    fresh(state, floor, found)
    require(found.now.life == "standing", f"{found.now.address} is only proposed: accept it first.")
    _not_agreed(found)
    drawn = [proposal_of(state, p) for p in drawing_on]
    for proposal in drawn:
        require(
            proposal.provision == provision and proposal.change == "wording",
            f"{proposal.handle} is not a proposal on {found.now.address}.",
            "A chair's text draws on new wordings of the same provision.",
        )
        _alone(state, proposal)
    new = normalise(wording)
    require(new, "A chair's text can't be empty.", "To strike the provision, accept a deletion.")
    require(new != found.now.wording, f"This is what {found.now.address} says already.")
    adopted = tuple(dict.fromkeys(p.id for p in drawn))
    fallen = _rivals(state, provision, adopted, overtaken)
    made = _reworded(state, found, "chair's text", new, adopted, fallen, reason=reason)
    return noted(state, undisturbed(state, made), objections)


def reject(
    state: State,
    floor: Floor,
    proposals: Sequence[str],
    reason: str = "",
    *,
    objections: Sequence[str] = (),
) -> Decided:
    """Reject proposals on one provision; the text stays."""
    require_role(state, floor, "decided")
    gavel(state, floor, what="A decision")
    require(proposals, "Name at least one proposal.")
    rejected = {p.id: p for p in (proposal_of(state, named) for named in proposals)}
    provisions = {p.provision for p in rejected.values()}
    require(len(provisions) == 1, "One decision concerns one provision; decide one by one.")
    found = provision_of(state, provisions.pop())
    fresh(state, floor, found)
    below = state.below(found.id) if found.now.life == "proposed" else []
    made = Decided(
        provision=found.id,
        outcome="rejected",
        rejected=tuple(rejected),
        rebased=orphaned(state, below),
        removed=tuple(below),
        reason=reason,
        seal=wording_seal(found.id, found.now.wording),
    )
    return noted(state, made, objections)


def defer(state: State, floor: Floor, provision: str, reason: str = "") -> Decided:
    """Put a provision off to a later meeting; its proposals stay pending."""
    require_role(state, floor, "decided")
    gavel(state, floor, what="A decision")
    found = provision_of(state, provision)
    fresh(state, floor, found)
    require(
        not found.now.agreed, f"{found.now.address} is {found.now.rung}; there is nothing to defer."
    )
    return Decided(
        provision=found.id,
        outcome="deferred",
        reason=reason,
        seal=wording_seal(found.id, found.now.wording),
    )


def evolve_decided(state: State, stamp: Stamp, act: Decided) -> str:
    found = state.now.provisions.get(act.provision)
    if found is None or found.now.life == "struck":
        return "a decision on a provision that is not in the text"
    named = (*act.adopted, *act.rejected, *act.overtaken)
    refused = evolve_refused(state, act)
    if refused:
        return refused
    form = found.now
    if act.wording is not None:
        form = msgspec.structs.replace(form, wording=act.wording)
    if act.inserted:
        form = msgspec.structs.replace(form, life="standing")
    if act.rejected and form.life == "proposed":
        form = msgspec.structs.replace(form, life="struck")
    for struck in act.removed:
        strike(state, stamp, struck, act.adopted, act.reason, act.objections)
    if found.id in act.removed:
        form = found.now
    else:
        form = _at_its_place(form, act)
        put(
            state,
            stamp,
            found,
            form,
            named,
            act.outcome,
            act.reason,
            objections=act.objections,
        )
    for place in act.places:
        if place.provision != found.id and place.provision in state.now.provisions:
            other = state.now.provisions[place.provision]
            put(state, stamp, other, _at_its_place(other.now, act, other.id), named, "moved")
    _settle(state, stamp, act, found.now.wording)
    return ""


def evolve_refused(state: State, act: Decided) -> str:
    """Why a decision cannot be what was decided, or nothing."""
    named = (*act.adopted, *act.rejected, *act.overtaken)
    pending = state.now.pending
    if any(p not in pending for p in named):
        return "a decision on a proposal that is not pending"
    if any(pending[p].provision != act.provision for p in named):
        return "a decision on a proposal for another provision"
    if len(set(named)) != len(named):
        return "a decision that decides twice on one proposal"
    if not all(ranks.is_rank(place.rank) for place in act.places):
        return "a decision that moves something to no place in the text"
    return ""


def _settle(state: State, stamp: Stamp, act: Decided, wording: str) -> None:
    """Close the proposals decided on and carry the others over."""
    accepted: Status = "accepted in part" if act.outcome == "accepted in part" else "accepted"
    closing: list[tuple[tuple[str, ...], Status]] = [
        (act.adopted, accepted),
        (act.rejected, "rejected"),
        (act.overtaken, "overtaken"),
    ]
    for ids, status in closing:
        for proposal_id in ids:
            proposal = state.now.pending[proposal_id]
            now = msgspec.structs.replace(proposal.now, status=status, decided=stamp, waiting=False)
            offer(state, stamp, proposal, now)
            if status not in ("rejected", "overtaken"):
                cited = f"cited in {proposal.handle}"
                confirm_sources(state, stamp, proposal.provision, wording, proposal.sources, cited)
    for carried in act.rebased:
        carry(state, stamp, carried)


def _at_its_place(form: Form, act: Decided, provision: str = "") -> Form:
    for place in act.places:
        if place.provision == (provision or act.provision):
            return msgspec.structs.replace(
                form,
                rank=place.rank,
                address=place.address,
                label=place.label,
                part=place.part,
            )
    return form


def _reworded(
    state: State,
    found: Provision,
    outcome: Outcome,
    wording: str,
    adopted: tuple[str, ...],
    fallen: Sequence[str],
    *,
    reason: str,
    only: tuple[int, ...] = (),
) -> Decided:
    settled = {*adopted, *fallen}
    return Decided(
        provision=found.id,
        outcome=outcome,
        wording=wording,
        adopted=adopted,
        edits=only,
        overtaken=tuple(fallen),
        rebased=outcomes(state, found, wording, tuple(settled)),
        reason=reason,
        seal=wording_seal(found.id, wording),
    )


def _accept_deletion(
    state: State, found: Provision, chosen: Proposal, fallen: Sequence[str], reason: str
) -> Decided:
    removed = (found.id, *state.below(found.id))
    for below in removed:
        _not_agreed(state.now.provisions[below])
    return Decided(
        provision=found.id,
        outcome="accepted",
        adopted=(chosen.id,),
        overtaken=tuple(fallen),
        rebased=orphaned(state, removed, {chosen.id, *fallen}),
        removed=removed,
        reason=reason,
        seal=wording_seal(found.id, ""),
    )


def _accept_move(
    state: State, found: Provision, chosen: Proposal, fallen: Sequence[str], reason: str
) -> Decided:

    # The text around it may have changed since it was proposed: take its places afresh.
    new_places = places.moved(state, found.id, chosen.after)
    settled = {chosen.id, *fallen}
    others = [
        (p, "conflict" if p.change == "move" else "follows")
        for place in new_places
        for p in state.pending_on(place.provision)
        if p.id not in settled
    ]
    return Decided(
        provision=found.id,
        outcome="accepted",
        adopted=(chosen.id,),
        overtaken=tuple(fallen),
        rebased=tuple(
            Rebased(proposal=p.id, outcome="follows", base=p.now.base, wording=p.now.wording)
            if outcome == "follows"
            else Rebased(proposal=p.id, outcome="conflict")
            for p, outcome in others
        ),
        places=new_places,
        reason=reason,
        seal=wording_seal(found.id, found.now.wording),
    )


def _part(chosen: Proposal, only: Sequence[int]) -> str:
    """The base with only the named edits of a proposal."""
    every = edits(chosen.now.base, chosen.now.wording)
    wrong = [n for n in only if not 1 <= n <= len(every)]
    if wrong:
        raise NegotiationError(
            f"{chosen.handle} has {len(every)} edits; there is no number {wrong[0]}.",
            "`draftrace show ADDRESS --as rolling` lists them.",
        )
    return "".join(applied(tokens(chosen.now.base), [every[n - 1] for n in sorted(set(only))]))


def _decidable(state: State, found: Provision, chosen: Proposal) -> None:
    open_text(state)
    _alone(state, chosen)
    _not_agreed(found)
    above = state.now.provisions.get(state.above(found.id))
    require(
        above is None or above.now.life == "standing" or depth_of(found) < ITEM_DEPTH,
        f"{found.now.address} hangs on a provision that is itself only proposed.",
        "Decide on that one first.",
    )
    require(
        not chosen.now.waiting,
        f"{chosen.handle} waits for {chosen.stamp.speaker} after a rebase ({chosen.now.rebase}).",
        "The sponsor confirms, revises or withdraws it; or settle with a chair's text.",
    )


def _alone(state: State, chosen: Proposal) -> None:
    """Refuse to take a proposal out of its package."""
    held = next(
        (p for p in state.now.packages.values() if p.life == "open" and chosen.id in p.proposals),
        None,
    )
    require(
        held is None,
        f"{chosen.handle} is in the package {held.name if held else ''}: its proposals are "
        "accepted as one.",
        f"`draftrace package accept '{held.name if held else ''}'`, or dissolve it first.",
    )


def _not_agreed(found: Provision) -> None:
    require(
        not found.now.agreed,
        f"{found.now.address} is {found.now.rung}.",
        f"Reopen it first: `draftrace reopen {found.now.address}`.",
    )


def _rivals(
    state: State, provision: str, chosen: tuple[str, ...], overtaken: Sequence[str]
) -> list[str]:
    """Ids of the proposals that fall, each once; only rivals on the same provision can."""
    fallen = [proposal_of(state, p) for p in overtaken]
    for rival in fallen:
        require(
            rival.provision == provision and rival.id not in chosen,
            f"{rival.handle} is not a rival of what is accepted.",
        )
    return list(dict.fromkeys(p.id for p in fallen))
