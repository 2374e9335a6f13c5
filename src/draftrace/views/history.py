"""What happened to a provision, act by act?"""

from __future__ import annotations

import msgspec

from draftrace.compare.words import difference
from draftrace.room.acts.terms import Relation, Span
from draftrace.room.entities import Form, Position, Proposal, Step
from draftrace.room.record import Attachment
from draftrace.room.silences import Break
from draftrace.room.stamps import Stamp
from draftrace.room.state import State
from draftrace.views.kept import Evidence
from draftrace.views.suspects import verdicts

DECISIONS = ("decided", "package decided")
"""Kinds of act that carry decisions on provisions."""
GAVELLED = (
    "agreed",
    "reopened",
    "text adopted",
    "silence opened",
    "silence broken",
    "silence closed",
    "silence withdrawn",
)
"""Kinds of act that move a provision on the ladder of agreement, with no word changed."""
Redline = tuple[tuple[str, str], ...]


class Event(msgspec.Struct, frozen=True, kw_only=True):
    """One act in a provision's life. ``wording`` and ``redline`` where the act changed the text;
    ``decision`` is the outcome or the rung; ``revision`` the issue the event led up to. Where
    proposals were accepted, ``proposals`` are those, ``fallen`` what fell with it and how
    (``NOR-1 overtaken``)."""

    act: str
    position: int
    kind: str
    happened: str
    by: str
    recorder: str
    address: str
    revision: str
    meeting: str = ""
    decision: str = ""
    reason: str = ""
    proposals: tuple[str, ...] = ()
    fallen: tuple[str, ...] = ()
    sponsors: tuple[str, ...] = ()
    objections: tuple[str, ...] = ()
    reservations: tuple[str, ...] = ()
    wording: str = ""
    redline: Redline = ()
    attachments: tuple[str, ...] = ()


class SourceFound(msgspec.Struct, frozen=True, kw_only=True):
    """A confirmed source of a provision. Where they were asked for, ``measured`` is the relation
    that the words bear out if nobody stated one, ``suspect`` says why it may be no source any more,
    and ``carried`` are the spans of its evidence in the present wording."""

    document: str
    address: str
    wording: str
    relation: Relation | str
    verdict: str
    by: str
    reason: str
    evidence: Evidence
    happened: str = ""
    measured: str = ""
    suspect: str = ""
    carried: tuple[Span, ...] = ()

    @property
    def told(self) -> str:
        """The relation, stated or measured; empty where neither is known."""
        return self.relation or (f"{self.measured}, as measured" if self.measured else "")


def events(state: State, provision: str) -> list[Event]:
    """Every act on a provision, its proposals and positions included, in the record's order."""
    found: dict[int, Event] = {}
    before: Form | None = None
    act: Form | None = None
    for step in state.past.steps.get(provision, ()):
        if step.stamp.position not in found:
            before, act = act, None
        # An act of several steps is one event, from what was before the first to the last.
        first = found.get(step.stamp.position)
        event = _event(state, step, before)
        if first is not None and not event.sponsors:
            event = msgspec.structs.replace(event, sponsors=first.sponsors)
        found[step.stamp.position] = event
        act = step.now
    for proposal in proposals_on(state, provision):
        for offered in state.past.offers.get(proposal.id, ()):
            if offered.stamp.position not in found:
                found[offered.stamp.position] = _offered(state, proposal, offered.stamp)
    for position in state.past.positions.get(provision, ()):
        found.setdefault(position.stamp.position, _positioned(state, provision, position))
    for spoken in breaks_on(state, provision):
        address = state.now.provisions[provision].now.address
        told = _told(state, spoken.stamp, address, "silence broken", spoken.text, [])
        found[spoken.stamp.position] = told
    return [found[at] for at in sorted(found)]


def how_many(state: State, provision: str) -> int:
    """How many acts ``events`` tells, without telling them."""
    at = {step.stamp.position for step in state.past.steps.get(provision, ())}
    for proposal in proposals_on(state, provision):
        at |= {offered.stamp.position for offered in state.past.offers.get(proposal.id, ())}
    at |= {taken.stamp.position for taken in state.past.positions.get(provision, ())}
    at |= {spoken.stamp.position for spoken in breaks_on(state, provision)}
    return len(at)


def proposals_on(state: State, provision: str) -> list[Proposal]:
    """Every proposal that was ever on a provision, or would have merged it into another, oldest
    first."""
    pending, closed = state.now.pending, state.past.closed
    ever = state.past.proposals.get(provision, ())
    mine = (pending[i] if i in pending else closed[i] for i in ever)
    return sorted(mine, key=lambda p: p.stamp.position)


def breaks_on(state: State, provision: str) -> list[Break]:
    """Every word spoken against a provision while silence ran over it."""
    silences = state.now.silences.values()
    return [b for s in silences for b in s.breaks if b.provision == provision]


def beside(state: State, provision: str = "") -> list[Position]:
    """What stands beside the text: explanations and reservations on a provision, and without one
    on the text as a whole."""
    held = state.now.positions.get(provision, ())
    return [p for p in held if p.stance in ("explains", "reserves")]


def sources(state: State, provision: str) -> list[SourceFound]:
    """The confirmed sources of a provision: the last verdict on each pair counts."""
    return [
        SourceFound(
            document=link.source.document,
            address=link.source.address,
            wording=link.source.wording,
            relation=link.relation,
            verdict=link.verdict,
            by=link.stamp.speaker,
            reason=link.reason,
            evidence=link.evidence,
            happened=link.stamp.happened,
        )
        for link in verdicts(state, provision)
        if link.verdict == "confirmed"
    ]


def dismissed(state: State, provision: str) -> set[tuple[str, str]]:
    """Source paragraphs that a person said are none."""
    return {
        (link.source.document, link.source.address)
        for link in verdicts(state, provision)
        if link.verdict == "dismissed"
    }


def _event(state: State, step: Step, before: Form | None) -> Event:
    stamp = step.stamp
    entered = before is not None and before.life == "proposed" and step.now.life == "standing"
    changed = before is None or before.wording != step.now.wording or entered
    struck = step.now.life == "struck" and (before is None or before.life != "struck")
    wording = step.now.wording if changed and not struck else ""
    redline: Redline = ()
    if before is None or entered:
        redline = (("+", step.now.wording),)
    elif struck:
        redline = (("-", before.wording),)
    elif changed:
        redline = difference(before.wording, step.now.wording)
    found = [p for i in step.proposals if (p := state.proposal(i)) is not None]
    decision = step.outcome
    if before is not None and stamp.kind in DECISIONS and before.rank != step.now.rank:
        decision += f", moved from {before.address}"
    told = _told(state, stamp, step.now.address, decision, step.reason, found)
    return msgspec.structs.replace(
        told,
        wording=wording,
        redline=redline,
        objections=step.objections or told.objections,
        sponsors=step.credited or told.sponsors,
    )


def _told(
    state: State,
    stamp: Stamp,
    address: str,
    decision: str,
    reason: str,
    proposals: list[Proposal],
) -> Event:
    positions = [p for proposal in proposals for p in proposal.now.positions]
    # A decision names the rivals that fall with it too.
    credited = [p for p in proposals if p.now.status.startswith("accepted")] or proposals
    return Event(
        act=stamp.act,
        position=stamp.position,
        kind=stamp.kind,
        happened=stamp.happened,
        by=stamp.speaker,
        recorder=stamp.recorder,
        address=address,
        revision=revision_at(state, stamp.position),
        meeting=meeting_name(state, stamp),
        decision=decision,
        reason=reason,
        proposals=tuple(p.handle for p in credited),
        fallen=tuple(f"{p.handle} {p.now.status}" for p in proposals if p not in credited),
        sponsors=tuple(dict.fromkeys(s for p in credited for s in p.now.sponsors)),
        objections=tuple(p.party for p in positions if p.stance == "objects"),
        reservations=tuple(p.party for p in positions if p.stance == "reserves"),
        attachments=_attached(state, stamp.act),
    )


def _offered(state: State, proposal: Proposal, stamp: Stamp) -> Event:
    address = state.now.provisions[proposal.provision].now.address
    return _told(state, stamp, address, "", "", [proposal])


def _positioned(state: State, provision: str, position: Position) -> Event:
    address = state.now.provisions[provision].now.address
    return _told(state, position.stamp, address, position.stance, position.text, [])


def revision_at(state: State, position: int) -> str:
    """The first issue that holds what was recorded at a position, or ``standing``."""
    for revision in state.past.revisions:
        if revision.stamp.position >= position:
            return revision.name
    return "standing"


def meeting_name(state: State, stamp: Stamp) -> str:
    found = state.now.meetings.get(stamp.meeting)
    return found.name if found else ""


def _attached(state: State, act: str) -> tuple[str, ...]:
    files: tuple[Attachment, ...] = state.past.attached.get(act, ())
    return tuple(f"{f.name} (sha256 {f.sha256[:12]}…)" for f in files)
