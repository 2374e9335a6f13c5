"""Tables as files: CSV and xlsx. A cell is text, never a formula."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from datetime import UTC, datetime
from math import ceil
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from draftrace.errors import UsageError
from draftrace.exporters.saving import check_writable, save
from draftrace.exporters.visible import visible

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

Cell = str | float | int
SUFFIXES = (".csv", ".xlsx")

_SIGN = r"[=+\-@\uff1d\uff0b\uff0d\uff20]"
_FORMULA = re.compile(rf"\s*{_SIGN}")
_WITHIN = re.compile(rf"([;\n][^\S\n]*)(?={_SIGN})")
"""Where one begins within a cell: in much of Europe a spreadsheet opens a CSV by semicolons, so
that a comma is part of a cell, a quotation mark behind it text, and a line end one of the table."""
_LONGEST = 32_767
_NARROW, _WIDE = 8, 60
_LINE, _TALLEST = 15, 409  # points; a row can be no higher
_RAGGED = 1.1
_A4 = 9  # xlsxwriter's number for it


class Table(msgspec.Struct, frozen=True, kw_only=True):
    """A named table: headers and rows, each row as long as the headers."""

    name: str
    headers: tuple[str, ...]
    rows: Sequence[Sequence[Cell]]


def write_tables(tables: Sequence[Table], path: Path, *, force: bool = False) -> int:
    """Write tables by the suffix of the file: as one in a CSV, one sheet each in a workbook.
    Returns how many bytes. Raises UsageError for another suffix, else as ``save``."""
    check_suffix(path)
    check_writable(path, force=force)
    content = as_csv(tables) if path.suffix.lower() == ".csv" else as_workbook(tables)
    save(path, content, force=force)
    return len(content)


def check_suffix(path: Path) -> None:
    """Raises UsageError unless the file's name says CSV or workbook."""
    if path.suffix.lower() not in SUFFIXES:
        raise UsageError(
            f"{path.name}: a table is written as {' or '.join(SUFFIXES)}.",
            "Give the file a name with one of these endings.",
        )


def sealed(table: Table, revision: str, seal: str) -> Table:
    """The table with two last columns that name, in every row, the text it tells of and its seal:
    a CSV has no other place to say so, and rows are sorted, filtered and copied out of it."""
    return Table(
        name=table.name,
        headers=(*table.headers, "revision", "seal"),
        rows=[(*row, revision, seal) for row in table.rows],
    )


def as_csv(tables: Sequence[Table]) -> bytes:
    """RFC 4180 with a byte order mark, by which spreadsheets know UTF-8; several tables as one.
    What a spreadsheet would take for a formula gets an apostrophe before it and every text stands
    in quotation marks (OWASP, CSV Injection). No text is cut off."""
    text = io.StringIO()
    csv.writer(text, quoting=csv.QUOTE_NONNUMERIC).writerows(inert_rows(_as_one(tables)))
    return text.getvalue().encode("utf-8-sig")


def _as_one(tables: Sequence[Table]) -> Table:
    """Several tables as one that can be sorted and filtered: the first column says of which a row
    is, and a column that several have stands once."""
    if len(tables) == 1:
        return tables[0]
    headers = tuple(dict.fromkeys(header for table in tables for header in table.headers))
    rows = []
    for table in tables:
        for row in table.rows:
            cells = dict(zip(table.headers, row, strict=True))
            rows.append((table.name, *(cells.get(header, "") for header in headers)))
    return Table(name=" and ".join(t.name for t in tables), headers=("table", *headers), rows=rows)


def as_workbook(tables: Sequence[Table]) -> bytes:
    """A workbook in which every text is a string, with the headers kept in sight; the same bytes
    for the same tables."""
    import xlsxwriter

    content = io.BytesIO()
    book = xlsxwriter.Workbook(
        content, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    book.set_properties({"created": datetime(1980, 1, 1, tzinfo=UTC).replace(tzinfo=None)})
    bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
    plain = book.add_format({"text_wrap": True, "valign": "top"})
    for table in tables:
        sheet = book.add_worksheet(table.name)
        _lay_out(sheet, table)
        for column, header in enumerate(table.headers):
            sheet.write_string(0, column, held(header), bold)
        for row, cells in enumerate(table.rows, 1):
            for column, cell in enumerate(cells):
                if isinstance(cell, str):
                    sheet.write_string(row, column, held(cell), plain)
                else:
                    sheet.write_number(row, column, cell, plain)
    book.close()
    return content.getvalue()


def _lay_out(sheet: Worksheet, table: Table) -> None:
    """The headers in sight and to filter by, rows as high as their longest text, since not every
    spreadsheet finds that for itself, and on paper all columns on one page across."""
    widths = [_width(table, column) for column in range(len(table.headers))]
    for column, width in enumerate(widths):
        sheet.set_column(column, column, width)
    for row, cells in enumerate(table.rows, 1):
        lines = max(map(_lines, cells, widths), default=1)
        if lines > 1:
            sheet.set_row(row, min(_TALLEST, _LINE * lines))
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(1, len(table.rows)), len(table.headers) - 1)
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.set_footer("&L&A&R&P / &N")


def inert_rows(table: Table) -> list[list[Cell]]:
    """The rows of a table, headers first, as a CSV holds them."""
    return [[_inert(cell) for cell in row] for row in (table.headers, *table.rows)]


def _inert(cell: Cell) -> Cell:
    if not isinstance(cell, str):
        return cell
    text = _WITHIN.sub(r"\1'", visible(cell))
    return f"'{text}" if _FORMULA.match(text) else text


def held(text: str) -> str:
    """What a cell of a workbook shows: no more than it can hold, and nothing in it obeyed."""
    shown = visible(text)
    return shown if len(shown) <= _LONGEST else shown[: _LONGEST - 1] + "…"


def _lines(cell: Cell, width: int) -> int:
    """How many lines a cell takes in a column so wide, a little generous for words that do not
    fit to the end of one."""
    return ceil(len(str(cell)) * _RAGGED / width)


def _width(table: Table, column: int) -> int:
    longest = max(len(str(row[column])) for row in [table.headers, *table.rows])
    return min(_WIDE, max(_NARROW, longest + 2))
