"""The record in sentences: who did what, when, on which provision."""

from __future__ import annotations

import msgspec

from draftrace.room.acts import payloads as p
from draftrace.room.record import Entry
from draftrace.room.state import State


class Sentence(msgspec.Struct, frozen=True, kw_only=True):
    """One entry told; ``void`` says why it has no effect, ``undone`` that it was taken back."""

    position: int
    act: str
    happened: str
    recorded: str
    by: str
    recorder: str
    meeting: str
    kind: str
    text: str
    reason: str = ""
    void: str = ""
    undone: bool = False
    attachments: tuple[str, ...] = ()


def tell(state: State, entry: Entry) -> Sentence:
    """One entry as a sentence, with addresses as they are now."""
    act = entry.act
    meeting = state.now.meetings.get(act.meeting)
    speaker = f"{act.by} on behalf of {act.behalf}" if act.behalf else act.by
    void = next((v.reason for v in state.now.voids if v.position == entry.position), "")
    return Sentence(
        position=entry.position,
        act=act.id,
        happened=act.happened,
        recorded=entry.recorded,
        by=speaker,
        recorder=act.recorder,
        meeting=meeting.name if meeting else "",
        kind=str(act.payload.__struct_config__.tag),
        text=f"{speaker} {_what(state, act.payload)}",
        reason=getattr(act.payload, "reason", ""),
        void=void,
        undone=act.id in state.now.undone,
        attachments=tuple(a.name for a in act.attachments),
    )


def _what(state: State, payload: p.Payload) -> str:
    return (
        _what_of_setting(payload)
        or _what_of_proposals(state, payload)
        or _what_of_decisions(state, payload)
    )


def _what_of_setting(payload: p.Payload) -> str:
    match payload:
        case p.WorkspaceOpened():
            return f"opened the record of {payload.title}"
        case p.PartyAdded():
            return f"admitted {payload.code} ({payload.name}), {payload.role}"
        case p.MemberJoined():
            return f"recorded that {payload.member} joined {payload.group}"
        case p.MemberLeft():
            return f"recorded that {payload.member} left {payload.group}"
        case p.MeetingOpened():
            return f"opened {payload.name} ({payload.level}), {payload.presiding} presiding"
        case p.MeetingClosed():
            return "closed the meeting"
        case p.DocumentAdded():
            return f"registered {payload.symbol} ({payload.role}), {payload.provisions} provisions"
        case p.DraftTabled():
            return f"tabled {payload.symbol}, {len(payload.provisions)} provisions"
        case _:
            return ""


def _what_of_proposals(state: State, payload: p.Payload) -> str:
    match payload:
        case p.ProvisionLifted():
            names = ", ".join(f"{s.document}:{s.address}" for s in payload.sources)
            return f"lifted {_at(state, payload.provision.id)} from {names}"
        case p.Proposed():
            return f"proposed {_CHANGES[payload.change]} {_at(state, payload.provision)}"
        case p.ProposalRevised():
            return f"revised {_handle(state, payload.proposal)}"
        case p.ProposalWithdrawn():
            return f"withdrew {_handle(state, payload.proposal)}"
        case p.ProposalConfirmed():
            return f"confirmed {_handle(state, payload.proposal)} on the text as it stands"
        case p.CoSponsored():
            return f"co-sponsored {_handle(state, payload.proposal)}"
        case p.PositionTaken():
            on = _handle(state, payload.proposal) or _at(state, payload.provision)
            said = f": {payload.text}" if payload.text else ""
            return f"{_STANCES[payload.stance]} {on}{said}"
        case _:
            return ""


def _what_of_decisions(state: State, payload: p.Payload) -> str:
    match payload:
        case p.Decided():
            named = [_handle(state, i) for i in (*payload.adopted, *payload.rejected)]
            on = f" ({', '.join(named)})" if named else ""
            over = f", {', '.join(payload.objections)} objecting" if payload.objections else ""
            return f"gavelled {_at(state, payload.provision)}: {payload.outcome}{on}{over}"
        case p.PackageFormed():
            tied = ", ".join(_handle(state, i) for i in payload.proposals)
            upon = ", ".join(_handle(state, i) for i in payload.upon)
            return f"packaged {tied} as {payload.name}" + (f", upon {upon}" if upon else "")
        case p.PackageDissolved():
            return f"dissolved the package {_package(state, payload.package)}"
        case p.PackageDecided():
            where = ", ".join(_at(state, d.provision) for d in payload.decisions)
            return f"gavelled the package {_package(state, payload.package)}: {where}"
        case p.Agreed():
            pending = f", pending {', '.join(payload.pending)}" if payload.pending else ""
            qualifier = " ad referendum" if payload.ad_referendum else ""
            return f"gavelled {_at(state, payload.provision)} {payload.rung}{qualifier}{pending}"
        case p.Reopened():
            return f"reopened {_at(state, payload.provision)}"
        case p.RevisionIssued() | p.TextAdopted() | p.TextCorrected():
            verb = {"revision issued": "issued", "text adopted": "adopted"}.get(
                str(payload.__struct_config__.tag), "corrected"
            )
            return f"{verb} {payload.symbol} as {payload.revision}, seal {payload.seal[:12]}"
        case p.SourceLinked():
            source = f"{payload.source.document}:{payload.source.address}"
            return f"confirmed {source} as a source of {_at(state, payload.provision)}"
        case p.SuggestionDismissed():
            source = f"{payload.source.document}:{payload.source.address}"
            return f"dismissed {source} as a source of {_at(state, payload.provision)}"
        case _:
            stamp = state.past.stamps.get(getattr(payload, "act", ""))
            return f"took back entry {stamp.position if stamp else '?'}"


_CHANGES = {
    "wording": "a change to",
    "deletion": "to strike",
    "insertion": "to insert",
    "move": "to move",
}
_STANCES = {
    "supports": "supported",
    "objects": "objected to",
    "reserves": "placed a reservation on",
    "lifted": "lifted its objection or reservation on",
}


def _at(state: State, provision: str) -> str:
    found = state.now.provisions.get(provision)
    return found.now.address if found else "a provision taken back"


def _package(state: State, package: str) -> str:
    found = state.now.packages.get(package)
    return found.name if found else "taken back"


def _handle(state: State, proposal: str) -> str:
    if not proposal:
        return ""
    found = state.proposal(proposal)
    return found.handle if found else "a proposal taken back"
