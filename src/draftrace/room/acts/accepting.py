"""What accepting a proposal does, by its kind, to the text and to the proposals around it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import msgspec

from draftrace.compare import dividing
from draftrace.compare.words import applied, edits
from draftrace.errors import Hint, NegotiationError, way
from draftrace.room import places
from draftrace.room.acts.payloads import Decided
from draftrace.room.acts.restructuring import WHOLE_KINDS
from draftrace.room.acts.terms import Outcome
from draftrace.room.carrying import followed, left_behind, orphaned, outcomes, reworded
from draftrace.room.changeable import may_be, pointing_somewhere, uncited
from draftrace.room.entities import Proposal, Provision
from draftrace.room.floor import Floor, proposal_of, provision_of, require
from draftrace.room.following import after_merge, after_move, after_split
from draftrace.room.issued import division_seal, wording_seal
from draftrace.room.regrouping import pieces_behind, taken_in
from draftrace.room.resting import (
    brought_together,
    insertion_of,
    moves_ahead,
    piece_asked_for,
)
from draftrace.room.state import ITEM_DEPTH, State, depth_of
from draftrace.text.tokens import tokens


class Choice(msgspec.Struct, frozen=True, kw_only=True):
    """What the presiding party accepts: ``fallen`` are the rivals that fall with it, ``only`` the
    edits accepted where it is not the whole."""

    state: State
    floor: Floor
    found: Provision
    chosen: Proposal
    fallen: tuple[str, ...]
    only: tuple[int, ...] = ()
    reason: str = ""

    @property
    def settled(self) -> tuple[str, ...]:
        return (self.chosen.id, *self.fallen)


def accepted(choice: Choice) -> Decided:
    """The decision that accepts the chosen proposal."""
    require(
        not choice.only or choice.chosen.change == "wording",
        "Only a new wording is accepted in part.",
        "Accept it whole, or settle with a chair's text.",
    )
    _of_what_stands(choice)
    pointing_somewhere(choice.state, choice.chosen.now.wording)
    return _BY_KIND[choice.chosen.change](choice)


def _of_what_stands(c: Choice) -> None:
    """Refuse to take out, or elsewhere, what is itself only proposed: its insertion comes first."""
    if c.chosen.change in ("insertion", "amendment"):
        return
    for concerned in c.chosen.concerns:
        found = c.state.now.provisions[concerned]
        made = insertion_of(c.state, found)
        named = made.handle if made is not None else "a proposal"
        require(
            found.now.life == "standing",
            f"{c.chosen.handle} waits upon {named}: {found.now.address} is itself only proposed.",
            way(f"Decide on {named} first: {{}}.", f"accept {named}", "decide"),
        )


def rewording(
    state: State,
    found: Provision,
    outcome: Outcome,
    wording: str,
    adopted: tuple[str, ...],
    fallen: Sequence[str],
    *,
    reason: str,
    only: tuple[int, ...] = (),
) -> Decided:
    """The decision that gives a provision another wording."""
    return Decided(
        provision=found.id,
        outcome=outcome,
        wording=wording,
        adopted=adopted,
        edits=only,
        overtaken=tuple(fallen),
        rebased=outcomes(state, found, wording, (*adopted, *fallen), fallen),
        reason=reason,
        seal=wording_seal(found.id, wording),
    )


def not_agreed(found: Provision) -> None:
    """Refuse to decide on what is agreed."""
    require(
        not found.now.agreed,
        f"{found.now.address} is {found.now.rung}.",
        way("Reopen it first: {}.", f"reopen {found.now.address}", "reopen"),
    )


def _wording(c: Choice) -> Decided:
    wording = _part(c.chosen, c.only) if c.only else c.chosen.now.wording
    outcome: Outcome = "accepted" if wording == c.chosen.now.wording else "accepted in part"
    return rewording(
        c.state,
        c.found,
        outcome,
        wording,
        (c.chosen.id,),
        c.fallen,
        reason=c.reason,
        only=c.only,
    )


def _part(chosen: Proposal, only: Sequence[int]) -> str:
    """The base with only the named edits of a proposal."""
    every = edits(chosen.now.base, chosen.now.wording)
    wrong = [n for n in only if not 1 <= n <= len(every)]
    if wrong:
        raise NegotiationError(
            f"{chosen.handle} has {len(every)} edits; there is no number {wrong[0]}.",
            way("{} lists them.", "show ADDRESS --as rolling", "screen.decide"),
        )
    return "".join(applied(tokens(chosen.now.base), [every[n - 1] for n in sorted(set(only))]))


def _insertion(c: Choice) -> Decided:
    wording = c.chosen.now.wording
    return Decided(
        provision=c.found.id,
        outcome="accepted",
        wording=wording,
        adopted=(c.chosen.id,),
        overtaken=c.fallen,
        rebased=(
            *followed(c.state, (c.chosen.id,), wording, c.settled),
            *left_behind(c.state, c.fallen, c.settled),
        ),
        inserted=True,
        reason=c.reason,
        seal=wording_seal(c.found.id, wording),
    )


def _deletion(c: Choice) -> Decided:
    removed = (c.found.id, *c.state.below(c.found.id))
    for below in removed:
        not_agreed(c.state.now.provisions[below])
    uncited(c.state, c.found)
    return Decided(
        provision=c.found.id,
        outcome="accepted",
        adopted=(c.chosen.id,),
        overtaken=c.fallen,
        rebased=orphaned(c.state, removed, c.settled),
        removed=removed,
        reason=c.reason,
        seal=wording_seal(c.found.id, ""),
    )


def _move(c: Choice) -> Decided:
    # The text around it may have changed since it was proposed: take its places afresh.
    anchor = _taken_in(c.state, c.chosen.after)
    ahead = [p.handle for p in moves_ahead(c.state, c.found.id, anchor)]
    require(
        not ahead,
        f"{c.chosen.handle} waits upon {' and '.join(ahead)}: until then {c.found.now.address} "
        "stands there already.",
        _first(ahead),
    )
    new_places = places.moved(c.state, c.found.id, anchor)
    _under_what_stands(c.state, c.found, anchor)
    return Decided(
        provision=c.found.id,
        outcome="accepted",
        adopted=(c.chosen.id,),
        overtaken=c.fallen,
        rebased=after_move(c.state, new_places, c.settled, c.fallen),
        places=new_places,
        reason=c.reason,
        seal=wording_seal(c.found.id, c.found.now.wording),
    )


def _taken_in(state: State, provision: str) -> str:
    """A provision, or what mergers have taken it into since."""
    found = state.now.provisions.get(provision)
    if found is None or found.now.life != "struck":
        return provision
    acts = (state.proposal(i) for step in state.past.steps[provision] for i in step.proposals)
    into = [p.provision for p in acts if p and provision in p.merged and p.now.status == "accepted"]
    return _taken_in(state, into[-1]) if into else provision


def _under_what_stands(state: State, found: Provision, anchor: str) -> None:
    """Refuse to hang an item on a provision that is only proposed."""
    above = anchor
    while above and depth_of(state.now.provisions[above]) >= depth_of(found):
        above = state.above(above)
    parent = state.now.provisions.get(above)
    require(
        parent is None or parent.now.life == "standing" or depth_of(found) < ITEM_DEPTH,
        f"{found.now.address} would hang on a provision that is itself only proposed.",
        "Decide on that one first.",
    )


def _split(c: Choice) -> Decided:
    first, *later = dividing.pieces(c.chosen.now.wording)
    born, new_places = pieces_behind(c.state, c.found, later, f"{c.floor.act}.{c.chosen.handle}")
    ids = (c.found.id, *(piece.id for piece in born))
    return Decided(
        provision=c.found.id,
        outcome="accepted",
        wording=first,
        adopted=(c.chosen.id,),
        overtaken=c.fallen,
        rebased=after_split(c.state, c.chosen, ids, c.settled, c.fallen),
        places=new_places,
        born=born,
        reason=c.reason,
        seal=division_seal(zip(ids, (first, *later), strict=True)),
    )


def _merge(c: Choice) -> Decided:
    merged = [provision_of(c.state, i) for i in c.chosen.merged]
    for each in merged:
        not_agreed(each)
        may_be(each, "merged", *WHOLE_KINDS)
    _together(c, [c.found, *merged])
    return Decided(
        provision=c.found.id,
        outcome="accepted",
        wording=c.chosen.now.wording,
        adopted=(c.chosen.id,),
        overtaken=c.fallen,
        rebased=after_merge(c.state, c.chosen, c.settled, c.fallen),
        places=taken_in(c.state, c.found, c.chosen.merged),
        merged=c.chosen.merged,
        reason=c.reason,
        seal=wording_seal(c.found.id, c.chosen.now.wording),
    )


def _together(c: Choice, joined: Sequence[Provision]) -> None:
    """Refuse to merge what stands apart; what would bring it together comes first."""
    upon = brought_together(c.state, c.chosen.concerns)
    named = ", ".join(p.now.address for p in joined)
    require(
        upon is not None,
        f"{named} stand in different places by now.",
        "Its sponsor withdraws it and proposes anew.",
    )
    first = [p.handle for p in upon or ()]
    require(
        not first,
        f"{c.chosen.handle} waits upon {' and '.join(first)}: until then {named} stand in "
        "different places.",
        _first(first),
    )


def _first(handles: Sequence[str]) -> str | Hint:
    """The way on where a proposal waits upon others."""
    if not handles:
        return ""
    return way(f"Decide on {handles[0]} first: {{}}.", f"accept {handles[0]}", "decide")


def _amendment(c: Choice) -> Decided:
    parent = proposal_of(c.state, c.chosen.now.to)
    wording = c.chosen.now.wording
    piece = piece_asked_for(c.state, c.chosen)
    require(
        piece is None,
        f"{c.chosen.handle} waits upon {parent.handle}: what it asks to be "
        f"{'moved' if c.chosen.after else 'struck'} is one part of that only.",
        way(f"Decide on {parent.handle} first: {{}}.", f"accept {parent.handle}", "decide"),
    )
    require(
        not parent.now.waiting,
        f"{parent.handle} waits for {parent.stamp.speaker} after a rebase ({parent.now.rebase}).",
        "The sponsor confirms, revises or withdraws it first.",
    )
    return Decided(
        provision=c.found.id,
        outcome="accepted",
        adopted=(c.chosen.id,),
        overtaken=c.fallen,
        rebased=(
            *reworded(c.state, parent, wording, c.settled),
            *left_behind(c.state, c.fallen, c.settled),
        ),
        amended=wording,
        reason=c.reason,
        seal=wording_seal(c.found.id, wording),
    )


_BY_KIND: dict[str, Callable[[Choice], Decided]] = {
    "wording": _wording,
    "alternative": _wording,
    "deletion": _deletion,
    "insertion": _insertion,
    "move": _move,
    "split": _split,
    "merge": _merge,
    "amendment": _amendment,
}
