"""Why does this one word stand here?"""

from __future__ import annotations

import pytest

from draftrace.room.acts import corpus
from draftrace.room.acts.terms import SourceRef
from draftrace.views.standing import any_life
from draftrace.views.why import Answer, WordNotFound, occurrences, told, why
from room_kit import Room, document

TEXT = document("1. States shall review the progress of States every year;", "2. Two.")


def one(room: Room, word: str, nth: int = 1, address: str = "1") -> Answer:
    (answer,) = why(room.state, any_life(room.state, address), word, nth)
    return answer


def test_a_word_a_party_proposed_names_everybody_who_made_it_so() -> None:
    room = Room(TEXT)
    room.propose(
        "EU", "1", "States shall assess the progress of States every year;", reason="plain speech"
    )
    room.accept("EU-1", reason="no objection")
    answer = one(room, "assess")
    assert (answer.parties, answer.proposals, answer.sponsors) == (("EU",), ("EU-1",), ("EU",))
    assert (answer.replaced, answer.decision, answer.decided_by) == ("review", "accepted", "CHAIR")
    assert (answer.proposed_because, answer.reason) == (("plain speech",), "no objection")
    assert answer.meeting == answer.proposed_in
    assert answer.meeting.startswith("informal")
    assert dict(told(answer))["proposal"].startswith("EU-1 of EU, 2030-01-01, informal")


def test_a_word_of_the_tabled_draft_replaced_nothing() -> None:
    answer = one(Room(TEXT), "progress")
    assert (answer.decision, answer.parties, answer.replaced) == ("draft tabled", ("SEC",), "")
    facts = dict(told(answer))
    assert (facts["replaced"], facts["source"]) == ("nothing", "none confirmed")
    assert "proposal" not in facts


def test_its_source_paragraph_is_named_with_what_it_says() -> None:
    room = Room(TEXT)
    room.register()
    source = SourceRef(document="WG", address="7", wording="Progress of States every year counts")
    room.act("EU", lambda s, f: corpus.link(s, f, room.id("1"), source, relation="partial"))
    answer = one(room, "year")
    assert (answer.source, answer.source_relation) == ("WG:7", "partial")
    assert answer.source_wording == source.wording
    facts = dict(told(one(room, "shall")))
    assert facts["source"] == "none of its own; the provision has WG:7"


def test_a_word_that_a_source_has_elsewhere_is_not_said_to_be_in_none() -> None:
    room = Room(TEXT)
    room.register()
    source = SourceRef(document="WG", address="7", wording="Every year a Review of ports, by boat")
    room.act("EU", lambda s, f: corpus.link(s, f, room.id("1"), source, relation="partial"))
    answer = one(room, "review")
    assert (answer.source, answer.said_in, answer.descends) == ("", ("WG:7",), ("WG:7",))
    assert dict(told(answer))["source"] == "no shared passage; the word itself stands in WG:7"
    for word in ("of", "progress"):  # a small word stands everywhere
        assert one(room, word).said_in == ()


def test_a_word_that_stands_twice_is_asked_for_by_number() -> None:
    room = Room(TEXT)
    found = occurrences(room.at("1"), "states")
    assert [(o.nth, o.before, o.word, o.after) for o in found] == [
        (1, "", "States", " shall review the progress of…"),
        (2, "…shall review the progress of ", "States", " every year;"),
    ]
    assert one(room, "states", 2).word == "States"
    with pytest.raises(WordNotFound, match="stands 2 times"):
        one(room, "states", 3)
    with pytest.raises(WordNotFound, match="stands once"):
        one(room, "shall", 2)


def test_words_in_a_row_that_came_at_different_times_get_an_answer_each() -> None:
    room = Room(TEXT)
    room.accept(room.propose("EU", "1", "States shall review the progress of States each year;"))
    answers = why(room.state, room.at("1"), "each year")
    assert [(a.word, a.parties) for a in answers] == [("each", ("EU",)), ("year", ("SEC",))]


def test_the_second_of_two_such_words_names_what_it_replaced_itself() -> None:
    room = Room(document("1. Ships call at small ports and boats lie at large piers in winter;"))
    room.accept(
        room.propose("EU", "1", "Ships call at busy ports and boats lie at busy piers in winter;")
    )
    assert [one(room, "busy", n).replaced for n in (1, 2)] == ["small", "large"]


def test_an_insertion_is_answered_by_the_decision_that_took_it_in() -> None:
    room = Room(TEXT)
    handle = room.insert("NOR", "1", "Ports should rest.")
    address = room.inserted_at(handle)
    pending = one(room, "rest", address=address)
    assert (pending.decision, pending.decided_by, pending.proposals) == ("pending", "", (handle,))
    assert "decided by" not in dict(told(pending))
    room.accept(handle)
    taken = one(room, "rest", address=address)
    assert (taken.decision, taken.decided_by, taken.proposals) == ("accepted", "CHAIR", (handle,))


def test_a_struck_provision_still_answers_for_its_words() -> None:
    room = Room(TEXT)
    room.accept(room.strike("NOR", "2"))
    assert one(room, "two", address="2").parties == ("SEC",)


def test_a_restored_word_says_who_brought_it_back() -> None:
    room = Room(TEXT)
    room.accept(room.propose("EU", "1", "States shall review the progress of States;"))
    room.accept(room.propose("NOR", "1", "States shall review the progress of States every year;"))
    answer = one(room, "year")
    assert (answer.parties, answer.restored) == (("SEC",), "NOR")
    assert dict(told(answer))["restored by"] == "NOR, 2030-01-01"


@pytest.mark.parametrize(
    ("asked", "hint"),
    [
        ("progres", "Nearest words: progress"),
        ("xyzzy", "It says: States"),
        (";", "As in: draftrace trace '1' --why promote"),
        ("", "As in: draftrace trace"),
    ],
)
def test_a_word_that_is_not_there_is_refused_with_the_nearest(asked: str, hint: str) -> None:
    room = Room(TEXT)
    with pytest.raises(WordNotFound) as refused:
        one(room, asked)
    assert hint in refused.value.hint


def test_a_word_that_once_stood_there_says_until_when() -> None:
    room = Room(TEXT)
    room.accept(room.propose("EU", "1", "States shall review the progress of States;"))
    with pytest.raises(WordNotFound) as refused:
        one(room, "year")
    assert "It stood there until 2030-01-01 (EU-1)." in refused.value.hint


def test_a_word_of_the_chairs_own_was_in_no_proposal() -> None:
    room = Room(TEXT)
    room.propose("EU", "1", "States shall review all progress of States every year;")
    room.settle("1", "States shall review all progress of States every month;", "EU-1")
    answer = one(room, "month")
    assert (answer.parties, answer.decision, answer.proposed) == (("CHAIR",), "chair's text", "")
