"""The rows of a table in a Word file, who brought them in or took them out, and their cells.

Source: ECMA-376-1, 17.4 (tables), 17.13.5.12 and 17.13.5.16 (rows deleted and inserted), 17.13.5.1
to 17.13.5.3 (cells deleted, inserted, merged).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from draftrace.intake.tracked.model import Mark
from draftrace.intake.tracked.word_marks import mark
from draftrace.intake.tracked.word_oddities import W, said

_AROUND = tuple(f"{W}{name}" for name in ("sdt", "sdtContent", "customXml"))
_OF_CELLS = {
    f"{W}cellIns": "cell brought in: its words are taken as of the row",
    f"{W}cellDel": "cell taken out: its words are taken as they stand",
    f"{W}cellMerge": "cells merged or split: their words are taken as they stand",
}


def rows(table: Any) -> Iterator[Any]:
    """The rows of a table, those of tables in its cells not among them."""
    return _within(table, f"{W}tr")


def cells(row: Any) -> list[Any]:
    """The cells of a row; what only goes on from the row above is none."""
    return [cell for cell in _within(row, f"{W}tc") if not _goes_on(cell)]


def hands(row: Any) -> tuple[Mark | None, Mark | None]:
    """Who brought in a row, and who took it out."""
    came, went = (row.find(f"{W}trPr/{W}{change}") for change in ("ins", "del"))
    return (None if came is None else mark(came)), (None if went is None else mark(went))


def changed_cells(row: Any) -> Iterator[tuple[str, str, str]]:
    """What was done to whole cells of a row: what it is, the words, the author."""
    for cell in _within(row, f"{W}tc"):
        for change in cell.iterfind(f"{W}tcPr/*"):
            if change.tag in _OF_CELLS:
                yield _OF_CELLS[change.tag], said(cell), mark(change).author


def _within(element: Any, tag: str) -> Iterator[Any]:
    for child in element:
        if child.tag == tag:
            yield child
        elif child.tag in _AROUND:
            yield from _within(child, tag)


def _goes_on(cell: Any) -> bool:
    merged = cell.find(f"{W}tcPr/{W}vMerge")
    return merged is not None and merged.get(f"{W}val", "continue") == "continue"
