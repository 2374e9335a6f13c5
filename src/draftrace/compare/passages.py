"""What does a paragraph look like to the search for word origins?"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from copy import copy

from draftrace.text.tokens import is_small, pieces

UNKNOWN = -1
WINDOW = 3
"""Words in a row by which passages are found again."""
KNOWN_BY_ITSELF = 12
"""So many words in a row, the same from the first to the last, are no chance."""

SAME_MARKS = str.maketrans("’‘“”–", "''\"\"-")
"""Marks that printers put one for the other."""

# Above the surrogates, which an encoder may refuse.
_FIRST_SIGN = 0xE000
# Brackets and stars come and go around words that stay: they have the first signs.
_AROUND = "[]*"
AROUND_WORDS = frozenset(chr(_FIRST_SIGN + n) for n in range(len(_AROUND)))
EDGE = "\x00"
"""A sign before and after all words."""
_WITHOUT = {ord(sign): None for sign in AROUND_WORDS}


class Alphabet(dict[str, str]):
    """One sign for each word, whatever its capitals, and for each mark, whatever its form, so that
    paragraphs compare as strings; one for all notes where they are ``numbered`` afresh.

    Holds a million different words; ValueError beyond.
    """

    def __init__(self, *, numbered: bool) -> None:
        super().__init__({mark: chr(_FIRST_SIGN + n) for n, mark in enumerate(_AROUND)})
        self._numbered = numbered

    def __missing__(self, word: str) -> str:
        plain = "[^" if self._numbered and word[:2] == "[^" else word.lower()
        if not plain.isascii():
            plain = plain.translate(SAME_MARKS)
        sign = self[plain] if plain != word else chr(_FIRST_SIGN + len(self))
        self[word] = sign
        return sign


class Passage:
    """A paragraph at one time: its words, their signs, and which word each of them is.

    A word keeps its number wherever it goes; ``UNKNOWN`` until it is found out. Once all are
    known a passage never changes.
    """

    __slots__ = ("_phrases", "ids", "signs", "words")

    def __init__(self, text: str, alphabet: Alphabet) -> None:
        self._phrases: frozenset[str] | None = None
        self.words = pieces(text)
        self.signs = "".join(map(alphabet.__getitem__, self.words))
        self.ids = [UNKNOWN] * len(self.words)

    def once_more(self, ids: list[int]) -> Passage:
        """The same words, known by other numbers."""
        same = copy(self)
        same.ids = ids
        return same

    def phrases(self) -> frozenset[str]:
        """All its windows, its beginning and end counted as words."""
        if self._phrases is None:
            self._phrases = phrases(self.signs)
        return self._phrases

    def unknown(self) -> list[tuple[int, int]]:
        """The stretches of words not yet known."""
        return _unknown(self.ids)

    def dead(self, alive: Collection[int]) -> int:
        """How many of its words are not among the living."""
        return len(self.ids) - sum(map(alive.__contains__, self.ids))


class Core:
    """A passage without the brackets and stars in it; ``passage`` follows only when it is told.
    ``gone`` are the stretches of it that were struck when it went, each in one piece.
    """

    __slots__ = ("_at", "_passage", "gone", "ids", "signs")

    def __init__(self, passage: Passage) -> None:
        self._passage = passage
        self.gone: list[tuple[int, int]] = []
        self.signs = passage.signs
        self._at: Sequence[int] = range(len(passage.ids))
        self.ids = passage.ids
        if any(sign in passage.signs for sign in AROUND_WORDS):
            self.signs = passage.signs.translate(_WITHOUT)
            kept = [at for at, sign in enumerate(passage.signs) if sign not in AROUND_WORDS]
            self._at, self.ids = kept, [passage.ids[at] for at in kept]

    def bring_back(self, start: int, end: int, old: Core, shift: int, alive: set[int]) -> None:
        """Let the words ``start`` to ``end`` be those that stand ``shift`` further on in ``old``,
        and the unknown brackets and stars around them those that stood around them there.
        """
        found = old.ids[start + shift : end + shift]
        self.ids[start:end] = found
        alive.update(found)
        if self.ids is not self._passage.ids:
            for at in range(start - 1, end):
                if self.known_from(old, at, shift) and self.known_from(old, at + 1, shift):
                    self._bring_back_between(at, old, at + shift, alive)

    def _bring_back_between(self, at: int, old: Core, there: int, alive: set[int]) -> None:
        """The brackets and stars between a word and the next."""
        here = slice(self._at[at] + 1, self._at[at + 1])
        stood = slice(old._at[there] + 1, old._at[there + 1])
        numbers = old._passage.ids[stood]
        same = self._passage.signs[here] == old._passage.signs[stood]
        unknown = self._passage.ids[here].count(UNKNOWN) == len(numbers)
        if same and unknown and alive.isdisjoint(numbers):
            self._passage.ids[here] = numbers
            alive.update(numbers)

    def known_from(self, old: Core, at: int, shift: int) -> bool:
        """Whether a known word stands at the same place in both."""
        within = 0 <= at < len(self.ids) and 0 <= at + shift < len(old.ids)
        return within and self.ids[at] == old.ids[at + shift]

    def all_small(self, start: int, end: int) -> bool:
        """Whether these words are but such as any two sentences share."""
        return all(is_small(self._passage.words[self._at[at]]) for at in range(start, end))

    def tell(self) -> None:
        """Let the passage know which words have been found out."""
        if self.ids is not self._passage.ids:
            for at, number in zip(self._at, self.ids, strict=True):
                self._passage.ids[at] = number

    def unknown(self) -> list[tuple[int, int]]:
        """The stretches of words not yet known."""
        return _unknown(self.ids)

    def struck(self, alive: Collection[int]) -> list[tuple[int, int]]:
        """The stretches of words that are not among the living."""
        return _stretches([number not in alive for number in self.ids])


def phrases(signs: str) -> frozenset[str]:
    """All windows of a text, its beginning and end counted as words."""
    edged = EDGE + signs + EDGE
    return frozenset([edged[at : at + WINDOW] for at in range(len(edged) - WINDOW + 1)])


def windows(signs: str, start: int, end: int) -> Iterator[tuple[int, str]]:
    """Every window that shares a word with the stretch, with its place."""
    first, last = max(0, start - WINDOW + 1), min(end, len(signs) - WINDOW + 1)
    for place in range(first, last):
        yield place, signs[place : place + WINDOW]


def _unknown(ids: list[int]) -> list[tuple[int, int]]:
    return _stretches([number == UNKNOWN for number in ids])


def _stretches(marked: list[bool]) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    end = 0
    while True in marked[end:]:
        start = marked.index(True, end)
        end = marked.index(False, start) if False in marked[start:] else len(marked)
        found.append((start, end))
    return found
