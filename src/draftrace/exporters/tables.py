"""Rows of a text as the tables they are: which stand together, and how wide their columns are.

A table in which words or rows came in or went is one where the format has marks for that within
cells, each change has its cell and a row stays; else its rows are lines, which read the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest

import msgspec

from draftrace.exporters.celled import SIDES, can_be_cut
from draftrace.exporters.sheet import Block, Comment, counted_runs, on_side, side_wording
from draftrace.exporters.tree import Node
from draftrace.text.wording import cells, plain

HEADINGS = "0"
"""The label of the row that holds the headings of columns, where the text says so."""
_LONGEST = 40
"""Letters from which on a cell is set in several lines, so that it asks for no more room."""
_LINE = 70
"""Letters of a line as wide as a table, narrow enough for any font."""


class Cell(msgspec.Struct, frozen=True):
    """What a cell shows, over one or more columns."""

    inlines: list[Node]
    columns: int = 1


class Row(msgspec.Struct, frozen=True):
    """The row a block is, and what was remarked in it; one of headings names the columns."""

    block: Block
    cells: tuple[Cell, ...]
    remarks: tuple[Comment, ...] = ()

    @property
    def heads(self) -> bool:
        return self.block.label == HEADINGS


class Table(msgspec.Struct, frozen=True):
    """Rows that stand together, with the share of the width each column has."""

    rows: tuple[Row, ...]
    widths: tuple[float, ...]

    @property
    def is_ragged(self) -> bool:
        """Whether a row has fewer cells than another."""
        return any(len(row.cells) < len(self.widths) for row in self.rows)


def grouped(
    blocks: Iterable[Block], *, marked: bool = False
) -> Iterator[Block | tuple[Block, ...]]:
    """The blocks in order, those together that are one table; a row of headings begins another.
    ``marked``: whether one may be a table in which words and rows came in or went."""
    held: list[Block] = []
    for block in blocks:
        opens = block.label == HEADINGS and any(_share_a_side(block, row) for row in held)
        if held and (block.kind != "tablerow" or opens):
            yield from _told(held, marked=marked)
            held = []
        if block.kind == "tablerow":
            held.append(block)
        else:
            yield block
    yield from _told(held, marked=marked)


def _told(rows: Sequence[Block], *, marked: bool) -> Iterator[Block | tuple[Block, ...]]:
    if _stay(rows) and all(_stands(row) or (marked and can_be_cut(row)) for row in rows):
        yield tuple(rows)
    else:
        yield from rows


def _stay(rows: Sequence[Block]) -> bool:
    """Whether rows stay, and no row came in and went again, of which LibreOffice 7.4 leaves an
    empty one when all is rejected, or moved, of which a comment in it tells."""
    known = [row.provision for row in rows if row.change and row.provision]
    stays = any(not row.change for row in rows) and len(known) == len({*known})
    return stays and not any(row.change == "passed" for row in rows)


def beside_rows(rows: Sequence[Block]) -> list[list[Comment]]:
    """What is remarked, by the row beside which it is, of rows that came in or went: of those one
    that stays before them, or else behind. LibreOffice 7.4 leaves an empty row where a comment
    stands in one that goes."""
    beside: list[list[Comment]] = [[] for _ in rows]
    staying = [place for place, row in enumerate(rows) if not row.change]
    for place, row in enumerate(rows):
        if row.change:
            there = max((n for n in staying if n < place), default=min(staying, default=place))
            beside[there] += row.comments
            beside[there] += (remark for run in row.runs for remark in run.comments)
    return beside


def _share_a_side(one: Block, other: Block) -> bool:
    """Whether two rows stand in one text, or stood."""
    return any(on_side(one, side) and on_side(other, side) for side in SIDES)


def _stands(row: Block) -> bool:
    """Whether nothing in a row came in or went, nobody remarked anything, and no brackets hold
    parts of several cells, as those of rival readings may."""
    plainly = all(run.op == "=" and not run.comments for run in row.runs)
    apart = all(cell.count("[") == cell.count("]") for cell in wordings(row))
    return plainly and apart and not row.change and row.end is None and not row.comments


def wordings(row: Block) -> list[str]:
    """The wordings of a row's cells."""
    return cells(side_wording(counted_runs(row), "clean"))


def widths(rows: Sequence[Sequence[str]]) -> tuple[float, ...]:
    """The share of the width each column has, by the longest of its words and of its cells; what
    is in the last cell of a row with fewer has the room of several."""
    most = max(map(len, rows))
    weights = [1] * most
    for column, texts in enumerate(zip_longest(*rows, fillvalue="")):
        for text, row in zip(texts, rows, strict=True):
            if column == len(row) - 1 < most - 1:
                continue
            words = plain(text).split()
            longest = max(map(len, words), default=0)
            weights[column] = max(weights[column], longest + 2, min(len(" ".join(words)), _LONGEST))
    return tuple(weight / sum(weights) for weight in weights)


def tallest(rows: Sequence[Sequence[str]], shares: Sequence[float]) -> int:
    """About how many lines the tallest row has."""
    return max(
        len(plain(text)) // max(int(share * _LINE), 1) + 1
        for row in rows
        for text, share in zip(row, shares, strict=False)
    )
