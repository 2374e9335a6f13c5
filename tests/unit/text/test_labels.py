from __future__ import annotations

import pytest

from draftrace.text import labels, numerals
from draftrace.text.labels import Label


@pytest.mark.parametrize(
    ("spelled", "cited"),
    [
        ("24", "24"),
        ("24.", "24"),
        ("(c)", "(c)"),
        ("- (d)", "(d)"),
        ("c)", "(c)"),
        ("(iv)", "(iv)"),
        ("(i)", "(i)"),
        ("(mm)", "(mm)"),
        ("II", "II"),
        ("II.", "II"),
        ("A.", "A"),
        ("7ter", "7 ter"),
        ("7 TER", "7 ter"),
        ("OP7ter", "7 ter"),
        ("OP 7 ter.", "7 ter"),
        ("3 quat", "3 quater"),
        ("17quater", "17 quater"),
        ("PP2 bis", "PP2 bis"),
        ("pp4", "PP4"),
        ("(k)bis", "(k) bis"),
        ("(k bis)", "(k) bis"),
        ("(k) bis alt 2", "(k) bis alt 2"),
        ("kbis", "k bis"),
        ("3.3bis Alt:", "3.3 bis alt"),
        ("3.3alt:", "3.3 alt"),
        ("1 bis.1", "1 bis.1"),
        ("[1bis.2 ter]", "1 bis.2 ter"),
        ("4.2.bis.3", "4.2 bis.3"),
        ("3.bis", "3 bis"),
        ("5. alt 2", "5 alt 2"),
        ("[Article 3bis]", "Article 3 bis"),
        ("Art. 2 bis", "Article 2 bis"),
        ("Option 2:", "Option 2"),
        ("3 opt 2", "3 opt 2"),
        ("1 ante", "1 ante"),
        ("1 ante 2", "1 ante 2"),
        ("6 alt", "6 alt"),
        ("6 alternative 1", "6 alt"),
        ("7 decies", "7 decies"),
        ("7 11", "7 11"),
        ("para. 12", "12"),
    ],
)
def test_any_spelling_is_read_and_printed_canonically(spelled: str, cited: str) -> None:
    label = labels.parse(spelled)
    assert label is not None
    assert labels.text(label) == cited
    assert labels.parse(cited) == label


@pytest.mark.parametrize("text", ["", "hello", "(ab)", "Iv", "(ivx)", "0", "(c", "biss", "x" * 99])
def test_what_is_no_label_is_none(text: str) -> None:
    assert labels.parse(text) is None
    assert labels.canonical(text) == text


def test_ambiguous_letters_give_both_readings_likeliest_first() -> None:
    def styles(text: str) -> list[str]:
        return [label.style for label in labels.readings(text)]

    assert styles("(i)") == ["roman", "letters"]
    assert styles("(v)") == ["letters", "roman"]
    assert styles("(ii)") == ["roman", "letters"]
    assert styles("(mm)") == ["letters", "roman"]
    assert styles("C.") == ["capitals", "Roman"]
    assert styles("I.") == ["Roman", "capitals"]


def test_the_style_asked_for_is_preferred() -> None:
    letter = labels.parse("(i)", style="letters")
    assert letter is not None
    assert letter.value == 9


def test_an_insertion_takes_the_next_free_position() -> None:
    seven = Label(style="arabic", value=7)
    bis = labels.after(seven, [])
    ter = labels.after(seven, [bis])
    assert [labels.text(x) for x in (bis, ter)] == ["7 bis", "7 ter"]
    assert labels.text(labels.after(bis, [bis, ter])) == "7 quater"
    assert labels.text(labels.after(Label(style="arabic", value=8), [bis, ter])) == "8 bis"


def test_an_insertion_before_the_first_is_ante() -> None:
    one = Label(style="letters", value=1, form="()")
    first = labels.before(one, [])
    assert labels.text(first) == "(a) ante"
    assert labels.text(labels.before(one, [first])) == "(a) ante 2"


def test_an_alternative_keeps_the_position() -> None:
    bis = Label(style="arabic", value=5, position=1)
    alt = labels.alternative(bis, [])
    assert labels.text(alt) == "5 bis alt"
    assert labels.text(labels.alternative(bis, [alt])) == "5 bis alt 2"
    assert labels.text(labels.alternative(alt, [alt])) == "5 bis alt 2"


def test_the_tenth_suffix_and_on_are_numbers() -> None:
    used: list[Label] = []
    for _ in range(11):
        used.append(labels.after(Label(style="arabic", value=2), used))
    assert [labels.text(x) for x in used[-3:]] == ["2 decies", "2 11", "2 12"]


def test_issue_numbers_siblings_consecutively() -> None:
    like = Label(style="letters", value=11, form="()", position=1)
    printed = [labels.text(x) for x in labels.series(like, 28)]
    assert printed[:2] == ["(a)", "(b)"]
    assert printed[25:] == ["(z)", "(aa)", "(bb)"]


def test_what_follows_what() -> None:
    def label(text: str) -> Label:
        parsed = labels.parse(text, style="letters")
        assert parsed is not None
        return parsed

    assert labels.follows(label("(i)"), label("(h)"))
    assert labels.follows(label("(h) bis"), label("(h)"))
    assert not labels.follows(label("(h)"), label("(h)"))
    assert not labels.follows(label("7"), label("(f)"))


def test_numerals_read_back_what_they_write() -> None:
    for number in range(1, 4000):
        assert numerals.from_roman(numerals.roman(number)) == number
    for number in range(1, 100):
        assert numerals.from_letters(numerals.letters(number)) == number
    assert numerals.from_roman("iiii") is None
    assert numerals.from_letters("é") is None
    assert numerals.from_letters("") is None


@pytest.mark.parametrize(
    ("written", "canonical", "printed"),
    [
        ("OBJECTIVE 3", "Objective 3", "Objective 3:"),
        ("[Goal a bis]", "Goal a bis", "Goal a bis:"),
        ("target 1.2:", "Target 1.2", "Target 1.2:"),
        ("Chapter II", "Chapter II", "Chapter II:"),
    ],
)
def test_sections_are_cited_by_word_and_number(written: str, canonical: str, printed: str) -> None:
    assert labels.canonical(written) == canonical
    assert labels.sectional(canonical)
    assert labels.printed(canonical, "heading") == printed
