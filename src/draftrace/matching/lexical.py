"""Which paragraphs share rare words with a text: an inverted index over word families.

A paragraph is as near as the weight of the families that it shares with the text, over the root
of all that it weighs itself: the text's part of a cosine. The same arrays keep every paragraph's
word families in order, what each word weighs there, and how often one family follows another.
"""

from __future__ import annotations

from bisect import bisect_right
from functools import cached_property
from itertools import accumulate, pairwise, repeat
from typing import TYPE_CHECKING, Final

import msgspec
import numpy as np

from draftrace.matching.families import family, spelled

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from numpy.typing import NDArray

GRAMMAR: Final = -1  # a word that carries grammar only
UNSEEN: Final = -2  # a family that no paragraph holds
_HALF: Final = np.uint64(32)  # bits of a pair's code that the first has, and the second
_SECOND: Final = np.uint64(2**32 - 1)
_UNREAD: Final = -3  # a spelling that is not in the corpus
_FEW: Final = 100
_FLOOR: Final = 1 / 4  # of the nearest, below which a paragraph is not looked at
_READ: Final = 3_000  # postings after which commoner words are left unread, or
_SHARE: Final = 2 / 5  # as many for each paragraph: as long as it takes to look at each once
_WORDS: Final = 8  # words that are read however common they are


class LexicalIndex(msgspec.Struct, frozen=True, dict=True):
    """Paragraphs by number, word families by number.

    ``families[starts[p]:starts[p + 1]]`` are the families of paragraph ``p`` in order, words of
    grammar left out, and the same of ``places`` the first character of each and the one after the
    last. ``paragraphs[pointers[f]:pointers[f + 1]]`` are those that hold family
    ``f``. ``pairs`` are the codes of families that follow each other at least twice in the
    corpus, sorted, and ``pair_counts`` how often. ``weights`` are what the words in ``families``
    weigh, ``totals`` their sum by paragraph. ``sentences[parted[p]:parted[p + 1]]`` are the words,
    counted from its first, with which the sentences of paragraph ``p`` but its first begin.
    """

    spellings: dict[str, int]
    names: dict[str, int]
    starts: NDArray[np.int64]
    families: NDArray[np.uint32]
    places: NDArray[np.uint16] | NDArray[np.uint32]
    pointers: NDArray[np.int64]
    paragraphs: NDArray[np.uint32]
    frequency: NDArray[np.int64]
    pairs: NDArray[np.uint64]
    pair_counts: NDArray[np.int64]
    weights: NDArray[np.float32]
    totals: NDArray[np.float32]
    sentences: NDArray[np.uint32]
    parted: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.starts) - 1

    def of(self, words: Iterable[str]) -> list[int]:
        """The family number of each word, ``GRAMMAR`` or ``UNSEEN``."""
        words = list(words)
        found = list(map(self.spellings.get, words, repeat(_UNREAD)))
        if _UNREAD in found:
            return [
                self.names.get(family(word), UNSEEN) if number == _UNREAD else number
                for word, number in zip(words, found, strict=True)
            ]
        return found

    def weighed(self, paragraph: int) -> tuple[list[int], list[float]]:
        """The families of a paragraph in order, and what its words weigh."""
        start, end = self.starts.item(paragraph), self.starts.item(paragraph + 1)
        return self.families[start:end].tolist(), self.weights[start:end].tolist()

    def edges(self, paragraph: int) -> list[list[int]]:
        """Where the words of matter of a paragraph stand: the first character of each, and the one
        after the last of each."""
        start, end = self.starts.item(paragraph), self.starts.item(paragraph + 1)
        found: list[list[int]] = self.places[start:end].T.tolist()
        return found

    def cuts(self, paragraph: int) -> list[int]:
        """The words of matter of a paragraph with which its sentences but the first begin."""
        start, end = self.parted.item(paragraph), self.parted.item(paragraph + 1)
        found: list[int] = self.sentences[start:end].tolist() if start < end else []
        return found

    def best(self, families: Mapping[int, float], limit: int) -> NDArray[np.int64]:
        """The numbers of at most ``limit`` paragraphs that are nearest to a text of these families
        and weights, nearest first."""
        return self.nearest(families, limit)[0]

    def nearest(
        self, families: Mapping[int, float], limit: int
    ) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
        """The same, and how near each is."""
        asked, lengths = self._rarest(
            [n for n, weight in families.items() if n >= 0 and weight > 0]
        )
        if not asked:
            return np.empty(0, np.int64), np.empty(0, np.float64)
        begun, paragraphs = self._begun, self.paragraphs
        held = [paragraphs[begun[number] : begun[number + 1]] for number in asked]
        weights = np.array([families[number] for number in asked]).repeat(lengths)
        near = np.asarray(np.bincount(np.concatenate(held), weights, len(self)), np.float64)
        near *= self._slightness
        hits = (near > np.maximum.reduce(near) * _FLOOR).nonzero()[0]
        if len(hits) > limit:
            hits = hits[near[hits].argpartition(-limit)[-limit:]]
        order: NDArray[np.int64] = hits[(-near[hits]).argsort(kind="stable")]
        return order, near[order]

    def holding(self, families: Sequence[int]) -> list[int]:
        """The paragraphs that hold every one of the families, in order; all when none is given,
        none when one was never seen."""
        asked = {number for number in families if number != GRAMMAR}
        if UNSEEN in asked:
            return []
        held = np.arange(len(self), dtype=np.uint32)
        for number in sorted(asked, key=lambda one: int(self.frequency[one])):
            mine = self.paragraphs[self.pointers[number] : self.pointers[number + 1]]
            held = np.intersect1d(held, mine, assume_unique=True)
        found: list[int] = held.tolist()
        return found

    def _rarest(self, families: list[int]) -> tuple[list[int], list[int]]:
        """The rarest of the families, as many as are read in a moment, and how many paragraphs hold
        each."""
        asked = sorted(sorted(families), key=self._lengths.__getitem__)
        lengths = list(map(self._lengths.__getitem__, asked))
        past = bisect_right(list(accumulate(lengths)), max(_READ, _SHARE * len(self)))
        most = max(past, _WORDS)
        return asked[:most], lengths[:most]

    @cached_property
    def _slightness(self) -> NDArray[np.float64]:
        """How little each paragraph weighs: one over the root."""
        slight: NDArray[np.float64] = 1 / np.sqrt(self.totals.astype(np.float64) + self.unseen)
        return slight

    @cached_property
    def _begun(self) -> list[int]:
        found: list[int] = self.pointers.tolist()
        return found

    @cached_property
    def _lengths(self) -> list[int]:
        found: list[int] = self.frequency.tolist()
        return found

    def weigh(self, families: Sequence[int]) -> list[float]:
        """What families in this order weigh in a text from outside the corpus."""
        weights = list(map(self._rarity.__getitem__, families))
        weights[1:] = map(self._expected.get, pairwise(families), weights[1:])
        return weights

    @cached_property
    def _expected(self) -> dict[tuple[int, int], float]:
        """How surprising the second of a pair is after the first, where that is less than it is
        rare. Looked up word by word: of a few dozen that takes less than to call numpy."""
        met = np.bincount(self.families, minlength=len(self.names))
        before = (self.pairs >> _HALF).astype(np.int64)
        after = (self.pairs & _SECOND).astype(np.int64)
        expected = np.log(met[before] / self.pair_counts)
        less = expected < self.rarities[after]
        pairs = zip(before[less].tolist(), after[less].tolist(), strict=True)
        return dict(zip(pairs, expected[less].tolist(), strict=True))

    @cached_property
    def _rarity(self) -> list[float]:
        found: list[float] = self.rarities.tolist()
        return found

    @cached_property
    def rarities(self) -> NDArray[np.float64]:
        """Of every family, and of ``UNSEEN``, which is -2, from the end."""
        known = rarity(len(self), self.frequency)
        return np.append(known, (self.unseen, self.unseen))

    @cached_property
    def unseen(self) -> float:
        """The rarity of a family that no paragraph holds."""
        return float(rarity(len(self), np.zeros(1, np.int64))[0])


def rarity(paragraphs: int, frequency: NDArray[np.int64]) -> NDArray[np.float64]:
    """How rare a family is that so many paragraphs hold, in nats: the inverse document frequency of
    BM25, always positive (as Lucene has it).

    A small corpus says little about what is rare: it counts as if others made it a hundred.
    """
    return np.log1p((max(paragraphs, _FEW) - frequency + 0.5) / (frequency + 0.5))


def ranges(
    firsts: NDArray[np.int64], ends: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """All numbers from each first to before its end, in one array, and where each begins in it."""
    lengths = ends - firsts
    past = lengths.cumsum()
    cuts = past - lengths
    places = (firsts - cuts).repeat(lengths)
    places += np.arange(len(places))
    return places, cuts


def sought(index: LexicalIndex, wording: str) -> dict[int, float]:
    """The families of a wording that the index knows, and how rare each is."""
    found = sorted({number for number in index.of(spelled(wording)) if number >= 0})
    return dict(zip(found, index.rarities[found].tolist(), strict=True))
