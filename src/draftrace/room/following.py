"""What becomes of the other proposals when their provision is moved, split or merged?"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from draftrace.compare import dividing
from draftrace.compare.rebase import rebase
from draftrace.room.acts.terms import Place, Rebased
from draftrace.room.carrying import (
    alive,
    along,
    followed,
    joined_base,
    left_behind,
    merged_wording,
)
from draftrace.room.entities import Proposal
from draftrace.room.state import State


def after_move(
    state: State, places: Sequence[Place], settled: Collection[str], fallen: Iterable[str]
) -> tuple[Rebased, ...]:
    """What is proposed on what moves follows it, but for rivals that would move it elsewhere."""
    found = [
        Rebased(proposal=p.id, outcome="conflict") if p.change == "move" else _as_it_is(p)
        for place in places
        for p in state.pending_on(place.provision)
        if p.id not in settled
    ]
    return (*found, *left_behind(state, fallen, settled))


def after_split(
    state: State,
    split: Proposal,
    ids: Sequence[str],
    settled: Collection[str],
    fallen: Iterable[str],
) -> tuple[Rebased, ...]:
    """A rival whose changes lie in one piece follows to it, as does an amendment to the split that
    is about one piece; ``ids`` are the pieces in order."""
    pieces = dividing.pieces(split.now.wording)
    found: list[Rebased] = []
    for proposal in _others(state, (split.provision,), settled):
        now = proposal.now
        inside = None
        if proposal.change == "wording" and now.base == split.now.base:
            inside = dividing.piece_of(now.base, split.now.wording, now.wording)
        if inside is not None:
            number, wording = inside
            found.append(
                Rebased(
                    proposal=proposal.id,
                    outcome="follows",
                    base=pieces[number],
                    wording=wording,
                    provision=ids[number],
                )
            )
        elif proposal.change == "move":
            found.append(Rebased(proposal=proposal.id, outcome="follows", base=pieces[0]))
        else:
            same = proposal.change == "split" and now.wording == split.now.wording
            outcome = Rebased(proposal=proposal.id, outcome="absorbed" if same else "conflict")
            found.append(outcome)
    amended = [_on_its_piece(a, split, ids) for a in state.amendments_to(split)]
    open_still = [each for each in amended if each.proposal not in settled]
    rest = (*along(state, found, settled), *left_behind(state, fallen, settled))
    return (*found, *open_still, *rest)


def _on_its_piece(amendment: Proposal, split: Proposal, ids: Sequence[str]) -> Rebased:
    """An amendment to a split that is accepted: a proposal on the piece it words otherwise, or to
    divide further the one that it does, or to strike or to move the one it leaves out."""
    now = amendment.now
    if now.waiting or now.base != split.now.wording:
        return Rebased(proposal=amendment.id, outcome="orphaned")
    without = dividing.left_out(now.base, now.wording)
    if without is not None:
        return Rebased(
            proposal=amendment.id,
            outcome="follows",
            base=without[1],
            provision=ids[without[0]],
            change="move" if amendment.after else "deletion",
        )
    further = dividing.divided_piece(now.base, now.wording)
    inside = further or dividing.reworded_piece(now.base, now.wording)
    if inside is None:
        return Rebased(proposal=amendment.id, outcome="orphaned")
    number, wording = inside
    return Rebased(
        proposal=amendment.id,
        outcome="follows",
        base=dividing.pieces(now.base)[number],
        wording=wording,
        provision=ids[number],
        change="split" if further else "wording",
    )


def after_merge(
    state: State, merge: Proposal, settled: Collection[str], fallen: Iterable[str]
) -> tuple[Rebased, ...]:
    """What is proposed on any of the merged provisions concerns the one that is left, as do the
    amendments to the merge."""
    left = merge.provision
    found = [
        _merged(state, merge, proposal) for proposal in _others(state, merge.concerns, settled)
    ]
    orphans = [
        Rebased(proposal=p.id, outcome="orphaned", provision=left)
        for i in merge.merged
        for p in state.pending_on(i)
        if p.change == "amendment" and p.now.to not in state.now.pending
    ]
    waiting = [
        Rebased(proposal=a.proposal, outcome=a.outcome, provision=left)
        for a in left_behind(state, fallen, settled)
    ]
    amended = followed(state, (merge.id,), merge.now.wording, settled)
    return (*found, *along(state, found, settled), *amended, *orphans, *waiting)


def _merged(state: State, merge: Proposal, proposal: Proposal) -> Rebased:
    """One proposal after a merge of its provision."""
    left, now = merge.provision, proposal.now
    said = merge.now.wording
    if proposal.change == "move" and proposal.provision == left:
        return Rebased(proposal=proposal.id, outcome="follows", base=said)
    if proposal.change == "merge":
        return _rival_merge(state, merge, proposal)
    standing = state.now.provisions[proposal.provision].now.wording
    if proposal.change != "wording" or now.base != standing:
        return Rebased(proposal=proposal.id, outcome="conflict", provision=left)
    joined = joined_base(state, merge)
    wanted = joined_base(state, merge, proposal.provision, now.wording)
    if said == dividing.run_on(joined):
        wording = dividing.run_on(wanted)
    else:
        found = rebase(joined, wanted, said)
        if found.outcome != "clean":
            return Rebased(proposal=proposal.id, outcome=found.outcome, provision=left)
        wording = found.wording
    return Rebased(
        proposal=proposal.id, outcome="follows", base=said, wording=wording, provision=left
    )


def _rival_merge(state: State, merge: Proposal, rival: Proposal) -> Rebased:
    """Another merge: the same one is done; one that needs what has gone can't be done any more."""
    left = merge.provision
    if set(rival.concerns) == set(merge.concerns) and rival.now.wording == merge.now.wording:
        return Rebased(proposal=rival.id, outcome="absorbed", provision=left)
    if set(rival.concerns) & set(merge.merged):
        return Rebased(proposal=rival.id, outcome="orphaned", provision=left)
    base = joined_base(state, rival, left, merge.now.wording)
    outcome, wording = merged_wording(rival.now.base, rival.now.wording, base)
    if outcome != "clean":
        return Rebased(proposal=rival.id, outcome=outcome)
    return Rebased(proposal=rival.id, outcome="clean", base=base, wording=wording)


def _as_it_is(proposal: Proposal) -> Rebased:
    now = proposal.now
    if now.waiting:
        return Rebased(proposal=proposal.id, outcome=now.rebase or "conflict")
    return Rebased(proposal=proposal.id, outcome="follows", base=now.base, wording=now.wording)


def _others(state: State, provisions: Iterable[str], settled: Collection[str]) -> list[Proposal]:
    """Pending proposals that concern any of the provisions, amendments apart, each once."""
    found = {
        p.id: p
        for i in provisions
        for p in state.concerning(i)
        if p.id not in settled and p.change != "amendment" and alive(p)
    }
    return list(found.values())
