"""Of several paragraphs that share words with a provision, which one stands first?"""

from __future__ import annotations

from draftrace.matching.engine import Matcher
from matching_kit import MEMORIES, sources

ISLANDS = "with the help of volunteers from neighbouring islands and of retired customs officers"
ASKED = f"Strengthen the inspection of ferries calling at small ports, {ISLANDS};"
MIXED = (
    f"Organs were mended, cider brewed and lanterns painted, {ISLANDS}, while musicians played "
    "on the quay and bakers handed out seven kinds of bread."
)


def order(wording: str, extra: list[str], limit: int = 5) -> list[tuple[str, str]]:
    answer = Matcher(sources(extra)).suggest(wording, limit, lexical=True)
    scores = [found.score for found in answer.suggestions]
    assert scores == sorted(scores, reverse=True)
    return [(found.document, found.address) for found in answer.suggestions]


def test_a_conclusion_taken_up_whole_before_a_paragraph_that_speaks_of_other_things_too() -> None:
    assert order(ASKED, [MIXED])[:2] == [("REP", "5(b)"), ("MORE", "1")]


def test_the_best_of_those_nearly_as_near_is_found_however_few_are_asked_for() -> None:
    assert order(ASKED, [MIXED], limit=1) == [("REP", "5(b)")]


def test_a_clause_in_one_piece_of_a_long_paragraph_before_any_phrase_of_a_short_one() -> None:
    clause = "the habits of herons were gathered from diaries that a widow had kept in a cellar"
    long = (
        f"Guides were trained by a pilot, and {clause} for sixty winters; the roof of the museum "
        "was mended by masons from the capital, and a bakery opened in its garden with loans "
        "from a bank whose chairman had learned to row there as a boy."
    )
    engine = Matcher(sources([long]))
    piece = engine.pair(clause, engine.sources[-1])
    phrase = engine.pair(MEMORIES, engine.sources[4])
    assert (piece.relation, phrase.relation) == ("verbatim", "partial")
    assert piece.score > 3 / 4 > phrase.score > 1 / 2


def test_a_paragraph_is_as_near_as_the_sentence_of_it_that_is_nearest() -> None:
    said = "Mirrors on capes were praised for guiding trawlers in fog."
    beside = (
        "Bakers sold rye loaves on the quay. Cider was pressed in autumn from windfall apples. "
        "Choirs rehearsed in the boathouse until the roof began to leak."
    )
    wording = "Wherever fog comes suddenly, let trawlers find mirrors on neighbouring capes;"
    engine = Matcher(sources([said, f"{said} {beside}", f"{beside} {said}"]))
    short, *long = (engine.pair(wording, source) for source in engine.sources[-3:])
    assert [short.relation, *(one.relation for one in long)] == ["thematic"] * 3
    assert [one.score for one in long] == [short.score] * 2
