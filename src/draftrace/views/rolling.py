"""What does a provision say with every pending proposal in place?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable

import msgspec

from draftrace.compare.dividing import CUT, left_out, shown
from draftrace.compare.parts import Alternative, Region
from draftrace.compare.rendering import Beside, folded
from draftrace.compare.rolling import Attribution, Rolling, roll
from draftrace.compare.words import difference
from draftrace.room.entities import Proposal, Provision
from draftrace.room.resting import rests_upon
from draftrace.room.state import State
from draftrace.text.brackets import left
from draftrace.views.speakers import spoken_for

STATUSES = ("waiting", "objected", "supported", "reserved", "unopposed", "fall-back")
"""What a rolling text can be narrowed to, as said by ``narrowed``."""

Keep = Callable[[Proposal], bool]


class Pending(msgspec.Struct, frozen=True, kw_only=True):
    """A pending proposal as the room sees it. ``redline`` is against the standing wording it
    was made on; ``speakers`` are the sponsors as read out, dissociations included. An alternative
    has an ``address``, an amendment is made ``to`` a proposal, a fall-back is ``second_to`` one,
    all by handle, as are the proposals it waits ``upon``, accepted before it; ``merged`` and
    ``after`` are addresses."""

    proposal: str
    handle: str
    change: str
    sponsors: tuple[str, ...]
    speakers: str
    wording: str
    redline: tuple[tuple[str, str], ...]
    reason: str
    objections: tuple[str, ...]
    support: tuple[str, ...]
    reserved: tuple[str, ...]
    waiting: str
    happened: str
    address: str = ""
    to: str = ""
    second_to: str = ""
    merged: tuple[str, ...] = ()
    after: str = ""
    upon: tuple[str, ...] = ()


class Counts(msgspec.Struct, frozen=True, kw_only=True):
    """How much is open: proposals, by party and by what stands against them, and brackets."""

    proposals: int
    parties: dict[str, int]
    waiting: int
    objected: int
    reserved: int
    brackets: int


def everything(_: Proposal) -> bool:
    """Leaves nothing out."""
    return True


def narrowed(state: State, *, party: str = "", meeting: str = "", status: str = "") -> Keep:
    """Which proposals a reader wants to see: of a party, from a meeting (by name), or as they
    stand (``STATUSES``)."""

    def keep(proposal: Proposal) -> bool:
        found = state.now.meetings.get(proposal.stamp.meeting)
        name = found.name if found else "none"
        return (
            (not party or party in proposal.now.sponsors)
            and (not meeting or meeting.casefold() in name.casefold())
            and (not status or status in _standings(proposal))
        )

    return keep


def _standings(proposal: Proposal) -> set[str]:
    stances = {p.stance for p in proposal.now.positions}
    told = {
        "waiting": proposal.now.waiting,
        "objected": "objects" in stances,
        "supported": "supports" in stances,
        "reserved": "reserves" in stances,
        "unopposed": not stances & {"objects", "reserves"},
        "fall-back": bool(proposal.second_to),
    }
    return {name for name, holds in told.items() if holds}


def rolling(state: State, provision: Provision, keep: Keep = everything) -> Rolling:
    """The rolling text of one provision; keys are the handles of its proposals.

    Changes of wording, amendments to them and splits take part word by word; alternatives and
    amendments to them stand whole at the end. Deletions, moves, merges, amendments to those and
    insertions of whole provisions are told beside it (``beside``).
    """
    words: dict[str, str] = {}
    whole: list[Alternative] = []
    for proposal in filter(keep, state.pending_on(provision.id)):
        parent = state.now.pending.get(proposal.now.to)
        address = parent.now.address if parent is not None else proposal.now.address
        if address:
            whole.append(Alternative(proposal.now.wording, (proposal.handle,), address))
        elif (
            proposal.change in ("wording", "amendment", "split")
            and not _merges(parent)
            and not _moves_a_piece(proposal)
        ):
            words[proposal.handle] = proposal.now.wording
    rolled = roll(provision.now.wording, words)
    whole.sort(key=lambda a: (a.label, a.keys))
    return Rolling((*rolled.parts, *whole))


def text(
    state: State,
    provision: Provision,
    attribution: Attribution = "inline",
    keep: Keep = everything,
    *,
    fold: int = 0,
) -> str:
    """The rolling text written down, with all that is proposed beside it."""
    rolled, motions = composed(state, provision, keep)
    return rolled.render(attribution, names(state, provision), beside=motions, fold=fold)


def composed(
    state: State, provision: Provision, keep: Keep = everything
) -> tuple[Rolling, list[Beside]]:
    """The rolling text and what is proposed beside it; a new provision without amendments is one
    reading."""
    rolled = rolling(state, provision, keep)
    motions = beside(state, provision, keep)
    if provision.now.life == "proposed" and len(rolled.parts) <= 1:
        made = tuple(p.handle for p in state.pending_on(provision.id) if p.change == "insertion")
        rolled = Rolling((Region("", ((provision.now.wording, made),)),))
        motions = [m for m in motions if m[1] != made]
    return rolled, motions


def beside(state: State, provision: Provision, keep: Keep = everything) -> list[Beside]:
    """What is proposed about the provision as a whole, oldest first; a move is told at both ends,
    a merge at every provision it joins."""
    found = [(motion(state, p, provision), (p.handle,)) for p in concerning(state, provision, keep)]
    for proposal in filter(keep, state.coming_behind(provision.id)):
        moved = state.now.provisions[proposal.provision].now
        if moved.life != "struck":
            found.append((f"{moved.address} behind this", (proposal.handle,)))
    return [(told, keys) for told, keys in found if told]


def concerning(state: State, provision: Provision, keep: Keep = everything) -> list[Proposal]:
    """The pending proposals that concern a provision and that the reader wants to see."""
    return list(filter(keep, state.concerning(provision.id)))


def stranded(state: State, keep: Keep = everything) -> list[Provision]:
    """The provisions that are gone while proposals on them that the reader wants to see still wait
    for their sponsors, in printed order."""
    on = {p.provision for p in filter(keep, state.now.pending.values())} - set(state.order())
    found = (state.now.provisions[i] for i in on)
    return sorted(found, key=lambda p: (p.now.rank, p.id))


def motion(state: State, proposal: Proposal, provision: Provision) -> str:
    """What a proposal asks for beside the words of a provision; empty where it is in the words."""

    def at(other: str) -> str:
        found = state.now.provisions.get(other)
        return found.now.address if found is not None else "the start"

    parent = state.now.pending.get(proposal.now.to)
    match proposal.change:
        case "deletion":
            return "delete"
        case "insertion":
            return "insert"
        case "move":
            return f"move behind {at(proposal.after)}"
        case "merge" if proposal.provision == provision.id:
            merged = " and ".join(at(i) for i in proposal.merged)
            return f"merge with {merged}: {proposal.now.wording}"
        case "merge":
            return f"merge into {at(proposal.provision)}"
        case "amendment" if _moves_a_piece(proposal):
            return f"{_piece_moved(proposal)} behind {at(proposal.after)}"
        case "amendment" if parent is not None and _merges(parent):
            merged = " and ".join(at(i) for i in parent.merged)
            return f"merge with {merged}: {proposal.now.wording}"
        case _:
            return ""


def _merges(proposal: Proposal | None) -> bool:
    return proposal is not None and proposal.change == "merge"


def _moves_a_piece(proposal: Proposal) -> bool:
    return proposal.change == "amendment" and bool(proposal.after)


def _piece_moved(proposal: Proposal) -> str:
    """The piece of a division that is to stand elsewhere, by its first words."""
    without = left_out(proposal.now.base, proposal.now.wording)
    return f"move “{folded(without[1] if without else proposal.now.base, 5)}”"


def names(state: State, provision: Provision) -> dict[str, str]:
    """How the sponsors of each proposal are written in the rolling text; an amendment names the
    proposal it is made to, a fall-back the first choice."""
    found = (*state.concerning(provision.id), *state.coming_behind(provision.id))
    return {p.handle: name(state, p) for p in found}


def name(state: State, proposal: Proposal) -> str:
    """How its sponsors are written; with the proposal an amendment is made to, or the first choice
    of a fall-back."""
    who = spoken_for(state, proposal)
    parent = state.now.pending.get(proposal.now.to)
    first = state.now.pending.get(proposal.second_to)
    if parent is not None:
        return f"{who} (on {parent.handle})"
    return f"{who} (fall-back to {first.handle})" if first is not None else who


def pending(state: State, provision: Provision, keep: Keep = everything) -> list[Pending]:
    """Every pending proposal that concerns a provision, oldest first."""
    return [_pending(state, p) for p in concerning(state, provision, keep)]


def counts(state: State, provisions: Iterable[Provision], keep: Keep = everything) -> Counts:
    """What is open on some provisions, each proposal once."""
    listed = list(provisions)
    found = {p.id: p for provision in listed for p in concerning(state, provision, keep)}
    standings = Counter(name for p in found.values() for name in _standings(p))
    parties = Counter(party for p in found.values() for party in p.now.sponsors)
    return Counts(
        proposals=len(found),
        parties=dict(sorted(parties.items(), key=lambda pair: (-pair[1], pair[0]))),
        waiting=standings["waiting"],
        objected=standings["objected"],
        reserved=standings["reserved"],
        brackets=sum(left(p.now.wording) for p in listed if p.now.life == "standing"),
    )


def _pending(state: State, proposal: Proposal) -> Pending:
    now = proposal.now
    first, parent = state.proposal(proposal.second_to), state.proposal(now.to)
    known = state.now.provisions
    return Pending(
        proposal=proposal.id,
        handle=proposal.handle,
        change=proposal.change,
        sponsors=now.sponsors,
        speakers=spoken_for(state, proposal),
        wording=now.wording,
        redline=redline(proposal),
        reason=now.reason,
        objections=tuple(p.party for p in now.positions if p.stance == "objects"),
        support=tuple(p.party for p in now.positions if p.stance == "supports"),
        reserved=tuple(p.party for p in now.positions if p.stance == "reserves"),
        waiting=now.rebase if now.waiting else "",
        happened=proposal.stamp.happened,
        address=now.address,
        to=parent.handle if parent is not None else "",
        second_to=first.handle if first is not None else "",
        merged=tuple(known[i].now.address for i in proposal.merged),
        after=known[proposal.after].now.address if proposal.after in known else "",
        upon=tuple(p.handle for p in rests_upon(state, proposal)),
    )


def redline(proposal: Proposal) -> tuple[tuple[str, str], ...]:
    """What a proposal changes, word by word; a sign stands where it divides or joins."""
    if proposal.change == "deletion":
        return (("-", proposal.now.base),)
    if proposal.change == "insertion":
        return (("+", proposal.now.wording),)
    if proposal.change == "move":
        return (("=", proposal.now.base),)
    made = difference(proposal.now.base, proposal.now.wording)
    if CUT not in proposal.now.base + proposal.now.wording:
        return made
    return tuple((op, shown(words)) for op, words in made if op == "=" or words != " ")
