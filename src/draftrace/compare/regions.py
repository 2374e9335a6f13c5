"""Which edits of rival proposals touch each other, and which would tie apart disputes together?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate

from draftrace.compare.words import Edit
from draftrace.text.tokens import is_word

Span = tuple[int, int]
Rivals = Mapping[str, Sequence[Edit]]


def regions(edits: Iterable[Edit]) -> list[Span]:
    """The token ranges of edits that overlap or touch, joined, in order."""
    found: list[Span] = []
    for start, end, _ in sorted(edits):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found


def joiners(base: Sequence[str], rivals: Rivals) -> set[str]:
    """The wordings that would join two regions of the others into one.

    ``rivals`` are the edits of each wording on the tokens ``base``. Those found are taken out
    and the rest judged anew until none is left, so the answer hangs on no order. An edit of a
    single word joins nothing. A rival's edit as wide or wider ties nothing together here, or two
    long rewordings of the same words would excuse each other.
    """
    standing = dict(rivals)
    found: set[str] = set()
    while joining := _joining(base, standing):
        found |= joining
        standing = {wording: standing[wording] for wording in standing.keys() - joining}
    return found


def _joining(base: Sequence[str], rivals: Rivals) -> set[str]:
    ranges = Counter((edit.start, edit.end) for edits in rivals.values() for edit in edits)
    covered = _covered(len(base), ranges)
    next_end, last_start = _neighbours(len(base), ranges)
    found: set[str] = set()
    for wording, edits in rivals.items():
        for start, end, _ in edits:
            apart = covered[next_end[start] : min(end, last_start[end])]
            if not apart or sum(map(is_word, base[start:end])) < 2:
                continue
            if _wider(ranges, start, end) in apart:
                found.add(wording)
    return found


def _wider(ranges: Counter[Span], start: int, end: int) -> int:
    """How many edits cover all of the range, an edit of that very range included."""
    return sum(n for (first, last), n in ranges.items() if first <= start and end <= last)


def _covered(length: int, ranges: Counter[Span]) -> list[int]:
    """How many edits cover each token."""
    steps = [0] * (length + 1)
    for (start, end), times in ranges.items():
        steps[start] += times
        steps[end] -= times
    return list(accumulate(steps))[:-1]


def _neighbours(length: int, ranges: Iterable[Span]) -> tuple[list[int], list[int]]:
    """For each place between tokens, the nearest end of an edit at or after it (``length`` where
    there is none), and the nearest start at or before it.
    """
    ends, starts = [length] * (length + 1), [0] * (length + 1)
    for start, end in ranges:
        ends[end] = end
        starts[start] = start
    nearest_ends = list(accumulate(reversed(ends), min))[::-1]
    return nearest_ends, list(accumulate(starts, max))
