"""Rivals and amendments: an alternative to a provision, a change to somebody else's proposal."""

from __future__ import annotations

import msgspec

from draftrace.compare import dividing
from draftrace.compare.rebase import rebase
from draftrace.errors import Hint, NegotiationError, way
from draftrace.room import places
from draftrace.room.acts.payloads import ProposalRevised, Proposed
from draftrace.room.acts.terms import SourceRef
from draftrace.room.carrying import joined_base, reworded
from draftrace.room.changeable import (
    changeable,
    first_choice,
    may_be,
    not_agreed,
    own,
    speaks_for,
)
from draftrace.room.entities import Proposal
from draftrace.room.floor import Floor, proposal_of, provision_of, require
from draftrace.room.hushed import unhushed
from draftrace.room.resting import piece_asked_for
from draftrace.room.roles import may_speak
from draftrace.room.state import State
from draftrace.text.wording import normalise

AMENDABLE = ("wording", "insertion", "alternative", "split", "merge")


def propose_alternative(
    state: State,
    floor: Floor,
    provision: str,
    wording: str,
    *,
    reason: str = "",
    sources: tuple[SourceRef, ...] = (),
    second_to: str = "",
) -> Proposed:
    """Propose a rival whole wording, cited by an address of its own (``6 alt``)."""
    found = changeable(state, floor, provision)
    new = normalise(wording)
    require(new, "An alternative needs a wording.", "To strike the provision, propose that.")
    require(new != found.now.wording, f"This is what {found.now.address} says already.")
    return Proposed(
        provision=provision,
        change="alternative",
        base=found.now.wording,
        wording=new,
        address=places.variant(state, found),
        reason=reason,
        sources=sources,
        second_to=first_choice(state, floor, provision, second_to),
    )


def propose_amendment(
    state: State,
    floor: Floor,
    proposal: str,
    wording: str,
    *,
    reason: str = "",
    sources: tuple[SourceRef, ...] = (),
    own_too: bool = False,
) -> Proposed:
    """Propose another wording of somebody else's proposal; of a split other words of its pieces,
    with a line end wherever it divides, or all but one of them: that one is then to be struck; of a
    merge other words of what it makes. Of one's own only where that is asked for (``own_too``), as
    of what a file tells as two proposals."""
    may_speak(state, floor, "proposed")
    parent = proposal_of(state, proposal)
    provision = state.now.provisions[parent.provision]
    _amendable(floor, parent, own_too=own_too)
    for concerned in parent.concerns:
        not_agreed(state.now.provisions[concerned])
    new = normalise(wording) if parent.change != "split" else dividing.normalised(wording)
    require(new, "A wording can't be empty.", f"To have {parent.handle} fall, object to it.")
    require(
        parent.change != "split"
        or dividing.CUT in new
        or dividing.left_out(parent.now.wording, new) is not None,
        f"So amended {parent.handle} would divide nothing.",
        "Object to it instead; or say where one part ends and the next begins, by a line end.",
    )
    require(new != parent.now.wording, f"This is what {parent.handle} says already.")
    require(
        parent.change in ("insertion", "merge") or new != provision.now.wording,
        f"So amended {parent.handle} would say what the text says already.",
        "Object to it instead.",
    )
    return Proposed(
        provision=parent.provision,
        change="amendment",
        base=parent.now.wording,
        wording=new,
        to=parent.id,
        reason=reason,
        sources=sources,
    )


def propose_leaving_out(
    state: State,
    floor: Floor,
    split: str,
    number: int,
    *,
    behind: str = "",
    reason: str = "",
    sources: tuple[SourceRef, ...] = (),
    own_too: bool = False,
) -> Proposed:
    """Propose that one piece of a split, counted from 1, be struck, or stand ``behind`` another
    provision instead. It waits upon the split, since there is no such provision before."""
    parent = proposal_of(state, split)
    require(
        parent.change == "split",
        f"{parent.handle} divides nothing there is a part of.",
        "Ask it of the provision, or amend the proposal.",
    )
    parts = len(dividing.pieces(parent.now.wording))
    require(
        1 <= number <= parts,
        f"{parent.handle} divides it into {parts} parts; there is no part {number}.",
        "They are counted from 1.",
    )
    if behind:
        anchor = provision_of(state, behind)
        unhushed(state, [behind])
        may_be(state.now.provisions[parent.provision], "moved", "title", "footnote")
        require(
            anchor.id != parent.provision,
            f"{anchor.now.address} is itself what {parent.handle} divides.",
            "Once it is divided, its parts can be moved behind one another.",
        )
    wording = dividing.without_piece(parent.now.wording, number)
    made = propose_amendment(
        state, floor, split, wording, reason=reason, sources=sources, own_too=own_too
    )
    return msgspec.structs.replace(made, after=behind)


def _amendable(floor: Floor, parent: Proposal, *, own_too: bool) -> None:
    require(
        parent.change != "amendment",
        f"{parent.handle} is itself an amendment; amendments are not amended.",
        "Propose your own amendment to the proposal it amends.",
    )
    require(
        parent.change in AMENDABLE,
        f"{parent.handle} is a {parent.change}, which has no words to amend.",
        "Make a proposal of your own on the provision.",
    )
    require(
        own_too or not speaks_for(floor, parent),
        f"{parent.handle} is your own proposal.",
        way("Revise it: {}.", f"revise {parent.handle} --replace OLD NEW", "revise"),
    )
    require(
        parent.now.rebase != "orphaned",
        f"What {parent.handle} would change has gone.",
        "Make a proposal of your own.",
    )


def take_in(
    state: State, floor: Floor, proposal: str, amendments: list[str], *, reason: str = ""
) -> ProposalRevised:
    """The sponsor takes amendments to its proposal in as friendly; several that fit together are
    put in one after the other."""
    found = own(state, floor, proposal, "proposal revised")
    require(amendments, "Name the amendments to take in.")
    taken = {p.id: p for p in (proposal_of(state, named) for named in amendments)}
    wording = found.now.wording
    for amendment in taken.values():
        require(
            amendment.now.to == found.id,
            f"{amendment.handle} is no amendment to {found.handle}.",
            f"Only amendments to {found.handle} can be taken in.",
        )
        if piece_asked_for(state, amendment) is not None:
            raise NegotiationError(
                f"{amendment.handle} is about one part of what {found.handle} divides.",
                f"It is decided on once {found.handle} is.",
            )
        merged = rebase(found.now.wording, amendment.now.wording, wording)
        if amendment.now.waiting or merged.outcome == "conflict":
            raise NegotiationError(
                f"{amendment.handle} does not fit "
                + ("the wording as it is now." if amendment.now.waiting else "the others."),
                Hint(
                    "Take in fewer, or revise with --wording.",
                    "Take in fewer, or revise it yourself: {revise}.",
                ),
            )
        wording = merged.wording
    base = "" if found.change == "insertion" else joined_base(state, found)
    if found.now.waiting:
        raise NegotiationError(
            f"{found.handle} waits after a rebase ({found.now.rebase}).",
            "Confirm or revise it first.",
        )
    return ProposalRevised(
        proposal=found.id,
        base=base,
        wording=wording,
        reason=reason,
        taken=tuple(taken),
        rebased=reworded(state, found, wording, taken),
    )
