"""Lines as wide as the terminal shows them: wide letters count two, combining signs none."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

import click

KEEP = "\x1f"
"""A space at which no line is broken; text from files never holds one once it is ``safe``."""

_PIECE = re.compile(r"([ \t\n]*)([^ \t\n]+)")
_NARROW = re.compile(r"[\x1f-\u02ff]*")


def width(text: str) -> int:
    """The columns a text takes on a terminal; colour takes none."""
    shown = click.unstyle(text) if "\x1b" in text else text
    if _NARROW.fullmatch(shown):
        return len(shown)
    return sum(map(_columns, shown))


def padded(text: str, columns: int) -> str:
    """The text with spaces behind it up to so many columns."""
    return text + " " * max(0, columns - width(text))


def wrapped(text: str, columns: int, lead: str = "", hang: str = "") -> list[str]:
    """The lines of a paragraph, the first behind ``lead``, the others behind ``hang``.

    A word longer than a line is cut; between East Asian letters a line may end anywhere.
    """
    lines: list[str] = []
    line, used, empty = lead, width(lead), True
    for gap, word in _pieces(text, max(1, columns - width(hang))):
        size = width(word)
        if not empty and used + len(gap) + size > columns:
            lines.append(line)
            line, used, empty = hang, width(hang), True
        if not empty:
            line, used = line + gap, used + len(gap)
        line, used, empty = line + word, used + size, False
    lines.append(line)
    return [line.replace(KEEP, " ").rstrip() for line in lines]


def cut(text: str, columns: int) -> str:
    """The text, or as much of it as fits with an ellipsis behind."""
    if width(text) <= columns:
        return text
    kept, used = "", 1
    for letter in text:
        used += _columns(letter)
        if used > columns:
            break
        kept += letter
    return kept.rstrip() + "…"


def _columns(letter: str) -> int:
    if unicodedata.category(letter) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(letter) in "WF" else 1


def _pieces(text: str, most: int) -> Iterator[tuple[str, str]]:
    """What may not be broken, each with the white space before it."""
    for gap, word in _PIECE.findall(text):
        space = gap.replace("\n", " ").replace("\t", " ")
        if "\x1b" in word or (_NARROW.fullmatch(word) and len(word) <= most):
            yield space, word
            continue
        for unit in _units(word, most):
            yield space, unit
            space = ""


def _units(word: str, most: int) -> Iterator[str]:
    unit, used, wide_before = "", 0, False
    for letter in word:
        columns = _columns(letter)
        wide = columns == 2
        may_end = (wide or wide_before) and unicodedata.category(letter)[0] != "P" and columns
        if unit and (may_end or used + columns > most):
            yield unit
            unit, used = "", 0
        unit, used = unit + letter, used + columns
        wide_before = wide if columns else wide_before
    if unit:
        yield unit
