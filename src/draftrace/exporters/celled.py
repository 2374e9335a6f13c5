"""The row of a table cut into its cells where words in it came in and went.

A change may reach over several cells, as where hardly a word of a row was kept: what each side says
in a cell stands there, and the bars between the cells are of neither.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate, groupby

import msgspec

from draftrace.exporters.markup import Piece, pieces, sides_of, whole_marks
from draftrace.exporters.sheet import Block, Run, Side, counted_runs, on_side
from draftrace.text.wording import BAR, barred, cite, escape

SIDES: tuple[Side, ...] = ("clean", "base")


def row_runs(row: Block) -> tuple[Run, ...]:
    """A row's runs, with BAR for each bar in them that is text."""
    runs = whole_marks(counted_runs(row))
    return tuple(msgspec.structs.replace(run, text=barred(run.text)) for run in runs)


def celled(row: Block, runs: tuple[Run, ...]) -> list[list[Piece]]:
    """The pieces of each cell of a row that has these runs; none where not every wording of it
    had as many cells, or the same words stood in different ones."""
    if not runs:
        return [[]]
    cut = pieces(runs)
    bars = [0] * len(runs)
    for piece in cut:
        bars[piece.run] += piece.text.count("|")
    versions = [there for there in _versions(row, runs) if there]
    columns = {sum(bars[n] for n in there) for there in versions}
    begins: dict[int, set[int]] = {n: set() for n in range(len(runs))}
    for there in versions:
        for n, behind in zip(there, accumulate((bars[n] for n in there), initial=0), strict=False):
            begins[n].add(behind)
    if len(columns) != 1 or any(len(begins[piece.run]) != 1 for piece in cut):
        return []
    cells: list[list[Piece]] = [[] for _ in range(1 + sum(columns))]
    for number, together in groupby(cut, key=lambda piece: piece.run):
        place = min(begins[number])
        for piece in together:
            for behind, text in enumerate(_parts(piece)):
                place += behind > 0
                if text or piece.note:
                    cells[place].append(msgspec.structs.replace(piece, text=text))
    return cells


def _versions(row: Block, runs: Sequence[Run]) -> Iterator[list[int]]:
    """The places of the runs that each wording of the row had, from the base to the clean text."""
    for side in SIDES:
        if on_side(row, side):
            yield [n for n, run in enumerate(runs) if side in sides_of(run.op)]
    if any(run.op == "±" for run in runs):
        for moment in {run.date for run in runs} | {run.taken for run in runs}:
            yield [n for n, run in enumerate(runs) if _stood(run, moment)]


def _stood(run: Run, moment: str) -> bool:
    came = run.date if run.op in ("+", "±") else ""
    went = {"-": run.date, "±": run.taken}.get(run.op)
    return came <= moment and (went is None or moment < went)


def can_be_cut(row: Block) -> bool:
    """Whether all that came in or went in a row did so within cells; with words on each side, or it
    would read as one that came in or went, and with no brackets around parts of several cells, as
    those of rival readings may be."""
    cells = celled(row, row_runs(row))
    sides = [side for side in SIDES if on_side(row, side)]
    told = [[_words(cell, side) for cell in cells] for side in sides]
    worded = all(any(map(str.strip, words)) for words in told)
    apart = all(each.count("[") == each.count("]") for words in told for each in words)
    return bool(cells) and worded and apart and row.end is None


def _words(cell: Sequence[Piece], side: Side) -> str:
    return "".join(piece.text or piece.note for piece in cell if side in sides_of(piece.op))


def _parts(piece: Piece) -> Iterator[str]:
    """What a piece says in each cell, without the room around bars."""
    parts = piece.text.split("|")
    for place, part in enumerate(parts):
        told = part.lstrip() if place else part
        yield (told.rstrip() if place < len(parts) - 1 else told).replace(BAR, "|")


def told_in(cell: Sequence[Piece], *, signed: bool = False) -> str:
    """The wording of all that a cell shows, of whatever side; where it is ``signed`` with room for
    the signs and the sponsor of each change."""
    return "".join(
        f"{cite(piece.note) if piece.note else escape(piece.text)}"
        f"{'+' * (len(piece.author) + 6) if signed and piece.op != '=' else ''}"
        for piece in cell
    )
