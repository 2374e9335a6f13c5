"""Deadlines as people write them."""

from __future__ import annotations

import pytest

from draftrace.errors import UsageError
from draftrace.views.times import utc

NOW = "2030-11-06T10:15:30Z"
"""A Wednesday."""


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("2030-11-09", "2030-11-09T00:00:00Z"),
        ("2030-11-09T18:00", "2030-11-09T18:00:00Z"),
        ("2030-11-09 18:00:05Z", "2030-11-09T18:00:05Z"),
        ("12 March 18:00", "2031-03-12T18:00:00Z"),
        ("12 Nov, 18:00", "2030-11-12T18:00:00Z"),
        ("6 nov 9:05", "2030-11-06T09:05:00Z"),
        ("November 12 at 18.00", "2030-11-12T18:00:00Z"),
        ("12 Nov 2032, 18:00 UTC", "2032-11-12T18:00:00Z"),
        ("tomorrow  18:00", "2030-11-07T18:00:00Z"),
        ("today 23:59", "2030-11-06T23:59:00Z"),
        ("18:00", "2030-11-06T18:00:00Z"),
        ("Friday 18:00", "2030-11-08T18:00:00Z"),
        ("wed 09:00", "2030-11-13T09:00:00Z"),
        ("in 72 hours", "2030-11-09T10:15:30Z"),
        ("in 1 week", "2030-11-13T10:15:30Z"),
    ],
)
def test_what_people_write_is_understood(written: str, meant: str) -> None:
    assert utc(written, NOW) == meant


@pytest.mark.parametrize("written", ["", "soon", "12 Marz", "31 February 10:00", "12 March 25:00"])
def test_what_is_no_time_is_refused_with_the_forms(written: str) -> None:
    said = "is not a time" if written else "No time is given"
    with pytest.raises(UsageError, match=said):
        utc(written, NOW)


def test_without_a_today_a_year_is_needed() -> None:
    assert utc("12 March 2031 18:00") == "2031-03-12T18:00:00Z"
    for written in ("12 March 18:00", "tomorrow 18:00", "in 3 days", "18:00"):
        with pytest.raises(UsageError, match="is not a time"):
            utc(written)
