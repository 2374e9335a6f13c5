"""Where do the provisions of an outside revision stand? What keeps its order keeps its rank."""

from __future__ import annotations

from collections.abc import Sequence

from draftrace.compare.order import steady
from draftrace.room import ranks
from draftrace.room.places import whole
from draftrace.room.state import State, depth_of


def reranked(state: State, order: Sequence[tuple[str, int]]) -> list[str]:
    """The ranks of provisions in their new order, each given by the id it has (empty: a new one)
    and its depth. What is pending below a provision that stays keeps standing below it."""
    place = {p.id: n for n, p in enumerate(whole(state))}
    known = [n for n, (i, _) in enumerate(order) if i]
    sizes = [len(state.now.provisions[order[n][0]].now.wording) for n in known]
    kept = {known[k] for k in steady([place[order[n][0]] for n in known], sizes)}
    found = [
        state.now.provisions[i].now.rank if n in kept else "" for n, (i, _) in enumerate(order)
    ]
    at = 0
    while at < len(order):
        if at in kept:
            at += 1
            continue
        end = next((n for n in range(at, len(order)) if n in kept), len(order))
        depth = min(deep for _, deep in order[at:end])
        low = _behind(state, order[at - 1][0], depth) if at else ""
        found[at:end] = ranks.run(low, _next(state, low), end - at)
        at = end
    return found


def _behind(state: State, provision: str, depth: int) -> str:
    """The rank behind a provision and what is pending right behind it, deeper than what comes."""
    order = state.order()
    rank = state.now.provisions[provision].now.rank
    for other in order[order.index(provision) + 1 :]:
        found = state.now.provisions[other]
        if found.now.life != "proposed" or depth_of(found) <= depth:
            break
        rank = found.now.rank
    return rank


def _next(state: State, low: str) -> str:
    later = (p.now.rank for p in whole(state) if p.now.rank > low)
    return next(later, "")
