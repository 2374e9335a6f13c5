"""How wide is a line of text in a picture, and where does it break?

A picture does not know the fonts of who looks at it, so letters are taken as wide as in the widest
of the common ones (DejaVu Sans); in any other a line only turns out shorter.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from draftrace.exporters.visible import visible

FONT = "DejaVu Sans, Verdana, Arial, sans-serif"
_BOLD = 1.12
_WIDTHS = {
    0.33: " ijlI.,:;'|!‘’",
    0.42: '()[]ftr-"“”/\\',
    0.55: "cksvxyzJ?",
    0.64: "abdeghnopqu0123456789LTFE_*^",
    0.72: "ABCKPRSVXYZ&",
    0.84: "DGHNOQU#+=<>~",
    1.0: "mwMW%@—…→",
}
_EM = {letter: em for em, letters in _WIDTHS.items() for letter in letters}


@lru_cache(maxsize=4096)
def _em(letter: str) -> float:
    if letter in _EM:
        return _EM[letter]
    if unicodedata.category(letter) in ("Mn", "Me", "Cf"):
        return 0.0
    return 1.05 if unicodedata.east_asian_width(letter) in "WF" else 0.8


def length(text: str, size: float, *, bold: bool = False) -> float:
    """The width of a text in the units of ``size``."""
    return sum(map(_em, text)) * size * (_BOLD if bold else 1)


def broken(text: str, width: float, size: float, *, most: int = 0, bold: bool = False) -> list[str]:
    """The lines of a text no wider than ``width``; with ``most`` no more of them, the last then
    ending in an ellipsis. A word longer than a line is broken."""
    lines: list[str] = []
    for word in _pieces(visible(text), width, size, bold=bold):
        joined = f"{lines[-1]} {word}" if lines else word
        if lines and length(joined, size, bold=bold) <= width:
            lines[-1] = joined
        else:
            lines.append(word)
    if most and len(lines) > most:
        last = lines[most - 1]
        while last and length(f"{last}…", size, bold=bold) > width:
            last = last.rpartition(" ")[0] or last[:-1]
        lines = [*lines[: most - 1], f"{last}…"]
    return lines


def _pieces(text: str, width: float, size: float, *, bold: bool) -> Iterator[str]:
    for word in text.split():
        piece = ""
        for letter in word:
            if piece and length(piece + letter, size, bold=bold) > width:
                yield piece
                piece = ""
            piece += letter
        yield piece
