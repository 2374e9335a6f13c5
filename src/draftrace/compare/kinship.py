"""How much do two blocks look like ancestor and descendant?

Blocks share *traits*: their words and pairs of neighbouring words. Each counts by its rarity in the
two texts, so that a stock phrase or the words of every sentence say little. Brackets, stars and
punctuation are no evidence.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property, lru_cache
from itertools import chain, pairwise
from math import log
from typing import NamedTuple

import msgspec

from draftrace.compare.words import Base, Difference
from draftrace.text.addresses import above
from draftrace.text.tokens import tokens

_WORD = re.compile(r"\w+")
_PLACEHOLDER = re.compile(
    r"""[\W_]*(?:(?:text|paragraph|article|section|language)?[\W_]*(?:is\ |are\ )?(?:still\ )?
      to\ be\ (?:further\ )?(?:elaborated|determined|completed|developed|drafted|inserted|added
        |decided|supplied|discussed|considered|confirmed)
      |placeholder\b.*|deleted|reserved|no\ text|tb[acd]|x|xx)?[\W_]*""",
    re.IGNORECASE | re.VERBOSE | re.DOTALL,
)
_LONGEST_PLACEHOLDER = 100
_SHORT_WORD = 3
_SHORT_WORD_WEIGHT = 0.5
_PAIR_WEIGHT = 1.5
_SAMPLE = 50
PROBES = 6
_LETTERS_OF_A_PROBE = 14
_WORDS_OF_A_PHRASE = 4
_SAME_LABEL = 0.03
_SAME_KIND = 0.02
_HEADING_AND_TEXT = 0.75
_OTHER_WORD = 0.95
# One place in about a line of print; and a label and one more in whatever is short.
_WORDS_FOR_A_PLACE = 12
_PLACES_IN_ANY = 2


class Block(msgspec.Struct, frozen=True, gc=False):
    """A paragraph or provision to be aligned: its ``address`` (unique in its text), ``wording``
    and, where known, its ``label`` as cited, its ``kind`` (see ``text.documents.Kind``) and the
    numbers it is cited ``under`` (see ``text.addresses.above``).
    """

    address: str
    wording: str
    label: str = ""
    kind: str = ""
    under: str = ""


def cited(address: str, wording: str, label: str, kind: str) -> Block:
    """A provision as its address has people cite it."""
    return Block(address, wording, label, kind, above(address, label))


class Rarity(dict[str, float]):
    """The weight of a word: the logarithm of how few of the blocks have it.

    Judged by a sample spread evenly over the text, which costs the same for a long one.
    """

    def __init__(self, blocks: Sequence[Block]) -> None:
        super().__init__()
        sample = blocks[:: len(blocks) // _SAMPLE + 1]
        self._seen = Counter(chain.from_iterable([_words(b.wording) for b in sample]))
        self._blocks = len(sample)

    def __missing__(self, word: str) -> float:
        weight = log(2 + self._blocks / (1 + self._seen[word]))
        if len(word) <= _SHORT_WORD:
            weight *= _SHORT_WORD_WEIGHT
        self[word] = weight
        return weight


class Traits(NamedTuple):
    """The words of a block, its pairs of neighbouring words, and what all of them weigh."""

    words: frozenset[str]
    pairs: frozenset[tuple[str, str]]
    weight: float


class _Written(dict[int, set[str]]):
    """The different words of each block as written, white space between them; brackets, which
    come and go, apart.
    """

    def __init__(self, blocks: Sequence[Block]) -> None:
        super().__init__()
        self._blocks = blocks

    def __missing__(self, place: int) -> set[str]:
        words = self[place] = _written(self._blocks[place].wording)
        return words


Redlined = Callable[[int, int], Difference]
"""The redline between the old and the new block at two places."""


class Kinship:
    """Compares the blocks of two texts, reading each at most once. Who draws redlines anyway gives
    the means, ``redlined``.
    """

    def __init__(
        self, old: Sequence[Block], new: Sequence[Block], redlined: Redlined | None = None
    ) -> None:
        self.old, self.new = old, new
        self._redlined = redlined
        self._probes: dict[int, list[str]] = {}
        self._likeness: dict[tuple[int, int], float] = {}
        self.written_old = _Written(old).__getitem__
        self.written_new = _Written(new).__getitem__
        self._old: dict[int, Traits] = {}
        self._new: dict[int, Traits] = {}

    @cached_property
    def _rarity(self) -> Rarity:
        return Rarity(self.old)

    @cached_property
    def _texts(self) -> tuple[str, str]:
        texts = ["\n".join([block.wording for block in side]) for side in (self.old, self.new)]
        return texts[0], texts[1]

    def unlike_in_kind(self, old: int, new: int) -> bool:
        """Whether one is a heading and the other text."""
        a, b = self.old[old].kind, self.new[new].kind
        return a != b and bool(a) and bool(b) and "heading" in (a, b)

    def struck(self, old: int, new: int) -> Iterable[str]:
        """The words, as written, that one has and the other has not."""
        if self._redlined is None:
            return self.written_old(old) - self.written_new(new)
        return _on_one_side(self._redlined(old, new), "-")

    def added(self, old: int, new: int) -> Iterable[str]:
        """The words, as written, that came."""
        if self._redlined is None:
            return self.written_new(new) - self.written_old(old)
        return _on_one_side(self._redlined(old, new), "+")

    def repeated(self, old: int, new: int, step: int = 1) -> int:
        """How many of some stretches of an old block, or of each ``step``-th, stand in a new one
        to the letter: a quick look, which proves much where it finds any. None of short blocks.
        """
        if old not in self._probes:
            wording = self.old[old].wording
            stride = len(wording) // PROBES
            starts = range(0, stride * PROBES, stride) if stride >= _LETTERS_OF_A_PROBE else ()
            self._probes[old] = [wording[at : at + _LETTERS_OF_A_PROBE] for at in starts]
        there = self.new[new].wording
        return sum([probe in there for probe in self._probes[old][::step]])

    def of_old(self, place: int) -> Traits:
        if place not in self._old:
            self._old[place] = self._traits(self.old[place].wording)
        return self._old[place]

    def of_new(self, place: int) -> Traits:
        if place not in self._new:
            self._new[place] = self._traits(self.new[place].wording)
        return self._new[place]

    def _traits(self, wording: str) -> Traits:
        words = _words(wording)
        own, pairs = frozenset(words), frozenset(pairwise(words))
        return Traits(own, pairs, self._weigh(own, len(pairs)))

    def _weigh(self, words: Iterable[str], pairs: int) -> float:
        return sum(map(self._rarity.__getitem__, words)) + _PAIR_WEIGHT * pairs

    def contained(self, part: Traits, whole: Traits) -> float:
        """The share of a part's weight that stands in a whole."""
        return self.shared(part, whole) / (part.weight or 1.0)

    def contained_still(self, part: str, whole: str, known: Iterable[str]) -> float:
        """The same, where what is ``known`` of the whole is first taken out of it, each word and
        pair as often as it stands there: a formula may stand in a whole twice.
        """
        left_words, left_pairs = _counted(whole)
        for wording in known:
            words, pairs = _counted(wording)
            left_words.subtract(words)
            left_pairs.subtract(pairs)
        words, pairs = _counted(part)
        there = self._weigh((words & left_words).elements(), (pairs & left_pairs).total())
        return there / (self._weigh(words.elements(), pairs.total()) or 1.0)

    def amended(self, old: int, new: int) -> bool:
        """Whether one is the other amended in few places, or a part of it: an amendment leaves
        what it does not touch as it stands, while a text told anew differs at every turn, however
        many words both have.
        """
        part, whole = sorted((self.old[old].wording, self.new[new].wording), key=len)
        beside = (0, len(part))
        places = sum(
            one.start < one.end or one.start not in beside for one in Base(part).stretches(whole)
        )
        return places <= max(_PLACES_IN_ANY, _length(part) // _WORDS_FOR_A_PLACE)

    def share_own_phrase(self, old: int, new: int) -> bool:
        """Whether some words in a row stand in these two blocks and nowhere else."""
        ancestor = self.old[old].wording
        return any(
            phrase in ancestor and all(_once(phrase, text) for text in self._texts)
            for phrase in _phrases(self.new[new].wording)
        )

    def shared(self, left: Traits, right: Traits) -> float:
        return self._weigh(left.words & right.words, len(left.pairs & right.pairs))

    def likeness(self, old: int, new: int) -> float:
        """From 0 to about 1: the shared weight over the mean weight (Dice), a little more where
        label or kind agree, less where one is a heading and the other text, or a chapter's and the
        other an article's.
        """
        pair = (old, new)
        if pair not in self._likeness:
            self._likeness[pair] = self._weighed(old, new)
        return self._likeness[pair]

    def _weighed(self, old: int, new: int) -> float:
        left, right = self.of_old(old), self.of_new(new)
        total = left.weight + right.weight
        if not total:
            return 0.0
        alike = 2 * self.shared(left, right) / total
        a, b = self.old[old], self.new[new]
        if holds_a_place(a.wording) != holds_a_place(b.wording):
            return 0.0
        if self.unlike_in_kind(old, new):
            return alike * _HEADING_AND_TEXT
        if a.kind == b.kind == "heading" and section_word(a.label) != section_word(b.label):
            alike *= _OTHER_WORD
        same_label = bool(a.label) and a.label == b.label
        return alike * (1 + _SAME_LABEL * same_label + _SAME_KIND * (a.kind == b.kind != ""))


def section_word(label: str) -> str:
    """The word of a label that is a word and a number, as ``Article 5``; else nothing."""
    return label[: label.find(" ") + 1] if label[1:2].islower() else ""


def holds_a_place(wording: str) -> bool:
    """Whether a wording stands for a text that is still missing, or gone: ``[To be elaborated]``,
    ``(deleted)``, ``[...]``.
    """
    return len(wording) <= _LONGEST_PLACEHOLDER and _PLACEHOLDER.fullmatch(wording) is not None


def share_phrases(old: Sequence[Block], new: Sequence[Block]) -> bool:
    """Whether any block could be another's ancestor by its words alone: some words in a row, or a
    wording as a whole, stand in both texts. A quick look.
    """
    text = "\n".join([block.wording for block in old])
    return any(
        block.wording in text or any(map(text.__contains__, _phrases(block.wording)))
        for block in new
    )


def _phrases(wording: str) -> Iterator[str]:
    words = wording.split()
    for first in range(len(words) - _WORDS_OF_A_PHRASE + 1):
        yield " ".join(words[first : first + _WORDS_OF_A_PHRASE])


def _on_one_side(redline: Difference, side: str) -> list[str]:
    return _cut(" ".join([text for op, text in redline if op == side]))


def _written(text: str) -> set[str]:
    return set(_cut(text))


def _cut(text: str) -> list[str]:
    if "[" in text or "]" in text:
        text = text.replace("[", "").replace("]", "")
    return text.split()


def _length(wording: str) -> int:
    """In words and marks."""
    return sum(not token.isspace() for token in tokens(wording))


def _once(phrase: str, text: str) -> bool:
    return text.find(phrase, text.find(phrase) + 1) < 0


def _counted(wording: str) -> tuple[Counter[str], Counter[tuple[str, str]]]:
    words = _words(wording)
    return Counter(words), Counter(pairwise(words))


# Most of a draft stands in the next one too.
@lru_cache(maxsize=512)
def _words(wording: str) -> list[str]:
    return _WORD.findall(wording.lower())
