"""Which moment (UTC) is meant: ``tomorrow 18:00``, ``12 March 18:00``, ``in 72 hours``?"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

from draftrace.errors import UsageError

_EXACT = re.compile(r"\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d)?Z?)?")
_CLOCK = re.compile(
    r"(?P<rest>.*?)[ ,]*(?:\bat )?(?P<hour>\d{1,2})[:.](?P<minute>\d\d)(?: ?UTC| ?Z)?", re.I
)
_AHEAD = re.compile(r"in (\d{1,4}) (hour|day|week)s?", re.I)
_DAY_FIRST = re.compile(r"(?P<day>\d{1,2})\.? (?P<month>[a-z]+)\.?(?:,? (?P<year>\d{4}))?", re.I)
_MONTH_FIRST = re.compile(r"(?P<month>[a-z]+)\.? (?P<day>\d{1,2})(?:,? (?P<year>\d{4}))?", re.I)
_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december",
)  # fmt: skip
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_FORMS = "12 March 18:00, tomorrow 18:00, Friday 18:00, in 72 hours, or 2030-11-03T10:12"
_WITH_YEAR = "2030-11-03, 2030-11-03T10:12 or 3 November 2030 10:12"


def utc(written: str, now: str = "") -> str:
    """A time as acts state it, ``2030-11-03T10:12:00Z``, from how people write it.

    A date without a year, a weekday, and what is counted from today need ``now``, a time as acts
    state it: then the next such day is meant. Raises UsageError where it is no time.
    """
    said = " ".join(written.split())
    counted = datetime.fromisoformat(now) if now and said else None
    try:
        moment = _exact(said) if _EXACT.fullmatch(said) else _spoken(said, counted)
    except ValueError as error:
        raise UsageError(f"{said!r} is not a time: {error}.") from error
    if moment is None:
        what = f"{said!r} is not a time." if said else "No time is given."
        raise UsageError(what, f"Write {_FORMS if now else _WITH_YEAR}.")
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def _exact(said: str) -> datetime:
    return datetime.fromisoformat(said.replace(" ", "T").rstrip("Z"))


def _spoken(said: str, now: datetime | None) -> datetime | None:
    if now is not None and (ahead := _AHEAD.fullmatch(said)):
        return now + timedelta(**{f"{ahead[2].lower()}s": int(ahead[1])})
    clock = _CLOCK.fullmatch(said)
    day = _day(clock["rest"] if clock else said, now)
    if day is None or clock is None:
        return day
    return day.replace(hour=int(clock["hour"]), minute=int(clock["minute"]))


def _day(said: str, now: datetime | None) -> datetime | None:
    """Midnight of the day that is meant."""
    today = now.replace(hour=0, minute=0, second=0, microsecond=0) if now is not None else None
    word = said.casefold()
    if today is not None and word in ("", "today", "tomorrow"):
        return today + timedelta(days=word == "tomorrow")
    if today is not None and (weekday := _named(word, _WEEKDAYS)):
        return today + timedelta(days=(weekday - 1 - today.weekday() - 1) % 7 + 1)
    found = _DAY_FIRST.fullmatch(said) or _MONTH_FIRST.fullmatch(said)
    month = _named(found["month"], _MONTHS) if found else 0
    if found is None or not month or not (found["year"] or today):
        return None
    return _dated(found, month, today)


def _dated(found: re.Match[str], month: int, today: datetime | None) -> datetime:
    day = int(found["day"])
    if found["year"] or today is None:
        return datetime(int(found["year"]), month, day, tzinfo=UTC)
    this_year = datetime(today.year, month, day, tzinfo=UTC)
    return this_year if this_year >= today else this_year.replace(year=today.year + 1)


def _named(word: str, names: tuple[str, ...]) -> int:
    """Which of the names a word begins, counted from 1; three letters suffice."""
    word = word.casefold()
    found = [n for n, name in enumerate(names, 1) if len(word) > 2 and name.startswith(word)]
    return found[0] if found else 0
