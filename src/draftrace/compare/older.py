"""Which provisions, as they stood before they were reworded, held some words in a row?

Their phrases are looked up, not searched for: a long history has many of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from draftrace.compare.kinship import Block, holds_a_place
from draftrace.compare.threads import Thread, contained

_WORD = re.compile(r"\w+")
WINDOW = 3
"""Words in a row that make a phrase."""
_SEVERAL = -1
_CONTAINED = 0.8
_FEWEST_WORDS = 8
_FEWEST_WORDS_OF_A_WHOLE = 3
_WORDS_OF_A_PROBE = 5
_PROBES = 3


class Said(dict[str, str]):
    """Each wording as its words alone, in small letters, white space around each."""

    def __missing__(self, wording: str) -> str:
        words = _WORD.findall(wording.lower())
        said = self[wording] = f" {' '.join(words)} " if words else ""
        return said

    def all(self, wordings: Iterable[str]) -> str:
        return "\n".join([self[wording] for wording in wordings])


class Older:
    """The threads that were reworded since, as they were, in the order in which that happened."""

    def __init__(self, said: Said) -> None:
        self.threads: list[Thread] = []
        self._said = said
        self._owners: dict[str, int] = {}
        self._owned = 0
        self._holders: dict[str, list[int]] = {}
        self._held = 0
        self._whole: dict[str, Thread] = {}
        self._wholly = 0

    def add(self, threads: Iterable[Thread]) -> None:
        self.threads += threads

    def last_reading(self, wording: str) -> Thread | None:
        """The last thread that read so, word for word; none for a word or two, as anything may."""
        for thread in self.threads[self._wholly :]:
            self._whole[self._said[thread.block.wording]] = thread
        self._wholly = len(self.threads)
        said = self._said[wording]
        long = said.count(" ") > _FEWEST_WORDS_OF_A_WHOLE and not holds_a_place(wording)
        return self._whole.get(said) if long else None

    def sole_owner(self, phrase: str) -> int | None:
        """The number of the one thread that says a phrase of WINDOW words, written as ``Said``
        writes them."""
        for number in range(self._owned, len(self.threads)):
            for known in set(phrases(self._said[self.threads[number].block.wording])):
                self._owners[known] = _SEVERAL if known in self._owners else number
        self._owned = len(self.threads)
        owner = self._owners.get(phrase, _SEVERAL)
        return None if owner == _SEVERAL else owner

    def last_with(self, words: list[str]) -> Thread | None:
        """The last thread whose wording has these words, five or more, at single spaces."""
        for number in range(self._held, len(self.threads)):
            cut = self.threads[number].block.wording.split()
            for known in set(_inner(cut)):
                self._holders.setdefault(known, []).append(number)
        self._held = len(self.threads)
        probe, within = " ".join(words), " ".join(words[1 : 1 + WINDOW])
        for number in reversed(self._holders.get(within, ())):
            if probe in self.threads[number].block.wording:
                return self.threads[number]
        return None


def recovered(older: Older, draft: Sequence[Block], fresh: Iterable[int]) -> dict[int, Thread]:
    """Which of the ``fresh`` places of a draft hold what once stood within a provision that lost
    it, or were what it read: the last such provision, as it was.
    """
    found: dict[int, Thread] = {}
    for place in fresh:
        same = older.last_reading(draft[place].wording)
        if same is not None:
            found[place] = same
            continue
        cut = draft[place].wording.split()
        stride = max(1, (len(cut) - _WORDS_OF_A_PROBE) // _PROBES)
        ends = range(0, len(cut) - _WORDS_OF_A_PROBE + 1, stride)
        for first in ends if len(cut) >= _FEWEST_WORDS else ():
            one = older.last_with(cut[first : first + _WORDS_OF_A_PROBE])
            if one and contained(draft[place].wording, one.block.wording) >= _CONTAINED:
                found[place] = one
                break
    return found


def phrases(said: str) -> list[str]:
    """The phrases of a text written as ``Said`` writes it, each with white space around it."""
    cut = said.split()
    return [f" {' '.join(cut[at : at + WINDOW])} " for at in range(len(cut) - WINDOW + 1)]


def _inner(words: list[str]) -> list[str]:
    """All runs of WINDOW words between two others."""
    return [" ".join(words[at : at + WINDOW]) for at in range(1, len(words) - WINDOW)]
