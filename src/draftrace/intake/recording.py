"""The changes of a received file become proposals: all of them, or none."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property
from typing import Literal

import msgspec

from draftrace.compare import dividing
from draftrace.compare.phrases import beginning
from draftrace.errors import DraftraceError, NegotiationError
from draftrace.intake.authors import party_of
from draftrace.intake.changes import Change, Left, Received, Spotted, left_of
from draftrace.intake.recorded import Recorded
from draftrace.intake.so_far import SoFar
from draftrace.intake.standing_at import anchor_of, place_of
from draftrace.intake.trains import whole
from draftrace.negotiation import Rehearsal
from draftrace.room.acts.amending import (
    AMENDABLE,
    propose_alternative,
    propose_amendment,
    propose_leaving_out,
)
from draftrace.room.acts.payloads import Proposed
from draftrace.room.acts.proposing import (
    propose_deletion,
    propose_insertion,
    propose_move,
    revise,
)
from draftrace.room.acts.receiving import divide_on, propose_on, same_proposal, stands_already
from draftrace.room.acts.restructuring import propose_merge, propose_split
from draftrace.room.acts.supporting import co_sponsor
from draftrace.room.entities import Proposal
from draftrace.room.floor import Floor
from draftrace.room.places import Spot
from draftrace.room.roles import may_speak
from draftrace.room.state import State

Fate = Literal["proposed", "exists", "stands already", "recorded already"]


_JOINS_AGAIN = "joins with another what {} would divide off, which is not decided"
_NOT_TAKEN_IN = "amends what {} asks for there, which was not taken in"


class Offered(msgspec.Struct, frozen=True):
    """What became of a change: proposed (or would be), or why not. ``address`` is where it stands
    in the text, ``handle`` how the room calls the proposal, ``wording`` what it proposes."""

    change: Change
    party: str
    fate: Fate
    handle: str
    address: str
    base: str
    wording: str
    status: str = ""
    waits: bool = False


class Account(msgspec.Struct, frozen=True):
    """What came of a whole file."""

    offered: tuple[Offered, ...]
    left: tuple[Left, ...]

    @property
    def new_reasons(self) -> list[str]:
        """The reasons of what is proposed."""
        return [o.change.reason for o in self.offered if o.fate == "proposed"]


FloorOf = Callable[[Change, str], Floor]
"""The envelope of a change's act, given the party it is of."""


def record(
    rehearsal: Rehearsal, found: Received, parties: Mapping[str, str], floor_of: FloorOf
) -> Account:
    """Propose every change in the order of the text; ``parties`` are those of the authors, the
    empty author's that of the untracked ones. A change the rules of the room refuse, as of a
    provision that is agreed, is left, with the rule; unless it rests on one further down, such as
    a merger of what moves there."""
    # Only a file that we marked tells acts: for others the record need not be read.
    acts = any(change.act for change in found.changes)
    recorded = Recorded(rehearsal.state if acts else State())
    recording = _Recording(rehearsal, parties, floor_of, recorded)
    # What marks of two paragraphs tell of one act, as of a division, is one change.
    asked = dict.fromkeys(whole(rehearsal.state, found.changes, recording.left))
    recording.asked = tuple(asked)
    refused = [change for change in asked if recording.take(change) is not None]
    recording.left += [left for change in refused if (left := recording.take(change)) is not None]
    return Account(tuple(recording.offered), (*found.left, *recording.left))


class _Recording:
    def __init__(
        self,
        rehearsal: Rehearsal,
        parties: Mapping[str, str],
        floor_of: FloorOf,
        recorded: Recorded,
    ) -> None:
        self.rehearsal = rehearsal
        self.parties = parties
        self.floor_of = floor_of
        self.offered: list[Offered] = []
        self.left: list[Left] = []
        self.asked: tuple[Change, ...] = ()
        self.taken: set[str] = set()
        self.so_far = SoFar(rehearsal)
        self.recorded = recorded

    def take(self, change: Change) -> Left | None:
        """Offer a change to the room; what is left of it where a rule refuses it."""
        floor = self.floor_of(change, self.parties[change.author])
        may_speak(self.rehearsal.state, floor, "proposed")
        if self.so_far.goes_along(change):
            return None
        try:
            self.offered.append(self.offer(change, floor))
        except DraftraceError as refused:
            return left_of(change, refused, change.wording)
        return None

    def offer(self, change: Change, floor: Floor) -> Offered:
        if change.kind == "revision":
            return self.revise(change, floor)
        return (
            self.stands(change, floor)
            or self.known(change, floor)
            or self.told_again(change, floor)
            or self.propose(change, floor)
        )

    def revise(self, change: Change, floor: Floor) -> Offered:
        """Its sponsor's later word on what it brought in, where it did not say so before."""
        state = self.rehearsal.state
        own = state.proposal(self.so_far.amended_by(change))
        if own is None:
            again = self.told_again(change, floor)
            if again is not None:
                return again
            raise NegotiationError("changes what its author asks for, which was not taken in")
        said = [step.now.wording for step in state.past.offers[own.id]]
        base = own.now.wording
        wording = dividing.with_piece(base, change.piece, self.so_far.worded(change))
        exists = wording in said
        if not exists:
            why = change.reason
            self.rehearsal.perform(lambda s, f: revise(s, f, own.id, wording, reason=why), floor)
        fate: Fate = "exists" if exists else "proposed"
        return self.told(change, floor, fate, state.proposal(own.id) or own, base, wording)

    def stands(self, change: Change, floor: Floor) -> Offered | None:
        """A change the text has taken in already."""
        state = self.rehearsal.state
        if change.kind not in ("wording", "alternative") or not stands_already(
            state, change.provision, change.base, change.wording
        ):
            return None
        address = state.now.provisions[change.provision].now.address
        return Offered(change, floor.by, "stands already", "", address, change.base, change.wording)

    def known(self, change: Change, floor: Floor) -> Offered | None:
        """What the file tells of an act of this very record, whatever became of it."""
        if not change.act:
            return None
        wording = self.so_far.worded(change)
        for found in self.before(floor.by):
            if found.stamp.happened != change.happened:
                continue
            said = {step.now.wording for step in self.rehearsal.state.past.offers[found.id]}
            wordless = change.kind in ("deletion", "move") or (change.begins and not change.wording)
            whole = wordless and change.kind == found.change
            if whole or (wording and wording in said):
                self.remember(change, found)
                return self.told(change, floor, "exists", found, found.now.base, wording)
        return None

    def told_again(self, change: Change, floor: Floor) -> Offered | None:
        """What the file tells of an act of this very record that is no proposal of its own: the
        text of a chair, what went along with a move, a piece of what was divided."""
        wording, when = self.so_far.worded(change), change.happened
        if not change.act or not self.recorded.says((floor.by, when), change.kind, wording):
            return None
        there = self.rehearsal.state.now.provisions.get(change.provision)
        address = there.now.address if there is not None else change.address
        return Offered(change, floor.by, "recorded already", "", address, change.base, wording)

    @cached_property
    def acts(self) -> dict[str, list[str]]:
        """The proposals of the record before the file by whose they are, pending ones first."""
        state = self.rehearsal.state
        found: dict[str, list[str]] = {}
        for proposal in (*state.now.pending.values(), *state.past.closed.values()):
            found.setdefault(proposal.stamp.speaker, []).append(proposal.id)
        return found

    def before(self, party: str) -> list[Proposal]:
        """Those of a party, as they are, that the file has not been found to tell of yet."""
        ids = (i for i in self.acts.get(party, ()) if i not in self.taken)
        return [p for i in ids if (p := self.rehearsal.state.proposal(i)) is not None]

    def propose(self, change: Change, floor: Floor) -> Offered:
        """Propose it, where it was not before."""
        state = self.rehearsal.state
        asked = self.decided(state, floor, change)
        same = same_proposal(state, floor.by, asked, self.before(floor.by))
        fate: Fate = "proposed" if same is None else "exists"
        if same is None:
            act = self.rehearsal.perform(lambda _s, _f: asked, floor)
            same = self.joined(state.now.pending[act.id], change)
        self.remember(change, same)
        return self.told(change, floor, fate, same, asked.base, asked.wording)

    def joined(self, proposal: Proposal, change: Change) -> Proposal:
        """A proposal with those who had joined it; a name that is no party's is left."""
        for name in change.others:
            party = self.parties.get(name) or party_of(self.rehearsal.state, name, {})
            if party in proposal.now.sponsors:
                continue
            try:
                if not party:
                    raise NegotiationError(f"{proposal.handle} is co-sponsored by no known party.")
                floor = self.floor_of(change, party)
                self.rehearsal.perform(lambda s, f: co_sponsor(s, f, proposal.id), floor)
            except DraftraceError as refused:
                self.left.append(left_of(change, refused, name))
        return self.rehearsal.state.now.pending[proposal.id]

    def told(
        self, change: Change, floor: Floor, fate: Fate, found: Proposal, base: str, wording: str
    ) -> Offered:
        """What became of a change, with its proposal as it is."""
        address = self.rehearsal.state.now.provisions[found.provision].now.address
        told = (found.handle, address, base, wording, found.now.status, found.now.waiting)
        return Offered(change, floor.by, fate, *told)

    def remember(self, change: Change, proposal: Proposal) -> None:
        """What later changes of the file refer to."""
        self.taken.add(proposal.id)
        self.so_far.remember(change, proposal)

    def decided(self, state: State, floor: Floor, change: Change) -> Proposed:
        why, wording = change.reason, self.so_far.worded(change)
        match change.kind:
            case "wording":
                standing = state.now.provisions[change.provision].now.wording
                base, wording = change.made_on(standing, wording)
                return propose_on(state, floor, change.provision, base, wording, reason=why)
            case "alternative":
                return propose_alternative(state, floor, change.provision, wording, reason=why)
            case "deletion" | "move" if (split := self.so_far.divided_by(change)) is not None:
                own_too = bool(change.act)
                behind = self.so_far.behind(change) if change.kind == "move" else ""
                return propose_leaving_out(
                    state, floor, split.id, change.piece, behind=behind, reason=why, own_too=own_too
                )
            case "deletion":
                struck = self.so_far.concerned(change)
                return propose_deletion(state, floor, struck, reason=why, own_too=True)
            case "move":
                moving = self.so_far.concerned(change)
                anchor = anchor_of(state, moving, self.so_far.moved_behind(change, moving))
                return propose_move(state, floor, moving, anchor, reason=why)
            case "split" if not change.provision:
                whole = self.so_far.concerned(change)
                return propose_split(state, floor, whole, (), wording=wording, reason=why)
            case "split" if wording:
                base = change.base
                return divide_on(state, floor, change.provision, base, wording, reason=why)
            case "split":
                begins = [beginning(change.base, words) for words in change.begins]
                return propose_split(state, floor, change.provision, begins, reason=why)
            case "merge":
                into = self.so_far.concerned(change)
                others = (*change.merged, *self.so_far.members(change))
                return propose_merge(state, floor, into, others, wording, reason=why)
            case "amendment":
                return self.amendment(state, floor, change, wording)
            case _:
                return propose_insertion(state, floor, self.place(change), wording, reason=why)

    def amendment(self, state: State, floor: Floor, change: Change, wording: str) -> Proposed:
        parent = self.so_far.amended_by(change)
        brought = state.proposal(parent) if parent and not change.provision else None
        inserts = brought is not None and brought.change == "insertion"
        if brought is not None and inserts and _stands(state, brought.provision):
            base, own = brought.now.wording, brought.provision
            return propose_on(state, floor, own, base, wording, reason=change.reason)
        if change.upon and not parent:
            raise NegotiationError(_NOT_TAKEN_IN.format(change.to))
        if change.provision and not self.can_be_amended(state, parent):
            standing = state.now.provisions[change.provision].now.wording
            base, whole = change.made_on(standing, dividing.run_on(wording))
            return propose_on(state, floor, change.provision, base, whole, reason=change.reason)
        if not parent:
            raise NegotiationError(_NOT_TAKEN_IN.format(change.to))
        pending = state.now.pending.get(parent)
        if pending is not None and pending.change == "amendment" and change.act:
            # An amendment is not amended: where nothing is decided both are to what the first is.
            pending = state.now.pending.get(pending.now.to)
        if pending is None:
            raise NegotiationError(f"amends what {change.to} asked for there, which is decided")
        wording = dividing.with_piece(pending.now.wording, change.piece, wording)
        wording = dividing.normalised(wording) if pending.change == "split" else wording
        if pending.change == "split" and dividing.CUT not in wording and self.asks_more(change):
            raise NegotiationError(_JOINS_AGAIN.format(pending.handle))
        why, own_too = change.reason, bool(change.act)
        return propose_amendment(state, floor, pending.id, wording, reason=why, own_too=own_too)

    def asks_more(self, change: Change) -> bool:
        """Whether the same act words something else too: what leaves nothing of one part then joins
        it with that."""
        act = (change.author, change.happened)
        return sum(1 for c in self.asked if c.wording and (c.author, c.happened) == act) > 1

    def can_be_amended(self, state: State, parent: str) -> bool:
        """Whether the proposal is there and of a kind that is amended; else whoever changed its
        words proposes the wording that came of it."""
        found = state.now.pending.get(parent)
        return found is not None and found.change in AMENDABLE

    def place(self, change: Change) -> Spot:
        spot = change.spot or Spotted()
        state, behind, once = self.rehearsal.state, self.so_far.behind(change), bool(change.act)
        return place_of(state, behind, spot.next, spot.kind, spot.level, once=once)


def _stands(state: State, provision: str) -> bool:
    return state.now.provisions[provision].now.life == "standing"
