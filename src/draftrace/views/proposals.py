"""Who proposed what on which provision, and what became of it?"""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from draftrace.room.entities import Offer, Proposal
from draftrace.room.state import State
from draftrace.views import rolling
from draftrace.views.history import Redline, events, meeting_name, proposals_on

_NO_DECISION = {
    "draft tabled",
    "provision lifted",
    "proposed",
    "proposal revised",
    "proposal withdrawn",
    "proposal confirmed",
    "co-sponsored",
    "position taken",
    "revision issued",
    "revision received",
    "text adopted",
}
"""Acts in a provision's life that nobody gavelled on it alone; any other kind is a decision."""


class Ruling(msgspec.Struct, frozen=True, kw_only=True):
    """A decision on a provision. ``redline`` is what it changed in the wording; ``proposals``
    those it decided on, ``fallen`` the rivals that fell where these were accepted, each with how:
    ``NOR-1 overtaken``."""

    outcome: str
    happened: str
    by: str
    meeting: str
    proposals: tuple[str, ...]
    fallen: tuple[str, ...]
    redline: Redline
    reason: str
    act: str


class Offered(msgspec.Struct, frozen=True, kw_only=True):
    """A proposal as it stood at one moment. ``redline`` is against ``base``, the wording it
    amends; ``ruling`` the decision that closed it. A move goes behind ``after``, a merger takes in
    what stood at ``merged``, both addresses of the time when it was made; ``to`` is the proposal
    that an amendment was made to and ``second_to`` the one it is a fall-back to, by handle;
    ``package`` the name of the one it was in last."""

    id: str
    handle: str
    change: str
    provision: str
    address: str
    by: str
    sponsors: tuple[str, ...]
    base: str
    wording: str
    redline: Redline
    reason: str
    made: str
    meeting: str
    status: str
    waiting: str
    support: tuple[str, ...]
    objections: tuple[str, ...]
    reservations: tuple[str, ...]
    ruling: Ruling | None = None
    after: str = ""
    merged: tuple[str, ...] = ()
    to: str = ""
    second_to: str = ""
    package: str = ""


def offered(state: State, *, since: int = 0, until: int | None = None) -> list[Offered]:
    """Every proposal that was pending at some time after ``since`` and not after ``until``
    (positions of the record), as it stood then; oldest first."""
    last = state.now.position if until is None else until
    every = [*state.past.closed.values(), *state.now.pending.values()]
    every.sort(key=lambda p: p.stamp.position)
    decided: dict[str, dict[str, Ruling]] = {}
    packed = _packages(state, last)
    found = []
    for proposal in every:
        if proposal.provision not in decided:
            told = rulings(state, proposal.provision, until=last)
            decided[proposal.provision] = {ruling.act: ruling for ruling in told}
        steps = [s for s in state.past.offers[proposal.id] if s.stamp.position <= last]
        if steps and (steps[-1].now.status == "pending" or steps[-1].stamp.position > since):
            each = _offered(state, proposal, steps[-1].now, decided[proposal.provision])
            package = packed.get(proposal.id, "")
            found.append(msgspec.structs.replace(each, package=package) if package else each)
    return found


def _packages(state: State, last: int) -> dict[str, str]:
    """The name of the package each proposal was in, as of then; one dissolved is none."""
    formed = (
        [step.now for step in steps if step.stamp.position <= last]
        for steps in state.past.packages.values()
    )
    return {
        proposal: then[-1].name
        for then in formed
        if then and then[-1].life != "dissolved"
        for proposal in then[-1].proposals
    }


def rulings(
    state: State, provision: str, *, since: int = 0, until: int | None = None
) -> list[Ruling]:
    """What was decided on a provision after ``since`` and not after ``until``."""
    last = state.now.position if until is None else until
    gavelled = {step.stamp.act for step in state.past.steps.get(provision, ())}
    closed = {p.now.decided.act for p in proposals_on(state, provision) if p.now.decided}
    return [
        Ruling(
            outcome=event.decision or event.kind,
            happened=event.happened,
            by=event.by,
            meeting=event.meeting,
            proposals=event.proposals,
            fallen=event.fallen,
            redline=event.redline,
            reason=event.reason,
            act=event.act,
        )
        for event in events(state, provision)
        if since < event.position <= last
        and event.act in gavelled | closed
        and event.kind not in _NO_DECISION
    ]


def rivals(state: State) -> list[tuple[Proposal, Proposal]]:
    """Each proposal with the last one made before it on the same provision that was still pending
    then: rivals of one moment, each named once."""
    found = []
    for provision in state.now.provisions:
        earlier: list[Proposal] = []
        for proposal in proposals_on(state, provision):
            at = proposal.stamp.position
            found += [(p, proposal) for p in earlier[::-1] if _pending_at(state, p, at)][:1]
            earlier.append(proposal)
    return found


def _pending_at(state: State, proposal: Proposal, position: int) -> bool:
    steps = [s for s in state.past.offers[proposal.id] if s.stamp.position < position]
    return bool(steps) and steps[-1].now.status == "pending"


def _offered(
    state: State, proposal: Proposal, now: Offer, decided: Mapping[str, Ruling]
) -> Offered:
    then = msgspec.structs.replace(proposal, now=now)
    return Offered(
        id=proposal.id,
        handle=proposal.handle,
        change=then.change,
        provision=then.provision,
        address=_address(state, proposal.provision, proposal),
        by=proposal.stamp.speaker,
        sponsors=now.sponsors,
        base=now.base,
        wording=now.wording,
        redline=rolling.redline(then),
        reason=now.reason,
        made=proposal.stamp.happened,
        meeting=meeting_name(state, proposal.stamp),
        status=now.status,
        waiting=now.rebase if now.waiting else "",
        support=_parties(now, "supports"),
        objections=_parties(now, "objects"),
        reservations=_parties(now, "reserves"),
        ruling=_ruling(state, proposal, now, decided),
        after=_address(state, proposal.after, proposal) if proposal.after else "",
        merged=tuple(_address(state, other, proposal) for other in proposal.merged),
        to=_handle(state, _first(state, proposal).to),
        second_to=_handle(state, proposal.second_to),
    )


def _ruling(
    state: State, proposal: Proposal, now: Offer, decided: Mapping[str, Ruling]
) -> Ruling | None:
    """The decision that closed it; nobody gavelled an amendment that the sponsor of what it amends
    took in as friendly, and the table must not look as if somebody had."""
    stamp = now.decided
    if stamp is None or stamp.act in decided or stamp.kind != "proposal revised":
        return decided.get(stamp.act) if stamp else None
    return Ruling(
        outcome="taken in",
        happened=stamp.happened,
        by=stamp.speaker,
        meeting=meeting_name(state, stamp),
        proposals=tuple(filter(None, (_handle(state, _first(state, proposal).to),))),
        fallen=(),
        redline=(),
        reason="",
        act=stamp.act,
    )


def _first(state: State, proposal: Proposal) -> Offer:
    """The proposal as it was made."""
    return state.past.offers[proposal.id][0].now


def _handle(state: State, proposal: str) -> str:
    found = state.proposal(proposal)
    return found.handle if found is not None else ""


def _address(state: State, provision: str, proposal: Proposal) -> str:
    """The address a provision had when the proposal was made."""
    steps = state.past.steps[provision]
    then = [s for s in steps if s.stamp.position <= proposal.stamp.position]
    return (then or steps)[-1].now.address


def _parties(now: Offer, stance: str) -> tuple[str, ...]:
    return tuple(p.party for p in now.positions if p.stance == stance)
