"""Builds the lexical index of a corpus, in whole arrays at a time."""

from __future__ import annotations

from array import array
from itertools import pairwise
from typing import TYPE_CHECKING, Final

import msgspec
import numpy as np

from draftrace.matching import formulas
from draftrace.matching.families import family, grammar
from draftrace.matching.lexical import GRAMMAR, LexicalIndex, ranges, rarity
from draftrace.matching.numbering import MATTER, NAMING, Numbering, blocks

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from draftrace.matching.numbering import Block

Spans = list[tuple[int, int]]
Parts = list[tuple[int, int]]
_SHORT: Final = 2**16  # letters
_PARAGRAPHS: Final = 2**16  # summed at a time
AT_ONCE: Final = 2**22  # words: an array of them takes 32 MB


class _Read(msgspec.Struct, frozen=True):
    """All words of a corpus by number, how many each wording has, where in it those of matter
    stand, and the titles among them, each by its first word and the one after the last."""

    words: NDArray[np.uint32]
    lengths: NDArray[np.int64]
    places: NDArray[np.uint16] | NDArray[np.uint32]
    titles: Spans


def build(wordings: Sequence[str], at_once: int = AT_ONCE) -> LexicalIndex:
    """Index the wordings; a paragraph's number is its place in the sequence. ``at_once`` are the
    words of matter that are sorted together, which bounds the memory and changes nothing else."""
    numbering = Numbering(len(wordings))
    read = _read(wordings, numbering)
    words, lengths, places = read.words, read.lengths, read.places
    phrases = [(True, read.titles), *_stock(words, lengths, numbering.words)]
    del read
    spellings, names, family_of = _families(numbering.words)
    every = family_of[words]
    del words, numbering
    matter = every != GRAMMAR
    families = every[matter].view(np.uint32)
    before = np.zeros(len(matter) + 1, np.int32)
    np.cumsum(matter, out=before[1:])
    starts = before[np.concatenate(([0], np.cumsum(lengths)))].astype(np.int64)
    spared = [(title, _by_matter(before, spans)) for title, spans in phrases]
    del every, matter, before
    met = np.bincount(families, minlength=len(names))
    parts = _parts(met, at_once)
    pointers, paragraphs, frequency = _postings(families, starts, met, parts)
    weights = rarity(len(lengths), frequency).astype(np.float32)[families]
    pairs, pair_counts = _pairs(families, starts, weights, met, parts)
    for title, bounds in spared:
        _spare(weights, bounds, title=title)
    return LexicalIndex(
        spellings=spellings,
        names=names,
        starts=starts,
        families=families,
        places=places,
        pointers=pointers,
        paragraphs=paragraphs,
        frequency=frequency,
        pairs=pairs,
        pair_counts=pair_counts,
        weights=weights,
        totals=_sums(weights, starts),
    )


def _read(wordings: Sequence[str], numbering: Numbering) -> _Read:
    short = max(map(len, wordings), default=0) < _SHORT
    words, lengths, places = array("I"), array("q"), array("H" if short else "I")
    titles: Spans = []
    for block in blocks(wordings, numbering):
        titles += _titles(wordings, block, len(words))
        words.frombytes(block.numbers.tobytes())
        lengths.frombytes(block.lengths.tobytes())
        both = np.stack((block.starts, block.ends), 1) - block.begun.repeat(block.lengths)[:, None]
        places.frombytes(both[block.kinds & MATTER > 0].astype(places.typecode).tobytes())
    return _Read(
        np.frombuffer(words, np.uint32),
        np.frombuffer(lengths, np.int64),
        np.frombuffer(places, places.typecode).reshape(-1, 2),
        titles,
    )


def _titles(wordings: Sequence[str], block: Block, before: int) -> Iterator[tuple[int, int]]:
    """The titles in a block, ``before`` which so many words stand."""
    spots = (block.kinds & NAMING).nonzero()[0]
    paragraphs = np.unique(np.searchsorted(block.lengths.cumsum(), spots, "right"))
    begun = block.begun[paragraphs].tolist()
    found = [
        (at + start, at + end)
        for number, at in zip(paragraphs.tolist(), begun, strict=True)
        for start, end in formulas.titles_in(wordings[block.first + number])
    ]
    edges = np.searchsorted(block.starts, np.array(found, np.int64).reshape(-1, 2)) + before
    yield from map(tuple, edges.tolist())


def _families(words: dict[str, int]) -> tuple[dict[str, int], dict[str, int], NDArray[np.int32]]:
    names: dict[str, int] = {}
    spellings: dict[str, int] = {}
    for word in words:
        name = family(word)
        spellings[word] = names.setdefault(name, len(names)) if name else GRAMMAR
    numbers = np.fromiter(spellings.values(), np.int32, len(spellings))
    spellings.update(dict.fromkeys(grammar(), GRAMMAR))
    return spellings, names, numbers


def _postings(
    families: NDArray[np.uint32],
    starts: NDArray[np.int64],
    met: NDArray[np.int64],
    parts: Parts,
) -> tuple[NDArray[np.int64], NDArray[np.uint32], NDArray[np.int64]]:
    """Which paragraphs hold each family, some families at a time."""
    owner = np.repeat(np.arange(len(starts) - 1, dtype=np.uint32), np.diff(starts))
    found = []
    frequency = np.zeros(len(met), np.int64)
    for low, high in parts:
        held = (families >= low) & (families < high)
        keys = families[held].astype(np.uint64)
        keys <<= np.uint64(32)
        keys |= owner[held]
        keys.sort()
        keys = keys[_changes(keys)]
        found.append(keys.astype(np.uint32))  # the lower half
        keys >>= np.uint64(32)
        frequency[low:high] = np.bincount(keys.astype(np.int64), minlength=high)[low:]
    pointers = np.concatenate(([0], np.cumsum(frequency)))
    return pointers, np.concatenate(found), frequency


def _parts(met: NDArray[np.int64], at_once: int) -> Parts:
    """From which family to before which they are looked at together, so that there are few words
    at a time. ``met`` says how often each family stands there."""
    cuts = (np.flatnonzero(np.diff(np.cumsum(met) // at_once)) + 1).tolist()
    return list(pairwise([0, *cuts, len(met)]))


def _changes(keys: NDArray[np.uint64]) -> NDArray[np.bool_]:
    new = np.ones(len(keys), bool)
    np.not_equal(keys[1:], keys[:-1], out=new[1:])
    return new


def _pairs(
    families: NDArray[np.uint32],
    starts: NDArray[np.int64],
    weights: NDArray[np.float32],
    met: NDArray[np.int64],
    parts: Parts,
) -> tuple[NDArray[np.uint64], NDArray[np.int64]]:
    """The pairs that stand there twice or more, and how often, some families at a time. A word that
    the one before leads one to expect has its weight lowered; the word itself is not counted in
    that."""
    follows = np.ones(len(families), bool)
    follows[starts[:-1][np.diff(starts) > 0]] = False
    found = []
    for low, high in parts:
        held = (families >= low) & (families < high)
        places = np.flatnonzero(follows[1:] & held[:-1]) + 1
        pairs, together, order = _often(families, places, len(met))
        before = (pairs >> np.uint64(32)).astype(np.int64)
        expected = np.log((met[before] - 1) / (together - 1)).astype(np.float32)
        where = places[order]
        weights[where] = np.minimum(weights[where], np.repeat(expected, together))
        found.append((pairs, together))
    codes, counts = zip(*found, strict=True)
    return np.concatenate(codes), np.concatenate(counts)


def _often(
    families: NDArray[np.uint32], places: NDArray[np.int64], names: int
) -> tuple[NDArray[np.uint64], NDArray[np.int64], NDArray[np.int64]]:
    """The pairs that stand twice or more where these words follow another, in order, how often
    each does, and which of the places these are."""
    codes = families[places - 1].astype(np.uint64)
    codes *= np.uint64(names)
    codes += families[places]
    codes, order = sorted_with_places(codes, names * names)
    first = np.flatnonzero(_changes(codes))
    counts = np.diff(np.append(first, len(codes)))
    often = counts > 1
    before, after = np.divmod(codes[first[often]], np.uint64(max(names, 1)))
    return before << np.uint64(32) | after, counts[often], order[np.repeat(often, counts)]


def sorted_with_places(
    codes: NDArray[np.uint64], largest: int
) -> tuple[NDArray[np.uint64], NDArray[np.int64]]:
    """The codes, none above ``largest``, in their order, and where each stood.

    To sort whole numbers is several times faster than to sort their places, so each code carries
    its place where there is room for it.
    """
    bits = len(codes).bit_length()
    if largest >= 1 << (64 - bits):
        order = np.argsort(codes, kind="stable")
        return codes[order], order
    keys = codes << np.uint64(bits)
    keys |= np.arange(len(codes), dtype=np.uint64)
    keys.sort()
    return keys >> np.uint64(bits), (keys & np.uint64((1 << bits) - 1)).astype(np.int64)


def _sums(weights: NDArray[np.float32], starts: NDArray[np.int64]) -> NDArray[np.float32]:
    """What every paragraph weighs."""
    totals = np.empty(len(starts) - 1, np.float32)
    for first in range(0, len(totals), _PARAGRAPHS):
        edges = starts[first : first + _PARAGRAPHS + 1]
        held = weights[edges[0] : edges[-1]]
        sums = np.concatenate(([0.0], np.cumsum(held, dtype=np.float64)))
        totals[first : first + _PARAGRAPHS] = np.diff(sums[edges - edges[0]])
    return totals


def _stock(
    words: NDArray[np.uint32], lengths: NDArray[np.int64], numbers: dict[str, int]
) -> Iterator[tuple[bool, Spans]]:
    """Groups of instruments (True) and then stock formulas (False) in the corpus, by their first
    word and the one after the last."""
    begun = np.concatenate(([0], np.cumsum(lengths)))
    counts = np.bincount(words, minlength=len(numbers))
    for groups in (True, False):
        known = [
            np.array([numbers[word] for word in phrase], np.uint32)
            for phrase in formulas.listed(groups=groups)
            if all(word in numbers for word in phrase)
        ]
        yield groups, _phrases(words, begun, counts, known)


def _phrases(
    words: NDArray[np.uint32],
    begun: NDArray[np.int64],
    counts: NDArray[np.int64],
    phrases: Sequence[NDArray[np.uint32]],
) -> Spans:
    """Where the phrases stand in the corpus, each within one paragraph. ``counts`` says how often
    each word does."""
    rarest = [int(np.argmin(counts[phrase])) for phrase in phrases]
    telling = np.zeros(len(counts), bool)
    telling[[phrase[place] for phrase, place in zip(phrases, rarest, strict=True)]] = True
    spots = np.flatnonzero(telling[words])
    there = words[spots]
    found: Spans = []
    for phrase, telling_place in zip(phrases, rarest, strict=True):
        at = spots[there == phrase[telling_place]] - telling_place
        at = at[(at >= 0) & (at + len(phrase) <= len(words))]
        for place, number in enumerate(phrase):
            at = at[words[at + place] == number]
        ends = begun[np.searchsorted(begun, at, "right")]
        found += [(first, first + len(phrase)) for first in at[at + len(phrase) <= ends].tolist()]
    return found


def _by_matter(before: NDArray[np.int32], spans: Spans) -> NDArray[np.int64]:
    """The spans by words of matter, so many of which stand ``before`` each word; those that hold
    none are left out."""
    bounds: NDArray[np.int64] = before[np.asarray(spans, np.int64).reshape(-1, 2)].astype(np.int64)
    return bounds[bounds[:, 0] < bounds[:, 1]]


def _spare(weights: NDArray[np.float32], bounds: NDArray[np.int64], *, title: bool) -> None:
    """Leave titles the weight of their weightiest word, formulas none."""
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
