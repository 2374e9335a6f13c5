"""Which of several blocks of one wording became which?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from draftrace.compare.anchors import Pairing


def uncross(pairing: Pairing, old: Sequence[str]) -> None:
    """Give old blocks of one wording, where anything moved, their descendants by the neighbours
    that went with them, others in order: which of those became which cannot be told, and that none
    moved is the simpler story.
    """
    pairs = pairing.principal()
    if len(pairing.kept_in_order()) == len(pairs):
        return
    twins: dict[str, list[tuple[int, int]]] = {}
    for i, j in pairs:
        twins.setdefault(old[i], []).append((i, j))
    for group in twins.values():
        if len(group) > 1:
            _uncrossed(pairing, [i for i, _ in group], [j for _, j in group])


def _uncrossed(pairing: Pairing, old: Sequence[int], new: Sequence[int]) -> None:
    told = {j: _stood_beside(pairing, j, old) for j in new}
    often = Counter(told.values())
    sure = {j: i for j, i in told.items() if i >= 0 and often[i] == 1}
    left = sorted(set(old) - set(sure.values()))
    for i, j in zip(left, [j for j in new if j not in sure], strict=True):
        sure[j] = i
    for j, i in sure.items():
        pairing.join(i, j)


def _stood_beside(pairing: Pairing, new: int, among: Sequence[int]) -> int:
    """Which of some old blocks stood where the neighbours of a new one stood; -1 for none or where
    they disagree."""
    old_of = pairing.old_of
    stood = {
        old_of[new + step] - step
        for step in (-1, 1)
        if 0 <= new + step < len(old_of) and old_of[new + step] >= 0
    }.intersection(among)
    return stood.pop() if len(stood) == 1 else -1
