"""How much it tells to meet a word where it stands.

A word's weight, in nats, is how rare its family is in the corpus or, when the word before it
leads one to expect it, how surprising it is after that word; so a formula that the corpus repeats
weighs little wherever it stands. The title of an instrument weighs as its weightiest word alone;
a stock formula weighs nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from draftrace.matching import formulas
from draftrace.matching.families import WORD, plain
from draftrace.matching.lexical import GRAMMAR

if TYPE_CHECKING:
    from draftrace.matching.lexical import LexicalIndex


def weigh(index: LexicalIndex, wording: str) -> tuple[list[int], list[float]]:
    """The families of a wording from outside the corpus, grammar left out, and their weights."""
    words = WORD.findall(plain(wording).lower())
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


def content(index: LexicalIndex, wording: str) -> list[tuple[int, int]]:
    """Where the words that carry matter stand in a wording."""
    known = index.spellings.get  # holds every word of grammar, seen in the corpus or not
    text = plain(wording).lower()
    if len(text) != len(wording):  # a few letters grow when lowered
        text = "".join(low if len(low := letter.lower()) == 1 else letter for letter in wording)
    return [match.span() for match in WORD.finditer(text) if known(match[0]) != GRAMMAR]
