"""What an act does to the other pending proposals: carried over, or left waiting.

A conflict keeps its base and wording as its sponsor left them; nothing is ever overwritten.
Amendments to a proposal go with it: onto its new wording, into the text when it is accepted.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Literal

import msgspec

from draftrace.compare import dividing
from draftrace.compare.rebase import rebase
from draftrace.room.acts.terms import Change, Rebased, RebaseOutcome
from draftrace.room.entities import Proposal, Provision
from draftrace.room.stamps import Stamp
from draftrace.room.state import State
from draftrace.room.steps import offer

_GOES_ON = ("clean", "follows")


def outcomes(
    state: State,
    provision: Provision,
    wording: str,
    settled: Collection[str],
    fallen: Collection[str] = (),
) -> tuple[Rebased, ...]:
    """What a new wording does to every other pending proposal that concerns the provision.

    ``settled`` are those decided on; of these the ``fallen`` leave their amendments orphaned, the
    amendments to the others become proposals on the new wording.
    """
    found = [
        _carried(state, proposal, provision.id, wording)
        for proposal in state.concerning(provision.id)
        if proposal.id not in settled and proposal.change != "amendment" and alive(proposal)
    ]
    return (
        *found,
        *along(state, found, settled),
        *followed(state, [p for p in settled if p not in fallen], wording, settled),
        *left_behind(state, fallen, settled),
    )


def orphaned(
    state: State, removed: Iterable[str], settled: Collection[str] = ()
) -> tuple[Rebased, ...]:
    """The proposals on provisions that leave the text, with the amendments to them, but for those
    decided on."""
    found = {
        each.id: Rebased(proposal=each.id, outcome="orphaned")
        for provision in removed
        for proposal in state.concerning(provision)
        for each in (proposal, *state.amendments_to(proposal))
        if each.id not in settled
    }
    return tuple(found.values())


def left_behind(
    state: State, fallen: Iterable[str], settled: Collection[str] = ()
) -> tuple[Rebased, ...]:
    """The amendments to proposals that fall."""
    return tuple(
        Rebased(proposal=amendment.id, outcome="orphaned")
        for parent in fallen
        for amendment in _amendments(state, parent, settled)
    )


def followed(
    state: State, accepted: Iterable[str], wording: str, settled: Collection[str] = ()
) -> tuple[Rebased, ...]:
    """The amendments to proposals that are accepted: from now on proposals on what then stands."""
    return tuple(
        _amended(amendment, wording, change="wording")
        for parent in accepted
        for amendment in _amendments(state, parent, settled)
    )


def reworded(
    state: State, parent: Proposal, wording: str, settled: Collection[str] = ()
) -> tuple[Rebased, ...]:
    """What another wording of a proposal does to the amendments to it; of an insertion also to what
    is asked of the provision once it stands."""
    amended = (
        _amended(amendment, wording)
        for amendment in _amendments(state, parent.id, settled)
        if wording != amendment.now.base
    )
    return (*amended, *_upon(state, parent, wording, settled))


def _upon(
    state: State, parent: Proposal, wording: str, settled: Collection[str]
) -> Iterator[Rebased]:
    """What waits upon an insertion, and the amendments to it, on the insertion's new wording."""
    if parent.change != "insertion":
        return
    found = [
        _carried(state, proposal, parent.provision, wording)
        for proposal in state.concerning(parent.provision)
        if proposal.id not in settled
        and proposal.change not in ("insertion", "amendment")
        and alive(proposal)
    ]
    yield from (*found, *along(state, found, settled))


def along(
    state: State, carried: Iterable[Rebased], settled: Collection[str] = ()
) -> Iterator[Rebased]:
    """The amendments to proposals that were themselves carried over, or lost what they change."""
    for parent in carried:
        if parent.outcome == "orphaned":
            gone = _amendments(state, parent.proposal, settled)
            yield from (msgspec.structs.replace(parent, proposal=a.id) for a in gone)
            continue
        before = state.now.pending[parent.proposal].now
        now = parent.wording if parent.outcome in _GOES_ON else before.wording
        if now == before.wording and not parent.provision:
            continue
        for amendment in _amendments(state, parent.proposal, settled):
            yield _amended(amendment, now, provision=parent.provision)


def carry(state: State, stamp: Stamp, carried: Rebased) -> None:
    """Give a pending proposal what an act made of it."""
    proposal = state.now.pending.get(carried.proposal)
    if proposal is None:
        return
    clean = carried.outcome in _GOES_ON
    before = proposal.now
    known = carried.provision in state.now.provisions
    now = msgspec.structs.replace(
        before,
        base=carried.base if clean else before.base,
        wording=carried.wording if clean else before.wording,
        rebase=carried.outcome,
        waiting=not clean,
        provision=carried.provision if known else before.provision,
        change=carried.change or before.change,
        to="" if carried.change else before.to,
    )
    offer(state, stamp, proposal, now)


def alive(proposal: Proposal) -> bool:
    """Whether what a proposal would change is still there; nothing brings an orphan back."""
    return proposal.now.rebase != "orphaned"


def joined_base(state: State, merge: Proposal, changed: str = "", wording: str = "") -> str:
    """The wordings a merge joins, as they stand or with one of them changed; of another proposal
    what its provision says."""
    return dividing.joined(
        [wording if i == changed else state.now.provisions[i].now.wording for i in merge.concerns]
    )


def merged_wording(base: str, proposed: str, new_base: str) -> tuple[RebaseOutcome, str]:
    """Outcome and wording of a merge whose provisions have changed."""
    if proposed == dividing.run_on(base):
        return "clean", dividing.run_on(new_base)
    found = rebase(base, proposed, new_base)
    return found.outcome, found.wording


def _carried(state: State, proposal: Proposal, provision: str, wording: str) -> Rebased:
    now = proposal.now
    match proposal.change:
        case "wording":
            found = rebase(now.base, now.wording, wording)
            return _as(proposal, found.outcome, wording, found.wording)
        case "alternative":
            said = now.wording == wording
            return _as(proposal, "absorbed" if said else "clean", wording, now.wording)
        case "split":
            division = dividing.carried(now.base, now.wording, wording)
            return _as(proposal, "conflict" if division is None else "clean", wording, division)
        case "merge":
            base = joined_base(state, proposal, provision, wording)
            outcome, merged = merged_wording(now.base, now.wording, base)
            return _as(proposal, outcome, base, merged)
        case _:
            # Striking or moving a provision asks the same whatever it says now.
            return Rebased(proposal=proposal.id, outcome="clean", base=wording)


def _as(proposal: Proposal, outcome: RebaseOutcome, base: str, wording: str | None) -> Rebased:
    """The outcome, with the new base and wording where it is clean."""
    if outcome == "clean":
        return Rebased(proposal=proposal.id, outcome="clean", base=base, wording=wording or "")
    return Rebased(proposal=proposal.id, outcome=outcome)


def _amended(
    amendment: Proposal,
    wording: str,
    *,
    provision: str = "",
    change: Change | Literal[""] = "",
) -> Rebased:
    """An amendment on the new wording of what it amends."""
    now = amendment.now
    found = rebase(now.base, now.wording, wording) if wording != now.base else None
    outcome: RebaseOutcome = found.outcome if found is not None else "clean"
    if now.waiting and found is None:
        outcome = now.rebase or "conflict"
    clean = outcome == "clean"
    elsewhere = bool(provision or change)
    return Rebased(
        proposal=amendment.id,
        outcome="follows" if clean and elsewhere else outcome,
        base=wording if clean else "",
        wording=(found.wording if found is not None else now.wording) if clean else "",
        provision=provision,
        change=change,
    )


def _amendments(state: State, parent: str, settled: Collection[str]) -> Sequence[Proposal]:
    found = state.now.pending.get(parent)
    if found is None:
        return ()
    return [p for p in state.amendments_to(found) if p.id not in settled]
