"""What the text says now, and where each provision stands."""

from __future__ import annotations

import pytest

from draftrace.errors import AddressError, UsageError
from draftrace.room.acts import supporting
from draftrace.text.brackets import left
from draftrace.views.standing import line, resolve, revision, standing
from room_kit import Room, document


def test_a_line_carries_the_marks_of_its_provision() -> None:
    room = Room(document("1. States [shall][may] act[^1], \\[literally];", "[^1]: note"))
    target = room.id("1")
    room.propose("EU", "1", "States shall act;")
    room.propose("NOR", "1", "States may act;")
    room.act("CUB", lambda s, f: supporting.take_position(s, f, "reserves", provision=target))
    room.accept("EU-1")
    found = line(room.state, room.at("1"))
    assert (found.proposals, found.waiting, found.reserved) == (1, 1, ("CUB",))
    assert found.seen == room.at("1").touched
    assert not found.sourced
    assert left("[shall][may] act[^1], \\[literally]") == 2


def test_the_status_says_the_rung_and_what_qualifies_it() -> None:
    room = Room()
    assert line(room.state, room.at("1")).status == "open"
    room.agree("1", ad_referendum=True, pending=("CUB",))
    told = line(room.state, room.at("1")).status
    assert told == "agreed in informals ad referendum, pending CUB"
    room.insert("EU", "1", "More;")
    assert line(room.state, room.at("1 bis")).status == "proposed insertion"
    room.agree("3", "under discussion")
    assert line(room.state, room.at("3")).status == "under discussion"


def test_pending_insertions_are_shown_when_asked_for() -> None:
    room = Room()
    room.insert("EU", "1", "More;")
    assert "1 bis" not in [entry.address for entry in standing(room.state)]
    assert "1 bis" in [entry.address for entry in standing(room.state, proposed=True)]


def test_an_address_is_found_in_any_spelling_by_id_and_in_a_revision() -> None:
    room = Room()
    room.accept(room.insert("EU", "1", "More;"))
    room.issue()
    target = room.at("op 2")
    assert target.now.wording == "More;"
    assert resolve(room.state, target.id) is target
    assert resolve(room.state, "standing:2") is target
    assert resolve(room.state, "tabled:2").id == room.id("3")
    with pytest.raises(AddressError, match="No provision has the address 9"):
        resolve(room.state, "9")


def test_a_struck_provision_is_not_found() -> None:
    room = Room()
    target = room.id("1")
    room.accept(room.strike("EU", "1"))
    with pytest.raises(AddressError):
        resolve(room.state, target)


def test_a_revision_is_found_by_name_or_symbol() -> None:
    room = Room()
    room.issue()
    assert revision(room.state, "rev 1") is revision(room.state, "L.1/Rev.1")
    with pytest.raises(UsageError, match=r"There is no revision Rev\.7") as caught:
        revision(room.state, "Rev.7")
    assert caught.value.hint == "There are: tabled, Rev.1."
