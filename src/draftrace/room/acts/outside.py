"""An outside revision becomes the standing text: matched with what stands, its ids kept."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence

import msgspec

from draftrace.errors import Hint
from draftrace.room.acts.agreeing import open_again
from draftrace.room.acts.receiving_payloads import Bis, Descent, RevisionReceived
from draftrace.room.acts.tabling import chosen_parts
from draftrace.room.acts.terms import NewProvision, Numbered, Rebased, TabledPart
from draftrace.room.carrying import carry, orphaned, outcomes
from draftrace.room.descended import Descended, descended, with_alternatives
from draftrace.room.entities import Issued, Revision
from draftrace.room.floor import LOOK, TABLE_IT, Floor, open_text, require, seen_fresh
from draftrace.room.hushed import nothing_hushed
from draftrace.room.issued import frozen, text_seal
from draftrace.room.places import readdressed, revaried
from draftrace.room.ranks import between, is_rank
from draftrace.room.readdressing import free_addresses, give_alternatives
from draftrace.room.reranked import reranked
from draftrace.room.roles import require_role
from draftrace.room.stamps import Stamp
from draftrace.room.state import ITEM_DEPTH, State, depth_of
from draftrace.room.steps import born, inherit, put, strike
from draftrace.text.documents import Document, Kind

_NUMBERED = re.compile(r"(?:^|/)Rev\.([1-9]\d{0,2})$")

_SAY_IT = Hint("Say it with --symbol.", "Write its symbol.")


def receive_revision(
    state: State,
    floor: Floor,
    document: Document,
    *,
    parts: Collection[str] = (),
    bis: Bis = "insertion",
) -> RevisionReceived:
    """Take in a revision made outside: its provisions are those of the standing text wherever they
    say enough of the same. It is named by its symbol's own ``Rev.N``, else the next one."""
    require_role(state, floor, "revision received")
    require(state.now.symbol, "Nothing is on the table.", TABLE_IT)
    open_text(state)
    seen_fresh(state, floor)
    nothing_hushed(state, "Receiving a revision")
    require(document.symbol, "The revision needs a symbol.", _SAY_IT)
    name, number = _name(state, document.symbol)
    known = [r.name for r in state.past.revisions if document.symbol in (r.symbol, r.name)]
    require(not known, f"{document.symbol} is known already: {''.join(known[:1])}.")
    require(
        number > state.now.issues,
        f"{name} was issued already.",
        f"The next revision is Rev.{state.now.issues + 1}; its symbol says so.",
    )
    read = with_alternatives(document) if bis == "alternative" else document
    codes = chosen_parts(read, parts)
    provisions = [p for p in read.provisions if codes is None or p.part in codes]
    require(provisions, "There is no provision in this document.", LOOK)
    cited = {note for p in provisions for note in p.notes}
    found = descended(state, provisions, [n for n in read.notes if codes is None or n.id in cited])
    _is_of_this_text(state, found)
    return _received(
        state,
        RevisionReceived(
            revision=name,
            symbol=document.symbol,
            title=document.title,
            seal="",
            provisions=_placed(state, floor.act, found),
            dropped=tuple(_gone(state, found)),
            parts=tuple(
                TabledPart(code=p.code, title=p.title)
                for p in read.parts
                if codes is None or p.code in codes
            ),
            reader=document.reader,
            bis=bis,
        ),
        found,
    )


def _is_of_this_text(state: State, found: Descended) -> None:
    """A file taken by mistake must not become the text: less than a tenth of the shorter of the
    two goes on in the other."""
    standing = [p for p in state.standing() if p.kind != "footnote"]
    going_on = sum(bool(kin.known) for kin in found.kin)
    require(
        going_on * 10 >= min(len(standing), len(found.provisions)),
        f"Of the {len(standing)} provisions of {state.now.symbol} this file has {going_on}: it is "
        "another text.",
        Hint(
            "Check the file; a new text is tabled in a workspace of its own: `draftrace init DIR`.",
            "Check the file; a new text is tabled in an empty folder.",
        ),
    )


def _received(state: State, act: RevisionReceived, found: Descended) -> RevisionReceived:
    """The act with what follows from where its provisions come from."""
    kin = (*found.kin, *found.note_kin)
    changed = [
        p
        for p in act.provisions
        if p.id in state.now.provisions and p.wording != state.now.provisions[p.id].now.wording
    ]
    numbers = tuple(
        Numbered(provision=p.id, address=p.address, label=p.label) for p in act.provisions
    )
    return msgspec.structs.replace(
        act,
        seal=text_seal(_issued(act.provisions)),
        descents=tuple(
            Descent(provision=p.id, change=k.change, came_from=k.came_from)
            for p, k in zip(act.provisions, kin, strict=True)
            if k.change != "unchanged"
        ),
        reopened=tuple(p.id for p in changed if state.now.provisions[p.id].now.agreed),
        rebased=_rebased(state, changed, act.dropped),
        labels=tuple(n for n in readdressed(state, numbers) if n.provision not in act.dropped),
        alternatives=revaried(state, numbers),
    )


def _name(state: State, symbol: str) -> tuple[str, int]:
    own = _NUMBERED.search(symbol)
    number = int(own[1]) if own else state.now.issues + 1
    return f"Rev.{number}", number


def _placed(state: State, act: str, found: Descended) -> tuple[NewProvision, ...]:
    """The provisions with their ids and ranks, the notes behind them."""
    order = [
        (kin.known, _depth(p.kind, p.level))
        for p, kin in zip(found.provisions, found.kin, strict=True)
    ]
    text = [
        NewProvision(
            id=kin.known or f"{act}.{n}",
            kind=p.kind,
            level=p.level,
            wording=p.wording,
            rank=rank,
            address=p.address,
            label=p.label,
            part=p.part,
        )
        for n, (p, kin, rank) in enumerate(
            zip(found.provisions, found.kin, reranked(state, order), strict=True), 1
        )
    ]
    last = max([p.now.rank for p in state.now.provisions.values()] + [p.rank for p in text])
    notes: list[NewProvision] = []
    for n, (note, kin) in enumerate(zip(found.notes, found.note_kin, strict=True), len(text) + 1):
        if not kin.known:
            last = between(last, "")
        notes.append(
            NewProvision(
                id=kin.known or f"{act}.{n}",
                kind="footnote",
                level=1,
                wording=note.wording,
                rank=state.now.provisions[kin.known].now.rank if kin.known else last,
                address=note.address,
                label=note.number,
                part=note.address.partition("/")[0] if "/" in note.address else "",
                note=note.id,
            )
        )
    return (*text, *notes)


def _depth(kind: Kind, level: int) -> int:
    if kind == "heading":
        return level
    return {"title": 0, "item": 102, "subitem": 103}.get(kind, 101)


def _gone(state: State, found: Descended) -> Iterable[str]:
    """What leaves the text, with the pending items that hang on it."""
    gone = dict.fromkeys(i for i, _ in found.dropped)
    for provision in list(gone):
        for below in state.below(provision):
            other = state.now.provisions[below]
            if other.now.life == "proposed" and depth_of(other) >= ITEM_DEPTH:
                gone.setdefault(below)
    return gone


def _rebased(
    state: State, changed: Sequence[NewProvision], dropped: Sequence[str]
) -> tuple[Rebased, ...]:
    """What becomes of the pending proposals; one that several changes meet is in conflict, one
    that has lost part of what it would change is lost."""
    found: dict[str, Rebased] = {r.proposal: r for r in orphaned(state, dropped)}
    for new in changed:
        for carried in outcomes(state, state.now.provisions[new.id], new.wording, ()):
            met = found.get(carried.proposal)
            if met is None:
                found[carried.proposal] = carried
            elif met.outcome != "orphaned":
                found[carried.proposal] = Rebased(proposal=carried.proposal, outcome="conflict")
    return tuple(found.values())


def _issued(provisions: Iterable[NewProvision]) -> tuple[Issued, ...]:
    return tuple(
        Issued(p.id, p.kind, p.level, p.part, p.label, p.address, p.wording, p.note)
        for p in sorted(provisions, key=lambda p: (p.rank, p.id))
    )


def evolve_received(state: State, stamp: Stamp, act: RevisionReceived) -> str:
    if not state.now.symbol:
        return "nothing was on the table"
    if state.now.revision.startswith("adopted"):
        return "the text was adopted already"
    if any(r.name == act.revision for r in state.past.revisions):
        return f"{act.revision} was issued already"
    if len({p.id for p in act.provisions}) != len(act.provisions):
        return "two provisions have the same id"
    if not all(is_rank(p.rank) for p in act.provisions):
        return "a provision without a place in the text"
    for carried in act.rebased:
        carry(state, stamp, carried)
    descents = {d.provision: d for d in act.descents}
    _take_out(state, stamp, act, descents.values())
    # What stands gives its old address up before anything new takes it.
    for provision in sorted(act.provisions, key=lambda p: p.id not in state.now.provisions):
        descent = descents.get(provision.id)
        _stand(state, stamp, provision, descent, reopened=provision.id in act.reopened)
    for part in act.parts:
        state.now.parts[part.code] = part.title
    for new in act.labels:
        _readdress(state, stamp, new)
    free_addresses(state)
    give_alternatives(state, stamp, act.alternatives)
    state.past.revisions.append(Revision(act.revision, act.symbol, stamp, act.seal, frozen(state)))
    state.now.revision = act.revision
    numbered = _NUMBERED.search(act.revision)
    state.now.issues = max(state.now.issues + 1, int(numbered[1]) if numbered else 0)
    return ""


def _take_out(
    state: State, stamp: Stamp, act: RevisionReceived, descents: Iterable[Descent]
) -> None:
    """Strike what is not in the revision any more; what went into another says so."""
    into = {old: d.provision for d in descents for old in d.came_from if old != d.provision}
    for provision in act.dropped:
        if provision not in into:
            strike(state, stamp, provision, (), f"not in {act.symbol}")
            continue
        found = state.now.provisions.get(provision)
        if found is not None and found.now.life != "struck":
            form = msgspec.structs.replace(found.now, life="struck")
            put(state, stamp, found, form, (), "merged", f"merged in {act.symbol}")


def _stand(
    state: State, stamp: Stamp, new: NewProvision, descent: Descent | None, *, reopened: bool
) -> None:
    """Let a provision stand as the revision has it, known or born here, with its descent."""
    found = state.now.provisions.get(new.id)
    told = f"received: {descent.change}" if descent is not None else "received"
    if found is None:
        born(state, stamp, new, "standing", outcome=told)
    else:
        found.kind, found.level, found.note = new.kind, new.level, new.note
        form = msgspec.structs.replace(
            found.now,
            wording=new.wording,
            rank=new.rank,
            address=new.address,
            label=new.label,
            part=new.part,
            life="standing",
        )
        form = open_again(form) if reopened else form
        if form != found.now:
            put(state, stamp, found, form, (), told)
    others = () if descent is None else tuple(i for i in descent.came_from if i != new.id)
    if others:
        state.past.descents[new.id] = (*state.past.descents.get(new.id, ()), *others)
    for other in others:
        inherit(state, stamp, new.id, other)


def _readdress(state: State, stamp: Stamp, new: Numbered) -> None:
    """Give a pending insertion its new address."""
    found = state.now.provisions.get(new.provision)
    if found is None or found.now.life != "proposed":
        return
    form = msgspec.structs.replace(found.now, label=new.label, address=new.address)
    if form != found.now:
        put(state, stamp, found, form, (), "issued")
