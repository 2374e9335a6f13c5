"""Builds the lexical index of a corpus, in whole arrays at a time."""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING, Final

import numpy as np

from draftrace.matching import formulas
from draftrace.matching.families import SPLITTING, family, grammar, plain
from draftrace.matching.lexical import GRAMMAR, LexicalIndex, ranges, rarity

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

_SATURATION: Final = 1.5  # BM25's k1 and b, the values of the literature
_LENGTH: Final = 0.75
_PARAGRAPHS_AT_ONCE: Final = 5_000
_NO_PAIR: Final = np.uint64(np.iinfo(np.uint64).max)


class _Numbering(dict[bytes, int]):
    """Numbers words in the order in which they are first asked for."""

    def __missing__(self, word: bytes) -> int:
        self[word] = number = len(self)
        return number


def build(wordings: Sequence[str]) -> LexicalIndex:
    """Index the wordings; a paragraph's number is its place in the sequence."""
    numbering = _Numbering()
    words, lengths = _read(wordings, numbering)
    spellings, names, family_of = _families(numbering)
    every = family_of[words]
    owner = np.repeat(np.arange(len(lengths), dtype=np.uint32), lengths)
    matter = every != GRAMMAR
    families, owner = every[matter].astype(np.uint32), owner[matter]
    starts = np.concatenate(([0], np.cumsum(np.bincount(owner, minlength=len(lengths)))))
    pointers, paragraphs, scores, frequency = _postings(families, owner, starts, len(names))
    codes = _codes(families, starts)
    pairs, pair_counts, weights = _pairs(families, codes, frequency, len(lengths))
    before = np.concatenate(([0], np.cumsum(matter)))
    _spare(weights, before, list(_titles(wordings, lengths)), title=True)
    _spare(weights, before, _phrases(words, lengths, numbering, groups=True), title=True)
    _spare(weights, before, _phrases(words, lengths, numbering, groups=False), title=False)
    sums = np.concatenate(([0.0], np.cumsum(weights, dtype=np.float64)))
    return LexicalIndex(
        spellings=spellings,
        names=names,
        starts=starts,
        families=families,
        pointers=pointers,
        paragraphs=paragraphs,
        scores=scores,
        frequency=frequency,
        pairs=pairs,
        pair_counts=pair_counts,
        weights=weights,
        totals=np.diff(sums[starts]).astype(np.float32),
    )


def _read(
    wordings: Sequence[str], numbering: _Numbering
) -> tuple[NDArray[np.uint32], NDArray[np.int64]]:
    """Every word of every wording by its number, and how many words each wording has."""
    numbers, lengths = array("I"), array("q")
    number = numbering.__getitem__
    for first in range(0, len(wordings), _PARAGRAPHS_AT_ONCE):
        some = wordings[first : first + _PARAGRAPHS_AT_ONCE]
        text = "\n".join([w.replace("\n", " ") if "\n" in w else w for w in some])
        for line in plain(text).encode().translate(SPLITTING).split(b"\n"):
            # the letters of ASCII are lowered already
            words = (line if line.isascii() else line.decode().lower().encode()).split()
            lengths.append(len(words))
            numbers.extend(map(number, words))
    return np.array(numbers, np.uint32), np.array(lengths, np.int64)


def _families(numbering: _Numbering) -> tuple[dict[str, int], dict[str, int], NDArray[np.int64]]:
    names: dict[str, int] = {}
    spellings: dict[str, int] = {}
    for spelling in numbering:
        word = spelling.decode()
        name = family(word)
        spellings[word] = names.setdefault(name, len(names)) if name else GRAMMAR
    numbers = np.fromiter(spellings.values(), np.int64, len(spellings))
    spellings.update(dict.fromkeys(grammar(), GRAMMAR))
    return spellings, names, numbers


def _postings(
    families: NDArray[np.uint32], owner: NDArray[np.uint32], starts: NDArray[np.int64], count: int
) -> tuple[NDArray[np.int64], NDArray[np.uint32], NDArray[np.float32], NDArray[np.int64]]:
    keys = families.astype(np.uint64) << np.uint64(32) | owner
    held, times = _counted(keys)
    paragraphs = (held & np.uint64(0xFFFFFFFF)).astype(np.uint32)
    frequency = np.bincount((held >> np.uint64(32)).astype(np.int64), minlength=count)
    pointers = np.concatenate(([0], np.cumsum(frequency)))
    lengths = np.diff(starts)
    average = max(float(lengths.mean()), 1.0) if len(lengths) else 1.0
    long = (1 - _LENGTH) + _LENGTH / average * lengths
    weight = np.repeat(rarity(len(lengths), frequency), frequency)
    scores = weight * times * (_SATURATION + 1) / (times + _SATURATION * long[paragraphs])
    return pointers, paragraphs, scores.astype(np.float32), frequency


def _counted(keys: NDArray[np.uint64]) -> tuple[NDArray[np.uint64], NDArray[np.int64]]:
    """The different keys, sorted, and how often each stands there."""
    keys = np.sort(keys)
    first = np.flatnonzero(_changes(keys))
    return keys[first], np.diff(np.append(first, len(keys)))


def _changes(keys: NDArray[np.uint64]) -> NDArray[np.bool_]:
    new = np.ones(len(keys), bool)
    new[1:] = keys[1:] != keys[:-1]
    return new


def _codes(families: NDArray[np.uint32], starts: NDArray[np.int64]) -> NDArray[np.uint64]:
    """Each family with the one before it in the paragraph as one number; at its start, the
    largest number there is."""
    codes = np.full(len(families), _NO_PAIR)
    codes[1:] = families[:-1].astype(np.uint64) << np.uint64(32) | families[1:]
    codes[starts[:-1][np.diff(starts) > 0]] = _NO_PAIR
    return codes


def _pairs(
    families: NDArray[np.uint32],
    codes: NDArray[np.uint64],
    frequency: NDArray[np.int64],
    paragraphs: int,
) -> tuple[NDArray[np.uint64], NDArray[np.int64], NDArray[np.float32]]:
    """The pairs that stand there twice or more, how often, and what each word weighs.

    The word itself is not counted in what the corpus leads one to expect.
    """
    weights = rarity(paragraphs, frequency)[families].astype(np.float32)
    order = np.argsort(codes)
    ordered = codes[order]
    first = np.flatnonzero(_changes(ordered))
    counts = np.diff(np.append(first, len(ordered)))
    pairs = ordered[first]
    often = (counts > 1) & (pairs != _NO_PAIR)
    each = np.repeat(np.where(often, counts, 0), counts)
    where, together = order[each > 0], each[each > 0]
    met = np.bincount(families, minlength=len(frequency))
    expected = np.log((met[families[where - 1]] - 1) / (together - 1))
    weights[where] = np.minimum(weights[where], expected)
    return pairs[often], counts[often], weights


def _titles(wordings: Sequence[str], lengths: NDArray[np.int64]) -> Iterator[tuple[int, int]]:
    """The titles of instruments by their first word in the corpus and the one after the last."""
    begun = (np.cumsum(lengths) - lengths).tolist()
    for number, wording in enumerate(wordings):
        for first, end in formulas.titles_in(wording):
            yield begun[number] + first, begun[number] + end


def _phrases(
    words: NDArray[np.uint32], lengths: NDArray[np.int64], numbering: _Numbering, *, groups: bool
) -> list[tuple[int, int]]:
    """Where the listed phrases stand in the corpus, by first word and the one after the last."""
    counts = np.bincount(words, minlength=len(numbering))
    owner = np.repeat(np.arange(len(lengths), dtype=np.uint32), lengths)
    phrases = [
        np.array([numbering[word.encode()] for word in phrase])
        for phrase in formulas.listed(groups=groups)
        if all(word.encode() in numbering for word in phrase)
    ]
    rarest = [int(np.argmin(counts[phrase])) for phrase in phrases]
    telling = np.zeros(len(numbering), bool)
    telling[[phrase[place] for phrase, place in zip(phrases, rarest, strict=True)]] = True
    spots = np.flatnonzero(telling[words])
    there = words[spots]
    found = []
    for phrase, telling_place in zip(phrases, rarest, strict=True):
        at = spots[there == phrase[telling_place]] - telling_place
        at = at[(at >= 0) & (at + len(phrase) <= len(words))]
        for place, number in enumerate(phrase):
            at = at[words[at + place] == number]
        at = at[owner[at] == owner[at + len(phrase) - 1]]
        found += [(first, first + len(phrase)) for first in at.tolist()]
    return found


def _spare(
    weights: NDArray[np.float32],
    before: NDArray[np.int64],
    spans: list[tuple[int, int]],
    *,
    title: bool,
) -> None:
    """Leave titles the weight of their weightiest word, formulas none. ``before`` says how many
    words of matter stand before each word of the corpus."""
    bounds = before[np.asarray(spans, np.int64).reshape(-1, 2)]
    bounds = bounds[bounds[:, 0] < bounds[:, 1]]
    if not len(bounds):
        return
    places, cuts = ranges(bounds[:, 0], bounds[:, 1])
    if not title:
        weights[places] = 0
        return
    held = weights[places]
    most, total = np.maximum.reduceat(held, cuts), np.add.reduceat(held, cuts)
    share = np.divide(most, total, out=np.zeros_like(most), where=total > 0)
    weights[places] = held * np.repeat(share, bounds[:, 1] - bounds[:, 0])
