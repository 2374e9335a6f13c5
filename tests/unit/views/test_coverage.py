"""What became of every conclusion, and where."""

from __future__ import annotations

import pytest

from draftrace.room.acts import corpus
from draftrace.room.acts.terms import SourceRef
from draftrace.views.coverage import Target, confirmed_links, coverage, unsourced
from draftrace.views.history import dismissed, sources
from draftrace.views.kept import measured
from room_kit import Room, document

SAID = "Services for treatment should be open to all who need them"


def room() -> Room:
    made = Room(document("1. Open services for treatment to all who need them;", "2. Two."))
    made.register()
    return made


def link(room: Room, address: str, source: SourceRef, relation: str = "adapted") -> None:
    room.act(
        "EU",
        lambda s, f: corpus.link(s, f, room.id(address), source, relation=relation),  # type: ignore[arg-type]
    )


def test_a_conclusion_goes_where_its_confirmed_links_go() -> None:
    made, source = room(), SourceRef(document="WG", address="1", wording=SAID)
    link(made, "1", source)
    link(made, "2", source, "thematic")
    (point,) = coverage(made.state, [("WG", "1", SAID)])
    assert (point.outcome, point.basis) == ("adapted", "confirmed")
    assert [(t.address, t.relation, t.score) for t in point.targets] == [
        ("1", "adapted", 1.0), ("2", "thematic", 1.0),
    ]  # fmt: skip


def test_suggestions_count_only_where_nothing_is_confirmed_and_say_so() -> None:
    made, source = room(), SourceRef(document="WG", address="1", wording=SAID)
    link(made, "1", source)
    guess = Target(address="2", relation="partial", score=0.4, verdict="suggested")
    points = coverage(
        made.state,
        [("WG", "1", SAID), ("WG", "2", "x"), ("WG", "3", "y")],
        {("WG", "1"): [guess], ("WG", "2"): [guess]},
    )
    assert [(p.outcome, p.basis) for p in points] == [
        ("adapted", "confirmed"), ("partial", "suggested"), ("dropped", "none"),
    ]  # fmt: skip


def test_the_last_verdict_on_a_pair_counts() -> None:
    made, source = room(), SourceRef(document="WG", address="1", wording=SAID)
    link(made, "1", source)
    assert [s.address for s in sources(made.state, made.id("1"))] == ["1"]
    made.act("NOR", lambda s, f: corpus.dismiss(s, f, made.id("1"), source))
    assert confirmed_links(made.state) == {}
    assert sources(made.state, made.id("1")) == []
    assert dismissed(made.state, made.id("1")) == {("WG", "1")}


@pytest.mark.parametrize(
    ("target", "relation"),
    [
        (SAID, "verbatim"),
        ("Open services for treatment to all who need them", "adapted"),
        ("Services for treatment", "partial"),
        ("Review the trade in precursors", "thematic"),
    ],
)
def test_a_relation_nobody_stated_is_measured_by_the_words_kept(target: str, relation: str) -> None:
    assert measured(SAID, target) == relation


def test_an_accepted_proposal_confirms_the_source_it_cites() -> None:
    made, source = room(), SourceRef(document="WG", address="1", wording=SAID)
    made.accept(made.propose("EU", "2", SAID + ".", sources=(source,)))
    (point,) = coverage(made.state, [("WG", "1", SAID)])
    assert (point.outcome, point.targets[0].address) == ("verbatim", "2")


def test_what_went_to_two_provisions_is_judged_by_both_together() -> None:
    said = "Open services for treatment to all, and pay those who work in them from public funds"
    made = Room(
        document(
            "1. Open services for treatment to all;", "2. Pay those who work from public funds."
        )
    )
    made.register()
    source = SourceRef(document="WG", address="1", wording=said)
    link(made, "1", source, "partial")
    (alone,) = coverage(made.state, [("WG", "1", said)])
    assert (alone.outcome, alone.summed) == ("partial", False)
    link(made, "2", source, "partial")
    (both,) = coverage(made.state, [("WG", "1", said)])
    assert (both.outcome, both.summed) == ("adapted", True)


def test_thematic_targets_sum_to_nothing() -> None:
    half = (("WG", "1"), [
        Target(address="1", relation="thematic", score=0.2, verdict="suggested", kept=((0, 29),)),
        Target(address="2", relation="thematic", score=0.2, verdict="suggested", kept=((30, 58),)),
    ])  # fmt: skip
    (point,) = coverage(room().state, [("WG", "1", SAID)], dict([half]))
    assert (point.outcome, point.summed) == ("thematic", False)


def test_a_suspect_link_still_counts_and_says_so() -> None:
    made, source = room(), SourceRef(document="WG", address="1", wording=SAID)
    link(made, "1", source)
    made.accept(made.propose("EU", "1", "Open services to all who need them;"))
    (point,) = coverage(made.state, [("WG", "1", SAID)])
    assert "touched" in point.targets[0].suspect
    assert point.basis == "confirmed"


def test_provisions_without_a_confirmed_source_are_named_with_what_they_may_come_from() -> None:
    made = Room(document("# Part", "1. One.", "2. Two."))
    made.register()
    link(made, "1", SourceRef(document="WG", address="1", wording=SAID))
    guess = Target(address="2", relation="partial", score=0.4, verdict="suggested")
    subject = Target(address="2", relation="thematic", score=0.4, verdict="suggested")
    guesses = {("WG", "2"): [guess], ("WG", "3"): [subject]}
    points = coverage(made.state, [("WG", n, SAID) for n in "123"], guesses)
    assert [(u.address, u.suggested) for u in unsourced(made.state, points)] == [("2", ("WG:2",))]
    assert [u.suggested for u in unsourced(made.state)] == [()]
