"""Sentences: chapeaux and items, grammar, marks, type."""

from __future__ import annotations

import pytest

from checks_kit import found, places, text


def test_items_that_do_not_follow_from_their_chapeau() -> None:
    noun = text("1. States should:", "(a) Light lamps;", "(b) The oil is bought.")
    assert [f.address for f in found("chapeau", noun)] == ["1(b)"]
    by = text("1. States should act by:", "(a) Lighting lamps;", "(b) Buy oil.")
    assert [f.address for f in found("chapeau", by)] == ["1(b)"]
    participle = text("1. States should:", "(a) Light lamps;", "(b) Buying oil.")
    assert [f.address for f in found("chapeau", participle)] == ["1(b)"]


def test_items_that_do_follow() -> None:
    assert not found(
        "chapeau",
        text(
            "1. States should:",
            "(a) Working with others, light lamps;",
            "(b) In order to save, buy oil;",
            "(c) Further train keepers.",
            "2. They act by, inter alia:",
            "(a) Lighting lamps;",
            "(b) Carefully buying oil.",
        ),
    )


def test_an_item_with_a_sentence_of_its_own() -> None:
    loose = text(
        "1. States should:", "(a) Light lamps; and keepers should be paid;", "(b) Buy oil."
    )
    assert [(f.address, f.severity) for f in found("own-sentence", loose)] == [("1(a)", "warning")]
    soft = text("1. States should:", "(a) Light lamps; such lamps should last;", "(b) Buy oil.")
    assert [f.severity for f in found("own-sentence", soft)] == ["note"]
    kept = text("1. States should:", "(a) Light lamps; and buy oil that should last;", "(b) Act.")
    assert not found("own-sentence", kept)


def test_one_must_among_shoulds() -> None:
    items = [f"({x}) Lamp {x} should be lit;" for x in "abcd"]
    must = text("1. It was said that:", *items, "(e) Oil must be bought.")
    assert places("modality", must) == [("1(e)", "must")]
    assert not found("modality", text("1. It was said that:", *items, "(e) Oil should be bought."))


def test_also_counts_the_acts() -> None:
    also = text("1. *Welcome* the lamps;", "2. *Recall also* the oil;", "3. *Decide* to meet.")
    assert [f.address for f in found("act-again", also)] == ["2"]
    right = text("1. *Recall* the lamps;", "2. *Recall also* the oil;", "3. *Recall further* it.")
    assert not found("act-again", right)


def test_a_word_twice() -> None:
    assert places("doubled-word", text("1. Light the the lamps.")) == [("1", "the the")]
    assert not found("doubled-word", text("1. They had had lamps that that man lit."))


def test_an_echo() -> None:
    assert found("echo", text("1. Funds should be created for creating lamps."))
    assert not found("echo", text("1. Funds should be created for lighting lamps."))


@pytest.mark.parametrize(
    "wrong",
    [
        "Lamps both in red and blue were lit.",
        "They not only engaged in piracy but also in fraud.",
        "There is a need not only for oil but also to evaluate lamps.",
    ],
)
def test_pairs_that_are_not_parallel(wrong: str) -> None:
    assert len(found("correlative", text(f"1. {wrong}"))) == 1


@pytest.mark.parametrize(
    "right",
    [
        "Lamps in both red and blue were lit.",
        "Lamps both in ports and in bays were lit.",
        "They engaged not only in piracy but also in fraud.",
        "They need not only oil but also lamps.",
    ],
)
def test_pairs_that_are_parallel(right: str) -> None:
    assert not found("correlative", text(f"1. {right}"))


def test_a_lost_preposition() -> None:
    assert found("preposition", text("1. Seek adherence and implementation of those rules."))
    assert not found("preposition", text("1. Seek adherence to and implementation of those rules."))
    assert not found("preposition", text("1. Seek adoption and implementation of those rules."))


@pytest.mark.parametrize(
    "wrong",
    [
        "Increased regional cooperation and support is needed.",
        "Trading in and theft of lamps is growing.",
        "The need to light lamps in every port and the need for oil to be bought was noted.",
    ],
)
def test_two_subjects_with_one_verb(wrong: str) -> None:
    assert len(found("agreement", text(f"1. {wrong}"))) == 1


@pytest.mark.parametrize(
    "right",
    [
        "Increased regional cooperation and support are needed.",
        "A range of lamps and oils that were bought is listed.",
        "The need to light lamps in every port was noted.",
    ],
)
def test_subjects_that_agree(right: str) -> None:
    assert not found("agreement", text(f"1. {right}"))


def test_a_noun_without_article() -> None:
    assert found("article", text("1. Act in line with general principle of law."))
    assert not found("article", text("1. Act in line with the general principle of law."))
    assert not found("article", text("1. Act in line with general principles of law."))


def test_spacing() -> None:
    assert found("spacing", text("1. Lamps , oil and wicks."))
    assert found("spacing", text("1. Lamps,oil and wicks."))
    assert found("spacing", text("1. Lamps,, oil and wicks."))
    assert not found(
        "spacing",
        text("1. Lamps, oil, etc., cost 3,000 (i.e. much), see art. 3; No. 4; ../oil … x."),
    )


@pytest.mark.parametrize(
    "wrong",
    [
        "They met on two, additional days.",
        "They used lamps and, benefiting from, if possible, the oil, met.",
        "They met keepers including, as needed, pilots.",
        "They took steps including in ports.",
    ],
)
def test_commas_that_part(wrong: str) -> None:
    assert len(found("comma", text(f"1. {wrong}"))) == 1


def test_commas_that_do_not_part() -> None:
    assert not found(
        "comma",
        text(
            "1. They met on two additional days, one, other days being full.",
            "2. They met keepers, including, as needed, pilots, and acted, including in ports.",
        ),
    )


@pytest.mark.parametrize(
    "wrong",
    [
        "They agreed to and, where possible, sought the lighting of, the lamps.",
        "The Code on Lamps, supplementing the Code on Ports in order to save oil.",
        "They noted that in some cases, lamps had failed.",
        "Rules on oil, including the storage of oil in ports and ensure that lamps burn.",
    ],
)
def test_one_comma_of_two(wrong: str) -> None:
    assert len(found("comma-pair", text(f"1. {wrong}"))) == 1


def test_both_commas() -> None:
    assert not found(
        "comma-pair",
        text(
            "1. They agreed to, and sought the lighting of, the lamps.",
            "2. The Code on Lamps, supplementing the Code on Ports, saves oil.",
            "3. They noted that, in some cases, lamps had failed.",
            "4. They noted that in Ostrana, Karanda and elsewhere lamps had failed.",
            "5. Rules on oil, including the storage and sale of oil, and ensure that lamps burn.",
        ),
    )


def test_a_semicolon_inside_an_item() -> None:
    inside = text("1. Lessen:", "(a) The use of oil; and lamp risks;", "(b) The rest.")
    assert [f.address for f in found("semicolon", inside)] == ["1(a)"]
    verbs = text("1. States should:", "(a) Light lamps; and ensure safety;", "(b) The rest.")
    assert not found("semicolon", verbs)


def test_halves_of_pairs() -> None:
    assert found("pair", text("1. Lamps (and oil are dear."))
    assert found("pair", text("1. The word “lamp is short."))
    assert not found("pair", text("1. Lamps (and oil) are “dear”: a) red; b) blue."))


def test_halves_of_negotiating_brackets() -> None:
    stray = text("1. Lamps [shall] burn.", "2. Oil [should be bought.")
    assert places("bracket", stray) == [("2", "[")]
    assert not found("bracket", text("1. Lamps [shall][should] burn.[^1]", notes=("[^1]: So.",)))


def test_endings() -> None:
    odd = text("1. States should:", "(a) Act;", "(b) Report.", "(c) Meet again;", "(d) Go home.")
    assert [f.address for f in found("ending", odd)] == ["1(b)"]
    bare = text("1. States should:", "(a) Act;", "(b) Report;", "(c) Meet again in the autumn")
    assert [f.address for f in found("ending", bare)] == ["1(c)"]
    acts = (
        "1. *Recall* it;",
        "2. *Note* it;",
        "3. *Ask* for more lamps.",
        "4. *See* it;",
        "5. *End*.",
    )
    resolution = text(*acts)
    assert [f.address for f in found("ending", resolution)] == ["3"]
    kept = text(
        "1. States should:", "(a) Act:", "(i) Now;", "(ii) Here;", "(b) Report; and", "(c) Go."
    )
    assert not found("ending", kept)


def test_headings_that_end_with_a_mark() -> None:
    odd = text("## I. Lamps", "1. A.", "## II. Oil.", "2. B.", "## III. Ports", "3. C.")
    assert [f.excerpt for f in found("heading-end", odd)] == ["."]
    assert not found("heading-end", text("## I. Lamps", "1. A.", "## II. Oil", "2. B."))


def test_quotation_marks_of_two_styles() -> None:
    mixed = text("1. The “lamp” and the “oil”.", '2. The "wick".')
    assert places("quotation-marks", mixed) == [("2", '"wick"')]
    assert not found("quotation-marks", text('1. The "lamp".', '2. The "wick".'))


def test_italics_of_citations() -> None:
    blocks = ("1. A.[^1]", "2. B.[^2]", "3. C.[^3]")
    source = "[^1]: Harbour Papers."
    mixed = text(*blocks, notes=(source, "[^2]: *Ibid.*, p. 2.", "[^3]: Ibid., p. 3."))
    assert [f.excerpt for f in found("italics", mixed)] == ["Ibid."]
    even = text(*blocks, notes=(source, "[^2]: *Ibid.*, p. 2.", "[^3]: *Ibid.*, p. 3."))
    assert not found("italics", even)


def test_opening_words() -> None:
    resolution = (
        "# Resolution on lamps",
        "Recalling the lamps,",
        "1. *Welcome* the lamps;",
        "2. *Welcome* also the oil;",
        "3. *Note* that it burns;",
        "4. *Note that* it shines;",
        "5. Request the keepers to come;",
        "6. *Agree* that it ends.",
    )
    odd = {f.address for f in found("opening-words", text(*resolution))}
    assert odd == {"PP1", "2", "4", "5"}
    right = (
        "# Resolution on lamps",
        "*Recalling* the lamps,",
        "1. *Welcome* the lamps;",
        "2. *Welcome also* the oil;",
        "3. *Note* that it burns;",
        "4. *Agree* that it ends.",
    )
    assert not found("opening-words", text(*right))


def test_dashes_of_two_styles() -> None:
    mixed = text("1. Lamps—red ones—burn—brightly.", "2. Oil – the best – burns.")
    assert len(found("dashes", mixed)) == 1
    ranges = text("1. From 2003-2007 and 2008-2009.", "2. From 2003–2007.")
    assert len(found("dashes", ranges)) == 1
    assert not found("dashes", text("1. Lamps – red ones – burn 2003-2007."))
