"""What of a Word file's paragraph does a page show otherwise than its letters stand?

Source: ECMA-376-1, 17.3.2.3 (bdo: letters in another direction), 17.3.1.33 (spacing: lines of an
exact height), 17.3.1.12 (ind), 17.4.80 (trHeight), 17.4.27 (hidden rows).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from itertools import chain
from typing import Any

from draftrace.intake.tracked.by_hand import HIDDEN, by_hand_in_word
from draftrace.intake.tracked.word_fields import recomputed
from draftrace.intake.tracked.word_oddities import W, said
from draftrace.intake.tracked.word_unseen import Look

_LOWEST = 60
"""Twentieths of a point: of a line or a row as low as this nothing is seen."""
_WIDEST = 15_000
"""Twentieths of a point: no page is as wide."""
_OF_OTHERS: Mapping[str, tuple[str, ...]] = {"rtl": ("L",), "ltr": ("R", "AL")}
"""The letters that run against a direction."""


def shown_otherwise(
    paragraph: Any, styles: Mapping[Look, frozenset[str]]
) -> Iterator[tuple[str, str]]:
    """What is struck out, hidden, turned around or computed, with the words."""
    yield from chain(by_hand_in_word(paragraph, styles), _turned(paragraph))
    yield from recomputed(paragraph)
    if _is_flat(paragraph) and (letters := said(paragraph)):
        yield HIDDEN, letters


def _turned(paragraph: Any) -> Iterator[tuple[str, str]]:
    """Letters set in a direction that is not theirs: a reader sees them from the end."""
    for each in paragraph.iter(f"{W}bdo", f"{W}dir"):
        against, letters = _OF_OTHERS.get(each.get(f"{W}val", ""), ()), said(each)
        if any(unicodedata.bidirectional(letter) in against for letter in letters):
            yield HIDDEN, letters


def _is_flat(paragraph: Any) -> bool:
    """Whether its lines, or the row it stands in, have no height, or it begins off the page."""
    spacing, indent = (paragraph.find(f"{W}pPr/{W}{name}") for name in ("spacing", "ind"))
    low = spacing is not None and spacing.get(f"{W}lineRule") == "exact"
    if low and _measure(spacing, "line") <= _LOWEST:
        return True
    if indent is not None and max(_measure(indent, n) for n in ("left", "start")) >= _WIDEST:
        return True
    return any(map(_is_flat_row, paragraph.iterancestors(f"{W}tr")))


def _is_flat_row(row: Any) -> bool:
    height = row.find(f"{W}trPr/{W}trHeight")
    exact = height is not None and height.get(f"{W}hRule") == "exact"
    hidden = row.find(f"{W}trPr/{W}hidden") is not None
    return hidden or (exact and _measure(height, "val") <= _LOWEST)


def _measure(element: Any, name: str) -> int:
    told = element.get(f"{W}{name}", "")
    return int(told) if told.isdecimal() else 0
