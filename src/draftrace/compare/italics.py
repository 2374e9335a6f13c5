"""Two texts aligned by their words alone: italics are how words look, and not every file can show
them."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from draftrace.compare.align import Alignment, Block, align
from draftrace.text.wording import cite, escape, runs


def aligned(old: Sequence[Block], new: Sequence[Block]) -> tuple[Alignment, ...]:
    """The rows of ``align``. Where one text has no italics at all those of the other are left out;
    a row in which nothing else differs is not reworded, and tells what the new text has."""
    if _has_italics(old) != _has_italics(new):
        old, new = _roman(old), _roman(new)
    return tuple(map(_told, align(old, new)))


def _has_italics(blocks: Sequence[Block]) -> bool:
    return any(
        run.emphasis for block in blocks if "*" in block.wording for run in runs(block.wording)
    )


def _roman(blocks: Sequence[Block]) -> list[Block]:
    return [msgspec.structs.replace(b, wording=_upright(b.wording)) for b in blocks]


def _upright(wording: str) -> str:
    if "*" not in wording:
        return wording
    return "".join(cite(run.note) if run.note else escape(run.text) for run in runs(wording))


def _told(row: Alignment) -> Alignment:
    changes = row.change.split("+")
    differs = [text for op, text in row.redline if op != "="]
    if "reworded" not in changes or any(text.replace("*", "").strip() for text in differs):
        return row
    left = [change for change in changes if change != "reworded"]
    said = "".join(text for op, text in row.redline if op != "-")
    return msgspec.structs.replace(
        row, change="+".join(left) or "unchanged", redline=(("=", said),)
    )
