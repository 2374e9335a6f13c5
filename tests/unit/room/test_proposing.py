"""Proposals: made, revised, withdrawn, confirmed, co-sponsored, answered."""

from __future__ import annotations

from draftrace.room import places
from draftrace.room.acts import proposing, supporting
from draftrace.room.acts.terms import SourceRef
from room_kit import Room


def _withdraw(room: Room, by: str, proposal: str) -> None:
    room.act(by, lambda s, f: proposing.withdraw(s, f, proposal, "not needed"))


def _revise(room: Room, by: str, proposal: str, wording: str) -> None:
    room.act(by, lambda s, f: proposing.revise(s, f, proposal, wording))


def _position(room: Room, by: str, stance: str, **on: str) -> None:
    room.act(by, lambda s, f: supporting.take_position(s, f, stance, **on))  # type: ignore[arg-type]


def test_a_proposal_changes_nothing_yet() -> None:
    room = Room()
    before = room.says("1")
    handle = room.propose("EU", "1", "Reaffirm our commitment.")
    assert handle == "EU-1"
    assert room.says("1") == before
    assert [p.handle for p in room.state.pending_on(room.id("1"))] == ["EU-1"]
    assert room.proposal("EU-1").now.base == before


def test_an_empty_or_unchanged_wording_is_no_proposal() -> None:
    room = Room()
    room.refused("can't be empty", lambda: room.propose("EU", "1", "  "))
    room.refused("says already", lambda: room.propose("EU", "1", room.says("1")))
    room.refused("needs a wording", lambda: room.insert("EU", "1", " "))


def test_what_is_agreed_changes_only_when_reopened() -> None:
    room = Room()
    room.agree("2")
    room.refused("only when it is reopened", lambda: room.propose("EU", "2(a)", "Other words"))
    room.refused("only when it is reopened", lambda: room.strike("EU", "2(c)"))
    inserted = room.insert("EU", "2(a)", "An item more;")
    assert room.inserted_at(inserted) == "2(a) bis"
    room.reopen("2")
    room.propose("EU", "2(a)", "Other words")


def test_an_insertion_has_an_address_of_its_own() -> None:
    room = Room()
    first = room.insert("EU", "2(a)", "One more;")
    second = room.insert("NOR", "2(a)", "And another;")
    assert room.at("2(a) bis").now.wording == "One more;"
    assert room.inserted_at(second) == "2(a) ter"
    _revise(room, "EU", first, "One better;")
    assert room.says("2(a) bis") == "One better;"
    _withdraw(room, "EU", first)
    room.refused("No provision has the address 2(a) bis", lambda: room.says("2(a) bis"))
    third = room.insert("NOR", "2(a)", "A third;")
    assert room.inserted_at(third) == "2(a) quater"


def test_a_first_item_stands_before_the_first() -> None:
    room = Room()
    made = room.insert("EU", "1", "In all regions;", places.first_in)
    assert room.inserted_at(made) == "1(a)"
    again = room.insert("EU", "1", "In others;", places.first_in)
    assert room.inserted_at(again) == "1(a) ante"
    below = room.insert("EU", "2(a)", "At once;", places.first_in)
    assert room.inserted_at(below) == "2(a)(i)"
    opening = room.insert("EU", "h:~1", "Gravely concerned,", places.first_in)
    assert room.inserted_at(opening) == "PP1 ante"
    room.refused(
        "only paragraphs and items", lambda: room.insert("EU", "2(b)(i)", "x", places.first_in)
    )


def test_an_insertion_before_takes_the_elder_siblings_number() -> None:
    room = Room()
    made = room.insert("EU", "2(c)", "In between;", places.before)
    assert room.inserted_at(made) == "2(b) bis"
    order = [p.now.address for p in (room.state.now.provisions[i] for i in room.state.order())]
    assert order.index("2(b) bis") == order.index("2(c)") - 1
    first = room.insert("EU", "h:~1", "A heading before", places.before)
    assert room.inserted_at(first) == "h:~1 ante"


def test_eleven_insertions_run_past_the_latin_numbers() -> None:
    room = Room()
    found = [room.inserted_at(room.insert("EU", "1", f"Text {n}.")) for n in range(11)]
    assert found[:2] == ["1 bis", "1 ter"]
    assert found[8:] == ["1 decies", "1 11", "1 12"]


def test_only_its_own_sponsor_changes_a_proposal() -> None:
    room = Room()
    made = room.propose("EU", "1", "Words")
    room.refused("EU-1 is EU's", lambda: _withdraw(room, "NOR", made))
    room.refused("EU-1 is EU's", lambda: _revise(room, "NOR", made, "Other"))
    _withdraw(room, "EU", made)
    room.refused("no longer pending: it was withdrawn", lambda: _withdraw(room, "EU", made))
    room.refused("There is no proposal EU-9", lambda: _withdraw(room, "EU", "EU-9"))


def test_a_revision_keeps_the_earlier_wordings_readable() -> None:
    room = Room()
    made = room.propose("EU", "1", "First words")
    _revise(room, "EU", made, "Second words")
    history = room.state.past.offers[room.proposal(made).id]
    assert [o.now.wording for o in history] == ["First words", "Second words"]
    room.refused("already proposed", lambda: _revise(room, "EU", made, "Second words"))
    room.refused("empty or what the text says", lambda: _revise(room, "EU", made, room.says("1")))
    struck = room.strike("EU", "3")
    room.refused("has no wording to revise", lambda: _revise(room, "EU", struck, "x"))


def test_co_sponsors_join_once() -> None:
    room = Room()
    made = room.propose("EU", "1", "Words")
    room.act("NOR", lambda s, f: supporting.co_sponsor(s, f, made))
    assert room.proposal(made).now.sponsors == ("EU", "NOR")
    room.refused(
        "NOR sponsors EU-1 already",
        lambda: room.act("NOR", lambda s, f: supporting.co_sponsor(s, f, made)),
    )


def test_positions_are_taken_once_changed_and_lifted() -> None:
    room = Room()
    made = room.propose("EU", "1", "Words")
    _position(room, "CUB", "objects", proposal=made)
    room.refused("has said so already", lambda: _position(room, "CUB", "objects", proposal=made))
    _position(room, "CUB", "reserves", proposal=made)
    assert [(p.party, p.stance) for p in room.proposal(made).now.positions] == [("CUB", "reserves")]
    _position(room, "CUB", "lifted", proposal=made)
    assert room.proposal(made).now.positions == ()
    room.refused(
        "no objection or reservation there",
        lambda: _position(room, "CUB", "lifted", proposal=made),
    )
    room.refused("Say on which", lambda: _position(room, "CUB", "objects"))


def test_a_reservation_on_a_provision_stays_until_lifted() -> None:
    room = Room()
    target = room.id("1")
    _position(room, "CUB", "reserves", provision=target)
    assert [p.party for p in room.state.now.positions[target]] == ["CUB"]
    _position(room, "CUB", "lifted", provision=target)
    assert room.state.now.positions[target] == []


def test_a_move_needs_a_place_it_fits() -> None:
    room = Room()
    room.refused("behind itself", lambda: room.move("EU", "2", "2(a)"))
    room.refused("can't stand behind", lambda: room.move("EU", "3", "2(a)"))
    into = room.move("EU", "2(a)", "3")
    assert room.proposal(into).places[0].address == "3(a)"


def test_sources_come_in_with_the_proposal_and_are_confirmed_on_acceptance() -> None:
    room = Room()
    room.register()
    source = SourceRef(document="WG", address="68(k)", wording="Exchange should be promoted")
    made = room.propose("EU", "2(a)", "Promote exchange;", sources=(source,))
    assert room.state.now.links.get(room.id("2(a)")) is None
    room.accept(made)
    (link,) = room.state.now.links[room.id("2(a)")]
    assert (link.source, link.verdict) == (source, "confirmed")


def test_a_written_submission_needs_no_meeting() -> None:
    room = Room(level="")
    made = room.propose("EU", "1", "Words")
    assert room.proposal(made).stamp.meeting == ""
    _withdraw(room, "EU", made)
