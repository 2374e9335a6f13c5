"""Who stands where: co-sponsors join a proposal; support, objection, reservation are taken and
lifted."""

from __future__ import annotations

import msgspec

from draftrace.room.acts.payloads import CoSponsored, PositionTaken, Stance
from draftrace.room.floor import Floor, proposal_of, provision_of, require
from draftrace.room.roles import may_speak
from draftrace.room.state import Position, Stamp, State
from draftrace.room.steps import concern, offer, stand


def co_sponsor(state: State, floor: Floor, proposal: str) -> CoSponsored:
    """Join a proposal as a sponsor."""
    may_speak(state, floor, "co-sponsored")
    found = proposal_of(state, proposal)
    speaker = floor.behalf or floor.by
    require(
        speaker not in found.now.sponsors,
        f"{speaker} sponsors {found.handle} already.",
    )
    return CoSponsored(proposal=found.id)


def evolve_co_sponsored(state: State, stamp: Stamp, act: CoSponsored) -> str:
    found = state.now.pending.get(act.proposal)
    if found is None:
        return "the proposal is not pending"
    if stamp.speaker in found.now.sponsors:
        return f"{stamp.speaker} sponsors it already"
    sponsors = (*found.now.sponsors, stamp.speaker)
    offer(state, stamp, found, msgspec.structs.replace(found.now, sponsors=sponsors))
    return ""


def take_position(
    state: State,
    floor: Floor,
    stance: Stance,
    *,
    proposal: str = "",
    provision: str = "",
    text: str = "",
) -> PositionTaken:
    """Support, object to or reserve on a proposal or a provision; ``lifted`` ends one's own."""
    may_speak(state, floor, "position taken")
    require(proposal or provision, "Say on which proposal or provision.")
    speaker = floor.behalf or floor.by
    if proposal:
        found = proposal_of(state, proposal)
        held, proposal = found.now.positions, found.id
    else:
        provision_of(state, provision)
        held = tuple(state.now.positions.get(provision, ()))
    mine = next((p for p in held if p.party == speaker), None)
    if stance == "lifted":
        require(mine, f"{speaker} has no objection or reservation there to lift.")
    else:
        require(mine is None or mine.stance != stance, f"{speaker} has said so already.")
    return PositionTaken(stance=stance, proposal=proposal, provision=provision, text=text)


def evolve_position(state: State, stamp: Stamp, act: PositionTaken) -> str:
    taken = Position(stamp.speaker, act.stance, act.text, stamp)
    if act.proposal:
        found = state.now.pending.get(act.proposal)
        if found is None:
            return "the proposal is not pending"
        positions = _with(found.now.positions, taken)
        offer(state, stamp, found, msgspec.structs.replace(found.now, positions=positions))
        return ""
    provision = state.now.provisions.get(act.provision)
    if provision is None:
        return "no such provision"
    state.past.positions.setdefault(act.provision, []).append(taken)
    concern(state, stamp, act.provision)
    stand(state, act.provision)
    provision.touched = stamp.position
    return ""


def _with(held: tuple[Position, ...], taken: Position) -> tuple[Position, ...]:
    others = tuple(p for p in held if p.party != taken.party)
    return others if taken.stance == "lifted" else (*others, taken)
