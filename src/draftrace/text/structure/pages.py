"""Which lines of a printed text belong to its pages? Page numbers, running heads and rules."""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import pairwise

from draftrace.text.structure.leads import lead

_PAGE = re.compile(
    r"\W{0,6}(?:page|p\.)?\s{0,4}(\d{1,4})(?:\s?(?:of|/)\s?\d{1,4})?\W{0,6}", re.IGNORECASE
)
_RULE = re.compile(r"_{3,}|[^\n]{1,40}, seal: [0-9a-f]{64}")
"""A rule drawn with the keyboard, and the line that says of which issue a file is."""
_DIGITS = re.compile(r"\d+")
_SYMBOL = re.compile(r"[A-Z]{1,10}(?:/[\w.\-]+){2,}|\b(?:draft|version|advance)\b", re.IGNORECASE)
_LONGEST_HEAD = 100
_FEWEST_PAGES = 3
_FEWEST_LINES_ON_A_PAGE = 12
_FEWEST_UNNUMBERED = 4


def page_lines(lines: list[str]) -> set[int]:
    """The places, from 0, of page numbers, running heads, rules and a seal at the foot.

    A page number stands alone, is the next after the one before it, and they are pages apart, as
    the numbers of paragraphs are not. A running head stands alone, again and again, beside page
    numbers, or looks like a symbol.
    """
    alone = _alone(lines)
    found = _numbers(lines, alone)
    found.update(place for place in alone if _RULE.fullmatch(lines[place].strip()))
    heads: defaultdict[str, list[int]] = defaultdict(list)
    for place in alone:
        line = lines[place].strip()
        if place not in found and len(line) <= _LONGEST_HEAD and not line[0].islower():
            heads[_DIGITS.sub("#", line)].append(place)
    beside = _beside(lines, found)
    for places in heads.values():
        head = lines[places[0]].strip()
        if lead(head) is not None:
            continue
        near = sum(place in beside for place in places)
        symbol = len(places) >= _FEWEST_UNNUMBERED and _SYMBOL.match(head) is not None
        if len(places) >= _FEWEST_PAGES and (near * 3 >= len(places) * 2 or symbol):
            found.update(places)
    return found


def _alone(lines: list[str]) -> list[int]:
    """The lines with none right above or below, or that hold nothing but a number."""
    filled = [False, *(bool(line.strip()) for line in lines), False]
    return [
        place
        for place, line in enumerate(lines)
        if filled[place + 1] and (not (filled[place] or filled[place + 2]) or _PAGE.fullmatch(line))
    ]


def _numbers(lines: list[str], alone: list[int]) -> set[int]:
    numbered = [
        (place, int(found[1])) for place in alone if (found := _PAGE.fullmatch(lines[place]))
    ]
    runs: list[list[tuple[int, int]]] = []
    for place, number in numbered:
        for run in runs:
            if run[-1][1] + 1 == number:
                run.append((place, number))
                break
        else:
            runs.append([(place, number)])
    return {
        place
        for run in runs
        if len(run) >= _FEWEST_PAGES
        and min(b - a for (a, _), (b, _) in pairwise(run)) >= _FEWEST_LINES_ON_A_PAGE
        for place, _ in run
    }


def _beside(lines: list[str], places: set[int]) -> set[int]:
    """The filled lines next to others, blank ones apart."""
    filled = [place for place, line in enumerate(lines) if line.strip() or place in places]
    found: set[int] = set()
    for before, after in pairwise(filled):
        if before in places:
            found.add(after)
        if after in places:
            found.add(before)
    return found
