"""Words: hyphens, spellings, stock phrases, formulas, usage."""

from __future__ import annotations

import pytest

from checks_kit import found, places, text


@pytest.mark.parametrize(
    ("wrong", "odd"),
    [
        ("Meet the cross border risk at once.", "cross border"),
        ("Train anti corruption officers.", "anti corruption"),
        ("Plan for short term loans.", "short term"),
        ("Give priority to time sensitive letters.", "time sensitive"),
        ("Improve record keeping in ports.", "record keeping"),
    ],
)
def test_a_hyphen_that_is_always_wanted(wrong: str, odd: str) -> None:
    assert [f.excerpt for f in found("hyphen", text(f"1. {wrong}"))] == [odd]


@pytest.mark.parametrize(
    "right",
    [
        "The loan runs over the short term.",
        "Keep the list up to date.",
        "The rule matters, inter alia, in ports.",
        "Measures based on evidence work best.",
        "States bound by treaty should act.",
        "The work is done in real time.",
    ],
)
def test_a_hyphen_that_is_not_wanted(right: str) -> None:
    assert not found("hyphen", text(f"1. {right}"))


def test_the_text_decides_where_usage_does_not() -> None:
    mixed = text(
        "1. Pilots use harbour-lamp charts and harbour-lamp lists.",
        "2. A harbour lamp chart was lost.",
        "3. Each harbour lamp was lit.",
    )
    assert places("hyphen", mixed) == [("2", "harbour lamp")]


def test_where_most_are_open_the_joined_one_is_odd() -> None:
    mixed = text(
        "1. The sea trade routes and sea trade rules and sea trade talks go on.",
        "2. A sea-trade chain broke.",
    )
    assert places("hyphen", mixed) == [("2", "sea-trade")]


def test_a_noun_and_its_adjective_may_differ() -> None:
    assert not found(
        "hyphen", text("1. The round-table talks ended.", "2. The round table closed.")
    )


def test_one_word_in_one_and_with_a_hyphen() -> None:
    mixed = text("1. Subregional talks began.", "2. Sub-regional talks ended.")
    assert len(found("closed-compound", mixed)) == 1
    assert not found("closed-compound", text("1. Subregional talks.", "2. Subregional rules."))


def test_the_hyphen_of_the_other_half() -> None:
    assert found("suspended-hyphen", text("1. Make medium and long-term plans."))
    assert not found("suspended-hyphen", text("1. Make medium- and long-term plans."))
    assert not found("suspended-hyphen", text("1. Make sound and long-term plans."))


def test_ever_and_adverbs() -> None:
    assert found("adverb-hyphen", text("1. The ever growing fleet sails."))
    assert found("adverb-hyphen", text("1. A newly-painted lamp shines."))
    assert not found("adverb-hyphen", text("1. The ever-growing fleet, hardly ever seen, sails."))


def test_a_spelling_that_is_wrong() -> None:
    assert places("misspelling", text("1. Set homogenous rules.")) == [("1", "homogenous")]
    assert not found("misspelling", text("1. Set homogeneous rules in accordance with law."))


def test_two_names_of_one_thing() -> None:
    two = text("1. The Chairperson spoke.", "2. The Chairman left.", "3. The Chairman came.")
    assert [(f.address, f.also) for f in found("variant", two)] == [("2", ("3",))]
    assert not found("variant", text("1. The Chairman spoke.", "2. The Chairman left."))


def test_ise_and_ize() -> None:
    two = text("1. Organize and recognize.", "2. Harmonize, then organise.")
    assert places("ize", two) == [("2", "organise")]
    assert not found("ize", text("1. Organize, advise, exercise, promise and revise."))


def test_a_stock_phrase_that_lost_a_word() -> None:
    lost = text("1. The world drug problem grows.", "2. They met on the drug problem.")
    assert places("stock-phrase", lost) == [("2", "the drug problem")]
    assert not found("stock-phrase", text("1. They met on the drug problem."))
    assert not found(
        "stock-phrase", text("1. The world drug problem grows.", "2. A local drug problem fell.")
    )


FORMULA = (
    "in full harmony with the {}rules of the three harbour offices and, in particular, with "
    "respect for pilots and keepers"
)


def test_a_formula_with_a_small_difference() -> None:
    same, other = FORMULA.format(""), FORMULA.format("present ")
    odd = text(f"1. Act {same}.", f"2. Write {same}.", f"3. Meet {other}.")
    assert [f.address for f in found("formula", odd)] == ["3"]
    assert not found("formula", text(f"1. Act {same}.", f"2. Write {same}."))


def test_a_formula_that_lost_its_article() -> None:
    formula = "the slow building of lamps needed for safe passage at night"
    blocks = [
        f"{n}. {verb} {formula}." for n, verb in enumerate(["Pay", "See", "Bar", "Hail", "Ban"], 1)
    ]
    lost = f"6. Areas hit by {formula.removeprefix('the ')}."
    assert [f.address for f in found("formula", text(*blocks, lost))] == ["6"]


def test_a_different_matter_is_no_formula() -> None:
    lamps, oil = FORMULA.replace("pilots", "lamps"), FORMULA.replace("pilots", "oil")
    assert not found("formula", text(f"1. Act {lamps.format('')}.", f"2. Act {oil.format('')}."))


def test_usage_and_strokes() -> None:
    assert places("usage", text("1. Speakers called for the need to act.")) == [
        ("1", "called for the need to")
    ]
    assert found("usage", text("1. Lamps and/or oil."))
    assert not found("usage", text("1. Speakers called for action; the need to act was clear."))
    assert places("stroke", text("1. Pilots/keepers met.", "2. Use lamp/light.")) == [
        ("2", "lamp/light")
    ]
    assert not found("stroke", text("1. See document a/64/5 and HIV/AIDS."))


def test_an_enumeration_in_another_order() -> None:
    two = text(
        "1. Local, national, regional and global ports.", "2. global, regional, local and national."
    )
    assert [f.address for f in found("enumeration", two)] == ["2"]
    assert not found("enumeration", text("1. Red, blue and green.", "2. Blue, green and red."))


def test_a_date_that_gets_its_year_late() -> None:
    late = text("1. On 3 May they met.", "2. On 3 May 2031 they left.")
    assert places("date", late) == [("1", "3 May")]
    assert not found("date", text("1. On 3 May 2031 they met.", "2. On 3 May they left."))
