"""Decisions of the presiding party on one provision: one act with everything it does to the
proposals around it, so one undo."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from draftrace.errors import way
from draftrace.room import ranks
from draftrace.room.acts.accepting import Choice, accepted, not_agreed, rewording
from draftrace.room.acts.objecting import noted
from draftrace.room.acts.payloads import Decided
from draftrace.room.acts.terms import Rebased
from draftrace.room.carrying import carry, left_behind, orphaned
from draftrace.room.changeable import pointing_somewhere
from draftrace.room.entities import Form, Proposal, Provision, Status
from draftrace.room.floor import Floor, fresh, gavel, open_text, proposal_of, provision_of, require
from draftrace.room.hushed import undisturbed
from draftrace.room.issued import wording_seal
from draftrace.room.roles import require_role
from draftrace.room.stamps import Stamp
from draftrace.room.state import ITEM_DEPTH, State, depth_of
from draftrace.room.steps import born, confirm_sources, inherit, offer, put, strike
from draftrace.text.wording import normalise

_DRAWN_ON = ("wording", "alternative", "amendment")


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
    fallen = _rivals(state, chosen.concerns, (chosen.id,), overtaken)
    if not only:
        fallen = tuple(dict.fromkeys((*fallen, *_choices(state, found, chosen))))
    return accepted(
        Choice(
            state=state,
            floor=floor,
            found=found,
            chosen=chosen,
            fallen=fallen,
            only=tuple(only),
            reason=reason,
        )
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
    not_agreed(found)
    drawn = [proposal_of(state, p) for p in drawing_on]
    for proposal in drawn:
        require(
            proposal.provision == provision and _words_it(state, proposal),
            f"{proposal.handle} is not a proposal on {found.now.address}.",
            "A chair's text draws on new wordings of the same provision.",
        )
        _alone(state, proposal)
    new = normalise(wording)
    require(new, "A chair's text can't be empty.", "To strike the provision, accept a deletion.")
    require(new != found.now.wording, f"This is what {found.now.address} says already.")
    pointing_somewhere(state, new)
    adopted = tuple(dict.fromkeys(p.id for p in drawn))
    fallen = list(_rivals(state, (provision,), adopted, overtaken))
    fallen += [i for p in drawn for i in _choices(state, found, p) if i not in adopted]
    fallen = list(dict.fromkeys(fallen))
    made = rewording(state, found, "chair's text", new, adopted, fallen, reason=reason)
    return noted(state, undisturbed(state, made), objections)


def _words_it(state: State, proposal: Proposal) -> bool:
    """Whether a proposal gives a provision other words, by itself or by what it amends."""
    amended = state.now.pending.get(proposal.now.to)
    return proposal.change in _DRAWN_ON and (amended is None or amended.change in _DRAWN_ON)


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
    found = _rejectable(state, provisions.pop(), rejected)
    fresh(state, floor, found)
    below, rebased = _without(state, found, rejected)
    made = Decided(
        provision=found.id,
        outcome="rejected",
        rejected=tuple(rejected),
        rebased=rebased,
        removed=below,
        reason=reason,
        seal=wording_seal(found.id, found.now.wording),
    )
    return noted(state, made, objections)


def _rejectable(state: State, provision: str, rejected: Mapping[str, Proposal]) -> Provision:
    """The provision, also one that has gone from under proposals that are orphaned by now."""
    if all(p.now.rebase == "orphaned" for p in rejected.values()):
        return state.now.provisions[provision]
    return provision_of(state, provision)


def _without(
    state: State, found: Provision, rejected: Mapping[str, Proposal]
) -> tuple[tuple[str, ...], tuple[Rebased, ...]]:
    """What goes with rejected proposals, and what that does to others: an insertion takes along
    all that hangs on it."""
    inserts = any(p.change == "insertion" for p in rejected.values())
    if found.now.life == "struck" or not inserts:
        return (), left_behind(state, rejected, rejected)
    below = tuple(state.below(found.id))
    return below, orphaned(state, (found.id, *below), rejected)


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
    if found is None or (found.now.life == "struck" and not _only_rejects(act)):
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
    if act.amended is not None and form.life == "proposed":
        form = msgspec.structs.replace(form, wording=act.amended)
    if form.life == "proposed" and any(_inserts(state, i) for i in act.rejected):
        form = msgspec.structs.replace(form, life="struck")
    for struck in act.removed:
        strike(state, stamp, struck, act.adopted, act.reason, objections=act.objections)
    if found.id in act.removed:
        form = found.now
    else:
        form = _at_its_place(form, act)
        told = act.outcome if act.amended is None else f"amendment {act.outcome}"
        put(
            state,
            stamp,
            found,
            form,
            named,
            told,
            act.reason,
            objections=act.objections,
        )
    for place in act.places:
        if place.provision != found.id and place.provision in state.now.provisions:
            other = state.now.provisions[place.provision]
            put(state, stamp, other, _at_its_place(other.now, act, other.id), named, "moved")
    _regroup(state, stamp, act, found)
    _settle(state, stamp, act, found.now.wording)
    return ""


def _only_rejects(act: Decided) -> bool:
    """Whether a decision leaves the text alone: what was asked of a provision that has gone can
    still be laid to rest."""
    changes = (act.adopted, act.inserted, act.removed, act.places, act.born, act.merged)
    return act.outcome == "rejected" and act.wording is None and not any(changes)


def _regroup(state: State, stamp: Stamp, act: Decided, found: Provision) -> None:
    """Bring in the later pieces of a split; take the provisions of a merge out of the text."""
    for piece in act.born:
        told = f"split from {found.now.address}"
        born(state, stamp, piece, "standing", act.reason, proposals=act.adopted, outcome=told)
        inherit(state, stamp, piece.id, found.id)
    for gone in act.merged:
        told = f"merged into {found.now.address}"
        strike(state, stamp, gone, act.adopted, act.reason, told, act.objections)
        inherit(state, stamp, found.id, gone)


def _inserts(state: State, proposal: str) -> bool:
    return state.now.pending[proposal].change == "insertion"


def evolve_refused(state: State, act: Decided) -> str:
    """Why a decision cannot be what was decided, or nothing."""
    named = (*act.adopted, *act.rejected, *act.overtaken)
    pending = state.now.pending
    found = [p for i in named if (p := pending.get(i)) is not None]
    if len(found) < len(named):
        return "a decision on a proposal that is not pending"
    concerned = {act.provision, *act.merged}
    if any(p.provision != act.provision and concerned.isdisjoint(p.concerns) for p in found):
        return "a decision on a proposal for another provision"
    if len(set(named)) != len(named):
        return "a decision that decides twice on one proposal"
    if not all(ranks.is_rank(place.rank) for place in act.places):
        return "a decision that moves something to no place in the text"
    refused = _impossible_pieces(state, act) if act.born or act.merged else ""
    if not refused and act.amended is not None and not _amended(state, act):
        return "an amendment to a proposal that is not pending"
    return refused


def _impossible_pieces(state: State, act: Decided) -> str:
    """Why a split or a merge cannot be what was decided, or nothing."""
    born_ids = [piece.id for piece in act.born]
    known = state.now.provisions
    if len(set(born_ids)) < len(born_ids) or any(i in known for i in born_ids):
        return "a split into what is in the text already"
    if not all(ranks.is_rank(piece.rank) for piece in act.born):
        return "a split that leaves a piece no place in the text"
    if act.provision in act.merged or any(i not in known for i in act.merged):
        return "a merge with what is not in the text"
    return ""


def _amended(state: State, act: Decided) -> Proposal | None:
    """The pending proposal to which a decision accepts an amendment."""
    found = [state.now.pending[i].now.to for i in act.adopted]
    return state.now.pending.get(found[0]) if len(found) == 1 else None


def _settle(state: State, stamp: Stamp, act: Decided, wording: str) -> None:
    """Close the proposals decided on and carry the others over."""
    amended = _amended(state, act) if act.amended is not None else None
    if amended is not None and act.amended is not None:
        offer(state, stamp, amended, msgspec.structs.replace(amended.now, wording=act.amended))
    met: Status = "accepted in part" if act.outcome == "accepted in part" else "accepted"
    closing: list[tuple[tuple[str, ...], Status]] = [
        (act.adopted, met),
        (act.rejected, "rejected"),
        (act.overtaken, "overtaken"),
    ]
    for ids, status in closing:
        for proposal_id in ids:
            proposal = state.now.pending[proposal_id]
            now = msgspec.structs.replace(proposal.now, status=status, decided=stamp, waiting=False)
            offer(state, stamp, proposal, now)
            if status not in ("rejected", "overtaken") and amended is None:
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


def _decidable(state: State, found: Provision, chosen: Proposal) -> None:
    open_text(state)
    _alone(state, chosen)
    not_agreed(found)
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
        way(
            "{}, or dissolve it first.",
            f"package accept '{held.name if held else ''}'",
            "package.accept",
        ),
    )


def _rivals(
    state: State, provisions: Sequence[str], chosen: tuple[str, ...], overtaken: Sequence[str]
) -> tuple[str, ...]:
    """Ids of the proposals that fall, each once; only rivals on the same provision can."""
    fallen = [proposal_of(state, p) for p in overtaken]
    for rival in fallen:
        require(
            set(rival.concerns) & set(provisions) and rival.id not in chosen,
            f"{rival.handle} is not a rival of what is accepted.",
        )
    return tuple(dict.fromkeys(p.id for p in fallen))


def _choices(state: State, found: Provision, chosen: Proposal) -> list[str]:
    """The other choices of the same sponsor: what a fall-back stands behind, and what stands behind
    it. One of them met, the rest fall."""
    pending = state.pending_on(found.id)
    met = {chosen.id}
    for _ in pending:
        met |= {p.id for p in pending if p.second_to in met}
        met |= {p.second_to for p in pending if p.id in met and p.second_to}
    return [p.id for p in pending if p.id in met and p.id != chosen.id]
