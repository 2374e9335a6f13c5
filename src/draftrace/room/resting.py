"""Upon which pending proposals does one rest, so that it is accepted only after them?

What is asked of a provision that is itself only proposed rests on its insertion; what is asked of
one piece of a division, that it go or stand elsewhere, on the division; a move behind what it
stands behind already on the move that takes that away. A merger of provisions that stand apart
rests on the moves that would bring them together, and on the mergers of what they hang on.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from draftrace.compare import dividing
from draftrace.room.carrying import alive
from draftrace.room.entities import Proposal, Provision
from draftrace.room.floor import provision_of
from draftrace.room.places import stands_behind
from draftrace.room.state import State, depth_of

_Upon = tuple[Proposal, ...]
_Home = tuple[str, str]
"""The part a provision stands in, and the id of what it hangs on; paragraphs stand on their own,
whatever the heading above."""
_Homes = dict[_Home, _Upon]


def rests_upon(state: State, proposal: Proposal) -> _Upon:
    """The pending proposals to be accepted before a pending one, oldest first."""
    concerned = [state.now.provisions[i] for i in proposal.concerns]
    if proposal.change == "amendment" and piece_asked_for(state, proposal) is not None:
        return (state.now.pending[proposal.now.to],)
    if proposal.change in ("insertion", "amendment") or any(map(_gone, concerned)):
        return ()
    found = [made for p in concerned if (made := insertion_of(state, p)) is not None]
    if proposal.change == "move":
        found += moves_ahead(state, proposal.provision, proposal.after)
    if proposal.change == "merge":
        found += brought_together(state, proposal.concerns) or ()
    return _in_order(found)


def piece_asked_for(state: State, amendment: Proposal) -> tuple[int, str] | None:
    """The one piece of a pending split, counted from 0, that an amendment asks to be struck, or to
    stand elsewhere, and its words; None where it asks for something else. What leaves a division
    of three two is another division, and may be accepted as such before it."""
    split = state.now.pending.get(amendment.now.to)
    if split is None or split.change != "split":
        return None
    divides = dividing.CUT in amendment.now.wording and not amendment.after
    return None if divides else dividing.left_out(amendment.now.base, amendment.now.wording)


def moves_ahead(state: State, provision: str, anchor: str) -> list[Proposal]:
    """The pending moves of what a provision stands behind already and is to stand behind where that
    goes; none where it stands elsewhere."""
    moves = [p for p in state.pending_on(anchor) if p.change == "move" and alive(p)]
    return moves if moves and stands_behind(state, provision, anchor) else []


def insertion_of(state: State, provision: Provision) -> Proposal | None:
    """The pending proposal that would bring a provision in."""
    return next((p for p in state.pending_on(provision.id) if p.change == "insertion"), None)


def together(state: State, provisions: Sequence[str]) -> bool:
    """Whether provisions are of one kind and hang on the same one."""
    return brought_together(state, provisions) == ()


def brought_together(state: State, provisions: Sequence[str]) -> _Upon | None:
    """The fewest pending proposals, oldest first, that would make provisions hang on the same one:
    none where they do; None where nothing pending would, or they are not of one kind."""
    found = [provision_of(state, i) for i in provisions]
    if len({(p.kind, p.level) for p in found}) != 1:
        return None
    if len({_home(state, p) for p in found}) == 1:
        return ()
    homes = [_homes(state, p) for p in found]
    shared = set(homes[0]).intersection(*homes[1:])
    ways = [_in_order(p for each in homes for p in each[home]) for home in shared]
    return min(ways, key=lambda way: (len(way), [p.stamp.position for p in way]), default=None)


def _homes(state: State, provision: Provision, met: frozenset[str] = frozenset()) -> _Homes:
    """Where a provision stands or may come to stand, each with the proposals to be accepted."""
    homes: _Homes = {_home(state, provision): ()}
    met |= {provision.id}
    for move in state.pending_on(provision.id):
        if move.change == "move" and alive(move) and move.after not in met:
            anchor = state.now.provisions.get(move.after)
            _add(homes, _behind(state, provision, anchor, met), move)
    if provision.level > 1:
        for (_part, parent), upon in list(homes.items()):
            _add_mergers(state, homes, parent, upon)
    return homes


def _behind(
    state: State, moving: Provision, anchor: Provision | None, met: frozenset[str]
) -> _Homes:
    """Where a provision comes to stand behind another: under it, or wherever that stands."""
    while anchor is not None and not _gone(anchor) and depth_of(anchor) > depth_of(moving):
        anchor = state.now.provisions.get(state.above(anchor.id))
    if anchor is None or _gone(anchor):
        return {}
    if depth_of(anchor) == depth_of(moving):
        return _homes(state, anchor, met)
    return {(anchor.now.part, anchor.id if moving.level > 1 else ""): ()}


def _add(homes: _Homes, more: _Homes, also: Proposal) -> None:
    for home, upon in more.items():
        homes.setdefault(home, (*upon, also))


def _add_mergers(state: State, homes: _Homes, parent: str, upon: _Upon) -> None:
    """What hangs on provisions that would be merged into another would hang on that."""
    for merge in state.concerning(parent):
        into = merge.provision
        if parent not in merge.merged or not alive(merge) or merge in upon:
            continue
        home = state.now.provisions[into].now.part, into
        if home not in homes:
            homes[home] = (*upon, merge)
            _add_mergers(state, homes, into, homes[home])


def _home(state: State, provision: Provision) -> _Home:
    return provision.now.part, state.above(provision.id) if provision.level > 1 else ""


def _gone(provision: Provision) -> bool:
    return provision.now.life == "struck"


def _in_order(proposals: Iterable[Proposal]) -> _Upon:
    found = {p.id: p for p in proposals}
    return tuple(sorted(found.values(), key=lambda p: p.stamp.position))
