"""From which sources, through which proposals and revisions, did provisions come to be?

What a lineage picture shows, and the same as a tree of words; how it is drawn is not known here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal

import msgspec

from draftrace.errors import AddressError
from draftrace.room.entities import Provision
from draftrace.room.state import State
from draftrace.views.history import DECISIONS, GAVELLED, Event, Redline, events
from draftrace.views.standing import any_life, status
from draftrace.views.suspects import connections

What = Literal["tabled", "new", "reworded", "renumbered", "unchanged", "struck"]
NOW = "standing"
"""The column of what has happened since the last issue."""

_REWRITING = (
    "editorial fix",
    "provision lifted",
    "revision issued",
    "revision received",
    "text adopted",
    "text corrected",
)
"""Acts that change words without a proposal, now and then."""
_SHOWN = (*DECISIONS, *GAVELLED, "editorial fix", "provision lifted", "text corrected")
_UNDECIDED = ("pending", "withdrawn", "lapsed")
_TAKEN = ("accepted", "accepted in part", "chair's text", "struck")


class Root(msgspec.Struct, frozen=True, kw_only=True):
    """A confirmed source paragraph; ``suspect`` says why it may be none any more."""

    document: str
    address: str
    relation: str
    wording: str
    by: str
    happened: str
    reason: str
    suspect: str


class Deed(msgspec.Struct, frozen=True, kw_only=True):
    """A decision between two issues, or a proposal still pending; ``taken`` where it changed the
    text. ``short`` names it in a few words, ``because`` are the proposals' own reasons."""

    short: str
    proposals: tuple[str, ...]
    sponsors: tuple[str, ...]
    outcome: str
    taken: bool
    by: str
    meeting: str
    happened: str
    reason: str
    because: tuple[str, ...]
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
    happened = {p.id: _happened(state, p.id) for p in provisions}
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


def _happened(state: State, provision: str) -> list[Event]:
    """What a picture tells of a provision: decisions, and proposals that met none, those still
    pending as of now."""
    found = []
    for event in events(state, provision):
        met_none = _without_decision(state, event)
        if met_none == "pending":
            found.append(msgspec.structs.replace(event, revision=NOW))
        elif met_none or event.kind in _SHOWN or (event.kind in _REWRITING and event.redline):
            found.append(event)
    return found


def _without_decision(state: State, event: Event) -> str:
    """The status of a proposal that met no decision, at the event that made it; else empty."""
    made = state.proposal(event.act) if event.kind == "proposed" else None
    return made.now.status if made is not None and made.now.status in _UNDECIDED else ""


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
                by=c.by,
                happened=c.happened[:10],
                reason=c.reason,
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
    asked = (event.act,) if event.kind == "proposed" else event.proposals
    made = [p for h in asked if (p := state.proposal(h)) is not None]
    if event.kind == "proposed":
        outcome = made[0].now.status
    rewritten = event.kind in _REWRITING and bool(event.redline)
    taken = rewritten or outcome.split(",")[0] in _TAKEN
    handles = tuple(p.handle for p in made)
    named = ", ".join(handles)
    return Deed(
        short=f"{named} {outcome}" if named else outcome,
        proposals=handles,
        sponsors=event.sponsors or tuple(s for p in made for s in p.now.sponsors),
        outcome="; ".join((outcome, *event.fallen)),
        taken=taken,
        by=event.by,
        meeting=event.meeting,
        happened=event.happened[:10],
        reason=event.reason,
        because=tuple(f"{', '.join(p.now.sponsors)}: {p.now.reason}" for p in made if p.now.reason),
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
            msgspec.structs.replace(deed, reason="", because=())
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
        became = stop_words(names, stop, ": ", " ") if stop is not None else "not in the text"
        below.append(Branch(became, told))
    return Branch(f"{strand.address}  {strand.status}", tuple(below))


def stretches(strand: Strand) -> list[tuple[list[str], Stop | None, tuple[Deed, ...]]]:
    """The issues of a strand, those in which nothing happened to it joined to the one before:
    names, the provision in the first of them, what led up to it."""
    found: list[tuple[list[str], Stop | None, tuple[Deed, ...]]] = []
    for stop, deeds in zip(strand.stops, strand.deeds, strict=True):
        if stop is None and not deeds:
            continue
        same = stop is not None and stop.what == "unchanged" and not deeds
        if stop is not None and same and found and found[-1][1] is not None:
            found[-1][0].append(stop.revision)
        else:
            found.append(([stop.revision if stop else ""], stop, deeds))
    return found


def stop_words(names: Sequence[str], stop: Stop, colon: str, space: str) -> str:
    """What became of a provision in one issue, and in which later ones nothing did."""
    since = f" (the same in {', '.join(names[1:])})" if names[1:] else ""
    return f"{names[0]}{colon}{stop.address}{space}{stop.what}{since}"


def root_words(root: Root) -> str:
    doubt = f" (suspect: {root.suspect})" if root.suspect else ""
    return f"source {root.document} {root.address}, {root.relation}{doubt}: {root.wording}"


def deed_words(deed: Deed) -> str:
    """A decision in one line."""
    sponsors = f" of {', '.join(deed.sponsors)}" if deed.sponsors else ""
    named = f"{', '.join(deed.proposals)}{sponsors}: " if deed.proposals else ""
    meeting = f", {deed.meeting}" if deed.meeting else ""
    reason = f": {deed.reason}" if deed.reason else ""
    reason += "".join(f"; reason of {because}" for because in deed.because)
    return f"{named}{deed.outcome}, {deed.happened}{meeting}, by {deed.by}{reason}"
