"""The standing text as a document, so that the rules can be applied to it."""

from __future__ import annotations

from draftrace.errors import UsageError
from draftrace.room.floor import TABLE_IT
from draftrace.room.issued import frozen
from draftrace.room.state import State
from draftrace.text.documents import Document, Note, Part, Provision


def standing_document(state: State) -> Document:
    """What stands now, as it would be issued. Raises UsageError where nothing is on the table."""
    text = frozen(state)
    if not text:
        raise UsageError("There is no draft yet.", TABLE_IT)
    return Document(
        title=state.now.symbol,
        provisions=tuple(
            Provision(
                address=i.address,
                kind=i.kind,
                level=i.level,
                label=i.label,
                part=i.part,
                wording=i.wording,
            )
            for i in text
            if i.kind != "footnote"
        ),
        notes=tuple(
            Note(id=i.note, number=i.label or i.note, wording=i.wording, address=i.address)
            for i in text
            if i.kind == "footnote"
        ),
        parts=tuple(Part(code=code, title=code) for code in state.now.parts),
    )
