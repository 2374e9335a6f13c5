"""What did each party propose on each paragraph, and what was decided?"""

from __future__ import annotations

import msgspec

from draftrace.compare.redline import redline
from draftrace.room.entities import Issued, Provision, Revision
from draftrace.room.state import State
from draftrace.text.documents import Kind
from draftrace.views.history import Redline
from draftrace.views.proposals import Offered, Ruling, offered, rulings
from draftrace.views.seals import seal_of
from draftrace.views.standing import status


class Paragraph(msgspec.Struct, frozen=True, kw_only=True):
    """One provision of the table. ``address`` is the one in the text, ``formerly`` the base's
    where it differs; ``base`` and ``text`` are empty where the provision stands in neither."""

    provision: str
    address: str
    formerly: str
    kind: Kind
    level: int
    label: str
    base: str
    text: str
    redline: Redline
    status: str
    offered: tuple[Offered, ...]
    rulings: tuple[Ruling, ...]


class Table(msgspec.Struct, frozen=True, kw_only=True):
    """The paragraphs of two issues and what lay between; ``parties`` are those that proposed."""

    title: str
    symbol: str
    base: str
    text: str
    seal: str
    date: str
    parties: tuple[str, ...]
    paragraphs: tuple[Paragraph, ...]


def table(state: State, text: Revision, base: Revision) -> Table:
    """Every provision of ``base`` and ``text`` in printed order, with the proposals that were
    pending at some time between them and the decisions taken."""
    since, until = base.stamp.position, text.stamp.position
    proposals: dict[str, list[Offered]] = {}
    for each in offered(state, since=since, until=until):
        proposals.setdefault(each.provision, []).append(each)
    old = {i.provision: i for i in base.provisions}
    new = {i.provision: i for i in text.provisions}
    every = sorted(state.now.provisions.values(), key=lambda p: (p.now.rank, p.id))
    rows = [
        _paragraph(state, p, old, new, proposals.get(p.id, []), (since, until))
        for p in every
        if p.id in old or p.id in new or p.id in proposals
    ]
    speakers = {party for row in rows for each in row.offered for party in each.sponsors}
    return Table(
        title=state.now.title,
        symbol=text.symbol,
        base=base.name,
        text=text.name,
        seal=seal_of(text),
        date=text.stamp.happened[:10],
        parties=tuple(code for code in state.now.parties if code in speakers),
        paragraphs=tuple(rows),
    )


def _paragraph(
    state: State,
    provision: Provision,
    old: dict[str, Issued],
    new: dict[str, Issued],
    proposals: list[Offered],
    between: tuple[int, int],
) -> Paragraph:
    since, until = between
    before, after = old.get(provision.id), new.get(provision.id)
    steps = state.past.steps[provision.id]
    then = [s.now for s in steps if s.stamp.position <= until] or [steps[0].now]
    shown = after or before
    address = shown.address if shown else then[-1].address
    return Paragraph(
        provision=provision.id,
        address=address,
        formerly=before.address if before and before.address != address else "",
        kind=provision.kind,
        level=provision.level,
        label=shown.label if shown else then[-1].label,
        base=before.wording if before else "",
        text=after.wording if after else "",
        redline=_changed(before, after),
        status="struck" if then[-1].life == "struck" else status(then[-1]),
        offered=tuple(proposals),
        rulings=tuple(rulings(state, provision.id, since=since, until=until)),
    )


def _changed(before: Issued | None, after: Issued | None) -> Redline:
    return redline(before.wording if before else "", after.wording if after else "")
