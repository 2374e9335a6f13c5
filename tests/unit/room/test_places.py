"""Where insertions and moves come to stand, and how they are cited before and after an issue."""

from __future__ import annotations

import pytest

from draftrace.room import places, ranks
from draftrace.room.acts import proposing
from draftrace.text import documents as doc
from room_kit import Room, document

SECTIONS = document(
    "# First",
    "1. One;",
    "2. Two:",
    "(a) an item;",
    "# Second",
    "3. Three;",
    "# Third",
)


def unnumbered() -> doc.Document:
    """A text with an unnumbered paragraph between numbered ones."""
    plain = document("1. One;", "2. Two.")
    between = doc.Provision(address="p:1", kind="paragraph", level=1, wording="Between;")
    first, second = plain.provisions
    return doc.Document(title="T", symbol="L.1", provisions=(first, between, second))


def test_behind_a_heading_means_first_under_it() -> None:
    room = Room(SECTIONS)
    room.accept(room.move("EU", "3", "h:~1"))
    assert room.addresses() == ["h:~1", "1 ante", "1", "2", "2(a)", "h:~2", "h:~3"]
    room.refused("1 ante stands there already", lambda: room.move("EU", "1 ante", "h:~1"))
    room.refused("can't stand behind h:~3", lambda: room.move("EU", "1", "h:~3"))
    room.issue()
    assert room.says("1") == "Three;"


def test_a_section_moves_with_all_it_holds() -> None:
    room = Room(SECTIONS)
    room.accept(room.move("EU", "h:~1", "h:~2"))
    assert room.addresses() == ["h:~2", "3", "h:~2 bis", "1", "2", "2(a)", "h:~3"]
    room.issue()
    assert room.addresses() == ["h:~1", "1", "h:~2", "2", "3", "3(a)", "h:~3"]
    assert room.says("3(a)") == "an item;"


@pytest.mark.parametrize(("what", "behind"), [("2", "1"), ("2(a)", "2"), ("h:~2", "h:~1")])
def test_a_move_to_where_it_stands_is_none(what: str, behind: str) -> None:
    room = Room(SECTIONS)
    room.refused("stands there already", lambda: room.move("EU", what, behind))


def test_a_move_behind_what_a_merger_took_in_is_one_behind_what_is_left() -> None:
    room = Room(document("1. One;", "2. Two;", "3. Three;", "4. Four."))
    behind_two, behind_one = room.move("EU", "4", "2"), room.move("NOR", "3", "1")
    room.accept(room.merge("CUB", "1", "2"))
    room.accept(behind_two)
    assert [p.now.wording for p in room.state.standing()] == ["One; Two;", "Four.", "Three;"]
    room.accept(behind_one)
    assert [p.now.wording for p in room.state.standing()] == ["One; Two;", "Three;", "Four."]


def test_the_first_of_the_text_may_be_moved_and_moved_before() -> None:
    room = Room(document("1. One;", "2. Two;", "3. Three."))
    room.accept(room.move("EU", "1", "2"))
    assert room.addresses() == ["2", "2 bis", "3"]
    room.accept(room.insert("EU", "2", "At the start;", places.before))
    assert room.addresses() == ["2 ante", "2", "2 bis", "3"]
    room.issue()
    assert [room.says(a) for a in ("1", "2", "3")] == ["At the start;", "Two;", "One;"]


def test_numbered_and_unnumbered_paragraphs_keep_their_own_numbers() -> None:
    room = Room(unnumbered())
    room.accept(room.move("EU", "2", "1"))
    assert room.addresses() == ["1", "1 bis", "p:1"]
    room.accept(room.move("EU", "1", "p:1"))
    assert room.addresses() == ["1 bis", "p:1", "1"]
    room.issue()
    assert [room.says(a) for a in ("1", "p:1", "2")] == ["Two.", "Between;", "One;"]


def test_a_preambular_paragraph_stays_in_the_preamble() -> None:
    room = Room()
    room.refused("can't stand behind 1", lambda: room.move("EU", "PP1", "1"))


def test_behind_the_preamble_means_first_of_the_numbered_paragraphs() -> None:
    room = Room()
    room.refused("can't stand behind PP1", lambda: room.move("EU", "1", "PP1"))
    room.accept(room.move("EU", "3", "PP1"))
    assert room.addresses()[1:4] == ["PP1", "1 ante", "1"]
    room.issue()
    assert room.says("1") == "Decide to review progress every two years."


def test_an_insertion_behind_a_pending_one_takes_the_next_suffix() -> None:
    room = Room()
    room.insert("EU", "3", "First;")
    room.accept(room.strike("NOR", "1"))
    room.issue()
    assert room.says("2 bis") == "First;"
    made = room.proposal(room.insert("NOR", "2 bis", "Second;"))
    assert made.inserted is not None
    assert made.inserted.address == "2 ter"


def test_pending_insertions_follow_the_numbers_of_what_they_stand_behind() -> None:
    room = Room()
    room.insert("EU", "3", "Behind three;")
    room.insert("EU", "2(c)", "An item;")
    room.insert("NOR", "2(a)", "Opening;", places.before)
    room.insert("CUB", "1", "Sub;", places.first_in)
    room.insert("CUB", "3 bis", "Under what is pending;", places.first_in)
    room.accept(room.insert("NOR", "1", "A new second;"))
    room.issue()
    assert room.says("4 bis") == "Behind three;"
    assert room.says("4 bis(a)") == "Under what is pending;"
    assert room.says("3(c) bis") == "An item;"
    assert room.says("3(a) ante") == "Opening;"
    assert room.says("1(a)") == "Sub;"
    room.accept("EU-1")
    room.issue()
    assert room.says("5") == "Behind three;"
    assert room.says("5(a)") == "Under what is pending;"


def test_two_pending_insertions_that_meet_behind_one_number_are_told_apart() -> None:
    room = Room(document("1. One;", "2. Two;", "3. Three."))
    room.insert("EU", "1", "A;")
    room.insert("EU", "2", "B;")
    room.accept(room.strike("NOR", "2"))
    room.issue()
    told = {room.says(a) for a in ("1 bis", "1 ter")}
    assert told == {"A;", "B;"}


def test_a_pending_insertion_whose_siblings_have_gone_keeps_its_address() -> None:
    room = Room(document("# First", "1. One."))
    room.insert("EU", "1", "Two;")
    room.accept(room.strike("NOR", "1"))
    room.issue()
    assert room.says("1 bis") == "Two;"
    room.accept("EU-1")
    room.issue()
    assert room.says("1") == "Two;"


def test_what_hangs_on_a_proposed_paragraph_falls_with_it() -> None:
    for end in ("withdrawn", "rejected"):
        room = Room()
        room.insert("EU", "2", "A new paragraph:")
        room.insert("NOR", "2 bis", "with an item;", places.first_in)
        room.refused("itself only proposed", lambda: room.accept("NOR-1"))  # noqa: B023
        if end == "withdrawn":
            room.act("EU", lambda s, f: proposing.withdraw(s, f, "EU-1"))
        else:
            room.reject("EU-1")
        assert room.proposal("EU-1").now.status == end
        assert room.proposal("NOR-1").now.rebase == "orphaned"
        room.refused("2 bis(a) has been struck", lambda: room.accept("NOR-1"))  # noqa: B023
        assert [p.now.life for p in room.state.now.provisions.values()].count("struck") == 2


def test_a_thousand_insertions_use_up_a_number() -> None:
    room = Room(document("1. One."))
    room.state.now.used.update(places._suffixed("1"))
    room.refused("no free address after 1", lambda: room.insert("EU", "1", "One more;"))


def test_ranks_have_room_on_every_side() -> None:
    assert "a" < ranks.between("a", "b") < "b"
    assert ranks.between("", "1") < "1"
    assert ranks.is_rank("aV")
    assert not any(map(ranks.is_rank, ("", "a0", "a~")))
    with pytest.raises(ValueError, match="no rank between"):
        ranks.between("b", "b")
