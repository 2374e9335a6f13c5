"""Which parties and source paragraphs does each paragraph come from, and how was it made?

The table that one UN body published beside its consolidated text: paragraph, parties that
contributed, source paragraphs, approach and reason.
"""

from __future__ import annotations

import msgspec

from draftrace.room.entities import Provision, Revision
from draftrace.room.state import State
from draftrace.text.documents import Kind
from draftrace.views.trace import Version, trace

_BY_PROPOSAL = ("accepted", "accepted in part", "amendment accepted")
"""What the record calls an insertion that was taken in."""


class Derivation(msgspec.Struct, frozen=True, kw_only=True):
    """A row of the consolidation table: a paragraph of the text, which parties and which source
    paragraphs it comes from, how it was made and why."""

    provision: str
    address: str
    kind: Kind
    parties: tuple[str, ...]
    sources: tuple[str, ...]
    approach: tuple[str, ...]
    reasons: tuple[str, ...]


def consolidation(state: State, text: Revision) -> list[Derivation]:
    """How each paragraph of the text came about, in printed order; those struck on the way last,
    under their last address."""
    until = text.stamp.position
    standing = {i.provision: i.address for i in text.provisions}
    gone = [
        p.id
        for p in sorted(state.now.provisions.values(), key=lambda p: (p.now.rank, p.id))
        if p.id not in standing and _stood(state, p, until)
    ]
    return [_derivation(state, i, standing.get(i, ""), until) for i in (*standing, *gone)]


def _stood(state: State, provision: Provision, until: int) -> bool:
    steps = state.past.steps[provision.id]
    return any(s.now.life == "standing" for s in steps if s.stamp.position <= until)


def _derivation(state: State, provision: str, address: str, until: int) -> Derivation:
    found = state.now.provisions[provision]
    told = trace(state, found, until)
    parties = dict.fromkeys(party for v in told.versions for party in v.sponsors)
    reasons = [why for v in told.versions for why in (*v.proposed_because, v.reason) if why]
    return Derivation(
        provision=provision,
        address=address or f"({told.address})",
        kind=found.kind,
        parties=tuple(parties),
        sources=tuple(f"{s.document} {s.address}" for s in told.sources),
        approach=tuple(dict.fromkeys(_approach(v, n == 0) for n, v in enumerate(told.versions))),
        reasons=tuple(dict.fromkeys(reasons)),
    )


def _approach(version: Version, first: bool) -> str:
    """How a version was made, in words; an unknown kind of decision is named as recorded."""
    drawn = f" ({', '.join(version.proposals)})" if version.proposals else ""
    if first and version.decision in ("draft tabled", "provision lifted"):
        return {"draft tabled": "as tabled"}.get(version.decision, "lifted from its sources")
    if first and version.decision in _BY_PROPOSAL:
        return f"inserted{drawn}"
    return f"{version.decision}{drawn}"
