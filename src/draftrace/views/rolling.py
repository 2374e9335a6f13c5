"""What does a provision say with every pending proposal in place?"""

from __future__ import annotations

import msgspec

from draftrace.compare.rolling import Rolling, roll
from draftrace.compare.words import difference
from draftrace.room.state import Proposal, Provision, State
from draftrace.views.speakers import spoken_for


class Pending(msgspec.Struct, frozen=True, kw_only=True):
    """A pending proposal as the room sees it. ``redline`` is against the standing wording it
    was made on; ``speakers`` are the sponsors as read out, dissociations included."""

    proposal: str
    handle: str
    change: str
    sponsors: tuple[str, ...]
    speakers: str
    wording: str
    redline: tuple[tuple[str, str], ...]
    reason: str
    objections: tuple[str, ...]
    support: tuple[str, ...]
    reserved: tuple[str, ...]
    waiting: str
    happened: str


def rolling(state: State, provision: Provision) -> Rolling:
    """The rolling text of one provision; keys are the handles of its proposals.

    Changes of wording take part word by word; deletions, moves and insertions of whole provisions
    are told beside it (``pending``).
    """
    return roll(
        provision.now.wording,
        {p.handle: p.now.wording for p in state.pending_on(provision.id) if p.change == "wording"},
    )


def names(state: State, provision: Provision) -> dict[str, str]:
    """How the sponsors of each proposal are written in the rolling text."""
    return {p.handle: spoken_for(state, p) for p in state.pending_on(provision.id)}


def pending(state: State, provision: Provision) -> list[Pending]:
    """Every pending proposal on a provision, oldest first."""
    return [_pending(state, p) for p in state.pending_on(provision.id)]


def _pending(state: State, proposal: Proposal) -> Pending:
    now = proposal.now
    return Pending(
        proposal=proposal.id,
        handle=proposal.handle,
        change=proposal.change,
        sponsors=now.sponsors,
        speakers=spoken_for(state, proposal),
        wording=now.wording,
        redline=redline(proposal),
        reason=now.reason,
        objections=tuple(p.party for p in now.positions if p.stance == "objects"),
        support=tuple(p.party for p in now.positions if p.stance == "supports"),
        reserved=tuple(p.party for p in now.positions if p.stance == "reserves"),
        waiting=now.rebase if now.waiting else "",
        happened=proposal.stamp.happened,
    )


def redline(proposal: Proposal) -> tuple[tuple[str, str], ...]:
    """What a proposal changes, word by word."""
    if proposal.change == "deletion":
        return (("-", proposal.now.base),)
    if proposal.change == "insertion":
        return (("+", proposal.now.wording),)
    if proposal.change == "move":
        return (("=", proposal.now.base),)
    return difference(proposal.now.base, proposal.now.wording)
