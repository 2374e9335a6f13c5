"""How does one text become another? The alignment of their paragraphs or provisions, redlined."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from draftrace.compare.kinship import Block, cited
from draftrace.compare.redline import redline
from draftrace.compare.rows import Row, change, rows
from draftrace.compare.words import Difference

__all__ = ["Alignment", "Block", "align", "cited"]

_WORDS_OF_A_PHRASE = 4


class Alignment(msgspec.Struct, frozen=True, gc=False):
    """One row: what the ``old`` blocks became in the ``new`` ones, by their addresses.

    ``change`` joins with ``+`` what happened: ``split``, ``merged``, ``moved``, ``renumbered``,
    ``reworded``; else it is ``unchanged``, ``new`` (no old block is the ancestor) or ``dropped``.
    ``redline`` is the word difference: ``=`` and ``-`` give the old wordings joined by line feeds,
    ``=`` and ``+`` the new. What was merged is named as it stands in the new text, whose order is
    no change of words.
    """

    old: tuple[str, ...]
    new: tuple[str, ...]
    change: str
    redline: Difference


def align(old: Sequence[Block], new: Sequence[Block]) -> tuple[Alignment, ...]:
    """Every block of both texts in exactly one row, in the new text's order, dropped ones where
    they stood.

    As few blocks as possible are said to have moved. ``renumbered`` is said where both labels, or
    the numbers they stand under, are known and differ. Labels and kinds only tip the balance
    between like candidates.
    """
    redlines = _Redlines(old, new)
    return tuple([_alignment(row, redlines) for row in rows(old, new, redlines.between)])


class _Redlines(dict[tuple[int, int], Difference]):
    """The redline of an old and a new block, drawn once: the search asks what was struck."""

    def __init__(self, old: Sequence[Block], new: Sequence[Block]) -> None:
        super().__init__()
        self.old, self.new = old, new

    def __missing__(self, places: tuple[int, int]) -> Difference:
        old, new = places
        drawn = self[places] = redline(self.old[old].wording, self.new[new].wording)
        return drawn

    def between(self, old: int, new: int) -> Difference:
        return self[old, new]


def _alignment(row: Row, redlines: _Redlines) -> Alignment:
    old, new = redlines.old, redlines.new
    if len(row.old) == len(row.new) == 1:
        left, right = old[row.old[0]], new[row.new[0]]
        if left.wording == right.wording:
            ops: Difference = (("=", left.wording),) if left.wording else ()
            what = change(row, old, new, reworded=False)
        else:
            ops = redlines[row.old[0], row.new[0]]
            what = change(row, old, new, reworded=_words_differ(ops))
        return Alignment((left.address,), (right.address,), what, ops)
    after = "\n".join([new[place].wording for place in row.new])
    merged = [old[place] for place in row.old]
    if len(merged) > 1:
        merged.sort(key=lambda block: _stands(block.wording, after))
    before = "\n".join([block.wording for block in merged])
    ops = redline(before, after)
    return Alignment(
        tuple([block.address for block in merged]),
        tuple([new[place].address for place in row.new]),
        change(row, old, new, reworded=_words_differ(ops)),
        ops,
    )


def _words_differ(ops: Difference) -> bool:
    return bool([op for op, text in ops if op != "=" and not text.isspace()])


def _stands(wording: str, whole: str) -> int:
    """Where a wording begins in what it was merged into, by its first phrase that stands there."""
    words = wording.split()
    length = min(len(words), _WORDS_OF_A_PHRASE)
    for first in range(len(words) - length + 1):
        at = whole.find(" ".join(words[first : first + length]))
        if at >= 0:
            return at
    return len(whole)
