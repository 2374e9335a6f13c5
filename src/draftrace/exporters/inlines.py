"""Wordings and redlines inside other papers: as plain text, HTML or nodes of pandoc's tree.

Changes bear signs as well as underline and strike, so that they outlive colour, print and a
copied text; notes bear their numbers.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import escape
from itertools import groupby

from draftrace.exporters import tree
from draftrace.exporters.dialect import SIGNS
from draftrace.exporters.markup import Piece, pieces, printable
from draftrace.exporters.sheet import Op, Run
from draftrace.exporters.tree import Node
from draftrace.room.entities import Issued
from draftrace.text.wording import note_ids

Numbers = Mapping[str, str]
"""The number of each footnote by its id."""

EARLIER = " (earlier)"
"""Behind the name that the record has for a note which nothing cites any longer: it has no
number, and its name may be the number of another."""

_ELEMENT: dict[Op, str] = {"=": "", "+": "ins", "-": "del"}


def note_numbers(provisions: Iterable[Issued]) -> dict[str, str]:
    """Footnotes numbered through in the order of their first citation."""
    cited = dict.fromkeys(note for i in provisions for note in note_ids(i.wording))
    return {note: str(number) for number, note in enumerate(cited, start=1)}


def numbered(note: str, numbers: Numbers) -> str:
    """A note as it is called where it is cited."""
    return numbers.get(note) or f"{note}{EARLIER}"


def runs_of(redline: Iterable[tuple[str, str]]) -> tuple[Run, ...]:
    """A redline of the views as runs."""
    return tuple(Run(text=text, op=op) for op, text in redline)  # type: ignore[arg-type]


def as_text(runs: Sequence[Run], numbers: Numbers) -> str:
    """Plain text with ``{+ +}`` and ``{- -}`` around changes and notes as ``[note 4]``."""
    return "".join(
        f"{opened}{''.join(_said(piece, numbers) for piece in same)}{closed}"
        for (opened, closed), same in _by_change(runs)
    )


def wording_text(wording: str, numbers: Numbers) -> str:
    """A wording without markup."""
    return as_text((Run(text=wording),), numbers)


def as_html(runs: Sequence[Run], numbers: Numbers) -> str:
    """Escaped HTML: ``ins`` and ``del`` with their signs inside."""
    shown = []
    for op, same in groupby(pieces(tuple(runs)), key=lambda piece: piece.op):
        words = "".join(piece_html(piece, numbers) for piece in same)
        if op == "=":
            shown.append(words)
            continue
        opened, closed = (f'<span class="sign">{sign}</span>' for sign in SIGNS[op])
        shown.append(f"<{_ELEMENT[op]}>{opened}{words}{closed}</{_ELEMENT[op]}>")
    return "".join(shown)


def wording_html(wording: str, numbers: Numbers) -> str:
    """A wording as escaped HTML."""
    return as_html((Run(text=wording),), numbers)


def piece_html(piece: Piece, numbers: Numbers) -> str:
    """Words of one emphasis, or the number of one note."""
    if piece.note:
        number = escape(numbered(piece.note, numbers))
        return f'<sup><span class="sign">note </span>{number}</sup>'
    words = escape(piece.text)
    return f"<em>{words}</em>" if piece.emphasis else words


def as_nodes(runs: Sequence[Run], numbers: Numbers) -> list[Node]:
    """Pandoc inlines: underlined and struck out, between their signs."""
    nodes: list[Node] = []
    for op, same in groupby(pieces(tuple(runs)), key=lambda piece: piece.op):
        opened, closed = SIGNS[op]
        inlines = [node for piece in same for node in piece_nodes(piece, numbers)]
        if op == "=":
            nodes += inlines
            continue
        changed = tree.underline(inlines) if op == "+" else tree.strikeout(inlines)
        nodes += [tree.string(opened), changed, tree.string(closed)]
    return nodes


def piece_nodes(piece: Piece, numbers: Numbers) -> list[Node]:
    """Words that may be broken into lines, or the raised number of a note."""
    if piece.note:
        return [tree.superscript(numbered(piece.note, numbers))]
    words = tree.spaced(piece.text)
    return [tree.emphasis(words)] if piece.emphasis else words


def plain_nodes(text: str) -> list[Node]:
    """Text from the record that is no wording: reasons, names."""
    return tree.spaced(printable(text))


def _by_change(runs: Sequence[Run]) -> Iterator[tuple[tuple[str, str], Iterator[Piece]]]:
    for op, same in groupby(pieces(tuple(runs)), key=lambda piece: piece.op):
        yield SIGNS[op], same


def _said(piece: Piece, numbers: Numbers) -> str:
    return f"[note {numbered(piece.note, numbers)}]" if piece.note else piece.text
