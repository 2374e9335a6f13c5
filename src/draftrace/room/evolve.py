"""Folding: what a state becomes with one more entry. Never refuses, never raises.

Only what cannot be is void: an unknown or repeated id, a wrong base, a party unknown at that
time or without the office it acts in. Policy lives in the decide functions and is never applied
to the past, so a record stays what it was under later rules.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from draftrace.room.acts import (
    agreeing,
    corpus,
    deciding,
    issuing,
    meetings,
    proposing,
    setup,
    tabling,
    undoing,
)
from draftrace.room.acts import payloads as p
from draftrace.room.record import Act, Entry
from draftrace.room.state import Stamp, State, Void

_EVOLVE: dict[type[Any], Callable[[State, Stamp, Any], str]] = {
    p.WorkspaceOpened: setup.evolve_opened,
    p.PartyAdded: setup.evolve_party,
    p.MemberJoined: setup.evolve_joined,
    p.MemberLeft: setup.evolve_left,
    p.MeetingOpened: meetings.evolve_meeting,
    p.MeetingClosed: meetings.evolve_closed,
    p.DocumentAdded: corpus.evolve_document,
    p.DraftTabled: tabling.evolve_tabled,
    p.ProvisionLifted: tabling.evolve_lifted,
    p.Proposed: proposing.evolve_proposed,
    p.ProposalRevised: proposing.evolve_revised,
    p.ProposalWithdrawn: proposing.evolve_withdrawn,
    p.ProposalConfirmed: proposing.evolve_confirmed,
    p.CoSponsored: proposing.evolve_co_sponsored,
    p.PositionTaken: proposing.evolve_position,
    p.Decided: deciding.evolve_decided,
    p.Agreed: agreeing.evolve_agreed,
    p.Reopened: agreeing.evolve_reopened,
    p.RevisionIssued: issuing.evolve_issued,
    p.TextAdopted: issuing.evolve_adopted,
    p.TextCorrected: issuing.evolve_corrected,
    p.SourceLinked: corpus.evolve_linked,
    p.SuggestionDismissed: corpus.evolve_dismissed,
    p.Undone: undoing.evolve_undone,
}
_KINDS: dict[type[Any], str] = {kind: str(kind.__struct_config__.tag) for kind in _EVOLVE}
_GAVELS = (p.Decided, p.Agreed, p.Reopened, p.TextAdopted)


def evolve(state: State, entry: Entry) -> None:
    """Take one entry in."""
    act = entry.act
    payload = act.payload
    stamp = Stamp(
        act.id,
        entry.position,
        _KINDS[type(payload)],
        act.happened,
        act.by,
        act.behalf,
        act.recorder,
        act.meeting,
    )
    void = _void(state, act) or _EVOLVE[type(payload)](state, stamp, payload)
    state.now.position = entry.position
    if void:
        state.now.voids.append(Void(entry.position, act.id, void))
        return
    state.past.stamps[act.id] = stamp
    if act.attachments:
        state.past.attached[act.id] = act.attachments


def fold(entries: Iterable[Entry], state: State | None = None) -> State:
    """The state after all entries, from nothing or from an earlier state."""
    state = state if state is not None else State()
    for entry in entries:
        evolve(state, entry)
    return state


def _void(state: State, act: Act) -> str:
    if act.id in state.past.stamps:
        return "an act with this id was recorded already"
    if isinstance(act.payload, p.WorkspaceOpened):
        return ""
    if act.by not in state.now.parties:
        return f"there was no party {act.by}"
    if act.meeting and act.meeting not in state.now.meetings:
        return "there was no such meeting"
    if isinstance(act.payload, _GAVELS) and not state.presides(act.by, act.meeting):
        return f"{act.by} did not preside"
    return ""
