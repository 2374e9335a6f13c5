"""What a provision says with every pending proposal in place."""

from __future__ import annotations

from draftrace.room.acts import supporting
from draftrace.views.rolling import names, pending, redline, rolling
from room_kit import Room, document

TEXT = document("1. States shall review progress every year;", "2. Two.")


def test_each_proposal_reads_back_exactly_and_identical_ones_are_one() -> None:
    room = Room(TEXT)
    room.propose("EU", "1", "States may review progress every year;")
    room.propose("NOR", "1", "States may review progress every year;")
    room.strike("CUB", "1")
    found = rolling(room.state, room.at("1"))
    assert (
        found.reading("EU-1") == found.reading("NOR-1") == "States may review progress every year;"
    )
    assert found.reading(None) == room.says("1")
    told = found.render(names=names(room.state, room.at("1")))
    assert told == "States [shall][may](EU, NOR) review progress every year;"


def test_what_is_pending_is_told_with_who_stands_where() -> None:
    room = Room(TEXT)
    room.propose("EU", "1", "States may review progress every year;", reason="too strict")
    for party, stance in (("NOR", "objects"), ("CUB", "supports"), ("G", "reserves")):
        room.act(party, lambda s, f, t=stance: supporting.take_position(s, f, t, proposal="EU-1"))
    (told,) = pending(room.state, room.at("1"))
    assert (told.objections, told.support, told.reserved) == (("NOR",), ("CUB",), ("G",))
    assert (told.reason, told.waiting, told.change) == ("too strict", "", "wording")
    room.propose("NOR", "1", "States must review progress every year;")
    room.accept("EU-1")
    assert [(p.handle, p.waiting) for p in pending(room.state, room.at("1"))] == [
        ("NOR-1", "conflict")
    ]


def test_a_redline_for_every_change() -> None:
    room = Room(TEXT)
    text = room.says("1")
    room.propose("EU", "1", text.replace("shall", "may"))
    room.strike("EU", "1")
    room.move("EU", "1", "2")
    room.insert("EU", "1", "New;")
    found = [redline(room.proposal(f"EU-{n}")) for n in range(1, 5)]
    assert found[0] == (
        ("=", "States "), ("-", "shall"), ("+", "may"), ("=", " review progress every year;"),
    )  # fmt: skip
    assert found[1:] == [(("-", text),), (("=", text),), (("+", "New;"),)]
