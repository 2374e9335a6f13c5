"""In what shape does a document leave the reader? As text again, or as the JSON tools rely on."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from draftrace.text.documents import Document


def render(document: Document) -> str:
    """The document as plain text in printed order, blocks apart, its footnotes at the end."""
    from draftrace.text.structure import fidelity

    marks = fidelity.note_marks(document)
    pieces = [text for _, text in fidelity.rendered(document, marks)]
    pieces += [fidelity.note_text(note, marks) for note in document.notes]
    return "\n\n".join(pieces) + "\n"


def to_json(document: Document) -> dict[str, object]:
    """The ``read FILE`` shape of DESIGN.md, section 8, plus role, date and parts."""
    numbers = {note.id: _number(note.number) for note in document.notes}
    return {
        "symbol": document.symbol,
        "title": document.title,
        "date": document.date,
        "role": document.role,
        "parts": [
            {"code": part.code, "title": part.title, "embedded": part.embedded}
            for part in document.parts
        ],
        "provisions": [
            {
                "address": provision.address,
                "kind": provision.kind,
                "level": provision.level,
                "label": provision.label,
                "wording": provision.wording,
                "notes": [numbers.get(note, note) for note in provision.notes],
            }
            for provision in document.provisions
        ],
        "footnotes": [
            {"number": _number(note.number), "text": note.wording, "address": note.cited}
            for note in document.notes
        ],
        "problems": [
            {"line": problem.line, "column": problem.column, "what": problem.what}
            for problem in document.problems
        ],
    }


def _number(printed: str) -> int | str:
    return int(printed) if printed.isdecimal() and len(printed) < 10 else printed
