"""A sheet composed into pandoc's tree: what is the same in every format; dialects do the rest."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, groupby, pairwise, zip_longest

import msgspec

from draftrace.exporters import tree
from draftrace.exporters.celled import celled, row_runs, told_in
from draftrace.exporters.dialect import Dialect
from draftrace.exporters.markup import Piece, pieces, sides_of, whole_marks
from draftrace.exporters.sheet import (
    Block,
    Comment,
    NoteBlock,
    Op,
    Run,
    Sheet,
    Side,
    attribution,
    counted_runs,
    printed_label,
    shows_title,
    side_wording,
)
from draftrace.exporters.tables import Cell, Row, Table, beside_rows, grouped, widths
from draftrace.exporters.tree import Node
from draftrace.text.wording import BAR


class Segment(msgspec.Struct, gc=False):
    """Neighbouring inlines of one change; what came and went names also who took it out."""

    op: Op
    author: str
    date: str
    inlines: list[Node]
    taker: str = ""
    taken: str = ""

    def is_one_with(self, other: Segment) -> bool:
        """Whether both are parts of one change."""
        return (
            self.op == other.op
            and self.author == other.author
            and self.date == other.date
            and (self.taker, self.taken) == (other.taker, other.taken)
        )

    def copied(self) -> Segment:
        """One whose inlines may be added to."""
        inlines = [*self.inlines]
        return Segment(self.op, self.author, self.date, inlines, self.taker, self.taken)


class Stretch(msgspec.Struct, gc=False):
    """Segments under the same comments, if any."""

    segments: list[Segment]
    comments: tuple[Comment, ...] = ()


def compose(sheet: Sheet, dialect: Dialect) -> list[Node]:
    """The blocks of the text, its title first; footnotes stand where they are cited."""
    composer = _Composer(sheet, dialect)
    title = Block(address="title", kind="title", runs=(Run(text=sheet.title),), level=0)
    blocks = (title, *sheet.blocks) if shows_title(sheet) else sheet.blocks
    every = [*grouped(blocks, marked=dialect.marks_cells)]
    nodes: list[Node] = []
    for each, after in zip_longest(every, every[1:]):
        if isinstance(each, Block):
            nodes += composer.block(each, leads=after is not None and _leads(each, after))
        else:
            nodes += composer.table(each)
    return nodes


def _leads(block: Block, after: Block | tuple[Block, ...]) -> bool:
    """Whether what follows hangs on a paragraph: a chapeau's items, what introduces a table."""
    first = after if isinstance(after, Block) else after[0]
    if first.kind == "tablerow":
        return block.kind != "tablerow"
    return first.kind in ("item", "subitem") and first.level > block.level


class _Composer:
    def __init__(self, sheet: Sheet, dialect: Dialect) -> None:
        self.dialect = dialect
        self.editing = sheet.editing
        self.notes = {note.id: note for note in sheet.notes}
        self.cited: dict[Side, dict[str, int]] = {"clean": {}, "base": {}}
        self.shown: dict[tuple[Side, str], int] = {}
        self.notes_shown = 0
        self.remarks = 0
        self.noted: list[Comment] = []
        self.tiers = shows_title(sheet) + any(block.kind == "title" for block in sheet.blocks)
        levels = sorted({block.level for block in sheet.blocks if block.kind == "heading"})
        self.depths = {level: self.tiers + place for place, level in enumerate(levels, 1)}
        self.above = 1
        self.in_row = False

    def table(self, blocks: tuple[Block, ...]) -> list[Node]:
        """The rows of one table; as lines where the format could not show it whole."""
        self.in_row = False
        runs = [row_runs(block) for block in blocks]
        cut = [celled(block, each) for block, each in zip(blocks, runs, strict=True)]
        signs = self.dialect.signs_changes
        told = [[told_in(cell, signed=signs) for cell in cells] for cells in cut]
        shares = widths(told)
        if not self.dialect.holds(told, shares):
            return [node for block in blocks for node in self.block(block)]
        beside = beside_rows(blocks)
        rows = []
        for place, (block, each, cells) in enumerate(zip(blocks, runs, cut, strict=True)):
            shown = tuple(self.cells(block, each, cells, len(shares), beside[place]))
            rows.append(Row(block, shown, self.remarked(block, each)))
        return self.dialect.table(Table(tuple(rows), shares))

    def remarked(self, block: Block, runs: tuple[Run, ...]) -> tuple[Comment, ...]:
        """What was remarked of a block, in it and in the notes it cites."""
        remarks = (*block.comments, *(comment for run in runs for comment in run.comments))
        noted, self.noted = self.noted, []
        return (*remarks, *noted)

    def cells(
        self,
        row: Block,
        runs: tuple[Run, ...],
        cut: list[list[Piece]],
        columns: int,
        beside: Sequence[Comment],
    ) -> Iterator[Cell]:
        """The cells of a row; the last is as wide as what is left. What was remarked of the row is
        on the first in which something changed, and behind it what was of rows ``beside`` it; of
        one that came in or went nothing is within it."""
        stays = not row.change
        remarks = {n: run.comments for n, run in enumerate(runs) if stays}
        shown = []
        for cell in cut:
            together = groupby(cell, key=lambda piece: piece.run)
            told = [(remarks.pop(n, ()), [*same]) for n, same in together]
            shown.append(self.render(self.stretched(told)))
        of_row = (*(row.comments if stays else ()), *chain.from_iterable(remarks.values()))
        changed = next((n for n, cell in enumerate(cut) if any(p.op != "=" for p in cell)), 0)
        shown[changed] = self.under(of_row, shown[changed])
        for comment in beside:
            shown[changed] += self.under((comment,), [])
        for place, inlines in enumerate(shown, 1):
            yield Cell(inlines, columns - place + 1 if place == len(shown) else 1)

    def block(self, block: Block, *, leads: bool = False) -> list[Node]:
        self.in_row = block.kind == "tablerow"
        runs = row_runs(block) if self.in_row else whole_marks(counted_runs(block))
        stretches = self.stretches(runs)
        stretches[0].segments[:0] = self.label(block)
        remarks = self.remarked(block, runs)
        inlines = self.dialect.whole(block) + self.under(block.comments, self.render(stretches))
        inlines += self.dialect.ended(block.end) if block.end is not None else []
        if block.kind == "title":
            depth = self.above = self.tiers if block.level else 1
            return self.dialect.heading(block, depth, inlines, remarks)
        if block.kind == "heading":
            # No rank is passed over, as where a heading stands before the title of any part.
            depth = self.above = min(self.depths[block.level], self.above + 1)
            return self.dialect.heading(block, depth, inlines, remarks)
        return self.dialect.provision(block, inlines, remarks, leads=leads)

    def label(self, block: Block) -> list[Segment]:
        new = printed_label(block.label, block.kind)
        old = new if block.old_label is None else printed_label(block.old_label, block.kind)
        if block.change:
            op: Op = "+" if block.change == "inserted" else "-"
            return self.labels([(op, new if op == "+" else old)], *attribution(block))
        if old == new:
            return self.labels([("=", new)], "", "")
        return self.labels([("-", old), ("+", new)], block.author, block.date)

    def labels(self, printed: list[tuple[Op, str]], author: str, date: str) -> list[Segment]:
        """The labels there are, parted from the words once."""
        there = [(op, text) for op, text in printed if text]
        alone = len(there) == 1
        told = [
            Segment(op, author, date, self.dialect.label(text, alone=alone)) for op, text in there
        ]
        if len(told) == 2:
            told.append(Segment("=", "", "", self.dialect.after_label()))
        elif told:
            told[0].inlines += self.dialect.after_label()
        return told

    def stretches(self, runs: tuple[Run, ...], *, within_note: bool = False) -> list[Stretch]:
        """The runs as stretches; inside a note nothing can be remarked or cited."""
        cut: dict[int, list[Piece]] = {}
        for piece in pieces(runs):
            cut.setdefault(piece.run, []).append(piece)
        told = ((run.comments, cut.get(position, [])) for position, run in enumerate(runs))
        return self.stretched(told, within_note=within_note)

    def stretched(
        self,
        told: Iterable[tuple[tuple[Comment, ...], list[Piece]]],
        *,
        within_note: bool = False,
    ) -> list[Stretch]:
        """Pieces, those of a run together with what was remarked of it, as stretches."""
        stretches = [Stretch([])]
        for comments, cut in told:
            segments = [
                segment for piece in cut for segment in self.piece(piece, within_note=within_note)
            ]
            if comments and self.dialect.anchors_remarks and not within_note:
                stretches += [Stretch(segments, comments), Stretch([])]
            else:
                stretches[-1].segments += segments
        return stretches

    def piece(self, piece: Piece, *, within_note: bool) -> list[Segment]:
        if piece.note and piece.note in self.notes and not within_note:
            return self.citation(piece)
        text = piece.text or f"[^{piece.note}]"
        if not self.in_row:
            return [_segment(piece, piece.op, self.said(text, emphasis=piece.emphasis))]
        inlines: list[Node] = []
        for place, part in enumerate([text] if within_note else text.split("|")):
            inlines += self.dialect.between_cells() if place else []
            inlines += self.said(part.replace(BAR, "|"), emphasis=piece.emphasis)
        return [_segment(piece, piece.op, inlines)]

    def said(self, text: str, *, emphasis: bool) -> list[Node]:
        core = text.strip()
        if not (emphasis and core):
            return self.dialect.words(text) if text else []
        # Markdown knows no emphasis that begins or ends with a space.
        before, _, after = text.partition(core)
        return [
            *(self.dialect.words(before) if before else []),
            *self.dialect.emphasised(core),
            *(self.dialect.words(after) if after else []),
        ]

    def citation(self, piece: Piece) -> list[Segment]:
        """A note where it is first cited, its number elsewhere; apart where the sides differ."""
        sides = sides_of(piece.op)
        if not sides:
            return [self.cited_as(piece, piece.op, new=True)]
        first = [piece.note not in self.cited[side] for side in sides]
        for side in sides:
            self.cited[side].setdefault(piece.note, len(self.cited[side]) + 1)
        if all(first):
            return [self.cited_as(piece, piece.op, new=True)]
        if not any(first) and len({self.number(side, piece.note) for side in sides}) == 1:
            return [self.cited_as(piece, piece.op, new=False)]
        author, date = self.editing
        apart = msgspec.structs.replace(piece, author=author, date=date)
        return [self.cited_as(apart, "-", new=first[1]), self.cited_as(apart, "+", new=first[0])]

    def number(self, side: Side, note: str) -> int:
        """The number by which a note is cited again."""
        return self.shown[side, note] if self.dialect.shows_both_sides else self.cited[side][note]

    def cited_as(self, piece: Piece, op: Op, *, new: bool) -> Segment:
        sides = sides_of(op)
        if not new:
            number = self.number(sides[0], piece.note)
            return _segment(piece, op, self.dialect.cited_again(number))
        self.notes_shown += 1
        self.shown.update({(side, piece.note): self.notes_shown for side in sides})
        cited = self.notes[piece.note]
        within = self.stretches(_runs_of(cited, op, piece), within_note=True)
        words = self.render(within, within_note=True)
        inlines = [tree.note(self.dialect.noted(words))]
        remarks = (*cited.comments, *(remark for run in cited.runs for remark in run.comments))
        remarks = remarks if op in ("=", "+") else ()
        self.noted += remarks
        return _segment(piece, op, self.under(remarks, inlines))

    def render(self, stretches: Iterable[Stretch], *, within_note: bool = False) -> list[Node]:
        return [
            node
            for stretch in stretches
            for node in self.under(stretch.comments, self.joined(stretch.segments, within_note))
        ]

    def joined(self, segments: Iterable[Segment], within_note: bool) -> list[Node]:
        """Neighbours of one change shown as one."""
        runs: list[Segment] = []
        for segment in segments:
            if runs and runs[-1].is_one_with(segment):
                runs[-1].inlines = tree.side_by_side(runs[-1].inlines, segment.inlines)
            else:
                runs.append(segment.copied())
        runs.append(Segment("=", "", "", []))
        return [
            node for run, after in pairwise(runs) for node in self.shown_as(run, after, within_note)
        ]

    def shown_as(self, run: Segment, after: Segment, within_note: bool) -> list[Node]:
        """A swap of words by one party is signed once, behind the new words; the editor's
        renumbering is not."""
        if run.op == "=":
            return run.inlines
        if run.op == "±":
            came, went = _hands_of(run)
            return self.dialect.came_and_went(run.inlines, came, went, within_note=within_note)
        swapped = after.op != "=" and (after.author, after.date) == (run.author, run.date)
        signed = not swapped and (run.author, run.date) != self.editing
        return self.dialect.changed(run.op, run.author, run.date, run.inlines, signed=signed)

    def under(self, comments: tuple[Comment, ...], inlines: list[Node]) -> list[Node]:
        for comment in comments:
            inlines = self.dialect.remark(self.remarks, comment, inlines)
            self.remarks += 1
        return inlines


def _segment(piece: Piece, op: Op, inlines: list[Node]) -> Segment:
    return Segment(op, piece.author, piece.date, inlines, piece.taker, piece.taken)


def _hands_of(segment: Segment) -> tuple[tuple[str, str], tuple[str, str]]:
    return (segment.author, segment.date), (segment.taker, segment.taken)


def _runs_of(cited: NoteBlock, op: Op, piece: Piece) -> tuple[Run, ...]:
    """A note's runs as seen from its citation: all of them, or one side as one change, of which
    what others changed is theirs."""
    runs = whole_marks(cited.runs)
    if op == "=":
        return runs
    if op == "±":
        said = side_wording(runs, "clean") or side_wording(runs, "base")
        came, went = (piece.author, piece.date), (piece.taker, piece.taken)
        both = Run(text=said, op=op, author=came[0], date=came[1], taker=went[0], taken=went[1])
        return (both,)
    return tuple(
        run
        if run.op == op
        else msgspec.structs.replace(run, op=op, author=piece.author, date=piece.date)
        for run in runs
        if run.op in ("=", op)
    )
