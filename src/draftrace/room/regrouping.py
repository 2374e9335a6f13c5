"""Where the pieces of a split provision come to stand, and the items of merged ones.

The pieces stand where the provision stood, so what hung on it hangs on the last of them; what hung
on merged provisions comes behind what hangs on the one that takes them in.
"""

from __future__ import annotations

from collections.abc import Sequence

from draftrace.room import ranks
from draftrace.room.acts.terms import NewProvision, Place
from draftrace.room.entities import Provision
from draftrace.room.places import bare, free_address, whole
from draftrace.room.state import State, depth_of


def pieces_behind(
    state: State, head: Provision, later: Sequence[str], name: str
) -> tuple[tuple[NewProvision, ...], tuple[Place, ...]]:
    """The later pieces of a provision as provisions of their own, their ids counted behind a name
    that is given once, with the next free suffixes; and the places of what hangs on it, cited
    under the last piece from now on."""
    base = bare(head.now.address)
    room = ranks.run(head.now.rank, _next_rank(state, head.now.rank), len(later))
    born: list[NewProvision] = []
    for number, (wording, rank) in enumerate(zip(later, room, strict=True), 1):
        address = free_address(state, base, taken=[piece.address for piece in born])
        label = bare(head.now.label) + address[len(base) :] if head.now.label else ""
        born.append(
            NewProvision(
                id=f"{name}.{number}",
                kind=head.kind,
                level=head.level,
                wording=wording,
                rank=rank,
                address=address,
                label=label,
                part=head.now.part,
            )
        )
    last = born[-1].address
    below = [state.now.provisions[i] for i in state.below(head.id)]
    return tuple(born), tuple(
        Place(
            provision=p.id,
            rank=p.now.rank,
            address=_recited(p, head.now.address, last),
            label=p.now.label,
            part=p.now.part,
        )
        for p in below
    )


def taken_in(state: State, survivor: Provision, merged: Sequence[str]) -> tuple[Place, ...]:
    """The places of what hangs on merged provisions: behind what hangs on the survivor."""
    trains = [state.below(i) for i in merged]
    moving = [state.now.provisions[i] for train in trains for i in train]
    if not moving:
        return ()
    mine = [state.now.provisions[i] for i in state.below(survivor.id)]
    last = mine[-1] if mine else survivor
    new_ranks = ranks.run(last.now.rank, _next_rank(state, last.now.rank), len(moving))
    depth = min(depth_of(p) for p in moving)
    elder = next((p for p in reversed(mine) if depth_of(p) == depth), None)
    places: list[Place] = []
    was = becomes = ""
    for provision, rank in zip(moving, new_ranks, strict=True):
        label = provision.now.label
        if depth_of(provision) == depth:
            was = provision.now.address
            taken = [place.address for place in places]
            becomes, label = _newcomer(state, survivor, elder, provision, taken)
            address = becomes
        else:
            address = _recited(provision, was, becomes)
        places.append(
            Place(
                provision=provision.id,
                rank=rank,
                address=address,
                label=label,
                part=survivor.now.part,
            )
        )
    return tuple(places)


def _newcomer(
    state: State,
    survivor: Provision,
    elder: Provision | None,
    item: Provision,
    taken: Sequence[str],
) -> tuple[str, str]:
    """Address and label of an item that comes to hang on another provision: a suffix of the last
    item there, or its own label where there is none."""
    if elder is not None:
        base, label = bare(elder.now.address), bare(elder.now.label)
        address = free_address(state, base, taken=taken)
        return address, label + address[len(base) :] if label else ""
    own = bare(item.now.label) or "(-1)"
    base = survivor.now.address + own
    free = base not in state.now.used and base not in taken
    address = base if free else free_address(state, base, taken=taken)
    return address, own + address[len(base) :] if item.now.label else ""


def _recited(provision: Provision, was: str, becomes: str) -> str:
    """An address below one that has changed."""
    address = provision.now.address
    return becomes + address[len(was) :] if address.startswith(was) else address


def _next_rank(state: State, rank: str) -> str:
    return next((p.now.rank for p in whole(state) if p.now.rank > rank), "")
