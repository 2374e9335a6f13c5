"""A draft comes on the table: read from a file, or lifted from the conclusions."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from draftrace.errors import Hint, NegotiationError, way
from draftrace.room import places, ranks
from draftrace.room.acts.payloads import DraftTabled, ProvisionLifted
from draftrace.room.acts.terms import NewProvision, SourceRef, TabledPart
from draftrace.room.entities import Revision
from draftrace.room.floor import LOOK, Floor, require
from draftrace.room.hushed import unhushed_at
from draftrace.room.issued import frozen
from draftrace.room.roles import require_role
from draftrace.room.stamps import Stamp
from draftrace.room.state import State
from draftrace.room.steps import born, confirm_sources
from draftrace.text.documents import Document, Note, Provision


def table(
    state: State, floor: Floor, document: Document, parts: Collection[str] = ()
) -> DraftTabled:
    """Table a document, or some of its parts; by default the instruments embedded in it."""
    _nothing_tabled(state, floor)
    chosen = chosen_parts(document, parts)
    provisions = [p for p in document.provisions if chosen is None or p.part in chosen]
    cited = {note for p in provisions for note in p.notes}
    notes = [n for n in document.notes if chosen is None or n.id in cited]
    require(
        provisions,
        "There is no provision to table in this document.",
        LOOK,
    )
    return DraftTabled(
        symbol=document.symbol,
        title=document.title,
        provisions=new_provisions(floor.act, provisions, notes),
        parts=tuple(
            TabledPart(code=p.code, title=p.title)
            for p in document.parts
            if chosen is None or p.code in chosen
        ),
        reader=document.reader,
    )


def new_provisions(
    act: str, provisions: Sequence[Provision], notes: Sequence[Note]
) -> tuple[NewProvision, ...]:
    """Provisions as read, given ids derived from the act and ranks in printed order."""
    order = ranks.spread(len(provisions) + len(notes))
    text = [
        NewProvision(
            id=f"{act}.{n}",
            kind=p.kind,
            level=p.level,
            wording=p.wording,
            rank=rank,
            address=p.address,
            label=p.label,
            part=p.part,
        )
        for n, (p, rank) in enumerate(zip(provisions, order, strict=False), 1)
    ]
    below = [
        NewProvision(
            id=f"{act}.{n}",
            kind="footnote",
            level=1,
            wording=note.wording,
            rank=rank,
            address=note.address,
            label=note.number,
            part=note.address.partition("/")[0] if "/" in note.address else "",
            note=note.id,
        )
        for n, (note, rank) in enumerate(zip(notes, order[len(text) :], strict=True), len(text) + 1)
    ]
    return tuple(text + below)


def compile_draft(
    state: State,
    floor: Floor,
    symbol: str,
    title: str,
    lifted: Sequence[tuple[Provision, SourceRef | None]],
) -> DraftTabled:
    """Table a first draft lifted from the conclusions: each provision with its source, or none
    for the headings between them."""
    _nothing_tabled(state, floor)
    provisions = new_provisions(floor.act, [p for p, _ in lifted], [])
    sources = tuple(
        (new.id, source)
        for new, (_, source) in zip(provisions, lifted, strict=True)
        if source is not None
    )
    require(
        sources,
        "There is no conclusion to lift.",
        Hint(
            "Register a report with --role conclusions.",
            "Register a report as conclusions: {register}.",
        ),
    )
    return DraftTabled(symbol=symbol, title=title, provisions=provisions, sources=sources)


def evolve_tabled(state: State, stamp: Stamp, act: DraftTabled) -> str:
    if state.now.symbol:
        return "a draft was tabled already"
    if len({p.id for p in act.provisions}) != len(act.provisions):
        return "two provisions have the same id"
    state.now.symbol = act.symbol or "draft"
    state.now.title = act.title or state.now.title
    state.now.revision = "tabled"
    state.now.issued = stamp.position
    for part in act.parts:
        state.now.parts[part.code] = part.title
    for provision in act.provisions:
        born(state, stamp, provision, "standing")
    for provision_id, source in act.sources:
        if provision_id in state.now.provisions:
            wording = state.now.provisions[provision_id].now.wording
            confirm_sources(state, stamp, provision_id, wording, (source,), "lifted")
    state.past.revisions.append(Revision("tabled", state.now.symbol, stamp, "", frozen(state)))
    return ""


def lift(
    state: State,
    floor: Floor,
    sources: Sequence[SourceRef],
    wording: str,
    *,
    after: str,
    first_in: bool = False,
) -> ProvisionLifted:
    """Start a provision from source paragraphs; their links are confirmed at birth."""
    require_role(state, floor, "provision lifted")
    require(sources, "Name at least one source paragraph.", "As SYMBOL:ADDRESS.")
    for source in sources:
        require(
            source.document in state.now.documents,
            f"{source.document} is not registered.",
            way("Register it: {}.", "corpus add", "register"),
        )
    require(
        state.now.revision in ("", "tabled"),
        "The first revision has been issued: the Secretariat no longer puts words into the text.",
        Hint(
            "Propose it as an insertion with --source, in the name of a party.",
            "Propose it as an insertion in the name of a party: {insert}.",
        ),
    )
    require(wording.strip(), "A provision needs a wording.")
    spot = places.first_in(state, after) if first_in else places.after(state, after)
    unhushed_at(state, spot)
    return ProvisionLifted(
        provision=NewProvision(
            id=f"{floor.act}.1",
            kind=spot.kind,
            level=spot.level,
            wording=wording,
            rank=spot.rank,
            address=spot.address,
            label=spot.label,
            part=spot.part,
        ),
        sources=tuple(sources),
    )


def evolve_lifted(state: State, stamp: Stamp, act: ProvisionLifted) -> str:
    refused = born(state, stamp, act.provision, "standing")
    if not refused:
        confirm_sources(
            state, stamp, act.provision.id, act.provision.wording, act.sources, "lifted"
        )
    return refused


def _nothing_tabled(state: State, floor: Floor) -> None:
    require_role(state, floor, "draft tabled")
    require(
        not state.now.symbol,
        f"{state.now.symbol} is on the table already.",
        Hint(
            "A workspace negotiates one text; start another with `draftrace init DIR`.",
            "A workspace negotiates one text; another begins in an empty folder.",
        ),
    )


def chosen_parts(document: Document, parts: Collection[str]) -> set[str] | None:
    """Codes of the parts to table; None for the whole document."""
    codes = {p.code.casefold(): p.code for p in document.parts}
    unknown = [p for p in parts if p.casefold() not in codes]
    if unknown:
        raise NegotiationError(
            f"The document has no part {', '.join(unknown)}.",
            f"It has: {', '.join(codes.values()) or 'no parts'}.",
        )
    if parts:
        return {codes[p.casefold()] for p in parts}
    embedded = {p.code for p in document.parts if p.embedded}
    return embedded if embedded and _is_around(document, embedded) else None


def _is_around(document: Document, embedded: Collection[str]) -> bool:
    """Whether what is numbered outside the instruments only tells of them, as a report does that
    goes on behind them or calls itself one. A text with an annex is one text, whatever parts or
    articles it is divided into."""
    first = next((n for n, p in enumerate(document.provisions) if p.part in embedded), 0)
    outside = [(n, p) for n, p in enumerate(document.provisions) if p.part not in embedded]
    numbered = any(n < first and p.kind == "operative" for n, p in outside)
    goes_on = any(n > first and p.kind == "operative" and not p.part for n, p in outside)
    preamble = any(n < first and p.kind == "preambular" for n, p in outside)
    told = "report" in document.title.casefold() and not preamble
    return not numbered or goes_on or told
