"""An amendment begins: on what, with which words, and may it be made at all?

Each answers the screen to write it on, with the draft of earlier where one was kept, and raises
what the rules would refuse whatever is written.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from draftrace.errors import NegotiationError
from draftrace.room.changeable import speaks_for
from draftrace.room.entities import Proposal, Provision
from draftrace.room.floor import TABLE_IT
from draftrace.tui.intents import as_one, trial
from draftrace.tui.keeping import Draft, DraftKind
from draftrace.tui.screens.amend import AmendScreen

if TYPE_CHECKING:
    from draftrace.tui.app import RoomApp

ON_PROVISIONS: tuple[DraftKind, ...] = (
    "alternative", "split", "fix", "correction", "oral amendment"
)  # fmt: skip
"""Drafts that begin with the words of the provision one is on."""


def of_wording(room: RoomApp) -> AmendScreen:
    """Another wording for the provision one is on; of a proposed one, for the proposal."""
    provision = _here(room)
    if provision.now.life == "proposed":
        made = [p for p in room.state.pending_on(provision.id) if p.change == "insertion"]
        if made:
            mine = speaks_for(room.floor(), made[0])
            return of_revision(room, made[0]) if mine else of_amendment(room, made[0])
    return _of_provision(room, "wording", provision)


def of_provision(room: RoomApp, kind: DraftKind) -> AmendScreen:
    """One of ``ON_PROVISIONS``, for the provision one is on."""
    return _of_provision(room, kind, _here(room))


def of_insertion(room: RoomApp) -> AmendScreen:
    """A new provision beside the one one is on."""
    provision = _here(room)
    return _begun(room, _draft(room, "insertion", provision.id, provision, "", ""))


def of_revision(room: RoomApp, proposal: Proposal) -> AmendScreen:
    """Another wording for one's own proposal."""
    provision = room.state.now.provisions[proposal.provision]
    base = _base(room, proposal, provision)
    draft = _draft(room, "revision", proposal.id, provision, base, proposal.now.wording)
    draft.reason = proposal.now.reason
    return _begun(room, draft)


def of_amendment(room: RoomApp, proposal: Proposal) -> AmendScreen:
    """A change to somebody else's proposal."""
    provision = room.state.now.provisions[proposal.provision]
    wording = proposal.now.wording
    return _begun(room, _draft(room, "amendment", proposal.id, provision, wording, wording))


def of_merger(room: RoomApp, others: tuple[str, ...]) -> AmendScreen:
    """The wording of the provision one is on and of the others that it takes in."""
    provision = _here(room)
    words = as_one(room.state, (provision.id, *others))
    draft = _draft(room, "merge", provision.id, provision, words, words)
    draft.others = others
    trial(room.state, room.floor(), draft)
    kept = room.keeping.draft("merge", provision.id, room.seat.by)
    again = kept is not None and kept.others == others
    return AmendScreen(kept if kept is not None and again else draft, kept=again)


def of_chairs_text(
    room: RoomApp, wording: str, drawing_on: tuple[str, ...], send: Callable[[Draft], None]
) -> AmendScreen:
    """A chair's text for the provision one is on, given back to ``send``."""
    provision = _here(room)
    draft = _draft(room, "chair's text", provision.id, provision, provision.now.wording, wording)
    draft.drawing_on = drawing_on
    begun = _kept_or(room, draft, send)
    begun.draft.drawing_on = drawing_on
    return begun


def _of_provision(room: RoomApp, kind: DraftKind, provision: Provision) -> AmendScreen:
    wording = provision.now.wording
    return _begun(room, _draft(room, kind, provision.id, provision, wording, wording))


def _base(room: RoomApp, proposal: Proposal, provision: Provision) -> str:
    """What a proposal changes, as it reads now."""
    match proposal.change:
        case "insertion":
            return ""
        case "amendment":
            parent = room.state.now.pending.get(proposal.now.to)
            return parent.now.wording if parent is not None else proposal.now.base
        case "merge":
            return proposal.now.base
        case _:
            return provision.now.wording


def _here(room: RoomApp) -> Provision:
    provision = room.provision
    if provision is None:
        raise NegotiationError("No text is on the table.", TABLE_IT)
    return provision


def _draft(
    room: RoomApp, kind: DraftKind, target: str, provision: Provision, base: str, wording: str
) -> Draft:
    return Draft(
        kind=kind,
        target=target,
        address=provision.now.address,
        party=room.seat.by,
        base=base,
        wording=wording,
    )


def _begun(room: RoomApp, draft: Draft) -> AmendScreen:
    trial(room.state, room.floor(), draft)
    return _kept_or(room, draft, None)


def _kept_or(room: RoomApp, draft: Draft, send: Callable[[Draft], None] | None) -> AmendScreen:
    kept = room.keeping.draft(draft.kind, draft.target, room.seat.by)
    return AmendScreen(kept or draft, kept=kept is not None, send=send)
