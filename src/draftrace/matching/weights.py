"""How much it tells to meet a word where it stands.

A word's weight, in nats, is how rare its family is in the corpus or, when the word before it
leads one to expect it, how surprising it is after that word; so a formula that the corpus repeats
weighs little wherever it stands. The title of an instrument weighs as its weightiest word alone;
a stock formula weighs nothing.
"""

from __future__ import annotations

from functools import cache
from itertools import accumulate
from typing import TYPE_CHECKING

import numpy as np

from draftrace.matching import formulas
from draftrace.matching.families import NO_WORD, SPLITTING, grammar, plain
from draftrace.matching.lexical import GRAMMAR

if TYPE_CHECKING:
    from collections.abc import Iterable

    from draftrace.matching.lexical import LexicalIndex


def weigh(index: LexicalIndex, wording: str) -> tuple[list[int], list[float]]:
    """The families of a wording from outside the corpus, grammar left out, and their weights."""
    words = split(wording).split()
    numbers = index.of(words)
    families = [number for number in numbers if number != GRAMMAR]
    weights = index.weigh(np.asarray(families, np.int64)).tolist()
    spared = formulas.spared(wording, words)
    if spared:
        _discount(spared, numbers, weights)
    return families, weights


def _discount(
    spared: list[tuple[bool, int, int]], numbers: list[int], weights: list[float]
) -> None:
    places, seen = [], 0
    for number in numbers:
        places.append(seen)
        seen += number != GRAMMAR
    places.append(seen)
    for title, first, end in spared:
        held = slice(places[first], places[end])
        weights[held] = discounted(weights[held], title=title)


def discounted(weights: list[float], *, title: bool) -> list[float]:
    """The weights of a stock formula's words, or of a title's."""
    total = sum(weights)
    if not title or not total:
        return [0.0] * len(weights)
    share = max(weights) / total
    return [weight * share for weight in weights]


class Content:
    """Where the words that carry matter stand in a wording."""

    def __init__(self, wording: str) -> None:
        pieces = split(wording).split(" ")
        empty = _empty()
        self._held = [place for place, piece in enumerate(pieces) if piece not in empty]
        self._letters = list(accumulate(map(len, pieces), initial=0))

    def __len__(self) -> int:
        return len(self._held)

    def start(self, number: int) -> int:
        """Where a word begins."""
        place = self._held[number]
        return self._letters[place] + place

    def pieces(self, first: int, length: int) -> int:
        """How many words there are in a run at most, those of grammar among them."""
        return self._held[first + length - 1] - self._held[first] + 1

    def spans(self, runs: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
        """Where runs stand, each given by its first word and how many words it has."""
        held, letters = self._held, self._letters
        edges = [(held[first], held[first + length - 1]) for first, length in runs]
        return [(letters[one] + one, letters[other + 1] + other) for one, other in edges]


@cache
def _empty() -> frozenset[str]:
    """What carries no matter: words of grammar, and no word at all between two spaces."""
    return grammar() | {""}


def split(wording: str) -> str:
    """The words of a wording, lower case, and spaces for all else, of the same length."""
    text = plain(wording)
    if text.isascii():
        return text.encode().translate(SPLITTING).decode().replace("\n", " ")
    low = text.lower()
    if len(low) != len(text):  # a few letters grow when lowered
        low = "".join(one if len(one := letter.lower()) == 1 else letter for letter in text)
    return NO_WORD.sub(" ", low)
