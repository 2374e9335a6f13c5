"""A text a word processor saved as plain text: it says where notes are cited and brings none."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import msgspec

from draftrace.room.entities import Issued
from draftrace.text.documents import Document
from draftrace.text.structure.inline import DIGITS
from draftrace.text.wording import escape, note_ids, runs


def brings_no_notes(document: Document, issued: Sequence[Issued], file: Path) -> bool:
    """Whether a plain text has none of the notes that an issue cites."""
    cites = any(note_ids(i.wording) for i in issued)
    return cites and not document.notes and file.suffix.lower() == ".txt"


def in_figures(issued: Sequence[Issued]) -> list[Issued]:
    """The provisions that cite by plain figures, without the notes."""
    text = [i for i in issued if i.kind != "footnote"]
    cited = dict.fromkeys(note for i in text for note in note_ids(i.wording))
    numbers = {note: str(number) for number, note in enumerate(cited, 1)}

    def figured(wording: str) -> str:
        return "".join(numbers[r.note] if r.note else escape(r.text) for r in runs(wording))

    return [msgspec.structs.replace(i, wording=figured(i.wording)) for i in text]


def with_figures(document: Document) -> Document:
    """A document whose raised figures, which no note of its own explains, are plain ones."""
    provisions = tuple(
        msgspec.structs.replace(p, wording=p.wording.translate(DIGITS)) for p in document.provisions
    )
    return msgspec.structs.replace(document, provisions=provisions)


def range_of_notes(issued: Sequence[Issued]) -> str:
    """The first and the last note of an issue."""
    notes = [i.address for i in issued if i.kind == "footnote"]
    return notes[0] if len(notes) == 1 else f"{notes[0]} to {notes[-1]}"
