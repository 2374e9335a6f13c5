"""Numbering: paragraphs, items, headings, contents."""

from __future__ import annotations

from checks_kit import found, places, printed, text


def test_a_missing_and_a_repeated_number() -> None:
    gap = text("1. One thing.", "2. Another thing.", "4. A fourth thing.")
    assert [(f.address, f.message) for f in found("paragraph-number", gap)] == [
        ("4", "3 missing before 4")
    ]
    twice = text("1. One thing.", "2. Another thing.", "2. A third thing.", "3. A fourth.")
    assert len(found("paragraph-number", twice)) == 1


def test_an_insertion_is_no_gap() -> None:
    assert not found(
        "paragraph-number",
        text(
            "1. One thing.", "2. Another.", "2 bis. An insertion.", "2 ter. One more.", "3. Last."
        ),
    )


def test_a_missing_letter() -> None:
    lost = text("1. States should:", "(a) Act;", "(c) Report;", "(d) Meet.")
    assert [f.message for f in found("item-letter", lost)] == ["(b) missing before (c)"]


def test_letters_that_look_roman_are_letters() -> None:
    whole = [f"({letter}) Do thing {letter};" for letter in "abcdefghijklmnop"]
    assert not found("item-letter", text("1. States should:", *whole))


def test_a_list_of_one_item() -> None:
    alone = text("1. States should:", "(a) Act at once.", "2. The rest follows.")
    assert places("lone-item", alone) == [("1(a)", "")]
    assert not found("lone-item", text("1. States should:", "(a) Act;", "(b) Report."))


def test_a_heading_that_leaves_one_out() -> None:
    gap = text("## I. Past", "1. It was.", "## III. Future", "2. It will be.")
    assert [f.message for f in found("heading-number", gap)] == ["heading: II missing before III"]


def test_letters_may_run_on_through_parts() -> None:
    assert not found(
        "heading-number",
        text(
            "## I. Past",
            "### A. Early",
            "1. It was.",
            "## II. Present",
            "### B. Now",
            "2. It is.",
            "### C. Soon",
            "3. It comes.",
        ),
    )


def test_a_heading_that_lost_its_label() -> None:
    lost = text(
        "## I. Past",
        "### A. Early",
        "1. It was.",
        "## II. Present",
        "### B. Now",
        "2. It is.",
        "## The future of the matter",
        "### C. Soon",
        "3. It comes.",
    )
    assert [f.excerpt for f in found("heading-unlabelled", lost)] == ["The future of the matter"]


def test_an_annex_needs_no_label() -> None:
    assert not found(
        "heading-unlabelled",
        text("## I. Past", "1. It was.", "## II. Now", "2. It is.", "## Annex", "### A. List"),
    )


def test_a_heading_given_twice() -> None:
    twice = text(
        "# Report",
        "## A. On the matter",
        "1. Adopted as follows:",
        "### A. On the matter",
        "2. So.",
    )
    assert len(found("heading-twice", twice)) == 1
    assert not found("heading-twice", text("## A. On one", "1. So.", "## B. On two", "2. So."))


def test_dashes_before_some_items_of_a_list() -> None:
    mixed = printed("1. Ways to act:\n\n(a) Now;\n\n(b) Soon;\n\n- (c) Later;\n\n- (d) Never.\n")
    assert [f.address for f in found("list-mark", mixed)] == ["1(c)"]
    even = printed("1. Ways to act:\n\n- (a) Now;\n\n- (b) Soon;\n\n- (c) Later.\n")
    assert not found("list-mark", even)


CONTENTS = """

Report of the meeting on lighthouses

Contents

\t<i>Paragraphs</i>\t<i>Page</i>
I. Lamps of the northern coast and their keepers\t1-2\t3
II. Conclusions on oil\t{range}\t5

I. Lamps of the northern {word}coast and their keepers

1. Lamps were lit.

2. Keepers were paid.

II. Conclusions on oil

3. Oil is dear.

4. Oil is scarce.
"""


def test_contents_that_are_not_the_headings() -> None:
    assert len(found("contents", printed(CONTENTS.format(word="rocky ", range="3-4")))) == 1
    assert not found("contents", printed(CONTENTS.format(word="", range="3-4")))


def test_contents_with_old_numbers() -> None:
    wrong = found("contents-range", printed(CONTENTS.format(word="", range="3-7")))
    assert [f.suggestion for f in wrong] == ["“3-4”"]
    assert not found("contents-range", printed(CONTENTS.format(word="", range="3-4")))
