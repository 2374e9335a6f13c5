"""Tables in the texts of tests: rows behind a paragraph."""

from __future__ import annotations

import msgspec

from draftrace.text import documents as doc
from draftrace.text.wording import note_ids


def table(draft: doc.Document, behind: int, *rows: tuple[str, str]) -> doc.Document:
    """The draft with one table behind its paragraph of that number, from 1; each row by its label
    (``0`` for that of the headings) and its wording."""
    made = [
        doc.Provision(
            address=f"t1.r{place}",
            kind="tablerow",
            level=1,
            label=label,
            wording=wording,
            notes=note_ids(wording),
        )
        for place, (label, wording) in enumerate(rows, 0 if rows[0][0] == "0" else 1)
    ]
    provisions = (*draft.provisions[:behind], *made, *draft.provisions[behind:])
    return msgspec.structs.replace(draft, provisions=provisions)
