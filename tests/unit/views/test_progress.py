"""How far the room has come, meeting by meeting, and what a moment means."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from draftrace.errors import UsageError
from draftrace.room.acts import setup, supporting
from draftrace.room.evolve import fold
from draftrace.room.record import Entry
from draftrace.views.moments import position_at
from draftrace.views.progress import Milestone, Tally, progress, tally
from room_kit import Room, document


def _entries(room: Room) -> Sequence[Entry]:
    return list(room.talks.journal.read())


def _told(stop: Milestone) -> tuple[str, str, int, int, int]:
    t = stop.total
    return stop.name, stop.kind, t.agreed, t.brackets, t.proposals


def test_every_meeting_and_every_revision_is_a_milestone() -> None:
    room = Room(document("1. States [shall][may] act;", "2. Decide to meet."))
    name = room.state.now.meetings[room.meeting].name
    room.propose("EU", "1", "States shall act;")
    room.agree("2")
    room.close()
    room.issue()
    room.open("committee")
    room.accept("EU-1")
    found = progress(_entries(room))
    assert [_told(stop) for stop in found] == [
        (name, "meeting", 1, 2, 1),
        ("Rev.1", "revision", 1, 2, 1),
        ("now", "now", 1, 0, 0),
    ]
    assert found[0].parties == (("EU", 1),)
    assert found[-1].position == room.state.now.position
    assert found[0].total.share == 0.5


def test_a_record_that_ends_with_an_issue_has_no_now() -> None:
    room = Room()
    room.close()
    room.issue()
    assert [stop.kind for stop in progress(_entries(room))] == ["meeting", "revision"]


def test_before_a_text_is_tabled_there_is_nothing_to_measure() -> None:
    room = Room(None)
    room.close()
    assert progress(_entries(room)) == []
    assert tally(room.state) == (Tally(part=""), ())
    assert Tally(part="").share == 1.0


def test_a_void_end_of_a_meeting_is_no_milestone() -> None:
    room = Room()
    room.close()
    entries = list(_entries(room))
    twice = [*entries, entries[-1]]
    assert len(progress(twice)) == 1


def test_counts_are_apart_for_each_part_and_leave_headings_out() -> None:
    room = Room(document("# One", "1. [A] text;", "2. Another;"))
    room.act("EU", lambda s, f: supporting.take_position(s, f, "reserves", provision=room.id("1")))
    room.act("EU", lambda s, f: supporting.take_position(s, f, "objects", provision=room.id("2")))
    room.insert("EU", "2", "A third [one];")
    total, parts = tally(room.state)
    assert total == Tally(part="", provisions=2, brackets=1, proposals=1, reserved=1)
    assert sum(p.provisions for p in parts) == 2


def test_a_moment_is_an_entry_a_revision_a_meeting_or_a_day() -> None:
    room = Room()
    name = room.state.now.meetings[room.meeting].name
    assert position_at(room.state, name) == room.state.now.position
    room.propose("EU", "1", "Reaffirm it;")
    room.close()
    closed = room.state.now.position
    room.issue()
    issued = room.state.now.position
    room.act("SEC", lambda s, f: setup.add_party(s, f, "NEW", "New", "delegation"))
    state = room.state
    assert position_at(state, "3") == 3
    assert position_at(state, "rev 1") == issued
    assert position_at(state, name.upper()) == closed
    assert position_at(state, name[2:]) == closed
    assert position_at(state, "2030-01-01") == state.now.position
    earlier = fold(_entries(room)[:closed])
    assert earlier.now.revision == "tabled"


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("0", "The record has no entry 0"),
        ("99999", "The record has no entry 99999"),
        ("2029-12-31", "Nothing had happened by 2029-12-31"),
        ("Rev.7", "Rev.7 is no revision, meeting, entry or day"),
    ],
)
def test_an_unknown_moment_is_refused_with_what_there_is(asked: str, told: str) -> None:
    with pytest.raises(UsageError, match=told):
        position_at(Room().state, asked)


def test_a_name_that_fits_several_meetings_is_refused_with_them() -> None:
    room = Room(level="")
    room.open("informal", name="Informal A")
    room.close()
    room.open("informal", name="Informal B")
    with pytest.raises(UsageError, match="informal fits several meetings") as refused:
        position_at(room.state, "informal")
    assert "Informal A, Informal B" in refused.value.hint


def test_what_is_proposed_on_a_provision_that_is_gone_is_still_open() -> None:
    room = Room(document("# One", "1. A text;", "2. Another;"))
    room.propose("NOR", "2", "Another one;")
    room.accept(room.strike("EU", "2"))
    total, (part,) = tally(room.state)
    assert (total.provisions, total.proposals, total.waiting) == (1, 1, 1)
    assert (part.proposals, part.waiting) == (1, 1)
