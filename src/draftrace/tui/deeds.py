"""What was done in a provision's life, and why, in the room's words? Pure."""

from __future__ import annotations

from draftrace.compare.dividing import shown as divided
from draftrace.compare.words import difference
from draftrace.room.entities import Position
from draftrace.room.state import State
from draftrace.views.history import DECISIONS, Event, Redline

_DEEDS = {
    "draft tabled": "tabled the draft",
    "provision lifted": "lifted it from its source",
    "proposal revised": "revised",
    "proposal confirmed": "confirmed",
    "proposal withdrawn": "withdrew",
    "text adopted": "adopted the text",
    "text corrected": "corrected it",
    "package formed": "tied into a package:",
    "package dissolved": "untied the package of",
}
"""Kinds of act as what somebody did; the others read so already."""
_STANCES = {
    "supports": "supported",
    "objects": "objected to",
    "reserves": "placed a reservation on",
    "lifted": "lifted its position on",
    "explains": "explained its position on",
    "dissociates": "dissociated itself from what its group said on",
}


def deed(state: State, event: Event) -> str:
    """What was done."""
    named = f" {', '.join(event.proposals)}" if event.proposals else ""
    if event.kind in DECISIONS:
        return "; ".join((f"decided: {event.decision}{named}", *event.fallen))
    if event.kind == "agreed":
        return f"gavelled: {event.decision}"
    if event.kind.startswith("silence") or "oral amendment" in event.decision:
        return event.decision
    if event.kind == "position taken":
        taken = _taken(state, event)
        stance = event.decision or (taken.stance if taken is not None else "lifted")
        return f"{_STANCES[stance]}{named or f' {event.address}'}"
    if event.kind in ("revision issued", "revision received"):
        return f"{event.kind.split()[1]} {event.revision}"
    return f"{_DEEDS.get(event.kind, event.kind)}{named}"


def why(state: State, event: Event) -> str:
    """The reason given with it; with a position on a proposal, what was said."""
    if event.kind != "position taken" or event.reason:
        return event.reason
    taken = _taken(state, event)
    return taken.text if taken is not None else ""


def _taken(state: State, event: Event) -> Position | None:
    """The position on a proposal that an act took; none where it lifted one."""
    found = (state.proposal(handle) for handle in event.proposals)
    steps = (step for one in found if one for step in state.past.offers.get(one.id, ()))
    positions = (p for step in steps if step.stamp.act == event.act for p in step.now.positions)
    return next((p for p in positions if p.stamp.act == event.act), None)


def offered(state: State, event: Event) -> Redline:
    """What a proposal asked for when it was made, revised or confirmed."""
    if event.kind not in ("proposed", "proposal revised", "proposal confirmed"):
        return ()
    for handle in event.proposals:
        proposal = state.proposal(handle)
        if proposal is None:
            continue
        steps = state.past.offers.get(proposal.id, ())
        made = next((step.now for step in steps if step.stamp.act == event.act), None)
        if made is not None and made.wording:
            redline = difference(made.base, made.wording)
            return tuple((op, divided(words)) for op, words in redline)
        if made is not None and proposal.change == "deletion":
            return (("-", made.base),)
    return ()
