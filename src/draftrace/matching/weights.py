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

from draftrace.matching import formulas
from draftrace.matching.families import NO_WORD, SPLITTING, grammar, plain
from draftrace.matching.lexical import GRAMMAR

if TYPE_CHECKING:
    from draftrace.matching.lexical import LexicalIndex


def weigh(index: LexicalIndex, wording: str) -> tuple[list[int], list[float]]:
    """The families of a wording from outside the corpus, grammar left out, and their weights."""
    return weighed(index, wording, split(wording))


def weighed(index: LexicalIndex, wording: str, parted: str) -> tuple[list[int], list[float]]:
    """The same of a wording that ``split`` has parted."""
    words = parted.split()
    numbers = index.of(words)
    families = [number for number in numbers if number != GRAMMAR]
    weights = index.weigh(families)
    spared = formulas.spared(wording, words)
    if spared:
        _discount(spared, numbers, weights)
    return families, weights


def _discount(
    spared: list[tuple[bool, int, int]], numbers: list[int], weights: list[float]
) -> None:
    before = list(accumulate(map(GRAMMAR.__ne__, numbers), initial=0))
    for title, first, end in spared:
        held = slice(before[first], before[end])
        weights[held] = discounted(weights[held], title=title)


def discounted(weights: list[float], *, title: bool) -> list[float]:
    """The weights of a stock formula's words, or of a title's."""
    total = sum(weights)
    if not title or not total:
        return [0.0] * len(weights)
    share = max(weights) / total
    return [weight * share for weight in weights]


def edges(parted: str) -> list[list[int]]:
    """Where the words that carry matter stand in a wording that ``split`` has parted: the first
    character of each, and the one after the last of each."""
    empty = _empty()
    starts: list[int] = []
    ends: list[int] = []
    start = 0
    for piece in parted.split(" "):
        end = start + len(piece)
        if piece not in empty:
            starts.append(start)
            ends.append(end)
        start = end + 1
    return [starts, ends]


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
