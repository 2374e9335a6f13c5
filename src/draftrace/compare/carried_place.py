"""Where does a place in a wording stand once the words around it have changed?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from draftrace.compare.words import Base
from draftrace.text.tokens import is_word, spans, words

Span = tuple[int, int]


class Edited(msgspec.Struct, frozen=True):
    """Characters ``start`` to ``end`` of a wording give way to ``new`` others; ``lost`` are the
    places of the words that went, ``gained`` whether words came in. ``same``: marks or capitals
    change and no word."""

    start: int
    end: int
    new: int
    lost: tuple[Span, ...]
    gained: bool
    same: bool


def edited(before: str, after: str) -> list[Edited]:
    """The smallest changes that make ``after`` of ``before``, in order."""
    found = []
    for one in Base(before).stretches(after):
        gone, come = before[one.start : one.end], after[one.came : one.left]
        ours, theirs = ([w.casefold() for w in words(side)] for side in (gone, come))
        same = ours == theirs
        lost = () if same else tuple(_words_at(before, one.start, one.end))
        found.append(Edited(one.start, one.end, len(come), lost, bool(theirs) and not same, same))
    return found


def carried(place: int, edits: Sequence[Edited], *, is_end: bool) -> int:
    """Where the first place of a stretch, or with ``is_end`` the one after its last, lies after a
    change. What was replaced at its edge is no longer of it; what came in beside it never was."""
    shift = 0
    for edit in edits:
        if place < edit.start or (is_end and place == edit.start):
            break
        if place > edit.end or (place == edit.end and (edit.same or not is_end)):
            shift += edit.new - (edit.end - edit.start)
        elif edit.same:
            return edit.start + shift + min(place - edit.start, edit.new)
        else:
            return edit.start + shift + (0 if is_end else edit.new)
    return place + shift


def carried_place(old: str, new: str, place: int) -> int:
    """The place in ``new`` of what stood at a place in ``old``, both counted in characters. Where
    that has gone, the place it had; what came in just there comes before it."""
    return carried(place, edited(old, new), is_end=False)


def _words_at(wording: str, start: int, end: int) -> Iterator[Span]:
    for token, a, b in spans(wording[start:end]):
        if is_word(token):
            yield start + a, start + b
