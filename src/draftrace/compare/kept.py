"""Which paragraphs of a revision stood in the one before, word for word, and where?

Headings and formulas stand in a text many times. Which of equal paragraphs one is, its neighbours
say: those it follows upon, or stands before.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence

_NONE = -2


def kept(old: Sequence[str], new: Sequence[str]) -> dict[int, int]:
    """The old places of the new paragraphs that stood before, by their new places."""
    places: defaultdict[str, list[int]] = defaultdict(list)
    for at, text in enumerate(old):
        places[text].append(at)
    found: dict[int, int] = {}
    torn: list[int] = []
    last = -1
    for at, text in enumerate(new):
        left = places.get(text)
        if left and last + 1 in left:
            last += 1
        else:
            last = _before_the_same(left, old, new, at) if left else _NONE
        if last >= 0 and left:
            left.remove(last)
            found[at] = last
        elif left:
            torn.append(at)
    if torn:
        _give_to_torn(torn, new, places, found)
    return found


def _before_the_same(places: Sequence[int], old: Sequence[str], new: Sequence[str], at: int) -> int:
    """Which of several equal paragraphs stood before the same neighbour, if any did."""
    end = at + 1 == len(new)
    for place in places:
        ended = place + 1 == len(old)
        if ended == end and (end or old[place + 1] == new[at + 1]):
            return place
    return _NONE


def _give_to_torn(
    torn: Sequence[int],
    new: Sequence[str],
    places: dict[str, list[int]],
    found: dict[int, int],
) -> None:
    """Add what stands without the neighbours it had."""
    standing = set(found.values())
    for at in torn:
        if left := places[new[at]]:
            found[at] = _moved(left, standing)
            standing.add(found[at])
            left.remove(found[at])


def _moved(places: Sequence[int], standing: Collection[int]) -> int:
    """Which of several equal paragraphs moved: one that left its neighbours standing, rather than
    one that changed together with them.
    """
    return max(places, key=lambda at: (at - 1 in standing) + (at + 1 in standing))
