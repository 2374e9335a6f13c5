"""A file with tracked changes becomes changes to provisions, one per author.

Everything of the file ends in one of two lists: what it asks for, and what is left, each thing
with its place.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec

from draftrace.intake.acts import by_acts, is_act, is_of, signed_of, without_acts
from draftrace.intake.bases import StateAt, found_base
from draftrace.intake.changes import ON_NO_CHANGE, Change, Received
from draftrace.intake.coming import take_new
from draftrace.intake.divided import take_divided
from draftrace.intake.margin import take_margin
from draftrace.intake.originals import take_originals
from draftrace.intake.paragraphs import parted
from draftrace.intake.regrouping import take_mergers, take_splits
from draftrace.intake.said import take_said
from draftrace.intake.standing import take_standing
from draftrace.intake.taking import Taking
from draftrace.intake.tracked.model import COMPUTED, Tracked
from draftrace.intake.untracked import take_untracked
from draftrace.room.state import State


def received(
    state: State, tracked: Tracked, file: str, on: str = "", at: StateAt | None = None
) -> Received:
    """What the file asks for of this text, made from the issue ``on`` or from the one it fits;
    ``at`` gives earlier states, for a file made from a text that was not issued.
    Raises UsageError when it is no issue of it."""
    tracked = by_acts(tracked)
    base, new = parted(tracked.paragraphs)
    alignment = found_base(state, tracked, base, on, at)
    taking = Taking(tracked, file, base, new, alignment)
    take_standing(taking)
    take_new(taking)
    take_splits(taking)
    take_mergers(taking)
    take_said(taking)
    take_margin(taking)
    take_divided(taking)
    take_originals(taking)
    take_untracked(taking)
    _remaining(taking)
    return Received(
        file,
        alignment.text.name,
        tuple(without_acts(c) for c in sorted(_as_proposed(taking), key=_in_turn)),
        tuple(map(without_acts, taking.left)),
        tracked.formatting,
    )


def _in_turn(change: Change) -> tuple[int, bool]:
    """In the order of the text, what amends another's change, or strikes what it brings in, behind
    it; acts of the record come in their turn already."""
    upon = change.kind == "amendment" or (change.kind == "deletion" and bool(change.to))
    return change.number, upon and not is_act(change.author)


def _as_proposed(taking: Taking) -> Iterator[Change]:
    """The changes, of acts of the record with what marks don't show of them: that it was an
    alternative, whatever it stood beside, or a proposal of its own upon its sponsor's first; and
    who joined it."""
    tracked = taking.tracked
    for change in taking.changes:
        told: dict[str, Any] = {"others": tracked.joined.get(signed_of(change.author), ())}
        is_rival = is_of(change.author, tracked.rivals) and bool(change.provision)
        if is_rival and change.kind in ("wording", "amendment") and not change.told:
            told |= {"kind": "alternative", "to": ""}
        elif change.kind == "revision" and is_act(change.author):
            anew = not is_of(change.author, tracked.revisions)
            told["kind"] = "amendment" if anew else change.kind
        yield msgspec.structs.replace(change, **told)


def _remaining(taking: Taking) -> None:
    """What is no wording, and comments on nothing that changed."""
    for odd in taking.tracked.oddities:
        if odd.what.startswith(COMPUTED):
            continue
        taking.leave(odd.what, odd.where or taking.near(odd.paragraph), odd.author, odd.text)
    for identity, remark in taking.tracked.remarks.items():
        if identity not in taking.used and not is_of(remark.author, taking.tracked.decisions):
            where = _commented(taking, identity, remark.paragraph)
            taking.leave(ON_NO_CHANGE, where, remark.author, remark.text)


def _commented(taking: Taking, identity: str, number: int) -> str:
    notes = taking.tracked.notes
    for paragraph in taking.tracked.paragraphs:
        noted = (run for cited in paragraph.runs for run in notes.get(cited.note, ()))
        if any(identity in run.remarks for run in (*paragraph.runs, *noted)):
            return taking.near(paragraph.number)
    return taking.near(number) if number else "the file"
