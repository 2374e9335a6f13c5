"""Many provisions as a table: a row each, a column for its sources and one for every issue, the
decisions on the arrows between them. Headings part the rows; the column heads come again with them.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

from draftrace.exporters.pictures import GREY, PALE, SHADES, Canvas, fitted, height_of
from draftrace.text.wording import plain
from draftrace.views.lineage import Deed, Picture, Stop, Strand, brief

_MARGIN, _PAD = 20.0, 6.0
_SMALL, _TEXT, _LARGE = 10.0, 12.0, 18.0
_SAYS, _SOURCES, _BOX = 230.0, 210.0, 104.0
_PLAIN_GAP, _DEED_GAP = 34.0, 150.0
_WORDING_LINES, _SOURCE_LINES = 3, 3
_ROW_GAP = 8.0
_ROWS_BETWEEN_HEADS = 12

Task = tuple[list[str], list[str]]
"""Lines above and below an arrow."""

Frame = Sequence[tuple[float, float]]
"""For every issue, where the way to it begins and where its boxes stand."""


def drawing(picture: Picture) -> Canvas:
    """The picture of a part."""
    strands = [brief(strand) for strand in picture.strands]
    columns, width = _frame(picture.columns, strands)
    canvas = Canvas(picture, width)
    y = canvas.text(
        fitted(picture.title, width - 2 * _MARGIN, _LARGE, bold=True),
        _MARGIN,
        16,
        _LARGE,
        bold=True,
    )
    told = "A row for every provision: what it says now, its confirmed sources, then each issue."
    y = canvas.text([told], _MARGIN, y, _TEXT, fill=GREY) + 8
    since = _ROWS_BETWEEN_HEADS
    for number, strand in enumerate(strands):
        if strand.kind in ("heading", "title"):
            y = _heading(canvas, y, strand)
            follows = strands[number + 1 : number + 2]
            if follows and follows[0].kind not in ("heading", "title") and since > 2:
                y, since = _heads(canvas, y, picture, columns), 0
            continue
        if since >= _ROWS_BETWEEN_HEADS:
            y, since = _heads(canvas, y, picture, columns), 0
        y = _row(canvas, y, strand, columns) + _ROW_GAP
        since += 1
    return canvas


def _frame(names: Sequence[str], strands: Sequence[Strand]) -> tuple[Frame, float]:
    """Where the columns stand: a way on which nothing was decided is short."""
    x = _MARGIN + _SAYS + _SOURCES + 2 * _PAD
    found = []
    for column in range(len(names)):
        busy = any(strand.deeds[column] for strand in strands)
        gap = _DEED_GAP if busy else _PLAIN_GAP
        found.append((x, x + gap))
        x += gap + _BOX
    return found, x + _MARGIN


def _heading(canvas: Canvas, y: float, strand: Strand) -> float:
    lines = fitted(
        f"{plain(strand.wording)}  ({strand.address})", canvas.width - 2 * _MARGIN, 13, bold=True
    )
    return canvas.text(lines, _MARGIN, y + 8, 13, bold=True) + 4


def _heads(canvas: Canvas, y: float, picture: Picture, columns: Frame) -> float:
    canvas.box(_MARGIN - 6, y, canvas.width - 2 * _MARGIN + 12, 22, fill=PALE)
    heads = [("provision, as it reads now", _MARGIN), ("sources", _MARGIN + _SAYS)]
    heads += [(name, box) for name, (_, box) in zip(picture.columns, columns, strict=True)]
    for name, x in heads:
        width = _SAYS if x < columns[0][0] else _BOX
        canvas.text(fitted(name, width, 11, 1, bold=True), x, y + 4, 11, bold=True)
    return y + 22 + _ROW_GAP


def _row(canvas: Canvas, y: float, strand: Strand, columns: Frame) -> float:
    """One provision; returns where its row ends."""
    says = fitted(plain(strand.wording), _SAYS - 2 * _PAD, _SMALL, _WORDING_LINES)
    sources = _sources(strand)
    tasks = [_task(deeds, columns[n]) for n, deeds in enumerate(strand.deeds)]
    boxes = [_box_lines(stop) if stop else [] for stop in strand.stops]
    height = max(
        height_of(["", *says], _SMALL) + 4,
        height_of(sources, _SMALL),
        *(height_of(box, _SMALL) + 2 * _PAD for box in boxes),
        *(2 * max(height_of(side, _SMALL) for side in task) + 10 for task in tasks),
    )
    middle = y + height / 2
    below = canvas.text([strand.address], _MARGIN, y, 11, bold=True)
    canvas.text(says, _MARGIN, below, _SMALL)
    x = _MARGIN + _SAYS
    canvas.text(sources, x, middle - height_of(sources, _SMALL) / 2, _SMALL)
    came = bool(strand.roots)
    for stop, lines, task, (way, box) in zip(strand.stops, boxes, tasks, columns, strict=True):
        ahead = stop is None and came and any(strand.stops)
        if stop is not None or any(task):
            _way(canvas, (way, box), middle, task, came=came)
        elif ahead:
            canvas.line([(way, middle), (box, middle)])
        if ahead:
            canvas.line([(box, middle), (box + _BOX, middle)])
        if stop is not None:
            _box(canvas, box, middle, stop, lines)
        came = ahead or (stop is not None and stop.what != "struck")
    return y + height


def _sources(strand: Strand) -> list[str]:
    room = _SOURCES - 2 * _PAD
    if not strand.roots:
        return ["no confirmed source"]
    found: list[str] = []
    for root in strand.roots:
        doubt = ", suspect" if root.suspect else ""
        found += fitted(f"{root.document} {root.address}: {root.relation}{doubt}", room, _SMALL)
    return found


def _task(deeds: Sequence[Deed], column: tuple[float, float]) -> Task:
    """What is written above and below an arrow: each decision on one side of it."""
    way, box = column
    each = [fitted(deed.short, box - way - 16, _SMALL) for deed in deeds]
    half = (len(each) + 1) // 2
    return list(chain(*each[:half])), list(chain(*each[half:]))


def _way(
    canvas: Canvas, column: tuple[float, float], middle: float, task: Task, *, came: bool
) -> None:
    """The arrow to a box with the decisions on it."""
    way, box = column
    above, below = task
    canvas.text(above, way + 5, middle - 4 - height_of(above, _SMALL), _SMALL)
    canvas.text(below, way + 5, middle + 3, _SMALL)
    if came or above:
        canvas.arrow((way, middle), (box, middle), dashed=not came)


def _box_lines(stop: Stop) -> list[str]:
    room = _BOX - 2 * _PAD
    return [*fitted(stop.address, room, _SMALL, bold=True), *fitted(stop.what, room, _SMALL)]


def _box(canvas: Canvas, x: float, middle: float, stop: Stop, lines: Sequence[str]) -> None:
    height = height_of(lines, _SMALL) + 2 * _PAD
    top = middle - height / 2
    canvas.box(x, top, _BOX, height, fill=SHADES[stop.what], dashed=stop.what == "struck")
    at = canvas.text(lines[:-1], x + _PAD, top + _PAD - 1, _SMALL, bold=True)
    canvas.text(lines[-1:], x + _PAD, at, _SMALL)
