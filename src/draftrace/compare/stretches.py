"""Which stretches of two wordings differ, and where does each read best?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol

import msgspec

from draftrace.compare.engines import Runs
from draftrace.compare.units import Units
from draftrace.text.tokens import CLOSING, OPENING

_PHRASE_STARTS = frozenset({"and", "or", "as", "including", "in", "with"})
_PHRASE_ENDS = frozenset({",", ";", "."})
_CLAUSE_ENDS = frozenset({".", ";", ":"})

Change = tuple[int, int, int, int]
"""Old units ``a`` to ``b`` give way to new units ``c`` to ``d``."""


class Cut(Protocol):
    """A text cut into units, one sign for each: see ``units.Units``."""

    @property
    def signs(self) -> str: ...
    def cores(self, start: int, end: int) -> Sequence[str]: ...
    def space(self, unit: int) -> str: ...
    def bound(self, start: int, end: int) -> float: ...


class Stretch(msgspec.Struct, frozen=True, gc=False):
    """The characters ``start`` to ``end`` of the old wording give way to ``came`` to ``left`` of
    the new one. So do the old units ``a`` to ``b`` to the new ones ``c`` to ``d``: none where only
    the white space before a unit changes.
    """

    start: int
    end: int
    came: int
    left: int
    a: int
    b: int
    c: int
    d: int

    def with_next(self, other: Stretch) -> Stretch:
        """Both as one, with what stands between them."""
        return Stretch(
            self.start, other.end, self.came, other.left, self.a, other.b, self.c, other.d
        )


def stretches(runs: Runs, old: Units, new: Units) -> list[Stretch]:
    """What differs where ``runs`` of the signs are equal: in order, never touching, white space
    with the word after it, each insertion or deletion where it reads best.
    """
    joined: list[Stretch] = []
    for one in _loose(settled(changes(runs), old, new), old, new):
        if joined and joined[-1].end == one.start:
            joined[-1] = joined[-1].with_next(one)
        else:
            joined.append(one)
    return [_trimmed(one, old, new) for one in joined]


def changes(runs: Runs) -> list[Change]:
    """The changed stretches between equal runs, as ranges of units on both sides."""
    found: list[Change] = []
    a = b = c = d = 0
    for op, length in runs:
        if op == "-":
            b += length
        elif op == "+":
            d += length
        else:
            if b > a or d > c:
                found.append((a, b, c, d))
            a = b = b + length
            c = d = d + length
    return found


def settled(found: Sequence[Change], old: Cut, new: Cut, *, unmixed: bool = True) -> list[Change]:
    """Slide each insertion or deletion that could stand in several places to the best of them,
    and, ``unmixed``, those that a replacement may be made of.

    The place then depends on the words around alone, so the same amendment made by two
    parties lands on the same tokens.
    """
    best: list[Change] = []
    was, becomes = old.signs, new.signs
    for index, change in enumerate(found):
        a, b, c, d = change
        after = found[index + 1][0] - 1 if index + 1 < len(found) else len(was)
        if a == b or c == d:
            before = best[-1][1] + 1 if best else 0
            best.append(_best_place(change, old, new, before, after))
        elif unmixed and (was[a] == was[b] or becomes[c] == becomes[d]):
            best += _unmixed(change, old, new, after)
        else:
            best.append(change)
    return best


def _unmixed(change: Change, old: Cut, new: Cut, after: int) -> list[Change]:
    """A replacement, or the insertion and the deletion it was made of where one of them reads
    better further on: another party may have made the other alone.
    """
    a, b, c, d = change
    removed, added = (a, b, d, d), (b, b, c, d)
    further = _best_place(removed, old, new, a, after)
    if further != removed:
        return [(a, a, c, d), further]
    further = _best_place(added, old, new, b, after)
    if further != added:
        return [(a, b, c, c), further]
    return [change]


def _best_place(change: Change, old: Cut, new: Cut, before: int, after: int) -> Change:
    a, b, c, d = change
    signs, start, end = (old.signs, a, b) if a < b else (new.signs, c, d)
    left = right = 0
    while a - left > before and signs[start - left - 1] == signs[end - left - 1]:
        left += 1
    while b + right < after and signs[start + right] == signs[end + right]:
        right += 1
    if not left and not right:
        return change
    places = [(a + k, b + k, c + k, d + k) for k in range(-left, right + 1)]
    return max(places, key=lambda place: _phrase_likeness(place, old, new))


def _phrase_likeness(change: Change, old: Cut, new: Cut) -> tuple[int, float, int]:
    """How much a run looks like something one would say: brackets in pairs, white space not
    disturbed, words that are known to go together, beginning or ending like a phrase.
    """
    a, b, c, d = change
    run = old.cores(a, b) or new.cores(c, d)
    bound = old.bound(a, b) if a < b else new.bound(c, d)
    undisturbed = old.space(b) == new.space(d)
    # What comes at the end of a clause begins with its comma: "in it[, as they find it];".
    added = run[0] == "," and _CLAUSE_ENDS.issuperset(old.cores(b, b + 1))
    edges = added + (run[0] in _PHRASE_STARTS) + (run[-1] in _PHRASE_ENDS)
    return 2 * _balanced(run) + undisturbed, bound, edges


def _balanced(run: Sequence[str]) -> bool:
    depth = 0
    for core in run:
        depth += (core in OPENING) - (core in CLOSING)
        if depth < 0:
            return False
    return depth == 0


def _loose(changes: list[Change], old: Units, new: Units) -> list[Stretch]:
    """The changes, and between them those of white space alone."""
    found: list[Stretch] = []
    at, now = old.at, new.at
    kept = unit = 0
    for a, b, c, d in changes:
        if old.wording[at[kept] : at[a]] != new.wording[now[unit] : now[c]]:
            found += _respaced(kept, a, unit, old, new)
        found.append(Stretch(at[a], at[b], now[c], now[d], a, b, c, d))
        kept, unit = b, d
    if old.wording[at[kept] :] != new.wording[now[unit] :]:
        found += _respaced(kept, len(old.signs), unit, old, new)
    return found


def _respaced(a: int, b: int, c: int, old: Units, new: Units) -> Iterator[Stretch]:
    """Changes of white space alone before the kept old units ``a`` to ``b``; ``c`` is the new
    unit that ``a`` became.
    """
    for unit, other in enumerate(range(c, c + b - a), start=a):
        was, becomes = old.space(unit), new.space(other)
        if was != becomes:
            start, came = old.at[unit], new.at[other]
            end, left = start + len(was), came + len(becomes)
            yield Stretch(start, end, came, left, unit, unit, other, other)


def _trimmed(one: Stretch, old: Units, new: Units) -> Stretch:
    """The stretch without the white space that stands before both sides."""
    if one.start == one.end or one.came == one.left or not old.wording[one.start].isspace():
        return one
    was = old.space(one.a)
    if was != new.space(one.c) or old.at[one.a] != one.start:
        return one
    start, came = one.start + len(was), one.came + len(was)
    return Stretch(start, one.end, came, one.left, one.a, one.b, one.c, one.d)
