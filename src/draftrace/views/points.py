"""Which conclusions of several reports make the same point, and what became of it?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import msgspec

from draftrace.views.coverage import OUTCOMES, Point, Target

Place = tuple[str, str]
"""A conclusion: symbol of its report, address in it."""


class SamePoint(msgspec.Struct, frozen=True, kw_only=True):
    """A point and the other reports' conclusions that make it too. ``whole`` is its fate taken
    together: under the first conclusion's name, with every target; each of ``members``, the
    first included, keeps its own."""

    whole: Point
    members: tuple[Point, ...]


def matched(likeness: Iterable[tuple[float, Place, Place]]) -> dict[Place, Place]:
    """Conclusions of one report paired with earlier points, given (score, conclusion, earlier):
    the likeliest first, each at most once."""
    found: dict[Place, Place] = {}
    for _, conclusion, earlier in sorted(likeness, key=lambda one: (-one[0], *one[1:])):
        if conclusion not in found and earlier not in found.values():
            found[conclusion] = earlier
    return found


def merged(points: Sequence[Point], same: Mapping[Place, Place]) -> list[SamePoint]:
    """Every point once, in order; ``same`` names the earlier conclusion that makes it already."""
    members: dict[Place, list[Point]] = {}
    for point in points:
        place = (point.document, point.address)
        members.setdefault(same.get(place, place), []).append(point)
    return [SamePoint(whole=_whole(each), members=tuple(each)) for each in members.values()]


def _whole(members: Sequence[Point]) -> Point:
    """The fate of a point: its nearest outcome, but confirmed ones before suggested ones."""
    if len(members) == 1:
        return members[0]
    known = [p for p in members if p.basis == "confirmed"]
    judged = known or [p for p in members if p.basis == "suggested"] or members
    best = min(judged, key=lambda p: OUTCOMES.index(p.outcome))
    targets: dict[str, Target] = {}
    for target in (t for p in judged for t in p.targets):
        held = targets.get(target.address)
        if held is None or _nearness(target) < _nearness(held):
            targets[target.address] = target
    return msgspec.structs.replace(
        members[0],
        outcome=best.outcome,
        basis=best.basis,
        targets=tuple(targets.values()),
        summed=best.summed,
    )


def _nearness(target: Target) -> tuple[bool, int]:
    return bool(target.suspect), [str(o) for o in OUTCOMES].index(target.relation)
