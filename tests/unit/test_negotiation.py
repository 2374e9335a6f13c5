"""The seam: deciding again when somebody else came first, and sealing where a stretch ends."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from draftrace.errors import HeadMoved, JournalError, StaleSight
from draftrace.journal.memory import MemoryJournal
from draftrace.negotiation import Negotiation, new_id, utc_now
from draftrace.room.acts import deciding, proposing
from draftrace.room.acts.payloads import ProposalWithdrawn
from draftrace.room.record import Act, Entry
from draftrace.room.state import State
from room_kit import Room


class Raced(MemoryJournal):
    """A journal in which somebody else comes first, as often as told."""

    def __init__(self) -> None:
        super().__init__()
        self.rivals: list[Act] = []

    def append(self, acts: Sequence[Act], after: int) -> tuple[Entry, ...]:
        if self.rivals:
            super().append([self.rivals.pop(0)], after)
            raise HeadMoved("Somebody else came first.")
        return super().append(acts, after)


def raced(room: Room, *rivals: Act) -> Negotiation:
    """The room's negotiation, with acts of others arriving at the moment of the next append."""
    journal = Raced()
    journal.append([entry.act for entry in room.talks.journal.read()], 0)
    journal.rivals = list(rivals)
    return Negotiation(journal)


def acts_of(room: Room, after: int) -> list[Act]:
    return [entry.act for entry in room.talks.journal.read(after)]


def test_a_proposal_that_raced_takes_its_place() -> None:
    room = Room()
    known = room.talks.journal.head().position
    other = Room()
    other.propose("NOR", "1", "Their words")
    talks = raced(room, *acts_of(other, known))
    assert talks.known == 0
    target = room.id("1")
    entry = talks.perform(
        lambda s, f: proposing.propose_wording(s, f, target, "Our words"), talks.floor("EU")
    )
    assert talks.known == entry.position - 1
    assert entry.position == known + 2
    assert [p.handle for p in talks.state().pending_on(target)] == ["NOR-1", "EU-1"]


def test_a_decision_that_raced_is_refused_with_what_came_first() -> None:
    room = Room()
    room.propose("EU", "1", "Our words")
    known = room.talks.journal.head().position
    talks = raced(room)
    room.propose("NOR", "1", "Their words")
    talks.journal.rivals = acts_of(room, known)  # type: ignore[attr-defined]
    floor = talks.floor("CHAIR", meeting=room.meeting, seen={room.id("1"): known})
    with pytest.raises(StaleSight, match="NOR: proposed"):
        talks.perform(lambda s, f: deciding.accept(s, f, "EU-1"), floor)


def test_a_record_that_never_rests_is_too_busy() -> None:
    class Busy(MemoryJournal):
        def append(self, acts: Sequence[Act], after: int) -> tuple[Entry, ...]:
            raise HeadMoved("Somebody else came first.")

    talks = Negotiation(Busy())
    with pytest.raises(JournalError, match="too busy"):
        talks.perform(lambda s, f: ProposalWithdrawn(proposal="x"), talks.floor("EU"))


def test_the_record_is_sealed_where_a_stretch_ends() -> None:
    room = Room()
    sealed: list[tuple[str, int]] = []

    def seal(state: State, entry: Entry) -> None:
        sealed.append((state.now.revision, entry.position))

    room.talks = Negotiation(room.talks.journal, room.state, seal=seal)
    room.propose("EU", "1", "Words")
    issued = room.issue()
    assert sealed == [("Rev.1", issued.position)]


def test_an_envelope_says_who_records_and_when() -> None:
    talks = Negotiation(MemoryJournal())
    floor = talks.floor("EU", recorder="SEC", behalf="EU", happened="2030-01-01T00:00:00Z")
    assert (floor.recorder, floor.behalf, floor.happened) == ("SEC", "", "2030-01-01T00:00:00Z")
    assert talks.floor("EU").recorder == "EU"
    first, second = new_id(), new_id()
    assert first < second
    assert utc_now().endswith("Z")
