"""Who stands where: co-sponsors join a proposal; support, objection, reservation are taken and
lifted."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from draftrace.errors import Hint
from draftrace.room.acts.payloads import CoSponsored, PositionTaken
from draftrace.room.acts.terms import Stance
from draftrace.room.entities import Position
from draftrace.room.floor import SEE_TEXT, TABLE_IT, Floor, proposal_of, provision_of, require
from draftrace.room.roles import may_speak
from draftrace.room.stamps import Stamp
from draftrace.room.state import State
from draftrace.room.steps import add, offer, stand, with_position


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
    statement: str = "",
) -> PositionTaken:
    """Support, object to or reserve on a proposal or a provision; ``lifted`` ends one's own.

    A party also explains its position, on a provision or on the whole text, and a member
    dissociates itself from what its group proposed or said there (``statement``, where the group
    said several things).
    """
    may_speak(state, floor, "position taken")
    speaker = floor.behalf or floor.by
    if stance == "explains":
        return _explained(state, provision, text)
    require(proposal or provision, "Say on which proposal or provision.")
    if stance == "dissociates":
        return _dissociated(state, speaker, proposal, provision, text, statement)
    if proposal:
        found = proposal_of(state, proposal)
        held, proposal = found.now.positions, found.id
    else:
        provision_of(state, provision)
        held = tuple(state.now.positions.get(provision, ()))
    mine = [p.stance for p in held if p.party == speaker and p.stance != "explains"]
    if stance == "lifted":
        require(mine, f"{speaker} has no objection or reservation there to lift.")
    else:
        require(stance not in mine, f"{speaker} has said so already.")
    return PositionTaken(stance=stance, proposal=proposal, provision=provision, text=text)


def _explained(state: State, provision: str, text: str) -> PositionTaken:
    require(
        text.strip(),
        "An explanation of position needs words.",
        Hint("Give them with --text.", "Write them."),
    )
    require(state.now.symbol, "Nothing is on the table.", TABLE_IT)
    if provision:
        provision_of(state, provision)
    return PositionTaken(stance="explains", provision=provision, text=text)


def _dissociated(
    state: State, speaker: str, proposal: str, provision: str, text: str, statement: str
) -> PositionTaken:
    if proposal:
        found = state.proposal(proposal)
        require(found, f"There is no proposal {proposal}.", SEE_TEXT)
        proposal = proposal_of(state, proposal).id
    else:
        provision_of(state, provision)
    told = group_statements(state, proposal, provision)
    theirs = [
        s for s in told if (not statement or s.act == statement) and _bound(state, speaker, s)
    ]
    groups = ", ".join(sorted({s.speaker for s in told}))
    require(
        theirs,
        f"{speaker} was not a member of {groups} when it spoke there."
        if groups
        else "No group has proposed or said anything there.",
        "A party dissociates itself from what a group says in the name of its members; a proposal "
        "is named by its number, as in NOR-3.",
    )
    chosen = theirs[-1].act
    held = _held(state, proposal, provision)
    require(
        not any(p.party == speaker and p.statement == chosen for p in held),
        f"{speaker} has said so already.",
    )
    return PositionTaken(
        stance="dissociates", proposal=proposal, provision=provision, text=text, statement=chosen
    )


def group_statements(state: State, proposal: str, provision: str) -> list[Stamp]:
    """The acts by which groups spoke on a proposal or provision: what they tabled, joined,
    supported, objected to, reserved on or explained."""
    offers = state.past.offers.get(proposal, ())
    stamps = [step.stamp for step in offers if step.stamp.kind in _SPOKEN]
    stamps += [p.stamp for p in state.past.positions.get(provision, ())] if not proposal else []
    found: dict[str, Stamp] = {}
    for stamp in stamps:
        party = state.now.parties.get(stamp.speaker)
        if party is not None and party.role == "group":
            found[stamp.act] = stamp
    return list(found.values())


_SPOKEN = ("proposed", "proposal revised", "co-sponsored", "position taken")


def _bound(state: State, party: str, statement: Stamp) -> bool:
    """Whether the group spoke in the party's name: it was a member when the group spoke."""
    group = state.now.parties[statement.speaker]
    return party in group.members(at=statement.position)


def _held(state: State, proposal: str, provision: str) -> Sequence[Position]:
    if proposal:
        return state.now.pending[proposal].now.positions
    return state.now.positions.get(provision, ())


def evolve_position(state: State, stamp: Stamp, act: PositionTaken) -> str:
    if act.stance == "dissociates":
        told = group_statements(state, act.proposal, act.provision)
        statement = next((s for s in told if s.act == act.statement), None)
        if statement is None:
            return "no group had said that there"
        if not _bound(state, stamp.speaker, statement):
            return f"{stamp.speaker} was not a member of {statement.speaker} then"
    taken = Position(stamp.speaker, act.stance, act.text, stamp, act.statement)
    if act.proposal:
        found = state.now.pending.get(act.proposal)
        if found is None:
            return "the proposal is not pending"
        positions = with_position(found.now.positions, taken)
        offer(state, stamp, found, msgspec.structs.replace(found.now, positions=positions))
        return ""
    provision = state.now.provisions.get(act.provision)
    on_the_whole = not act.provision and act.stance == "explains"
    if provision is None and not on_the_whole:
        return "no such provision"
    add(state.past.positions, act.provision, taken)
    state.concerned.append(act.provision)
    stand(state, act.provision)
    if provision is not None:
        provision.touched = stamp.position
    return ""
