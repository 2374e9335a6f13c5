"""What two wordings share, and how much it tells: the evidence of a suggestion.

Shared runs are found by greedy string tiling (M. Wise, 1993): the weightiest common run first,
whatever its place, then the next among the words still free. Weights are those of ``weights``.
"""

from __future__ import annotations

from bisect import bisect_left
from functools import cached_property
from itertools import compress
from math import inf
from operator import attrgetter
from typing import TYPE_CHECKING, Final

import msgspec

from draftrace.matching import sentences
from draftrace.matching.weights import edges, split, weighed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from draftrace.matching.lexical import LexicalIndex
    from draftrace.matching.surroundings import Own

Span = tuple[int, int]
_Spots = list[list[int] | None]  # of each word of the source its places in the target
_OUR_END: Final = -3  # below UNSEEN: numbers that no word has
_THEIR_END: Final = -4
_TAKEN: Final = b"\1"
_GAP: Final = 2  # words that may be inserted or lost inside one passage


class Matter:
    """The words of a wording that carry matter: their families and weights, in order.

    ``number`` is the paragraph's in the corpus, where it stands there; of any other wording
    ``parted`` is what ``split`` makes of it. ``own`` is what the words weigh in the text that the
    wording itself stands in, where that is known.
    """

    def __init__(
        self,
        index: LexicalIndex,
        wording: str,
        families: list[int],
        weights: list[float],
        number: int | None = None,
        parted: str = "",
        own: Own | None = None,
    ) -> None:
        self.wording = wording
        self.families = families
        self.weights = weights
        self.total = sum(weights)
        self.own = own
        self._index = index
        self._number = number
        self._parted = parted

    @cached_property
    def ended(self) -> list[int]:
        """The families with an end that is like no family, so that no run goes beyond it."""
        return [*self.families, _OUR_END]

    @cached_property
    def where(self) -> dict[int, list[int]]:
        """The places of each family that the corpus holds."""
        places: dict[int, list[int]] = {}
        for place, number in enumerate(self.families):
            if number >= 0:
                places.setdefault(number, []).append(place)
        return places

    def held(self) -> dict[int, float]:
        """The families that the corpus holds and the most that each weighs here."""
        weights = self.weights
        return {
            number: weights[places[0]]
            if len(places) == 1
            else max([weights[place] for place in places])
            for number, places in self.where.items()
        }

    @cached_property
    def edges(self) -> list[list[int]]:
        """The first character of each of these words, and the one after the last of each."""
        if self._number is None:
            return edges(self._parted)
        return self._index.edges(self._number)

    def span(self, first: int, length: int = 1) -> Span:
        """Where so many of these words stand in the wording, from the first of them on."""
        starts, ends = self.edges
        return starts[first], ends[first + length - 1]

    def family_of(self, word: str) -> int:
        """The family of a lower-case word in this corpus."""
        return self._index.of([word])[0]

    def spelled(self, number: int) -> str:
        """How the first word of a family is written here; empty when there is none."""
        if number < 0 or number not in self.families:
            return ""
        start, end = self.span(self.families.index(number))
        return self.wording[start:end]

    def sentences(self) -> list[tuple[int, int]]:
        """The first word and the one after the last of every sentence."""
        cuts, past = self._cuts(), len(self.families)
        if not cuts:
            return [(0, past)] if past else []
        bounds = zip([0, *cuts], [*cuts, past], strict=True)
        return [(first, last) for first, last in bounds if first < last]

    def _cuts(self) -> list[int]:
        """The word that each sentence but the first begins with."""
        if self._number is not None:
            return self._index.cuts(self._number)
        ends = sentences.ends(self.wording)
        firsts = self.edges[0] if ends else []
        return [bisect_left(firsts, end) for end in ends]


def matter(index: LexicalIndex, wording: str, own: Own | None = None) -> Matter:
    """The matter of a wording from outside the corpus."""
    parted = split(wording)
    return Matter(index, wording, *weighed(index, wording, parted), parted=parted, own=own)


def held_matter(index: LexicalIndex, number: int, wording: str) -> Matter:
    """The matter of a paragraph of the corpus, whose wording this is."""
    return Matter(index, wording, *index.weighed(number), number)


class Tile(msgspec.Struct, frozen=True, gc=False):
    """A run that two wordings share: its first word in each, how many words, what they weigh."""

    target: int
    source: int
    length: int
    target_weight: float
    source_weight: float


_in_target = attrgetter("target")


class Shared(msgspec.Struct, frozen=True):
    """All that two wordings share: tiles in the target's order, and its weight on either side.

    ``passages`` are the tiles that stand in one where two words at least are together; a single
    word far from any other match is ``loose``. ``passage`` is the weight of the weightiest passage.
    """

    tiles: list[Tile]
    passages: list[Tile]
    target_weight: float
    source_weight: float
    target_loose: float
    source_loose: float
    passage: float
    loose: list[Tile]


def compare(target: Matter, source: Matter) -> Shared:
    """What the two share."""
    tiles = _tiles(target, source)
    together: list[Tile] = []
    loose: list[Tile] = []
    in_target = in_source = loose_target = loose_source = best = 0.0
    for first, past, longest, here, there in _grouped(tiles):
        in_target += here
        in_source += there
        if longest > 1:
            together += tiles[first:past]
        elif past - first == 1:
            loose.append(tiles[first])
            loose_target += here
            loose_source += there
        least = here if here < there else there
        best = least if least > best else best
    return Shared(tiles, together, in_target, in_source, loose_target, loose_source, best, loose)


def _tiles(target: Matter, source: Matter) -> list[Tile]:
    """Common runs that overlap nowhere, in the order of the target: those of several words
    first, the weightiest before the others, then single words that are still free."""
    ours, theirs = target.weights, source.weights
    here, there = bytearray(len(ours)), bytearray(len(theirs))
    spots: _Spots = [*map(target.where.get, source.families), None]
    met = list(compress(range(len(theirs)), spots))
    found: list[Tile] = []
    for weight, start, other, length in _longest(target, source, spots, met):
        end, past = start + length, other + length
        if here.find(1, start, end) < 0 and there.find(1, other, past) < 0:
            here[start:end] = there[other:past] = _TAKEN * length
            found.append(Tile(start, other, length, weight, sum(theirs[other:past])))
            continue
        for first, last in _free(here, there, start, other, length):
            a, b, c, d = start + first, start + last, other + first, other + last
            here[a:b] = there[c:d] = _TAKEN * (last - first)
            found.append(Tile(a, c, last - first, sum(ours[a:b]), sum(theirs[c:d])))
    for other, places in zip(met, filter(None, spots), strict=True):
        if there[other]:
            continue
        start = places[0] if len(places) == 1 else _nearest(places, here, other, found)
        if not here[start]:
            here[start] = 1
            found.append(Tile(start, other, 1, ours[start], theirs[other]))
    found.sort(key=_in_target)
    return found


def _nearest(places: Sequence[int], here: bytearray, other: int, found: list[Tile]) -> int:
    """The free place that is least out of step with a run found before, else the first; one that is
    taken where none is free."""
    free = [start for start in places if not here[start]] or places
    nearest = free[0]
    if len(free) == 1:
        return nearest
    least = inf
    steps = {tile.target - tile.source for tile in found}
    for start in free:
        for step in steps:
            away = abs(start - other - step)
            if away < least:
                nearest, least = start, away
    return nearest


def _free(
    here: bytearray, there: bytearray, start: int, other: int, length: int
) -> list[tuple[int, int]]:
    """The pieces of a run of which no word is taken on either side, within the run."""
    both = zip(here[start : start + length], there[other : other + length], strict=True)
    taken = [place for place, (ours, theirs) in enumerate(both) if ours or theirs]
    cuts = zip([0, *(place + 1 for place in taken)], [*taken, length], strict=True)
    return [(first, end) for first, end in cuts if first < end]


def _longest(
    target: Matter, source: Matter, spots: _Spots, met: list[int]
) -> list[tuple[float, int, int, int]]:
    """Every longest common run of two words or more: its weight, its two places, its length; the
    weightiest first.

    ``spots`` are the places of each of the source's words in the target, with an end that has
    none; ``met`` are the words that have some.
    """
    mine, weights = target.ended, target.weights
    theirs = [*source.families, _THEIR_END]
    found: list[tuple[float, int, int, int]] = []
    for other in met:
        if spots[other + 1] is None:
            continue
        before, after = theirs[other - 1], theirs[other + 1]  # an end is like nothing of the target
        for start in spots[other] or ():
            if mine[start + 1] == after and mine[start - 1] != before:
                here, there = start + 2, other + 2
                while mine[here] == theirs[there]:
                    here += 1
                    there += 1
                found.append((sum(weights[start:here]), start, other, here - start))
    found.sort(reverse=True)
    return found


def passages(tiles: list[Tile]) -> Iterator[tuple[list[Tile], float, float]]:
    """Tiles that follow each other closely in both wordings, together, and their weights."""
    for first, past, _, ours, theirs in _grouped(tiles):
        yield tiles[first:past], ours, theirs


def _grouped(tiles: list[Tile]) -> Iterator[tuple[int, int, int, float, float]]:
    """Tiles that follow each other closely: the first, the one after the last, how many words the
    longest has, and what they weigh on either side."""
    begun = longest = 0
    here = there = -_GAP - 1
    ours = theirs = 0.0
    for at, tile in enumerate(tiles):
        target, source, length = tile.target, tile.source, tile.length
        if at and not (0 <= target - here <= _GAP and 0 <= source - there <= _GAP):
            yield begun, at, longest, ours, theirs
            begun, longest, ours, theirs = at, 0, 0.0, 0.0
        ours += tile.target_weight
        theirs += tile.source_weight
        longest = length if length > longest else longest
        here, there = target + length, source + length
    if tiles:
        yield begun, len(tiles), longest, ours, theirs


def spans_of(shared: Shared, target: Matter, source: Matter) -> tuple[tuple[Span, Span], ...]:
    """The shared runs as character spans, target then source; runs that weigh nothing left out."""
    (our_starts, our_ends), (their_starts, their_ends) = target.edges, source.edges
    found = []
    for tile in shared.tiles:
        if tile.target_weight > 0:
            here, there, more = tile.target, tile.source, tile.length - 1
            mine = our_starts[here], our_ends[here + more]
            found.append((mine, (their_starts[there], their_ends[there + more])))
    return tuple(found)
