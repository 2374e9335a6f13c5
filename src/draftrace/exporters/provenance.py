"""The record as W3C PROV: what every wording was derived from, by which act, on whose behalf.

A provision is an entity and each wording of it a specialization; a new wording is a revision of
the one before and derived from the proposals it took in; a confirmed source paragraph is a primary
source, and what was lifted from it a quotation; rival proposals are alternates. Matches that
nobody confirmed are no derivation and do not come out.
Source: https://www.w3.org/TR/prov-dm/, written by the ``prov`` library.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from draftrace.exporters.markup import printable
from draftrace.room.entities import Link, Proposal, Provision
from draftrace.room.stamps import Stamp
from draftrace.room.state import State
from draftrace.views.history import meeting_name
from draftrace.views.proposals import rivals
from draftrace.views.seals import seal_of
from draftrace.views.versions import Worded, standing_at, worded

_LIFTING = {"provision lifted", "draft tabled"}
_UNSAFE = re.compile(r"[^A-Za-z0-9.-]")


def prov_json(state: State, head: str) -> bytes:
    """PROV-JSON; ``head`` is the hash of the record's last entry."""
    return f"{_document(state, head).serialize(format='json', indent=1)}\n".encode()


def prov_n(state: State, head: str) -> bytes:
    """PROV-N, the notation for people."""
    return f"{_document(state, head).get_provn()}\n".encode()


def prov_unsaid(state: State, head: str, made: bytes) -> list[str]:
    """The relations and things that PROV-JSON, read back by the library, does not say."""
    from prov.model import ProvDocument

    return _missing(_document(state, head), ProvDocument.deserialize(content=made.decode()))


def notation_unsaid(state: State, head: str, made: bytes) -> list[str]:
    """The statements that PROV-N does not make. The library reads no PROV-N, so they are looked
    for letter by letter, in their order."""
    said, at, lost = made.decode(), 0, []
    for record in _document(state, head).get_records():
        statement = str(record.get_provn())
        found = said.find(statement, at)
        if found < 0:
            lost.append(statement)
        else:
            at = found + len(statement)
    return lost


def _missing(wanted: Any, found: Any) -> list[str]:
    if wanted == found:
        return []
    said = {str(record.get_provn()) for record in found.get_records()}
    lost = [n for r in wanted.get_records() if (n := str(r.get_provn())) not in said]
    return lost or ["as many statements as it should"]


def _document(state: State, head: str) -> Any:
    telling = _Telling(state)
    telling.parties()
    telling.sources()
    for provision in sorted(state.now.provisions.values(), key=lambda p: (p.now.rank, p.id)):
        telling.provision(provision)
    for proposal in sorted(
        [*state.past.closed.values(), *state.now.pending.values()],
        key=lambda p: p.stamp.position,
    ):
        telling.proposal(proposal)
    for one, other in rivals(state):
        telling.document.alternateOf(
            telling.name("proposal", one.id), telling.name("proposal", other.id)
        )
    telling.issues()
    telling.record(head)
    return telling.document


class _Telling:
    """The document while it is written; every act is told once."""

    def __init__(self, state: State) -> None:
        from prov.model import PROV, ProvDocument

        self.state = state
        self.prov = PROV
        self.document = ProvDocument()
        workspace = _UNSAFE.sub("-", state.now.workspace) or "workspace"
        self.space = self.document.add_namespace("dt", f"urn:draftrace:{workspace}:")
        self.versions = {i: worded(state, i) for i in state.now.provisions}
        self.told: set[str] = set()

    def name(self, kind: str, key: str) -> Any:
        """An identifier every notation can write: other signs become ``_`` and their hex code."""
        safe = _UNSAFE.sub(lambda sign: f"_{ord(sign[0]):x}_", key).rstrip(".")
        return self.space[f"{kind}-{safe}"]

    def version(self, found: Worded) -> Any:
        return self.name("wording", f"{found.provision}-{found.number}")

    def attributes(self, kind: str, /, **said: str) -> list[tuple[Any, Any]]:
        """``prov:type`` and our own attributes, empty ones left out."""
        own = [(self.space[name], printable(text)) for name, text in said.items() if text]
        return [(self.prov["type"], self.space[kind]), *own]

    def value(self, wording: str) -> tuple[Any, str]:
        return self.prov["value"], printable(wording)

    def collection(self) -> tuple[Any, Any]:
        """One type only: the library keeps several in an order that changes from run to run."""
        return self.prov["type"], self.prov["Collection"]

    # Who

    def parties(self) -> None:
        state = self.state
        for code, party in state.now.parties.items():
            told = self.attributes("Party", code=code, name=party.name, role=party.role)
            self.document.agent(self.name("party", code), told)
        for code, party in state.now.parties.items():
            for membership in party.memberships:
                span = {"since": str(membership.since), "until": str(membership.until or "")}
                self.document.actedOnBehalfOf(
                    self.name("party", code),
                    self.name("party", membership.member),
                    other_attributes=self.attributes("Membership", **span),
                )

    def act(self, stamp: Stamp, outcome: str = "", reason: str = "") -> Any:
        """The act as an activity, with who did it and on whose behalf."""
        name = self.name("act", stamp.act)
        if stamp.act in self.told:
            return name
        self.told.add(stamp.act)
        moment = datetime.fromisoformat(stamp.happened)
        told = self.attributes(
            _class(stamp.kind),
            kind=stamp.kind,
            outcome=outcome,
            reason=reason,
            meeting=meeting_name(self.state, stamp),
            position=str(stamp.position),
        )
        self.document.activity(name, moment, moment, told)
        author = self.name("party", stamp.by)
        self.document.wasAssociatedWith(name, author)
        if stamp.behalf:
            self.document.actedOnBehalfOf(author, self.name("party", stamp.behalf), name)
        if stamp.recorder != stamp.by:
            role = [(self.prov["role"], "recorder")]
            recorder = self.name("party", stamp.recorder)
            self.document.wasAssociatedWith(name, recorder, other_attributes=role)
        return name

    # What

    def sources(self) -> None:
        """The registered documents; paragraphs come in as something rests on them."""
        for symbol, found in self.state.now.documents.items():
            told = self.attributes(
                "",
                kind="document",
                symbol=symbol,
                title=found.title,
                date=found.date,
                role=found.role,
                file=found.file,
                sha256=found.sha256,
                readingSha256=found.reading,
            )
            name = self.name("document", symbol)
            self.document.entity(name, [*told[1:], self.collection()])
            self.document.wasGeneratedBy(name, self.act(found.stamp))

    def source(self, link: Link) -> Any:
        ref = link.source
        name = self.name("source", f"{ref.document}:{ref.address}")
        if str(name) not in self.told:
            self.told.add(str(name))
            told = self.attributes("SourceParagraph", document=ref.document, address=ref.address)
            self.document.entity(name, [*told, self.value(ref.wording)])
            if ref.document in self.state.now.documents:
                self.document.hadMember(self.name("document", ref.document), name)
        return name

    def provision(self, provision: Provision) -> None:
        versions = self.versions[provision.id]
        name = self.name("provision", provision.id)
        told = self.attributes("Provision", kind=provision.kind, address=provision.now.address)
        self.document.entity(name, told)
        for found in versions:
            self._version(name, found)
        self._received(versions, self.state.past.descents.get(provision.id, ()))
        for step in self.state.past.steps[provision.id]:
            act = self.act(step.stamp, step.outcome, step.reason)
            before = _stood_at(versions, step.stamp.position)
            if before is not None and before.stamp.act != step.stamp.act:
                self.document.used(act, self.version(before))
        for link in _confirmed(self.state.now.links.get(provision.id, [])):
            self._descent(versions, link)

    def _version(self, provision: Any, found: Worded) -> None:
        name = self.version(found)
        told = self.attributes("Wording", address=found.form.address, label=found.form.label)
        self.document.entity(name, [*told, self.value(found.form.wording)])
        self.document.specializationOf(name, provision)
        act = self.act(found.stamp, found.outcome, found.reason)
        self.document.wasGeneratedBy(name, act, datetime.fromisoformat(found.stamp.happened))
        if found.before is not None:
            before = self.name("wording", f"{found.provision}-{found.number - 1}")
            self._derived(name, before, "Revision", act)
        for proposal in found.proposals:
            offer = self.name("proposal", proposal)
            self.document.used(act, offer)
            self.document.wasDerivedFrom(name, offer, act)
        if found.ended is not None:
            moment = datetime.fromisoformat(found.ended.happened)
            self.document.wasInvalidatedBy(name, self.act(found.ended), moment)

    def _received(self, versions: tuple[Worded, ...], others: Iterable[str]) -> None:
        """What an outside revision divided off or joined derives from the other provisions too."""
        for other in others:
            theirs = self.versions[other]
            went = {each.ended.act for each in theirs if each.ended is not None}
            for found in versions:
                born = found.number == 1 and found.stamp.kind == "revision received"
                if born or found.stamp.act in went:
                    before = _stood_at(theirs, found.stamp.position - 1)
                    act = self.act(found.stamp)
                    if before is not None:
                        self._derived(self.version(found), self.version(before), "Revision", act)

    def _descent(self, versions: tuple[Worded, ...], link: Link) -> None:
        """A person said that the wording of that time comes from a source paragraph."""
        found = standing_at(versions, link.stamp.position)
        if found is None:
            return
        source = self.source(link)
        told = self.attributes(
            "ConfirmedLink",
            relation=link.relation,
            reason=link.reason,
            confirmedBy=link.stamp.speaker,
        )[1:]
        kinds = ["Quotation"] if link.stamp.kind in _LIFTING else []
        for kind in (*kinds, "PrimarySource"):
            self._derived(self.version(found), source, kind, None, told)

    def _derived(
        self,
        new: Any,
        old: Any,
        kind: str,
        act: Any,
        told: list[tuple[Any, Any]] | None = None,
    ) -> None:
        attributes = [(self.prov["type"], self.prov[kind]), *(told or [])]
        self.document.wasDerivedFrom(new, old, act, other_attributes=attributes)

    def proposal(self, proposal: Proposal) -> None:
        """The proposal, a revision of the wording or the proposal it amends, and each wording it
        had itself."""
        now, name = proposal.now, self.name("proposal", proposal.id)
        told = self.attributes(
            "Proposal",
            handle=proposal.handle,
            change=proposal.change,
            status=now.status,
            reason=now.reason,
        )
        self.document.entity(name, [*told, self.value(now.wording)])
        act = self.act(proposal.stamp)
        self.document.wasGeneratedBy(name, act, datetime.fromisoformat(proposal.stamp.happened))
        for sponsor in now.sponsors:
            self.document.wasAttributedTo(name, self.name("party", sponsor))
        for concerned in proposal.concerns:
            base = _stood_at(self.versions[concerned], proposal.stamp.position)
            if base is not None:
                self._derived(name, self.version(base), "Revision", act)
        amended = self.state.past.offers[proposal.id][0].now.to
        if amended:
            self._derived(name, self.name("proposal", amended), "Revision", act)
        self._offers(proposal, name)

    def _offers(self, proposal: Proposal, name: Any) -> None:
        wordings: list[str] = []
        for step in self.state.past.offers[proposal.id]:
            if wordings and step.now.wording == wordings[-1]:
                continue
            wordings.append(step.now.wording)
            offer = self.name("offer", f"{proposal.id}-{len(wordings)}")
            told = self.attributes("ProposedWording", base=step.now.base)
            self.document.entity(offer, [*told, self.value(step.now.wording)])
            self.document.specializationOf(offer, name)
            act = self.act(step.stamp)
            self.document.wasGeneratedBy(offer, act)
            if len(wordings) > 1:
                before = self.name("offer", f"{proposal.id}-{len(wordings) - 1}")
                self._derived(offer, before, "Revision", act)

    # Issued

    def issues(self) -> None:
        before: Any = None
        for revision in self.state.past.revisions:
            name = self.name("revision", revision.name)
            told = self.attributes(
                "",
                kind="issued text",
                name=revision.name,
                symbol=revision.symbol,
                seal=seal_of(revision),
            )
            self.document.entity(name, [*told[1:], self.collection()])
            act = self.act(revision.stamp)
            self.document.wasGeneratedBy(name, act)
            for issued in revision.provisions:
                found = standing_at(self.versions[issued.provision], revision.stamp.position)
                if found is not None:
                    self.document.hadMember(name, self.version(found))
            if before is not None:
                self._derived(name, before, "Revision", act)
            before = name

    def record(self, head: str) -> None:
        told = self.attributes("Record", head=head, entries=str(self.state.now.position))
        self.document.entity(self.space["record"], told)


def _stood_at(versions: tuple[Worded, ...], position: int) -> Worded | None:
    """The wording that an act at this position of the record found: an act can use nothing before
    it is made, nor after it went."""
    found = standing_at(versions, position)
    if found is None or found.stamp.position > position:
        return None
    return found if found.ended is None or found.ended.position >= position else None


def _confirmed(links: list[Link]) -> list[Link]:
    """The last verdict on each source paragraph, where it confirms."""
    last = {(link.source.document, link.source.address): link for link in links}
    return [link for link in last.values() if link.verdict == "confirmed"]


def _class(kind: str) -> str:
    """``revision issued`` as ``RevisionIssued``; the same for a kind of act not known here."""
    return "".join(word.capitalize() for word in re.findall(r"[A-Za-z0-9]+", kind)) or "Act"
