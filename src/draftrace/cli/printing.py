"""How commands print: data to stdout, plain text that survives a pipe, colour only on a terminal.

Text from files is never markup and never a terminal sequence.
"""

from __future__ import annotations

import os
import re
import shutil
import sys
import textwrap
from collections.abc import Iterable, Sequence
from typing import Any

import click
import msgspec

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u200e\u200f]")
_MARKS = {"+": ("{+", "+}"), "-": ("{-", "-}")}
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
    click.echo(style(safe(text), bold=True))


def say(text: str = "") -> None:
    click.echo(text)


def note(text: str) -> None:
    """A message for the person, not data: to stderr."""
    click.echo(safe(text), err=True)


def data(document: Any) -> None:
    """One JSON document to stdout."""
    encoded = msgspec.json.format(msgspec.json.encode(document), indent=2)
    click.echo(encoded.decode())


def redline(parts: Iterable[Sequence[str]]) -> str:
    """A redline as text: ``{+ inserted +}``, ``{- deleted -}``, coloured on a terminal."""
    shown = []
    for op, text in parts:
        words = safe(text)
        if op == "=":
            shown.append(words)
            continue
        opening, closing = _MARKS[op]
        body = words.strip()
        lead, tail = words[: len(words) - len(words.lstrip())], words[len(words.rstrip()) :]
        shown.append(lead + style(f"{opening}{body}{closing}", **_STYLES[op]) + tail)
    return "".join(shown)


def paragraph(text: str, indent: int = 0, hang: int = 0) -> None:
    """A paragraph wrapped to the terminal. Escapes of colour do not count as width."""
    width = min(shutil.get_terminal_size((100, 24)).columns, 120)
    lead = " " * indent
    if coloured():
        click.echo(_wrapped(text, width, lead, " " * (indent + hang)))
        return
    click.echo(
        textwrap.fill(
            text,
            width,
            initial_indent=lead,
            subsequent_indent=" " * (indent + hang),
            break_long_words=False,
            break_on_hyphens=False,
        )
    )


def table(headers: Sequence[str], rows: Sequence[Sequence[str]], *, wrap: bool = True) -> None:
    """Columns as wide as they need, but none before the last wider than a third of the line; the
    last one wraps, or is cut where ``wrap`` is false."""
    total = min(shutil.get_terminal_size((100, 24)).columns, 160)
    cells = [[safe(str(c)) for c in row] for row in rows]
    widths = [
        min(max(len(row[n]) for row in [list(headers), *cells]), total // 3)
        for n in range(len(headers))
    ]
    last = max(20, total - sum(widths[:-1]) - 2 * (len(widths) - 1))
    widths[-1] = last
    click.echo(style(_row([h.ljust(w) for h, w in zip(headers, widths, strict=True)]), bold=True))
    for row in cells:
        columns = [_fitted(c, w, wrap=wrap) for c, w in zip(row, widths, strict=True)]
        for n in range(max(map(len, columns))):
            line = [column[n] if n < len(column) else "" for column in columns]
            click.echo(_row([c.ljust(w) for c, w in zip(line, widths, strict=True)]))


def _fitted(cell: str, width: int, *, wrap: bool) -> list[str]:
    if not wrap and len(cell) > width:
        return [cell[: width - 1].rstrip() + "…"]
    return textwrap.wrap(cell, width) or [""]


def _row(cells: Sequence[str]) -> str:
    return "  ".join(cells).rstrip()


def _wrapped(text: str, width: int, lead: str, hang: str) -> str:
    lines, line, used = [], lead, len(lead)
    for word in text.split(" "):
        size = len(click.unstyle(word))
        if used > len(hang) and used + 1 + size > width:
            lines.append(line)
            line, used = hang + word, len(hang) + size
        else:
            gap = "" if used in (len(lead), len(hang)) and line.strip() == "" else " "
            line, used = line + gap + word, used + len(gap) + size
    return "\n".join([*lines, line])
