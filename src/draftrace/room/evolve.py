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
    fixing,
    issuing,
    meetings,
    offering,
    outside,
    packaging,
    proposing,
    setup,
    silence,
    supporting,
    tabling,
    undoing,
)
from draftrace.room.acts import closing_payloads as cp
from draftrace.room.acts import payloads as p
from draftrace.room.acts.receiving_payloads import RevisionReceived
from draftrace.room.entities import Void
from draftrace.room.record import Act, Entry
from draftrace.room.stamps import Stamp
from draftrace.room.state import State

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
    p.Proposed: offering.evolve_proposed,
    p.ProposalRevised: proposing.evolve_revised,
    p.ProposalWithdrawn: proposing.evolve_withdrawn,
    p.ProposalConfirmed: proposing.evolve_confirmed,
    p.CoSponsored: supporting.evolve_co_sponsored,
    p.PositionTaken: supporting.evolve_position,
    p.Decided: deciding.evolve_decided,
    p.PackageFormed: packaging.evolve_formed,
    p.PackageDissolved: packaging.evolve_dissolved,
    p.PackageDecided: packaging.evolve_package_decided,
    p.Agreed: agreeing.evolve_agreed,
    cp.EditorialFix: fixing.evolve_fixed,
    p.Reopened: agreeing.evolve_reopened,
    p.RevisionIssued: issuing.evolve_issued,
    p.TextAdopted: issuing.evolve_adopted,
    p.TextCorrected: issuing.evolve_corrected,
    RevisionReceived: outside.evolve_received,
    p.SourceLinked: corpus.evolve_linked,
    p.SuggestionDismissed: corpus.evolve_dismissed,
    cp.SilenceOpened: silence.evolve_opened,
    cp.SilenceBroken: silence.evolve_broken,
    cp.SilenceClosed: silence.evolve_closed,
    cp.SilenceWithdrawn: silence.evolve_withdrawn,
    p.Undone: undoing.evolve_undone,
}
_KINDS: dict[type[Any], str] = {kind: str(kind.__struct_config__.tag) for kind in _EVOLVE}
_GAVELS = frozenset(
    {
        p.Decided,
        p.PackageDecided,
        p.Agreed,
        cp.EditorialFix,
        p.Reopened,
        p.TextAdopted,
        cp.SilenceOpened,
        cp.SilenceClosed,
        cp.SilenceWithdrawn,
    }
)
_OFFICES: dict[type[Any], tuple[str, ...]] = {
    p.DraftTabled: ("secretariat", "bureau"),
    p.ProvisionLifted: ("secretariat", "bureau"),
    p.RevisionIssued: ("secretariat", "bureau"),
    RevisionReceived: ("secretariat", "bureau"),
    p.TextCorrected: ("secretariat",),
    cp.SilenceBroken: ("delegation", "group"),
}
"""Roles without which an act of this kind, in this format of the record, is nobody's; the
presiding party may stand in for the desk, but not for a corrigendum, nor for a delegation."""
_NO_STAND_IN = (p.TextCorrected, RevisionReceived, cp.SilenceBroken)


def stamped(entry: Entry) -> Stamp:
    """The stamp of an entry."""
    act = entry.act
    kind = _KINDS[type(act.payload)]
    return Stamp(
        act.id, entry.position, kind, act.happened, act.by, act.behalf, act.recorder, act.meeting
    )


def evolve(state: State, entry: Entry) -> None:
    """Take one entry in."""
    act = entry.act
    payload = act.payload
    stamp = stamped(entry)
    void = _void(state, act) or _EVOLVE[type(payload)](state, stamp, payload)
    state.now.position = entry.position
    if state.concerned:
        # Remembered, so that undo need not search for it.
        state.past.concerned[act.id] = tuple(state.concerned)
        state.concerned.clear()
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
    now = state.now
    by = now.parties.get(act.by)
    if by is None:
        return f"there was no party {act.by}"
    meeting = now.meetings.get(act.meeting)
    if act.meeting and meeting is None:
        return "there was no such meeting"
    kind = type(act.payload)
    if kind in _GAVELS:
        if meeting is None or meeting.closed is not None:
            return "a gavel without an open meeting"
        if meeting.presiding != act.by:
            return f"{act.by} did not preside"
    roles = _OFFICES.get(kind)
    if roles and by.role not in roles and not _stands_in(state, act):
        return f"{act.by} was a {by.role}"
    return _voice(state, act)


def _stands_in(state: State, act: Act) -> bool:
    return not isinstance(act.payload, _NO_STAND_IN) and state.presides(act.by, act.meeting)


def _voice(state: State, act: Act) -> str:
    """Why nobody could speak so at that time: for a group as a stranger, or for another party."""
    parties = state.now.parties
    if act.recorder != act.by:
        recorder = parties.get(act.recorder)
        if recorder is None or recorder.role != "secretariat":
            return f"{act.recorder} could not record an act of {act.by}"
    if act.behalf and act.behalf != act.by:
        group = parties.get(act.behalf)
        if group is None or act.by not in group.members():
            return f"{act.by} was not a member of {act.behalf}"
    return ""
