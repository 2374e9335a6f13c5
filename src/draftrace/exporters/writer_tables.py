"""A table of the text as Writer keeps it, in source that goes around pandoc's paragraphs.

Source: OpenDocument 1.3 part 3, 9.1 (tables), 16.36 and 17.15 to 17.18 (their styles, which must be
automatic ones). Each row stays on one page; a row of headings is repeated.
"""

from __future__ import annotations

from collections.abc import Iterator

from draftrace.exporters import tree
from draftrace.exporters.tables import Cell, Row, Table
from draftrace.exporters.tree import Node

_STYLES = ("TableCell", "TableHeading")
_WIDTH = 14.75
"""Centimetres."""
_SHARED = (
    '<style:style style:name="TableText" style:family="table"><style:table-properties '
    f'style:width="{_WIDTH}cm" fo:margin-left="1.25cm" fo:margin-bottom="0.3cm" '
    'table:align="left"/></style:style>'
    '<style:style style:name="TableText.Row" style:family="table-row">'
    '<style:table-row-properties fo:keep-together="always"/></style:style>'
    '<style:style style:name="TableText.Cell" style:family="table-cell">'
    '<style:table-cell-properties fo:border="0.5pt solid #000000" '
    'fo:padding="0.1cm"/></style:style>'
)


class WriterTables:
    """The tables of one text, counted, and the styles they ask for."""

    def __init__(self) -> None:
        self.styles: list[str] = []
        self.count = 0

    def table(self, table: Table) -> Iterator[Node]:
        """The blocks of a table: its source and, in each cell, a paragraph for pandoc to write."""
        self.styles += [] if self.styles else [_SHARED]
        self.count += 1
        yield _source(
            f'<table:table table:name="Table{self.count}" table:style-name="TableText">'
            + "".join(map(self.column, table.widths))
        )
        heads = [row for row in table.rows if row.heads]
        if heads:
            yield _source("<table:table-header-rows>")
            yield from (node for row in heads for node in _row(row))
            yield _source("</table:table-header-rows>")
        yield from (node for row in table.rows[len(heads) :] for node in _row(row))
        yield _source("</table:table>")

    def column(self, share: float) -> str:
        """A column of its own style, as its width is one."""
        name = f"TableText.{len(self.styles)}"
        width = f"{round(share * _WIDTH, 2)}cm"
        self.styles.append(
            f'<style:style style:name="{name}" style:family="table-column">'
            f'<style:table-column-properties style:column-width="{width}"/></style:style>'
        )
        return f'<table:table-column table:style-name="{name}"/>'


def _row(row: Row) -> Iterator[Node]:
    yield _source('<table:table-row table:style-name="TableText.Row">')
    for cell in row.cells:
        yield from _cell(cell, _STYLES[row.heads])
    yield _source("</table:table-row>")


def _cell(cell: Cell, style: str) -> Iterator[Node]:
    span = f' table:number-columns-spanned="{cell.columns}"' if cell.columns > 1 else ""
    yield _source(
        f'<table:table-cell table:style-name="TableText.Cell" office:value-type="string"{span}>'
    )
    if cell.inlines:
        yield tree.division([tree.paragraph(cell.inlines)], style=style)
    else:
        yield _source(f'<text:p text:style-name="{style}"/>')
    yield _source("</table:table-cell>" + "<table:covered-table-cell/>" * (cell.columns - 1))


def _source(told: str) -> Node:
    return tree.raw_block("opendocument", told)
