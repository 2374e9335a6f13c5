"""The tables as a workbook and as CSV: a row a paragraph, a column a party.

Text of the record is never a formula: a workbook's cells are written as strings, and CSV goes
through ``spreadsheets``, which puts an apostrophe before what would be taken for one and names in
each row the text and its seal. The workbook names them in its properties.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from draftrace.exporters.dates import epoch
from draftrace.exporters.inlines import Numbers, as_text, runs_of, wording_text
from draftrace.exporters.phrases import change_words, decision_lines, position_words, status_words
from draftrace.exporters.phrases import ruling_words as ruled
from draftrace.exporters.spreadsheets import Table as Cells
from draftrace.exporters.spreadsheets import held
from draftrace.text.labels import leading
from draftrace.views.consolidation import Derivation
from draftrace.views.proposals import Offered
from draftrace.views.table import Paragraph, Table

CONSOLIDATED = ("paragraph", "parties", "source paragraphs", "approach", "reason")
_A3 = 8
_TALLEST = 409
"""Points a row of a workbook can be high."""


def table_cells(table: Table, numbers: Numbers) -> Cells:
    """A row a paragraph; each party's proposals in its column."""
    rows = [_texts(table, p, numbers) for p in table.paragraphs]
    return Cells(name="Proposals", headers=tuple(_header(table)), rows=rows)


def consolidation_cells(rows: Sequence[Derivation]) -> Cells:
    """The consolidation table."""
    return Cells(
        name="Consolidation", headers=CONSOLIDATED, rows=[_consolidated(row) for row in rows]
    )


def workbook(table: Table, rows: Sequence[Derivation], numbers: Numbers) -> bytes:
    """Both tables as sheets of one workbook, the changes in rich text with their signs."""
    import xlsxwriter

    content = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(content, {**options, "strings_to_numbers": False})
    book.set_properties(
        {
            "title": table.title,
            "subject": table.symbol,
            "keywords": f"{table.text}, seal {table.seal}",
            "created": datetime.fromtimestamp(epoch(table.date), UTC),
        }
    )
    styles = _styles(book)
    _proposals_sheet(book, styles, table, numbers)
    _consolidation_sheet(book, styles, rows)
    book.close()
    return content.getvalue()


def _styles(book: Any) -> dict[str, Any]:
    cell = {"text_wrap": True, "valign": "top", "border": 1, "border_color": "#999999"}
    return {
        "head": book.add_format({**cell, "bold": True, "bg_color": "#E9EDF2"}),
        "cell": book.add_format(cell),
        "=": book.add_format({}),
        "+": book.add_format({"underline": 1, "font_color": "#0B5D1E"}),
        "-": book.add_format({"font_strikeout": True, "font_color": "#9B1C1C"}),
        "lead": book.add_format({"bold": True}),
    }


def _proposals_sheet(book: Any, styles: dict[str, Any], table: Table, numbers: Numbers) -> None:
    sheet = book.add_worksheet("Proposals")
    header = _header(table)
    widths = [12, 46, *[38 for _ in table.parties], 46, 18, 46]
    _begun(sheet, styles, header, widths)
    sheet.freeze_panes(1, 2)
    sheet.repeat_columns(0, 1)
    sheet.set_paper(_A3)
    sheet.fit_to_pages(1 + len(table.parties) // 6, 0)
    for number, paragraph in enumerate(table.paragraphs, start=1):
        _write_row(sheet, styles, number, _texts(table, paragraph, numbers), widths)
        for column, party in enumerate(table.parties, start=2):
            mine = _of(paragraph, party)
            if len(mine) == 1:
                _write_redline(sheet, styles, (number, column), mine[0], numbers)
    sheet.autofilter(0, 0, len(table.paragraphs), len(header) - 1)


def _consolidation_sheet(book: Any, styles: dict[str, Any], rows: Sequence[Derivation]) -> None:
    sheet = book.add_worksheet("Consolidation")
    widths = [14, 26, 30, 36, 70]
    _begun(sheet, styles, CONSOLIDATED, widths)
    sheet.freeze_panes(1, 1)
    sheet.fit_to_pages(1, 0)
    for number, row in enumerate(rows, start=1):
        _write_row(sheet, styles, number, _consolidated(row), widths)
    sheet.autofilter(0, 0, len(rows), len(CONSOLIDATED) - 1)


def _begun(
    sheet: Any, styles: dict[str, Any], header: Sequence[str], widths: Sequence[int]
) -> None:
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.repeat_rows(0)
    for column, (title, width) in enumerate(zip(header, widths, strict=True)):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, title, styles["head"])


def _write_row(
    sheet: Any, styles: dict[str, Any], number: int, texts: Sequence[str], widths: Sequence[int]
) -> None:
    """A row high enough for its cells: not every program measures wrapped text on opening."""
    for column, text in enumerate(texts):
        _write(sheet, styles, (number, column), text)
    lines = max(
        sum(1 + len(line) // width for line in text.split("\n"))
        for text, width in zip(texts, widths, strict=True)
    )
    sheet.set_row(number, min(_TALLEST, 15 * lines + 2))


def _write(sheet: Any, styles: dict[str, Any], at: tuple[int, int], text: str) -> None:
    if text:
        sheet.write_string(*at, held(text), styles["cell"])
    else:
        sheet.write_blank(*at, None, styles["cell"])


def _write_redline(
    sheet: Any, styles: dict[str, Any], at: tuple[int, int], each: Offered, numbers: Numbers
) -> None:
    """The same text as ``_proposal`` gives, the changes underlined and struck out."""
    lead, change, rest = _proposal(each, numbers)
    fragments: list[Any] = [styles["lead"], lead]
    for run in filter(lambda run: as_text((run,), {}), runs_of(each.redline)):
        fragments += [styles[run.op], as_text((run,), numbers)]
    fragments += [styles["="], rest] if rest else []
    told = "".join(part for part in fragments if isinstance(part, str))
    if told == held(lead + change + rest):
        sheet.write_rich_string(*at, *fragments, styles["cell"])


def _header(table: Table) -> list[str]:
    return ["paragraph", f"base: {table.base}", *table.parties, table.text, "status", "decisions"]


def _texts(table: Table, paragraph: Paragraph, numbers: Numbers) -> list[str]:
    """The cells of a paragraph's row."""
    label = leading(paragraph.label, paragraph.kind)
    formerly = f"\n(was {paragraph.formerly})" if paragraph.formerly else ""
    offered = [
        "\n\n".join("".join(_proposal(each, numbers)) for each in _of(paragraph, party))
        for party in table.parties
    ]
    return [
        f"{paragraph.address}{formerly}",
        f"{label}{wording_text(paragraph.base, numbers)}" if paragraph.base else "",
        *offered,
        f"{label}{wording_text(paragraph.text, numbers)}" if paragraph.text else "",
        paragraph.status,
        "\n".join(
            f"{ruled(each)}{f'. {each.reason}' if each.reason else ''}"
            for each in paragraph.rulings
        ),
    ]


def _of(paragraph: Paragraph, party: str) -> list[Offered]:
    return [each for each in paragraph.offered if party in each.sponsors]


def _proposal(each: Offered, numbers: Numbers) -> tuple[str, str, str]:
    """What comes before the changed words, those words, and what comes after."""
    others = f" ({', '.join(each.sponsors)})" if len(each.sponsors) > 1 else ""
    lead = change_words(each)
    before = f"{each.handle}{others}: {f'{lead} ' if lead else ''}"
    reason = [f"Reason: {each.reason}"] if each.reason else []
    told = [status_words(each), *decision_lines(each), *reason, *position_words(each)]
    return before, as_text(runs_of(each.redline), numbers), "\n" + "\n".join(filter(None, told))


def _consolidated(row: Derivation) -> tuple[str, ...]:
    return (
        row.address,
        ", ".join(row.parties),
        "\n".join(row.sources),
        "\n".join(row.approach),
        "\n".join(row.reasons),
    )
