"""What two wordings share, and how much it tells: the evidence of a suggestion.

A word's weight is what meeting it tells, in nats: how rare its family is in the corpus, or, when
the word before it leads one to expect it, how surprising it is after that word. So a formula that
the corpus repeats weighs little wherever it stands. The title of an instrument weighs as its
rarest word alone; a stock formula weighs nothing.

Shared runs are found by greedy string tiling (M. Wise, 1993): the weightiest common run first,
whatever its place, then the next among the words still free.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from math import log
from typing import TYPE_CHECKING, Final

import msgspec

from draftrace.matching import formulas
from draftrace.matching.families import spans, spelled
from draftrace.matching.lexical import GRAMMAR

if TYPE_CHECKING:
    from collections.abc import Sequence

    from draftrace.matching.lexical import LexicalIndex

Span = tuple[int, int]
_SENTENCE_END: Final = re.compile(r"[a-z)\]][.;?!](?=\s)")
_GAP: Final = 2  # words that may be inserted or lost inside one passage


class Matter(msgspec.Struct, frozen=True):
    """The words of a wording that carry matter: their families, places and weights.

    ``families[k]`` is the family of the word at ``places[k]`` in ``words``; ``UNSEEN`` where the
    corpus has none. ``total`` is the sum of the weights. ``sentences`` are the first place in
    these lists and the one after the last of every sentence.
    """

    wording: str
    words: list[str]
    families: list[int]
    places: list[int]
    weights: list[float]
    total: float
    sentences: list[tuple[int, int]]


class Tile(msgspec.Struct, frozen=True):
    """A run of matter that two wordings share, by its first place in each and its length."""

    target: int
    source: int
    length: int


class Shared(msgspec.Struct, frozen=True):
    """All that two wordings share: tiles in the target's order, and its weight on either side.

    ``passages`` are the tiles that stand in one; a single word far from any other match is loose.
    ``passage`` is the weight of the weightiest passage.
    """

    tiles: tuple[Tile, ...]
    passages: tuple[Tile, ...]
    target_weight: float
    source_weight: float
    target_loose: float
    source_loose: float
    passage: float


def weigh(index: LexicalIndex, wording: str, *, held: bool) -> Matter:
    """The matter of a wording; ``held`` says that the corpus itself counts this wording once."""
    words = spelled(wording)
    families, places = _matter(index, words)
    weights = _weights(index, families, held=held)
    formulas.discount(wording, words, places, weights)
    sentences = _sentences(wording, places)
    return Matter(wording, words, families, places, weights, sum(weights), sentences)


def _sentences(wording: str, places: list[int]) -> list[tuple[int, int]]:
    ends = [match.end() for match in _SENTENCE_END.finditer(wording)]
    if not ends:
        return [(0, len(places))]
    starts = [start for start, _ in spans(wording)]
    cuts = [bisect_left(places, bisect_left(starts, end)) for end in ends]
    return [(a, b) for a, b in zip([0, *cuts], [*cuts, len(places)], strict=True) if a < b]


def _matter(index: LexicalIndex, words: list[str]) -> tuple[list[int], list[int]]:
    families: list[int] = []
    places: list[int] = []
    for place, number in enumerate(index.of(words)):
        if number != GRAMMAR:
            families.append(number)
            places.append(place)
    return families, places


def _weights(index: LexicalIndex, families: list[int], *, held: bool) -> list[float]:
    rarity, met, unseen = index.rarities, index.met, index.unseen
    followed = index.followed(families)
    own = 1 if held else 0
    weights: list[float] = []
    before = GRAMMAR
    for number, together in zip(families, followed, strict=True):
        weight = rarity[number] if number >= 0 else unseen
        if together > own:
            weight = min(weight, log((met[before] - own) / (together - own)))
        weights.append(weight)
        before = number
    return weights


def compare(target: Matter, source: Matter) -> Shared:
    """What the two share."""
    tiles = _tiles(target, source)
    in_target = [sum(target.weights[t.target : t.target + t.length]) for t in tiles]
    in_source = [sum(source.weights[t.source : t.source + t.length]) for t in tiles]
    passages = _passages(tiles)
    alone = {group[0] for group in passages if sum(tiles[k].length for k in group) == 1}
    held = [min(sum(in_source[k] for k in g), sum(in_target[k] for k in g)) for g in passages]
    return Shared(
        tuple(tiles),
        tuple(tile for k, tile in enumerate(tiles) if k not in alone),
        sum(in_target),
        sum(in_source),
        sum(in_target[k] for k in alone),
        sum(in_source[k] for k in alone),
        max(held, default=0.0),
    )


def _tiles(target: Matter, source: Matter) -> list[Tile]:
    """Common runs that overlap nowhere, weightiest first, in the order of the target."""
    free_target = [True] * len(target.families)
    free_source = [True] * len(source.families)
    tiles = []
    for _, start, other, length in sorted(_runs(target, source), reverse=True):
        first = 0
        while first < length:
            last = first
            while last < length and free_target[start + last] and free_source[other + last]:
                free_target[start + last] = free_source[other + last] = False
                last += 1
            if last > first:
                tiles.append(Tile(start + first, other + first, last - first))
            first = last + 1
    tiles.sort(key=lambda tile: tile.target)
    return tiles


def _runs(target: Matter, source: Matter) -> list[tuple[float, int, int, int]]:
    """Every longest common run: its weight, its two places, its length."""
    theirs = source.families
    where: dict[int, list[int]] = {}
    for place, number in enumerate(theirs):
        where.setdefault(number, []).append(place)
    mine, weights = target.families, target.weights
    ends = len(mine), len(theirs)
    found = []
    for start, number in enumerate(mine):
        for other in where.get(number, ()) if number >= 0 else ():
            if start and other and mine[start - 1] == theirs[other - 1]:
                continue
            length, weight = 1, weights[start]
            while (
                start + length < ends[0]
                and other + length < ends[1]
                and mine[start + length] == theirs[other + length]
            ):
                weight += weights[start + length]
                length += 1
            found.append((weight + 1e-6 * length, start, other, length))
    return found


def _passages(tiles: Sequence[Tile]) -> list[list[int]]:
    """Tiles that follow each other closely in both wordings, by their numbers."""
    groups: list[list[int]] = []
    for number, tile in enumerate(tiles):
        if groups:
            last = tiles[groups[-1][-1]]
            here = tile.target - last.target - last.length
            there = tile.source - last.source - last.length
            if 0 <= here <= _GAP and 0 <= there <= _GAP:
                groups[-1].append(number)
                continue
        groups.append([number])
    return groups


def spans_of(shared: Shared, target: Matter, source: Matter) -> list[tuple[Span, Span]]:
    """The shared runs as character spans, target then source; runs that weigh nothing left out."""
    ours, theirs = list(spans(target.wording)), list(spans(source.wording))
    found = []
    for tile in shared.tiles:
        if sum(target.weights[tile.target : tile.target + tile.length]) <= 0:
            continue
        here, there = target.places[tile.target], source.places[tile.source]
        end, stop = (
            target.places[tile.target + tile.length - 1],
            source.places[tile.source + tile.length - 1],
        )
        found.append(((ours[here][0], ours[end][1]), (theirs[there][0], theirs[stop][1])))
    return found
