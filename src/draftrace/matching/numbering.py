"""Cuts a corpus into words, numbers them and says where each stands, in whole arrays at a time."""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING, Final

import msgspec
import numpy as np
from numpy.typing import NDArray

from draftrace.matching import formulas
from draftrace.matching.families import PARTING, SPLITTING, grammar, unmarked

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

Bytes = NDArray[np.uint8]
Places = NDArray[np.int64]

MATTER: Final = 1  # a word that carries more than grammar
NAMING: Final = 2  # a word of which every title or session has one

_AT_ONCE: Final = 500  # paragraphs: few enough for all that is made of them to stay in the cache
_MOST_BITS: Final = 20
_KEY: Final = 8  # letters that fit one key
_NEWLINE: Final = 10
_SPACE: Final = 32
_HIGH: Final = 0x80  # from here on, a byte of a letter that is not ASCII
_MASKS: Final = np.array([(1 << 8 * letters) - 1 for letters in range(_KEY + 1)], np.uint64)
_SPREAD: Final = np.uint64(0x9E3779B97F4A7C15)  # Knuth's multiplier: 2**64 over the golden ratio


class Block(msgspec.Struct, frozen=True):
    """The words of some paragraphs in order: ``numbers``, ``starts`` and ``ends`` of each, counted
    in characters of the block, and what they are (``MATTER``, ``NAMING``).

    ``first`` is the number of the first paragraph, ``begun`` where each begins in the block and
    ``lengths`` how many words each has.
    """

    first: int
    begun: Places
    lengths: Places
    numbers: NDArray[np.uint32]
    kinds: Bytes
    starts: Places
    ends: Places


class Numbering:
    """Numbers words in the order in which they are met.

    A word of at most eight bytes is found by these, a longer one by a hash of 64 bits. What is
    met often stands in a table that whole arrays are looked up in at once; where two words claim
    one place there, the later is looked up alone.
    """

    def __init__(self, paragraphs: int) -> None:
        self.words: dict[str, int] = {}
        self._kinds = array("B")
        self._known: dict[int, int] = {}
        bits = min(_MOST_BITS, paragraphs.bit_length() + _KEY)
        self._shift = np.uint64(64 - bits)
        self._keys = np.zeros(1 << bits, np.uint64)
        self._numbers = np.zeros(1 << bits, np.uint32)

    def of(self, text: Bytes, starts: Places, ends: Places) -> NDArray[np.uint32]:
        """The numbers of the words that stand there, eight bytes following the last."""
        keys = _keys(text, starts, ends - starts)
        places = keys * _SPREAD >> self._shift
        numbers: NDArray[np.uint32] = self._numbers[places]
        new = (self._keys[places] != keys).nonzero()[0]
        if len(new):
            each = zip(keys[new].tolist(), starts[new].tolist(), ends[new].tolist(), strict=True)
            known = self._known
            numbers[new] = [
                known[key] if key in known else self._meet(key, text[start:end].tobytes())
                for key, start, end in each
            ]
            free = new[self._keys[places[new]] == 0]
            self._keys[places[free]] = keys[free]
            self._numbers[places[free]] = numbers[free]
        return numbers

    def kinds(self, numbers: NDArray[np.uint32]) -> Bytes:
        """What each word is."""
        kinds: Bytes = np.frombuffer(self._kinds, np.uint8)[numbers]
        return kinds

    def _meet(self, key: int, letters: bytes) -> int:
        word = letters.decode().lower()  # the letters of ASCII are lowered already
        number = self._known[key] = self.words.setdefault(word, len(self.words))
        if number == len(self._kinds):
            naming = NAMING if word in formulas.naming() else 0
            self._kinds.append(naming | (0 if word in grammar() else MATTER))
        return number


def _keys(text: Bytes, starts: Places, lengths: Places) -> NDArray[np.uint64]:
    eight = np.ndarray(len(text) - _KEY + 1, "<u8", text, strides=(1,))
    keys = eight[starts] & _MASKS[np.minimum(lengths, _KEY)]
    read = _KEY
    long = (lengths > read).nonzero()[0]
    while len(long):
        more = eight[starts[long] + read] & _MASKS[np.minimum(lengths[long] - read, _KEY)]
        keys[long] = keys[long] * _SPREAD + more
        read += _KEY
        long = long[lengths[long] > read]
    return keys


def blocks(wordings: Sequence[str], numbering: Numbering) -> Iterator[Block]:
    """The words of the wordings, some paragraphs at a time."""
    for first in range(0, len(wordings), _AT_ONCE):
        some = [
            w.replace("\n", " ") if "\n" in w else w for w in wordings[first : first + _AT_ONCE]
        ]
        yield _block(first, "\n".join(some), numbering)


def _block(first: int, joined: str, numbering: Numbering) -> Block:
    padded = bytearray(f"\n{unmarked(joined)}\n{' ' * _KEY}".encode()).translate(SPLITTING)
    text = np.frombuffer(padded, np.uint8)
    inner = (text & 0xC0 == _HIGH).nonzero()[0] if not padded.isascii() else None
    if inner is not None:
        _part(text)
    within = text > _SPACE
    edges = (within[1:] != within[:-1]).nonzero()[0] + 1
    starts, ends = edges[::2].copy(), edges[1::2].copy()
    lines = (text == _NEWLINE).nonzero()[0]
    lengths = np.diff(np.searchsorted(starts, lines))
    numbers = numbering.of(text, starts, ends)
    kinds = numbering.kinds(numbers)
    if inner is not None:  # what follows the first byte of a letter is no character of its own
        starts -= np.searchsorted(inner, starts)
        ends -= np.searchsorted(inner, ends)
        lines -= np.searchsorted(inner, lines)
    return Block(first, lines[:-1] + 1, lengths, numbers, kinds, starts, ends)


def _part(text: Bytes) -> None:
    """Turn every typographic mark that parts words into spaces."""
    high = (text >= 0xC0).nonzero()[0]
    two = text[high].astype(np.uint32) << np.uint32(8) | text[high + 1]
    for length, codes in ((2, two), (3, two << np.uint32(8) | text[high + 2])):
        marks = high[np.isin(codes, _marks(length))]
        for byte in range(length):
            text[marks + byte] = _SPACE


def _marks(length: int) -> NDArray[np.uint32]:
    """The marks that have so many bytes, each as one number."""
    coded = [mark.encode() for mark in PARTING]
    return np.array([int.from_bytes(one) for one in coded if len(one) == length], np.uint32)
