"""How is a text with roles (inserted, deleted, a sponsor's name …) laid out in lines?

Pure: spans in, rows of spans out. Which style a role has is the widgets' affair.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from rich.cells import cell_len, chop_cells

from draftrace.text.wording import runs
from draftrace.tui.safe import shown

_PIECES = re.compile("[^\\S\xa0]+|[\\S\xa0]+")
"""White space where a line may end, and what holds together: also over a no-break space."""
_BRACKETS = re.compile(r"[\[\]]")
_END = "\ue000"


class Span(NamedTuple):
    """A stretch of one line; ``role`` names its styles, several apart by a space."""

    text: str
    role: str = ""


class Row(NamedTuple):
    """One line of a view. Rows of one thing share its ``key``; ``margin`` stands at the right."""

    spans: tuple[Span, ...] = ()
    key: str = ""
    margin: tuple[Span, ...] = ()


def width_of(spans: Iterable[Span]) -> int:
    """Cells the spans take, wide and combining characters counted right."""
    return sum(cells(span.text) for span in spans)


def cells(text: str) -> int:
    """Cells a text takes on a terminal."""
    return len(text) if text.isascii() else cell_len(text)


def wrap(spans: Sequence[Span], width: int) -> list[tuple[Span, ...]]:
    """The spans in lines of at most ``width`` cells, broken between words, also where a word
    runs through several spans; a word wider than a line is cut."""
    width = max(width, 1)
    lines: list[tuple[Span, ...]] = []
    line: list[Span] = []
    used = 0
    for gap, word, size in _words(spans):
        space = len(gap.text) if gap is not None else 0
        if line and used + space + size > width:
            lines.append(_merged(line))
            line, used = [], 0
        if size > width:
            *whole, (line, used) = list(_cut(word, width))
            lines += [_merged(part) for part, _ in whole]
            continue
        if line and gap is not None:
            line.append(gap)
            used += space
        line += word
        used += size
    if line or not lines:
        lines.append(_merged(line))
    return lines


def _words(spans: Sequence[Span]) -> Iterator[tuple[Span | None, list[Span], int]]:
    """Each word in pieces, with the white space before it where there is any, and its size."""
    gap: Span | None = None
    word: list[Span] = []
    size = 0
    for text, role in spans:
        narrow = text.isascii()
        for piece in _PIECES.findall(text):
            if piece.isspace() and piece[0] != "\xa0":
                if word:
                    yield gap, word, size
                    word, size = [], 0
                gap = Span(piece, role)
            else:
                word.append(Span(piece, role))
                size += len(piece) if narrow else cell_len(piece)
    if word:
        yield gap, word, size


def _cut(word: Sequence[Span], width: int) -> Iterator[tuple[list[Span], int]]:
    line: list[Span] = []
    used = 0
    for text, role in word:
        for character in chop_cells(text, 1) if cells(text) > 1 else [text]:
            size = cells(character)
            if line and used + size > width:
                yield line, used
                line, used = [], 0
            line.append(Span(character, role))
            used += size
    yield line, used


def _merged(spans: Iterable[Span]) -> tuple[Span, ...]:
    merged: list[Span] = []
    texts: list[str] = []
    held: str | None = None
    for text, role in spans:
        if role != held:
            if texts:
                merged.append(Span("".join(texts), held or ""))
            texts, held = [], role
        texts.append(text)
    if texts:
        merged.append(Span("".join(texts), held or ""))
    return tuple(span for span in merged if span.text)


def clip(spans: Iterable[Span], width: int, more: str = "…") -> tuple[Span, ...]:
    """The spans cut to ``width`` cells, with a sign where something was left out."""
    spans = tuple(spans)
    if width_of(spans) <= width:
        return spans
    room = max(width - cells(more), 0)
    kept: list[Span] = []
    for text, role in spans:
        size = cells(text)
        if size <= room:
            kept.append(Span(text, role))
            room -= size
            continue
        if room:
            kept.append(Span(chop_cells(text, room)[0], role))
        break
    kept.append(Span(more if width >= cells(more) else "", "dim"))
    return _merged(kept)


def between(
    left: Sequence[Span], right: Sequence[Span], width: int, more: str = "…"
) -> tuple[Span, ...]:
    """Left and right in one line of ``width`` cells; the left gives way where both don't fit."""
    right = clip(right, width, more)
    room = width - width_of(right)
    left = clip(left, max(room - (1 if right else 0), 0), more)
    return (*left, Span(" " * (width - width_of(left) - width_of(right))), *right)


def joined(groups: Iterable[Sequence[Span]], gap: str = " ") -> list[Span]:
    """Groups of spans in one line with a gap between them."""
    spans: list[Span] = []
    for group in groups:
        if group and spans:
            spans.append(Span(gap))
        spans += group
    return spans


def with_role(role: str, more: str) -> str:
    """A role with another added."""
    return f"{role} {more}" if role and more else role or more


class Marks:
    """Turns stretches of wording into spans: emphasis, note references, brackets. Emphasis may
    begin in one stretch and end in another, so one object reads one wording from its start."""

    def __init__(self, numbers: dict[str, str] | None = None, *, brackets: bool = True) -> None:
        self._numbers = numbers or {}
        self._emphasis = False
        self._brackets = brackets

    def spans(self, text: str, role: str = "") -> list[Span]:
        """One stretch of wording in a role."""
        if not self._emphasis and "*" not in text and "\\" not in text and "[" not in text:
            return self._literal(shown(text), role)
        found: list[Span] = []
        opening = "*" if self._emphasis else ""
        for run in runs(f"{opening}{text}{_END}"):
            if run.note:
                found.append(Span(f"^{shown(self._numbers.get(run.note, run.note))}", "note"))
                continue
            if _END in run.text:
                self._emphasis = run.emphasis
            marked = with_role(role, "emphasis") if run.emphasis else role
            found += self._literal(shown(run.text.replace(_END, "")), marked)
        return found

    def _literal(self, text: str, role: str) -> list[Span]:
        if not self._brackets or ("[" not in text and "]" not in text):
            return [Span(text, role)] if text else []
        found: list[Span] = []
        at = 0
        for bracket in _BRACKETS.finditer(text):
            found.append(Span(text[at : bracket.start()], role))
            found.append(Span(bracket[0], with_role(role, "bracket")))
            at = bracket.end()
        found.append(Span(text[at:], role))
        return [span for span in found if span.text]
