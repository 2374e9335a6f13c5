"""Does rendering what was read give back the source, word for word and in order?"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Literal

import msgspec

from draftrace.text import wording
from draftrace.text.documents import Document, Note, Problem, Provision
from draftrace.text.structure.blocks import Source
from draftrace.text.structure.inline import RAISED

_SHOWN = 12
_SEARCHED = 20_000
_MOST_SHOWN = 50

MarkStyle = Literal["raised", "reference", "wording"]


class Stream(msgspec.Struct, frozen=True, kw_only=True):
    """The source's own words, apart from recognition: the text and the footnotes, each as one
    string. ``fold`` brings a rendered piece to what the format lets both sides share, and
    ``marks`` says how the format shows a note.
    """

    text: str
    notes: str
    fold: Callable[[str], str]
    marks: MarkStyle = "raised"


Marks = Mapping[str, str] | None


class Mismatch(msgspec.Struct, frozen=True):
    """Where source and rendering part: the line, and some words of both sides."""

    line: int
    source: str
    read: str


def stream_of(source: Source) -> Stream:
    """The words of the blocks, where the source has no lines of its own."""
    text = [_shown(block.mark, block.text) for block in source.blocks if block.form != "note"]
    notes = [block.text for block in source.blocks if block.form == "note"]
    return Stream(
        text=_folded(" ".join(text)),
        notes=_folded(" ".join(notes)),
        fold=_folded,
        marks="wording",
    )


def checked(document: Document, stream: Stream) -> Document:
    """The document, with a problem for each place where its rendering is not the source; both
    sides are shown, and the reading is kept as it is.
    """
    marks = note_marks(document, stream.marks)
    found = compare(stream.text, stream.fold, rendered(document, marks))
    notes = [(note.line, note_text(note, marks)) for note in document.notes]
    found += compare(stream.notes, stream.fold, notes)
    if not found:
        return document
    odd = [
        Problem(
            line=max(mismatch.line, 1),
            column=1,
            what=f"read differently: source “{mismatch.source}”, read “{mismatch.read}”",
        )
        for mismatch in found[:_MOST_SHOWN]
    ]
    ordered = sorted([*document.problems, *odd], key=lambda problem: (problem.line, problem.column))
    return msgspec.structs.replace(document, problems=tuple(ordered))


class _References(dict[str, str]):
    """Marks as references; a note that is cited but not there has one too."""

    def __missing__(self, note: str) -> str:
        return f"[^{note}]"


class _Raised(dict[str, str]):
    """Marks as raised numbers; a note that is cited but not there has one too."""

    def __missing__(self, note: str) -> str:
        stars = note[1:] if note[:1] == "s" else ""
        return "*" * int(stars) if stars.isdecimal() else raised(note)


def note_marks(document: Document, style: MarkStyle = "raised") -> dict[str, str] | None:
    """How each note is marked in the text, by its id: a raised number, or a reference; None
    leaves wordings as they are stored.
    """
    if style == "wording":
        return None
    if style == "reference":
        return _References((note.id, f"[^{note.number}]") for note in document.notes)
    return _Raised((note.id, raised(note.number)) for note in document.notes)


def raised(number: str) -> str:
    """A note's mark in print: raised digits, or the asterisks themselves."""
    return number.translate(RAISED) if number.isdecimal() else number


def printed_wording(text: str, marks: Marks) -> str:
    """A wording as print shows it: emphasis in asterisks, notes by their marks."""
    if marks is None:
        return text
    if "[^" not in text and "\\" not in text:
        return text
    shown: list[str] = []
    for run in wording.runs(text):
        if run.note:
            shown.append(marks[run.note])
        else:
            shown.append(f"*{run.text}*" if run.emphasis else run.text)
    return "".join(shown)


def provision_text(provision: Provision, marks: Marks) -> str:
    """One provision as printed, its label in front as it stands in the source."""
    if provision.kind == "tablerow":
        return printed_wording(_cells(provision.wording), marks)
    shown = printed_wording(provision.wording, marks)
    return _shown(provision.printed, shown[brackets_moved(provision.printed) :])


def brackets_moved(printed: str) -> int:
    """How many brackets opened before a label stand in the wording: those it does not close."""
    return max(printed.count("[") - printed.count("]"), 0)


def note_text(note: Note, marks: Marks) -> str:
    """One footnote as printed."""
    mark = "" if marks is None else marks.get(note.id, note.number)
    return _shown(mark, printed_wording(note.wording, marks))


def rendered(document: Document, marks: Marks) -> Iterator[tuple[int, str]]:
    """Every piece of the text but its footnotes as (line, text), in printed order."""
    furniture = (
        (line.line, printed_wording(_cells(line.text), marks))
        for line in document.furniture
        if line.what != "page"
    )
    provisions = ((p.line, provision_text(p, marks)) for p in document.provisions)
    return heapq.merge(furniture, provisions, key=lambda piece: piece[0])


def compare(
    source: str, fold: Callable[[str], str], pieces: Iterable[tuple[int, str]]
) -> list[Mismatch]:
    """The places where the pieces, in order, are not the source. After a mismatch the comparison
    goes on from the next piece that is found again a little further on.
    """
    place = 0
    found: list[Mismatch] = []
    for line, piece in pieces:
        text = fold(piece)
        if source.startswith(text, place):
            place += len(text)
            continue
        if source.startswith(" ", place) and source.startswith(text, place + 1):
            place += len(text) + 1
            continue
        if len(found) >= _MOST_SHOWN:
            continue
        again = source.find(text, place, place + len(text) + _SEARCHED) if text else -1
        skipped = source[place : again if again >= 0 else place + len(text)]
        found.append(Mismatch(line, _words(skipped), _words("" if again >= 0 else text)))
        place = again + len(text) if again >= 0 else place
    if source[place:].strip():
        found.append(Mismatch(0, _words(source[place : place + 2000]), ""))
    return found


def _shown(mark: str, text: str) -> str:
    return f"{mark} {text}".strip() if mark else text


def _cells(row: str) -> str:
    """A row's cells with white space between them; a literal bar is escaped in the wording."""
    return " ".join(row.replace(" | ", " ").split())


def _folded(text: str) -> str:
    return "".join(text.replace("|", "").split())


def _words(text: str) -> str:
    words = text[:2000].split()
    return " ".join(words[:_SHOWN]) + (" …" if len(words) > _SHOWN else "")
