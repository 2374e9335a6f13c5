"""What stands in the same order in two texts, and what moved.

The blocks said to have moved are those outside a heaviest increasing subsequence of the pairs, so
that as few as possible have moved; between equal choices the shorter text is the one that moved.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from itertools import count, islice
from operator import lt, sub

import msgspec


class Run(msgspec.Struct, frozen=True):
    """Pairs that follow one another in both texts: positions ``first`` to ``last`` (excluded) in
    the sequence of old places, in the new text's order.
    """

    first: int
    last: int
    place: int


def heaviest_increasing(places: Sequence[int], weights: Sequence[float]) -> list[int]:
    """The positions of a strictly increasing subsequence of ``places`` of greatest weight.

    Weights must be positive. Keeps the frontier of (end, weight) no other entry beats, so the
    cost is n log n (Fredman 1975, with weights).
    """
    ends: list[int] = []
    totals: list[float] = []
    tips: list[int] = []
    before = [-1] * len(places)
    for position, place in enumerate(places):
        at = bisect_left(ends, place)
        total = weights[position] + (totals[at - 1] if at else 0)
        if at < len(ends) and ends[at] == place and totals[at] >= total:
            continue
        before[position] = tips[at - 1] if at else -1
        beaten = at
        while beaten < len(ends) and totals[beaten] <= total:
            beaten += 1
        ends[at:beaten], totals[at:beaten], tips[at:beaten] = [place], [total], [position]
    chain: list[int] = []
    position = tips[-1] if tips else -1
    while position >= 0:
        chain.append(position)
        position = before[position]
    return chain[::-1]


def runs(places: Sequence[int]) -> list[Run]:
    """Cut distinct ``places`` into runs with nothing between their members in either text."""
    rank = dict(zip(sorted(places), count(), strict=False))
    ranks = list(map(rank.__getitem__, places))
    steps = map(sub, islice(ranks, 1, None), ranks)
    starts = [0, *(at for at, step in enumerate(steps, 1) if step != 1)] if ranks else []
    ends = [*starts[1:], len(ranks)]
    return [Run(first, last, ranks[first]) for first, last in zip(starts, ends, strict=True)]


def steady(places: Sequence[int], sizes: Sequence[int]) -> list[int]:
    """The positions in ``places`` that did not move.

    ``places`` are the old places, all distinct, in the new text's order; ``sizes`` says how much
    text stands at each, which decides only between equally few moves.
    """
    if all(map(lt, places, islice(places, 1, None))):
        return list(range(len(places)))
    whole = runs(places)
    text = [sum(sizes[run.first : run.last]) for run in whole]
    scale = 1 + sum(text)
    weights = [(run.last - run.first) * scale + size for run, size in zip(whole, text, strict=True)]
    kept = heaviest_increasing([run.place for run in whole], weights)
    return [position for at in kept for position in range(whole[at].first, whole[at].last)]
