"""Where a phrase was said before: word for word, or nearly, and how it differs there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import msgspec

from draftrace.compare.words import difference
from draftrace.matching.evidence import Matter, Span, compare, held_matter, matter, passages
from draftrace.matching.families import WORD, plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from draftrace.compare.words import Difference
    from draftrace.matching.evidence import Shared, Tile
    from draftrace.matching.lexical import LexicalIndex
    from draftrace.matching.sources import Source

_NEAR: Final = 1 / 2  # of the phrase's weight, and of its words, that must stand there
_FARTHEST: Final = 2  # times as many words as the phrase has, between its first and its last
_POOL: Final = 500
_OPENING: Final = tuple("*(“‘\"'")
_CLOSING: Final = tuple("*)”’\"'.,;:!?")


class Occurrence(msgspec.Struct, frozen=True):
    """One place where a phrase stands. ``departure`` is the difference from the phrase to what
    stands there, empty when the words are the same."""

    document: str
    address: str
    exact: bool
    span: Span
    wording: str
    departure: Difference = ()


def occurrences(
    index: LexicalIndex,
    sources: Sequence[Source],
    said: Sequence[Sequence[int]],
    phrase: str,
    limit: int,
) -> list[Occurrence]:
    """Every exact occurrence, in the order of the corpus, then the nearest of the others.

    ``said`` tells, by number in the index, which of the sources say what has it. ``limit`` bounds
    the near ones. A phrase of grammar alone is looked for word for word only.
    """
    asked = matter(index, phrase)
    places = sorted(place for number in index.holding(asked.families) for place in said[number])
    exact = [one for place in places for one in _exact(sources[place], phrase)]
    taken = {one.wording for one in exact}
    near = []
    for number in index.best(asked.held(), _POOL).tolist():
        wording = sources[said[number][0]].wording
        if wording not in taken:
            held = held_matter(index, number, wording)
            near += [_near(asked, held, phrase, sources[place]) for place in said[number]]
    found = sorted(filter(None, near), key=lambda pair: -pair[0])
    return exact + [one for _, one in found[:limit]]


def _exact(source: Source, phrase: str) -> Iterable[Occurrence]:
    words = _spelled(phrase)
    found = list(WORD.finditer(plain(source.wording)))
    spelled = [match[0].lower() for match in found]
    for place in range(len(spelled) - len(words) + 1 if words else 0):
        if spelled[place : place + len(words)] == words:
            span = found[place].start(), found[place + len(words) - 1].end()
            yield Occurrence(source.document, source.address, True, span, source.wording)


def _spelled(phrase: str) -> list[str]:
    return [word.lower() for word in WORD.findall(plain(phrase))]


def _near(
    asked: Matter, held: Matter, phrase: str, source: Source
) -> tuple[float, Occurrence] | None:
    tiles = _together(asked, compare(asked, held))
    shared = sum(min(tile.target_weight, tile.source_weight) for tile in tiles)
    words = sum(tile.length for tile in tiles)
    if not tiles or shared < _NEAR * asked.total or words < _NEAR * len(asked.families):
        return None
    first, last = _reach(tiles)
    start, end = _marked(source.wording, held.span(first, last - first), phrase.strip())
    departure = difference(phrase.strip(), source.wording[start:end])
    weight = shared / (asked.total or 1.0) - (end - start) / 1e6
    return weight, Occurrence(
        source.document, source.address, False, (start, end), source.wording, departure
    )


def _marked(wording: str, span: Span, phrase: str) -> Span:
    """The span with the marks that stand before it where the phrase begins with one, and after it
    where the phrase ends with one, so that no mark counts as a departure."""
    start, end = span
    if phrase.startswith(_OPENING):
        while wording[:start].endswith(_OPENING):
            start -= 1
    if phrase.endswith(_CLOSING):
        while wording[end:].startswith(_CLOSING):
            end += 1
    return start, end


def _together(asked: Matter, shared: Shared) -> list[Tile]:
    """The passages that are the phrase in other words: all of them, unless they lie so far apart
    that only the weightiest can be. One word of a phrase is not nearly the phrase."""
    if len(asked.families) == 1:
        return shared.tiles[:1]
    if not shared.passages:
        return []
    first, last = _reach(shared.passages)
    if last - first <= _FARTHEST * len(asked.families):
        return shared.passages
    return max(passages(shared.passages), key=lambda one: min(one[1:]))[0]


def _reach(tiles: Sequence[Tile]) -> tuple[int, int]:
    """The first word in the source and the one after the last."""
    return min(tile.source for tile in tiles), max(tile.source + tile.length for tile in tiles)
