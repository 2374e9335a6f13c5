"""The text as one run of tokens, and where two readings stand between equal contexts.

Each pair of contexts is one key of a dictionary, so the time is linear in the length of the text.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

import msgspec

from draftrace.checks.pages import Page, Word

WIDEST = 3
"""Tokens: two readings of a formula differ by no more."""

_CONTEXTS = ((3, 3), (1, 6))
_MOST_READINGS = 6
_COMPARED = 60
_EDGE = 3
_PADDING = 6
_CHANGING = re.compile(r"\d|^(?:first|second|third|\w+th|\w+-(?:first|second|third))$")

Key = tuple[str, ...]


class Run(msgspec.Struct, frozen=True):
    """The tokens of a text: folded for comparison (numbers and ordinals are all ``#``, the end of
    a piece is empty), as printed, and the page each stands on.
    """

    folded: list[str]
    words: list[Word]
    pages: list[Page]

    def same(self, one: int, other: int, step: int) -> int:
        """How many tokens agree from two places on, going by ``step``; that both pieces begin or
        end there counts as some tokens more."""
        length = 0
        while length < _COMPARED:
            here, there = one + step * length, other + step * length
            if min(here, there) < 0 or max(here, there) >= len(self.folded):
                break
            if self.folded[here] != self.folded[there]:
                break
            if not self.folded[here]:
                return length + _EDGE
            length += 1
        return length

    def around(self, place: int, width: int, more: int = 3) -> str:
        """The text of some tokens with a few before and after on the same page."""
        first, last = place, place + width
        while first > 0 and place - first < more and self.folded[first - 1]:
            first -= 1
        while last - place - width < more and self.folded[last]:
            last += 1
        text = self.pages[place].text
        return text[self.words[first].start : self.words[max(last - 1, first)].end]


class Reading(msgspec.Struct, frozen=True):
    """What stands between two contexts: the folded tokens, and the places where they begin."""

    middle: Key
    places: list[int]


def run_of(pages: Iterable[Page]) -> Run:
    """The pages as one run."""
    run = Run([], [], [])
    for page in pages:
        end = Word("", len(page.text), len(page.text))
        for word in (*page.tokens, *(_PADDING * (end,))):
            folded = word.text.lower()
            run.folded.append("#" if _CHANGING.search(folded) else folded)
            run.words.append(word)
            run.pages.append(page)
    return run


def compared(folded: list[str]) -> Iterator[tuple[Reading, Reading]]:
    """The usual and each rarer reading between equal contexts; of two equally frequent ones the
    later is the rarer."""
    for before, after in _CONTEXTS:
        for readings in _readings(folded, before, after).values():
            if not 1 < len(readings) <= _MOST_READINGS:
                continue
            found = [Reading(middle, places) for middle, places in readings.items()]
            ranked = sorted(found, key=lambda r: (-len(r.places), r.places[0]))
            for number, usual in enumerate(ranked):
                for odd in ranked[number + 1 :]:
                    yield usual, odd


def repeated(folded: list[str], width: int) -> list[bool]:
    """Whether the tokens from a place on stand elsewhere too; the piece may end among them."""
    keys = [tuple(folded[n : n + width]) for n in range(len(folded) - width + 1)]
    often = Counter(keys)
    return [often[key] > 1 and key[0] != "" for key in keys]


def _readings(
    folded: list[str], before: int, after: int
) -> dict[tuple[Key, Key], dict[Key, list[int]]]:
    lefts, rights = repeated(folded, before), repeated(folded, after)
    found: dict[tuple[Key, Key], dict[Key, list[int]]] = {}
    for place in range(before, len(folded) - after - WIDEST):
        if not lefts[place - before] or "" in folded[place - before : place]:
            continue
        left = tuple(folded[place - before : place])
        for width in range(WIDEST + 1):
            if width and not folded[place + width - 1]:
                break
            if rights[place + width] and folded[place + width]:
                middle = tuple(folded[place : place + width])
                right = tuple(folded[place + width : place + width + after])
                found.setdefault((left, right), {}).setdefault(middle, []).append(place)
    return found
