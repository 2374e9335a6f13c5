"""Formulas: runs of words that several provisions share, and a change carried through them."""

from __future__ import annotations

import pytest

from draftrace.compare.formulas import (
    Formula,
    applied_to,
    applied_to_all,
    formulas,
    indexed,
    touched,
)
from draftrace.text import instruments
from draftrace.text.tokens import word_spans, words
from real_documents import OUTCOME, real

COAST = "Urge coastal towns to keep their beaches open to all who wish to swim there at dawn"
LOW = COAST.replace("Urge", "urge")
TEXTS = {
    "1": f"{COAST}, and to light them;",
    "2": f"The meeting should also {LOW}.",
    "3": "Invite towns to report each year;",
    "4": f"(Again) {COAST.replace('open to', '[open][^1] to')};",
}


def wordings(found: list[Formula]) -> list[str]:
    return [f.wording for f in found]


def test_a_run_of_twelve_words_in_two_provisions_is_a_formula() -> None:
    (found,) = formulas(TEXTS)
    assert found.wording == COAST
    assert found.ids == ("1", "2", "4")
    assert [TEXTS[p.id][p.start : p.end] for p in found.places] == [
        COAST,
        LOW,
        COAST.replace("open to", "[open][^1] to"),
    ]
    assert found.words[:2] == ("urge", "coastal")


def test_eleven_words_are_none() -> None:
    run = "one two three four five six seven eight nine ten eleven"
    assert formulas({"a": f"alpha {run} beta", "b": f"gamma {run} delta"}) == []
    assert len(formulas({"a": f"alpha {run} beta", "b": f"gamma {run} beta"})) == 1


def test_a_run_that_is_longer_in_some_places_is_a_formula_of_its_own() -> None:
    short = "keep all beaches open to all who wish to swim there early"
    found = formulas(
        {"a": f"Do {short} at dawn.", "b": f"Also {short} at dawn;", "c": f"Then {short} at noon"}
    )
    assert wordings(found) == [f"{short} at dawn", f"{short} at"]
    assert [f.ids for f in found] == [("a", "b"), ("a", "b", "c")]


def test_the_same_words_twice_in_one_provision_are_no_formula() -> None:
    assert formulas({"a": f"{COAST}; {COAST}", "b": "Swim."}) == []


def test_words_of_titles_and_stock_names_do_not_count() -> None:
    title = "the Lakeside Convention on the Protection of Small Boats and their Crews at Sea"
    body = "the United Nations Office on Drugs and Crime and the Commission on Narcotic Drugs"
    plain = "the lakeside rules on the protection of small boats and their crews at sea"
    for named in (title, body):
        assert formulas({"a": f"Under {named} we act", "b": f"By {named} they go"}) == []
    assert len(formulas({"a": f"Under {plain} we act", "b": f"By {plain} they go"})) == 1


def test_a_title_inside_a_formula_does_not_break_it() -> None:
    run = "to apply with care the Lakeside Convention and to tell all others what was learned there"
    (found,) = formulas({"a": f"Decide {run};", "b": f"Urge States {run}."})
    assert found.wording == run


def test_names_are_found_in_order_and_may_overlap() -> None:
    wording = "The Charter was read; the General Assembly and the XConvention."
    assert [wording[a:b] for a, b in instruments.names(wording)] == [
        "The Charter",
        "General Assembly",
    ]
    twice = "Convention Convention"
    assert [twice[a:b] for a, b in instruments.titles(twice)] == [twice]


def test_sessions_are_found_with_the_body_that_met() -> None:
    wording = (
        "At its twenty-first special session, and at the 3rd session of the Commission on Tides, "
        "as well as in both with regular sessions, no session of the Council was the tenth."
    )
    assert [wording[a:b] for a, b in instruments.sessions(wording)] == [
        "twenty-first special session",
        "3rd session of the Commission on Tides",
    ]
    assert list(instruments.sessions("The tenth meeting of the Council")) == []


def test_one_provisions_others_come_at_once_each_by_its_longest() -> None:
    longer = f"{COAST} in summer"
    index = indexed(formulas({"1": longer, "2": f"And {longer}", "3": f"Or {COAST} in winter"}))
    assert [(s.there.id, len(s.formula.words)) for s in touched(index, "1", longer, "")] == [
        ("2", len(longer.split())),
        ("3", len(COAST.split()) + 1),
    ]
    assert touched(index, "nowhere", longer, "") == ()


def others(new: str, here: str = "1") -> dict[str, str | None]:
    index = indexed(formulas(TEXTS))
    old = TEXTS[here]
    return applied_to_all(touched(index, here, old, new), old, new, TEXTS)


def test_a_change_in_a_formula_is_made_in_the_others() -> None:
    made = others(TEXTS["1"].replace("beaches", "sandy beaches"))
    assert made == {
        "2": TEXTS["2"].replace("beaches", "sandy beaches"),
        "4": TEXTS["4"].replace("beaches", "sandy beaches"),
    }


def test_a_change_where_the_other_reads_differently_does_not_fit() -> None:
    assert others(TEXTS["1"].replace("open to", "shut for"))["4"] is None
    assert others(TEXTS["1"].replace("open to", "shut for"))["2"] is not None


@pytest.mark.parametrize(
    ("new", "begins"),
    [("Strongly urge", "also strongly urge coastal"), ("Invite", "also invite coastal")],
)
def test_the_first_word_keeps_the_capital_of_its_place(new: str, begins: str) -> None:
    second = others(TEXTS["1"].replace("Urge", new))["2"]
    assert second is not None
    assert begins in second
    back = others(TEXTS["2"].replace("urge", new.lower()), "2")["1"]
    assert back is not None
    assert back.startswith(new)


def test_a_word_put_before_the_first_leaves_names_as_they_are() -> None:
    bracketed = others(f"[{TEXTS['1']}")["2"]
    assert bracketed is None or "[urge" in bracketed
    capital = others(TEXTS["1"].replace("Urge", "again Urge"))["2"]
    assert capital == TEXTS["2"].replace("urge", "again urge")


def test_what_lies_outside_the_formula_stays_where_it_is() -> None:
    assert others(TEXTS["1"].replace("light", "clean")) == {}
    both = TEXTS["1"].replace("light", "clean").replace("dawn", "dusk")
    assert others(both)["2"] == TEXTS["2"].replace("dawn", "dusk")


def test_words_added_at_the_edge_belong_to_the_formula() -> None:
    added = others(TEXTS["1"].replace("dawn,", "dawn and dusk,"))
    assert added["2"] == TEXTS["2"].replace("dawn", "dawn and dusk")


def test_an_edit_that_reaches_out_of_the_formula_does_not_fit() -> None:
    assert others(TEXTS["1"].replace("at dawn, and to light", "or")) == {"2": None, "4": None}
    assert others("") == {"2": None, "4": None}


def test_a_formula_struck_whole_leaves_one_space() -> None:
    texts = {"a": f"Note: {COAST}; and go", "b": f"We {COAST}, then go", "c": f"{COAST} now"}
    index = indexed(formulas(texts))
    struck = texts["a"].replace(COAST, "")
    made = applied_to_all(touched(index, "a", texts["a"], struck), texts["a"], struck, texts)
    assert made["b"] == "We, then go"
    assert made["c"] == " now"


def test_only_those_are_warned_of_whose_formula_is_touched() -> None:
    index = indexed(formulas(TEXTS))
    inside, outside = TEXTS["1"].replace("wish", "want"), TEXTS["1"].replace("light", "clean")
    assert [s.there.id for s in touched(index, "1", TEXTS["1"], inside)] == ["2", "4"]
    assert touched(index, "1", TEXTS["1"], outside) == ()
    assert [s.there.id for s in touched(index, "1", TEXTS["1"], "")] == ["2", "4"]
    assert touched(index, "3", TEXTS["3"], "") == ()
    (other, _) = touched(index, "1", TEXTS["1"], inside)
    assert applied_to(other, TEXTS["1"], TEXTS["1"], TEXTS["2"]) is None


def test_word_places_are_those_of_the_words() -> None:
    wording = "A [b][^n1] \\*c 61/183, State's."
    assert tuple(wording[a:b] for a, b in word_spans(wording)) == words(wording)


def test_the_real_outcome_is_read_for_formulas() -> None:
    from draftrace.readers.files import read

    source = real(OUTCOME)
    texts = {p.address: p.wording for p in read(source).provisions}
    found = formulas(texts)
    assert found
    for formula in found:
        spelled = {words(texts[p.id][p.start : p.end].casefold()) for p in formula.places}
        assert len(spelled) == 1
        assert len(formula.ids) > 1
