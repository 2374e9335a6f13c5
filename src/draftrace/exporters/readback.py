"""What a written file says, read back, held against the sheet word for word."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import Any, Literal

import msgspec

from draftrace.errors import DraftraceError
from draftrace.exporters import program
from draftrace.exporters.markup import printable
from draftrace.exporters.sheet import (
    Block,
    Run,
    Sheet,
    Side,
    counted_runs,
    joined,
    printed_label,
    shows_title,
    side_wording,
)
from draftrace.text.wording import cells
from draftrace.text.wording import runs as cut

FURNITURE = frozenset({"masthead", "legend", "reason", "marker", "sponsor"})
"""Classes of what is printed beside the text and is no part of it."""


CELL = "\ufdd3"
"""Between the cells of a row among the letters of its line: a bar, or the rule of a table."""
_BAR = re.compile(f"[|{CELL}]")
_LIGATURES = {chr(code): unicodedata.normalize("NFKC", chr(code)) for code in range(0xFB00, 0xFB07)}
_UNSEEN = dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060\ufeff", "")
_LAYOUT = str.maketrans({**_LIGATURES, **_UNSEEN, "\u2010": "-", "\u2011": "-"})


class Difference(msgspec.Struct, frozen=True, kw_only=True):
    """A line of the file that is not what the sheet says; ``line`` counts from 1, notes last."""

    side: Literal["clean", "base", "authors"]
    line: int
    expected: str
    found: str


def lines_of(sheet: Sheet, side: Side) -> list[str]:
    """The lines one side must read: labels and words, note numbers as ``[^1]``, then the notes."""
    return [line for _, line in placed_lines(sheet, side)]


def placed_lines(sheet: Sheet, side: Side) -> list[tuple[str, str]]:
    """The same lines, each with the address of its block; a note's is ``note:`` and its number."""
    numbers: dict[str, int] = {}
    known = {note.id: note for note in sheet.notes}

    def number(cited: str) -> str:
        if cited not in known:
            return cited
        return str(numbers.setdefault(cited, len(numbers) + 1))

    title = [Block(address="title", kind="title", runs=(Run(text=sheet.title),))]
    blocks = [*(title if shows_title(sheet) else []), *sheet.blocks]
    lines = []
    for block in joined(blocks, side):
        said = side_wording(counted_runs(block), side)
        parts = cells(said) if block.kind == "tablerow" else [said]
        words = f" {CELL} ".join(_read(part, number) for part in parts)
        lines.append((block.address, squeezed(f"{_label(block, side)} {words}")))
    notes = [
        (f"note:{number}", squeezed(_read(side_wording(known[cited].runs, side), str)))
        for cited, number in list(numbers.items())
    ]
    return [(address, line) for address, line in lines if line] + notes


def with_bars(lines: list[str]) -> list[str]:
    """Lines with a bar between cells, as a format shows them that has no other sign for it; room
    around bars is layout."""
    return [squeezed(_BAR.sub(" | ", line)) if _BAR.search(line) else line for line in lines]


def _read(wording: str, number: Callable[[str], str]) -> str:
    """The words with their citations as ``[^1]``."""
    return printable(
        "".join(f"[^{number(run.note)}]" if run.note else run.text for run in cut(wording))
    )


def _label(block: Block, side: Side) -> str:
    old = side == "base" and block.old_label is not None
    return printed_label(block.old_label or "" if old else block.label, block.kind)


def squeezed(text: str) -> str:
    """Every stretch of white space as one space, ligatures as letters, a hyphen that forbids a
    break as a hyphen, one that allows it not at all: layout is not wording."""
    if not text.isascii():
        text = text.translate(_LAYOUT)
    return " ".join(text.split())


def differences(side: Side, expected: Sequence[str], found: Sequence[str]) -> list[Difference]:
    """The lines that differ; one lost or doubled does not put those after it in question."""
    if expected == found:
        return []
    changes = SequenceMatcher(None, expected, found, autojunk=False).get_opcodes()
    return [
        Difference(side=side, line=number, expected=wanted, found=got)
        for change, low, high, start, end in changes
        if change != "equal"
        for number, (wanted, got) in enumerate(
            zip_longest(expected[low:high], found[start:end], fillvalue=""), low + 1
        )
    ]


def focused(first: str, second: str, around: int = 40) -> tuple[str, str]:
    """Two differing lines cut down to the neighbourhood of their first difference."""
    pairs = enumerate(zip(first, second, strict=False))
    shorter = min(len(first), len(second))
    at = next((place for place, (one, other) in pairs if one != other), shorter)
    low, high = max(at - around, 0), at + around
    return first[low:high], second[low:high]


def lines_in(document: bytes, side: Side) -> list[str]:
    """The lines of pandoc's JSON as one side sees them; changes shown as underline and strike
    (``ins`` and ``del`` in HTML) are taken in or out.
    """
    reading = _Reading(side)
    try:
        for block in _blocks(document):
            reading.block(block)
    except RecursionError as deep:
        raise DraftraceError("Its quotations or lists nest too deep to be read.") from deep
    lines = [squeezed(line) for line in reading.lines]
    return [line for line in lines if line] + [squeezed(note) for note in reading.notes]


def _blocks(document: bytes) -> list[Any]:
    """The blocks of a document. Raises DraftraceError where what gave it is no pandoc."""
    try:
        found: list[Any] = msgspec.json.decode(document)["blocks"]
    except (msgspec.DecodeError, KeyError, TypeError) as broken:
        program.check_sound()
        raise DraftraceError(f"Pandoc gave no document: {broken}.") from broken
    return found


class _Reading:
    """One walk over pandoc's tree."""

    def __init__(self, side: Side) -> None:
        self.gone = "Strikeout" if side == "clean" else "Underline"
        self.lines: list[str] = []
        self.notes: list[str] = []
        self.shown = 0
        self.number_of: dict[int, int] = {}

    def block(self, node: dict[str, Any]) -> None:
        kind: str = node["t"]
        content: Any = node.get("c")
        if kind in ("Para", "Plain"):
            self.lines.append(self.text(content))
        elif kind == "Header":
            self.lines.append(self.text(content[2]))
        elif kind == "LineBlock":
            self.lines += [self.text(line) for line in content]
        elif kind == "Div":
            if not FURNITURE.intersection(content[0][1]):
                self.blocks(content[1])
        elif kind == "BlockQuote":
            self.blocks(content)
        elif kind in ("BulletList", "OrderedList"):
            for item in content if kind == "BulletList" else content[1]:
                self.blocks(item)
        elif kind == "Table":
            self.table(content)
        elif kind != "HorizontalRule":
            self.lines.append(f"<{kind}>")

    def blocks(self, nodes: Iterable[dict[str, Any]]) -> None:
        for node in nodes:
            self.block(node)

    def table(self, content: Any) -> None:
        """A line a row; one of which no cell has words is none, as Markdown has them for want of
        headings."""
        _, _, _, head, bodies, foot = content
        for row in (*head[1], *(each for body in bodies for each in body[3]), *foot[1]):
            told = [self.cell(cell[4]) for cell in row[1]]
            self.lines.append(f" {CELL} ".join(told) if any(told) else "")

    def cell(self, blocks: Iterable[dict[str, Any]]) -> str:
        before, self.lines = self.lines, []
        self.blocks(blocks)
        told, self.lines = " ".join(self.lines), before
        return told

    def text(self, nodes: Iterable[dict[str, Any]]) -> str:
        return "".join(map(self.inline, nodes))

    def inline(self, node: dict[str, Any]) -> str:
        kind: str = node["t"]
        content: Any = node.get("c")
        if kind == "Note":
            return self.note(content)
        if kind == "Superscript":
            return self.cited_again(self.text(content))
        if kind in ("Strikeout", "Underline", "Span") and self.is_gone(kind, content):
            self.skip(content if kind != "Span" else content[1])
            return ""
        read = _TEXT.get(kind)
        return read(self, content) if read else f"<{kind}>"

    def is_gone(self, kind: str, content: Any) -> bool:
        if kind == "Span":
            return bool(FURNITURE.intersection(content[0][1]))
        return kind == self.gone

    def note(self, blocks: Any) -> str:
        self.shown += 1
        inner = _Reading("clean" if self.gone == "Strikeout" else "base")
        inner.blocks(blocks)
        self.notes.append(" ".join(inner.lines))
        self.number_of[self.shown] = len(self.notes)
        return f"[^{len(self.notes)}]"

    def cited_again(self, shown: str) -> str:
        numbers = shown.split(",")
        if not all(number.isdecimal() for number in numbers):
            return f"^{shown}"
        return "".join(f"[^{self.number_of.get(int(number), 0)}]" for number in numbers)

    def skip(self, nodes: Any) -> None:
        """Notes of the other side still take a number where both sides are shown."""
        inner = _Reading("clean")
        inner.text(nodes)
        self.shown += inner.shown


_TEXT: dict[str, Callable[[_Reading, Any], str]] = {
    "Str": lambda _reading, content: str(content),
    "Space": lambda _reading, _content: " ",
    "SoftBreak": lambda _reading, _content: " ",
    "LineBreak": lambda _reading, _content: " ",
    "RawInline": lambda _reading, _content: "",
    "Span": lambda reading, content: reading.text(content[1]),
    "Link": lambda reading, content: reading.text(content[1]),
    "Quoted": lambda reading, content: reading.text(content[1]),
    **dict.fromkeys(
        ("Emph", "Strong", "Underline", "Strikeout", "SmallCaps"),
        lambda reading, content: reading.text(content),
    ),
}
