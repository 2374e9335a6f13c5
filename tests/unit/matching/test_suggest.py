"""Which paragraph does a provision come from, and why?"""

from __future__ import annotations

import pytest

from draftrace.matching.engine import Matcher, Source, Suggestion
from matching_kit import CONCLUSIONS, MEMORIES, sources


@pytest.fixture(scope="module")
def matcher() -> Matcher:
    return Matcher(sources())


def best(matcher: Matcher, wording: str) -> Suggestion:
    return matcher.suggest(wording, lexical=True).suggestions[0]


def quoted(wording: str, found: Suggestion) -> list[tuple[str, str]]:
    return [(wording[a:b], found.wording[c:d]) for (a, b), (c, d) in found.evidence]


def test_a_conclusion_turned_into_an_operative_phrase_is_verbatim(matcher: Matcher) -> None:
    wording = (
        "Continue to give attention to the training of lighthouse keepers, including night "
        "exercises and signalling by lamp;"
    )
    found = best(matcher, wording)
    assert (found.address, found.relation) == ("5(a)", "verbatim")
    assert "‘Attention should continue to be given’ → ‘give attention’" in found.reason
    assert (
        "training of lighthouse keepers, including night exercises and signalling by lamp",
        "training of lighthouse keepers, including night exercises and signalling by lamp",
    ) in quoted(wording, found)


def test_forms_of_a_word_are_one_word(matcher: Matcher) -> None:
    found = best(
        matcher,
        "Acquire knowledge of the habits of smugglers, including through "
        "interviews with retired sailors;",
    )
    assert (found.address, found.relation) == ("5(e)", "verbatim")
    assert "‘should be acquired’ → ‘Acquire’" in found.reason


def test_half_of_the_words_in_passages_among_many_others_is_adapted(matcher: Matcher) -> None:
    found = best(
        matcher,
        "Strengthen, with the help of the harbour authorities of neighbouring islands and their "
        "volunteers, the inspection of ferries calling at small ports during the herring season;",
    )
    assert (found.address, found.relation) == ("5(b)", "adapted")


def test_a_long_shared_title_is_not_descent(matcher: Matcher) -> None:
    found = best(matcher, "Recall the Convention on the Safety of Ferries of 1988;")
    assert (found.address, found.relation) == ("5(d)", "thematic")


def test_a_stock_formula_is_no_evidence(matcher: Matcher) -> None:
    formula = "in full conformity with, where appropriate and taking into account, inter alia"
    engine = Matcher([*sources(), Source("X", "1", f"Dogs are walked {formula}.")])
    answer = engine.suggest(f"Bridges are painted {formula}.", lexical=True)
    assert answer.suggestions == ()


def test_nothing_in_common_is_an_honest_no(matcher: Matcher) -> None:
    answer = matcher.suggest("Celebrate the centenary of the observatory", lexical=True)
    assert answer.suggestions == ()
    assert answer.note == "No source found."


def test_a_paragraph_that_shares_words_comes_before_one_on_the_same_topic(
    matcher: Matcher,
) -> None:
    found = matcher.suggest("Strengthen the inspection of ferries in winter", lexical=True)
    assert [one.address for one in found.suggestions][:2] == ["5(b)", "2"]


def test_excluded_paragraphs_are_not_suggested(matcher: Matcher) -> None:
    answer = matcher.suggest(
        CONCLUSIONS["5(b)"], lexical=True, exclude=lambda s: s.role == "conclusion"
    )
    assert {one.address for one in answer.suggestions} == {"2"}


def test_note_references_are_not_words(matcher: Matcher) -> None:
    marked = CONCLUSIONS["5(c)"].replace("pilots", "pilots[^12]").replace("well", "*well*")
    found = best(matcher, marked)
    assert found.relation == "verbatim"
    assert "rested" in [target.split()[-1] for target, _ in quoted(marked, found)]
    assert not any("12" in target.split()[-1] for target, _ in quoted(marked, found))


@pytest.mark.parametrize("wording", ["", "   ", "of the and", "\x00\x1b[31m", "[^1] * \\*"])
def test_a_wording_without_matter_has_no_source(matcher: Matcher, wording: str) -> None:
    assert matcher.suggest(wording, lexical=True).suggestions == ()


@pytest.mark.parametrize("corpus", [[], [Source("D", "1", "")], [Source("D", "1", "of the")]])
def test_a_corpus_without_matter_answers(corpus: list[Source]) -> None:
    engine = Matcher(corpus)
    assert engine.suggest("Train lighthouse keepers", lexical=True).suggestions == ()
    assert engine.coverage(corpus, corpus, lexical=True) is not None
    assert engine.agreed("lighthouse") == []


def test_a_corpus_of_one_paragraph_finds_it() -> None:
    only = Source("D", "1", "The secretariat should keep a register of lighthouse keepers.")
    found = best(Matcher([only]), "Keep a register of lighthouse keepers;")
    assert found.relation == "verbatim"


def test_another_language_finds_nothing(matcher: Matcher) -> None:
    answer = matcher.suggest("Renforcer la formation des gardiens de phare", lexical=True)
    assert answer.suggestions == ()


def test_the_answer_does_not_depend_on_the_order_of_the_corpus(matcher: Matcher) -> None:
    turned = Matcher(list(reversed(sources())))
    for wording in CONCLUSIONS.values():
        here, there = (engine.suggest(wording, lexical=True) for engine in (matcher, turned))
        assert {(s.address, s.relation) for s in here.suggestions} == {
            (s.address, s.relation) for s in there.suggestions
        }


def test_one_pair_can_be_asked(matcher: Matcher) -> None:
    asked = Source("REP", "5(b)", CONCLUSIONS["5(b)"], "conclusion")
    assert (
        matcher.pair("Strengthen the inspection of ferries calling at small ports;", asked).relation
        == "verbatim"
    )
    assert matcher.pair("Plant trees", asked).relation == "none"


def test_search_finds_other_forms_of_a_word(matcher: Matcher) -> None:
    assert {source.address for source in matcher.search("inspecting ferry")} == {
        "5(b)",
        "2",
        "5(d)",
    }


def test_what_a_corpus_holds_in_two_copies_is_no_more_common_for_that() -> None:
    once = Matcher(sources())
    copy = [Source("COPY", s.address, s.wording, s.role) for s in sources()]
    twice = Matcher([*sources(), *copy])
    for asked in (*CONCLUSIONS.values(), MEMORIES):
        single = [
            (s.address, s.relation, s.score)
            for s in once.suggest(asked, 9, lexical=True).suggestions
        ]
        double = twice.suggest(asked, 18, lexical=True).suggestions
        assert [(s.address, s.relation, s.score) for s in double] == [
            each for each in single for _ in ("REP", "COPY")
        ]
    assert [
        s.document for s in twice.suggest(CONCLUSIONS["5(a)"], 2, lexical=True).suggestions
    ] == [
        "REP",
        "COPY",
    ]
    of_copy = twice.suggest(
        CONCLUSIONS["5(a)"], 1, lexical=True, exclude=lambda s: s.document == "REP"
    )
    assert [s.document for s in of_copy.suggestions] == ["COPY"]
    exact = [one.document for one in twice.agreed("ferries calling at small ports") if one.exact]
    assert exact == ["REP", "REP", "COPY", "COPY"]
    found = [(s.document, s.address) for s in twice.search("retired sailors")]
    assert found == [("REP", "5(e)"), ("COPY", "5(e)")]


def test_a_text_in_another_language_is_told_of_and_not_compared_by_meaning() -> None:
    """By an English model it would be close to something by chance. A corpus in that language
    knows its words."""
    french = "Les pilotes des ports devraient recevoir une rémunération et un repos suffisants."
    answer = Matcher(sources()).suggest(french)  # the packaged model, which is not asked
    assert answer.suggestions == ()
    assert answer.note == (
        "No source found. Few of its words stand in the corpus: it may be in another language."
    )
    assert "another language" not in Matcher(sources([french])).suggest(french, lexical=True).note
    for short in ("Les pilotes des ports", "Otters swim in rivers and in lakes"):
        assert Matcher(sources()).suggest(short, lexical=True).note == "No source found.", short
    assert Matcher([]).suggest(french, lexical=True).note == "No source found."
