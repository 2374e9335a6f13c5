"""Citations: instruments, publications, documents, footnotes."""

from __future__ import annotations

from checks_kit import found, places, text


def test_one_instrument_with_two_years() -> None:
    two = text(
        "1. The Convention on Harbour Pilots of 1974 applies.",
        "2. The Convention on Harbour Pilots of 1976 applies.",
        "3. The Convention on Harbour Pilots of 1974 is in force.",
    )
    assert [f.address for f in found("instrument-year", two)] == ["2"]
    assert not found(
        "instrument-year", text("1. The Convention on Harbour Pilots of 1974 applies.")
    )


def test_a_known_treaty_with_a_wrong_year() -> None:
    wrong = text("1. The Convention on the Rights of the Child of 1998 is recalled.")
    assert [f.suggestion for f in found("instrument-year", wrong)] == ["“of 1989”"]
    right = text("1. The Convention on the Rights of the Child of 1989 is recalled.")
    assert not found("instrument-year", right)


def test_a_volume_of_another_treaty() -> None:
    cited = "1. The treaty binds.[^1]"
    wrong = "[^1]: United Nations, *Treaty Series*, vol. 2349, No. 27531."
    right = "[^1]: United Nations, *Treaty Series*, vol. 1577, No. 27531."
    unknown = "[^1]: United Nations, *Treaty Series*, vol. 9, No. 9."
    assert len(found("treaty-series", text(cited, notes=(wrong,)))) == 1
    assert not found("treaty-series", text(cited, notes=(right,)))
    assert not found("treaty-series", text(cited, notes=(unknown,)))


def test_two_sales_numbers_that_look_alike() -> None:
    alike = text("1. See Sales No. E.31.IV.1 and later Sales No. E.31.IV.I of the series.")
    assert [f.excerpt for f in found("sales-number", alike)] == ["E.31.IV.I"]
    apart = text("1. See Sales No. E.31.IV.1 and later Sales No. E.31.IV.2 of the series.")
    assert not found("sales-number", apart)


def test_one_title_in_two_wordings() -> None:
    two = text(
        "1. The Convention against Illicit Trade in Harbour Lamps is in force.",
        "2. The Convention against Illicit Trade in Harbour Lamps is read.",
        "3. The Convention against Illicit Trade of Harbour Lamps is read.",
    )
    assert [f.address for f in found("instrument-title", two)] == ["3"]
    assert not found(
        "instrument-title",
        text("1. The Convention against Trade in Lamps and the Convention on Pilots of Ports."),
    )


def test_one_title_with_two_sources() -> None:
    blocks = (
        "1. The Charter of Northern Harbour Towns[^1] is recalled.",
        "2. The Charter of Northern Harbour Towns[^2] is applied.",
    )
    first, same = "[^1]: Assembly resolution 3/4.", "[^2]: Assembly resolution 3/4."
    other = "[^2]: Assembly resolution 7/9."
    assert len(found("instrument-source", text(*blocks, notes=(first, other)))) == 1
    assert not found("instrument-source", text(*blocks, notes=(first, same)))


def test_one_symbol_with_two_titles() -> None:
    blocks = (
        "1. The meeting had before it:",
        "(a) Report on lamps: oil and wicks of the coast (H/CN.3/2031/4);",
        "(b) Note on pilots (H/CN.3/2031/5).",
        "2. It also had:",
    )
    other = "(a) Report on lamps. Oil and wicks of the coast (H/CN.3/2031/4);"
    same = "(a) Report on lamps: oil and wicks of the coast (H/CN.3/2031/4);"
    assert len(found("document-title", text(*blocks, other, "(b) Nothing."))) == 1
    assert not found("document-title", text(*blocks, same, "(b) Nothing."))


LONG = (
    "[^{n}]: The Lamp Code of {year} as amended in 1972 (Harbour Papers, vol. 97, No. 141), and "
    "the Pilot Code of 1971 (same, vol. 101, No. 149)."
)


def test_two_long_notes_but_for_one_number() -> None:
    blocks = ("1. Codes bind.[^1]", "2. Codes bind here too.[^2]")
    two = (LONG.format(n=1, year=1961), LONG.format(n=2, year=1954))
    same = (LONG.format(n=1, year=1961), LONG.format(n=2, year=1961))
    short = ("[^1]: Assembly resolution 3/4.", "[^2]: Assembly resolution 3/5.")
    assert [f.excerpt for f in found("note-alike", text(*blocks, notes=two))] == ["1954"]
    assert not found("note-alike", text(*blocks, notes=same))
    assert not found("note-alike", text(*blocks, notes=short))


def test_a_note_nothing_cites_and_a_mark_without_note() -> None:
    loose = text("1. Codes bind.[^1]", notes=("[^1]: One.", "[^9]: Nine."))
    assert [f.message for f in found("note-cited", loose)] == ["note 9 is cited nowhere"]
    bare = text("1. Codes bind.[^1] They do.[^4]", notes=("[^1]: One.",))
    assert any("cited and not there" in f.message for f in found("note-cited", bare))
    assert not found("note-cited", text("1. Codes bind.[^1]", notes=("[^1]: One.",)))


def test_notes_out_of_order() -> None:
    notes = ("[^1]: One.", "[^2]: Two.")
    assert len(found("note-order", text("1. A.[^2]", "2. B.[^1]", notes=notes))) == 1
    assert not found("note-order", text("1. A.[^1]", "2. B.[^2] C.[^1]", notes=notes))


def test_ibid_in_the_first_note() -> None:
    assert len(found("ibid", text("1. A.[^1]", notes=("[^1]: Ibid., p. 3.",)))) == 1
    kept = ("[^1]: Harbour Papers.", "[^2]: Ibid., p. 3.")
    assert not found("ibid", text("1. A.[^1]", "2. B.[^2]", notes=kept))


def test_excerpts_are_what_stands_there() -> None:
    document = text("1. The Convention on the Rights of the Child of 1998 is recalled.")
    assert places("instrument-year", document) == [
        ("1", "Convention on the Rights of the Child of 1998")
    ]
