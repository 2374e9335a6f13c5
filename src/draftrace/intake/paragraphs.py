"""Which paragraphs of a file stood in its base, and which came in?

A paragraph runs on into the next where its end was inserted (seen from the base) or deleted (seen
from the text with all changes): so paragraphs are split and merged in Word.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import accumulate, pairwise, takewhile

import msgspec

from draftrace.intake.acts import is_act
from draftrace.intake.hands import authors
from draftrace.intake.tracked.model import END, Mark, Paragraph, Run
from draftrace.intake.tracked.rows import ROW
from draftrace.text import labels

_TYPED = re.compile(
    r"""\s*(\(\w{1,5}\)(?:\s(?:bis|ter|quater|alt(?:\s\d)?))*\.?
    |\d{1,4}(?:\s(?:bis|ter|quater|quinquies|alt(?:\s\d)?))*\.
    |[IVXLC]{1,6}\.|[A-Z]\.)(?=\s)""",
    re.VERBOSE,
)
_LONGEST_LABEL = 40


class Base(msgspec.Struct, frozen=True):
    """A paragraph of the base with all its runs, taken out or not, and what came in within it.
    ``split`` are the ends inserted in it and ``begins`` what the base says behind each; ``merged``
    is the deletion of its end where what is left of it runs on into the next. Of one that is
    ``numbered`` the number is none of its letters."""

    runs: tuple[Run, ...]
    number: int
    style: str
    split: tuple[Mark, ...] = ()
    begins: tuple[str, ...] = ()
    merged: Mark | None = None
    numbered: bool = False

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs if run.in_base)

    @property
    def final(self) -> str:
        return "".join(run.text for run in self.runs if run.in_final)


class New(msgspec.Struct, frozen=True):
    """A paragraph nothing of which stood in the base; ``after`` is the place of the base's
    paragraph it stands behind, -1 at the very start, ``end`` the insertion of its end."""

    runs: tuple[Run, ...]
    number: int
    style: str
    after: int
    end: Mark | None = None

    @property
    def text(self) -> str:
        """What it says with every change taken in."""
        return "".join(run.text for run in self.runs if run.in_final)

    @property
    def author(self) -> str:
        """Who brought it in; others may have written in it since."""
        marks = [run.inserted for run in self.runs if run.inserted is not None]
        names = [mark.author for mark in marks]
        return self.end.author if self.end is not None and self.end.author in names else names[0]


def parted(paragraphs: Sequence[Paragraph]) -> tuple[list[Base], list[New]]:
    """The base's paragraphs, and those that came in; empty ones go."""
    parting = _Parting()
    for paragraph in paragraphs:
        parting.take(paragraph)
    parting.flush()
    return parting.base, parting.new


class _Parting:
    def __init__(self) -> None:
        self.base: list[Base] = []
        self.new: list[New] = []
        self.held: list[Paragraph] = []
        self.running_on: tuple[int, Mark] | None = None

    def take(self, paragraph: Paragraph) -> None:
        in_base = bool(paragraph.text(base=True).strip())
        if in_base or self.is_part(paragraph):
            self.held.append(paragraph)
        elif any(run.text.strip() for run in paragraph.runs):
            after = len(self.base) - (not self.held)
            self.new.append(
                New(paragraph.runs, paragraph.number, paragraph.style, after, paragraph.inserted)
            )
        if paragraph.inserted is None:
            self.flush()
        self.follow(paragraph, in_base=in_base)

    def is_part(self, paragraph: Paragraph) -> bool:
        """Whether a paragraph of words that came in is one that somebody else parted from the one
        before, to which they had been added."""
        words = authors(run for run in _unlabelled(paragraph.runs) if run.text.strip())
        before = self.held[-1].inserted if self.held else None
        ends = [end.author for end in (before, paragraph.inserted) if end is not None]
        return before is not None and bool(words) and not set(ends).intersection(words)

    def follow(self, paragraph: Paragraph, *, in_base: bool) -> None:
        """Watch for what is left of a paragraph running on into what is left of the next."""
        if self.running_on is not None and _is_left(paragraph, self.running_on[1], in_base):
            place, mark = self.running_on
            if place < len(self.base):
                self.base[place] = msgspec.structs.replace(self.base[place], merged=mark)
        if paragraph.deleted is None:
            self.running_on = None
        elif _is_left(paragraph, paragraph.deleted, in_base):
            self.running_on = (len(self.base) - (not self.held), paragraph.deleted)

    def flush(self) -> None:
        if not self.held:
            return
        first = self.held[0]
        split = tuple(p.inserted for p in self.held[:-1] if p.inserted is not None)
        runs = first.runs
        for before, part in pairwise(self.held):
            runs = (*runs, *_ended(before), *_unlabelled(part.runs))
        begins = tuple(p.text(base=True) for p in self.held[1:])
        numbered = any(part.numbered for part in self.held)
        self.base.append(Base(runs, first.number, first.style, split, begins, None, numbered))
        self.held = []


def _is_left(paragraph: Paragraph, end: Mark, in_base: bool) -> bool:
    """Whether who took out an end left something of a paragraph of the base: of what others have
    taken out since, an act of the record did."""
    if not in_base or bool(paragraph.text(base=False).strip()):
        return in_base
    gone = {run.deleted.author for run in paragraph.runs if run.deleted is not None}
    return is_act(end.author) and end.author not in gone


def _ended(paragraph: Paragraph) -> tuple[Run, ...]:
    """The end of a paragraph that an act of the record parted from the next."""
    mark = paragraph.inserted
    if mark is None or not is_act(mark.author):
        return ()
    return (Run(END, mark, paragraph.deleted),)


def _unlabelled(runs: Sequence[Run]) -> Sequence[Run]:
    """The second part of a split paragraph without the number typed before it, which may be in
    letters of several looks."""
    label = typed_label("".join(run.text for run in runs if run.in_final))
    came = list(takewhile(lambda run: not run.in_base or not run.text.strip(), runs))
    typed = accumulate(run.text for run in came)
    read = [(n, text.strip()) for n, text in enumerate(typed, 1) if not came[n - 1].in_base]
    ends = [n for n, text in read if text == label]
    return runs[ends[-1] :] if label and ends else runs


def without_number(base: Base) -> tuple[Base, Mark | None, str]:
    """A paragraph without a number that somebody typed before it, who did, and the number."""
    place = next((n for n, run in enumerate(base.runs) if run.text.strip()), 0)
    first = base.runs[place] if base.runs else Run("")
    label = typed_label(first.text, base.style) if first.inserted and first.in_final else ""
    if not label:
        return base, None, ""
    rest = first.text.lstrip().removeprefix(label).lstrip()
    kept = [msgspec.structs.replace(first, text=rest)] if rest else []
    runs = (*base.runs[:place], *kept, *base.runs[place + 1 :])
    return msgspec.structs.replace(base, runs=runs), first.inserted, label


def typed_label(text: str, style: str = "") -> str:
    """The label a paragraph begins with, as typed (``24.``, ``(c)``, ``II.``), or empty; what the
    first cell of a table's row begins with is none."""
    if style == ROW:
        return ""
    before, tab, _ = text[: _LONGEST_LABEL + 1].partition("\t")
    if tab and before.strip() and labels.parse(before.strip()) is not None:
        return before.strip()
    found = _TYPED.match(text)
    return found[1] if found and labels.parse(found[1]) is not None else ""
