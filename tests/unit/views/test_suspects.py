"""Which links still rest on the words they were confirmed on."""

from __future__ import annotations

import re
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from draftrace.compare.phrases import find
from draftrace.room.acts import corpus
from draftrace.room.acts.payloads import SourceLinked
from draftrace.room.acts.terms import SourceRef
from draftrace.views.suspects import Connection, connections, every_connection, suspicion
from room_kit import Room, document

WORDING = "Promote the exchange of intelligence among countries of origin, upon request;"
SOURCE = SourceRef(
    document="WG",
    address="7",
    wording="Exchange of intelligence should be promoted among countries of origin",
)


def room() -> Room:
    made = Room(document(f"1. {WORDING}", "2. Two of them are enough."))
    made.register()
    return made


def linked(room: Room, *phrases: str, address: str = "1", source: SourceRef = SOURCE) -> None:
    """A confirmed link on these phrases of the provision; without any, evidence is measured."""
    wording = room.says(address)
    evidence = tuple((find(wording, phrase)[0], (0, 8)) for phrase in phrases)
    room.act(
        "EU",
        lambda s, f: corpus.link(
            s, f, room.id(address), source, relation="adapted", evidence=evidence
        ),
    )


def reworded(room: Room, wording: str) -> None:
    room.accept(room.propose("NOR", "1", wording))


def only(room: Room, address: str = "1") -> Connection:
    (found,) = connections(room.state, room.id(address))
    return found


def now(found: Connection) -> list[str | None]:
    return [found.present[slice(*p.now)] if p.now else None for p in found.phrases]


def test_a_change_beside_the_evidence_carries_it_forward_and_is_noted() -> None:
    made = room()
    linked(made, "exchange of intelligence")
    reworded(made, WORDING.replace("Promote", "Actively promote").replace(", upon request", ""))
    found = only(made)
    assert found.suspect == ""
    assert now(found) == ["exchange of intelligence"]
    assert [(c.effect, c.proposals) for c in found.changes] == [("carried", ("NOR-1",))]


def test_a_change_that_strikes_a_word_of_the_evidence_makes_the_link_suspect() -> None:
    made = room()
    linked(made, "exchange of intelligence", "countries of origin")
    reworded(made, WORDING.replace("exchange of intelligence", "exchange of information"))
    found = only(made)
    assert "touched “exchange of intelligence” (NOR-1, 2030-01-01)" in found.suspect
    assert now(found) == ["exchange of", "countries of origin"]
    assert [p.touched for p in found.phrases] == [True, False]
    assert suspicion(made.state, made.id("1")) == {("WG", "7"): found.suspect}


def test_a_qualifier_put_into_the_evidence_touches_it_and_one_beside_it_does_not() -> None:
    made = room()
    linked(made, "among countries of origin")
    reworded(made, WORDING.replace("among", "voluntarily among"))
    assert only(made).suspect == ""
    reworded(made, made.says("1").replace("countries of", "interested countries of"))
    assert "touched" in only(made).suspect


def test_words_like_the_last_of_the_evidence_may_come_in_beside_it() -> None:
    made = room()
    linked(made, "among countries of origin")
    wider = "among countries of origin and between them and other countries of origin"
    reworded(made, WORDING.replace("among countries of origin", wider))
    found = only(made)
    assert (found.suspect, now(found)) == ("", ["among countries of origin"])


def test_evidence_that_moves_within_the_provision_is_whole() -> None:
    made = room()
    linked(made, "upon request")
    reworded(made, "Promote, upon request, the exchange of intelligence among countries of origin;")
    found = only(made)
    assert (found.suspect, now(found)) == ("", ["upon request"])


def test_marks_and_capitals_touch_nothing() -> None:
    made = room()
    linked(made, "exchange of intelligence among countries")
    reworded(made, "Promote The Exchange of Intelligence, among countries of origin; upon request;")
    found = only(made)
    assert found.suspect == ""
    assert now(found) == ["Exchange of Intelligence, among countries"]


def test_a_change_that_removes_more_than_a_third_of_the_provision_makes_it_suspect() -> None:
    made = room()
    linked(made, "upon request")
    reworded(made, "Promote what is known, upon request;")
    assert "more than a third" in only(made).suspect


def test_evidence_may_be_struck_whole() -> None:
    made = room()
    linked(made, "upon request")
    reworded(made, WORDING.replace(", upon request", ""))
    assert now(only(made)) == [None]
    reworded(made, made.says("1").replace("Promote", "Further promote"))
    assert "upon request" in only(made).suspect


def test_the_wording_restored_restores_the_link() -> None:
    made = room()
    linked(made, "upon request")
    reworded(made, WORDING.replace(", upon request", ""))
    reworded(made, WORDING)
    found = only(made)
    assert (found.suspect, now(found)) == ("", ["upon request"])
    assert [c.effect for c in found.changes] == ["touched", "restored"]


def test_an_undone_change_never_was() -> None:
    made = room()
    linked(made, "upon request")
    decided = made.accept(made.propose("NOR", "1", WORDING.replace(", upon request", "")))
    made.undo(decided)
    assert only(made).changes == ()


def test_confirmed_again_or_dismissed_it_is_suspect_no_more() -> None:
    made = room()
    linked(made, "upon request")
    reworded(made, WORDING.replace(", upon request", ""))
    linked(made)
    assert (only(made).suspect, only(made).by) == ("", "EU")
    made.act("NOR", lambda s, f: corpus.dismiss(s, f, made.id("1"), SOURCE, "no more"))
    found = only(made)
    assert (found.verdict, found.relation, found.reason, found.suspect) == (
        "dismissed", "", "no more", "",
    )  # fmt: skip


def test_without_spans_the_evidence_is_measured_at_need() -> None:
    made = room()
    made.accept(made.propose("EU", "2", SOURCE.wording + ".", sources=(SOURCE,)))
    found = only(made, "2")
    assert (found.relation, found.stated, found.reason) == ("verbatim", False, "cited in EU-1")
    assert [p.text for p in found.phrases] == [SOURCE.wording]


def test_a_link_without_its_wording_rests_on_what_stood_there() -> None:
    made = room()
    bare = SourceLinked(provision=made.id("1"), source=SOURCE, relation="partial")
    made.act("EU", lambda s, f: bare)
    assert only(made).wording == WORDING


def test_links_are_many_to_many_and_those_of_struck_provisions_come_last() -> None:
    made = room()
    other = SourceRef(document="WG", address="8", wording="Two are enough")
    linked(made, address="1")
    linked(made, address="1", source=other)
    linked(made, address="2", source=other)
    made.accept(made.strike("NOR", "1"))
    found = every_connection(made.state)
    assert [(c.address, c.source, c.life) for c in found] == [
        ("2", "8", "standing"), ("1", "7", "struck"), ("1", "8", "struck"),
    ]  # fmt: skip
    assert not any(c.suspect for c in found)


def test_an_unchanged_provision_needs_no_history() -> None:
    made: Any = room()
    linked(made, "upon request")
    assert suspicion(made.state, made.id("1")) == {}


OTHERS = ("Strengthen", "voluntary", "in winter", "information", ";", "COUNTRIES", "States of")


@settings(deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(0, 9), st.sampled_from(("put", "strike", "swap")), st.integers(0, 6)),
        max_size=6,
    )
)
def test_evidence_no_change_touched_says_what_it_said(
    changes: list[tuple[int, str, int]],
) -> None:
    made = room()
    linked(made, "exchange of intelligence", "countries of origin")
    for place, what, other in changes:
        words = made.says("1").split()
        at = place % len(words)
        if what != "put" and len(words) > 1:
            del words[at]
        if what != "strike":
            words.insert(at, OTHERS[other])
        if " ".join(words) != made.says("1"):
            reworded(made, " ".join(words))
    found = only(made)
    for phrase in found.phrases:
        if phrase.now is not None:
            start, end = phrase.now
            assert 0 <= start < end <= len(found.present)
        if not phrase.touched:
            assert phrase.now is not None
            said = found.present[slice(*phrase.now)].casefold()
            assert re.findall(r"\w+", said) == phrase.text.casefold().split()
    assert not any(p.touched for p in found.phrases) or found.suspect
