"""How commands print: data to stdout, plain text that survives a pipe, colour only on a terminal.

Text from files is never markup and never a terminal sequence.
"""

from __future__ import annotations

import io
import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import redirect_stdout
from contextvars import ContextVar
from typing import Any

import click
import msgspec

from draftrace.cli.wrapping import KEEP, cut, padded, width, wrapped

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c]")
_MARKS = {"+": ("{+", "+}"), "-": ("{-", "-}")}
_LAST_COLUMN = 16
_PAGE = ContextVar("columns of a page that is read before it is printed", default=0)
_STYLES: dict[str, dict[str, Any]] = {
    "+": {"fg": "green", "underline": True},
    "-": {"fg": "red", "strikethrough": True},
}


def safe(text: str) -> str:
    """Text in which control and direction characters are shown, not obeyed."""
    return _CONTROL.sub(lambda found: f"\\x{ord(found[0]):02x}", text)


def coloured() -> bool:
    """Whether stdout is a terminal that wants colour (https://no-color.org)."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR")


def style(text: str, **how: Any) -> str:
    return click.style(text, **how) if coloured() else text


def heading(text: str) -> None:
    """A line in bold, wrapped like any other; nothing where there is nothing to say."""
    for line in wrapped(safe(text), columns(), "", "  ") if text.strip() else ():
        click.echo(style(line, bold=True))


def say(text: str = "") -> None:
    """A line without style: names in it are people's own words."""
    click.echo(safe(text))


def note(text: str) -> None:
    """A message for the person, not data: to stderr."""
    click.echo(safe(text), err=True)


def data(document: Any) -> None:
    """One JSON document to stdout."""
    click.echo(msgspec.json.format(msgspec.json.encode(document), indent=2))


def redline(parts: Iterable[Sequence[str]]) -> str:
    """A redline as text: ``{+ inserted +}``, ``{- deleted -}``, coloured on a terminal."""
    shown = []
    for op, text in parts:
        words = safe(text)
        if op == "=" or not words.strip():
            shown.append(words)
            continue
        opening, closing = _MARKS[op]
        body = words.strip()
        lead, tail = words[: len(words) - len(words.lstrip())], words[len(words.rstrip()) :]
        # Word by word, so that no colour runs into the margin of the next line.
        marked = " ".join(style(w, **_STYLES[op]) for w in f"{opening}{body}{closing}".split(" "))
        shown.append(lead + marked + tail)
    return "".join(shown)


def paragraph(text: str, indent: int = 0, hang: int = 0) -> None:
    """A paragraph wrapped to the terminal."""
    for line in wrapped(text, min(columns(), 120), " " * indent, " " * (indent + hang)):
        click.echo(line)


def lines(text: str, lead: str, hang: str) -> list[str]:
    """The lines of a paragraph behind other leads than white space."""
    return wrapped(text, min(columns(), 120), lead, hang)


def columns() -> int:
    """How wide the terminal is, or the page; 100 where there is neither."""
    import shutil

    return _PAGE.get() or max(20, shutil.get_terminal_size((100, 24)).columns)


def page(fill: Callable[[], None], wide: int) -> list[str]:
    """The lines that something prints, laid out for a page of so many columns."""
    before = _PAGE.set(max(20, wide))
    try:
        with redirect_stdout(io.StringIO()) as held:
            fill()
    finally:
        _PAGE.reset(before)
    return held.getvalue().splitlines()


def labelled(label: str, kind: str, text: str) -> str:
    """A provision as printed: ``24.``, ``(c)``, ``II.`` before its words."""
    from draftrace.text.labels import leading

    return leading(label, kind) + text


def together(text: str) -> str:
    """Text that stays on one line."""
    return text.replace(" ", KEEP)


def table(headers: Sequence[str], rows: Sequence[Sequence[str]], *, wrap: bool = True) -> None:
    """Columns as wide as they need, but none before the last wider than a third of the line; the
    last one is cut where ``wrap`` is false. A terminal too narrow for that gets a list."""
    total = min(columns(), 160)
    cells = [[safe(str(c)) for c in row] for row in rows]
    widths = [
        min(max(width(row[n]) for row in [list(headers), *cells]), total // 3)
        for n in range(len(headers))
    ]
    widths[-1] = total - sum(widths[:-1]) - 2 * (len(widths) - 1)
    if widths[-1] < _LAST_COLUMN:
        _list(headers, cells)
        return
    for line in _rows(headers, widths):
        click.echo(style(line, bold=True))
    for row in cells:
        for line in _rows(row if wrap else [*row[:-1], cut(row[-1], widths[-1])], widths):
            click.echo(line)


def _rows(cells: Sequence[str], widths: Sequence[int]) -> Iterator[str]:
    """The lines of one row of a table, each cell wrapped to its column."""
    columns = [wrapped(cell, wide) for cell, wide in zip(cells, widths, strict=True)]
    for n in range(max(map(len, columns))):
        yield _row([lines[n] if n < len(lines) else "" for lines in columns], widths)


def _list(headers: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    for row in rows:
        for n, (header, cell) in enumerate(zip(headers, row, strict=True)):
            if cell:
                paragraph(f"{header}: {cell}", 2 if n else 0, 2)


def _row(cells: Sequence[str], widths: Sequence[int]) -> str:
    return "  ".join(padded(c, w) for c, w in zip(cells, widths, strict=True)).rstrip()
