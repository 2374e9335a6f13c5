"""Cuts a corpus into words, numbers them and says where each stands, in whole arrays at a time."""

from __future__ import annotations

from array import array
from functools import cache
from typing import TYPE_CHECKING, Final

import msgspec
import numpy as np
from numpy.typing import NDArray

from draftrace.matching import formulas
from draftrace.matching.families import PARTING, SPLITTING, grammar, unmarked

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

Bytes = NDArray[np.uint8]
Places = NDArray[np.int64]

_MATTER: Final = 1  # a word that carries more than grammar
_NAMING: Final = 2  # a word of which every title or session has one
_CAPITAL: Final = 4  # such a word, and only where its first letter is a capital

_AT_ONCE: Final = 500  # paragraphs: few enough for all that is made of them to stay in the cache
_MOST_BITS: Final = 20  # of a place in the table of words,
_MORE_BITS: Final = 4  # and how many it has beyond those of the number of paragraphs
_KEY: Final = 8  # letters that fit one key
_NEWLINE: Final = 10
_SPACE: Final = 32
_Z: Final = 90
_HIGH: Final = 0x80  # from here on, a byte of a letter that is not ASCII
_THREE: Final = 0xE0  # from here on, the first byte of a letter of three bytes or more,
_FOUR: Final = 0xF0  # or of four
_OWN_BITS: Final = 0x3F  # of a byte that is not the first
_PLANE: Final = 0xFFFF
_MASKS: Final = np.array([(1 << 8 * letters) - 1 for letters in range(_KEY + 1)], np.uint64)
_SPREAD: Final = np.uint64(0x9E3779B97F4A7C15)  # Knuth's multiplier: 2**64 over the golden ratio


class Block(msgspec.Struct, frozen=True):
    """The words of some paragraphs in order: ``numbers`` of all, ``lengths`` how many each
    paragraph has, and ``places`` where in its paragraph each word of matter stands: its first
    character and the one after its last. ``naming`` are the paragraphs with a word of which every
    title or session has one.
    """

    numbers: NDArray[np.uint32]
    lengths: Places
    places: Places
    naming: Places


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
        bits = min(_MOST_BITS, paragraphs.bit_length() + _MORE_BITS)
        self._shift = np.uint64(64 - bits)
        self._keys = np.zeros(1 << bits, np.uint64)
        self._numbers = np.zeros(1 << bits, np.uint32)

    def of(self, letters: bytearray, starts: Places, ends: Places) -> NDArray[np.uint32]:
        """The numbers of the words that stand there, eight bytes following the last."""
        keys = _keys(np.frombuffer(letters, np.uint8), starts, ends - starts)
        places = (keys * _SPREAD >> self._shift).view(np.int64)
        there, numbers = self._keys.take(places), self._numbers.take(places)
        new = (there != keys).nonzero()[0]
        if len(new):
            asked = keys[new].tolist()
            found = list(map(self._known.get, asked))
            unmet = new[[at for at, number in enumerate(found) if number is None]]
            if len(unmet):
                edges = zip(starts[unmet].tolist(), ends[unmet].tolist(), strict=True)
                self._meet(zip(keys[unmet].tolist(), edges, strict=True), letters.decode("latin-1"))
                found = list(map(self._known.__getitem__, asked))
            numbers[new] = np.array(found, np.uint32)
            free = new[there[new] == 0]
            self._keys[places[free]] = keys[free]
            self._numbers[places[free]] = numbers[free]
        return numbers

    def kinds(self, numbers: NDArray[np.uint32]) -> Bytes:
        """What each word is."""
        kinds: Bytes = np.frombuffer(self._kinds, np.uint8)[numbers]
        return kinds

    def _meet(self, keyed: Iterable[tuple[int, tuple[int, int]]], letters: str) -> None:
        """Number the words with these keys and edges, where a letter stands for each byte."""
        known, words, kinds = self._known, self.words, self._kinds
        for key, (start, end) in keyed:
            if key in known:  # twice in this block
                continue
            word = letters[start:end]
            if not word.isascii():  # the letters of ASCII are lowered already
                word = word.encode("latin-1").decode().lower()
            number = known[key] = words.setdefault(word, len(words))
            if number == len(kinds):
                kinds.append(_kind(word))


def _kind(word: str) -> int:
    kind = _kinds().get(word, _MATTER)
    if not word.isascii() and any(name in word for name in formulas.naming()):
        return kind | _NAMING  # a sign such as ™ parts no words and yet ends a title's
    return kind


@cache
def _kinds() -> dict[str, int]:
    """What the words are that are more, or less, than words of matter."""
    naming = formulas.naming()
    return {
        word: (word not in grammar() and _MATTER)
        | (word in naming and _NAMING | naming[word] * _CAPITAL)
        for word in grammar() | naming.keys()
    }


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
        some = wordings[first : first + _AT_ONCE]
        joined = b"\n".join(map(str.encode, some))
        if b"^" in joined or joined.count(b"\n") >= len(some):
            joined = b"\n".join([unmarked(one).replace("\n", " ").encode() for one in some])
        yield _block(first, joined, numbering)


def _block(first: int, joined: bytes, numbering: Numbering) -> Block:
    padded = b"\n%b\n%b" % (joined, b" " * _KEY)
    letters = bytearray(padded.translate(SPLITTING))
    text = np.frombuffer(letters, np.uint8)
    inner = (text & 0xC0 == _HIGH).nonzero()[0] if not padded.isascii() else None
    if inner is not None:
        _part(text, inner)
    within = text > _SPACE
    edges = (within[1:] != within[:-1]).nonzero()[0] + 1
    starts, ends = edges[::2].copy(), edges[1::2].copy()
    lines = (text == _NEWLINE).nonzero()[0]
    lengths = np.diff(np.searchsorted(starts, lines))
    numbers = numbering.of(letters, starts, ends)
    kinds = numbering.kinds(numbers)
    names = (kinds >= _NAMING).nonzero()[0]
    small = np.frombuffer(padded, np.uint8)[starts[names]] > _Z
    names = names[(kinds[names] & _CAPITAL == 0) | ~small]
    naming = np.unique(np.searchsorted(lengths.cumsum(), names, "right")) + first
    if inner is not None:  # what follows the first byte of a letter is no character of its own
        starts -= _below(inner, starts)
        ends -= _below(inner, ends)
        lines -= _below(inner, lines)
    matter = (kinds & _MATTER).view(bool).nonzero()[0]
    begun = (lines[:-1] + 1).repeat(lengths)[matter]
    places = np.stack((starts[matter] - begun, ends[matter] - begun), 1)
    return Block(numbers, lengths, places, naming)


def _below(few: Places, places: Places) -> Places:
    """How many of the few are below each of the places; both rise."""
    steps = np.bincount(np.searchsorted(places, few, "right"), minlength=len(places) + 1)
    below: Places = steps.cumsum()[:-1]
    return below


def _part(text: Bytes, inner: Places) -> None:
    """Turn every typographic mark that parts words into spaces; ``inner`` are the bytes of letters
    but their first."""
    heads = inner[np.diff(inner, prepend=-1) != 1] - 1
    lead, second, third = (text[heads + byte].astype(np.uint32) for byte in range(3))
    longer = lead >= _THREE
    codes = (lead & 0x1F) << 6 | second & _OWN_BITS
    codes[longer] = (codes << 6 | third & _OWN_BITS)[longer] & _PLANE
    parting = _parting()[codes] & (lead < _FOUR)
    for byte in range(2):
        text[heads[parting] + byte] = _SPACE
    text[heads[parting & longer] + 2] = _SPACE


@cache
def _parting() -> NDArray[np.bool_]:
    """Whether each letter of the first plane parts words."""
    parting = np.zeros(_PLANE + 1, bool)
    parting[[ord(mark) for mark in PARTING]] = True
    return parting
