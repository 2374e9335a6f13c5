"""Which old blocks became which new ones, where nothing is the ancestor: none.

In this order, each step sure of less than the one before: equal wordings; rewordings that stand
where the old block stood and leave no doubt; rewordings in place that no block elsewhere rivals;
the parts of split and merged blocks; rewordings elsewhere that are like one block only; the best of
what is left in place; the best of what is left.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import NamedTuple

from draftrace.compare.anchors import Gap, Pairing, equal_pairs
from draftrace.compare.kinship import Block, Kinship, Redlined, section_word
from draftrace.compare.order import heaviest_increasing
from draftrace.compare.splits import join_halves, join_parts
from draftrace.compare.twins import uncross

_PLAINLY_ALIKE = 0.6
_FAIR_IN_PLACE = 0.45
_ENOUGH_IN_PLACE = 0.3
_ENOUGH_ALONE = 0.2
_CLEAR = 0.6
_LEAD = 0.12
_RARE = 8
_CANDIDATES = 4
_WORDS_OF_A_MARK = 3
_MOST_PROBES = 3
_EVERY_OTHER = 2


class Elsewhere(NamedTuple):
    """What makes a block that does not stand where the other stood its descendant: how alike they
    are, and whether it must have been ``amended`` in few places, not told anew.
    """

    alike: float
    amended: bool


SURELY = Elsewhere(0.7, amended=True)
"""For one to have moved and become the other: four words in five, their order, few places. Two
texts may say the same thing turn for turn and neither be the other.
"""
LIKELY = Elsewhere(0.5, amended=False)
"""Where only the history of what stands is asked for, and not what moved."""

Scored = tuple[float, int, int]


def kin(
    old: Sequence[Block],
    new: Sequence[Block],
    elsewhere: Elsewhere,
    redlined: Redlined | None = None,
) -> Pairing:
    """Pair each block with the one it descends from, parts of a split or merged one with it."""
    pairing = equal_pairs([b.wording for b in old], [b.wording for b in new])
    search = _Search(pairing, Kinship(old, new, redlined))
    search.release_doubtful_moves()
    if -1 in pairing.old_of and -1 in pairing.new_of:
        search.join_plainly_alike()
        search.join_in_place(search.weighed(), _FAIR_IN_PLACE, _FAIR_IN_PLACE)
        join_parts(pairing, search.kinship, amended=elsewhere.amended)
        left = search.weighed()
        clear = max(elsewhere.alike, _CLEAR)
        search.join_elsewhere(left, elsewhere._replace(alike=clear), _LEAD)
        left = search.still_free(left)
        search.join_in_place(left, _ENOUGH_IN_PLACE, _ENOUGH_ALONE)
        search.join_elsewhere(search.still_free(left), elsewhere, 0)
        search.rejoin_accompanied()
        uncross(pairing, [block.wording for block in old])
    return pairing


def kin_anywhere(old: Sequence[Block], new: Sequence[Block]) -> Pairing:
    """The same where places prove nothing: only what is equal or has a phrase of its own."""
    pairing = equal_pairs([b.wording for b in old], [b.wording for b in new])
    search = _Search(pairing, Kinship(old, new))
    search.release_marks_alone()
    if -1 in pairing.old_of and -1 in pairing.new_of:
        search.join_elsewhere(search.alike_anywhere(), LIKELY, 0)
    return pairing


class _Search:
    """The steps of the search, each joining blocks that are still free."""

    def __init__(self, pairing: Pairing, kinship: Kinship) -> None:
        self.pairing = pairing
        self.kinship = kinship
        self._released: list[tuple[int, int]] = []

    def release_doubtful_moves(self) -> None:
        """Undo pairs that moved without a neighbour, of headings and short marks (``Option 1``),
        whose words are no identity (with a chapter's number they are), and of twins that seem to
        have changed places.
        """
        kept = {new for _, new in self.pairing.kept_in_order()}
        for new, old in enumerate(self.pairing.old_of):
            if old < 0 or new in kept:
                continue
            if self._torn_mark(old, new) or self._crossed_twins(old, new):
                self.pairing.part(old, new)
                self._released.append((old, new))

    def release_marks_alone(self) -> None:
        """Undo all pairs of headings and short marks that stand without a neighbour."""
        for old, new in self.pairing.principal():
            if self._torn_mark(old, new):
                self.pairing.part(old, new)

    def _torn_mark(self, old: int, new: int) -> bool:
        block, now = self.kinship.old[old], self.kinship.new[new]
        mark = block.kind == "heading" or len(block.wording.split()) <= _WORDS_OF_A_MARK
        same = bool(section_word(block.label)) and block.label == now.label
        return mark and not same and not _accompanied(self.pairing, old, new)

    def _crossed_twins(self, old: int, new: int) -> bool:
        """Whether a near copy stands in the place of each: that two were reworded in place, one
        to what the other was, is the simpler story.
        """
        pairing = self.pairing
        if _accompanied(pairing, old, new):
            return False
        there = _beside(pairing.new_of, pairing.old_of, old)
        here = _beside(pairing.old_of, pairing.new_of, new)
        return any(self._near_copies(old, j) for j in there) and any(
            self._near_copies(i, new) for i in here
        )

    def _near_copies(self, old: int, new: int) -> bool:
        was, is_now = self.kinship.written_old(old), self.kinship.written_new(new)
        return len(was & is_now) >= _PLAINLY_ALIKE * max(len(was), len(is_now))

    def join_plainly_alike(self) -> None:
        """From both ends of every gap, blocks that share most words with their counterpart, or
        were cut in two or joined as they stood: read without weighing, since most are of this sort.
        """
        for gap in self.pairing.gaps():
            met = self._peeled(gap.old, gap.new)
            self._peeled(gap.old[met[0] :][::-1], gap.new[met[1] :][::-1])

    def _peeled(self, old: Sequence[int], new: Sequence[int]) -> tuple[int, int]:
        """Join from the first on while it is plain what became what; how far that was."""
        a = b = 0
        while a < len(old) and b < len(new):
            if self._plainly_alike(old[a : a + 2], new[b : b + 2]):
                self.pairing.join(old[a], new[b])
                a, b = a + 1, b + 1
            elif join_halves(self.pairing, self.kinship, old[a], new[b : b + 2]):
                a, b = a + 1, b + 2
            elif join_halves(self.pairing, self.kinship, new[b], old[a : a + 2], merged=True):
                a, b = a + 2, b + 1
            else:
                break
        return a, b

    def _plainly_alike(self, old: Sequence[int], new: Sequence[int]) -> bool:
        """Whether the first of each share most words, and more than either shares with the block
        after the other.
        """
        kinship, i, j = self.kinship, old[0], new[0]
        if self._at_a_glance(old, new):
            return True
        was, is_now = kinship.written_old(i), kinship.written_new(j)
        shared = len(was & is_now)
        if shared < _PLAINLY_ALIKE * max(len(was), len(is_now)) or kinship.unlike_in_kind(i, j):
            return False
        rivals = [len(kinship.written_old(k) & is_now) for k in old[1:]]
        rivals += [len(was & kinship.written_new(k)) for k in new[1:]]
        return max(rivals, default=0) < shared

    def _at_a_glance(self, old: Sequence[int], new: Sequence[int]) -> bool:
        """The same where most of some stretches of the one stand in the other to the letter, and
        none in those after it.
        """
        kinship, i, j = self.kinship, old[0], new[0]
        sizes = len(kinship.old[i].wording), self.pairing.sizes[j]
        if min(sizes) < _PLAINLY_ALIKE * max(sizes) or kinship.unlike_in_kind(i, j):
            return False
        return kinship.repeated(i, j) >= _MOST_PROBES and not (
            any(kinship.repeated(k, j, _EVERY_OTHER) for k in old[1:])
            or any(kinship.repeated(i, k, _EVERY_OTHER) for k in new[1:])
        )

    def weighed(self) -> list[Scored]:
        """The likeness of the free blocks that share rare phrases or a gap, best first."""
        pairs = self._sharing_phrases()
        for gap in [*self.pairing.gaps(), *_gaps_beside_moved(self.pairing)]:
            if gap.is_narrow():
                pairs.update((old, new) for old in gap.old for new in gap.new)
        return self._by_likeness(pairs)

    def alike_anywhere(self) -> list[Scored]:
        """The likeness of the free blocks that share rare phrases, best first."""
        return self._by_likeness(self._sharing_phrases())

    def _sharing_phrases(self) -> set[tuple[int, int]]:
        return set(_candidates(self.kinship, self.pairing.free_old(), self.pairing.free_new()))

    def _by_likeness(self, pairs: Iterable[tuple[int, int]]) -> list[Scored]:
        likeness = self.kinship.likeness
        return sorted(((likeness(old, new), old, new) for old, new in pairs), reverse=True)

    def still_free(self, scored: Iterable[Scored]) -> list[Scored]:
        old_of, new_of = self.pairing.old_of, self.pairing.new_of
        return [one for one in scored if new_of[one[1]] < 0 and old_of[one[2]] < 0]

    def join_in_place(self, scored: Sequence[Scored], enough: float, enough_alone: float) -> None:
        """What a gap holds on both sides, keeping order; less will do where it holds but one of
        each. A block much more like one elsewhere waits.
        """
        of_new: dict[int, list[Scored]] = {}
        for one in _unrivalled(scored):
            of_new.setdefault(one[2], []).append(one)
        for gap in self.pairing.gaps():
            alone = len(gap.old) == len(gap.new) == 1
            self._join_gap(gap, of_new, enough_alone if alone else enough)
        for gap in list(_gaps_beside_moved(self.pairing)):
            self._join_gap(gap, of_new, enough)

    def _join_gap(self, gap: Gap, of_new: dict[int, list[Scored]], enough: float) -> None:
        if not gap.is_narrow():
            enough = max(enough, _FAIR_IN_PLACE)
        free = {old for old in gap.old if self.pairing.new_of[old] < 0}
        # Old places descend for one new place, so that a chain takes each new place once.
        steps = sorted(
            (new, -old, score)
            for place in gap.new
            if self.pairing.old_of[place] < 0
            for score, old, new in of_new.get(place, ())
            if score >= enough and old in free
        )
        weights = [score**2 for _, _, score in steps]
        for position in heaviest_increasing([-old for _, old, _ in steps], weights):
            self.pairing.join(-steps[position][1], steps[position][0])

    def join_elsewhere(self, scored: Sequence[Scored], enough: Elsewhere, lead: float) -> None:
        """Blocks each other's best by at least ``lead``, wherever they stand, that share a phrase
        which no other block of either text has.
        """
        for (score, old, new), next_best in _mutual(scored):
            if score < enough.alike or score - next_best < lead or self._torn_mark(old, new):
                continue
            if enough.amended and not self.kinship.amended(old, new):
                continue
            if self.kinship.share_own_phrase(old, new):
                self.pairing.join(old, new)

    def rejoin_accompanied(self) -> None:
        """Join again what was released, where it turned out that a neighbour went with it."""
        for old, new in self._released:
            free = self.pairing.new_of[old] < 0 and self.pairing.old_of[new] < 0
            if free and _accompanied(self.pairing, old, new):
                self.pairing.join(old, new)


def _accompanied(pairing: Pairing, old: int, new: int) -> bool:
    """Whether a neighbour went with it, be it as a part of another."""
    old_of, new_of = pairing.old_of, pairing.new_of
    for step in (-1, 1):
        i, j = old + step, new + step
        if 0 <= i < len(new_of) and 0 <= j < len(old_of) and (old_of[j] == i or new_of[i] == j):
            return True
    return False


def _beside(across: Sequence[int], back: Sequence[int], place: int) -> Iterator[int]:
    """The free blocks of the other text that stand where a block's neighbours would have it."""
    for step in (-1, 1):
        neighbour = place + step
        if 0 <= neighbour < len(across) and across[neighbour] >= 0:
            other = across[neighbour] - step
            if 0 <= other < len(back) and back[other] < 0:
                yield other


def _gaps_beside_moved(pairing: Pairing) -> Iterator[Gap]:
    """For each run of free new blocks, the free old blocks that follow the ancestor of the block
    before it, or precede that of the block after it.
    """
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


def _candidates(
    kinship: Kinship, old: Sequence[int], new: Sequence[int]
) -> Iterator[tuple[int, int]]:
    """For each new block the old ones that share most rare phrases with it."""
    sought = set[tuple[str, str]]().union(*[kinship.of_new(j).pairs for j in new])
    bearers: dict[tuple[str, str], list[int]] = {}
    for i in old:
        for phrase in kinship.of_old(i).pairs & sought:
            if phrase in bearers:
                bearers[phrase].append(i)
            else:
                bearers[phrase] = [i]
    rare = {phrase: places for phrase, places in bearers.items() if len(places) <= _RARE}
    for j in new:
        shared = kinship.of_new(j).pairs & rare.keys()
        votes = Counter(chain.from_iterable(map(rare.__getitem__, shared)))
        # The lower place first among equals: the answer must not hang on the order of a set.
        for i in sorted(votes, key=lambda i: (-votes[i], i))[:_CANDIDATES]:
            yield i, j


def _best(scored: Iterable[Scored]) -> tuple[dict[int, float], dict[int, float]]:
    """The best score of each old and each new block; ``scored`` is best first."""
    best_old: dict[int, float] = {}
    best_new: dict[int, float] = {}
    for score, old, new in scored:
        best_old.setdefault(old, score)
        best_new.setdefault(new, score)
    return best_old, best_new


def _unrivalled(scored: Sequence[Scored]) -> Iterator[Scored]:
    """Leave out pairs of which either has a much better counterpart."""
    best_old, best_new = _best(scored)
    for one in scored:
        score, old, new = one
        if score + _LEAD > max(best_old[old], best_new[new]):
            yield one


def _mutual(scored: Sequence[Scored]) -> Iterator[tuple[Scored, float]]:
    """Pairs that are each other's best, with the next best score of either."""
    of_old: dict[int, list[Scored]] = {}
    of_new: dict[int, list[Scored]] = {}
    for one in scored:
        of_old.setdefault(one[1], []).append(one)
        of_new.setdefault(one[2], []).append(one)
    for rivals in of_new.values():
        best = rivals[0]
        others = of_old[best[1]]
        if others[0] == best:
            yield best, max((r[1][0] for r in (rivals, others) if len(r) > 1), default=0.0)
