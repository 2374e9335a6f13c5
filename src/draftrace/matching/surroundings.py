"""What is rare in the text that a wording stands in.

A phrase that several provisions of one text repeat is that text's own way of speaking: it does
not show that one of them descends from a source, however rare it is among the sources.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

import msgspec

from draftrace.matching.indexing import build
from draftrace.matching.weights import weigh
from draftrace.views.coverage import UNSOURCED_KINDS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from draftrace.matching.lexical import LexicalIndex
    from draftrace.room.state import State


class Own(msgspec.Struct, frozen=True):
    """What the words of a wording weigh in its own text, and a word that the text does not hold."""

    weights: list[float]
    unseen: float

    def of(self, first: int, length: int) -> float:
        """The weight of so many words from the first of them on."""
        return sum(self.weights[first : first + length])


class Surroundings:
    """A text by its provisions, for wordings that stand in it or are to be put into it."""

    def __init__(self, wordings: Sequence[str]) -> None:
        self.wordings = wordings

    def own(self, wording: str) -> Own:
        """What the words of the wording weigh here; a provision is not counted against itself."""
        number = self._numbers.get(wording)
        if number is None:
            return Own(weigh(self.index, wording)[1], self.index.unseen)
        return Own(self.index.weighed(number)[1], self.index.unseen)

    @cached_property
    def index(self) -> LexicalIndex:
        """The text as a corpus of its own."""
        return build(self.wordings)

    @cached_property
    def _numbers(self) -> dict[str, int]:
        return {wording: number for number, wording in enumerate(self.wordings)}


def standing_text(state: State) -> Surroundings:
    """The standing text, for its own provisions."""
    standing = state.standing()
    return Surroundings([p.now.wording for p in standing if p.kind not in UNSOURCED_KINDS])
