"""Which old blocks became which new ones, where nothing is the ancestor: none.

In this order, each step sure of less than the one before: equal wordings; rewordings that stand
where the old block stood and leave no doubt; rewordings anywhere that are like one block only; the
best of what a gap between kept blocks holds; the best of what is left, if it brings a phrase of its
own. Then the parts of blocks that were split or merged.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from draftrace.compare.anchors import Gap, Pairing, equal_pairs
from draftrace.compare.kinship import Block, Kinship
from draftrace.compare.order import heaviest_increasing
from draftrace.compare.splits import join_parts

_PLAINLY_ALIKE = 0.7
_CLEAR = 0.6
_CLEAR_LEAD = 0.12
_FAIR_IN_PLACE = 0.45
_ENOUGH_IN_PLACE = 0.3
_ENOUGH_ALONE = 0.2
_ENOUGH_ELSEWHERE = 0.5
_PAIRS_WEIGHED = 100
_RARE = 8
_CANDIDATES = 4
_WORDS_OF_A_MARK = 3

Pair = tuple[int, int]


def kin(old: Sequence[Block], new: Sequence[Block]) -> Pairing:
    """Pair each block with the one it descends from, parts of a split or merged one with it."""
    pairing = equal_pairs([b.wording for b in old], [b.wording for b in new])
    kinship = Kinship(old, new)
    if -1 not in pairing.old_of or -1 not in pairing.new_of:
        return pairing
    sizes = [len(block.wording) for block in new]
    _release_torn_marks(pairing, old, sizes)
    _join_plainly_alike(pairing, old, new, sizes)
    _join_clear(pairing, kinship, sizes)
    _join_in_place(pairing, kinship, sizes, _FAIR_IN_PLACE, _FAIR_IN_PLACE)
    join_parts(pairing, kinship)
    _join_in_place(pairing, kinship, sizes, _ENOUGH_IN_PLACE, _ENOUGH_ALONE)
    _join_elsewhere(pairing, kinship)
    return pairing


def _release_torn_marks(pairing: Pairing, old: Sequence[Block], sizes: Sequence[int]) -> None:
    """Undo pairs of headings and short marks (``Option 1``) that moved without a neighbour:
    such words are no identity."""
    kept = {new for _, new in pairing.kept_in_order(sizes)}
    for new, place in enumerate(pairing.old_of):
        if place < 0 or new in kept:
            continue
        block = old[place]
        short = block.kind == "heading" or len(block.wording.split()) <= _WORDS_OF_A_MARK
        if short and not _accompanied(pairing, place, new):
            pairing.part(place, new)


def _accompanied(pairing: Pairing, old: int, new: int) -> bool:
    return any(
        0 <= new + step < len(pairing.old_of) and pairing.old_of[new + step] == old + step >= 0
        for step in (-1, 1)
    )


def _join_plainly_alike(
    pairing: Pairing, old: Sequence[Block], new: Sequence[Block], sizes: Sequence[int]
) -> None:
    """From both ends of every gap, blocks that share most words with their counterpart: read
    without weighing, since most rewordings are of this sort."""
    for gap in list(pairing.gaps(pairing.kept_in_order(sizes))):
        a, b = 0, 0
        shorter = min(len(gap.old), len(gap.new))
        while a < shorter and _share_most(old[gap.old[a]].wording, new[gap.new[a]].wording):
            pairing.join(gap.old[a], gap.new[a])
            a += 1
        while b < shorter - a and _share_most(
            old[gap.old[-1 - b]].wording, new[gap.new[-1 - b]].wording
        ):
            b += 1
            pairing.join(gap.old[-b], gap.new[-b])


def _share_most(old: str, new: str) -> bool:
    left, right = set(old.split()), set(new.split())
    return len(left & right) >= _PLAINLY_ALIKE * max(len(left), len(right))


def _join_clear(pairing: Pairing, kinship: Kinship, sizes: Sequence[int]) -> None:
    """Rewordings, wherever they stand, that are much like one free block and no other."""
    candidates = _candidates(kinship, pairing.free_old(), pairing.free_new())
    for gap in pairing.gaps(pairing.kept_in_order(sizes)):
        candidates += _within(kinship, gap)
    for (old, new), score, lead in _mutual(_scored(kinship, candidates)):
        if score >= _CLEAR and lead >= _CLEAR_LEAD:
            pairing.join(old, new)


def _join_in_place(
    pairing: Pairing, kinship: Kinship, sizes: Sequence[int], enough: float, enough_alone: float
) -> None:
    """What a gap holds on both sides, keeping order; less will do where it holds but one each."""
    for gap in list(pairing.gaps(pairing.kept_in_order(sizes))):
        alone = len(gap.old) == len(gap.new) == 1
        _join_gap(pairing, kinship, gap, enough_alone if alone else enough)
    for gap in list(_gaps_beside_moved(pairing)):
        _join_gap(pairing, kinship, gap, enough)


def _join_gap(pairing: Pairing, kinship: Kinship, gap: Gap, enough: float) -> None:
    scored = {
        pair: score
        for pair, score in _scored(kinship, _within(kinship, gap)).items()
        if score >= enough and _both_free(pairing, pair)
    }
    pairs = sorted(scored, key=lambda pair: (pair[1], -pair[0]))
    weights = [scored[pair] ** 2 for pair in pairs]
    for position in heaviest_increasing([old for old, _ in pairs], weights):
        pairing.join(*pairs[position])


def _within(kinship: Kinship, gap: Gap) -> list[Pair]:
    """The pairs worth weighing in a gap: all of them in a small one."""
    if len(gap.old) * len(gap.new) <= _PAIRS_WEIGHED:
        return [(i, j) for i in gap.old for j in gap.new]
    return _candidates(kinship, gap.old, gap.new)


def _both_free(pairing: Pairing, pair: Pair) -> bool:
    return pairing.new_of[pair[0]] < 0 and pairing.old_of[pair[1]] < 0


def _gaps_beside_moved(pairing: Pairing) -> Iterator[Gap]:
    """For each run of free new blocks, the free old blocks that follow the ancestor of the block
    before it, or precede that of the block after it."""
    free = pairing.free_new()
    start = 0
    for at in range(1, len(free) + 1):
        if at < len(free) and free[at] == free[at - 1] + 1:
            continue
        run, start = free[start:at], at
        beside = [
            *_free_from(pairing, _ancestor(pairing, run[0] - 1), 1),
            *_free_from(pairing, _ancestor(pairing, run[-1] + 1), -1),
        ]
        if beside:
            yield Gap(sorted(set(beside)), run)


def _ancestor(pairing: Pairing, new: int) -> int:
    return pairing.old_of[new] if 0 <= new < len(pairing.old_of) else -1


def _free_from(pairing: Pairing, old: int, step: int) -> list[int]:
    found: list[int] = []
    if old >= 0:
        old += step
        while 0 <= old < len(pairing.new_of) and pairing.new_of[old] < 0:
            found.append(old)
            old += step
    return found


def _join_elsewhere(pairing: Pairing, kinship: Kinship) -> None:
    """The best of what is left, if a phrase that stands nowhere else speaks for it."""
    scored = _scored(kinship, _candidates(kinship, pairing.free_old(), pairing.free_new()))
    for (old, new), score, _ in _mutual(scored):
        if score >= _ENOUGH_ELSEWHERE:
            pairing.join(old, new)


def _candidates(kinship: Kinship, old: Sequence[int], new: Sequence[int]) -> list[Pair]:
    """For each new block the old ones that share most rare phrases with it."""
    bearers: dict[tuple[str, str], list[int]] = {}
    for i in old:
        for phrase in kinship.of_old(i).pairs:
            if phrase in bearers:
                bearers[phrase].append(i)
            else:
                bearers[phrase] = [i]
    found: list[Pair] = []
    for j in new:
        votes: dict[int, int] = {}
        for phrase in kinship.of_new(j).pairs & bearers.keys():
            places = bearers[phrase]
            if len(places) <= _RARE:
                for i in places:
                    votes[i] = votes.get(i, 0) + 1
        best = sorted(votes, key=lambda i: -votes[i])[:_CANDIDATES]
        found += [(i, j) for i in best]
    return found


def _scored(kinship: Kinship, pairs: Iterable[Pair]) -> dict[Pair, float]:
    return {pair: kinship.likeness(*pair) for pair in pairs}


def _mutual(scored: dict[Pair, float]) -> Iterator[tuple[Pair, float, float]]:
    """Pairs that are each other's best, with their score and its lead over the next best."""
    best_old: dict[int, list[tuple[float, Pair]]] = {}
    best_new: dict[int, list[tuple[float, Pair]]] = {}
    for pair, score in scored.items():
        best_old.setdefault(pair[0], []).append((score, pair))
        best_new.setdefault(pair[1], []).append((score, pair))
    for rivals in (*best_old.values(), *best_new.values()):
        rivals.sort(key=lambda rival: -rival[0])
    for new_rivals in best_new.values():
        score, pair = new_rivals[0]
        old_rivals = best_old[pair[0]]
        if old_rivals[0][1] == pair:
            next_best = max((r[1][0] for r in (old_rivals, new_rivals) if len(r) > 1), default=0)
            yield pair, score, score - next_best
