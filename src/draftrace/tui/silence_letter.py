"""The letter after a silence procedure, as a page and as a file. A task of ``apart``."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec

from draftrace.room.state import State
from draftrace.tui.apart import Tell
from draftrace.tui.prose import Row, Span, wrap
from draftrace.tui.safe import shown
from draftrace.views.silences import Round, rounds
from draftrace.workspace import Workspace

SUFFIXES = (".docx", ".odt", ".html", ".pdf", ".md", ".txt")


class LetterOrder(msgspec.Struct, frozen=True, kw_only=True):
    """A silence procedure by its id; ``path`` is relative to the workspace's ``exports/``."""

    silence: str
    path: str
    force: bool = False


class Written(msgspec.Struct, frozen=True):
    """The file in place."""

    path: str
    sha256: str
    bytes: int


def perform(root: Path, asked: bytes, tell: Tell) -> Iterator[Written]:
    """Write the letter, whole and proved, or not at all."""
    from draftrace import exporters
    from draftrace.exporters.letters import silence_letter_sheet

    order = msgspec.json.decode(asked, type=LetterOrder)
    workspace = Workspace(root)
    tell("reading the record")
    state = workspace.state()
    found = next(r for r in rounds(state) if r.silence == order.silence)
    path = workspace.exports / order.path
    sheet = silence_letter_sheet(state, found)
    written = exporters.write(sheet, path, force=order.force, tell=tell)
    yield Written(order.path, written.sha256, written.bytes)


def letter_rows(state: State, found: Round, width: int) -> list[Row]:
    """The letter as it would be read."""
    from draftrace.exporters.letters import silence_letter_sheet
    from draftrace.exporters.plain_text import text_page

    rows: list[Row] = []
    page = text_page(silence_letter_sheet(state, found), width).decode()
    for line in page.rstrip().split("\n"):
        rows += [Row(part) for part in wrap([Span(shown(line))], width)] or [Row()]
    return rows
