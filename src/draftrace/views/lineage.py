"""From which sources, through which proposals and revisions, did provisions come to be?

What a lineage picture shows, and the same as a tree of words; how it is drawn is not known here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal

import msgspec

from draftrace.errors import AddressError
from draftrace.room.state import Provision, State
from draftrace.views.history import Event, Redline, events
from draftrace.views.standing import any_life, status
from draftrace.views.suspects import connections

What = Literal["tabled", "new", "reworded", "renumbered", "unchanged", "struck"]
NOW = "standing"
"""The column of what has happened since the last issue."""

_GAVELS = ("decided", "agreed", "reopened", "text corrected", "text adopted", "provision lifted")
_TAKEN = ("accepted", "accepted in part", "chair's text", "struck", "corrected")


class Root(msgspec.Struct, frozen=True, kw_only=True):
    """A confirmed source paragraph; ``suspect`` says why it may be none any more."""

    document: str
    address: str
    relation: str
    wording: str
    suspect: str


class Deed(msgspec.Struct, frozen=True, kw_only=True):
    """A decision between two issues, or a proposal still pending; ``taken`` where it changed the
    text. ``short`` names it in a few words."""

    short: str
    proposals: tuple[str, ...]
    sponsors: tuple[str, ...]
    outcome: str
    taken: bool
    by: str
    meeting: str
    happened: str
    reason: str
    redline: Redline


class Stop(msgspec.Struct, frozen=True, kw_only=True):
    """A provision in one issue, and what had become of it since the issue before."""

    revision: str
    address: str
    what: What
    wording: str


class Strand(msgspec.Struct, frozen=True, kw_only=True):
    """One provision's way. ``stops`` and ``deeds`` have one element for each column of the
    picture: the provision in that issue, or None, and what led up to it."""

    address: str
    kind: str
    level: int
    status: str
    wording: str
    roots: tuple[Root, ...]
    stops: tuple[Stop | None, ...]
    deeds: tuple[tuple[Deed, ...], ...]


class Picture(msgspec.Struct, frozen=True, kw_only=True):
    """The ways of one provision, or of all those of a part, through the issues."""

    title: str
    columns: tuple[str, ...]
    strands: tuple[Strand, ...]


class Branch(msgspec.Struct, frozen=True):
    """A node of the tree of words."""

    text: str
    below: tuple[Branch, ...] = ()


def picture(state: State, asked: str) -> Picture:
    """The picture of a provision with all below it, or of a part by its code. Raises
    AddressError."""
    return _picture(state, *_chosen(state, asked))


def picture_of(state: State, provision: Provision) -> Picture:
    """The picture of one provision alone, standing or struck."""
    return _picture(state, provision.now.address, [provision])


def _picture(state: State, title: str, provisions: list[Provision]) -> Picture:
    columns = tuple(r.name for r in state.past.revisions)
    happened = {p.id: [e for e in events(state, p.id) if _shown(state, e)] for p in provisions}
    if any(_moves_on(state, p, happened[p.id]) for p in provisions) or not columns:
        columns = (*columns, NOW)
    return Picture(
        title=title,
        columns=columns,
        strands=tuple(_strand(state, p, columns, happened[p.id]) for p in provisions),
    )


def _chosen(state: State, asked: str) -> tuple[str, list[Provision]]:
    codes = {code.casefold(): code for code in state.now.parts}
    code = codes.get(asked.strip().casefold())
    if code is not None:
        return f"{code}: {state.now.parts[code]}", _of_part(state, code)
    try:
        found = any_life(state, asked)
    except AddressError as error:
        if state.now.parts:
            error.hint = f"{error.hint} Parts: {', '.join(state.now.parts)}.".strip()
        raise
    below = [] if found.now.life == "struck" else state.below(found.id)
    return found.now.address, [found, *(state.now.provisions[i] for i in below)]


def _of_part(state: State, code: str) -> list[Provision]:
    """The provisions that stand in a part or once did, in printed order."""
    issued = {i.provision for r in state.past.revisions for i in r.provisions}
    found = [
        p
        for p in state.now.provisions.values()
        if p.now.part == code and (p.now.life == "standing" or p.id in issued)
    ]
    return sorted(found, key=lambda p: (p.now.rank, p.id))


def _moves_on(state: State, provision: Provision, happened: Sequence[Event]) -> bool:
    """Whether anything has become of a provision since the last issue."""
    if any(e.revision == NOW for e in happened):
        return True
    last = {i.provision: i for r in state.past.revisions[-1:] for i in r.provisions}
    stands = provision.now.life == "standing"
    held = last.get(provision.id)
    return (held.wording if held else "") != (provision.now.wording if stands else "")


def _shown(state: State, event: Event) -> bool:
    if event.kind == "proposed":
        made = state.proposal(event.act)
        return made is not None and made.now.status in ("pending", "withdrawn", "lapsed")
    return event.kind in _GAVELS


def _strand(
    state: State, provision: Provision, columns: Sequence[str], happened: Sequence[Event]
) -> Strand:
    form = provision.now
    return Strand(
        address=form.address,
        kind=provision.kind,
        level=provision.level,
        status="struck" if form.life == "struck" else status(form),
        wording=form.wording,
        roots=tuple(
            Root(
                document=c.document,
                address=c.source,
                relation=c.relation if c.stated else f"{c.relation}, as measured",
                wording=c.source_wording,
                suspect=c.suspect,
            )
            for c in connections(state, provision.id)
            if c.verdict == "confirmed"
        ),
        stops=tuple(_stops(state, provision, columns)),
        deeds=tuple(
            tuple(_deed(state, e) for e in happened if e.revision == column) for column in columns
        ),
    )


def _stops(state: State, provision: Provision, columns: Sequence[str]) -> Iterator[Stop | None]:
    before: Stop | None = None
    revisions = {r.name: r for r in state.past.revisions}
    for column in columns:
        if column in revisions:
            every = revisions[column].provisions
            issued = next((i for i in every if i.provision == provision.id), None)
            held = (issued.address, issued.wording) if issued else None
        else:
            form = provision.now
            held = (form.address, form.wording) if form.life == "standing" else None
        stop = _stop(column, held, before, first=column == columns[0])
        yield stop
        before = None if stop is None or stop.what == "struck" else stop


def _stop(
    column: str, held: tuple[str, str] | None, before: Stop | None, *, first: bool
) -> Stop | None:
    if held is None:
        if before is None:
            return None
        return Stop(revision=column, address=before.address, what="struck", wording=before.wording)
    address, wording = held
    what: What = "unchanged"
    if before is None:
        what = "tabled" if first and column == "tabled" else "new"
    elif before.wording != wording:
        what = "reworded"
    elif before.address != address:
        what = "renumbered"
    return Stop(revision=column, address=address, what=what, wording=wording)


def _deed(state: State, event: Event) -> Deed:
    outcome = event.decision or event.kind
    if event.kind == "proposed":
        made = state.proposal(event.act)
        outcome = made.now.status if made is not None else outcome
    taken = outcome.split(",")[0] in _TAKEN or event.kind == "provision lifted"
    named = ", ".join(event.proposals)
    return Deed(
        short=f"{named} {outcome}" if named else outcome,
        proposals=event.proposals,
        sponsors=event.sponsors,
        outcome=outcome,
        taken=taken,
        by=event.by,
        meeting=event.meeting,
        happened=event.happened[:10],
        reason=event.reason,
        redline=event.redline,
    )


def tree(shown: Picture) -> Branch:
    """The picture as words: each provision with its sources, then each issue that changed it with
    the decisions that led there."""
    if len(shown.strands) == 1:
        return _branch(shown.strands[0])
    return Branch(shown.title, tuple(_branch(brief(strand)) for strand in shown.strands))


def brief(strand: Strand) -> Strand:
    """A strand among many: without the rungs of agreement, and without reasons."""
    deeds = tuple(
        tuple(
            msgspec.structs.replace(deed, reason="")
            for deed in each
            if deed.proposals or deed.taken
        )
        for each in strand.deeds
    )
    return msgspec.structs.replace(strand, deeds=deeds)


def _branch(strand: Strand) -> Branch:
    if strand.kind in ("heading", "title"):
        return Branch(f"{strand.address}  {strand.wording}")
    below = [Branch(root_words(root)) for root in strand.roots] or [Branch("no confirmed source")]
    for names, stop, deeds in stretches(strand):
        told = tuple(Branch(deed_words(deed)) for deed in deeds)
        if stop is not None:
            below.append(Branch(f"{', '.join(names)}: {stop.address} {stop.what}", told))
        elif told:
            below.append(Branch(f"{', '.join(names)}: not in the text", told))
    return Branch(f"{strand.address}  {strand.status}", tuple(below))


def stretches(strand: Strand) -> list[tuple[list[str], Stop | None, tuple[Deed, ...]]]:
    """The issues of a strand, those in which nothing happened to it joined to the one before:
    names, the first of them, what led up to it."""
    found: list[tuple[list[str], Stop | None, tuple[Deed, ...]]] = []
    for stop, deeds in zip(strand.stops, strand.deeds, strict=True):
        if stop is None and not deeds:
            continue
        same = stop is not None and stop.what == "unchanged" and not deeds
        if stop is not None and same and found and found[-1][1] is not None:
            found[-1][0].append(stop.revision)
        else:
            found.append(([stop.revision if stop else "proposed"], stop, deeds))
    return found


def root_words(root: Root) -> str:
    doubt = f" (suspect: {root.suspect})" if root.suspect else ""
    return f"source {root.document} {root.address}, {root.relation}{doubt}: {root.wording}"


def deed_words(deed: Deed) -> str:
    """A decision in one line."""
    sponsors = f" of {', '.join(deed.sponsors)}" if deed.sponsors else ""
    named = f"{', '.join(deed.proposals)}{sponsors}: " if deed.proposals else ""
    meeting = f", {deed.meeting}" if deed.meeting else ""
    reason = f": {deed.reason}" if deed.reason else ""
    return f"{named}{deed.outcome}, {deed.happened}{meeting}, by {deed.by}{reason}"
