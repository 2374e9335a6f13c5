"""The row of a table as the one paragraph it is among provisions: its cells between bars."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Protocol, TypeVar

import msgspec

from draftrace.intake.tracked.model import Mark, Paragraph, Run
from draftrace.text.wording import BAR

ROW = "TableRow"
"""The style of such a paragraph: what our own exports name that of rows."""
_BETWEEN = " | "
_DUMMY = "\u2060"
"""What Writer puts into an empty cell so that there is something to track."""


class _Context(Protocol):
    """Who brought in or took out all that is within."""

    @property
    def inserted(self) -> Mark | None: ...
    @property
    def deleted(self) -> Mark | None: ...


_Within = TypeVar("_Within", bound=_Context)
_Within_contra = TypeVar("_Within_contra", contravariant=True)


class Walk(Protocol[_Within_contra]):
    """A walk through a text, which gathers its paragraphs."""

    paragraphs: list[Paragraph]
    within_row: int

    def blocks(self, parent: Any, context: _Within_contra) -> None:
        """Take all that an element holds."""

    def strange(self, child: Any, context: _Within_contra) -> None:
        """Name what is no wording."""


def take_table(
    walk: Walk[_Within],
    table: Any,
    rows: Iterable[tuple[Iterable[Any], _Within]],
    context: _Within,
) -> None:
    """Walk through the rows of a table, each by its cells and what holds within it. A table that
    came in as a whole is none of the text's and no row of another: it is named."""
    before = len(walk.paragraphs)
    for cells, within in rows:
        _take_row(walk, cells, within)
    found = walk.paragraphs[before:]
    if found and all(row.inserted for row in found):
        del walk.paragraphs[before:]
        walk.strange(table, context)


def _take_row(walk: Walk[_Within], cells: Iterable[Any], context: _Within) -> None:
    """Walk through the cells of a row; what they hold becomes one paragraph, that of their row."""
    before, walk.paragraphs = walk.paragraphs, []
    walk.within_row, told = len(before) + 1, list[list[Paragraph]]()
    for cell in cells:
        walk.blocks(cell, context)
        told.append(walk.paragraphs)
        walk.paragraphs = []
    row = _row(told, walk.within_row, context.inserted, context.deleted)
    walk.within_row, walk.paragraphs = 0, [*before, *row]


def _row(
    cells: Sequence[Sequence[Paragraph]], number: int, inserted: Mark | None, deleted: Mark | None
) -> list[Paragraph]:
    """The paragraph of a row, from those of its cells; none where there is nothing in it. A row of
    which all words came in or went did so with them."""
    words = [list(_in_a_line(cell)) for cell in cells]
    told = [run for cell in words for run in cell if run.text.strip()]
    if not told:
        return []
    inserted = inserted or _all_by(run.inserted for run in told)
    deleted = deleted or _all_by(run.deleted for run in told)
    runs: list[Run] = []
    for place, cell in enumerate(words):
        runs += [Run(_BETWEEN, inserted, deleted)] if place else []
        runs += cell
    return [Paragraph(tuple(runs), number, ROW, inserted, deleted)]


def _all_by(marks: Iterable[Mark | None]) -> Mark | None:
    """The last of the marks, where all are some."""
    last: Mark | None = None
    for last in marks:
        if last is None:
            return None
    return last


def _in_a_line(cell: Sequence[Paragraph]) -> Iterator[Run]:
    """The runs of a cell, a space where one of its paragraphs ends."""
    for place, paragraph in enumerate(cell):
        if place:
            ended = cell[place - 1]
            yield Run(" ", ended.inserted, ended.deleted)
        for run in paragraph.runs:
            if run.text == _DUMMY:
                continue
            yield msgspec.structs.replace(run, text=run.text.replace("|", BAR))
