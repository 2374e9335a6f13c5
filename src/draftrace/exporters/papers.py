"""Papers about the text, beside the text itself: tables, the provenance report, the record.

Each kind of paper is a mapping from the suffix of a file to what makes its bytes.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from pathlib import Path
from typing import Literal

import msgspec

from draftrace.errors import UsageError
from draftrace.exporters.dossier import RECORDS, Dossier
from draftrace.exporters.extract import extract
from draftrace.exporters.inlines import note_numbers
from draftrace.exporters.report_page import report_page
from draftrace.exporters.report_paper import report_paper
from draftrace.exporters.saving import check_writable, save
from draftrace.exporters.sheet import Block, Masthead, Sheet
from draftrace.exporters.sheets import consolidation_csv, table_csv, workbook
from draftrace.exporters.table_page import consolidation_page, table_page
from draftrace.exporters.table_paper import consolidation_paper, table_paper
from draftrace.exporters.writing import Written
from draftrace.room.entities import Revision
from draftrace.room.state import State
from draftrace.views.consolidation import consolidation
from draftrace.views.report import Report
from draftrace.views.table import Paragraph, table

Which = Literal["proposals", "consolidation"]
Forms = Mapping[str, Callable[[], bytes]]
"""What makes the bytes of a paper, by the suffix of its file."""


def tables(
    state: State, text: Revision, base: Revision, which: Which = "proposals", only: str = ""
) -> Forms:
    """The table of proposals between two issues, or of how the text was consolidated; the
    workbook holds both. ``only`` names paragraphs as ``extract`` reads them."""
    told, rows = table(state, text, base), consolidation(state, text)
    if only:
        kept = _asked(told.paragraphs, only)
        paragraphs = tuple(p for p in told.paragraphs if p.provision in kept)
        told = msgspec.structs.replace(told, paragraphs=paragraphs)
        rows = [row for row in rows if row.provision in kept]
    numbers = note_numbers((*base.provisions, *text.provisions))
    book = partial(workbook, told, rows, numbers)
    if which == "consolidation":
        return {
            ".docx": partial(consolidation_paper, told, rows),
            ".html": partial(consolidation_page, told, rows),
            ".csv": partial(consolidation_csv, rows),
            ".xlsx": book,
        }
    return {
        ".docx": partial(table_paper, told, numbers),
        ".html": partial(table_page, told, numbers),
        ".csv": partial(table_csv, told, numbers),
        ".xlsx": book,
    }


def _asked(paragraphs: Iterable[Paragraph], only: str) -> set[str]:
    """The provisions asked for, with all below them."""
    blocks = tuple(
        Block(
            address=p.address,
            kind=p.kind,
            level=p.level,
            label=p.provision,
            runs=(),
            change="deleted" if p.base and not p.text else "",
        )
        for p in paragraphs
    )
    sheet = Sheet(masthead=Masthead(), title="", blocks=blocks)
    return {block.label for block in extract(sheet, only).blocks}


def reports(report: Report) -> Forms:
    """The provenance report."""
    return {".html": partial(report_page, report), ".docx": partial(report_paper, report)}


def records(dossier: Dossier) -> Forms:
    """The record."""
    return {suffix: partial(made, dossier) for suffix, made in RECORDS.items()}


def put(forms: Forms, path: Path, what: str, *, force: bool = False) -> Written:
    """The paper as a file, its format told by the suffix; whole or not at all.

    Raises UsageError for a suffix that is none of its formats, DraftraceError when the file
    exists and ``force`` is not given, or cannot be written.
    """
    made = forms.get(path.suffix.lower())
    if made is None:
        known = ", ".join(forms)
        raise UsageError(f"{path.name} cannot be written as {what}.", f"Suffixes known: {known}.")
    check_writable(path, force=force)
    content = made()
    save(path, content, force=force)
    return Written(path=path, sha256=hashlib.sha256(content).hexdigest(), bytes=len(content))
