"""Decisions on the brackets of one provision: put, lifted, chosen, split, merged, re-owned,
repaired."""

from __future__ import annotations

from collections.abc import Callable

from draftrace.errors import way
from draftrace.room.acts.objecting import noted
from draftrace.room.acts.payloads import Decided
from draftrace.room.acts.terms import Outcome
from draftrace.room.carrying import outcomes
from draftrace.room.floor import Floor, fresh, gavel, open_text, provision_of, require
from draftrace.room.hushed import undisturbed
from draftrace.room.issued import wording_seal
from draftrace.room.roles import require_role
from draftrace.room.state import State


def treat(
    state: State,
    floor: Floor,
    provision: str,
    outcome: Outcome,
    operation: Callable[[str], str],
    *,
    reason: str = "",
) -> Decided:
    """Decide on brackets: ``operation`` (of ``compare.bracketing``) makes the new wording of the
    standing one. Every pending proposal on the provision is carried over, as by any decision."""
    require_role(state, floor, "decided")
    gavel(state, floor, what="A decision on brackets")
    open_text(state)
    found = provision_of(state, provision)
    fresh(state, floor, found)
    require(
        found.now.life == "standing",
        f"{found.now.address} is only proposed: its words are its sponsor's.",
        "The sponsor revises it, or it is accepted first.",
    )
    require(
        not found.now.agreed,
        f"{found.now.address} is {found.now.rung}.",
        way("Reopen it first: {}.", f"reopen {found.now.address}", "reopen"),
    )
    wording = operation(found.now.wording)
    require(
        wording,
        f"Nothing would be left of {found.now.address}.",
        "To strike the provision, accept a deletion.",
    )
    made = Decided(
        provision=found.id,
        outcome=outcome,
        wording=wording,
        rebased=outcomes(state, found, wording, ()),
        reason=reason,
        seal=wording_seal(found.id, wording),
    )
    return noted(state, undisturbed(state, made))
