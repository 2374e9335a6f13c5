"""Notes whose figures lost their height, as text taken out of a PDF has them, ``years;1`` and at
the foot of the page ``1    Some delegations …``: which lines are they, and where are they cited?
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from draftrace.text.structure.inline import RAISED, SUPERSCRIPTS
from draftrace.text.structure.leads import lead

_HEAD = re.compile(r"\s{0,20}(?P<number>\d{1,3})(?:\s+(?=[A-Z“\"‘(\[])|\s*$)")
_ALONE = re.compile(r"\s*\d{1,3}\s*")
_RULE = re.compile(r"\s*[_\-–—=]{5,}\s*")
_FURTHEST = 120
"""Lines between a mark and its note at the foot of the page."""
_MOST_LACKING = 2
"""So many notes in a row may have lost their mark before the next is found."""
_LONGEST_TITLE = 100
_STUCK = (
    rf"(?:(?<=[a-zß-öø-ÿ)\]”’\"'»,;:!?])|(?<=[^\W\d_]\.)|(?<=[)\]]\.)|(?<=[{SUPERSCRIPTS}][,\s]))"
)
_NAMES_A_NUMBER = re.compile(
    r"\b(?:articles?|annex(?:es)?|parts?|chapters?|sections?|options?|alternatives?|pages?|paragraphs?|"
    r"objectives?|goals?|targets?|items?|rev|no|version|draft|phase|tables?|decisions?)\W*$",
    re.IGNORECASE,
)
_OF_A_SYMBOL = re.compile(r"\b(?:Rev|Add|Corr|Amend|CRP|WP|INF|MISC|L|No)\.$")
_MONTH = re.compile(r"\s*\d+\s(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z.]*\s\d{4}")


def raised(lines: list[str]) -> list[str]:
    """The lines with such notes and their marks as raised figures, which a text in print layout
    has: where the notes count up through the text or on each page, and the number of each is stuck
    to a word or mark above it.
    """
    found = list(lines)
    last, mark = 0, -1
    notes: set[int] = set()
    for place, number in _heads(lines):
        if number != 1 and not last < number <= last + 1 + _MOST_LACKING:
            continue
        if not _opens(lines, place, notes):
            continue
        since = mark if number > last else -1
        cited = _cited(found, number, since, place, notes)
        if cited is None:
            continue
        mark, last = cited, number
        notes.update(_raise_head(found, place, number))
    return found if notes else lines


def _heads(lines: list[str]) -> Iterator[tuple[int, int]]:
    for place, line in enumerate(lines):
        head = _HEAD.match(line)
        if head is None or _MONTH.match(line):
            continue
        after = lines[place + 1].strip() if place + 1 < len(lines) else ""
        if head.end() < len(line) or (after and not after[0].isdigit() and lead(after) is None):
            yield place, int(head["number"])


def _opens(lines: list[str], place: int, notes: set[int]) -> bool:
    """Whether a note may begin here: under a blank line, a rule or another note."""
    above = lines[place - 1] if place else ""
    return not above.strip() or place - 1 in notes or _RULE.fullmatch(above) is not None


def _cited(lines: list[str], number: int, since: int, place: int, notes: set[int]) -> int | None:
    """Raises the mark of a note: the last one above it on its page, else the first after the mark
    before it. The line it stands on, or None.
    """
    nearest = max(since, place - _FURTHEST, 0)
    above: list[int] = [*range(place - 1, nearest - 1, -1), *range(max(since, 0), nearest)]
    for at in above:
        mark = None if at in notes else _mark(lines, at, number)
        if mark is not None:
            start, end = mark
            lines[at] = lines[at][:start] + str(number).translate(RAISED) + lines[at][end:]
            return at
    return None


def _apart_at_the_end(lines: list[str], at: int, number: int) -> re.Match[str] | None:
    """The number at the end of a line that ends a paragraph, white space between it and the last
    mark."""
    after = lines[at + 1].strip() if at + 1 < len(lines) else ""
    if after and lead(after) is None:
        return None
    return re.search(rf"(?<=[;:.)\]”])\s{number}\s*$", lines[at])


def _mark(lines: list[str], at: int, number: int) -> tuple[int, int] | None:
    """Where a line cites a note: the number is stuck to a word, a sign or another mark, or stands
    behind a title that has its lines to itself.
    """
    line = lines[at]
    if str(number) not in line:
        return None
    stuck = list(re.finditer(rf"{_STUCK}{number}(?![\w/%°]|\.\d|,\d{{3}})", line))
    stuck = [one for one in stuck if not _OF_A_SYMBOL.search(line, 0, one.start())]
    found = stuck[-1] if stuck else _apart_at_the_end(lines, at, number)
    if found is None and len(line) <= _LONGEST_TITLE and _stands_alone(lines, at):
        found = re.search(rf"(?<=[a-z)\]])\s{number}\s*$", line)
        if found is not None and _NAMES_A_NUMBER.search(line, 0, found.start()):
            return None
    return found.span() if found is not None else None


def _stands_alone(lines: list[str], at: int) -> bool:
    beside = (lines[n].strip() for n in (at - 1, at + 1) if 0 <= n < len(lines))
    return not any(beside)


def _raise_head(lines: list[str], place: int, number: int) -> range:
    """Raises the number at the head of a note; the lines the note takes."""
    head = str(number).translate(RAISED)
    begins = place
    if _ALONE.fullmatch(lines[place]):
        begins += 1
        lines[place], lines[begins] = "", f"{head} {lines[begins].lstrip()}"
    else:
        lines[place] = f"{head} {lines[place].lstrip()[len(str(number)) :].lstrip()}"
    stop = begins + 1
    while stop < len(lines) and lines[stop].strip() and not _HEAD.match(lines[stop]):
        stop += 1
    return range(place, stop)
