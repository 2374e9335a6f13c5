"""Does what a provision rests on still say what it said?"""

from __future__ import annotations

from draftrace.room.acts import corpus
from draftrace.room.acts.terms import SourceRef
from draftrace.views.drift import drift
from room_kit import Room, document

SAID = "Services for treatment should be open to all who need them"
OPEN = "Open services for treatment to all who need them;"
KNOWN = {("WG", "1"): SAID}


def room() -> Room:
    """A provision linked to its source by the words that both have."""
    made = Room(document(f"1. {OPEN}", "2. Two."))
    made.register()
    source = SourceRef(document="WG", address="1", wording=SAID)
    spans = ((OPEN.index("services"), OPEN.index(" to all")), (0, 22))
    made.act(
        "EU",
        lambda s, f: corpus.link(s, f, made.id("1"), source, relation="adapted", evidence=(spans,)),
    )
    return made


def reworded(made: Room, wording: str) -> None:
    made.accept(made.propose("NOR", "1", wording))


def test_nothing_drifts_while_both_ends_read_as_confirmed() -> None:
    made = room()
    made.issue()
    assert drift(made.state, KNOWN) == []


def test_a_source_that_reads_otherwise_is_shown() -> None:
    (found,) = drift(room().state, {("WG", "1"): SAID.replace("should", "must")})
    assert (found.address, found.document, found.source_address) == ("1", "WG", "1")
    assert ("+", "must") in found.source
    assert not found.missing
    assert found.changes == ()
    assert found.lost == ()


def test_a_source_the_corpus_lacks_is_missing() -> None:
    (found,) = drift(room().state, {})
    assert found.missing
    assert found.source == ()


def test_each_revision_that_words_it_otherwise_is_told_with_its_date() -> None:
    made = room()
    made.issue()
    reworded(made, OPEN.replace("all", "everybody"))
    made.issue()
    made.issue()
    reworded(made, OPEN.replace("all", "anybody"))
    (found,) = drift(made.state, KNOWN)
    assert [(c.revision, c.date) for c in found.changes] == [
        ("Rev.2", "2030-01-01"), ("standing", ""),
    ]  # fmt: skip
    assert ("+", "everybody") in found.changes[0].redline
    assert ("-", "everybody") in found.changes[1].redline
    assert found.lost == ()


def test_cited_words_that_stand_no_longer_are_named() -> None:
    made = room()
    reworded(made, OPEN.replace("for treatment", "for care"))
    (found,) = drift(made.state, KNOWN)
    assert found.lost == ("services for treatment",)


def test_one_provision_can_be_asked_alone_and_a_dismissed_source_counts_no_more() -> None:
    made = room()
    reworded(made, "Nothing.")
    assert drift(made.state, KNOWN, made.id("2")) == []
    assert drift(made.state, KNOWN, made.id("1")) != []
    source = SourceRef(document="WG", address="1", wording=SAID)
    made.act("NOR", lambda s, f: corpus.dismiss(s, f, made.id("1"), source))
    assert drift(made.state, KNOWN) == []
