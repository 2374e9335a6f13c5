"""What two wordings share, and how much it tells: the evidence of a suggestion.

Shared runs are found by greedy string tiling (M. Wise, 1993): the weightiest common run first,
whatever its place, then the next among the words still free. Weights are those of ``weights``.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cached_property
from typing import TYPE_CHECKING, Final

import msgspec

from draftrace.matching.weights import content, weigh

if TYPE_CHECKING:
    from collections.abc import Sequence

    from draftrace.matching.lexical import LexicalIndex

Span = tuple[int, int]
_SENTENCE_END: Final = re.compile(r"[a-z)\]][.;?!](?=\s)")
_OUR_END: Final = -3  # below UNSEEN: numbers that no word has
_THEIR_END: Final = -4
_GAP: Final = 2  # words that may be inserted or lost inside one passage


class Matter:
    """The words of a wording that carry matter: their families and weights, in order."""

    def __init__(
        self, index: LexicalIndex, wording: str, families: list[int], weights: list[float]
    ) -> None:
        self.wording = wording
        self.families = families
        self.weights = weights
        self.total = sum(weights)
        self._index = index

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

    @cached_property
    def spans(self) -> list[Span]:
        """Where each of these words stands in the wording."""
        return content(self._index, self.wording)

    def family_of(self, word: str) -> int:
        """The family of a lower-case word in this corpus."""
        return self._index.of([word])[0]

    def spelled(self, number: int) -> str:
        """How the first word of a family is written here; empty when there is none."""
        if number < 0 or number not in self.families:
            return ""
        start, end = self.spans[self.families.index(number)]
        return self.wording[start:end]

    @cached_property
    def sentences(self) -> list[tuple[int, int]]:
        """The first word and the one after the last of every sentence."""
        ends = [match.end() for match in _SENTENCE_END.finditer(self.wording)]
        if not ends:
            return [(0, len(self.families))]
        starts = [start for start, _ in self.spans]
        cuts = [bisect_left(starts, end) for end in ends]
        bounds = zip([0, *cuts], [*cuts, len(starts)], strict=True)
        return [(first, last) for first, last in bounds if first < last]


def matter(index: LexicalIndex, wording: str) -> Matter:
    """The matter of a wording from outside the corpus."""
    families, weights = weigh(index, wording)
    return Matter(index, wording, families, weights)


def held_matter(index: LexicalIndex, number: int, wording: str) -> Matter:
    """The matter of a paragraph of the corpus, whose wording this is."""
    return Matter(index, wording, index.sequence(number), index.weights_of(number))


class Tile(msgspec.Struct, frozen=True, gc=False):
    """A run that two wordings share: its first word in each, how many words, what they weigh."""

    target: int
    source: int
    length: int
    target_weight: float
    source_weight: float


class Shared(msgspec.Struct, frozen=True):
    """All that two wordings share: tiles in the target's order, and its weight on either side.

    ``passages`` are the tiles that stand in one; a single word far from any other match is loose.
    ``passage`` is the weight of the weightiest passage.
    """

    tiles: list[Tile]
    passages: list[Tile]
    target_weight: float
    source_weight: float
    target_loose: float
    source_loose: float
    passage: float


def compare(target: Matter, source: Matter) -> Shared:
    """What the two share."""
    tiles = _tiles(target, source)
    passages: list[Tile] = []
    in_target = in_source = loose_target = loose_source = best = 0.0
    for group in _passages(tiles):
        here = sum([tile.target_weight for tile in group])
        there = sum([tile.source_weight for tile in group])
        in_target += here
        in_source += there
        if len(group) == 1 and group[0].length == 1:
            loose_target += here
            loose_source += there
        else:
            passages += group
        best = max(best, min(here, there))
    return Shared(tiles, passages, in_target, in_source, loose_target, loose_source, best)


def _tiles(target: Matter, source: Matter) -> list[Tile]:
    """Common runs that overlap nowhere, weightiest first, in the order of the target."""
    here, there = target.weights, source.weights
    free_target, free_source = [True] * len(here), [True] * len(there)
    tiles = []
    for _, start, other, length in sorted(_runs(target, source), reverse=True):
        if length == 1:
            if free_target[start] and free_source[other]:
                free_target[start] = free_source[other] = False
                tiles.append(Tile(start, other, 1, here[start], there[other]))
            continue
        first = 0
        while first < length:
            last = first
            while last < length and free_target[start + last] and free_source[other + last]:
                free_target[start + last] = free_source[other + last] = False
                last += 1
            if last > first:
                a, b = start + first, other + first
                ours, theirs = sum(here[a : start + last]), sum(there[b : other + last])
                tiles.append(Tile(a, b, last - first, ours, theirs))
            first = last + 1
    tiles.sort(key=_place)
    return tiles


def _place(tile: Tile) -> int:
    return tile.target


def _runs(target: Matter, source: Matter) -> list[tuple[float, int, int, int]]:
    """Every longest common run: its weight, its two places, its length."""
    mine, weights, places = target.ended, target.weights, target.where.get
    theirs = [*source.families, _THEIR_END]
    found = []
    before = _THEIR_END
    for other, number in enumerate(theirs):
        for start in places(number, ()):
            if mine[start - 1] == before:
                continue
            here, there = start + 1, other + 1
            while mine[here] == theirs[there]:
                here += 1
                there += 1
            weight = weights[start] if here == start + 1 else sum(weights[start:here])
            found.append((weight + 1e-6 * (here - start), start, other, here - start))
        before = number
    return found


def _passages(tiles: Sequence[Tile]) -> list[list[Tile]]:
    """Tiles that follow each other closely in both wordings, together."""
    groups: list[list[Tile]] = []
    here = there = -_GAP - 1
    for tile in tiles:
        near = 0 <= tile.target - here <= _GAP and 0 <= tile.source - there <= _GAP
        if near and groups:
            groups[-1].append(tile)
        else:
            groups.append([tile])
        here, there = tile.target + tile.length, tile.source + tile.length
    return groups


def spans_of(shared: Shared, target: Matter, source: Matter) -> tuple[tuple[Span, Span], ...]:
    """The shared runs as character spans, target then source; runs that weigh nothing left out."""
    ours, theirs = target.spans, source.spans
    return tuple(
        [
            (
                (ours[tile.target][0], ours[tile.target + tile.length - 1][1]),
                (theirs[tile.source][0], theirs[tile.source + tile.length - 1][1]),
            )
            for tile in shared.tiles
            if tile.target_weight > 0
        ]
    )
