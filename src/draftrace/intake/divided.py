"""Paragraphs that came in and were divided by a later act of the record: what that left of them,
and what came in behind, are one split of what is itself only proposed."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from draftrace.compare import dividing
from draftrace.intake.acts import is_act
from draftrace.intake.changes import Change
from draftrace.intake.coming import made_on
from draftrace.intake.hands import reasons
from draftrace.intake.letters import bare, shown
from draftrace.intake.paragraphs import New
from draftrace.intake.regrouping import on_pieces
from draftrace.intake.taking import Taking


def take_divided(taking: Taking) -> None:
    """What an act took off the end of a paragraph that came in, and brought in behind it word for
    word, it divided; the last paragraphs first, since a part may be divided again."""
    for head in reversed(taking.new):
        for left in [c for c in taking.changes if _left_of(c, head)]:
            pieces = [c for c in taking.changes if _behind(taking, c, left, head)]
            said = "".join(bare(shown(each.wording)) for each in (left, *pieces))
            whole = made_on(taking, head, left.author)
            if pieces and said == bare(shown(whole)) and _untouched(taking, left, pieces):
                _divide(taking, head, left, pieces, whole)


def _left_of(change: Change, head: New) -> bool:
    return (
        change.number == head.number
        and not change.provision
        and change.kind in ("amendment", "revision")
        and is_act(change.author)
        and not change.piece
    )


def _behind(taking: Taking, change: Change, left: Change, head: New) -> bool:
    """Whether it brings in a paragraph behind the head by the same act."""
    if change.kind != "insertion" or change.note or change.author != left.author:
        return False
    later = (n.number for n in taking.new if n.after == head.after and n.number > head.number)
    return change.number in later


def _untouched(taking: Taking, left: Change, pieces: Sequence[Change]) -> bool:
    """Whether nothing was asked of the parts since but other words, or to divide them again: a part
    that was struck itself is told as a paragraph of its own."""
    numbers = {piece.number for piece in pieces}
    return all(
        change in pieces
        or (change.to == left.author and change.kind in ("amendment", "revision", "split"))
        for change in taking.changes
        if change.number in numbers and not change.provision and not change.note
    )


def _divide(taking: Taking, head: New, left: Change, pieces: Sequence[Change], whole: str) -> None:
    lines = [left.wording, *(piece.wording for piece in pieces)]
    why = reasons(c.reason for c in (left, *pieces))
    split = msgspec.structs.replace(
        left, kind="split", base=whole, wording=dividing.joined(lines), reason=why
    )
    later = on_pieces(taking, head.runs, split, lines, pieces)
    gone = (left, *pieces, *(change for change, _amendment in later))
    numbers = {piece.number for piece in pieces}
    kept = [_set_behind(c, numbers, left.number) for c in taking.changes if c not in gone]
    taking.changes = [*kept, split, *(amendment for _change, amendment in later)]


def _set_behind(change: Change, parts: set[int], head: int) -> Change:
    """A change with its place behind what is divided, where it stood behind a part."""
    if change.spot is None or change.spot.behind_new not in parts:
        return change
    spot = msgspec.structs.replace(change.spot, behind_new=head)
    return msgspec.structs.replace(change, spot=spot)
