"""Documents out, through pandoc: one sheet, built once, to files in every format.

``Sheet`` is what the room hands over, ``write`` puts a file in place and proves it by reading it
back, ``prove`` holds any such file against its sheet.
"""

from __future__ import annotations

from draftrace.exporters.readback import Difference
from draftrace.exporters.sheet import Block, Comment, Masthead, NoteBlock, Run, Sheet
from draftrace.exporters.shown_beside import Shown, shown_beside
from draftrace.exporters.writing import Written, bears_changes, prove, write

__all__ = [
    "Block",
    "Comment",
    "Difference",
    "Masthead",
    "NoteBlock",
    "Run",
    "Sheet",
    "Shown",
    "Written",
    "bears_changes",
    "prove",
    "shown_beside",
    "write",
]
