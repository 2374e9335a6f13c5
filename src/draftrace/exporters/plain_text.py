"""Plain text: hanging labels, notes numbered by raised figures, laid out for a fixed width."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Callable, Sequence
from itertools import zip_longest

from draftrace.exporters.furniture import MASTHEAD, furniture
from draftrace.exporters.markup import printable
from draftrace.exporters.readback import squeezed, with_bars
from draftrace.exporters.sheet import (
    DEEP,
    Block,
    Run,
    Sheet,
    Side,
    counted_runs,
    indented_as,
    printed_label,
    shows_title,
    side_wording,
)
from draftrace.exporters.tables import grouped, wordings
from draftrace.text.wording import runs as cut

WIDTH = 78
_RULE = "_" * 24
_FIGURES = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_RAISED = re.compile("[⁰¹²³⁴⁵⁶⁷⁸⁹]+")
_CITED = re.compile(r"\[\^([0-9]+)\]")
_INDENTS = {"item": 6, "subitem": 12, DEEP: 18}


def text_page(sheet: Sheet, width: int = WIDTH) -> bytes:
    """The clean text between two rules, the masthead above, the notes and the seal below; lines
    of at most ``width`` letters, but for a word that is longer."""
    told = furniture(sheet)
    numbers: dict[str, int] = {}
    known = {note.id: note for note in sheet.notes}

    def number(cited: str) -> str:
        if cited not in known:
            return _literally(cited)
        return raised(numbers.setdefault(cited, len(numbers) + 1))

    title = [Block(address="title", kind="title", runs=(Run(text=sheet.title),))]
    blocks = [*(title if shows_title(sheet) else []), *sheet.blocks]
    paragraphs = [
        line
        for each in grouped(blocks)
        for line in (
            [_laid_out(each, number, width)]
            if isinstance(each, Block)
            else _in_columns(each, number, width)
        )
    ]
    notes = [
        _wrapped(
            f"{raised(place)} {_words(known[cited].runs, lambda note: f'[^{note}]')}",
            "",
            "  ",
            width,
        )
        for cited, place in list(numbers.items())
    ]
    head = [told[name] for name in MASTHEAD if told[name]]
    key = _wrapped(told["key"], "", "", width)
    parts = ["\n".join(head), key, _RULE, *paragraphs, _RULE, *notes, told["issue"]]
    return ("\n\n".join(filter(None, parts)) + "\n").encode()


def raised(number: int) -> str:
    """A note's number in raised figures."""
    return str(number).translate(_FIGURES)


def text_lines(content: bytes, side: Side) -> list[str]:
    """The lines of such a page; it has one side only."""
    del side
    text, _rule, notes = content.decode().partition(f"{_RULE}\n")[2].rpartition(f"{_RULE}\n")
    lines = [squeezed(paragraph) for paragraph in text.split("\n\n")]
    told = [squeezed(paragraph) for paragraph in notes.split("\n\n")]
    numbered = [_RAISED.sub("", note, count=1) for note in told if _RAISED.match(note)]
    return [line for line in lines if line] + [squeezed(note) for note in numbered]


def beside_the_text(content: bytes) -> list[str]:
    """What such a page shows above its first rule, and below the last what is no note."""
    head, _rule, rest = content.decode("utf-8", "replace").partition(f"{_RULE}\n")
    told = rest.rpartition(f"{_RULE}\n")[2].split("\n\n") if rest else []
    return [*head.splitlines(), *(each for each in told if not _RAISED.match(each.strip()))]


def raised_citations(lines: list[str]) -> list[str]:
    """Lines with citations and rows of tables as this page shows them."""
    return [_CITED.sub(lambda cited: raised(int(cited[1])), line) for line in with_bars(lines)]


def _laid_out(block: Block, number: Callable[[str], str], width: int) -> str:
    words = _words(counted_runs(block), number)
    label = printed_label(block.label, block.kind)
    if block.kind in ("title", "heading"):
        return _wrapped(f"{label} {words}".strip(), "", "", width)
    left = " " * _INDENTS.get(indented_as(block), 0)
    first = f"{left}{label:<6}" if len(label) < 6 else f"{left}{label} "
    return _wrapped(words, first if label else left, left + (" " * 6 if label else ""), width)


def _in_columns(rows: Sequence[Block], number: Callable[[str], str], width: int) -> list[str]:
    """The rows of a table with their bars under each other, where they fit into a line."""
    told = [[squeezed(_words((Run(text=cell),), number)) for cell in wordings(row)] for row in rows]
    columns = [max(map(len, column)) for column in zip_longest(*told, fillvalue="")]
    if sum(columns) + 3 * len(columns) - 3 > width:
        return [_wrapped(" | ".join(cells), "", "", width) for cells in told]
    return [
        " | ".join(cell.ljust(room) for cell, room in zip(cells, columns, strict=False)).rstrip()
        for cells in told
    ]


def _words(runs: tuple[Run, ...], number: Callable[[str], str]) -> str:
    wording = side_wording(runs, "clean")
    return printable("".join(run.text or number(run.note) for run in cut(wording)))


def _literally(cited: str) -> str:
    return f"[^{cited}]"


def _wrapped(text: str, first: str, rest: str, width: int) -> str:
    if not text.strip():
        return first.rstrip()
    return textwrap.fill(
        text,
        width,
        initial_indent=first,
        subsequent_indent=rest,
        break_long_words=False,
        break_on_hyphens=False,
    )
