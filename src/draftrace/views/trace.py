"""Why does this provision read so? From its sources through every version to the present."""

from __future__ import annotations

import msgspec

from draftrace.room.entities import Form, Provision
from draftrace.room.state import State
from draftrace.views.force import told as force_told
from draftrace.views.history import Event, Redline, SourceFound, beside, events, sources
from draftrace.views.origins import amendments
from draftrace.views.speakers import spoken_for, told
from draftrace.views.standing import status, status_of
from draftrace.views.suspects import connections

_TEXT_KINDS = {
    "draft tabled",
    "provision lifted",
    "decided",
    "package decided",
    "text corrected",
    "revision issued",
    "revision received",
    "text adopted",
    "editorial fix",
}


class Version(msgspec.Struct, frozen=True, kw_only=True):
    """One wording the provision has had, and everything that explains it. ``proposal`` is the id
    of the first proposal accepted in it, ``proposals`` are the handles of all, ``amended`` those of
    the amendments that had gone into them, each with whose it was; ``force`` says what it did to
    force, a sentence each."""

    act: str
    revision: str
    address: str
    wording: str
    redline: Redline
    proposal: str | None
    proposals: tuple[str, ...]
    sponsors: tuple[str, ...]
    speakers: str
    objections: tuple[str, ...]
    meeting: str
    decision: str
    by: str
    happened: str
    reason: str
    proposed_because: tuple[str, ...]
    attachments: tuple[str, ...]
    force: tuple[str, ...] = ()
    amended: tuple[str, ...] = ()

    @property
    def by_amendments(self) -> str:
        """Who amended what was accepted, as the end of the line that says whose it was."""
        return f", amended by {', '.join(self.amended)}" if self.amended else ""


class Beside(msgspec.Struct, frozen=True, kw_only=True):
    """A word that stands beside the text: an explanation of position, a reservation. ``on`` is the
    provision's address, or empty for the text as a whole; ``by`` who spoke it for a group;
    ``speakers`` the group without the members that dissociated themselves."""

    party: str
    speakers: str
    stance: str
    text: str
    happened: str
    by: str
    on: str


class Trace(msgspec.Struct, frozen=True, kw_only=True):
    """The answer: sources, wording versions, and every act between them."""

    address: str
    kind: str
    status: str
    wording: str
    addresses: tuple[tuple[str, str], ...]
    sources: tuple[SourceFound, ...]
    versions: tuple[Version, ...]
    beside: tuple[Beside, ...]
    events: tuple[Event, ...]


def trace(state: State, provision: Provision, until: int | None = None) -> Trace:
    """Trace one provision, standing or struck; with ``until``, as it was at that position of the
    record, but with the sources known now."""
    last = state.now.position if until is None else until
    happened = tuple(e for e in events(state, provision.id) if e.position <= last)
    steps = [s.now for s in state.past.steps[provision.id] if s.stamp.position <= last]
    form = steps[-1] if steps and until is not None else provision.now
    return Trace(
        address=form.address,
        kind=provision.kind,
        status=_status(state, provision, form),
        wording=form.wording,
        addresses=addresses(state, provision.id, last),
        sources=tuple(_sources(state, provision.id)),
        versions=tuple(_version(state, e) for e in happened if _changed_text(e)),
        beside=tuple(
            words_beside(state, provision.id, provision.now.address) + words_beside(state)
        ),
        events=happened,
    )


def _status(state: State, provision: Provision, form: Form) -> str:
    if form.life == "struck":
        return "struck"
    return status_of(state, provision) if form is provision.now else status(form)


def words_beside(state: State, provision: str = "", on: str = "") -> list[Beside]:
    """What stands beside a provision, or with none named beside the text as a whole."""
    held = state.now.positions.get(provision, ())
    return [
        Beside(
            party=position.party,
            speakers=told(state, (position.party,), held),
            stance=position.stance,
            text=position.text,
            happened=position.stamp.happened,
            by=position.stamp.by,
            on=on,
        )
        for position in beside(state, provision)
    ]


def addresses(state: State, provision: str, until: int) -> tuple[tuple[str, str], ...]:
    """The address the provision had in each revision issued up to a position of the record: pairs
    of revision and address."""
    return tuple(
        (revision.name, issued.address)
        for revision in state.past.revisions
        if revision.stamp.position <= until
        for issued in revision.provisions
        if issued.provision == provision
    )


def _sources(state: State, provision: str) -> list[SourceFound]:
    """The confirmed sources, each with what the changes since have done to its evidence."""
    held = {(c.document, c.source): c for c in connections(state, provision)}
    found = ((s, held[s.document, s.address]) for s in sources(state, provision))
    return [
        msgspec.structs.replace(
            source,
            measured="" if link.stated else link.relation,
            suspect=link.suspect,
            carried=tuple(phrase.now for phrase in link.phrases if phrase.now is not None),
        )
        for source, link in found
    ]


def _changed_text(event: Event) -> bool:
    if event.kind not in _TEXT_KINDS:
        return False
    return bool(event.redline) or "moved from" in event.decision


def _version(state: State, event: Event) -> Version:
    proposals = [p for h in event.proposals if (p := state.proposal(h)) is not None]
    adopted = [p for p in proposals if p.now.status.startswith("accepted")]
    named = tuple(p.handle for p in adopted)
    amending = [a for p in adopted for a in amendments(state, p)]
    return Version(
        act=event.act,
        revision=event.revision,
        address=event.address,
        wording=event.wording,
        redline=event.redline,
        proposal=adopted[0].id if adopted else None,
        proposals=named,
        sponsors=tuple(dict.fromkeys(s for p in adopted for s in p.now.sponsors))
        or (event.sponsors if not proposals else ()),
        speakers="; ".join(dict.fromkeys(spoken_for(state, p) for p in adopted))
        or ", ".join(event.sponsors),
        objections=event.objections,
        meeting=event.meeting,
        decision=event.decision or event.kind,
        by=event.by,
        happened=event.happened,
        reason=event.reason,
        proposed_because=tuple(
            f"{', '.join(p.now.sponsors)}: {p.now.reason}"
            for p in (*adopted, *amending)
            if p.now.reason
        ),
        attachments=event.attachments,
        force=_force(event),
        amended=tuple(f"{a.handle} ({spoken_for(state, a)})" for a in amending),
    )


def _force(event: Event) -> tuple[str, ...]:
    """What the change did to force; a provision that is born changes none."""
    before = "".join(words for op, words in event.redline if op != "+")
    return force_told(before, event.wording) if before.strip() else ()
