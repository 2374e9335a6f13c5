"""Builds the lexical index of a corpus, in whole arrays at a time."""

from __future__ import annotations

import sys
from array import array
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from itertools import chain, pairwise
from typing import TYPE_CHECKING, Any, Final

import msgspec
import numpy as np
from numpy.typing import NDArray

from draftrace.matching import sentences
from draftrace.matching.families import family, grammar
from draftrace.matching.formulas import listed, titles_in
from draftrace.matching.lexical import GRAMMAR, LexicalIndex, ranges, rarity
from draftrace.matching.numbering import Numbering, blocks

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

Spans = NDArray[np.int64]  # of words of matter, one a row: the first and the one after the last
_Places = NDArray[np.uint16] | NDArray[np.uint32]
Parts = list[tuple[int, int]]
_SHORT: Final = 2**16  # letters
_DIGIT: Final = 16  # bits
_PLACE: Final = 32  # bits of a place in a paragraph
_PARAGRAPHS: Final = 2**16  # looked at together
_NO_SPANS: Final = np.empty((0, 2), np.int64)
_TURN: Final = 0.0005  # seconds
AT_ONCE: Final = 2**22  # words: an array of them takes 32 MB


class _Read(msgspec.Struct, frozen=True):
    """All words of a corpus by number, how many each wording has, where in it those of matter
    stand, and the wordings in which there may be a title."""

    words: NDArray[np.uint32]
    lengths: NDArray[np.int64]
    places: _Places
    naming: NDArray[np.int64]


def build(wordings: Sequence[str], at_once: int = AT_ONCE) -> LexicalIndex:
    """Index the wordings; a paragraph's number is its place in the sequence. ``at_once`` are the
    words of matter that are sorted together, which bounds the memory and changes nothing else."""
    numbering = Numbering(len(wordings))
    read = _read(wordings, numbering)
    stock = _stock(read.words, read.lengths, numbering.words)
    spellings, names, family_of = _families(numbering.words)
    del numbering
    # Python looks at letters while numpy counts and sorts.
    with _short_turns(), ThreadPoolExecutor(1) as aside:
        titles = aside.submit(_look, wordings, read.naming, _title_edges)
        ends = aside.submit(_look, wordings, np.arange(len(wordings)), sentences.ends)
        places = read.places
        families, starts, groups, formulas = _of_matter(read.words, read.lengths, family_of, stock)
        del read, family_of, stock
        met = np.bincount(families, minlength=len(names))
        parts = _parts(met, at_once)
        pointers, paragraphs, frequency = _postings(families, starts, met, parts)
        weights = rarity(len(wordings), frequency).astype(np.float32)[families]
        pairs, pair_counts = _pairs(families, starts, weights, met, parts)
    _leave_the_weightiest(weights, _spans(titles.result(), starts, places))
    _leave_the_weightiest(weights, groups)
    weights[ranges(*formulas.T)[0]] = 0
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
        sentences=_words_before(ends.result(), starts, places).astype(np.uint32),
        parted=np.concatenate(([0], ends.result().counts.cumsum())),
    )


@contextmanager
def _short_turns() -> Iterator[None]:
    """Threads change places often: numpy lets go of the interpreter at every call, and would wait
    for it the 5 ms that Python gives a thread by default, a thousand times."""
    usual = sys.getswitchinterval()
    sys.setswitchinterval(_TURN)
    try:
        yield
    finally:
        sys.setswitchinterval(usual)


def _of_matter(
    words: NDArray[np.uint32],
    lengths: NDArray[np.int64],
    family_of: NDArray[np.int32],
    stock: tuple[Spans, Spans],
) -> tuple[NDArray[np.uint32], NDArray[np.int64], Spans, Spans]:
    """The families of all words of matter, where those of each paragraph begin, and the groups and
    formulas counted in them."""
    every = family_of[words]
    matter = every != GRAMMAR
    families = every[matter].view(np.uint32)
    before = np.zeros(len(matter) + 1, np.int32)
    np.cumsum(matter, out=before[1:])
    starts = before[np.concatenate(([0], np.cumsum(lengths)))].astype(np.int64)
    groups, formulas = (_holding(before[spans].astype(np.int64)) for spans in stock)
    return families, starts, groups, formulas


def _read(wordings: Sequence[str], numbering: Numbering) -> _Read:
    short = max(map(len, wordings), default=0) < _SHORT
    words, lengths, places = array("I"), array("q"), array("H" if short else "I")
    naming = array("q")
    for block in blocks(wordings, numbering):
        words.frombytes(block.numbers.tobytes())
        lengths.frombytes(block.lengths.tobytes())
        places.frombytes(block.places.astype(places.typecode).tobytes())
        naming.frombytes(block.naming.tobytes())
    return _Read(
        np.frombuffer(words, np.uint32),
        np.frombuffer(lengths, np.int64),
        np.frombuffer(places, places.typecode).reshape(-1, 2),
        np.frombuffer(naming, np.int64),
    )


class _Found(msgspec.Struct, frozen=True):
    """What was looked for in these paragraphs: at which letters, and at how many in each."""

    paragraphs: NDArray[np.int64]
    counts: NDArray[np.int64]
    letters: NDArray[np.int64]


class _Words:
    """The words of matter of some paragraphs by where they stand."""

    def __init__(self, some: NDArray[np.int64], starts: NDArray[np.int64], places: _Places) -> None:
        words, self._cuts = ranges(starts[some], starts[some + 1])
        self._letters = (
            np.arange(len(some)).repeat(np.diff(self._cuts, append=len(words))) << _PLACE
        )
        self._letters |= places[words, 0]

    def __call__(self, at: NDArray[np.int64], letters: NDArray[np.int64]) -> NDArray[np.int64]:
        """In the paragraphs at these places, how many words begin before these letters."""
        found: NDArray[np.int64] = np.searchsorted(self._letters, at << _PLACE | letters)
        return found - self._cuts[at]


def _look(
    wordings: Sequence[str],
    paragraphs: NDArray[np.int64],
    sought: Callable[[str], Sequence[int]],
) -> _Found:
    """Look for letters in these paragraphs."""
    counts = [np.empty(0, np.int64)]
    letters = [np.empty(0, np.int64)]
    for first in range(0, len(paragraphs), _PARAGRAPHS):
        some = paragraphs[first : first + _PARAGRAPHS].tolist()
        found = [sought(wordings[number]) for number in some]
        counts.append(np.fromiter(map(len, found), np.int64, len(found)))
        many = int(counts[-1].sum())
        letters.append(np.fromiter(chain.from_iterable(found), np.int64, many))
    return _Found(paragraphs, np.concatenate(counts), np.concatenate(letters))


def _title_edges(wording: str) -> list[int]:
    return list(chain.from_iterable(titles_in(wording)))


def _words_before(found: _Found, starts: NDArray[np.int64], places: _Places) -> NDArray[np.int64]:
    """How many words of matter of its paragraph begin before each letter found, some paragraphs at
    a time."""
    cuts = np.concatenate(([0], found.counts.cumsum()))
    words = [np.empty(0, np.int64)]
    for first in range(0, len(found.paragraphs), _PARAGRAPHS):
        some = found.paragraphs[first : first + _PARAGRAPHS]
        past = first + len(some)
        at = np.arange(len(some)).repeat(found.counts[first:past])
        words_at = _Words(some, starts, places)
        words.append(words_at(at, found.letters[cuts[first] : cuts[past]]))
    return np.concatenate(words)


def _spans(found: _Found, starts: NDArray[np.int64], places: _Places) -> Spans:
    """The words of matter between each letter found and the next, in pairs."""
    words = _words_before(found, starts, places)
    words += starts[found.paragraphs].repeat(found.counts)
    return _holding(words.reshape(-1, 2))


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
        owners = owner[held][in_order(families[held] - np.uint32(low), high - low)]
        begun = np.concatenate(([0], np.cumsum(met[low:high])))
        new = _changes(owners)
        new[begun[:-1]] = True
        found.append(owners[new])
        frequency[low:high] = np.diff(np.concatenate(([0], np.cumsum(new)))[begun])
    pointers = np.concatenate(([0], np.cumsum(frequency)))
    return pointers, np.concatenate(found), frequency


def _parts(met: NDArray[np.int64], at_once: int) -> Parts:
    """From which family to before which they are looked at together, so that there are few words
    at a time. ``met`` says how often each family stands there."""
    cuts = (np.flatnonzero(np.diff(np.cumsum(met) // at_once)) + 1).tolist()
    return list(pairwise([0, *cuts, len(met)]))


def _changes(keys: NDArray[Any]) -> NDArray[np.bool_]:
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
        pairs, together, which = _often(families, places, low, high, len(met))
        before = (pairs >> np.uint64(32)).astype(np.int64)
        expected = np.log((met[before] - 1) / (together - 1)).astype(np.float32)
        lowered = np.full(len(places), np.inf, np.float32)
        lowered[which] = np.repeat(expected, together)
        weights[places] = np.minimum(weights[places], lowered)
        found.append((pairs, together))
    codes, counts = zip(*found, strict=True)
    return np.concatenate(codes), np.concatenate(counts)


def _often(
    families: NDArray[np.uint32], places: NDArray[np.int64], low: int, high: int, names: int
) -> tuple[NDArray[np.uint64], NDArray[np.int64], NDArray[np.int64]]:
    """The pairs that stand twice or more where these words follow one of the families from low to
    before high, in order, how often each does, and which of the places these are."""
    codes = families[places - 1].astype(np.uint64)
    codes -= np.uint64(low)
    codes *= np.uint64(names)
    codes += families[places]
    order = in_order(codes, (high - low) * names)
    codes = codes[order]
    first = np.flatnonzero(_changes(codes))
    counts = np.diff(np.append(first, len(codes)))
    often = counts > 1
    before, after = np.divmod(codes[first[often]], np.uint64(max(names, 1)))
    before += np.uint64(low)
    return before << np.uint64(32) | after, counts[often], order[np.repeat(often, counts)]


def in_order(numbers: NDArray[np.unsignedinteger[Any]], most: int) -> NDArray[np.int64]:
    """Where the numbers, all below ``most``, stand when they rise; those alike in their order.

    By their digits, the last first: numpy sorts whole numbers of 16 bits by counting, many times
    faster than by comparing.
    """
    order: NDArray[np.int64] | None = None
    for shift in range(0, max(most - 1, 1).bit_length(), _DIGIT):
        digits = (numbers >> numbers.dtype.type(shift)).astype(np.uint16)
        if order is None:
            order = np.argsort(digits, kind="stable")
        else:
            order = order[np.argsort(digits[order], kind="stable")]
    return order if order is not None else np.arange(len(numbers))


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
) -> tuple[Spans, Spans]:
    """Groups of instruments and then stock formulas in the corpus, by all its words."""
    begun = np.concatenate(([0], np.cumsum(lengths)))
    counts = np.bincount(words, minlength=len(numbers))
    groups, formulas = (
        _phrases(
            words,
            begun,
            counts,
            [
                np.array([numbers[word] for word in phrase], np.uint32)
                for phrase in listed(groups=groups)
                if all(word in numbers for word in phrase)
            ],
        )
        for groups in (True, False)
    )
    return groups, formulas


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
    found = [_NO_SPANS]
    for phrase, telling_place in zip(phrases, rarest, strict=True):
        at = spots[there == phrase[telling_place]] - telling_place
        at = at[(at >= 0) & (at + len(phrase) <= len(words))]
        for place, number in enumerate(phrase):
            at = at[words[at + place] == number]
        ends = begun[np.searchsorted(begun, at, "right")]
        first = at[at + len(phrase) <= ends]
        found.append(np.stack((first, first + len(phrase)), 1))
    return np.concatenate(found)


def _holding(spans: Spans) -> Spans:
    """Those that hold a word."""
    return spans[spans[:, 0] < spans[:, 1]]


def _leave_the_weightiest(weights: NDArray[np.float32], titles: Spans) -> None:
    """Leave each title the weight of its weightiest word."""
    if not len(titles):
        return
    places, cuts = ranges(*titles.T)
    held = weights[places]
    most, total = np.maximum.reduceat(held, cuts), np.add.reduceat(held, cuts)
    share = np.divide(most, total, out=np.zeros_like(most), where=total > 0)
    weights[places] = held * np.repeat(share, titles[:, 1] - titles[:, 0])
