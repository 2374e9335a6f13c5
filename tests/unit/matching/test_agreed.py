"""Where was a phrase agreed before, and how does it differ here?"""

from __future__ import annotations

from draftrace.matching.engine import Matcher, Source
from matching_kit import sources


def test_every_exact_place_is_given_with_its_span() -> None:
    engine = Matcher(sources(["Ferries Calling at small ports pay a toll."]))
    found = [one for one in engine.agreed("ferries calling at small ports") if one.exact]
    assert [(one.document, one.address) for one in found] == [
        ("REP", "5(b)"),
        ("REP", "2"),
        ("MORE", "1"),
    ]
    assert [one.wording[slice(*one.span)].lower() for one in found] == [
        "ferries calling at small ports"
    ] * 3
    assert all(one.departure == () for one in found)


def test_a_near_place_shows_its_departure() -> None:
    near = Matcher(sources()).agreed("inspection of ferries at small ports")
    assert near[0].address == "5(b)"
    assert not near[0].exact
    assert ("+", " calling") in near[0].departure


def test_no_mark_around_a_near_place_is_a_departure() -> None:
    said = "*Welcomes* the inspection of ferries that call at small ports;"
    engine = Matcher([*sources(), Source("D", "1", said)])
    asked = "*Welcomes* the inspection of ferries at small ports;"
    near = next(one for one in engine.agreed(asked) if one.document == "D")
    assert said[slice(*near.span)] == said
    assert {op for op, _ in near.departure} == {"=", "+"}


def test_a_phrase_is_not_found_across_paragraphs() -> None:
    engine = Matcher([Source("D", "1", "We paint red"), Source("D", "2", "boats every year")])
    assert not [one for one in engine.agreed("red boats") if one.exact]


def test_words_of_grammar_are_found_word_for_word() -> None:
    engine = Matcher([Source("D", "1", "It is what it is."), Source("D", "2", "Whatever.")])
    assert [one.address for one in engine.agreed("it is what")] == ["1"]


def test_a_phrase_nobody_said_is_not_found() -> None:
    assert Matcher(sources()).agreed("purple submarines") == []


def test_a_long_phrase_taken_apart_is_still_nearly_said_where_its_pieces_stand() -> None:
    """The order turned, words put between: the departure shows all of it."""
    asked = "including signalling by lamp, night exercises and the training of lighthouse keepers"
    near = [one for one in Matcher(sources()).agreed(asked) if not one.exact]
    assert [one.address for one in near] == ["5(a)"]
    start, end = near[0].span
    said = near[0].wording[start:end]
    assert said.startswith("training of lighthouse keepers")
    assert said.endswith("lamp")
    assert "".join(piece for kind, piece in near[0].departure if kind != "-") == said
