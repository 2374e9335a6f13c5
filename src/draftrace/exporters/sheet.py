"""What an export is made from: one pure tree, built once, whatever the format.

Wordings carry the markup of ``text.wording`` and nothing else: every other character is itself.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

import msgspec

from draftrace.exporters.original import Original
from draftrace.text import labels
from draftrace.text.documents import Kind

Op = Literal["=", "+", "-", "±"]
"""Words that stand, came in, went, or came in and went again: the last are on neither side."""
Side = Literal["clean", "base"]
WholeChange = Literal["", "inserted", "deleted", "passed"]

_SUBITEM = 3
DEEP = "deepitem"
"""What lies beneath a sub-item, as its indent tells."""


class Comment(msgspec.Struct, frozen=True, kw_only=True):
    """A reason or remark shown in the margin; ``date`` is UTC, ``2008-11-03T10:12:00Z``.
    ``decides``: it is of a decision, not of a proposal; ``joined``: it names those who joined
    one."""

    author: str
    date: str
    text: str
    decides: bool = False
    joined: tuple[str, ...] = ()


class Run(msgspec.Struct, frozen=True, kw_only=True):
    """Words that stand (``=``), were brought in (``+``) or taken out (``-``), by whom and when;
    of those that came in and went again (``±``) ``taker`` and ``taken`` tell who took them out
    and when."""

    text: str
    op: Op = "="
    author: str = ""
    date: str = ""
    taker: str = ""
    taken: str = ""
    comments: tuple[Comment, ...] = ()


class Block(msgspec.Struct, frozen=True, kw_only=True):
    """A provision as printed, or a part of one.

    ``provision`` is its id where it is of a record. ``label`` as people cite it (``24``, ``(c)``,
    ``II``), without the printed point; ``old_label`` is the base's where it differs. ``change``
    says the whole paragraph came in or went, by ``author`` on ``date`` (by default those of its
    first changed run); all its runs then count as that change. One that ``passed`` came in so and
    was taken out again by ``taker`` on ``taken``, and all its runs with it: it stands on neither
    side and has no label. Where only its ``end`` came in (``+``) or went (``-``), it runs on into
    the next block on the other side: so provisions are split and merged; ``author`` and ``date``
    are then whose the change of its own label is.
    """

    address: str
    kind: Kind
    runs: tuple[Run, ...]
    provision: str = ""
    level: int = 1
    label: str = ""
    old_label: str | None = None
    change: WholeChange = ""
    author: str = ""
    date: str = ""
    taker: str = ""
    taken: str = ""
    comments: tuple[Comment, ...] = ()
    end: Run | None = None


def indented_as(block: Block) -> str:
    """By what a provision is indented: its kind, and of sub-items what lies beneath one."""
    return DEEP if block.kind == "subitem" and block.level > _SUBITEM else block.kind


class NoteBlock(msgspec.Struct, frozen=True, kw_only=True):
    """A footnote, found by its stable ``id``; its number is derived from the first citation."""

    id: str
    runs: tuple[Run, ...]
    comments: tuple[Comment, ...] = ()


class Masthead(msgspec.Struct, frozen=True, kw_only=True):
    """What stands above the text. ``date`` is ``2009-03-12``; ``notice`` a warning such as
    "sample, not a United Nations document"; ``seal`` the revision's seal in hex.
    """

    symbol: str = ""
    organ: str = ""
    distribution: str = ""
    date: str = ""
    language: str = ""
    agenda_item: str = ""
    revision: str = ""
    seal: str = ""
    notice: str = ""


class Turn(msgspec.Struct, frozen=True):
    """An act known by ``author`` and ``date``: decided at one place of the record, made when all
    decided up to another (``saw``) stood in the text. Places only compare; an amendment saw the
    very place of what it amends. Where an author has several acts of one date, ``on`` are the
    fingerprints of the paragraphs that are meant."""

    author: str
    date: str
    saw: int
    decided: int
    on: tuple[str, ...] = ()


class Said(msgspec.Struct, frozen=True):
    """What the sponsor of the act known by ``author`` and ``date`` said, where the marks do not
    give it word for word, with a line end where it divides; ``on`` are the fingerprints of all
    paragraphs that are told together there, first those of the provision it was said of."""

    author: str
    date: str
    wording: str
    on: tuple[str, ...]


END = "\ufdd0"
"""Where a paragraph ends in several that are compared as one text: a letter no text has (Unicode
keeps it for use within programs)."""

EDITOR = "SEC"
"""The Secretariat, as every record names it: who stands behind what follows from the acts, labels
and the numbers of notes."""


class Sheet(msgspec.Struct, frozen=True, kw_only=True):
    """A text ready to be issued. ``title`` is the file's title, printed above the text unless
    the first block is itself a title. ``against`` names the base of a marked text, ``until`` is the
    date of its last change: whatever bears a later one was changed in the file, ``turns`` tells
    on which text its acts were made where that was not the base, ``said`` what their sponsors said
    where the marks do not give it, ``originals`` the proposals told whole, ``rivals`` whose
    wordings, by author and date, were proposed as alternatives to a whole provision,
    ``revisions`` which acts, likewise, were a sponsor's later word on its own proposal, ``shared``
    which author and date several proposals have,
    ``only`` names the paragraphs an extract holds, ``entry`` is the position of the last entry
    before a text that was not issued, ``legend`` explains a text that is not marked
    but needs explaining, and ``editor`` stands behind changes of labels and note numbers, made
    when the text was issued (``edited``, UTC).
    """

    masthead: Masthead
    title: str
    blocks: tuple[Block, ...]
    notes: tuple[NoteBlock, ...] = ()
    against: str = ""
    until: str = ""
    turns: tuple[Turn, ...] = ()
    said: tuple[Said, ...] = ()
    originals: tuple[Original, ...] = ()
    rivals: tuple[tuple[str, str], ...] = ()
    revisions: tuple[tuple[str, str], ...] = ()
    shared: tuple[tuple[str, str], ...] = ()
    only: str = ""
    entry: int = 0
    legend: str = ""
    editor: str = EDITOR
    edited: str = ""

    @property
    def editing(self) -> tuple[str, str]:
        """By whom, and of when as of the issue, what follows from the acts is signed."""
        return self.editor, self.edited or f"{self.masthead.date or '1980-01-01'}T00:00:00Z"

    def legended(self, legend: str) -> Sheet:
        """The same sheet with this legend."""
        return msgspec.structs.replace(self, legend=legend)


def on_side(block: Block, side: Side) -> bool:
    """Whether the block stands in the clean text, or stood in the base."""
    return block.change not in ("passed", "deleted" if side == "clean" else "inserted")


def runs_on(block: Block, side: Side) -> bool:
    """Whether on one side the block's paragraph does not end with it."""
    return block.end is not None and block.end.op == ("-" if side == "clean" else "+")


def counted_runs(block: Block) -> tuple[Run, ...]:
    """The block's runs; those of a whole change count as that change, by the block's author."""
    if block.change in ("", "passed"):
        return block.runs
    op, other = ("+", "-") if block.change == "inserted" else ("-", "+")
    author, date = attribution(block)
    return tuple(
        run
        if run.op == "±"
        else msgspec.structs.replace(run, op=op, author=run.author or author, date=run.date or date)
        for run in block.runs
        if run.op != other
    )


def attribution(block: Block) -> tuple[str, str]:
    """Who changed the block as a whole, and when."""
    changed = next((run for run in block.runs if run.op != "="), Run(text=""))
    return block.author or changed.author, block.date or changed.date


def side_wording(runs: tuple[Run, ...], side: Side) -> str:
    """The wording of one side, markup included."""
    there = _THERE[side]
    return "".join(run.text for run in runs if run.op in there)


_THERE: dict[Side, tuple[Op, Op]] = {"clean": ("=", "+"), "base": ("=", "-")}


def printed_label(label: str, kind: Kind) -> str:
    """The label as printed: ``24.``, ``II.``, ``(c)``."""
    return labels.printed(label, kind)


def shows_title(sheet: Sheet) -> bool:
    """Whether the sheet's own title is printed: not above a block that is a title, nor where a
    draft without one goes by its symbol, which stands in the masthead."""
    of_text = bool(sheet.blocks) and sheet.blocks[0].kind == "title"
    return bool(sheet.title) and not of_text and not sheet.masthead.symbol.startswith(sheet.title)


def attributed(sheet: Sheet) -> Sheet:
    """The same sheet where every change has an author and a date: the editor's where unknown."""
    editor, day = sheet.editing

    def signed(runs: tuple[Run, ...]) -> tuple[Run, ...]:
        return tuple(
            run
            if run.op == "=" or (run.author and run.date)
            else msgspec.structs.replace(run, author=run.author or editor, date=run.date or day)
            for run in runs
        )

    def settled(block: Block) -> Block:
        author, date = attribution(block) if block.change else (block.author, block.date)
        end = signed((block.end,))[0] if block.end is not None else None
        return msgspec.structs.replace(
            block, author=author or editor, date=date or day, runs=signed(block.runs), end=end
        )

    return msgspec.structs.replace(
        sheet,
        blocks=tuple(map(settled, sheet.blocks)),
        notes=tuple(msgspec.structs.replace(note, runs=signed(note.runs)) for note in sheet.notes),
    )


def last_change(sheet: Sheet) -> str:
    """The latest date of any change, empty where there is none."""
    runs = [run for block in sheet.blocks for run in block.runs]
    runs += [run for note in sheet.notes for run in note.runs]
    dates = [date for run in runs for date in (run.date, run.taken)]
    dates += [block.end.date for block in sheet.blocks if block.end is not None]
    return max((*dates, *(block.date for block in sheet.blocks)), default="")


def is_marked(sheet: Sheet) -> bool:
    """Whether the two sides differ anywhere."""
    return any(
        block.change
        or block.end is not None
        or block.old_label is not None
        or any(run.op != "=" for run in block.runs)
        for block in sheet.blocks
    ) or any(run.op != "=" for note in sheet.notes for run in note.runs)


def clean(sheet: Sheet) -> Sheet:
    """The same sheet with every change taken in and no comment: what is issued."""
    return msgspec.structs.replace(
        sheet,
        against="",
        blocks=tuple(_settled(block) for block in joined(sheet.blocks, "clean")),
        notes=tuple(
            NoteBlock(id=note.id, runs=_one_run(note.runs, "clean")) for note in sheet.notes
        ),
    )


def joined(blocks: Iterable[Block], side: Side) -> list[Block]:
    """The blocks of one side; those that run on into the next are one with it."""
    there: list[Block] = []
    open_end = False
    for block in blocks:
        if not on_side(block, side):
            continue
        if open_end:
            runs = (*counted_runs(there[-1]), *counted_runs(block))
            there[-1] = msgspec.structs.replace(there[-1], runs=runs, end=block.end)
        else:
            there.append(block)
        open_end = runs_on(block, side)
    return there


def _settled(block: Block) -> Block:
    return Block(
        address=block.address,
        kind=block.kind,
        runs=_one_run(counted_runs(block), "clean"),
        level=block.level,
        label=block.label,
    )


def _one_run(runs: tuple[Run, ...], side: Side) -> tuple[Run, ...]:
    return (Run(text=side_wording(runs, side)),)
