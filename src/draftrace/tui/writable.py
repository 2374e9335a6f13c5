"""What of a painted line does a terminal get? Nothing it would obey, directions that end where
they began, and on a terminal without Unicode the product's own signs in ASCII."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from rich.segment import Segment
from textual.filter import LineFilter

from draftrace.tui.safe import harmless
from draftrace.tui.signs import in_ascii

if TYPE_CHECKING:
    from textual.color import Color

MARK = "\u200e"
"""The left-to-right mark: no cell, no sign. Unlike an isolate it needs no other half, so a line
may be cut anywhere."""
_KEPT = 4096
"""Stretches of a line remembered as they are written: frames and signs are on every line."""
_RIGHT_TO_LEFT = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefe\U00010800-\U00010fff\U0001e800-\U0001efff"
_RUN = re.compile(f"[{_RIGHT_TO_LEFT}](?:[{_RIGHT_TO_LEFT}\\W\\d_]*[{_RIGHT_TO_LEFT}])?")


def embedded(text: str) -> str:
    """The text with every run of right-to-left words between marks: a terminal that turns such
    words about (UAX #9) leaves the numbers, brackets and panes beside them where they are."""
    return _RUN.sub(f"{MARK}\\g<0>{MARK}", text)


class InTurn(LineFilter):
    """Several filters as one. Textual makes a line anew for each filter, and a page that scrolls
    asks for every line of it."""

    def __init__(self, filters: Sequence[LineFilter]) -> None:
        super().__init__()
        self.filters = filters

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """See ``LineFilter``."""
        for line_filter in self.filters:
            segments = line_filter.apply(segments, background)
        return segments


class Directions(LineFilter):
    """Keeps right-to-left words from turning about what stands beside them."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:  # noqa: ARG002
        """See ``LineFilter``."""
        return _rewritten(segments, _turned)


class Plain(LineFilter):
    """Writes signs, quotation marks and lines in ASCII, each in as many cells."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:  # noqa: ARG002
        """See ``LineFilter``."""
        return _rewritten(segments, _spelled)


@lru_cache(_KEPT)
def _turned(text: str) -> str:
    return embedded(harmless(text))


@lru_cache(_KEPT)
def _spelled(text: str) -> str:
    return in_ascii(harmless(text))


def _rewritten(segments: list[Segment], write: Callable[[str], str]) -> list[Segment]:
    """The segments, those anew that hold more than plain letters."""
    if all(_is_plain(segment.text) for segment in segments):
        return segments
    return [s if _is_plain(s.text) else s._replace(text=write(s.text)) for s in segments]


def _is_plain(text: str) -> bool:
    return text.isascii() and text.isprintable()
