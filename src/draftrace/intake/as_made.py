"""Is what was received of a file of ours the proposal that was made?

By party, date, kind, words, provision and reason. What was made on a text that others had changed
by then has no such form where nothing has been decided yet: of that its words are asked, and of
what divides or joins provisions that stood there its kind.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from draftrace.compare import dividing
from draftrace.exporters.original import WORDLESS
from draftrace.exporters.story import WORDINGS
from draftrace.intake.recording import Offered
from draftrace.room.entities import Offer, Proposal, Revision
from draftrace.room.state import State

_REGROUPS = ("split", "merge")


class AsMade:
    """The proposals of a record as they were made on a ``base`` of it; ``there`` is the state of
    the room that received the file."""

    def __init__(self, state: State, base: Revision, there: State) -> None:
        self.state = state
        self.since = base.stamp.position
        self.issued = {i.provision: i for i in base.provisions}
        self.there = there

    def is_it(self, proposal: Proposal, offered: Offered) -> bool:
        """Whether a change of the proposal's party and date is the proposal."""
        if not self._has_reason(proposal, offered.change.reason):
            return False
        said = self._said(proposal)
        if not all(self._on_base(proposal, each) for each in said):
            return self._came_of(proposal, offered)
        return self._has_form(proposal, offered) and (
            proposal.change in WORDLESS
            or any(_same(proposal.change, each.wording, offered.wording) for each in said)
        )

    def _has_reason(self, proposal: Proposal, came: str) -> bool:
        """Whether what comments say are its own reasons, the last of them at least, and those that
        decisions were given beside it."""
        rest = came
        for each in self._decided if "(" in came else ():
            rest = rest.replace(each, "")
        reasons = [each for each in self._reasons(proposal) if each]
        is_given = bool(rest.strip()) == bool(reasons)
        for each in sorted(reasons, key=len, reverse=True):
            rest = rest.replace(each, "", 1)
        return is_given and not rest.strip()

    def _said(self, proposal: Proposal) -> list[Offer]:
        """What its sponsor itself said it is, first and later."""
        steps = self.state.past.offers.get(proposal.id, ())
        return [step.now for step in steps if step.stamp.kind in WORDINGS]

    def _on_base(self, proposal: Proposal, said: Offer) -> bool:
        """Whether it was said of the base as it is, or of what was asked for on that."""
        if said.to:
            parent = self.state.proposal(said.to)
            if parent is None or not (
                said.provision in self.issued or said.provision in self._inserted
            ):
                # What was amended had gone on to a piece of what another divided.
                return False
            return all(self._on_base(parent, each) for each in self._said(parent))
        if said.change == "insertion":
            return True
        there = [self.issued.get(i) for i in (said.provision, *proposal.merged)]
        if said.change in (*WORDLESS, "merge") or there[0] is None:
            return all(there)
        return there[0].wording == said.base

    def _has_form(self, proposal: Proposal, offered: Offered) -> bool:
        """Whether it is of the kind that the proposal was, as told and as taken in, on the same
        provisions."""
        first, change = self._said(proposal)[0], offered.change
        if proposal.change == "deletion" and self._divided_before(proposal) and not change.piece:
            return False
        proposed = self.there.proposal(offered.handle)
        told = {change.kind, asked_for(proposed) if proposed is not None else change.kind}
        if not told <= {first.change, proposal.change}:
            return False
        if set(change.merged) - {first.provision} != set(proposal.merged) - {change.provision}:
            return False
        return first.provision not in self.issued or change.provision == first.provision

    def _divided_before(self, proposal: Proposal) -> bool:
        """Whether what it strikes was the first part only of what stands in the base: who strikes
        the whole there strikes more."""
        until = (proposal.now.decided or proposal.stamp).position
        before = [
            step
            for step in self.state.past.steps.get(proposal.provision, ())
            if self.since < step.stamp.position < until and step.outcome == "accepted"
        ]
        found = (self.state.proposal(i) for step in before for i in step.proposals)
        return any(p is not None and p.change == "split" for p in found)

    def _came_of(self, proposal: Proposal, offered: Offered) -> bool:
        """Whether it says what the proposal said once: as made, revised or carried over; of a
        paragraph that is divided the pieces it words."""
        stood = all(i in self.issued or i in self._inserted for i in proposal.concerns)
        is_whole = proposal.change in WORDLESS
        if is_whole or (proposal.change in _REGROUPS and stood):
            same_kind = offered.change.kind == proposal.change
            if is_whole or not same_kind:
                return same_kind
        if offered.change.kind == "insertion" != self._said(proposal)[0].change:
            return False  # Who words what another brings in brings in nothing.
        steps = self.state.past.offers.get(proposal.id, ())
        said = {_words(each.now.wording) for each in steps}
        return _words(offered.wording) in said or _pieces(offered) in said

    def _reasons(self, proposal: Proposal) -> list[str]:
        """The reasons its sponsor gave, first and later."""
        return [each.reason for each in self._said(proposal)]

    @cached_property
    def _inserted(self) -> set[str]:
        """What proposals of the record bring in themselves: what is divided is no such thing."""
        every = (*self.state.past.closed.values(), *self.state.now.pending.values())
        return {p.inserted.id for p in every if p.inserted is not None}

    @cached_property
    def _decided(self) -> list[str]:
        """The reasons of decisions, as they are told beside a sponsor's."""
        taken = (step for steps in self.state.past.steps.values() for step in steps if step.reason)
        return list(dict.fromkeys(f"({s.stamp.speaker}: {s.reason})" for s in taken))


def asked_for(proposal: Proposal) -> str:
    """The kind of what a proposal asks for: one that leaves a piece of a pending division out asks
    that this be struck or moved, and waits as an amendment for there to be such a provision."""
    if proposal.change != "amendment" or not proposal.now.to:
        return proposal.change
    if dividing.CUT not in proposal.now.base:
        return proposal.change
    if dividing.left_out(proposal.now.base, proposal.now.wording) is None:
        return proposal.change
    return "move" if proposal.after else "deletion"


def one_to_one(
    judge: AsMade, proposals: Sequence[Proposal], offered: Sequence[Offered]
) -> dict[str, int]:
    """Which of the changes each proposal came back as, by the id: none stands for two."""
    taken: dict[int, str] = {}
    fits = {p.id: [n for n, each in enumerate(offered) if judge.is_it(p, each)] for p in proposals}

    def placed(proposal: str, tried: set[int]) -> bool:
        for n in fits[proposal]:
            if n in tried:
                continue
            tried.add(n)
            if n not in taken or placed(taken[n], tried):
                taken[n] = proposal
                return True
        return False

    for each in proposals:
        placed(each.id, set())
    return {proposal: n for n, proposal in taken.items()}


def _same(kind: str, made: str, came: str) -> bool:
    """A split beside a word that others struck may be seen on either side of it."""
    return made == came or (kind == "split" and _words(made) == _words(came))


def _pieces(offered: Offered) -> str:
    if dividing.CUT not in offered.wording:
        return ""
    old, new = (list(dividing.pieces(each)) for each in (offered.base, offered.wording))
    while old and new and old[0] == new[0]:
        old, new = old[1:], new[1:]
    while old and new and old[-1] == new[-1]:
        old, new = old[:-1], new[:-1]
    return _words(" ".join(new))


def _words(wording: str) -> str:
    return " ".join(wording.split())
