"""Which figures at the left of a text only count its lines? Drafts are printed so, that people can
say where on a page they are: each line is counted, or every fifth, through the text or anew on each
page."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

_NUMBERED = re.compile(r"(?P<before>\f?[ \t]{0,12})(?P<number>\d{1,5})(?:[ \t]{2,}|\t|[ \t]*$)")
_FEWEST = 8
_SURE = 0.9
"""So great a part of the numbers count the lines between them, or begin anew."""
_COVERED = 0.5
"""So great a part of the lines that there are would have been counted."""
_GOING_ON = 0.3
"""So great a part of the lines with a number go on in mid-sentence: those of a list do not."""
_STEPS = (1, 2, 5, 10)
ODD = "lines are numbered in the margin: their numbers are left out"


class _Number(NamedTuple):
    place: int
    number: int
    begins: int
    goes_on: bool


def taken_out(lines: list[str]) -> tuple[list[str], int]:
    """The lines without such numbers, each as far in as it was beside the others, and the first
    line, from 1, that bore one; 0 where there are none."""
    numbers = list(_numbers(lines))
    if len(numbers) < _FEWEST or not _count_lines(lines, numbers):
        return lines, 0
    text = min((n.begins for n in numbers if lines[n.place][n.begins :].strip()), default=0)
    beside = {n.place: n for n in numbers}
    others = [each for place, each in enumerate(lines) if each.strip() and place not in beside]
    indented = sum(not each[:text].strip() for each in others) * 2 > len(others)
    found = [
        _without(line, beside[place].begins, text)
        if place in beside
        else line[text:]
        if indented and not line[:text].strip(" ")
        else line
        for place, line in enumerate(lines)
    ]
    return found, numbers[0].place + 1


def _without(line: str, begins: int, text: int) -> str:
    page = "\f" if line.startswith("\f") else ""
    return page + " " * (begins - text) + line[begins:]


def _numbers(lines: Sequence[str]) -> Iterator[_Number]:
    for place, line in enumerate(lines):
        found = _NUMBERED.match(line)
        if found is not None:
            goes_on = line[found.end() : found.end() + 1].islower()
            yield _Number(place, int(found["number"]), found.end(), goes_on)


def _count_lines(lines: Sequence[str], numbers: Sequence[_Number]) -> bool:
    """Whether the numbers count the lines, blank ones too or not, and stand throughout."""
    if sum(n.goes_on for n in numbers) < _GOING_ON * len(numbers):
        return False
    steps = Counter(after.number - one.number for one, after in pairwise(numbers))
    step = steps.most_common(1)[0][0]
    if step not in _STEPS:
        return False
    filled = [0]
    for line in lines:
        filled.append(filled[-1] + bool(line.strip()))
    for counted in (filled, range(len(lines) + 1)):
        told = sum(
            after.number in (step, 1)
            or after.number - one.number == counted[after.place] - counted[one.place]
            for one, after in pairwise(numbers)
        )
        covered = len(numbers) * step >= _COVERED * filled[-1]
        if covered and told >= _SURE * (len(numbers) - 1):
            return True
    return False
