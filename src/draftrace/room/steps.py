"""How a state changes: one step on one entity at a time. Used by the evolve functions alone."""

from __future__ import annotations

from collections.abc import MutableMapping
from typing import TypeVar

import msgspec

from draftrace.room.acts.terms import NewProvision, SourceRef, Stance
from draftrace.room.entities import (
    Form,
    Life,
    Link,
    Offer,
    OfferStep,
    Position,
    Proposal,
    Provision,
    Step,
)
from draftrace.room.ranks import is_rank
from draftrace.room.stamps import Stamp
from draftrace.room.state import Past, State

_One = TypeVar("_One")


def put(
    state: State,
    stamp: Stamp,
    provision: Provision,
    form: Form,
    proposals: tuple[str, ...] = (),
    outcome: str = "",
    reason: str = "",
    *,
    objections: tuple[str, ...] = (),
    credited: tuple[str, ...] = (),
) -> None:
    """Give a provision its next form and keep the step; see ``state.Step``."""
    before = provision.now
    provision.now = form
    provision.touched = stamp.position
    step = Step(stamp, form, proposals, outcome, reason, objections, credited)
    add(state.past.steps, provision.id, step)
    state.concerned.append(provision.id)
    if before is not form:
        place(state, provision, before)


def add(histories: MutableMapping[str, tuple[_One, ...]], of: str, one: _One) -> None:
    """Let a history end with one more."""
    histories[of] = (*histories.get(of, ()), one)


def place(state: State, provision: Provision, before: Form) -> None:
    """Keep addresses and order true after a form changed."""
    form = provision.now
    if before.address != form.address or before.life != form.life:
        if state.now.addresses.get(before.address) == provision.id:
            del state.now.addresses[before.address]
        if form.life != "struck":
            state.now.addresses[form.address] = provision.id
            state.now.used.add(form.address)
        state.structure_changed()
    elif before.rank != form.rank:
        state.structure_changed()


def born(
    state: State,
    stamp: Stamp,
    new: NewProvision,
    life: Life,
    reason: str = "",
    *,
    proposals: tuple[str, ...] = (),
    outcome: str = "",
) -> str:
    """Bring a provision into the state; returns why not, or nothing."""
    if new.id in state.now.provisions:
        return f"provision {new.id} exists already"
    if not is_rank(new.rank):
        return f"{new.rank!r} is no place in the text"
    address = _own(state, new.address)
    form = Form(new.wording, new.rank, address, new.label, new.part, life)
    provision = Provision(new.id, new.kind, new.level, new.note, form, stamp.position)
    state.now.provisions[new.id] = provision
    state.now.addresses[address] = new.id
    state.now.used.add(address)
    state.past.steps[new.id] = (Step(stamp, form, proposals, outcome, reason),)
    state.concerned.append(new.id)
    state.structure_changed()
    return ""


def unborn(state: State, provision: Provision) -> None:
    """Take a provision out of the state, as if it had never come into it."""
    del state.past.steps[provision.id]
    del state.now.provisions[provision.id]
    if state.now.addresses.get(provision.now.address) == provision.id:
        del state.now.addresses[provision.now.address]
    state.structure_changed()


def _own(state: State, address: str) -> str:
    """The address, told apart where another writer gave it to another provision first."""
    own, count = address, 1
    while own in state.now.addresses:
        count += 1
        own = f"{address}~{count}"
    return own


def strike(
    state: State,
    stamp: Stamp,
    struck: str,
    proposals: tuple[str, ...],
    reason: str,
    outcome: str = "struck",
    objections: tuple[str, ...] = (),
) -> None:
    """Take a provision out of the text, where it is still in it."""
    provision = state.now.provisions.get(struck)
    if provision is not None and provision.now.life != "struck":
        form = msgspec.structs.replace(provision.now, life="struck")
        put(state, stamp, provision, form, proposals, outcome, reason, objections=objections)


def offer(state: State, stamp: Stamp, proposal: Proposal, now: Offer) -> None:
    """Give a proposal its next form, keep the step, and file it as pending or closed."""
    before, proposal.now = proposal.now, now
    moved = before.provision != now.provision
    if moved or before.change != now.change:
        state.pending_changed(proposal)
    past = state.past
    steps = past.offers.get(proposal.id, ())
    if moved or not steps:
        _name_on(past, proposal, known=bool(steps))
    past.offers[proposal.id] = (*steps, OfferStep(stamp, now))
    state.concerned.append(proposal.id)
    if now.status != "pending" or before.status != "pending":
        file_away(state, proposal)
    provisions = state.now.provisions
    for concerned in proposal.concerns:
        provisions[concerned].touched = stamp.position


def file_away(state: State, proposal: Proposal) -> None:
    """Put a proposal among the pending or the closed ones, as its status says."""
    is_pending = proposal.now.status == "pending"
    if not is_pending:
        state.past.closed[proposal.id] = proposal
    if is_pending == (proposal.id in state.now.pending):
        return
    if is_pending:
        del state.past.closed[proposal.id]
        state.now.pending[proposal.id] = proposal
    else:
        del state.now.pending[proposal.id]
    state.pending_changed(proposal)


def _name_on(past: Past, proposal: Proposal, *, known: bool) -> None:
    """Name a proposal, which is ``known`` on others, in the histories of the provisions it
    concerns."""
    concerns = proposal.concerns
    for concerned in dict.fromkeys(concerns) if proposal.merged else concerns:
        if not known or proposal.id not in past.proposals.get(concerned, ()):
            add(past.proposals, concerned, proposal.id)


def keep_offers(state: State, proposal: Proposal, steps: tuple[OfferStep, ...]) -> None:
    """Let a proposal have only these of its steps; provisions it was on in none of them forget
    it."""
    past = state.past
    left = {step.now.provision for step in steps} | (set(proposal.merged) if steps else set())
    for provision in {step.now.provision for step in past.offers[proposal.id]} | {*proposal.merged}:
        if provision not in left:
            others = tuple(i for i in past.proposals[provision] if i != proposal.id)
            keep(past.proposals, provision, others)
    keep(past.offers, proposal.id, steps)


def keep(histories: MutableMapping[str, tuple[_One, ...]], of: str, left: tuple[_One, ...]) -> None:
    """Let this be left of a history, or no history where nothing is."""
    if left:
        histories[of] = left
    else:
        histories.pop(of, None)


def _source(link: Link) -> tuple[str, str]:
    return link.source.document, link.source.address


def inherit(state: State, stamp: Stamp, heir: str, of: str) -> None:
    """A provision that words of another have come to stand in keeps what was found and said on
    them: the sources, and where parties stand."""
    known = {_source(link) for link in state.now.links.get(heir, ())}
    for link in tuple(state.now.links.get(of, ())):
        if _source(link) not in known:
            judge(state, heir, msgspec.structs.replace(link, stamp=stamp))
    held = {position.party for position in state.now.positions.get(heir, ())}
    for position in state.now.positions.get(of, ()):
        if position.party not in held:
            taken = msgspec.structs.replace(position, stamp=stamp)
            add(state.past.positions, heir, taken)
    stand(state, heir)


def confirm_sources(
    state: State,
    stamp: Stamp,
    provision: str,
    wording: str,
    sources: tuple[SourceRef, ...],
    reason: str,
) -> None:
    """Links that are certain because the text was lifted from, or proposed with, its source."""
    for source in sources:
        judge(state, provision, Link(source, "", "confirmed", wording, (), reason, stamp))


def judge(state: State, provision: str, link: Link) -> None:
    """Keep a verdict: the last on a pair counts, earlier ones come back when it is undone."""
    state.now.links.setdefault(provision, []).append(link)
    state.concerned.append(provision)


def reindex(state: State) -> None:
    """Make addresses and order true again after steps were taken out."""
    state.structure_changed()
    living = [state.now.provisions[i] for i in state.order()]
    state.now.addresses = {
        p.now.address: p.id for p in sorted(living, key=lambda p: p.now.life == "standing")
    }
    state.now.used.update(state.now.addresses)


def stand(state: State, provision: str) -> None:
    """Derive who stands where on a provision from every position ever taken on it."""
    held: tuple[Position, ...] = ()
    since: dict[tuple[str, str], int] = {}
    for number, taken in enumerate(state.past.positions.get(provision, ())):
        held = with_position(held, taken)
        since.setdefault(_line_of(taken), number)
    # Who spoke first stands first, whatever it says by now.
    state.now.positions[provision] = sorted(held, key=lambda p: since[_line_of(p)])


def _line_of(taken: Position) -> tuple[str, str]:
    """What replaces what: a party's stance its stance, an explanation nothing."""
    apart = taken.stance in ("explains", "dissociates")
    return taken.party, taken.stamp.act if apart else ""


def with_position(held: tuple[Position, ...], taken: Position) -> tuple[Position, ...]:
    """The positions with one more. A party has one stance, which the next replaces or lifts;
    explanations stand beside it, each for itself; lifting ends a dissociation too."""
    if taken.stance == "explains":
        return (*held, taken)
    gone = _ENDED.get(taken.stance, ("supports", "objects", "reserves"))
    others = tuple(p for p in held if p.party != taken.party or p.stance not in gone)
    return others if taken.stance == "lifted" else (*others, taken)


_ENDED: dict[Stance, tuple[Stance, ...]] = {
    "lifted": ("supports", "objects", "reserves", "dissociates"),
    "dissociates": (),
}
