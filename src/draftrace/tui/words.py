"""Times and counts in words."""

from __future__ import annotations

from datetime import datetime

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def moment(happened: str) -> str:
    """``2008-11-03T10:12:00Z`` as ``3 Nov 2008, 10:12``; what is no time stays as it is."""
    try:
        at = datetime.fromisoformat(happened.replace("Z", "+00:00"))
    except ValueError:
        return happened
    return f"{at.day} {_MONTHS[at.month - 1]} {at.year}, {at:%H:%M}"


def day(happened: str) -> str:
    """The day alone: ``3 Nov 2008``."""
    return moment(happened).partition(",")[0]


def count(number: int, one: str, many: str = "") -> str:
    """``1 proposal``, ``3 proposals``."""
    return f"{number} {one if number == 1 else many or one + 's'}"
