"""Where does a line end because its paragraph does, in a text without blank lines between them?

A printer fills a line before he begins another: where the next line's first word would have fitted,
something ended there. Text taken out of PDFs often comes so.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from draftrace.text.structure.headings import OF_THE_WHOLE
from draftrace.text.structure.inline import SUPERSCRIPTS
from draftrace.text.structure.joins import last_sign
from draftrace.text.structure.leads import lead
from draftrace.text.structure.parts import RECITAL, SPEAKERS
from draftrace.text.structure.titles import CHAPTER

_FEWEST_LABELS = 6
_LEAST_TIGHT = 0.3
"""So many of the labels must stand right under a line that ends for the text to be tight."""
_NARROWEST, _WIDEST = 40, 200
_ENDED, _BROKEN_OFF = 0.9, 0.7
"""How full a line may be, of the width, that ends with its paragraph: after a stop, and without."""
_STOPS = (".", ";", ":", ",", "?", "!")
_FIGURES = f"{SUPERSCRIPTS} "
_OPENERS = '[(“"‘* '
_CENTRED = 12
_FIGURE = re.compile(r"\d")


class TightLines:
    """Tells for each line of a text whether it ends its paragraph, where no blank line does."""

    def __init__(self, lines: Sequence[str]) -> None:
        self._lines = lines
        self._width = _width(lines) if _is_tight(lines) else 0
        self._full = self._width * _BROKEN_OFF
        self._front = _front(lines) if self._width else 0

    @property
    def throughout(self) -> bool:
        """Whether the text is such a one."""
        return self._width > 0

    def ends(self, place: int) -> bool:
        """Whether the paragraph of the line at ``place`` ends with it, the next being filled."""
        if not self._width or place + 1 >= len(self._lines):
            return False
        line, after = self._lines[place].rstrip(), self._lines[place + 1].strip()
        begins = after.lstrip(_OPENERS)[:1]
        if not line.strip() or not after or not (begins.isupper() or begins.isdigit()):
            return False
        if _opens_whole(after) or SPEAKERS.match(after):
            return True
        stopped = last_sign(line.rstrip(_FIGURES)) in _STOPS
        if not stopped and self._of_a_title(place):
            return False
        if stopped and (CHAPTER.match(after) or RECITAL.match(after)):
            return True
        room = self._width * _ENDED if stopped else self._full
        return len(line) + 1 + len(after.split(maxsplit=1)[0]) < room

    def _of_a_title(self, place: int) -> bool:
        """Whether this line and the next are set as those of one title."""
        line, after = self._lines[place], self._lines[place + 1]
        if _indent(line) >= _CENTRED and _indent(after) >= _CENTRED:
            return True
        if place + 1 >= self._front or _FIGURE.search(line + after) or len(after) > self._full:
            return False
        return not _opens_whole(line)


def _opens_whole(line: str) -> bool:
    """Whether a line is the heading of a preamble, an annex or the like."""
    return line.strip("[]*: ").lower() in OF_THE_WHOLE


def _front(lines: Sequence[str]) -> int:
    """Where the first label stands: above it are a masthead and titles."""
    return next((n for n, line in enumerate(lines) if lead(line.strip()) is not None), 0)


def _is_tight(lines: Sequence[str]) -> bool:
    """Whether labels stand right under other paragraphs, again and again."""
    under = labels = 0
    for place, line in enumerate(lines):
        if lead(line.strip()) is not None:
            labels += 1
            above = lines[place - 1].strip() if place else ""
            under += last_sign(above.rstrip(_FIGURES)) in _STOPS and len(above) < _WIDEST
    return labels >= _FEWEST_LABELS and under >= _LEAST_TIGHT * labels


def _width(lines: Sequence[str]) -> int:
    """How long the longer lines are that are followed by another; 0 where they were not wrapped."""
    lengths = sorted(
        len(line.rstrip()) for line, after in pairwise(lines) if line.strip() and after.strip()
    )
    width = lengths[len(lengths) * 9 // 10] if lengths else 0
    return width if _NARROWEST <= width <= _WIDEST else 0


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())
