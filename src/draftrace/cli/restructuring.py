"""What do the options ask of a provision as a whole: that it be struck, moved, divided, merged?"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from draftrace.cli.amendments import Wanted
from draftrace.cli.hand import Hand
from draftrace.cli.wordings import division, merger
from draftrace.errors import UsageError
from draftrace.room.acts import amending, proposing, restructuring
from draftrace.room.acts.payloads import Proposed
from draftrace.room.entities import Proposal, Provision
from draftrace.room.floor import Floor
from draftrace.room.state import State

Decide = Callable[[State, Floor], Proposed]


def restructured(
    hand: Hand, found: Provision, wanted: Wanted, more: dict[str, Any]
) -> Decide | None:
    """The intent that concerns the provision as a whole, if that is wished."""
    if wanted.strike:
        return lambda s, f: proposing.propose_deletion(s, f, found.id, **more)
    if wanted.move_after:
        anchor = hand.provision(wanted.move_after).id
        return lambda s, f: proposing.propose_move(s, f, found.id, anchor, **more)
    if wanted.alt:
        return lambda s, f: amending.propose_alternative(s, f, found.id, wanted.alt, **more)
    if wanted.split_before:
        return _split(found, wanted, more)
    if wanted.merge_with:
        return _merge(found, [hand.provision(other) for other in wanted.merge_with], wanted, more)
    return None


def of_a_part(
    hand: Hand, written: str, named: Proposal | None, wanted: Wanted, more: dict[str, Any]
) -> Decide:
    """The intent that one part of what a proposal divides be struck, or stand elsewhere."""
    if named is None or named.change != "split":
        raise UsageError(
            f"{written} is no proposal that divides a provision.",
            "As in: draftrace propose EU-1 --part 2 --strike",
        )
    behind = hand.provision(wanted.move_after).id if wanted.move_after else ""
    return lambda s, f: amending.propose_leaving_out(
        s, f, named.id, wanted.part, behind=behind, **more
    )


def _split(found: Provision, wanted: Wanted, more: dict[str, Any]) -> Decide:
    """A division, with other words where those are wished."""
    edited = division(wanted, found.now.wording) if wanted.edit else ""

    def decide(state: State, floor: Floor) -> Proposed:
        standing = state.now.provisions[found.id].now.wording
        words = edited or (division(wanted, standing) if wanted.worded else "")
        return restructuring.propose_split(
            state, floor, found.id, wanted.split_before, wording=words, **more
        )

    return decide


def _merge(
    found: Provision, others: Sequence[Provision], wanted: Wanted, more: dict[str, Any]
) -> Decide:
    """A merger, with other words than those it joins where those are wished."""
    ids = [other.id for other in others]

    def words(provisions: Iterable[Provision]) -> str:
        return merger(wanted, [provision.now.wording for provision in provisions])

    edited = words((found, *others)) if wanted.edit else ""

    def decide(state: State, floor: Floor) -> Proposed:
        there = (state.now.provisions[i] for i in (found.id, *ids))
        new = edited or (words(there) if wanted.worded else "")
        return restructuring.propose_merge(state, floor, found.id, ids, new, **more)

    return decide
