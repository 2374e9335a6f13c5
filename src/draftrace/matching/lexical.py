"""Which paragraphs share rare words with a text: BM25 over word families, in numpy arrays.

Scores are computed once, when the index is built ("eager" BM25: X. Lù, BM25S, 2024); a query then
adds up slices of arrays. The same arrays keep every paragraph's word families in order and how
often one family follows another, from which evidence is weighed.
"""

from __future__ import annotations

from array import array
from functools import cached_property
from typing import TYPE_CHECKING, Final

import msgspec
import numpy as np

from draftrace.matching.families import SPLITTING, family, plain, spelled

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

_SATURATION: Final = 1.5  # BM25's k1 and b, the values of the literature
_LENGTH: Final = 0.75
_PARAGRAPHS_AT_ONCE: Final = 5_000
GRAMMAR: Final = -1  # a word that carries grammar only
UNSEEN: Final = -2  # a family that no paragraph holds


class _Numbering(dict[bytes, int]):
    """Numbers words in the order in which they are first asked for."""

    def __missing__(self, word: bytes) -> int:
        self[word] = number = len(self)
        return number


class LexicalIndex(msgspec.Struct, frozen=True, dict=True):
    """Paragraphs by number, word families by number.

    ``families[starts[p]:starts[p + 1]]`` are the families of paragraph ``p`` in order, words of
    grammar left out. ``paragraphs`` and ``scores`` between ``pointers[f]`` and
    ``pointers[f + 1]`` are the postings of family ``f``. ``pairs`` are the codes of families that
    follow each other at least twice in the corpus, sorted, and ``pair_counts`` how often.
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

    def __len__(self) -> int:
        return len(self.starts) - 1

    def of(self, words: Iterable[str]) -> list[int]:
        """The family number of each word, ``GRAMMAR`` or ``UNSEEN``."""
        known = self.spellings
        return [known[word] if word in known else self._not_spelled(word) for word in words]

    def _not_spelled(self, word: str) -> int:
        name = family(word)
        return self.names.get(name, UNSEEN) if name else GRAMMAR

    def sequence(self, paragraph: int) -> list[int]:
        """The families of a paragraph in order."""
        start, end = self.starts[paragraph], self.starts[paragraph + 1]
        found: list[int] = self.families[start:end].tolist()
        return found

    def best(self, families: Sequence[int], limit: int) -> NDArray[np.int64]:
        """The numbers of at most ``limit`` paragraphs that score highest, best first."""
        scores = self._score(families)
        if scores is None:
            return np.empty(0, np.int64)
        hits = np.flatnonzero(scores > scores.max() / 4)
        if len(hits) > limit:
            hits = hits[np.argpartition(scores[hits], -limit)[-limit:]]
        order: NDArray[np.int64] = hits[np.argsort(-scores[hits], kind="stable")]
        return order

    def alike(self, families: Sequence[int], numbers: Sequence[int]) -> list[int]:
        """The given paragraphs by how much of their weight they share with the families and the
        families with them (geometric mean of both shares), most alike first."""
        if not len(numbers):
            return []
        asked = np.zeros(len(self.names) + 1, np.float32)
        known = [number for number in families if number >= 0]
        asked[known] = self._rarity[known]
        starts, ends = self.starts[numbers], self.starts[np.asarray(numbers) + 1]
        lengths = ends - starts
        cuts = np.concatenate(([0], np.cumsum(lengths)))
        places = np.arange(cuts[-1]) + np.repeat(starts - cuts[:-1], lengths)
        held = self.families[places]
        totals = np.add.reduceat(np.append(self._rarity[held], 0.0), cuts[:-1])
        shared = np.add.reduceat(np.append(asked[held], 0.0), cuts[:-1])
        order = np.argsort(-shared / np.sqrt(totals + self.unseen), kind="stable")
        return [numbers[place] for place in order.tolist()]

    @cached_property
    def _rarity(self) -> NDArray[np.float64]:
        return rarity(len(self), self.frequency)

    def _score(self, families: Sequence[int]) -> NDArray[np.float64] | None:
        asked = {number for number in families if number >= 0}
        if not asked:
            return None
        bounds = [(self.pointers[number], self.pointers[number + 1]) for number in asked]
        paragraphs = np.concatenate([self.paragraphs[a:b] for a, b in bounds])
        weights = np.concatenate([self.scores[a:b] for a, b in bounds])
        return np.bincount(paragraphs, weights, minlength=len(self))

    @cached_property
    def rarities(self) -> list[float]:
        """How much it tells to meet each family, in nats: inverse document frequency."""
        return self._rarity.tolist()

    @cached_property
    def unseen(self) -> float:
        """The rarity of a family that no paragraph holds."""
        return float(rarity(len(self), np.zeros(1, np.int64))[0])

    @cached_property
    def met(self) -> list[int]:
        """How often each family stands in the corpus."""
        return np.bincount(self.families, minlength=len(self.names)).tolist()

    def followed(self, families: Sequence[int]) -> list[int]:
        """How often the corpus has each family right after the one before it here; 0 if once."""
        ours = np.asarray([0, *families], np.int64)
        known = (ours[1:] >= 0) & (ours[:-1] >= 0)
        known[:1] = False
        codes = ours[:-1].astype(np.uint64) << np.uint64(32) | ours[1:].astype(np.uint64)
        at = np.searchsorted(self.pairs, codes)
        at[at == len(self.pairs)] = 0
        same = known & (self.pairs[at] == codes) if len(self.pairs) else np.zeros(len(at), bool)
        return np.where(same, self.pair_counts[at] if len(self.pairs) else 0, 0).tolist()


def rarity(paragraphs: int, frequency: NDArray[np.int64]) -> NDArray[np.float64]:
    """BM25's inverse document frequency, always positive (as Lucene has it)."""
    return np.log1p((paragraphs - frequency + 0.5) / (frequency + 0.5))


def build(wordings: Sequence[str]) -> LexicalIndex:
    """Index the wordings; a paragraph's number is its place in the sequence."""
    numbering = _Numbering()
    spelled_as, lengths = _read(wordings, numbering)
    spellings, names, family_of = _families(numbering)
    every = family_of[spelled_as] if len(spelled_as) else np.empty(0, np.int64)
    owner = np.repeat(np.arange(len(lengths), dtype=np.uint32), lengths)
    matter = every != GRAMMAR
    families, owner = every[matter].astype(np.uint32), owner[matter]
    starts = np.concatenate(([0], np.cumsum(np.bincount(owner, minlength=len(lengths)))))
    pointers, paragraphs, scores, frequency = _postings(families, owner, starts, len(names))
    pairs, pair_counts = _pairs(families, starts)
    return LexicalIndex(
        spellings,
        names,
        starts,
        families,
        pointers,
        paragraphs,
        scores,
        frequency,
        pairs,
        pair_counts,
    )


def _read(
    wordings: Sequence[str], numbering: _Numbering
) -> tuple[NDArray[np.uint32], NDArray[np.int64]]:
    numbers, lengths = array("I"), array("q")
    number = numbering.__getitem__
    for first in range(0, len(wordings), _PARAGRAPHS_AT_ONCE):
        some = wordings[first : first + _PARAGRAPHS_AT_ONCE]
        text = "\n".join([_one_line(wording) for wording in some])
        for line in text.encode().translate(SPLITTING).split(b"\n"):
            words = line.split()
            lengths.append(len(words))
            numbers.extend(map(number, words))
    return np.frombuffer(numbers, np.uint32), np.frombuffer(lengths, np.int64)


def _one_line(wording: str) -> str:
    if not wording.isascii() or "[^" in wording:
        wording = plain(wording).lower()
    return wording.replace("\n", " ") if "\n" in wording else wording


def _families(numbering: _Numbering) -> tuple[dict[str, int], dict[str, int], NDArray[np.int64]]:
    names: dict[str, int] = {}
    spellings: dict[str, int] = {}
    for spelling in numbering:
        word = spelling.decode()
        name = family(word)
        spellings[word] = names.setdefault(name, len(names)) if name else GRAMMAR
    return spellings, names, np.fromiter(spellings.values(), np.int64, len(spellings))


def _postings(
    families: NDArray[np.uint32], owner: NDArray[np.uint32], starts: NDArray[np.int64], count: int
) -> tuple[NDArray[np.int64], NDArray[np.uint32], NDArray[np.float32], NDArray[np.int64]]:
    keys = families.astype(np.uint64) << np.uint64(32) | owner
    keys.sort()
    first = np.flatnonzero(np.concatenate(([True], keys[1:] != keys[:-1]))[: len(keys)])
    times = np.diff(np.append(first, len(keys)))
    held = keys[first]
    paragraphs = (held & np.uint64(0xFFFFFFFF)).astype(np.uint32)
    frequency = np.bincount((held >> np.uint64(32)).astype(np.int64), minlength=count)
    pointers = np.concatenate(([0], np.cumsum(frequency)))
    lengths = np.diff(starts)
    long = (
        (_LENGTH / max(lengths.mean(), 1.0)) * lengths + (1 - _LENGTH) if len(lengths) else lengths
    )
    weight = np.repeat(rarity(len(lengths), frequency), frequency)
    scores = weight * times * (_SATURATION + 1) / (times + _SATURATION * long[paragraphs])
    return pointers, paragraphs, scores.astype(np.float32), frequency


def _pairs(
    families: NDArray[np.uint32], starts: NDArray[np.int64]
) -> tuple[NDArray[np.uint64], NDArray[np.int64]]:
    codes = families[:-1].astype(np.uint64) << np.uint64(32) | families[1:]
    within = np.ones(len(codes), bool)
    seams = starts[1:-1] - 1
    within[seams[(seams >= 0) & (seams < len(codes))]] = False
    codes = codes[within]
    codes.sort()
    first = np.flatnonzero(np.concatenate(([True], codes[1:] != codes[:-1]))[: len(codes)])
    counts = np.diff(np.append(first, len(codes)))
    often = counts > 1
    return codes[first[often]], counts[often]


def sought(index: LexicalIndex, wording: str) -> list[int]:
    """The families of a wording in order, words of grammar and unseen words left out."""
    return [number for number in index.of(spelled(wording)) if number >= 0]
