"""The same point made in two reports."""

from __future__ import annotations

from typing import Any

from draftrace.views.coverage import Point, Target
from draftrace.views.points import matched, merged


def target(address: str, relation: str = "adapted", **more: Any) -> Target:
    return Target(address=address, relation=relation, score=1.0, verdict="confirmed", **more)


def point(document: str, address: str, outcome: Any, basis: Any, *targets: Target) -> Point:
    return Point(
        document=document,
        address=address,
        wording=f"{document} {address}",
        outcome=outcome,
        basis=basis,
        targets=targets,
    )


def test_the_likeliest_pairs_win_and_each_conclusion_counts_once() -> None:
    likeness = [
        (0.5, ("B", "1"), ("A", "1")),
        (0.9, ("B", "2"), ("A", "1")),
        (0.4, ("B", "1"), ("A", "2")),
        (0.3, ("B", "1"), ("A", "3")),
    ]
    found = matched(likeness)
    assert found == {("B", "2"): ("A", "1"), ("B", "1"): ("A", "2")}
    assert matched(reversed(likeness)) == found


def test_a_point_made_twice_is_shown_once_with_both_addresses_and_all_targets() -> None:
    rows = [
        point("A", "1", "partial", "confirmed", target("1", "partial")),
        point("A", "2", "dropped", "none"),
        point("B", "7", "adapted", "confirmed", target("1", "adapted"), target("2", "partial")),
    ]
    first, second = merged(rows, {("B", "7"): ("A", "1")})
    assert (first.whole.document, first.whole.address) == ("A", "1")
    assert (first.whole.outcome, first.whole.basis) == ("adapted", "confirmed")
    assert [(t.address, t.relation) for t in first.whole.targets] == [
        ("1", "adapted"), ("2", "partial"),
    ]  # fmt: skip
    assert [(p.document, p.outcome) for p in first.members] == [("A", "partial"), ("B", "adapted")]
    assert second.members == (second.whole,)


def test_what_is_confirmed_outweighs_what_is_only_suggested() -> None:
    rows = [
        point("A", "1", "verbatim", "suggested", target("1", "verbatim")),
        point("B", "7", "partial", "confirmed", target("2", "partial")),
    ]
    (one,) = merged(rows, {("B", "7"): ("A", "1")})
    assert (one.whole.outcome, one.whole.basis) == ("partial", "confirmed")
    assert [t.address for t in one.whole.targets] == ["2"]


def test_suggestions_count_where_nothing_is_confirmed() -> None:
    rows = [
        point("A", "1", "dropped", "none"),
        point("B", "7", "partial", "suggested", target("2")),
    ]
    (one,) = merged(rows, {("B", "7"): ("A", "1")})
    assert (one.whole.outcome, one.whole.basis) == ("partial", "suggested")


def test_a_point_dropped_twice_is_dropped() -> None:
    rows = [point("A", "1", "dropped", "none"), point("B", "7", "dropped", "none")]
    (one,) = merged(rows, {("B", "7"): ("A", "1")})
    assert (one.whole.outcome, one.whole.basis) == ("dropped", "none")


def test_a_sound_link_is_preferred_to_a_suspect_one() -> None:
    rows = [
        point("A", "1", "adapted", "confirmed", target("1", "verbatim", suspect="changed")),
        point("B", "7", "adapted", "confirmed", target("1", "adapted")),
    ]
    for order in (rows, rows[::-1]):
        (one,) = merged(order, {("B", "7"): ("A", "1")})
        assert [(t.relation, t.suspect) for t in one.whole.targets] == [("adapted", "")]
