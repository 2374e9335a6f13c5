"""Which paragraphs share rare words with a text: BM25 over word families, in numpy arrays.

Scores are computed once, when the index is built ("eager" BM25: X. Lù, BM25S, 2024); a query then
adds up slices of arrays. The same arrays keep every paragraph's word families in order, what each
word weighs there, and how often one family follows another.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Final

import msgspec
import numpy as np

from draftrace.matching.families import family, spelled

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

GRAMMAR: Final = -1  # a word that carries grammar only
UNSEEN: Final = -2  # a family that no paragraph holds
_FEW: Final = 100
_FLOOR: Final = 1 / 4  # of the best score, below which a paragraph is not looked at
_READ: Final = 5_000  # postings after which commoner words are left unread
_WORDS: Final = 8  # words that are read however common they are


class LexicalIndex(msgspec.Struct, frozen=True, dict=True):
    """Paragraphs by number, word families by number.

    ``families[starts[p]:starts[p + 1]]`` are the families of paragraph ``p`` in order, words of
    grammar left out. ``paragraphs`` and ``scores`` between ``pointers[f]`` and
    ``pointers[f + 1]`` are the postings of family ``f``. ``pairs`` are the codes of families that
    follow each other at least twice in the corpus, sorted, and ``pair_counts`` how often.
    ``weights`` are what the words in ``families`` weigh, ``totals`` their sum by paragraph.
    """

    spellings: dict[str, int]
    names: dict[str, int]
    starts: NDArray[np.int64]
    families: NDArray[np.uint32]
    pointers: NDArray[np.int64]
    paragraphs: NDArray[np.uint32]
    scores: NDArray[np.float32]
    frequency: NDArray[np.int64]
    pairs: NDArray[np.uint64]
    pair_counts: NDArray[np.int64]
    weights: NDArray[np.float32]
    totals: NDArray[np.float32]

    def __len__(self) -> int:
        return len(self.starts) - 1

    def of(self, words: Iterable[str]) -> list[int]:
        """The family number of each word, ``GRAMMAR`` or ``UNSEEN``."""
        words = list(words)
        found = list(map(self.spellings.get, words))
        return [
            self.names.get(family(word), UNSEEN) if number is None else number
            for word, number in zip(words, found, strict=True)
        ]

    def sequence(self, paragraph: int) -> list[int]:
        """The families of a paragraph in order."""
        start, end = self.starts[paragraph], self.starts[paragraph + 1]
        found: list[int] = self.families[start:end].tolist()
        return found

    def weights_of(self, paragraph: int) -> list[float]:
        """What the words of a paragraph weigh, in the same order."""
        start, end = self.starts[paragraph], self.starts[paragraph + 1]
        found: list[float] = self.weights[start:end].tolist()
        return found

    def best(self, families: Sequence[int], limit: int) -> NDArray[np.int64]:
        """The numbers of at most ``limit`` paragraphs that score highest, best first."""
        scores = self._score(families)
        if scores is None:
            return np.empty(0, np.int64)
        hits = np.flatnonzero(scores > scores.max() * _FLOOR)
        if len(hits) > limit:
            hits = hits[np.argpartition(scores[hits], -limit)[-limit:]]
        order: NDArray[np.int64] = hits[np.argsort(-scores[hits], kind="stable")]
        return order

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

    def _score(self, families: Sequence[int]) -> NDArray[np.float64] | None:
        asked = self._rarest({number for number in families if number >= 0})
        if not asked:
            return None
        paragraphs = np.concatenate([self.paragraphs[first:last] for first, last in asked])
        weights = np.concatenate([self.scores[first:last] for first, last in asked])
        return np.asarray(np.bincount(paragraphs, weights, len(self)), np.float64)

    def _rarest(self, families: set[int]) -> list[tuple[int, int]]:
        """The postings of the rarest families, as many as are read in a moment."""
        pointers = self._pointers
        bounds = sorted([(pointers[n], pointers[n + 1]) for n in families], key=_length)
        read = 0
        for count, (first, last) in enumerate(bounds):
            read += last - first
            if read > _READ and count >= _WORDS:
                return bounds[:count]
        return bounds

    @cached_property
    def _pointers(self) -> list[int]:
        found: list[int] = self.pointers.tolist()
        return found

    def alike(
        self, families: Sequence[int], weights: Sequence[float], numbers: Sequence[int]
    ) -> list[tuple[int, float, float]]:
        """The given paragraphs, most alike first, each with how like a text of these weights it
        can be at most and the most weight that a run shared with it can have.

        It is the likeness of ``ranking`` without order: every word of either that the other
        holds is counted.
        """
        if not len(numbers):
            return []
        asked = np.zeros(len(self.names) + 2, np.float32)  # UNSEEN and GRAMMAR are the last two
        np.maximum.at(asked, families, weights)
        asked[-2:] = 0
        chosen = np.asarray(numbers)
        places, cuts = ranges(self.starts[chosen], self.starts[chosen + 1])
        ours = asked[self.families[places]]
        theirs = self.weights[places] * (ours > 0)
        here, there = np.add.reduceat(ours, cuts), np.add.reduceat(theirs, cuts)
        most = here * there / ((self.totals[chosen] + self.unseen) * (sum(weights) + self.unseen))
        order = np.argsort(-most, kind="stable")
        likeness, runs = np.sqrt(most[order]), np.minimum(here, there)[order]
        found = zip(chosen[order].tolist(), likeness.tolist(), runs.tolist(), strict=True)
        return list(found)

    def weigh(self, families: NDArray[np.int64]) -> NDArray[np.float64]:
        """What families in this order weigh in a text from outside the corpus."""
        weights = self._rarity[families]
        if len(families) < 2 or not len(self.pairs):
            return weights
        before = families[:-1]
        codes = (before << 32 | families[1:]).view(np.uint64)  # of UNSEEN, like no pair's
        at = np.minimum(np.searchsorted(self.pairs, codes), len(self.pairs) - 1)
        where = np.flatnonzero(self.pairs[at] == codes)
        expected = np.log(self.met[before[where]] / self.pair_counts[at[where]])
        weights[where + 1] = np.minimum(weights[where + 1], expected)
        return weights

    @cached_property
    def _rarity(self) -> NDArray[np.float64]:
        """Of every family, and of ``UNSEEN``, which is -2, from the end."""
        known = rarity(len(self), self.frequency)
        return np.append(known, (self.unseen, self.unseen))

    @cached_property
    def unseen(self) -> float:
        """The rarity of a family that no paragraph holds."""
        return float(rarity(len(self), np.zeros(1, np.int64))[0])

    @cached_property
    def met(self) -> NDArray[np.int64]:
        """How often each family stands in the corpus."""
        return np.bincount(self.families, minlength=len(self.names))


def _length(bounds: tuple[int, int]) -> int:
    return bounds[1] - bounds[0]


def rarity(paragraphs: int, frequency: NDArray[np.int64]) -> NDArray[np.float64]:
    """BM25's inverse document frequency, always positive (as Lucene has it).

    A small corpus says little about what is rare: it counts as if others made it a hundred.
    """
    return np.log1p((max(paragraphs, _FEW) - frequency + 0.5) / (frequency + 0.5))


def ranges(
    firsts: NDArray[np.int64], ends: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """All numbers from each first to before its end, in one array, and where each begins in it."""
    lengths = ends - firsts
    cuts = np.cumsum(lengths) - lengths
    return np.arange(lengths.sum()) + np.repeat(firsts - cuts, lengths), cuts


def sought(index: LexicalIndex, wording: str) -> list[int]:
    """The families of a wording in order, words of grammar and unseen words left out."""
    return [number for number in index.of(spelled(wording)) if number >= 0]
