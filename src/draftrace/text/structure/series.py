"""Which numbered series does a label belong to, and how deep does it stand?

Series nest: a report may contain a declaration and a plan, each numbered from 1, and then go on
with its own numbers; a list may restart under its own heading. Labels decide, not the layout:
a number belongs to the series it continues. Faulty numbering is taken as printed and reported.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

import msgspec

from draftrace.text import labels
from draftrace.text.labels import Label

MOST_LEVELS = 12


class Series(msgspec.Struct, kw_only=True):
    """One part's numbered paragraphs: the last label, and how the part was opened."""

    code: str = ""
    title: str = ""
    embedded: bool = False
    article: bool = False
    base: int = 0
    last: Label | None = None
    before_options: Label | None = None
    option: int = 0
    in_option: int = 0
    begun: bool = False
    """Whether it has a number of its own; ``last`` may be the article's before it."""


class Place(msgspec.Struct, frozen=True):
    """Where a label stands: the reading chosen, its level, what is odd about it (or nothing) and
    whether it continues a list.
    """

    label: Label
    level: int
    odd: str = ""
    continues: bool = False


class Items:
    """The lists open under the current paragraph: per level from 2 its last label and the depth
    its layout gave it (0: none).
    """

    def __init__(self) -> None:
        self.open: list[tuple[Label, int]] = []

    def clear(self) -> None:
        self.open = []

    def hold(self, label: Label, depth: int) -> None:
        """Let what comes be items of an option, unless a list is open that may go on after it."""
        if not self.open or self.open[0][0].form == "Option":
            self.open = [(label, depth)]

    def stand_twice(self, readings: tuple[Label, ...]) -> bool:
        """Whether a label is the first of a list that is open already, and continues none."""
        styles = {(last.style, last.form) for last, _ in self.open}
        first = any(x.value == 1 and (x.style, x.form) in styles for x in readings)
        return first and self._following(readings) is None

    def place(
        self,
        readings: tuple[Label, ...],
        upcoming: tuple[Label, ...],
        *,
        chapeau: bool,
        depth: int = 0,
    ) -> Place:
        """The place of an item's label. ``upcoming`` are the readings of the label after it, by
        which ``(i)`` after ``(h):`` is told from the letter; ``chapeau`` says whether the
        paragraph before announces a list; ``depth`` is how deep the layout indents it.
        """
        deeper = bool(depth and self.open and 0 < self.open[-1][1] < depth)
        while depth and self.open and self.open[-1][1] > depth:
            self.open.pop()
        following = None if deeper else self._following(readings)
        first = self._opening(readings, deeper=deeper)
        if following and first and chapeau and _announces(first, upcoming):
            following = None
        if following:
            level, label = following
            self.open[level:] = [(label, self.open[level][1])]
            return Place(label, level + 2, continues=True)
        if first:
            self.open.append((first, depth))
            return Place(first, len(self.open) + 1)
        return self._faulty(readings, depth)

    def _following(self, readings: tuple[Label, ...]) -> tuple[int, Label] | None:
        for level in range(len(self.open) - 1, -1, -1):
            for label in readings:
                if labels.follows(label, self.open[level][0]):
                    return level, label
        return None

    def _opening(self, readings: tuple[Label, ...], *, deeper: bool) -> Label | None:
        if len(self.open) >= MOST_LEVELS:
            return None
        styles = set() if deeper else {(x.style, x.form) for x, _ in self.open}
        return next((x for x in readings if x.value == 1 and (x.style, x.form) not in styles), None)

    def _faulty(self, readings: tuple[Label, ...], depth: int) -> Place:
        same = [
            (_distance(label, last), -level, label)
            for level, (last, _) in enumerate(self.open)
            for label in readings
            if (label.style, label.form) == (last.style, last.form)
        ]
        if not same:
            self.open.append((readings[0], depth))
            return Place(readings[0], len(self.open) + 1, _begins_late(readings[0]))
        _, behind, label = min(same, key=lambda found: found[:2])
        last, own_depth = self.open[-behind]
        self.open[-behind:] = [(label, own_depth)]
        return Place(label, 2 - behind, gap(label, last), continues=True)


def gap(label: Label, previous: Label | None) -> str:
    """What is odd about a label after the one before it in its series, in words, or nothing."""
    if previous is None:
        return _begins_late(label)
    if decimally_next(label, previous):
        return ""
    if labels.order(label) == labels.order(previous):
        return f"{labels.text(label)} stands twice"
    if label.value in (previous.value, previous.value + 1):
        return ""
    if label.value < previous.value:
        return f"{labels.text(label)} stands after {labels.text(previous)}"
    missing = [
        labels.text(msgspec.structs.replace(labels.base(previous), value=value))
        for value in (previous.value + 1, label.value - 1)
    ]
    named = missing[0] if missing[0] == missing[1] else f"{missing[0]} to {missing[1]}"
    return f"{named} missing before {labels.text(label)}"


def in_mid_line(odd: str, before: str) -> str:
    """Where a missing label stands after all: in the middle of the paragraph before."""
    missing = re.escape(odd.split(" ", 1)[0])
    found = re.search(rf"(?<=[.;:,] ){missing}[.)]? (?=[A-Z*“])", before)
    return (
        f"; it stands in mid-line, after “{before[: found.start()][-30:].strip()}”" if found else ""
    )


def in_option(number: Label, series: Series) -> Label:
    """The label with the option it is printed in. Option 1 ends where option 2 begins; a later
    option holds the numbers that option 1 holds, and ends with them.
    """
    if series.option == 1:
        series.in_option = number.value
    elif not series.option or number.value > series.in_option:
        series.option = 0
        return number
    return msgspec.structs.replace(number, option=series.option)


def continues(label: Label, series: Series) -> bool:
    """Whether a paragraph number is the next one of a series."""
    if series.last is None:
        return label.value == 1
    return labels.follows(label, series.last) or decimally_next(label, series.last)


def decimally_next(label: Label, last: Label) -> bool:
    """Whether a decimal number is the next one at its depth or another: 1.2.1 after 1.2, 1.3
    after 1.2.1, 2.1 after 1.3.
    """
    if not (label.prefix or last.prefix) or label.style != "arabic" or label.position:
        return False
    number, before = labels.figures(label), labels.figures(last)
    same = 0
    while same < min(len(number), len(before)) and number[same] == before[same]:
        same += 1
    if same == len(before):
        return number[same:] == [(1, 0)]
    value, position = before[same]
    following = number[same : same + 1] in ([(value + 1, 0)], [(value, position + 1)])
    return following and set(number[same + 1 :]) <= {(1, 0)}


def comes_again(number: Label, coming: Iterable[Label]) -> bool:
    """Whether a number stands again among the ``coming`` ones before they begin anew: the first
    of two counts a list, the second the paragraphs.
    """
    for label in coming:
        if label == number:
            return True
        if label.value <= 1:
            return False
    return False


def _announces(first: Label, upcoming: tuple[Label, ...]) -> bool:
    return any(x.style == first.style and x.value == 2 for x in upcoming) or not upcoming


def _begins_late(label: Label) -> str:
    return "" if label.value == 1 else f"numbering begins at {labels.text(label)}"


def _distance(label: Label, previous: Label) -> int:
    step = label.value - previous.value
    return step if step > 0 else 1000 - step
