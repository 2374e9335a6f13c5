"""Which blocks are parts of others: split off an old block, or merged into a new one.

A free block is a part of a whole when most of what it says stands in the whole, and much of that
in no other known part of it. Wholes are sought next to the part, then wherever one of its phrases
stands.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from itertools import accumulate
from typing import NamedTuple

from draftrace.compare.anchors import Pairing
from draftrace.compare.kinship import Block, Kinship, Traits

_FEWEST_WORDS = 4
_FEWEST_WORDS_ALONE = 8
_WRITTEN_THERE = 0.5
_CONTAINED = 0.6
_CONTAINED_ALONE = 0.8
_NEWS_OF_IT = 0.4
_COVERED = 0.5
_MORE_THAN_A_MENTION = 0.25
_REACH = 6
_WORDS_OF_A_PROBE = 5
_PROBES = 3
_MOST_PROBED = 100_000_000


class _Side(NamedTuple):
    """Splitting as the old text sees it: new parts, old wholes. Merging is the same with the
    texts exchanged.
    """

    whole_of: list[int]
    main_part_of: list[int]
    parts: Sequence[Block]
    wholes: Sequence[Block]
    part_words: Callable[[int], set[str]]
    whole_words: Callable[[int], set[str]]
    part_traits: Callable[[int], Traits]
    whole_traits: Callable[[int], Traits]


def join_parts(pairing: Pairing, kinship: Kinship) -> None:
    """Name the whole in every part of a split or merged block."""
    old, new = kinship.old, kinship.new
    words_old, words_new = kinship.written_old, kinship.written_new
    of_old, of_new = kinship.of_old, kinship.of_new
    for side in (
        _Side(pairing.old_of, pairing.new_of, new, old, words_new, words_old, of_new, of_old),
        _Side(pairing.new_of, pairing.old_of, old, new, words_old, words_new, of_old, of_new),
    ):
        free = [part for part, whole in enumerate(side.whole_of) if whole < 0]
        if free:
            _find_parts(side, kinship, free)
            pairing.forget_order()


def _find_parts(side: _Side, kinship: Kinship, free: Sequence[int]) -> None:
    """First what stands beside its whole, then what was carried off."""
    known: dict[int, list[int]] = {}
    free = [part for part in free if len(side.part_words(part)) >= _FEWEST_WORDS]
    carried = [
        part
        for part in free
        if not _is_part(side, kinship, part, _wholes_beside(side, part), known)
    ]
    standing = _Standing(side)
    if standing.size * len(carried) * _PROBES <= _MOST_PROBED:
        for part in carried:
            _is_part(side, kinship, part, standing.wholes(side.parts[part].wording), known)
    for whole, parts in known.items():
        if side.main_part_of[whole] < 0:
            _join_without_main(side, kinship, whole, parts)


def _is_part(
    side: _Side, kinship: Kinship, part: int, wholes: Iterable[int], known: dict[int, list[int]]
) -> bool:
    whole = _best_whole(side, kinship, part, wholes, known)
    if whole < 0:
        return False
    known.setdefault(whole, []).append(part)
    if side.main_part_of[whole] >= 0:
        side.whole_of[part] = whole
    return True


def _wholes_beside(side: _Side, part: int) -> list[int]:
    """The wholes of the nearest blocks on both sides, and the free wholes next to those."""
    found: list[int] = []
    for step in (-1, 1):
        at = part + step
        last = at + step * _REACH
        while at != last and 0 <= at < len(side.whole_of) and side.whole_of[at] < 0:
            at += step
        if at == last or not 0 <= at < len(side.whole_of):
            continue
        whole = side.whole_of[at]
        found.append(whole)
        whole -= step
        if 0 <= whole < len(side.main_part_of) and side.main_part_of[whole] < 0:
            found.append(whole)
    return found


def _best_whole(
    side: _Side, kinship: Kinship, part: int, wholes: Iterable[int], known: dict[int, list[int]]
) -> int:
    """The whole that says most of what the part says; -1 where none says enough of it."""
    best, most = -1, 0.0
    for whole in dict.fromkeys(wholes):
        main = side.main_part_of[whole]
        if main >= 0 and side.parts[main].wording == side.wholes[whole].wording:
            continue
        words = side.part_words(part)
        if len(words & side.whole_words(whole)) < _WRITTEN_THERE * len(words):
            continue
        there = kinship.contained(side.part_traits(part), side.whole_traits(whole))
        if there < _CONTAINED or there <= most:
            continue
        already = [*known.get(whole, ()), *([main] if main >= 0 else [])]
        news = kinship.contained_still(
            side.parts[part].wording,
            side.wholes[whole].wording,
            [side.parts[other].wording for other in already],
        )
        if news >= _NEWS_OF_IT:
            best, most = whole, there
    return best


def _join_without_main(side: _Side, kinship: Kinship, whole: int, parts: list[int]) -> None:
    """Parts of a whole that has no counterpart yet: the largest becomes it, if together they
    are much of the whole, or if one stands in it nearly as it is and is more than a mention.
    """
    whole_traits = side.whole_traits(whole)
    weights = [side.part_traits(part).weight for part in parts]
    main = parts[weights.index(max(weights))]
    alone = len(parts) == 1
    if sum(weights) < (_MORE_THAN_A_MENTION if alone else _COVERED) * whole_traits.weight:
        return
    if alone and (
        kinship.contained(side.part_traits(main), whole_traits) < _CONTAINED_ALONE
        or len(side.part_words(main)) < _FEWEST_WORDS_ALONE
    ):
        return
    side.main_part_of[whole] = main
    for part in parts:
        side.whole_of[part] = whole


class _Standing:
    """Finds changed wholes by phrases that stand in them."""

    def __init__(self, side: _Side) -> None:
        self._places = [
            whole
            for whole, part in enumerate(side.main_part_of)
            if part < 0 or side.parts[part].wording != side.wholes[whole].wording
        ]
        wordings = [side.wholes[whole].wording for whole in self._places]
        self._text = "\n".join(wordings)
        self._words = set[str]().union(*map(side.whole_words, self._places))
        self._starts = [0, *accumulate(len(wording) + 1 for wording in wordings)]
        self.size = len(self._text)

    def wholes(self, wording: str) -> list[int]:
        words = wording.split()
        stride = max(1, (len(words) - _WORDS_OF_A_PROBE) // _PROBES)
        found: list[int] = []
        for first in range(0, len(words) - _WORDS_OF_A_PROBE + 1, stride):
            probe = words[first : first + _WORDS_OF_A_PROBE]
            at = self._text.find(" ".join(probe)) if self._words.issuperset(probe) else -1
            if at >= 0:
                found.append(self._places[bisect_right(self._starts, at) - 1])
        return found
