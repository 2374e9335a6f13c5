"""Wordings cut into pieces: which words, emphasised or not, which note, brought in by whom."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import accumulate

import msgspec

from draftrace.exporters.sheet import Op, Run, Side, side_wording
from draftrace.text.wording import plain

# The marks of ``text.wording``; cut here because a change may open what standing words close.
_MARK = re.compile(r"\\(?P<literal>[\\*\[|])|\[\^(?P<note>[^\[\]\s\\*]+)\]|(?P<star>\*+)")
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff\ud800-\udfff]")

_OPEN_ENDS = ("*", "\\")
_SIDES: dict[Op, tuple[Side, ...]] = {
    "=": ("clean", "base"),
    "+": ("clean",),
    "-": ("base",),
    "±": (),
}


class Piece(msgspec.Struct, frozen=True, gc=False):
    """Words of one run in one emphasis, or the citation of one note. ``run`` is its position."""

    op: Op
    run: int
    text: str = ""
    note: str = ""
    emphasis: bool = False
    author: str = ""
    date: str = ""
    taker: str = ""
    taken: str = ""


def pieces(runs: tuple[Run, ...]) -> list[Piece]:
    """The runs' pieces in order. Emphasis is followed on either side apart, since a change may
    open what the standing words close; standing words take the clean side's. Words that came in
    and went again open and close their own.
    """
    cut: list[Piece] = []
    slanted: dict[str, bool] = {"clean": False, "base": False, "neither": False}
    for position, run in enumerate(whole_marks(runs)):
        sides = _SIDES[run.op] or ("neither",)
        signed = run.author, run.date, run.taker, run.taken
        for text, note, star in _marks(run.text):
            if star:
                slanted.update({side: not slanted[side] for side in sides})
            else:
                cut.append(Piece(run.op, position, text, note, slanted[sides[0]], *signed))
    return cut


def sides_of(op: Op) -> tuple[Side, ...]:
    """Which sides show words of this kind."""
    return _SIDES[op]


def words_of(wording: str) -> str:
    """The words alone, as a file can carry them: no emphasis, no notes, escapes undone."""
    return printable(plain(wording))


def printable(text: str) -> str:
    """The text without characters no document format can carry."""
    return text if text.isprintable() else _UNPRINTABLE.sub("", text)


def whole_marks(runs: tuple[Run, ...]) -> tuple[Run, ...]:
    """The same runs where no mark is cut in two; else the whole old wording replaced by the new.

    Differences are taken by words, which keep a mark whole; a cut one would print as litter.
    """
    if not any(map(_ends_within_a_mark, runs)):
        return runs
    cut = any(_cuts_a_mark(runs, side) for side in ("clean", "base"))
    return _replaced(runs) if cut else runs


def _ends_within_a_mark(run: Run) -> bool:
    """Whether a mark may go on behind the run: quickly told, and no for nearly every run."""
    text = run.text
    return text[-1:] in _OPEN_ENDS or ("[" in text and text.rfind("[") > text.rfind("]"))


def _cuts_a_mark(runs: tuple[Run, ...], side: Side) -> bool:
    ends = list(accumulate(len(run.text) for run in runs if side in sides_of(run.op)))
    return any(
        mark.start() < end < mark.end()
        for mark in _MARK.finditer(side_wording(runs, side))
        for end in ends
    )


def _replaced(runs: tuple[Run, ...]) -> tuple[Run, ...]:
    changed = next((run for run in runs if run.op != "="), runs[0])
    remarks = tuple(comment for run in runs for comment in run.comments)
    old, new = (side_wording(runs, "base"), side_wording(runs, "clean"))
    swap = (
        Run(text=old, op="-", author=changed.author, date=changed.date),
        Run(text=new, op="+", author=changed.author, date=changed.date, comments=remarks),
    )
    return swap if old != new else (Run(text=new, comments=remarks),)


def _marks(wording: str) -> Iterable[tuple[str, str, bool]]:
    """(text, note id, whether it is a star), one of them set."""
    wording = printable(wording)
    if wording and not _MARK.search(wording):
        return ((wording, "", False),)
    return _cut_at_marks(wording)


def _cut_at_marks(wording: str) -> Iterator[tuple[str, str, bool]]:
    at, held = 0, ""
    for mark in _MARK.finditer(wording):
        held += wording[at : mark.start()]
        at = mark.end()
        if mark["literal"]:
            held += mark["literal"]
            continue
        if held:
            yield held, "", False
            held = ""
        yield "", mark["note"] or "", bool(mark["star"])
    if held + wording[at:]:
        yield held + wording[at:], "", False
