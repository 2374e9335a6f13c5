"""What do differences count? Words with the white space before them, each cut only once.

The words of a text come again and again, so what each is cut into is remembered.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import accumulate, chain, count

import msgspec

from draftrace.text.tokens import tokens

# Signs come from above the surrogates: an encoder may refuse those.
_END = "\ue000"
_FIRST_SIGN = 0xE001
_WORD = re.compile(r"\S+")
MOST_REMEMBERED = 50_000


Cut = Callable[[str], tuple[str, ...]]


class Units(msgspec.Struct, frozen=True, gc=False):
    """A wording as units: each a token with the white space before it, the last only the white
    space at the end. ``signs`` has one sign for each, the same for the same token; ``at`` is where
    each begins in the wording, and the wording's length.
    """

    wording: str
    signs: str
    at: list[int]

    def cores(self, start: int, end: int) -> list[str]:
        """The tokens of a run of units, without white space."""
        return [self.wording[self.at[n] : self.at[n + 1]].lstrip() for n in range(start, end)]

    def space(self, unit: int) -> str:
        """The white space before a unit's token."""
        whole = self.wording[self.at[unit] : self.at[unit + 1]]
        return whole[: len(whole) - len(whole.lstrip())]

    def bound(self, _start: int, _end: int) -> float:
        """Of two wordings alone nothing is known of which words go together."""
        return 0.0


class Vocabulary(dict[str, str]):
    """The signs of what stands between two white spaces, ``cut`` into tokens. Wordings cut by the
    same vocabulary have the same signs.
    """

    def __init__(self, cut: Cut = tokens) -> None:
        super().__init__()
        self._cut = cut
        self._signs: dict[str, str] = {}
        self._lengths: dict[str, tuple[int, ...]] = {}
        self._sign_of, self._lengths_of = self.__getitem__, self._lengths.__getitem__
        self._next = count(_FIRST_SIGN)

    def __missing__(self, chunk: str) -> str:
        cut = self._cut(chunk)
        # Another thread may be cutting the same word: one sign wins, and both take it.
        given = self._signs.setdefault
        signs = [self._signs.get(token) or given(token, chr(next(self._next))) for token in cut]
        # Of its units, the one space before the first included.
        self._lengths[chunk] = (1 + len(cut[0]), *map(len, cut[1:]))
        made = self[chunk] = "".join(signs)
        return made

    def units(self, wording: str) -> Units:
        """The units of a wording."""
        words = wording.split()
        signs = "".join([*map(self._sign_of, words), _END])
        lengths = chain.from_iterable(map(self._lengths_of, words))
        at = [*accumulate(lengths, initial=wording[:1].isspace() - 1)]
        # As many signs as words and single spaces make: no space between them is longer.
        if at[-1] != len(wording):
            return Units(wording, signs, self._unevenly_spaced(wording))
        at[0] = 0
        at.append(len(wording))
        return Units(wording, signs, at)

    def _unevenly_spaced(self, wording: str) -> list[int]:
        """Where each unit begins in a wording with other than single spaces between its words."""
        at, end = [0], 0
        for found in _WORD.finditer(wording):
            end = found.start() - 1
            for length in self._lengths[found[0]]:
                end += length
                at.append(end)
        return [*at, len(wording)]


_shared: dict[Cut, Vocabulary] = {}


def vocabulary(cut: Cut = tokens) -> Vocabulary:
    """The vocabulary for the next comparison, begun anew once it remembers enough."""
    known = _shared.get(cut)
    if known is None or len(known) > MOST_REMEMBERED:
        known = _shared[cut] = Vocabulary(cut)
    return known
