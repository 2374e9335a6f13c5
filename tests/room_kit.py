"""A room for tests, in the words of the room: ``room.given(...)``, ``when``, ``then``.

Real journal, real fold, real rules; only ids and the clock are fixed, so a failure reads the same
twice.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from draftrace.errors import DraftraceError
from draftrace.journal.memory import MemoryJournal
from draftrace.negotiation import Negotiation
from draftrace.room import places
from draftrace.room.acts import (
    agreeing,
    amending,
    corpus,
    deciding,
    issuing,
    meetings,
    proposing,
    restructuring,
    setup,
    tabling,
    undoing,
)
from draftrace.room.acts.payloads import DocumentAdded
from draftrace.room.entities import Proposal, Provision
from draftrace.room.record import Entry
from draftrace.room.state import State
from draftrace.text import addresses
from draftrace.text import documents as doc
from draftrace.views.standing import resolve


def ids() -> Iterator[str]:
    number = 0
    while True:
        number += 1
        yield f"a{number:05d}"


def document(*lines: str, symbol: str = "L.1", title: str = "A draft") -> doc.Document:
    """A text from short lines: ``# heading``, ``1. paragraph``, ``(a) item``, ``(i) sub-item``,
    ``PP preambular``, ``[^1]: note``; the address of each is derived as a reader does."""
    nodes = [_node(line) for line in lines if not line.startswith("[^")]
    derived = addresses.derive(nodes)
    provisions = tuple(
        doc.Provision(
            address=address,
            kind=n.kind,
            level=n.level,
            label=n.label,
            wording=n.wording,
            notes=n.notes,
        )
        for n, address in zip(nodes, derived, strict=True)
    )
    notes = tuple(
        doc.Note(id=line[2], number=line[2], wording=line[6:], address=f"note:{line[2]}")
        for line in lines
        if line.startswith("[^")
    )
    return doc.Document(title=title, symbol=symbol, provisions=provisions, notes=notes)


def _node(line: str) -> doc.Provision:
    mark, _, rest = line.partition(" ")
    notes = tuple(rest[n + 2] for n in range(len(rest)) if rest.startswith("[^", n))
    if mark.startswith("#"):
        return doc.Provision(address="", kind="heading", level=len(mark), wording=rest)
    if mark == "PP":
        return doc.Provision(address="", kind="preambular", level=1, wording=rest)
    if mark.startswith("(") and mark[1] in "iv":
        return doc.Provision(address="", kind="subitem", level=3, label=mark, wording=rest)
    if mark.startswith("("):
        return doc.Provision(
            address="", kind="item", level=2, label=mark, wording=rest, notes=notes
        )
    return doc.Provision(
        address="", kind="operative", level=1, label=mark.rstrip("."), wording=rest, notes=notes
    )


DRAFT = document(
    "# Declaration",
    "PP Recalling the earlier commitments of all States,",
    "1. Reaffirm our commitment to reduce demand, as appropriate, in all regions;",
    "2. States should:",
    "(a) Promote the exchange of intelligence among countries of origin;",
    "(b) Strengthen border control agencies;",
    "(i) By training their staff;",
    "(ii) By equipping them;",
    "(c) Support alternative development[^1] programmes;",
    "3. Decide to review progress every two years.",
    "[^1]: As defined in the earlier declaration.",
)


class Room:
    """A negotiation with CHAIR, SEC, EU, NOR, CUB, group G (members NOR, CUB), observer OBS."""

    def __init__(self, draft: doc.Document | None = DRAFT, *, level: str = "informal") -> None:
        makes = ids()
        self.talks = Negotiation(
            MemoryJournal(clock=lambda: "2030-01-01T00:00:00Z"),
            identify=lambda: next(makes),
            clock=lambda: "2030-01-01T00:00:00Z",
        )
        self.keys: dict[str, str] = {}
        self.meeting = ""
        self.act("SEC", lambda s, f: setup.open_workspace(s, f, "w", "Test"))
        for code, role in (
            ("EU", "delegation"),
            ("NOR", "delegation"),
            ("CUB", "delegation"),
            ("G", "group"),
            ("OBS", "observer"),
        ):
            self.act("SEC", lambda s, f, c=code, r=role: setup.add_party(s, f, c, c, r))
        for member in ("NOR", "CUB"):
            self.act("SEC", lambda s, f, m=member: setup.join_group(s, f, "G", m))
        if draft is not None:
            self.act("SEC", lambda s, f: tabling.table(s, f, draft))
        if level:
            self.open(level)

    # Acting

    def act(self, by: str, decide: Callable[..., Any], **floor: Any) -> Entry:
        floor.setdefault("meeting", self.meeting)
        return self.talks.perform(decide, self.talks.floor(by, **floor))

    def open(self, level: Any, presiding: str = "", name: str = "") -> str:
        self.meeting = ""
        entry = self.act(
            "SEC",
            lambda s, f: meetings.open_meeting(
                s, f, name or f"{level} {f.act}", level=level, presiding=presiding
            ),
        )
        self.meeting = entry.act.id
        return self.meeting

    def close(self) -> None:
        closing = self.meeting
        self.act("SEC", lambda s, f: meetings.close_meeting(s, f, closing))
        self.meeting = ""

    def register(self, symbol: str = "WG") -> Entry:
        """A report in the corpus, of which only the symbol matters here."""
        added = DocumentAdded(
            symbol=symbol,
            title="Report",
            date="",
            role="conclusions",
            file="f",
            sha256="",
            reading="",
            provisions=1,
        )
        return self.act("SEC", lambda s, f: corpus.add_document(s, f, added))

    def propose(self, by: str, address: str, wording: str, **more: Any) -> str:
        floor = more.pop("floor", {})
        return self._made(
            by,
            lambda s, f: proposing.propose_wording(s, f, self.id(address), wording, **more),
            **floor,
        )

    def strike(self, by: str, address: str) -> str:
        return self._made(by, lambda s, f: proposing.propose_deletion(s, f, self.id(address)))

    def insert(self, by: str, after: str, wording: str, place: Any = places.after) -> str:
        return self._made(
            by,
            lambda s, f: proposing.propose_insertion(s, f, place(s, self.id(after)), wording),
        )

    def move(self, by: str, address: str, after: str) -> str:
        return self._made(
            by, lambda s, f: proposing.propose_move(s, f, self.id(address), self.id(after))
        )

    def _made(self, by: str, decide: Callable[..., Any], **floor: Any) -> str:
        entry = self.act(by, decide, **floor)
        found = self.state.proposal(entry.act.id)
        assert found is not None
        return found.handle

    def alternative(self, by: str, address: str, wording: str, **more: Any) -> str:
        return self._made(
            by, lambda s, f: amending.propose_alternative(s, f, self.id(address), wording, **more)
        )

    def amend(self, by: str, proposal: str, wording: str) -> str:
        return self._made(by, lambda s, f: amending.propose_amendment(s, f, proposal, wording))

    def leave_out(self, by: str, split: str, piece: int, behind: str = "") -> str:
        anchor = self.id(behind) if behind else ""
        return self._made(
            by, lambda s, f: amending.propose_leaving_out(s, f, split, piece, behind=anchor)
        )

    def split(self, by: str, address: str, *before: str, **more: Any) -> str:
        return self._made(
            by, lambda s, f: restructuring.propose_split(s, f, self.id(address), before, **more)
        )

    def merge(self, by: str, address: str, *others: str, wording: str = "") -> str:
        return self._made(
            by,
            lambda s, f: restructuring.propose_merge(
                s, f, self.id(address), [self.id(o) for o in others], wording
            ),
        )

    def revise(self, by: str, proposal: str, wording: str) -> Entry:
        return self.act(by, lambda s, f: proposing.revise(s, f, proposal, wording))

    def take_in(self, by: str, proposal: str, *amendments: str) -> Entry:
        return self.act(by, lambda s, f: amending.take_in(s, f, proposal, list(amendments)))

    def confirm(self, by: str, proposal: str) -> Entry:
        return self.act(by, lambda s, f: proposing.confirm(s, f, proposal))

    def withdraw(self, by: str, proposal: str) -> Entry:
        return self.act(by, lambda s, f: proposing.withdraw(s, f, proposal))

    def accept(self, proposal: str, by: str = "CHAIR", **more: Any) -> Entry:
        floor = more.pop("floor", {})
        return self.act(by, lambda s, f: deciding.accept(s, f, proposal, **more), **floor)

    def settle(self, address: str, wording: str, *drawing: str, by: str = "CHAIR") -> Entry:
        return self.act(
            by,
            lambda s, f: deciding.settle(s, f, self.id(address), wording, drawing_on=drawing),
        )

    def reject(self, *proposals: str, by: str = "CHAIR") -> Entry:
        return self.act(by, lambda s, f: deciding.reject(s, f, proposals))

    def agree(
        self, address: str, rung: Any = "agreed in informals", by: str = "CHAIR", **more: Any
    ) -> Entry:
        return self.act(by, lambda s, f: agreeing.agree(s, f, self.id(address), rung, **more))

    def reopen(self, address: str, by: str = "CHAIR") -> Entry:
        return self.act(by, lambda s, f: agreeing.reopen(s, f, self.id(address)))

    def issue(self, name: str = "", by: str = "SEC") -> Entry:
        return self.act(by, lambda s, f: issuing.issue(s, f, name))

    def adopt(self, by: str = "CHAIR") -> Entry:
        return self.act(by, issuing.adopt)

    def undo(self, entry: Entry, by: str = "CHAIR") -> Entry:
        return self.act(by, lambda s, f: undoing.undo(s, f, entry.act.id))

    # Looking

    @property
    def state(self) -> State:
        return self.talks.state()

    def at(self, address: str) -> Provision:
        return resolve(self.state, address)

    def id(self, address: str) -> str:
        return self.at(address).id

    def says(self, address: str) -> str:
        return self.at(address).now.wording

    def proposal(self, handle: str) -> Proposal:
        found = self.state.proposal(handle)
        assert found is not None
        return found

    def inserted_at(self, handle: str) -> str:
        """The address an insertion was given when it was proposed."""
        inserted = self.proposal(handle).inserted
        assert inserted is not None
        return inserted.address

    def addresses(self) -> list[str]:
        return [p.now.address for p in self.state.standing()]

    def refused(self, what: str, action: Callable[[], Any]) -> DraftraceError:
        """The action is refused with a message that holds ``what``, and the record stays."""
        before = self.talks.journal.head()
        with pytest.raises(DraftraceError) as caught:
            action()
        told = f"{caught.value.message} {caught.value.hint}"
        assert what in told, told
        assert self.talks.journal.head() == before
        return caught.value
