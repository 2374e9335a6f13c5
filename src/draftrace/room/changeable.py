"""What may still be changed, and by whom: the refusals that proposals of every kind share."""

from __future__ import annotations

from draftrace.errors import NegotiationError, way
from draftrace.room.entities import Proposal, Provision
from draftrace.room.floor import Floor, proposal_of, provision_of, require
from draftrace.room.hushed import unhushed
from draftrace.room.roles import may_speak, require_role
from draftrace.room.stamps import Stamp
from draftrace.room.state import State
from draftrace.text.wording import note_ids


def changeable(state: State, floor: Floor, provision: str) -> Provision:
    """A provision of the text whose words are open to change, or a refusal."""
    found = open_to_proposals(state, floor, provision)
    if found.now.life == "proposed":
        raise NegotiationError(
            f"{found.now.address} is itself only proposed.",
            way(
                "Amend the proposal: {}, or insert a provision of your own.",
                f"propose '{found.now.address}' --replace OLD NEW",
                "amend",
            ),
        )
    return found


def open_to_proposals(state: State, floor: Floor, provision: str) -> Provision:
    """A provision that may be asked to go, or a refusal; one that is itself only proposed too: what
    is asked of it then waits upon its insertion."""
    may_speak(state, floor, "proposed")
    found = provision_of(state, provision)
    not_agreed(found)
    unhushed(state, [provision])
    return found


def not_ones_own(state: State, floor: Floor, provision: str) -> None:
    """Refuse to ask that what one has proposed oneself be struck: it is withdrawn."""
    for made in state.pending_on(provision):
        require(
            made.change != "insertion" or not speaks_for(floor, made),
            f"{made.handle}, which would insert it, is your own proposal.",
            way("Withdraw it: {}.", f"withdraw {made.handle}", "withdraw"),
        )


def not_agreed(found: Provision) -> None:
    """Refuse to change what is agreed."""
    require(
        not found.now.agreed,
        f"{found.now.address} is {found.now.rung}: "
        "what is agreed changes only when it is reopened.",
        way("The presiding party reopens it: {}.", f"reopen {found.now.address}", "reopen"),
    )


def may_be(found: Provision, done: str, *never: str) -> None:
    """Refuse a change of structure that makes no sense for a kind of provision."""
    require(
        found.kind not in never,
        f"{found.now.address} is a {found.kind}, which can't be {done}.",
        "Propose another wording for it.",
    )


def uncited(state: State, found: Provision) -> None:
    """Refuse to strike a note that the text still cites: its reference would point nowhere."""
    if not found.note:
        return
    citing = [p.now.address for p in state.standing() if found.note in note_ids(p.now.wording)]
    require(
        not citing,
        f"{found.now.address} is cited in {', '.join(citing)}.",
        way(
            "Its reference goes first: {}; then the note.",
            f"propose '{''.join(citing[:1])}' --delete '[^{found.note}]'",
            "amend",
        ),
    )


def pointing_somewhere(state: State, wording: str) -> None:
    """Refuse to give the text words that cite a note which is gone."""
    cited = set(note_ids(wording))
    notes = (p for p in state.now.provisions.values() if p.note in cited) if cited else ()
    gone = [p.now.address for p in notes if p.now.life == "struck"]
    require(
        not gone,
        f"These words cite {', '.join(gone)}, which the text has no more.",
        "Its sponsor takes the reference out, or the note is proposed anew.",
    )


def own(state: State, floor: Floor, proposal: str, kind: str) -> Proposal:
    """One's own pending proposal, or a refusal."""
    require_role(state, floor, kind)
    found = proposal_of(state, proposal)
    require(
        speaks_for(floor, found),
        f"{found.handle} is {found.stamp.speaker}'s: only its own sponsor may do this.",
        "Make a proposal of your own, or object to this one.",
    )
    return found


def speaks_for(floor: Floor, found: Proposal) -> bool:
    """Whether who has the floor made the proposal, or its group did."""
    mine = {found.stamp.by, found.stamp.behalf} - {""}
    return floor.by in mine or floor.behalf in mine


def sponsors(proposal: Proposal, stamp: Stamp) -> bool:
    """Whether an act comes from the party whose proposal it is, or from its group."""
    mine = {proposal.stamp.by, proposal.stamp.speaker}
    return stamp.by in mine or stamp.speaker in mine


def first_choice(state: State, floor: Floor, provision: str, second_to: str) -> str:
    """Id of the proposal a fall-back stands behind: the same sponsor's, on the same provision."""
    if not second_to:
        return ""
    found = proposal_of(state, second_to)
    require(
        speaks_for(floor, found),
        f"{found.handle} is {found.stamp.speaker}'s: a fall-back stands behind one's own proposal.",
        "Propose it on its own, or amend theirs.",
    )
    require(
        found.provision == provision,
        f"{found.handle} is on another provision.",
        "A fall-back answers the same question; propose it on its own.",
    )
    return found.id


def had(state: State, provision: Provision, wording: str) -> bool:
    """Whether a provision ever said this."""
    if provision.now.wording == wording:
        return True
    return any(step.now.wording == wording for step in state.past.steps[provision.id])
