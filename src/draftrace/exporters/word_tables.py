"""A table of the text as Word keeps it, in source that goes around pandoc's paragraphs.

Source: ECMA-376-1, 17.4 (tables), 17.13.5.12 and 17.13.5.16 (rows deleted and inserted). Each row
stays on one page; a row of headings is repeated.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from draftrace.exporters import tree
from draftrace.exporters.sheet import Block
from draftrace.exporters.tables import Cell, Row, Table
from draftrace.exporters.tree import Node

STYLES = ("Table Cell", "Table Heading")
_INDENT, _WIDTH = 709, 8363
"""Where a table begins and how wide it is, in twentieths of a point."""
_EDGES = ("top", "left", "bottom", "right", "insideH", "insideV")
_BORDERS = "".join(
    f'<w:{edge} w:val="single" w:sz="4" w:space="0" w:color="auto"/>' for edge in _EDGES
)
_GAP = '<w:spacing w:before="0" w:after="0" w:line="160" w:lineRule="exact"/>'
_BEHIND = f"<w:p><w:pPr>{_GAP}</w:pPr></w:p>"
"""Two tables are one in Word where no paragraph stands between them."""


def word_table(table: Table, marks: Callable[[Block], str]) -> list[Node]:
    """The blocks of a table: its source and, in each cell, a paragraph for pandoc to write;
    ``marks`` tell what became of a whole row."""
    columns = [round(share * _WIDTH) for share in table.widths]
    first = int(any(row.heads for row in table.rows))
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in columns)
    opened = (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(columns)}" w:type="dxa"/>'
        f'<w:tblInd w:w="{_INDENT}" w:type="dxa"/><w:tblBorders>{_BORDERS}</w:tblBorders>'
        f'<w:tblLayout w:type="fixed"/><w:tblLook w:firstRow="{first}" w:lastRow="0" '
        'w:firstColumn="0" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>"
    )
    rows = [node for row in table.rows for node in _row(row, columns, marks(row.block))]
    return [_source(opened), *rows, _source(f"</w:tbl>{_BEHIND}")]


def _row(row: Row, columns: list[int], marks: str) -> Iterator[Node]:
    head = "<w:tblHeader/>" if row.heads else ""
    yield _source(f"<w:tr><w:trPr><w:cantSplit/>{head}{marks}</w:trPr>")
    for place, cell in enumerate(row.cells):
        yield from _cell(cell, columns[place:], STYLES[row.heads])
    yield _source("</w:tr>")


def _cell(cell: Cell, columns: list[int], style: str) -> Iterator[Node]:
    span = f'<w:gridSpan w:val="{cell.columns}"/>' if cell.columns > 1 else ""
    width = sum(columns[: cell.columns])
    yield _source(f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{span}</w:tcPr>')
    if cell.inlines:
        yield tree.division([tree.paragraph(cell.inlines)], style=style)
    else:  # pandoc leaves out a paragraph without words, and Word wants one
        named = style.replace(" ", "")
        yield _source(f'<w:p><w:pPr><w:pStyle w:val="{named}"/></w:pPr></w:p>')
    yield _source("</w:tc>")


def _source(told: str) -> Node:
    return tree.raw_block("openxml", told)
