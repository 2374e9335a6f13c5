"""Which provisions that were gone came back within another, as a sentence of it or an item?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import chain

from draftrace.compare.kinship import Block
from draftrace.compare.older import Said, phrases
from draftrace.compare.rows import Row
from draftrace.compare.threads import Thread

_SHARE = 0.6
"""Of the phrases of one of its wordings, to have come back and not only been drawn on."""
_FEWEST = 3
"""Phrases; so five words in a row, or more that lie apart."""

_FEWEST_WHOLE = 4
_HARDLY = 0.5
"""Of the phrases of what came back word for word: so few stand in what it was taken for."""


class Gone:
    """The threads that the last draft lacks, by the phrases they ever said."""

    def __init__(self, said: Said) -> None:
        self._said = said
        self._wordings: list[tuple[Thread, int]] = []
        self._with: dict[str, list[int]] = {}
        self._whole: dict[str, Thread] = {}
        self._back: set[int] = set()

    def add(self, threads: Iterable[Thread]) -> None:
        for thread in threads:
            for block in thread.wordings:
                own = set(phrases(self._said[block.wording]))
                for phrase in own:
                    self._with.setdefault(phrase, []).append(len(self._wordings))
                self._wordings.append((thread, len(own)))
                self._whole[self._said[block.wording]] = thread

    def came_back(self, threads: Iterable[Thread]) -> None:
        """These are gone no longer."""
        self._back.update(map(id, threads))

    def freed(
        self, rows: Iterable[Row], before: Sequence[Block], draft: Sequence[Block]
    ) -> list[Row]:
        """The rows, where what came back word for word is no rewording of what it is hardly like:
        that one is let go of.
        """
        found: list[Row] = []
        for row in rows if self._whole else ():
            one_to_one = len(row.old) == len(row.new) == 1
            if one_to_one and self._is_back(draft[row.new[0]], before[row.old[0]]):
                found += [Row(row.old, ()), Row((), row.new)]
            else:
                found.append(row)
        return found or list(rows)

    def _is_back(self, block: Block, beside: Block) -> bool:
        thread = self._whole.get(self._said[block.wording])
        if thread is None or id(thread) in self._back:
            return False
        own = set(phrases(self._said[block.wording]))
        shared = own & set(phrases(self._said[beside.wording]))
        return len(own) >= _FEWEST_WHOLE and len(shared) < _HARDLY * len(own)

    def within(self, block: Block, before: Sequence[Block], draft: Sequence[Block]) -> list[Thread]:
        """Those that a provision takes in which ``before`` did not hold them; what is said
        elsewhere in the ``draft`` before tells nothing.
        """
        now = self._with.keys() & phrases(self._said[block.wording])
        if not self._counted(now):
            return []
        now.difference_update(*(phrases(self._said[one.wording]) for one in before))
        if len(now) < _FEWEST:
            return []
        elsewhere = self._said.all(one.wording for one in draft)
        found: dict[int, Thread] = {}
        for number, count in self._counted(one for one in now if one not in elsewhere):
            thread, phrased = self._wordings[number]
            if count >= max(_FEWEST, _SHARE * phrased):
                found[id(thread)] = thread
        return list(found.values())

    def _counted(self, sought: Iterable[str]) -> list[tuple[int, int]]:
        """Which wordings of what is gone say enough of these phrases, and how many."""
        counts = Counter(chain.from_iterable(map(self._with.__getitem__, sought)))
        return sorted(
            (number, count)
            for number, count in counts.items()
            if count >= _FEWEST and id(self._wordings[number][0]) not in self._back
        )
