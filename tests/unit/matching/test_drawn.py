"""Which documents does a text draw on, and is a source looked for there first?"""

from __future__ import annotations

from math import exp

import pytest
from hypothesis import given
from hypothesis import strategies as st

from draftrace.matching.drawn import Drawn
from draftrace.matching.engine import Matcher, Source
from draftrace.matching.settings import PACKAGED
from draftrace.matching.surroundings import Surroundings
from matching_kit import CountingEncoder

REPORT = (
    "Attention should be given to the training of lighthouse keepers, with exercises by night;",
    "The inspection of ferries calling at small ports should be strengthened every winter;",
    "Harbour pilots should be well paid and rested before they board a tanker;",
)
TEXT = (
    "Give attention to the training of lighthouse keepers, with exercises by night;",
    "Strengthen the inspection of ferries calling at small ports;",
    "Ensure that harbour pilots are well paid and rested before they board a tanker;",
)
LONE = "The inspection of ferries calling at small ports should be strengthened;"
PARAGRAPHS = {"REP": 3, "WIDE": 90, "ELSE": 7}


def matcher(lone: str = LONE, model: str | CountingEncoder = PACKAGED) -> Matcher:
    """A report, and a large collection with one paragraph on a point of the report's."""
    fill = (f"Crate {n} held barrel {n + 1} beside bale {n + 2} of lot {n + 3}." for n in range(60))
    wide = [Source("WIDE", str(n), wording) for n, wording in enumerate((lone, *fill))]
    report = (Source("REP", str(n), said) for n, said in enumerate(REPORT))
    return Matcher([*wide, *report], model=model)


def first(engine: Matcher, asked: str, among: Surroundings | None) -> str:
    return engine.suggest(asked, lexical=True, among=among).suggestions[0].document


def test_of_two_that_say_much_the_same_the_report_from_which_the_text_is_drawn_comes_first() -> (
    None
):
    engine = matcher()
    assert first(engine, TEXT[1], None) == "WIDE"
    assert first(engine, TEXT[1], Surroundings(TEXT)) == "REP"
    assert first(engine, TEXT[1], Surroundings(TEXT[1:2])) == "WIDE"


def test_so_it_does_where_meaning_is_compared_too() -> None:
    engine = matcher(model=CountingEncoder())
    list(engine.encode())
    asked = [engine.suggest(TEXT[1], among=Surroundings(text)) for text in (TEXT[1:2], TEXT)]
    assert [answer.suggestions[0].document for answer in asked] == ["WIDE", "REP"]
    assert all(0 <= one.score <= 1 for answer in asked for one in answer.suggestions)


def test_a_wording_that_is_to_be_put_into_the_text_is_looked_for_there_too() -> None:
    engine = matcher()
    assert first(engine, TEXT[1], Surroundings([TEXT[0], TEXT[2]])) == "REP"


def test_what_was_taken_over_stands_first_wherever_it_stands() -> None:
    said = "The inspection of ferries calling at small ports by divers should be strengthened;"
    asked = "Strengthen the inspection of ferries calling at small ports by divers with torches;"
    assert first(matcher(said), asked, Surroundings([TEXT[0], asked, TEXT[2]])) == "WIDE"


def test_a_relation_is_what_the_words_bear_out_wherever_the_source_stands() -> None:
    engine = matcher()
    alone, known = (
        {s.address: s.relation for s in engine.suggest(TEXT[1], lexical=True, among=a).suggestions}
        for a in (Surroundings(TEXT[1:2]), Surroundings(TEXT))
    )
    assert alone == known
    assert len(alone) > 1


def test_another_text_draws_on_other_documents() -> None:
    engine = matcher()
    texts = [Surroundings(TEXT), Surroundings(TEXT[1:2])]
    assert [first(engine, TEXT[1], text) for text in texts * 2] == ["REP", "WIDE"] * 2


def test_the_neighbours_count_once_more() -> None:
    wordings = [str(n) for n in range(9)]
    found = [{"REP"} if n in (3, 5) else {"ELSE"} for n in range(9)]
    drawn = Drawn(wordings, found, PARAGRAPHS)
    beside, apart = (drawn.beside(asked).of({"REP"}) for asked in ("4", "8"))
    assert beside > apart > drawn.beside("8").of({"WIDE"})
    assert drawn.beside("4").of({"REP", "WIDE"}) == beside


_DOCUMENTS = st.sampled_from(sorted(PARAGRAPHS))
_FOUND = st.lists(st.one_of(st.just(set[str]()), _DOCUMENTS.map(lambda one: {one})), max_size=12)


@given(_FOUND, st.integers(min_value=0, max_value=12))
def test_the_source_stands_somewhere(found: list[set[str]], asked: int) -> None:
    drawn = Drawn([str(n) for n in range(len(found))], found, PARAGRAPHS)
    lift = drawn.beside(str(asked))
    shares = [count / 100 * exp(lift.of({document})) for document, count in PARAGRAPHS.items()]
    assert sum(shares) == pytest.approx(1)


@given(st.lists(st.sampled_from([set[str](), {"REP"}]), max_size=9))
def test_one_document_alone_is_no_likelier_than_itself(found: list[set[str]]) -> None:
    drawn = Drawn([str(n) for n in range(len(found))], found, {"REP": 40})
    assert all(drawn.beside(str(n)).of({"REP"}) == pytest.approx(0) for n in range(10))
