"""Which printed footnote does each mark cite?"""

from __future__ import annotations

import bisect
from collections.abc import Sequence

import msgspec

from draftrace.text import wording
from draftrace.text.structure.blocks import Block


class NoteBlock(msgspec.Struct, kw_only=True):
    """A footnote with the id it has in this document, its citing block's place or -1."""

    block: Block
    id: str
    cited_by: int = -1


def assign(blocks: Sequence[Block], printed: Sequence[Block]) -> list[NoteBlock]:
    """The footnotes with ids of their own. A number printed several times over (numbering afresh
    on each page) cites the first note with it at or below the mark, else the last above; marks
    are renamed in the blocks where ids had to differ.
    """
    notes: list[NoteBlock] = []
    numbered: dict[str, list[NoteBlock]] = {}
    for block in printed:
        same = numbered.setdefault(block.note, [])
        own = block.note if not same else f"{block.note}-{len(same) + 1}"
        same.append(NoteBlock(block=block, id=own))
        notes.append(same[-1])
    lines = {number: [note.block.line for note in same] for number, same in numbered.items()}
    for place, block in enumerate(blocks):
        _cite(place, block, numbered, lines)
    return notes


def _cite(
    place: int, block: Block, numbered: dict[str, list[NoteBlock]], lines: dict[str, list[int]]
) -> None:
    renamed: dict[str, str] = {}
    for number in wording.note_ids(block.text):
        same = numbered.get(number)
        if same is None:
            continue
        below = bisect.bisect_left(lines[number], block.line)
        note = same[min(below, len(same) - 1)]
        if note.cited_by < 0:
            note.cited_by = place
        if note.id != number:
            renamed[number] = note.id
    if renamed:
        block.text = wording.with_notes(block.text, renamed)
