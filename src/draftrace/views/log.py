"""The record in sentences: who did what, when, on which provision."""

from __future__ import annotations

import msgspec

from draftrace.room.acts import closing_payloads as cp
from draftrace.room.acts import payloads as p
from draftrace.room.acts.receiving_payloads import RevisionReceived
from draftrace.room.record import Entry
from draftrace.room.state import State
from draftrace.views.silences import at, what_of_silence

_ISSUES = {"revision issued": "issued", "text adopted": "adopted", "revision received": "received"}


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
        or what_of_silence(state, payload)
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
            return f"lifted {at(state, payload.provision.id)} from {names}"
        case p.Proposed():
            return f"proposed {_proposed(state, payload)}"
        case p.ProposalRevised():
            taken = [_handle(state, i) for i in payload.taken]
            taking = f", taking in {', '.join(taken)}" if taken else ""
            return f"revised {_handle(state, payload.proposal)}{taking}"
        case p.ProposalWithdrawn():
            return f"withdrew {_handle(state, payload.proposal)}"
        case p.ProposalConfirmed():
            return f"confirmed {_handle(state, payload.proposal)} on the text as it stands"
        case p.CoSponsored():
            return f"co-sponsored {_handle(state, payload.proposal)}"
        case p.PositionTaken():
            on = _handle(state, payload.proposal)
            on = on or (at(state, payload.provision) if payload.provision else "the text")
            said = f": {payload.text}" if payload.text else ""
            return f"{_STANCES[payload.stance]} {on}{said}"
        case _:
            return ""


def _what_of_decisions(state: State, payload: p.Payload) -> str:
    match payload:
        case p.Decided():
            return f"gavelled {at(state, payload.provision)}: {_decided(state, payload)}"
        case p.PackageFormed():
            tied = ", ".join(_handle(state, i) for i in payload.proposals)
            upon = ", ".join(_handle(state, i) for i in payload.upon)
            return f"packaged {tied} as {payload.name}" + (f", upon {upon}" if upon else "")
        case p.PackageDissolved():
            return f"dissolved the package {_package(state, payload.package)}"
        case p.PackageDecided():
            where = ", ".join(at(state, d.provision) for d in payload.decisions)
            return f"gavelled the package {_package(state, payload.package)}: {where}"
        case p.Agreed():
            pending = f", pending {', '.join(payload.pending)}" if payload.pending else ""
            qualifier = " ad referendum" if payload.ad_referendum else ""
            upon = ", ".join(at(state, i) for i in payload.upon)
            upon = f", conditional on {upon}" if upon else ""
            return (
                f"gavelled {at(state, payload.provision)} {payload.rung}{qualifier}{pending}{upon}"
            )
        case cp.EditorialFix():
            return f"made an editorial fix of {at(state, payload.provision)}, agreed as it is"
        case p.Reopened():
            return f"reopened {at(state, payload.provision)}"
        case p.RevisionIssued() | RevisionReceived() | p.TextAdopted() | p.TextCorrected():
            verb = _ISSUES.get(str(payload.__struct_config__.tag), "corrected")
            oral = _orally(state, payload) if isinstance(payload, p.TextAdopted) else ""
            return f"{verb} {payload.symbol} as {payload.revision}{oral}, seal {payload.seal[:12]}"
        case p.SourceLinked():
            source = f"{payload.source.document}:{payload.source.address}"
            return f"confirmed {source} as a source of {at(state, payload.provision)}"
        case p.SuggestionDismissed():
            source = f"{payload.source.document}:{payload.source.address}"
            return f"dismissed {source} as a source of {at(state, payload.provision)}"
        case _:
            stamp = state.past.stamps.get(getattr(payload, "act", ""))
            return f"took back entry {f'{stamp.position} ({stamp.kind})' if stamp else '?'}"


def _proposed(state: State, payload: p.Proposed) -> str:
    where = at(state, payload.provision)
    second = _handle(state, payload.second_to)
    behind = f", as a fall-back to {second}" if second else ""
    match payload.change:
        case "amendment":
            goes = f", a part of it to stand behind {at(state, payload.after)}"
            to = _handle(state, payload.to)
            return f"an amendment to {to} on {where}" + (goes if payload.after else "")
        case "alternative":
            return f"an alternative to {where} ({payload.address}){behind}"
        case "split":
            pieces = len(payload.wording.split("\n"))
            return f"to divide {where} into {pieces} provisions{behind}"
        case "merge":
            merged = ", ".join(at(state, i) for i in payload.merged)
            return f"to merge {merged} into {where}{behind}"
        case _:
            return f"{_CHANGES[payload.change]} {where}{behind}"


def _decided(state: State, payload: p.Decided) -> str:
    """The outcome with the proposals it names, and what it did beyond the wording."""
    named = [_handle(state, i) for i in (*payload.adopted, *payload.rejected)]
    told = payload.outcome + (f" ({', '.join(named)})" if named else "")
    if payload.edits:
        told += f", edits {', '.join(map(str, payload.edits))} of it"
    if payload.amended is not None and payload.adopted:
        amendment = state.proposal(payload.adopted[0])
        told += f", {_handle(state, amendment.now.to) if amendment else ''} so amended"
    if payload.born:
        pieces = ", ".join(at(state, piece.id) for piece in payload.born)
        told += f", divided, the rest standing as {pieces}"
    if payload.merged:
        told += f", taking in {', '.join(at(state, i) for i in payload.merged)}"
    if payload.overtaken:
        told += f", overtaking {', '.join(_handle(state, i) for i in payload.overtaken)}"
    if payload.objections:
        told += f", {', '.join(payload.objections)} objecting"
    return told


def _orally(state: State, payload: p.TextAdopted) -> str:
    told = [f"{at(state, o.provision)} as read out by {o.party}" for o in payload.oral]
    return f" with {', '.join(told)}" if told else ""


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
    "explains": "explained its position on",
    "dissociates": "dissociated itself from what its group said on",
}


def _package(state: State, package: str) -> str:
    found = state.now.packages.get(package)
    return found.name if found else "taken back"


def _handle(state: State, proposal: str) -> str:
    if not proposal:
        return ""
    found = state.proposal(proposal)
    return found.handle if found else "a proposal taken back"
