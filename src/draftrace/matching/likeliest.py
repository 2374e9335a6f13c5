"""Which of the paragraphs found by words are worth judging in full?

A judgement looks at the order of words, one pair of wordings at a time; what it can come to at
most is known from arrays, for all paragraphs at once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from draftrace.matching.lexical import ranges
from draftrace.matching.ranking import related

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from draftrace.matching.evidence import Matter
    from draftrace.matching.lexical import LexicalIndex

_ROUNDING: Final = 1e-4  # sums of small floats may come out lower than they are by less than this


def likeliest(
    index: LexicalIndex, target: Matter, numbers: Sequence[int], keep: Collection[int], limit: int
) -> list[int]:
    """At most ``limit`` of the paragraphs that can be anything to the target, most alike first;
    those in ``keep`` count as such in any case.

    The likeness of ``ranking`` is bounded by leaving order out: every word of either that the
    other holds is counted.
    """
    if not len(numbers):
        return []
    chosen = np.asarray(numbers, np.int64)
    asked = np.zeros(len(index.names) + 2, np.float32)  # UNSEEN and GRAMMAR are the last two
    asked[list(target.held)] = list(target.held.values())
    asked[-2:] = 0
    places, cuts = ranges(index.starts[chosen], index.starts[chosen + 1])
    ours = asked.take(index.families.take(places))
    theirs = index.weights.take(places) * (ours > 0)
    here, there = np.add.reduceat(ours, cuts), np.add.reduceat(theirs, cuts)
    unseen = index.unseen
    most = here * there / ((index.totals[chosen] + unseen) * (target.total + unseen))
    able = related(np.sqrt(most) + _ROUNDING, np.minimum(here, there) + _ROUNDING, unseen)
    if keep:
        able |= [number in keep for number in numbers]
    order = (-most).argsort(kind="stable")
    found: list[int] = chosen[order[able[order]][:limit]].tolist()
    return found
