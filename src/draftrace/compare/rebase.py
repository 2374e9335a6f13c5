"""What becomes of a proposal when the text it was made on has changed?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import msgspec

from draftrace.compare.regions import Span, regions
from draftrace.compare.words import Base, Edit, applied
from draftrace.text.tokens import is_word

RebaseOutcome = Literal["clean", "absorbed", "partly absorbed", "conflict", "orphaned", "follows"]
_Fate = Literal["clean", "absorbed", "partly absorbed", "conflict"]


class Collision(msgspec.Struct, frozen=True):
    """A stretch of the old base that the proposal and the new base change in different ways."""

    base: str
    proposed: str
    standing: str


class Rebase(msgspec.Struct, frozen=True):
    """A proposal on a new base.

    ``clean``: its edits stand beside what has changed, and ``wording`` is the new base with
    them. ``absorbed``: the new base already says it, and is the ``wording``. ``partly absorbed``:
    ``wording`` is the new base with the edits that are left. ``conflict``: ``wording`` is what
    was proposed, unchanged, and ``collisions`` are the stretches where the two part.
    ``orphaned`` and ``follows`` speak of the provision, not of words, and come from the room.
    """

    outcome: RebaseOutcome
    wording: str
    collisions: tuple[Collision, ...] = ()


def rebase(base: str, proposed: str, new_base: str) -> Rebase:
    """Carry a wording ``proposed`` on ``base`` over to ``new_base``.

    An edit that shares a region with a different one of the new base is in conflict, save where
    one says all that the other says. No word the proposal adds is ever lost. A proposal to
    delete the whole provision stays one, whatever the provision has come to say.
    """
    if proposed in (base, new_base):
        return Rebase("absorbed", new_base)
    if not proposed:
        return Rebase("clean", "")
    prepared = Base(base)
    tokens = prepared.tokens
    ours, theirs = prepared.edits(proposed), prepared.edits(new_base)
    fates: set[_Fate] = set()
    merged: list[Edit] = []
    collisions: list[Collision] = []
    for span in regions([*ours, *theirs]):
        mine, others = _within(ours, span), _within(theirs, span)
        fate, result = _settled(tokens, span, mine, others)
        fates |= {fate} if mine else set()
        merged.append(Edit(*span, result))
        if fate == "conflict":
            collisions.append(_collision(tokens, span, mine, others))
    if collisions:
        return Rebase("conflict", proposed, tuple(collisions))
    outcome = fates.pop() if len(fates) == 1 else "partly absorbed"
    wording = "".join(applied(tokens, merged))
    # Two deletions that overlap at the start leave the white space before what follows.
    blank = proposed[:1].isspace() or new_base[:1].isspace()
    return Rebase(outcome, wording if blank else wording.lstrip())


def beside(base: str, proposed: str, other: str) -> str | None:
    """Both changes to a base with each word of either: what both bring in at one place stands there
    twice, so that each can still be told. None where both take out or replace the same words, which
    no text can show of two."""
    prepared = Base(base)
    ours, theirs = prepared.edits(proposed), prepared.edits(other)
    merged: list[Edit] = []
    for span in regions([*ours, *theirs]):
        mine, others = _within(ours, span), _within(theirs, span)
        if mine and others and span[0] != span[1]:
            return None
        merged += [*others, *mine]
    return "".join(applied(prepared.tokens, merged))


def _within(edits: Sequence[Edit], span: Span) -> list[Edit]:
    return [edit for edit in edits if span[0] <= edit.start and edit.end <= span[1]]


def _collision(
    base: Sequence[str], span: Span, ours: Sequence[Edit], theirs: Sequence[Edit]
) -> Collision:
    return Collision(
        "".join(base[slice(*span)]),
        "".join(applied(base, ours, *span)),
        "".join(applied(base, theirs, *span)),
    )


def _settled(
    base: Sequence[str], span: Span, ours: Sequence[Edit], theirs: Sequence[Edit]
) -> tuple[_Fate, tuple[str, ...]]:
    """What becomes of our edits in one region, and what the region then says."""
    wanted, standing = applied(base, ours, *span), applied(base, theirs, *span)
    if not ours or not theirs:
        return "clean", wanted if ours else standing
    if wanted == standing:
        return "absorbed", standing
    if not any(edit.replacement for edit in (*ours, *theirs)):
        left = _without_both(base, span, [*ours, *theirs])
        return ("absorbed" if left == standing else "partly absorbed"), left
    if len(ours) == len(theirs) == 1 and ours[0][:2] == theirs[0][:2]:
        if _holds(wanted, standing):
            return "partly absorbed", wanted
        if span[0] == span[1] and _holds(standing, wanted) and _is_phrase(wanted):
            return "absorbed", standing
    return "conflict", wanted


def _without_both(base: Sequence[str], span: Span, deletions: Sequence[Edit]) -> tuple[str, ...]:
    gone = {place for edit in deletions for place in range(edit.start, edit.end)}
    return tuple(base[place] for place in range(*span) if place not in gone)


def _holds(longer: Sequence[str], shorter: Sequence[str]) -> bool:
    """Whether a run of tokens stands unbroken in a longer one."""
    ends = range(len(shorter), len(longer) + 1)
    return bool(shorter) and any(longer[end - len(shorter) : end] == shorter for end in ends)


def _is_phrase(tokens: Sequence[str]) -> bool:
    """A single word (``may`` in ``may not``) says too little to be called contained."""
    return sum(map(is_word, tokens)) > 1
