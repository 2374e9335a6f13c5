"""A whole negotiation from a seed, by the real rules, from the tabled draft to adoption."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

import msgspec

from draftrace.compare import bracketing
from draftrace.compare.dividing import CUT
from draftrace.errors import DraftraceError
from draftrace.journal import Journal
from draftrace.journal.memory import MemoryJournal
from draftrace.negotiation import Negotiation
from draftrace.room import places
from draftrace.room.acts import (
    agreeing,
    amending,
    deciding,
    fixing,
    issuing,
    meetings,
    packaging,
    proposing,
    restructuring,
    setup,
    silence,
    supporting,
    tabling,
    undoing,
)
from draftrace.room.acts.bracketing import treat
from draftrace.room.entities import Proposal
from draftrace.room.record import Entry
from draftrace.room.state import State
from draftrace.text.brackets import left, parse
from generated.texts import Words


class Scale(msgspec.Struct, frozen=True, kw_only=True):
    """How big a negotiation is."""

    parties: int = 30
    provisions: int = 500
    proposals: int = 5000
    meetings: int = 12
    revisions: int = 4


class Whole:
    """Plays a negotiation meeting by meeting; the same seed gives the same record.

    What the rules refuse is left out: parties here try anything. ``refused`` counts it.
    """

    def __init__(self, seed: int, scale: Scale, journal: Journal | None = None) -> None:
        self.chance = Random(seed)
        self.scale = scale
        self.words = Words(self.chance)
        makes = _ids()
        self.now = datetime(2030, 1, 1, tzinfo=UTC)
        self.talks = Negotiation(
            journal or MemoryJournal(clock=lambda: "2030-01-01T00:00:00Z"),
            identify=lambda: next(makes),
            clock=self._clock,
        )
        self.meeting = ""
        self.speaking = ""
        self.made = 0
        self.refused = 0
        self.delegations = [f"P{n:02}" for n in range(1, scale.parties + 1)]
        self.groups = [f"G{n}" for n in range(1, 4)]
        self._begin()

    @property
    def state(self) -> State:
        return self.talks.state()

    def play(self) -> Iterator[str]:
        """Play every meeting to adoption; yields the name of what has just ended."""
        last = self.scale.meetings
        share = -(-self.scale.proposals // (last - 2))
        issues = {
            round(last * n / (self.scale.revisions + 1)) for n in range(1, 1 + self.scale.revisions)
        }
        for number in range(1, last + 1):
            level = (
                "plenary" if number == last else "committee" if number > last - 3 else "informal"
            )
            self._open(level, f"Meeting {number}")
            if number < last - 1:
                self._debate(share)
            if number >= last - 2:
                self._conclude()
            if number == last:
                self._always("CHAIR", issuing.adopt)
            self._close()
            yield f"Meeting {number}"
            if number in issues:
                self._always("SEC", issuing.issue)
                yield self.state.now.revision

    # The floor

    def _begin(self) -> None:
        self._always("SEC", lambda s, f: setup.open_workspace(s, f, "g", "Generated"))
        for code in self.delegations:
            self._always("SEC", lambda s, f, c=code: setup.add_party(s, f, c, c, "delegation"))
        for number, code in enumerate(self.groups):
            self._always("SEC", lambda s, f, c=code: setup.add_party(s, f, c, c, "group"))
            for member in self.delegations[number::6]:
                self._always("SEC", lambda s, f, g=code, m=member: setup.join_group(s, f, g, m))
        draft = self.words.draft(self.scale.provisions)
        self._always("SEC", lambda s, f: tabling.table(s, f, draft))

    def _open(self, level: Any, name: str) -> None:
        entry = self._always("SEC", lambda s, f: meetings.open_meeting(s, f, name, level=level))
        self.meeting = entry.act.id

    def _close(self) -> None:
        for running in [s.id for s in self.state.now.silences.values() if s.ended is None]:
            # The presiding party took back its close.
            self._always("CHAIR", lambda s, f, i=running: silence.close_silence(s, f, i))
        closing, self.meeting = self.meeting, ""
        self._always("SEC", lambda s, f: meetings.close_meeting(s, f, closing))

    def _debate(self, proposals: int) -> None:
        """So many proposals, and between them support, objections and decisions."""
        until = min(self.made + proposals, self.scale.proposals)
        while self.made < until:
            self.speaking = self._delegation()
            proposal = self._proposal()
            self.made += self._try(self.speaking, proposal) is not None
            if self.chance.random() < 0.75:
                self._answer()
            if self.chance.random() < 0.8:
                self._gavel()
        for _ in range(20):
            self._agree("agreed in informals")
        self._silence()
        self._fix()

    def _proposal(self) -> Callable[..., Any]:
        kinds: list[Callable[[], Callable[..., Any]]] = [self._reword] * 12 + [self._insert] * 2
        kinds += [self._strike, self._move, self._split, self._merge, self._rival]
        kinds += [self._amend] * 2 + [self._fall_back]
        return self.chance.choice(kinds)()

    def _reword(self) -> Callable[..., Any]:
        target = self._open_provision()
        new = self.words.changed(self.state.now.provisions[target].now.wording)
        return lambda s, f: proposing.propose_wording(s, f, target, new, reason="as instructed")

    def _insert(self) -> Callable[..., Any]:
        anchor, text = self._provision(), self.words.sentence()
        place = self.chance.choice((places.after, places.after, places.before, places.first_in))
        return lambda s, f: proposing.propose_insertion(s, f, place(s, anchor), text)

    def _strike(self) -> Callable[..., Any]:
        target = self._open_provision()
        return lambda s, f: proposing.propose_deletion(s, f, target)

    def _move(self) -> Callable[..., Any]:
        target, anchor = self._open_provision(), self._provision()
        return lambda s, f: proposing.propose_move(s, f, target, anchor)

    def _split(self) -> Callable[..., Any]:
        target = self._open_provision()
        words = self.state.now.provisions[target].now.wording.split()
        at = self.chance.randrange(1, max(len(words) - 2, 2))
        before = " ".join(words[at : at + 3])
        return lambda s, f: restructuring.propose_split(s, f, target, [before])

    def _merge(self) -> Callable[..., Any]:
        target = self._open_provision()
        order = self.state.order()
        beside = order[min(order.index(target) + 1, len(order) - 1)]
        return lambda s, f: restructuring.propose_merge(s, f, target, [beside])

    def _rival(self) -> Callable[..., Any]:
        target, text = self._open_provision(), self.words.sentence()
        return lambda s, f: amending.propose_alternative(s, f, target, text)

    def _amend(self) -> Callable[..., Any]:
        found = self._pending()
        if found is None or found.change not in amending.AMENDABLE:
            return self._reword()
        *before, last = found.now.wording.split(CUT)
        new = CUT.join((*before, self.words.changed(last)))
        return lambda s, f: amending.propose_amendment(s, f, found.id, new)

    def _fall_back(self) -> Callable[..., Any]:
        """A second choice beside a pending proposal; only its own sponsor may make it."""
        found = self._pending()
        if found is None or found.change != "wording":
            return self._reword()
        self.speaking = found.stamp.by
        new = self.words.changed(self.state.now.provisions[found.provision].now.wording)
        return lambda s, f: proposing.propose_wording(
            s, f, found.provision, new, second_to=found.id
        )

    def _answer(self) -> None:
        """Somebody answers a pending proposal, or its sponsor comes back to it."""
        found = self._pending()
        if found is None:
            return
        by = self._delegation()
        match self.chance.randint(0, 7):
            case 0 | 1 | 2:
                self._try(by, lambda s, f: supporting.co_sponsor(s, f, found.id))
            case 3:
                stance: Any = self.chance.choice(("supports", "objects", "reserves"))
                self._try(
                    by, lambda s, f: supporting.take_position(s, f, stance, proposal=found.id)
                )
            case 4:
                new = self.words.changed(found.now.wording or "Promote services;")
                self._try(found.stamp.by, lambda s, f: proposing.revise(s, f, found.id, new))
            case 5:
                self._try(found.stamp.by, lambda s, f: proposing.withdraw(s, f, found.id))
            case 6 if self.chance.random() < 0.3 and (mine := self._friendly(found)):
                self._try(found.stamp.by, lambda s, f: amending.take_in(s, f, found.id, mine))
            case 6 if self.chance.random() < 0.3:
                mine = [p.id for p in self.state.now.pending.values()
                        if p.stamp.by == found.stamp.by][:3]  # fmt: skip
                name = f"Package {self.made}"
                self._try(found.stamp.by, lambda s, f: packaging.form(s, f, name, mine))
            case _:
                self._come_back(found)

    def _friendly(self, found: Proposal) -> list[str]:
        """Amendments to a proposal."""
        return [p.id for p in self.state.now.pending.values() if p.now.to == found.id][:2]

    def _come_back(self, found: Proposal) -> None:
        """The sponsor of what waits after a rebase confirms it, or takes it back."""
        waiting = [p for p in self.state.now.pending.values() if p.now.waiting][:5]
        for proposal in waiting or [found]:
            confirmed = self._try(
                proposal.stamp.by, lambda s, f, p=proposal: proposing.confirm(s, f, p.id)
            )
            if confirmed is None and proposal.now.waiting:
                self._try(
                    proposal.stamp.by, lambda s, f, p=proposal: proposing.withdraw(s, f, p.id)
                )

    def _gavel(self) -> None:
        found = self._pending()
        if found is None:
            return
        match self.chance.randint(0, 11):
            case 0 | 1 | 2 | 3:
                self._accept(found)
            case 4:
                drawn = [p.id for p in self.state.pending_on(found.provision)][:3]
                new = self.words.changed(self.state.now.provisions[found.provision].now.wording)
                self._try("CHAIR", lambda s, f: deciding.settle(
                    s, f, found.provision, new, drawing_on=drawn))  # fmt: skip
            case 5:
                self._try("CHAIR", lambda s, f: deciding.defer(s, f, found.provision))
            case 6:
                self._take_packages()
            case 7:
                self._take_back()
            case 8:
                self._settle_brackets(found.provision)
            case _:
                self._try("CHAIR", lambda s, f: deciding.reject(s, f, [found.id]))

    def _accept(self, found: Proposal) -> None:
        wording, provision = found.now.wording, found.provision
        entry = self._try("CHAIR", lambda s, f: deciding.accept(
            s, f, found.id, objections=[]))  # fmt: skip
        if entry is not None and found.change in ("wording", "insertion", "alternative", "merge"):
            assert self.state.now.provisions[provision].now.wording == wording

    def _take_packages(self) -> None:
        for package in packaging.open_packages(self.state):
            done = self._try("CHAIR", lambda s, f, p=package: packaging.accept_package(s, f, p.id))
            if done is None and self.chance.random() < 0.5:
                self._try("CHAIR", lambda s, f, p=package: packaging.dissolve(s, f, p.id))

    def _take_back(self) -> None:
        """The presiding party takes one of its last decisions back."""
        mine = [s for s in self.state.past.stamps.values() if s.by == "CHAIR"][-4:]
        target = self.chance.choice(mine) if mine else None
        if target is not None:
            self._try("CHAIR", lambda s, f: undoing.undo(s, f, target.act))

    def _settle_brackets(self, provision: str) -> None:
        wording = self.state.now.provisions[provision].now.wording
        if parse(wording).strays:
            self._treat(provision, "brackets repaired", lambda w: bracketing.repaired(w, "remove"))
            return
        for _ in range(left(wording)):
            self._treat(provision, "brackets struck", lambda w: bracketing.struck(w, 1))

    def _treat(self, provision: str, outcome: Any, operation: Callable[[str], str]) -> None:
        self._try("CHAIR", lambda s, f: treat(s, f, provision, outcome, operation))

    def _silence(self) -> None:
        """Some paragraphs go round for four days; now and then somebody speaks."""
        chosen = [i for i in (self._open_provision() for _ in range(12))
                  if not self.state.concerning(i)][:4]  # fmt: skip
        until = (self.now + timedelta(days=4)).strftime("%Y-%m-%dT%H:%M:%SZ")
        opened = self._try("CHAIR", lambda s, f: silence.open_silence(s, f, chosen, until))
        if opened is None:
            return
        if self.chance.random() < 0.5:
            self._try(self._delegation(),
                      lambda s, f: silence.break_silence(s, f, chosen[:1], "not so"))  # fmt: skip
        self._try(self._delegation(), self._reword())
        self.now += timedelta(days=5)
        self._always("CHAIR", lambda s, f: silence.close_silence(s, f, opened.act.id))

    def _fix(self) -> None:
        """The room still agrees with this change."""
        agreed = [p for p in self.state.standing() if p.now.agreed]
        if agreed:
            found = self.chance.choice(agreed)
            new = found.now.wording.replace("also", "too")
            self._try("CHAIR", lambda s, f: fixing.fix(s, f, found.id, new, "slip"))

    def _agree(self, rung: Any) -> None:
        provision = self._open_provision()
        self._try("CHAIR", lambda s, f: agreeing.agree(s, f, provision, rung))

    def _conclude(self) -> None:
        """Nothing stays open: packages, proposals, brackets, agreement."""
        for package in packaging.open_packages(self.state):
            self._try("CHAIR", lambda s, f, p=package: packaging.dissolve(s, f, p.id))
        while self.state.now.pending:
            proposal = next(iter(self.state.now.pending.values()))
            if self.chance.random() < 0.5 and not proposal.now.waiting:
                self._accept(proposal)
            if proposal.id in self.state.now.pending:
                self._always("CHAIR", lambda s, f, p=proposal: deciding.reject(s, f, [p.id]))
        for provision in self.state.standing():
            if left(provision.now.wording):
                self._try("CHAIR", lambda s, f, p=provision: agreeing.reopen(s, f, p.id))
                self._settle_brackets(provision.id)
        level = self.state.now.meetings[self.meeting].level
        rung = "agreed in informals" if level == "informal" else "agreed in committee"
        for provision in self.state.standing():
            self._try("CHAIR", lambda s, f, p=provision: agreeing.agree(s, f, p.id, rung))  # type: ignore[arg-type]

    # Chance

    def _delegation(self) -> str:
        return self.chance.choice(self.delegations)

    def _provision(self) -> str:
        return self.chance.choice(self.state.order())

    def _open_provision(self) -> str:
        """One of the living provisions, most often one that is not agreed yet."""
        for _ in range(8):
            found = self._provision()
            if not self.state.now.provisions[found].now.agreed:
                break
        return found

    def _pending(self) -> Proposal | None:
        """A pending proposal, the newest ones most often."""
        pending = list(self.state.now.pending.values())
        if not pending:
            return None
        return pending[-1 - min(int(self.chance.expovariate(0.05)), len(pending) - 1)]

    # Acting

    def _try(self, by: str, decide: Callable[..., Any]) -> Entry | None:
        try:
            return self._always(by, decide)
        except DraftraceError:
            self.refused += 1
            return None

    def _always(self, by: str, decide: Callable[..., Any]) -> Entry:
        behalf = ""
        if by in self.delegations and self.chance.random() < 0.1:
            group = self.delegations.index(by) % 6
            behalf = self.groups[group] if group < len(self.groups) else ""
        floor = self.talks.floor(by, meeting=self.meeting, behalf=behalf)
        return self.talks.perform(decide, floor)

    def _clock(self) -> str:
        self.now += timedelta(seconds=7)
        return self.now.strftime("%Y-%m-%dT%H:%M:%SZ")


def _ids() -> Iterator[str]:
    number = 0
    while True:
        number += 1
        yield f"g{number:06d}"
