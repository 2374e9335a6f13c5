"""Papers about the text, beside the text itself: tables, the provenance report, the record.

Each kind of paper is a mapping from the suffix of a file to how it is made and proved.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from itertools import zip_longest
from pathlib import Path
from typing import Literal

import msgspec

from draftrace.errors import DraftraceError, UsageError
from draftrace.exporters.around import consolidation_around, report_around, table_around
from draftrace.exporters.compilation import masthead_of
from draftrace.exporters.dossier import RECORDS, Dossier
from draftrace.exporters.extract import extract
from draftrace.exporters.inlines import note_numbers
from draftrace.exporters.paper import Stationery
from draftrace.exporters.paper_reading import (
    csv_cells,
    page_words,
    paper_words,
    unlike,
    unlike_words,
    workbook_cells,
)
from draftrace.exporters.report_page import report_page
from draftrace.exporters.report_paper import report_paper
from draftrace.exporters.report_words import report_words
from draftrace.exporters.saving import check_writable, refuse_folder, save
from draftrace.exporters.sheet import Block, Masthead, Sheet
from draftrace.exporters.sheets import consolidation_cells, table_cells, workbook
from draftrace.exporters.spreadsheets import Table as Cells
from draftrace.exporters.spreadsheets import as_csv, held, inert_rows, sealed
from draftrace.exporters.table_page import consolidation_page, table_page
from draftrace.exporters.table_paper import consolidation_paper, table_paper
from draftrace.exporters.table_words import consolidation_words, table_words
from draftrace.exporters.writing import Written
from draftrace.room.entities import Revision
from draftrace.room.state import State
from draftrace.views.consolidation import consolidation
from draftrace.views.report import Report
from draftrace.views.table import Paragraph, table

Which = Literal["proposals", "consolidation"]


class Form(msgspec.Struct, frozen=True):
    """``made`` gives a paper's bytes, ``unsaid`` what they lack and say too much."""

    made: Callable[[], bytes]
    unsaid: Callable[[bytes], list[str]]


Forms = Mapping[str, Form]
"""How a paper is made and proved, by the suffix of its file."""


def tables(
    state: State,
    text: Revision,
    base: Revision,
    which: Which = "proposals",
    only: str = "",
    on: Stationery | None = None,
) -> Forms:
    """The table of proposals between two issues, or of how the text was consolidated; the
    workbook holds both, and each row of a CSV names the text and its seal. ``only`` names
    paragraphs as ``extract`` reads them; ``on`` is what a Word file is written on."""
    on = on or Stationery(masthead=masthead_of(text))
    told, rows = table(state, text, base), consolidation(state, text)
    if only:
        kept = _asked(told.paragraphs, only)
        paragraphs = tuple(p for p in told.paragraphs if p.provision in kept)
        told = msgspec.structs.replace(told, paragraphs=paragraphs)
        rows = [row for row in rows if row.provision in kept]
    numbers = note_numbers((*base.provisions, *text.provisions))
    cells = [table_cells(told, numbers), consolidation_cells(rows)]
    offered, consolidated = (csv_form(sealed(each, told.text, told.seal)) for each in cells)
    book = Form(partial(workbook, told, rows, numbers), lambda made: _unlike_book(cells, made))
    if which == "consolidation":
        return {
            **_printed(
                lambda: consolidation_words(rows),
                lambda: consolidation_around(told),
                partial(consolidation_paper, told, rows, on),
                partial(consolidation_page, told, rows),
            ),
            ".csv": consolidated,
            ".xlsx": book,
        }
    return {
        **_printed(
            lambda: table_words(told, numbers),
            lambda: table_around(told),
            partial(table_paper, told, numbers, on),
            partial(table_page, told, numbers),
        ),
        ".csv": offered,
        ".xlsx": book,
    }


def _printed(
    words: Callable[[], Iterable[str]],
    around: Callable[[], Iterable[str]],
    paper: Callable[[], bytes],
    page: Callable[[], bytes],
) -> Forms:
    """A Word file and a page that must say the same words, and may say others around them."""
    return {
        ".docx": Form(paper, lambda made: unlike_words(paper_words(made), words(), around())),
        ".html": Form(page, lambda made: unlike_words(page_words(made), words(), around())),
    }


def csv_form(cells: Cells) -> Form:
    """One table as CSV."""
    rows = [[str(cell) for cell in row] for row in inert_rows(cells)]
    return Form(lambda: as_csv([cells]), lambda made: unlike(rows, csv_cells(made)))


def _unlike_book(tables: Sequence[Cells], made: bytes) -> list[str]:
    expected = [
        [[held(str(cell)) for cell in row] for row in (each.headers, *each.rows)] for each in tables
    ]
    pairs = zip_longest(expected, workbook_cells(made), fillvalue=())
    return [wrong for wanted, found in pairs for wrong in unlike(wanted, found)]


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


def reports(report: Report, on: Stationery | None = None) -> Forms:
    """The provenance report."""
    on = on or Stationery(masthead=masthead_of(report.revision))
    return _printed(
        lambda: report_words(report),
        lambda: report_around(report),
        partial(report_paper, report, on),
        partial(report_page, report),
    )


def records(dossier: Dossier) -> Forms:
    """The record."""
    return {
        suffix: Form(partial(part.made, dossier), partial(part.unsaid, dossier))
        for suffix, part in RECORDS.items()
    }


def _silently(said: str) -> None:
    del said


def put(
    forms: Forms,
    path: Path,
    what: str,
    *,
    force: bool = False,
    tell: Callable[[str], None] = _silently,
) -> Written:
    """The paper as a file, its format told by the suffix; whole and proved, or not at all.

    ``tell`` is told what is being done. Raises UsageError for a suffix that is none of its
    formats, DraftraceError when the file exists and ``force`` is not given, cannot be written, or
    does not say just what it must, read back; then the refused file stays beside, ``.unproved``.
    """
    refuse_folder(path)
    form = forms.get(path.suffix.lower())
    if form is None:
        known = ", ".join(forms)
        raise UsageError(f"{path.name} cannot be written as {what}.", f"Suffixes known: {known}.")
    check_writable(path, force=force)
    tell(f"writing {path.name}")
    content = form.made()
    tell(f"reading {path.name} back")
    missing = form.unsaid(content)
    if missing:
        raise _unproved(path, content, missing)
    save(path, content, force=force)
    return Written(path=path, sha256=hashlib.sha256(content).hexdigest(), bytes=len(content))


def _unproved(path: Path, content: bytes, missing: Sequence[str]) -> DraftraceError:
    kept = path.with_suffix(f".unproved{path.suffix}")
    save(kept, content, force=True)
    return DraftraceError(
        f"{path} was not written: read back, it differs from what it must say in {len(missing)} "
        f"places, first {missing[0][:100]!r}.",
        f"The refused file is {kept}; please report it.",
    )
