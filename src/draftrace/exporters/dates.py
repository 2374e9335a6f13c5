"""Dates as printed and as the moment a file bears."""

from __future__ import annotations

from datetime import UTC, datetime

EARLIEST = 315532800
"""1980-01-01, the first day a zip member can bear."""


_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def day_in_words(date: str) -> str:
    """``2009-03-12`` or ``2009-03-12T10:00:00Z`` as ``12 March 2009``; anything else as it is."""
    moment = _moment(date)
    return f"{moment.day} {_MONTHS[moment.month - 1]} {moment.year}" if moment else date


def who_and_when(author: str, date: str) -> str:
    """``Norway, 3 November 2008``; either may be missing."""
    return ", ".join(filter(None, (author, day_in_words(date))))


def epoch(date: str) -> int:
    """Seconds since 1970, never before the first day a zip file can bear."""
    moment = _moment(date)
    return max(int(moment.timestamp()), EARLIEST) if moment else EARLIEST


def _moment(date: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(date)
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
