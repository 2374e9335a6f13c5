"""What a format must say for itself; everything else is composed alike for all of them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from draftrace.exporters import tree
from draftrace.exporters.sheet import Block, Comment, Op, Run
from draftrace.exporters.tables import Row, Table
from draftrace.exporters.tree import Node

_ENTITY = re.compile(r"&(?=#?\w+;)")
SIGNS: dict[Op, tuple[str, str]] = {"+": ("{+", "+}"), "-": ("{-", "-}"), "=": ("", "")}
"""Around words brought in and taken out: signs that outlive colour, print and a copied text."""

WIDE = 6
"""A label of so many letters, as ``(b) bis``, may fill all the room that labels have."""


def end_sign(op: Op) -> str:
    """What shows that a paragraph's end came in or went."""
    opened, closed = SIGNS[op]
    return f"{opened}¶{closed}"


class Dialect:
    """How one format shows what a sheet means. This one knows no changes and no remarks."""

    shows_both_sides = True
    """Whether a reader sees gone words too, so that a note cited again bears the number shown
    in the file; Word numbers notes itself, so there it bears the number of its own side."""

    anchors_remarks = False
    """Whether a remark is fixed to the words it is about, else it follows the paragraph."""

    signs_changes = False
    """Whether a change takes room for its signs and its sponsor, where that must be reckoned."""

    marks_cells = False
    """Whether a table in which words came in or went is one; else its rows are lines."""

    def words(self, text: str) -> list[Node]:
        return [tree.string(text)]

    def emphasised(self, text: str) -> list[Node]:
        return [tree.emphasis(self.words(text))]

    def label(self, printed: str, *, alone: bool) -> list[Node]:
        """A label as printed; not ``alone`` where the old one and the new stand side by side."""
        del alone
        return [tree.string(printed)]

    def after_label(self) -> list[Node]:
        """What parts a label from the words."""
        return [tree.string(" ")]

    def changed(
        self, op: Op, author: str, date: str, inlines: list[Node], *, signed: bool
    ) -> list[Node]:
        """Words brought in (``+``) or taken out (``-``), ``signed`` where the sponsor is named."""
        del op, author, date, signed
        return inlines

    def came_and_went(
        self,
        inlines: list[Node],
        came: tuple[str, str],
        went: tuple[str, str],
        *,
        within_note: bool,
    ) -> list[Node]:
        """Words that one brought in and another took out again, each by author and date."""
        del within_note
        within = self.changed("-", *went, inlines, signed=True)
        return self.changed("+", *came, within, signed=True)

    def whole(self, block: Block) -> list[Node]:
        """What marks the paragraph itself, not only its words, as come in or gone."""
        del block
        return []

    def ended(self, end: Run) -> list[Node]:
        """What marks the paragraph's end alone as come in or gone, behind its words."""
        del end
        return []

    def remark(self, number: int, comment: Comment, inlines: list[Node]) -> list[Node]:
        """Words under a comment; comments are numbered from 0."""
        del number, comment
        return inlines

    def noted(self, inlines: list[Node]) -> list[Node]:
        """The words of a note."""
        return inlines

    def cited_again(self, number: int) -> list[Node]:
        """The number of a note that stands elsewhere."""
        return [tree.superscript(str(number))]

    def provision(
        self, block: Block, inlines: list[Node], remarks: Sequence[Comment], *, leads: bool
    ) -> list[Node]:
        """A paragraph of any kind but title and heading, and what was remarked in it; one that
        ``leads`` is followed by items or rows, and no page ends between them."""
        del block, remarks, leads
        return [tree.paragraph(inlines)]

    def between_cells(self) -> list[Node]:
        """What parts the cells of a row that is a line."""
        return self.words("|")

    def holds(self, rows: Sequence[Sequence[str]], shares: Sequence[float]) -> bool:
        """Whether this format shows a table of these cells whole; else its rows are lines."""
        del rows, shares
        return True

    def table(self, table: Table) -> list[Node]:
        """The rows of one table."""
        heads = [row for row in table.rows if row.heads]
        return [tree.table_of(*(map(_cells, rows) for rows in (heads, table.rows[len(heads) :])))]

    def heading(
        self, block: Block, depth: int, inlines: list[Node], remarks: Sequence[Comment]
    ) -> list[Node]:
        """A title or heading, ``depth`` from 1."""
        del block, remarks
        return [tree.heading(depth, inlines)]


def _cells(row: Row) -> list[list[object]]:
    return [tree.cell([tree.line(cell.inlines)]) for cell in row.cells]


class TextDialect(Dialect):
    """Words that may be broken into lines; a table of Markdown has as many cells in each row, and
    words in one of them."""

    def holds(self, rows: Sequence[Sequence[str]], shares: Sequence[float]) -> bool:
        return all(len(row) == len(shares) and any(row) for row in rows)

    def words(self, text: str) -> list[Node]:
        """Pandoc 3.9 leaves ``&amp;`` unescaped in Markdown, so that it would read as ``&``."""
        nodes: list[Node] = []
        for position, part in enumerate(_ENTITY.split(text)):
            nodes += [tree.raw("markdown", "\\&")] if position else []
            nodes += tree.spaced(part.replace("\t", " "))
        return nodes

    def label(self, printed: str, *, alone: bool) -> list[Node]:
        del alone
        return tree.spaced(printed)

    def after_label(self) -> list[Node]:
        return [{"t": "Space"}]
