"""How a proposal enters the state: on which base, under which handle and address."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count

from draftrace.compare import dividing
from draftrace.room.acts.payloads import Proposed
from draftrace.room.changeable import had
from draftrace.room.entities import Offer, Proposal, Provision
from draftrace.room.stamps import Stamp
from draftrace.room.state import State
from draftrace.room.steps import born, offer, put

NEVER_SAID = "a proposal on a wording the provision never had"


def evolve_proposed(state: State, stamp: Stamp, act: Proposed) -> str:
    if act.change == "insertion":
        if act.inserted is None or act.inserted.id != act.provision:
            return "an insertion without what it inserts"
        refused = born(state, stamp, act.inserted, "proposed", act.reason)
        if refused:
            return refused
    living = _living(state, act.provision, *act.merged)
    if len(living) <= len(act.merged):
        return "a proposal on a provision that is not in the text"
    refused, late = on_its_base(state, act, living)
    if refused:
        return refused
    now = Offer(
        "pending",
        act.base,
        act.wording,
        act.reason,
        (stamp.speaker,),
        rebase="conflict" if late else "",
        waiting=late,
        provision=act.provision,
        change=act.change,
        to=act.to if act.change == "amendment" else "",
        address=_own_address(state, act.address) if act.change == "alternative" else "",
    )
    _enter(state, stamp, act, now)
    if act.change != "insertion":
        for found in {p.id: p for p in living}.values() if act.merged else living:
            put(state, stamp, found, found.now, (stamp.act,), "", act.reason)
    return ""


def _living(state: State, *named: str) -> list[Provision]:
    known = state.now.provisions
    return [p for i in named if (p := known.get(i)) is not None and p.now.life != "struck"]


def on_its_base(state: State, act: Proposed, living: list[Provision]) -> tuple[str, bool]:
    """Why a proposal can't have been made on its base, and whether the base has changed since."""
    match act.change:
        case "insertion":
            return "", False
        case "amendment":
            parent = state.now.pending.get(act.to)
            if parent is None or parent.provision != act.provision:
                return "an amendment to a proposal that is not pending", False
            said = [step.now.wording for step in state.past.offers[parent.id]]
            known, late = act.base in said, act.base != parent.now.wording
        case "merge":
            bases = act.base.split(dividing.CUT)
            pairs = list(zip(living, bases, strict=False))
            known = len(bases) == len(living) and all(had(state, p, b) for p, b in pairs)
            late = any(p.now.wording != b for p, b in pairs)
        case _:
            known, late = had(state, living[0], act.base), act.base != living[0].now.wording
    return ("" if known else NEVER_SAID), late


def _own_address(state: State, address: str) -> str:
    """The address of an alternative, told apart where another writer gave it first."""
    now = state.now
    return next(a for a in _told_apart(address) if a not in now.alternatives | now.addresses)


def _told_apart(address: str) -> Iterator[str]:
    yield address
    yield from (f"{address}~{number}" for number in count(2))


def _enter(state: State, stamp: Stamp, act: Proposed, now: Offer) -> None:
    """Give a proposal its handle and put it among the pending."""
    number = state.now.counts[stamp.by] = state.now.counts.get(stamp.by, 0) + 1
    handle = f"{stamp.by}-{number}"
    proposal = Proposal(
        stamp.act,
        handle,
        stamp,
        now,
        act.inserted,
        act.places,
        act.after,
        act.sources,
        act.second_to,
        act.merged,
    )
    state.now.handles[handle] = stamp.act
    if now.address:
        state.now.alternatives[now.address] = stamp.act
        state.now.used.add(now.address)
    state.now.pending[stamp.act] = proposal
    state.pending_changed(proposal)
    offer(state, stamp, proposal, now)
