"""Whose are the words of a compiled draft? Those that a party's bracket brought in are the party's.

``[EU, Norway: promptly]`` and ``[promptly](EU, Norway)`` credit what they hold. ``[Mexico: delete:
promptly]`` does not: those who would delete or retain words have not written them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from draftrace.text.brackets import Bracket, parse
from draftrace.text.tokens import piece_spans

_MAY_OWN = re.compile(r"\[[^\[\]]*:|\]\(")
_NOT_THEIRS = re.compile(r"\b(?:delete|retain|keep)\s*:?\s*$", re.IGNORECASE)
# What stands before a colon in a bracket and is nobody.
_NOBODY = re.compile(
    r"(?:editor|note|nb|placeholder|option|alternative|chapeau|title|heading|article|paragraph|"
    r"annex|section|chair)\b",
    re.IGNORECASE,
)


class Credit(NamedTuple):
    """The pieces ``first`` to ``end`` (excluded) of a wording, as ``tokens.pieces`` cuts it, and
    the parties whose bracket holds them."""

    first: int
    end: int
    parties: tuple[str, ...]


def credits_of(wording: str) -> list[Credit]:
    """What the brackets of a wording credit to parties: an inner one after the one it stands in."""
    if _MAY_OWN.search(wording) is None:
        return []
    owned = list(_owned(wording))
    starts = [start for start, _ in piece_spans(wording)] if owned else []
    return [Credit(_before(starts, b.start), _before(starts, b.end), b.owners) for b in owned]


def _owned(wording: str) -> Iterator[Bracket]:
    for bracket in parse(wording).all():
        said = wording[bracket.start + 1 : bracket.inner]
        if (
            bracket.owners
            and not _NOT_THEIRS.search(said)
            and not any(map(_NOBODY.match, bracket.owners))
        ):
            yield bracket


def _before(starts: list[int], place: int) -> int:
    """How many pieces begin before a place."""
    return sum(start < place for start in starts)
