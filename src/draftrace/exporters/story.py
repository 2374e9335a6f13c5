"""What happened to each provision between two issues, and by whose accepted proposal?"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

from draftrace.compare.rebase import rebase
from draftrace.exporters.sheet import Comment
from draftrace.room.entities import Proposal, Step
from draftrace.room.state import State

REGROUPED = ("split from", "merged into")
"""What the steps of provisions that a split brings in or a merge takes out are told by."""

WORDINGS = ("proposed", "proposal revised", "proposal confirmed")
"""The acts by which a sponsor gives its proposal a wording on the text as it stands."""


class Story:
    """The steps of every provision behind one place of the record, up to another. With its
    ``history``, words that came in and went again in between are told too."""

    def __init__(self, state: State, since: int, until: int, *, history: bool = False) -> None:
        self.state = state
        self.since = since
        self.until = until
        self.history = history

    def steps(self, provision: str) -> list[Step]:
        every = self.state.past.steps.get(provision, ())
        return [s for s in every if self.since < s.stamp.position <= self.until]

    def adopted(self, step: Step) -> list[Proposal]:
        """The proposals a step accepted, in the order of the decision."""
        found = [self.state.proposal(i) for i in step.proposals]
        return [
            p
            for p in found
            if p is not None
            and p.now.status.startswith("accepted")
            and p.now.decided is not None
            and p.now.decided.act == step.stamp.act
        ]

    def told(self, step: Step) -> list[Proposal]:
        """The proposals a step accepted, each behind what amended it."""
        return [p for each in self.adopted(step) for p in (*self.amending([each]), each)]

    def came(self, provision: str) -> Step | None:
        """The step that last brought a provision in."""
        return self._last(provision, "standing")

    def went(self, provision: str) -> Step | None:
        """The step that struck a provision for good."""
        return self._last(provision, "struck")

    def _last(self, provision: str, life: str) -> Step | None:
        found, before = None, ""
        for step in self.steps(provision):
            if step.now.life == life != before:
                found = step
            before = step.now.life
        return found

    def parts(self, step: Step) -> list[str]:
        """The provisions that a split brought in with one of its steps."""
        return [i for split in self.adopted(step) for i in self._parts.get(split.id, ())]

    def is_withdrawn(self, provision: str) -> bool:
        """Whether a party took out again what it brought in."""
        came, went = self.came(provision), self.went(provision)
        return (
            came is not None and went is not None and self.signed(came)[0] == self.signed(went)[0]
        )

    def signed(self, step: Step) -> tuple[str, str]:
        """Whose a step is and of when: its first proposal's sponsor, else who acted."""
        adopted = self.adopted(step)
        stamp = adopted[0].stamp if adopted else step.stamp
        return stamp.speaker, stamp.happened

    def moved(self, provision: str) -> Step | None:
        """The step by which the room last moved a provision, or what it hangs on; else that of a
        split or merger it had to go along with."""
        steps = self.steps(provision)[::-1]
        along = (s for s in steps if s.outcome == "moved" and self.adopted(s))
        return next((s for s in steps if self.is_move(s)), None) or next(along, None)

    def is_move(self, step: Step | None) -> bool:
        """Whether a step was a move by itself."""
        return step is not None and any(p.change == "move" for p in self.adopted(step))

    def amended(self, proposal: Proposal, base: str) -> list[tuple[list[Proposal], str]]:
        """The wordings a proposal had until it was accepted, with whose each was: its own, then
        those of the amendments accepted to it; none where it was not amended, or where they do not
        all go on this base; a split's and a merger's is what it divides or joins."""
        found: list[tuple[list[Proposal], str]] = []
        is_amended = False
        base = proposal.now.base if proposal.change in ("split", "merge") else base
        for offered in self.state.past.offers.get(proposal.id, ()):
            if offered.now.status != "pending":
                continue
            amenders = self._amendments.get((offered.stamp.act, proposal.id), [])
            if not amenders and offered.stamp.kind not in WORDINGS:
                continue
            if not amenders and len(found) == 1:
                found = []
            carried = rebase(offered.now.base, offered.now.wording, base)
            said = carried.wording if offered.now.base != base else offered.now.wording
            is_amended = is_amended or bool(amenders)
            found.append((amenders or [proposal], said))
        return found if is_amended else []

    def took_in(self, proposal: Proposal, act: str) -> bool:
        """Whether an act took amendments into the proposal."""
        return (act, proposal.id) in self._amendments

    def amending(self, adopted: list[Proposal]) -> list[Proposal]:
        """The amendments that went into proposals, in the order in which they did."""
        return [
            amendment
            for p in adopted
            for offered in self.state.past.offers.get(p.id, ())
            for amendment in self._amendments.get((offered.stamp.act, p.id), ())
        ]

    @cached_property
    def _parts(self) -> dict[str, list[str]]:
        """The provisions that splits brought in, by the proposal."""
        found: dict[str, list[str]] = {}
        for provision, steps in self.state.past.steps.items():
            if steps and steps[0].outcome.startswith(REGROUPED[0]):
                found.setdefault(steps[0].proposals[0], []).append(provision)
        return found

    @cached_property
    def _amendments(self) -> dict[tuple[str, str], list[Proposal]]:
        """The accepted amendments by the act that accepted them and the proposal they amended."""
        found: dict[tuple[str, str], list[Proposal]] = {}
        for p in self.state.past.closed.values():
            if p.now.to and p.now.status == "accepted" and p.now.decided is not None:
                found.setdefault((p.now.decided.act, p.now.to), []).append(p)
        return found


def remarks(adopted: list[Proposal], step: Step | None) -> list[Comment]:
    """The reasons of the proposals, who joined them, and the reason of the decision, as remarks in
    the margin; that of a step which proposed is its proposal's, told with it."""
    found = []
    for p in adopted:
        by, when = p.stamp.speaker, p.stamp.happened
        others = tuple(s for s in p.now.sponsors if s != by)
        if p.now.reason.strip():
            found.append(Comment(author=by, date=when, text=p.now.reason.strip()))
        if others:
            found.append(Comment(author=by, date=when, text=with_others(others), joined=others))
    if step is not None and step.reason and step.stamp.kind not in WORDINGS:
        by, when = step.stamp.speaker, step.stamp.happened
        found.append(Comment(author=by, date=when, text=step.reason, decides=True))
    return found


def with_others(joined: Iterable[str]) -> str:
    """How a remark names those who joined a proposal."""
    return f"With {', '.join(joined)}."
