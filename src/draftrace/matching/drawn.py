"""Which documents does a text draw on, and how much likelier are their paragraphs as a source?

A text is written from a few documents, and what stands together in it from one of them: the report
in which its other provisions have their sources is looked at before a paragraph of a large
collection that nothing else in the text touches.
"""

from __future__ import annotations

from collections import Counter
from math import log
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    #: Of each provision in order the documents that say what is by words its source.
    Found = Sequence[Collection[str]]


class Lift(msgspec.Struct, frozen=True):
    """How much likelier than by chance the source of one provision stands in each document, in
    nats, and in any of the others."""

    known: Mapping[str, float]
    other: float

    def of(self, documents: Collection[str]) -> float:
        """The same of a paragraph that all of these documents hold."""
        return max(self.known.get(document, self.other) for document in documents)


class Drawn:
    """What the provisions of one text were found to draw on, among documents of so many
    paragraphs."""

    def __init__(
        self, wordings: Sequence[str], found: Found, paragraphs: Mapping[str, int]
    ) -> None:
        self._places = {wording: place for place, wording in enumerate(wordings)}
        self._found = found
        self._hits = Counter(document for each in found for document in each)
        self._sourced = sum(map(bool, found))
        self._paragraphs = paragraphs
        self._all = sum(paragraphs.values())

    def beside(self, wording: str) -> Lift:
        """For a provision, from what all others draw on and once more from the two beside it; for
        any other wording from all provisions.

        Laplace's rule of succession, with one more provision that draws on any paragraph alike and
        one neighbour that draws on what the text does.
        """
        at = self._places.get(wording)
        own = self._found[at] if at is not None else ()
        others = self._sourced - bool(own)
        near = [each for each in self._neighbours(at) if each]
        close = Counter(document for each in near for document in each)
        known: dict[str, float] = {}
        for document, hits in self._hits.items():
            by_chance = self._paragraphs[document] / self._all
            share = (hits - (document in own) + by_chance) / (others + 1)
            share = (close[document] + share) / (len(near) + 1)
            known[document] = log(share / by_chance)
        return Lift(known, -log(others + 1) - log(len(near) + 1))

    def _neighbours(self, at: int | None) -> list[Collection[str]]:
        if at is None:
            return []
        return [*self._found[max(at - 1, 0) : at], *self._found[at + 1 : at + 2]]
