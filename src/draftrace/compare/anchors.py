"""Which blocks of two texts are surely the same: those with the same words, in their places.

First what begins and ends both texts alike, then wordings that stand once in each, then the
repeated ones next to them and between them. A repeated wording is never torn from its place.
"""

from __future__ import annotations

from bisect import bisect
from collections.abc import Iterable, Sequence
from operator import itemgetter
from typing import NamedTuple

from draftrace.compare.order import heaviest_increasing, steady

_NARROW = 100
_OLD, _NEW = itemgetter(0), itemgetter(1)


class Gap(NamedTuple):
    """Unmatched places of both texts between two blocks that kept their order."""

    old: list[int]
    new: list[int]

    def is_narrow(self) -> bool:
        """Whether standing in it is evidence, and weighing every pair in it is quick."""
        return len(self.old) * len(self.new) <= _NARROW


class Pairing:
    """Which old block became which new one, -1 for none so far.

    Joined blocks name each other. A part split off names the old block, which names its main
    part; a block merged into another names the new block, which names its main ancestor.
    """

    def __init__(self, old_count: int, sizes: Sequence[int]) -> None:
        """``sizes`` is the length of each new block."""
        self.new_of = [-1] * old_count
        self.old_of = [-1] * len(sizes)
        self.sizes = sizes
        self._kept: list[tuple[int, int]] | None = None
        self._moved = False

    def join(self, old: int, new: int) -> None:
        free = self.new_of[old] < 0 and self.old_of[new] < 0
        self.new_of[old] = new
        self.old_of[new] = old
        self._kept = self._kept_with(old, new) if free else None

    def _kept_with(self, old: int, new: int) -> list[tuple[int, int]] | None:
        """The pairs that did not move with one more, where all pairs are such and it is too."""
        kept = self._kept
        if kept is None or self._moved:
            return None
        at = bisect(kept, old, key=_OLD)
        if at != bisect(kept, new, key=_NEW):
            return None
        return [*kept[:at], (old, new), *kept[at:]]

    def join_run(self, old: int, new: int, length: int) -> None:
        """Join as many neighbours, each with the next."""
        self.new_of[old : old + length] = range(new, new + length)
        self.old_of[new : new + length] = range(old, old + length)
        self._kept = None

    def part(self, old: int, new: int) -> None:
        self.new_of[old] = self.old_of[new] = -1
        self._kept = None

    def forget_order(self) -> None:
        """To be said when the lists were changed from outside."""
        self._kept = None

    def principal(self) -> list[tuple[int, int]]:
        """The pairs that name each other, in the new text's order."""
        new_of = self.new_of
        return [(i, j) for j, i in enumerate(self.old_of) if i >= 0 and new_of[i] == j]

    def free_old(self) -> list[int]:
        return _free(self.new_of)

    def free_new(self) -> list[int]:
        return _free(self.old_of)

    def kept_in_order(self) -> list[tuple[int, int]]:
        """The pairs that did not move."""
        if self._kept is None:
            pairs = self.principal()
            stayed = steady([old for old, _ in pairs], [self.sizes[new] for _, new in pairs])
            self._moved = len(stayed) < len(pairs)
            self._kept = [pairs[position] for position in stayed] if self._moved else pairs
        return self._kept

    def gaps(self) -> list[Gap]:
        """What is unmatched on both sides between neighbouring pairs that did not move."""
        chain = self.kept_in_order()
        found: dict[int, Gap] = {}
        for old in self.free_old():
            found.setdefault(bisect(chain, old, key=_OLD), Gap([], [])).old.append(old)
        for new in self.free_new():
            if gap := found.get(bisect(chain, new, key=_NEW)):
                gap.new.append(new)
        return [gap for gap in found.values() if gap.new]


def _free(partners: Sequence[int]) -> list[int]:
    """Which places have no partner: mostly few of many."""
    found: list[int] = []
    at = -1
    for _ in range(partners.count(-1)):
        at = partners.index(-1, at + 1)
        found.append(at)
    return found


def equal_pairs(old: Sequence[str], new: Sequence[str]) -> Pairing:
    """Join the blocks of the same wording."""
    pairing = Pairing(len(old), [*map(len, new)])
    head = _join_ends(pairing, old, new)
    if head < min(len(old), len(new)):
        _join_unique(pairing, old, new)
        for gap in pairing.gaps():
            _join_repeated(pairing, gap, old, new)
        _spread(pairing, old, new)
    return pairing


def _join_ends(pairing: Pairing, old: Sequence[str], new: Sequence[str]) -> int:
    """Join what begins and ends both texts alike; how many blocks that is."""
    shorter = min(len(old), len(new))
    head = _agreeing(old, new)
    tail = min(_agreeing(reversed(old), reversed(new)), shorter - head)
    pairing.join_run(0, 0, head)
    pairing.join_run(len(old) - tail, len(new) - tail, tail)
    return head + tail


def _agreeing(old: Iterable[str], new: Iterable[str]) -> int:
    """How many from the first on are equal."""
    count = 0
    for was, is_now in zip(old, new, strict=False):
        if was != is_now:
            break
        count += 1
    return count


def _once(wordings: Sequence[str], places: Sequence[int]) -> dict[str, int]:
    """Where each wording stands that stands once among ``places``; -1 for the repeated."""
    found: dict[str, int] = {}
    for place in places:
        wording = wordings[place]
        found[wording] = -1 if wording in found else place
    return found


def _join_unique(pairing: Pairing, old: Sequence[str], new: Sequence[str]) -> None:
    in_old = _once(old, pairing.free_old())
    for wording, place in _once(new, pairing.free_new()).items():
        if place >= 0 and in_old.get(wording, -1) >= 0:
            pairing.join(in_old[wording], place)


def _spread(pairing: Pairing, old: Sequence[str], new: Sequence[str]) -> None:
    """Join equal neighbours of what is joined, forwards then backwards."""
    for step in (1, -1):
        for m in pairing.free_new()[::step]:
            j = m - step
            i = pairing.old_of[j] + step if 0 <= j < len(new) and pairing.old_of[j] >= 0 else -1
            if 0 <= i < len(old) and pairing.new_of[i] < 0 and old[i] == new[m]:
                pairing.join(i, m)


def _join_repeated(pairing: Pairing, gap: Gap, old: Sequence[str], new: Sequence[str]) -> None:
    """Join repeated wordings that a gap holds equally often on both sides, keeping their order.

    Where one side holds fewer, which of them stayed is for those who weigh likeness to say.
    """
    standing = _places(old, gap.old)
    wanted = _places(new, gap.new)
    pairs: list[tuple[int, int]] = []
    for wording, places in wanted.items():
        if len(standing.get(wording, ())) == len(places):
            pairs += zip(standing[wording], places, strict=True)
    if not pairs:
        return
    pairs.sort(key=lambda pair: pair[1])
    weights = [1 + len(old[i]) for i, _ in pairs]
    for position in heaviest_increasing([i for i, _ in pairs], weights):
        pairing.join(*pairs[position])


def _places(wordings: Sequence[str], places: Sequence[int]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for place in places:
        found.setdefault(wordings[place], []).append(place)
    return found
