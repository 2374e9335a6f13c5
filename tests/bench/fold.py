"""What do folding a long record, and opening it from a snapshot, cost beside decoding it?

Usage: PYTHONPATH=src:tests python tests/bench/fold.py [ACTS]

A generated negotiation over 1,000 provisions: proposals, positions, decisions that carry rivals
over, agreement, undo, three issues. Folding may take 3 times the decoding of the same acts;
opening the workspace from its snapshot a tenth of decoding and folding it. The best of several
rounds counts, since noise only slows. Exits with 1 when a ratio is missed.
"""

from __future__ import annotations

import gc
import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec

from draftrace.journal.codec import decode_act as decode
from draftrace.journal.sqlite import SqliteJournal
from draftrace.room import ranks
from draftrace.room.acts import payloads as p
from draftrace.room.acts import terms
from draftrace.room.entities import Proposal
from draftrace.room.evolve import evolve, fold
from draftrace.room.record import Act, Entry
from draftrace.room.state import State
from draftrace.workspace import Workspace

ACTS = 100_000
PROVISIONS = 1_000
PARTIES = [f"P{number:02}" for number in range(30)]
FOLDING, OPENING = 3.0, 0.1
BATCH = 10_000
_WORDS = ["promote", "review", "support", "respect", "services", "regions", "States", "data"]


class Record:
    """Acts made one behind the other, each on what the ones before it left standing."""

    def __init__(self, seed: int = 1) -> None:
        self.chance = random.Random(seed)
        self.state = State()
        self.entries: list[Entry] = []
        self.meeting = ""
        self.act("SEC", p.WorkspaceOpened(workspace="w", title="Bench", presiding="CHAIR"))
        for code in PARTIES:
            self.act("SEC", p.PartyAdded(code=code, name=code, role="delegation"))
        opened = p.MeetingOpened(meeting="m1", name="M", level="informal", presiding="CHAIR")
        self.act("SEC", opened)
        self.meeting = "m1"
        self.act("SEC", p.DraftTabled(symbol="L.1", title="Bench", provisions=self._draft()))

    def act(self, by: str, payload: p.Payload) -> None:
        position = len(self.entries) + 1
        act = Act(
            id=f"01930000-0000-7000-8000-{position:012}",
            happened="2030-05-08T10:12:00Z",
            by=by,
            recorder="SEC",
            payload=payload,
            version=1,
            meeting=self.meeting,
        )
        entry = Entry(position=position, recorded=act.happened, act=act, previous="", hash="")
        self.entries.append(entry)
        evolve(self.state, entry)

    def wording(self) -> str:
        return " ".join(self.chance.choices(_WORDS, k=60)).capitalize() + ";"

    def fill(self, count: int) -> None:
        """Negotiate until the record has that many entries."""
        issues = [count // 4, count // 2, 3 * count // 4]
        kinds = [self.propose, self.respond, self.decide, self.withdraw, self.agree, self.undo]
        weights = [36, 32, 24, 4, 3, 1]
        provisions = list(self.state.now.provisions)
        while len(self.entries) < count:
            if issues and len(self.entries) >= issues[0]:
                issues.pop(0)
                self.issue()
                continue
            (kind,) = self.chance.choices(kinds, weights)
            kind(self.chance.choice(provisions))

    def propose(self, provision: str) -> None:
        form = self.state.now.provisions[provision].now
        if not form.agreed:
            self.act(
                self.chance.choice(PARTIES),
                p.Proposed(
                    provision=provision,
                    change="wording",
                    base=form.wording,
                    wording=self.wording(),
                    reason="as said on the floor",
                ),
            )

    def respond(self, provision: str) -> None:
        for proposal in self.state.pending_on(provision)[:1]:
            party = self.chance.choice(PARTIES)
            payload: p.Payload = p.PositionTaken(stance="supports", proposal=proposal.id)
            if party not in proposal.now.sponsors and self.chance.random() < 0.5:
                payload = p.CoSponsored(proposal=proposal.id)
            self.act(party, payload)

    def decide(self, provision: str) -> None:
        """One proposal is accepted or rejected; of its rivals one falls, the others are carried."""
        pending = self.state.pending_on(provision)
        if not pending or self.state.now.provisions[provision].now.agreed:
            return
        first, *rivals = pending
        if self.chance.random() < 0.3:
            rejected = p.Decided(provision=provision, outcome="rejected", rejected=(first.id,))
            self.act("CHAIR", rejected)
            return
        self.act(
            "CHAIR",
            p.Decided(
                provision=provision,
                outcome="accepted",
                wording=first.now.wording,
                adopted=(first.id,),
                overtaken=tuple(r.id for r in rivals[:1]),
                rebased=tuple(map(self._rebased, rivals[1:])),
                seal="0" * 64,
            ),
        )

    def _rebased(self, rival: Proposal) -> terms.Rebased:
        if self.chance.random() < 0.5:
            return terms.Rebased(proposal=rival.id, outcome="conflict")
        base = self.state.now.provisions[rival.provision].now.wording
        return terms.Rebased(proposal=rival.id, outcome="clean", base=base, wording=self.wording())

    def withdraw(self, provision: str) -> None:
        for proposal in self.state.pending_on(provision)[:1]:
            self.act(proposal.stamp.by, p.ProposalWithdrawn(proposal=proposal.id))

    def agree(self, provision: str) -> None:
        agreed = self.state.now.provisions[provision].now.agreed
        if agreed:
            self.act("CHAIR", p.Reopened(provision=provision, covers=(provision,)))
        elif not self.state.pending_on(provision):
            rung: terms.Rung = "agreed in informals"
            covers = (provision,)
            self.act("CHAIR", p.Agreed(provision=provision, rung=rung, covers=covers, seal="0"))

    def undo(self, _: str) -> None:
        last = self.entries[-1].act
        if not isinstance(last.payload, p.Undone | p.RevisionIssued):
            self.act(last.by, p.Undone(act=last.id))

    def issue(self) -> None:
        name = f"Rev.{self.state.now.issues + 1}"
        labels = tuple(
            terms.Numbered(provision=i.id, address=i.now.address, label=i.now.label)
            for i in self.state.standing()
        )
        self.act("SEC", p.RevisionIssued(revision=name, symbol=name, labels=labels, seal="0"))

    def _draft(self) -> tuple[terms.NewProvision, ...]:
        return tuple(
            terms.NewProvision(
                id=f"01930000-0000-7000-9000-{number:012}",
                kind="operative",
                level=1,
                wording=self.wording(),
                rank=rank,
                address=str(number),
                label=str(number),
            )
            for number, rank in enumerate(ranks.spread(PROVISIONS), 1)
        )


def best(work: Callable[[], object], rounds: int = 3) -> float:
    """The shortest of several times, in seconds of this process."""
    shortest = float("inf")
    for _ in range(rounds):
        gc.collect()
        started = time.process_time()
        work()
        shortest = min(shortest, time.process_time() - started)
    return shortest


def measured(entries: list[Entry], folder: Path) -> Iterator[tuple[str, float, float, float]]:
    """What, seconds, seconds of what it is held against, ratio allowed."""
    encoder = msgspec.json.Encoder(order="sorted")
    encoded = [encoder.encode(entry.act) for entry in entries]
    decoding = best(lambda: [decode(line) for line in encoded])
    folding = best(lambda: fold(entries))
    yield "fold / decode", folding, decoding, FOLDING
    (folder / "sessions").mkdir()
    journal = SqliteJournal(folder / "sessions" / "journal.db")
    for first in range(0, len(entries), BATCH):
        journal.append([entry.act for entry in entries[first : first + BATCH]], first)
    Workspace(folder).save()
    opening = best(lambda: Workspace(folder).state())
    yield "open from snapshot / decode and fold", opening, decoding + folding, OPENING


def main(count: int) -> int:
    record = Record()
    record.fill(count)
    voids, provisions = len(record.state.now.voids), len(record.state.now.provisions)
    pending = len(record.state.now.pending)
    print(f"{count:,} acts over {provisions:,} provisions; {pending:,} pending; {voids} void")
    missed = int(voids > 0)
    with tempfile.TemporaryDirectory() as folder:
        for what, taken, beside, allowed in measured(record.entries, Path(folder)):
            ratio = taken / beside
            missed += ratio > allowed
            print(
                f"{what:38} {taken * 1000:8.0f} ms / {beside * 1000:8.0f} ms"
                f"  = {ratio:5.2f}  (at most {allowed:g})"
            )
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else ACTS))
