"""Undo where later acts rest on a place in the text; stale sight; what may not be undone."""

from __future__ import annotations

from draftrace.room import places
from draftrace.room.acts import corpus, proposing, supporting, undoing
from draftrace.room.acts.payloads import Undone
from draftrace.room.acts.terms import SourceRef
from room_kit import Room, document


def test_what_was_inserted_under_a_moved_paragraph_keeps_it_there() -> None:
    room = Room()
    moved = room.accept(room.move("EU", "2", "3"))
    room.insert("NOR", "3 bis(c)", "A later item;")
    room.refused("Later acts rest on it: NOR: proposed", lambda: room.undo(moved))
    room.act("NOR", lambda s, f: proposing.withdraw(s, f, "NOR-1"))
    room.undo(moved)
    assert room.addresses()[2:5] == ["1", "2", "2(a)"]


def test_what_was_inserted_under_an_insertion_keeps_it() -> None:
    room = Room()
    made = room.proposal(room.insert("EU", "3", "A new paragraph:"))
    room.insert("NOR", "3 bis", "with an item;", places.first_in)
    entry = next(e for e in room.talks.journal.read() if e.act.id == made.id)
    room.refused("Later acts rest on it: NOR: proposed", lambda: room.undo(entry, by="EU"))


def test_a_split_stays_while_something_came_in_beneath_what_it_renamed() -> None:
    room = Room(document("1. States should act:", "(a) by training;", "(b) by review;"))
    split = room.accept(room.split("EU", "1", "act"))
    assert room.addresses()[-2:] == ["1 bis(a)", "1 bis(b)"]
    room.insert("NOR", "1 bis(b)", "every year;", places.first_in)
    room.refused("Later acts rest on it: NOR: proposed", lambda: room.undo(split))


def test_a_paragraph_comes_back_under_its_items_only_while_they_are_there() -> None:
    room = Room()
    item = room.accept(room.strike("EU", "2(b)(i)"))
    paragraph = room.accept(room.strike("EU", "2(b)"))
    room.refused("Later acts rest on it: CHAIR: decided", lambda: room.undo(item))
    room.undo(paragraph)
    room.undo(item)
    assert room.says("2(b)(i)") == "By training their staff;"


def test_an_insertion_beside_a_struck_item_does_not_keep_it_out() -> None:
    room = Room()
    struck = room.accept(room.strike("EU", "2(b)"))
    room.accept(room.insert("NOR", "2(a)", "In its place;"))
    room.accept(room.insert("NOR", "2(c)", "At the end;"))
    room.undo(struck)
    assert room.addresses()[4:11] == [
        "2(a)", "2(a) bis", "2(b)", "2(b)(i)", "2(b)(ii)", "2(c)", "2(c) bis",
    ]  # fmt: skip


def test_an_insertion_behind_a_paragraph_leaves_room_for_its_struck_items() -> None:
    room = Room()
    struck = room.accept(room.strike("EU", "2(b)(ii)"))
    room.accept(room.insert("NOR", "2(b)", "Beside it;"))
    room.undo(struck)
    assert room.addresses()[5:9] == ["2(b)", "2(b)(i)", "2(b)(ii)", "2(b) bis"]


def test_a_heading_put_before_a_paragraph_later_does_not_hold_its_undo() -> None:
    room = Room()
    struck = room.accept(room.strike("EU", "3"))
    room.accept(room.insert("NOR", "h:~1", "Another heading"))
    room.undo(struck)
    assert room.says("3") == "Decide to review progress every two years."


def test_a_position_or_source_on_an_insertion_rests_on_it() -> None:
    room = Room()
    room.register()
    made = room.proposal(room.insert("EU", "3", "A new paragraph;"))
    entry = next(e for e in room.talks.journal.read() if e.act.id == made.id)
    target, source = made.provision, SourceRef(document="WG", address="1")
    reserved = room.act(
        "CUB", lambda s, f: supporting.take_position(s, f, "reserves", provision=target)
    )
    room.refused("CUB: position taken", lambda: room.undo(entry, by="EU"))
    room.undo(reserved, by="CUB")
    linked = room.act("NOR", lambda s, f: corpus.link(s, f, target, source, relation="partial"))
    room.refused("NOR: source linked", lambda: room.undo(entry, by="EU"))
    room.undo(linked, by="NOR")
    room.undo(entry, by="EU")
    room.refused("No provision has the address 3 bis", lambda: room.says("3 bis"))


def test_an_undo_on_stale_sight_is_refused_with_what_came_between() -> None:
    room = Room()
    target = room.id("1")
    room.propose("EU", "1", "Words")
    agreed = room.agree("3")
    seen = {room.id("3"): room.at("3").touched}
    room.act("CUB", lambda s, f: supporting.take_position(s, f, "reserves", provision=room.id("3")))
    told = room.refused(
        "3 has changed since you saw it",
        lambda: room.act("CHAIR", lambda s, f: undoing.undo(s, f, agreed.act.id), seen=seen),
    )
    assert "CUB: position taken" in told.message
    assert room.at("1").id == target


def test_sight_from_before_an_undo_is_stale() -> None:
    room = Room()
    decided = room.accept(room.propose("EU", "1", "Words"))
    room.undo(decided)
    seen = {room.id("1"): decided.position}
    told = room.refused("changed since", lambda: room.accept("EU-1", floor={"seen": seen}))
    assert "CHAIR: undone" in told.message


def test_a_proposal_given_back_keeps_its_place_among_the_pending() -> None:
    room = Room()
    room.propose("EU", "1", "One;")
    room.propose("NOR", "1", "Two;")
    room.undo(room.reject("EU-1"))
    assert [p.handle for p in room.state.pending_on(room.id("1"))] == ["EU-1", "NOR-1"]


def test_a_registration_is_taken_back_while_nothing_names_it_as_a_source() -> None:
    room = Room()
    registered = room.register()
    source = SourceRef(document="WG", address="1")
    linked = room.act(
        "NOR", lambda s, f: corpus.link(s, f, room.id("3"), source, relation="partial")
    )
    room.refused("named as a source of 3.", lambda: room.undo(registered, by="SEC"))
    room.undo(linked, by="NOR")
    handle = room.propose("EU", "3", "Decide to review progress every year.", sources=(source,))
    room.refused(f"named as a source of {handle}.", lambda: room.undo(registered, by="SEC"))
    room.undo(
        next(e for e in room.talks.journal.read() if e.act.id == room.proposal(handle).id), "EU"
    )
    room.refused("only SEC may undo it", lambda: room.undo(registered, by="NOR"))
    room.undo(registered, by="SEC")
    assert "WG" not in room.state.now.documents
    room.refused(
        "WG is not registered",
        lambda: room.act(
            "NOR", lambda s, f: corpus.link(s, f, room.id("3"), source, relation="partial")
        ),
    )
    again = room.register()
    assert room.state.now.documents["WG"].stamp.act == again.act.id


def test_an_issue_keeps_a_registration_from_being_undone_by_the_way_alone() -> None:
    room = Room()
    registered = room.register()
    assert undoing.last_own(room.state, "SEC") == room.state.past.stamps[registered.act.id]
    room.issue()
    assert undoing.last_own(room.state, "SEC") is None
    room.undo(registered, by="SEC")
    assert "WG" not in room.state.now.documents


def test_a_registration_undone_elsewhere_after_it_was_cited_stays() -> None:
    """Written by another program: folding keeps what later acts rest on."""
    room = Room()
    registered = room.register()
    source = SourceRef(document="WG", address="1")
    room.act("NOR", lambda s, f: corpus.link(s, f, room.id("3"), source, relation="partial"))
    room.act("SEC", lambda _state, _floor: Undone(act=registered.act.id))
    assert "WG" in room.state.now.documents
    assert [void.reason for void in room.state.now.voids] == ["later acts rest on it"]
