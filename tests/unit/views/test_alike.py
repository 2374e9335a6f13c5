"""Two proposals that do the same are told of, two that do not are not."""

from __future__ import annotations

from draftrace.room.entities import Proposal
from draftrace.views.alike import alike
from room_kit import Room


def _alike(room: Room, handle: str) -> list[str]:
    found = room.state.proposal(handle)
    assert isinstance(found, Proposal)
    return [p.handle for p in alike(room.state, found)]


def test_the_same_wording_by_two_parties_is_the_same_and_another_is_not() -> None:
    room = Room()
    first = room.propose("EU", "3", "Decide to review progress every year.")
    same = room.propose("NOR", "3", "Decide to review progress every year.")
    room.propose("CUB", "3", "Decide to review progress every decade.")
    struck = room.strike("CUB", "3")
    assert _alike(room, same) == [first]
    assert _alike(room, struck) == []
    assert _alike(room, room.strike("NOR", "3")) == [struck]
    room.withdraw("EU", first)
    assert _alike(room, same) == []


def test_the_same_paragraph_put_in_twice_is_the_same_only_at_the_same_place() -> None:
    room = Room()
    first = room.insert("EU", "1", "Decide to meet again;")
    assert _alike(room, room.insert("NOR", "1", "Decide to meet again;")) == [first]
    assert _alike(room, room.insert("CUB", "3", "Decide to meet again;")) == []


def test_moves_and_amendments_count_by_what_they_aim_at() -> None:
    room = Room()
    moved = room.move("EU", "1", "3")
    assert _alike(room, room.move("NOR", "1", "2")) == []
    assert _alike(room, room.move("CUB", "1", "3")) == [moved]
    amended = room.propose("EU", "1", "Reaffirm our commitment to reduce demand in all regions;")
    wording = "Reaffirm our commitment to reduce demand everywhere;"
    first = room.amend("NOR", amended, wording)
    room.propose("CUB", "1", wording)
    assert _alike(room, room.amend("CUB", amended, wording)) == [first]
