"""Which wordings did each provision have in the text, one after another?"""

from __future__ import annotations

import msgspec

from draftrace.room.entities import Form, Step
from draftrace.room.stamps import Stamp
from draftrace.room.state import State


class Worded(msgspec.Struct, frozen=True, kw_only=True):
    """One wording that stood. ``number`` counts from 1; ``before`` is the form it replaced, if
    any; ``proposals`` are the ids of the accepted proposals it came from; ``ended`` the act that
    replaced or struck it."""

    provision: str
    number: int
    form: Form
    stamp: Stamp
    proposals: tuple[str, ...]
    outcome: str
    reason: str
    before: Form | None = None
    ended: Stamp | None = None


def worded(state: State, provision: str) -> tuple[Worded, ...]:
    """The wordings in order; a provision that was only ever proposed had none."""
    found: list[Worded] = []
    last: Form | None = None
    for step in state.past.steps[provision]:
        now = step.now
        stood = last is not None and last.life == "standing"
        if stood and (now.life != "standing" or (last and now.wording != last.wording)):
            found[-1] = msgspec.structs.replace(found[-1], ended=step.stamp)
        if now.life == "standing" and (not stood or (last and now.wording != last.wording)):
            before = last if stood else None
            found.append(_worded(state, provision, len(found) + 1, step, before))
        last = now
    return tuple(found)


def standing_at(versions: tuple[Worded, ...], position: int) -> Worded | None:
    """The wording that stood at a position of the record; before the first, that first one."""
    earlier = [v for v in versions if v.stamp.position <= position]
    return earlier[-1] if earlier else (versions[0] if versions else None)


def _worded(state: State, provision: str, number: int, step: Step, before: Form | None) -> Worded:
    found = [state.proposal(i) for i in step.proposals]
    return Worded(
        provision=provision,
        number=number,
        form=step.now,
        stamp=step.stamp,
        proposals=tuple(p.id for p in found if p and p.now.status.startswith("accepted")),
        outcome=step.outcome,
        reason=step.reason,
        before=before,
    )
