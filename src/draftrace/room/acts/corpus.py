"""Source documents registered by hash, and people's verdicts on what descends from what."""

from __future__ import annotations

from draftrace.errors import Hint, way
from draftrace.room.acts.payloads import DocumentAdded, SourceLinked, SuggestionDismissed
from draftrace.room.acts.terms import Relation, SourceRef, Span
from draftrace.room.entities import DocumentRecord, Link
from draftrace.room.floor import Floor, provision_of, require
from draftrace.room.roles import require_role
from draftrace.room.stamps import Stamp
from draftrace.room.state import State
from draftrace.room.steps import judge


def add_document(state: State, floor: Floor, document: DocumentAdded) -> DocumentAdded:
    """Register a source; its symbol must be new to the workspace."""
    require_role(state, floor, "document added")
    require(
        document.symbol,
        "The document needs a symbol.",
        Hint("Give one with --symbol.", "Write its symbol."),
    )
    require(
        document.symbol not in state.now.documents,
        f"{document.symbol} is registered already.",
        Hint(
            "Give the other document a symbol of its own with --symbol.",
            "Give the other document a symbol of its own.",
        ),
    )
    return document


def evolve_document(state: State, stamp: Stamp, act: DocumentAdded) -> str:
    if act.symbol in state.now.documents:
        return f"document {act.symbol} is registered already"
    state.now.documents[act.symbol] = DocumentRecord(
        act.symbol,
        act.title,
        act.date,
        act.role,
        act.file,
        act.sha256,
        act.reading,
        act.provisions,
        stamp,
    )
    return ""


def registered_by(state: State, act: str) -> DocumentRecord | None:
    """The document that this act registered, while it is registered."""
    return next((d for d in state.now.documents.values() if d.stamp.act == act), None)


def citing(state: State, act: str) -> dict[str, Stamp]:
    """What names a paragraph of the document that this act registered: provisions by address, for
    a verdict on what they descend from, and proposals by handle."""
    document = registered_by(state, act)
    if document is None:
        return {}
    found = {
        state.now.provisions[provision].now.address: link.stamp
        for provision, links in state.now.links.items()
        for link in links
        if link.source.document == document.symbol and provision in state.now.provisions
    }
    proposals = (*state.now.pending.values(), *state.past.closed.values())
    return found | {
        proposal.handle: proposal.stamp
        for proposal in proposals
        if any(source.document == document.symbol for source in proposal.sources)
    }


def let_go(state: State, act: str) -> None:
    """Take the document that this act registered out of the corpus."""
    if (document := registered_by(state, act)) is not None:
        del state.now.documents[document.symbol]


def link(
    state: State,
    floor: Floor,
    provision: str,
    source: SourceRef,
    *,
    relation: Relation,
    evidence: tuple[tuple[Span, Span], ...] = (),
    reason: str = "",
) -> SourceLinked:
    """Confirm that a provision descends from a source paragraph."""
    require_role(state, floor, "source linked")
    found = provision_of(state, provision)
    _known(state, source)
    last = _verdict(state, provision, source)
    same = (source, relation, found.now.wording, evidence)
    require(
        last is None
        or last.verdict != "confirmed"
        or (last.source, last.relation, last.wording, last.evidence) != same
        or reason not in ("", last.reason),
        f"{source.document} {source.address} is a confirmed source of {found.now.address} already.",
        "Another relation, phrase or reason would change the link.",
    )
    return SourceLinked(
        provision=provision,
        source=source,
        relation=relation,
        wording=found.now.wording,
        evidence=evidence,
        reason=reason,
    )


def evolve_linked(state: State, stamp: Stamp, act: SourceLinked) -> str:
    if act.provision not in state.now.provisions:
        return "no such provision"
    judge(
        state,
        act.provision,
        Link(act.source, act.relation, "confirmed", act.wording, act.evidence, act.reason, stamp),
    )
    return ""


def dismiss(
    state: State, floor: Floor, provision: str, source: SourceRef, reason: str = ""
) -> SuggestionDismissed:
    """Say that a suggested source is none, so that it is not suggested again."""
    require_role(state, floor, "suggestion dismissed")
    found = provision_of(state, provision)
    _known(state, source)
    last = _verdict(state, provision, source)
    require(
        last is None or last.verdict != "dismissed" or reason not in ("", last.reason),
        f"{source.document} {source.address} is dismissed for {found.now.address} already.",
        "Another reason would be kept.",
    )
    return SuggestionDismissed(provision=provision, source=source, reason=reason)


def evolve_dismissed(state: State, stamp: Stamp, act: SuggestionDismissed) -> str:
    if act.provision not in state.now.provisions:
        return "no such provision"
    judge(state, act.provision, Link(act.source, "", "dismissed", "", (), act.reason, stamp))
    return ""


def _verdict(state: State, provision: str, source: SourceRef) -> Link | None:
    """The last verdict on a provision and a source paragraph."""
    place = (source.document, source.address)
    judged = reversed(state.now.links.get(provision, []))
    return next((k for k in judged if (k.source.document, k.source.address) == place), None)


def _known(state: State, source: SourceRef) -> None:
    require(
        source.document in state.now.documents,
        f"{source.document} is not registered.",
        way("Register it: {}.", f"corpus add FILE --symbol {source.document}", "register"),
    )
