"""Cross-references and short forms: what is named exists, and was introduced."""

from __future__ import annotations

from checks_kit import found, places, text


def test_a_paragraph_that_does_not_exist() -> None:
    lost = text("1. See paragraph 7 above.", "2. As paragraph 1 above says, act.")
    assert places("reference", lost) == [("1", "paragraph 7 above")]


def test_a_paragraph_that_has_moved_below() -> None:
    moved = text(
        "1. As in paragraph 2 above.", "2. The rule.", "3. As in paragraph 4 below.", "4. X."
    )
    assert [f.message for f in found("reference", moved)] == ["“paragraph 2 above” stands below"]


def test_a_range_and_an_item() -> None:
    ranged = text("1. One.", "2. Two:", "(a) Red;", "(b) Blue.", "3. See paragraphs 1 to 9 above.")
    assert len(found("reference", ranged)) == 1
    assert not found(
        "reference", text("1. One:", "(a) Red;", "(b) Blue.", "2. See paragraph 1 (b).")
    )


def test_a_paragraph_of_another_text() -> None:
    assert not found(
        "reference",
        text(
            "1. Recalling paragraph 40 of the Charter of Ports, and resolution 3, paragraph 12,",
            "2. Paragraph 30 of that report stands.",
        ),
    )


def test_an_item_that_does_not_exist() -> None:
    lost = text(
        "1. States should:", "(a) Act;", "(b) Report as in subparagraph (d) above;", "(c) X."
    )
    assert places("item-reference", lost) == [("1(b)", "subparagraph (d) above")]
    kept = text("1. States should:", "(a) Act;", "(b) Report as in subparagraph (a) above.")
    assert not found("item-reference", kept)


def test_an_annex_that_is_not_there() -> None:
    assert found("annex-reference", text("1. See the annex to the present report."))
    assert not found(
        "annex-reference", text("1. See the annex to the present report.", "## Annex", "2. List.")
    )


def test_a_short_title_nobody_introduced() -> None:
    first = text("1. States should apply the 1974 Convention.", "2. The 1974 Convention helps.")
    assert [(f.address, f.also) for f in found("short-title", first)] == [("1", ("2",))]
    named = text("1. The Harbour Pilots Convention should be ratified.")
    assert len(found("short-title", named)) == 1


def test_a_short_title_that_was_introduced() -> None:
    assert not found(
        "short-title",
        text(
            "1. The Convention on Harbour Pilots of 1974 (the 1974 Convention) is in force.",
            "2. States should apply the 1974 Convention and the Convention on Lamps.",
        ),
    )


def test_an_abbreviation_before_its_full_form() -> None:
    early = text("1. IHO sent a note.", "2. The International Harbour Office (IHO) met.")
    assert places("abbreviation", early) == [("1", "IHO")]
    kept = text(
        "1. The International Harbour Office (IHO) met.", "2. IHO and the UN agreed on HIV."
    )
    assert not found("abbreviation", kept)


def test_a_short_form_that_comes_late() -> None:
    late = text(
        "1. The Coastal Lamp Registry keeps lists.", "2. The Coastal Lamp Registry (CLR) was asked."
    )
    assert [f.address for f in found("late-short-form", late)] == ["2"]
    assert not found("late-short-form", text("1. The Coastal Lamp Registry (CLR) keeps lists."))
