"""Drafts divided into articles, as negotiations publish them."""

from __future__ import annotations

import pytest

from draftrace.text.brackets import around_labels
from draftrace.text.documents import Document
from draftrace.text.structure import fidelity, markdown, print_layout, recognise


def read(text: str) -> Document:
    source = print_layout.blocks(text)
    document = fidelity.checked(recognise.document(source), print_layout.stream(source))
    assert not [p for p in document.problems if "read differently" in p.what]
    return document


def shown(text: str) -> list[tuple[str, str]]:
    return [(p.address, p.wording) for p in read(text).provisions]


def test_a_bracket_around_an_articles_label_stands_in_no_wording_and_is_counted() -> None:
    document = read("Article 1\n\n1. One.\n\n[Article 1 alt]\n\n1. Other.\n")
    assert [(p.address, p.wording) for p in document.provisions][2:] == [
        ("Art 1 alt/title", ""),
        ("Art 1 alt/1", "Other."),
    ]
    assert around_labels(document.provisions) == 1


def test_a_bracket_that_goes_on_after_the_label_stays_in_the_wording() -> None:
    assert shown("[Article 5. Disputes\n\n1. Talk.]\n") == [
        ("Art 5/title", "[Disputes"),
        ("Art 5/1", "Talk.]"),
    ]


@pytest.mark.parametrize(
    ("printed", "address"),
    [
        ("Option (b): Two.", "Art 1/1 opt b"),
        ("[Option (b): Two.]", "Art 1/1 opt b"),
        ("Option II: Two.", "Art 1/1 opt II"),
        ("Option B: Two.", "Art 1/1 opt B"),
    ],
)
def test_options_in_any_style(printed: str, address: str) -> None:
    assert shown(f"Article 1\n\n1. One.\n\n{printed}\n")[2][0] == address


def test_a_number_within_an_option_is_the_paragraph_s() -> None:
    text = (
        "Article 1\n\n1. One.\n\n[Option A: 2. Dogs are tied.]\n\n[Option B: 2. They are not.\n\n"
        "2 bis. Cats are.]\n\n3. [Option 1: 3. Bells ring.]\n\n4. Four.\n"
    )
    assert shown(text)[1:] == [
        ("Art 1/1", "One."),
        ("Art 1/2 opt 1", "[Dogs are tied.]"),
        ("Art 1/2 opt 2", "[They are not."),
        ("Art 1/2 bis opt 2", "Cats are.]"),
        ("Art 1/3", "[Option 1: 3. Bells ring.]"),
        ("Art 1/4", "Four."),
    ]


def test_numbers_with_suffixes_in_any_print() -> None:
    text = (
        "Article 1 bis\n\n1 bis.1 One.\n\n1 bis.2 Two.\n\n1bis.2.bis Three.\n\n2.bis Four.\n\n"
        "2. Ter. Five.\n\n3. alt Six.\n"
    )
    assert [address for address, _ in shown(text)][1:] == [
        *("Art 1 bis/1 bis.1", "Art 1 bis/1 bis.2", "Art 1 bis/1 bis.2 bis", "Art 1 bis/2 bis"),
        *("Art 1 bis/2 ter", "Art 1 bis/3 alt"),
    ]


def test_a_label_alone_goes_with_the_text_after_it() -> None:
    text = "Article 1\n\n3. Option 1:\n\nParties may meter wells.\n\nOption 2:\n\nThey shall.\n"
    assert shown(text)[1:] == [
        ("Art 1/3", "Option 1: Parties may meter wells."),
        ("Art 1/3 opt 2", "They shall."),
    ]


def test_under_an_article_what_has_a_number_is_a_paragraph() -> None:
    text = "Article 4bis: Finance\n\n4.1. (General goal)\n\n4.2bis Alt: No fund is established.\n"
    assert [address for address, _ in shown(text)] == [
        "Art 4 bis/title",
        "Art 4 bis/4.1",
        "Art 4 bis/4.2 bis alt",
    ]


def test_an_articles_text_may_stand_right_under_its_title() -> None:
    text = "Article 6\nDepositary\nThe Secretary-General is the depositary.\n"
    assert shown(text) == [
        ("Art 6/title", "Depositary"),
        ("Art 6/p:1", "The Secretary-General is the depositary."),
    ]
    assert shown("Article 7 Languages\nThis text is made\nin one original.\n")[0] == (
        "Art 7/title",
        "Languages",
    )


def test_a_title_on_the_line_below_is_the_title_of_the_article_or_part() -> None:
    text = (
        "PART I\n\nGENERAL\n\nArticle 1\n\nTerms\n\nFor this text:\n\n[Article 1 bis\n\n"
        "[Tools] [to be named]]\n\nArticle 1 ter\n\n[To be named]\n\nArticle 2\n\n"
        "Wells shall be kept clean.\n\nPart II\n\nPreamble\n\nArticle 3\n\n(a) Deep;\n"
    )
    assert shown(text) == [
        ("h:I", "GENERAL"),
        ("Art 1/title", "Terms"),
        ("Art 1/p:1", "For this text:"),
        ("Art 1 bis/title", "[[Tools] [to be named]]"),
        ("Art 1 ter/title", ""),
        ("Art 1 ter/p:1", "[To be named]"),
        ("Art 2/title", ""),
        ("Art 2/p:1", "Wells shall be kept clean."),
        ("h:II", ""),
        ("h:~1", "Preamble"),
        ("Art 3/title", ""),
        ("Art 3/(a)", "Deep;"),
    ]


def test_a_title_in_brackets_after_the_point_of_its_label() -> None:
    text = "Article 4. [Final clauses]\n\n[to be drafted]\n\nArticle 5. Wells\n\n5.1 [...]\n"
    assert shown(text) == [
        ("Art 4/title", "[Final clauses]"),
        ("Art 4/p:1", "[to be drafted]"),
        ("Art 5/title", "Wells"),
        ("Art 5/5.1", "[...]"),
    ]


def test_the_preamble_of_articles_is_counted() -> None:
    preamble = "A convention\n\nPreamble\n\nThe Parties,\n\nNoting wells,\n\n"
    text = f"{preamble}Part I\n\nArticle 1\n\n1. A.\n"
    assert [address for address, _ in shown(text)][2:4] == ["PP1", "PP2"]
    assert shown("A title\n\nPp1 The Parties,\n\n[Pp2 Noting wells,]\n\nArticle 1\n\n1. One.\n")[
        1:3
    ] == [("PP1", "The Parties,"), ("PP2", "[Noting wells,]")]


def test_a_remark_that_closes_a_part_is_no_preamble_of_the_articles_after_it() -> None:
    text = (
        "A Report\n\n1. One.\n\n2. Two.\n\nPlan of Action\n\n1. First.\n\n2. Second.\n\n"
        "A closing remark.\n\nArticle 1\n\n1. Third.\n"
    )
    (remark,) = [p for p in read(text).provisions if p.wording == "A closing remark."]
    assert (remark.kind, remark.part) == ("paragraph", "PA")


def test_a_long_recital_that_lost_its_comma_is_no_heading() -> None:
    recital = "Noting that wells are deep" + " and that the water in them is shared by many" * 4
    text = f"A title\n\nPreamble\n\n{recital}\n\nNoting springs,\n\nArticle 1\n\n1. One.\n"
    assert [address for address, _ in shown(text)][2:4] == ["PP1", "PP2"]


TWO_WAYS = """Article 2 (purpose)

Option 1:

1.The purpose is to share wells fairly, and to this end:

1. [seal the old ones [in time]]
2. [dig no new ones [before the census]]

2. [Wells are counted.]
3. [Wells are named.]

Option 2:

No text

Article 3 (general)

Option 1:

1. [Wells are drained [yearly]]
2. Wells are lit.

Option 2: No text

4. Wells are mapped.

Option 1: Once a year.

Option 2:

Twice a year
"""


def test_options_of_a_whole_article_are_told_from_those_of_a_paragraph() -> None:
    assert shown(TWO_WAYS)[1:] == [
        ("Art 2/Option 1", ""),
        ("Art 2/1 opt 1", "The purpose is to share wells fairly, and to this end:"),
        ("Art 2/1 opt 1.1", "[seal the old ones [in time]]"),
        ("Art 2/1 opt 1.2", "[dig no new ones [before the census]]"),
        ("Art 2/2 opt 1", "[Wells are counted.]"),
        ("Art 2/3 opt 1", "[Wells are named.]"),
        ("Art 2/Option 2", "No text"),
        ("Art 3/title", "(general)"),
        ("Art 3/Option 1", ""),
        ("Art 3/1 opt 1", "[Wells are drained [yearly]]"),
        ("Art 3/2 opt 1", "Wells are lit."),
        ("Art 3/Option 2", "No text"),
        ("Art 3/4", "Wells are mapped."),
        ("Art 3/4 opt 1", "Once a year."),
        ("Art 3/4 opt 2", "Twice a year"),
    ]


def test_in_markdown_too_an_option_alone_goes_with_its_text() -> None:
    source = markdown.blocks(
        TWO_WAYS.replace("Article", "## Article").replace("Option 2:", "**Option 2:**")
    )
    document = fidelity.checked(recognise.document(source), markdown.stream(source))
    assert not [p for p in document.problems if "read differently" in p.what]
    found = {p.address: p.wording for p in document.provisions}
    assert found["Art 2/Option 2"] == found["Art 3/Option 2"] == "No text"
    assert found["Art 3/4 opt 2"] == "Twice a year"


def test_a_recital_after_an_option_that_ends_with_a_comma_is_its_own() -> None:
    text = (
        "A title\n\nPreamble\n\nOption 1: Noting wells,\n\nNoting the springs in every village;\n\n"
    )
    assert [wording for _, wording in shown(f"{text}Article 1\n\n1. One.\n")][2:4] == [
        "Noting wells,",
        "Noting the springs in every village;",
    ]


def test_a_number_in_a_wrapped_line_is_no_label() -> None:
    text = "Article 1\n\n1. Wells are sealed as in [the first words of paragraph]\n3. Of all.\n"
    assert len(shown(text)) == 2


def test_an_option_of_a_paragraph_may_be_a_list_of_its_own() -> None:
    text = (
        "Article 6\n\n19. Option 1: One purse serves.\n\nOption 2: Two purses serve.\n\n"
        "Option 3:\n\n1. The purse serves.\n2. Its branches serve.\n\n20. Wells are counted.\n"
    )
    assert [address for address, _ in shown(text)][1:] == [
        "Art 6/19",
        "Art 6/19 opt 2",
        "Art 6/19 opt 3",
        "Art 6/19 opt 3.1",
        "Art 6/19 opt 3.2",
        "Art 6/20",
    ]


def test_a_list_goes_on_after_the_options_of_an_item() -> None:
    text = (
        "Article 2\n\n1. The aim is:\n\n(a) To hold the level\n\nOption 1: below the sill,\n\n"
        "Option 2:\n\nwell below the sill;\n\n(b) To teach the young.\n"
    )
    assert shown(text)[2:] == [
        ("Art 2/1(a)", "To hold the level"),
        ("Art 2/1 opt 1", "below the sill,"),
        ("Art 2/1 opt 2", "well below the sill;"),
        ("Art 2/1(b)", "To teach the young."),
    ]


def test_a_remark_is_no_heading() -> None:
    text = "Article 1\n\n1. One.\n\nNote: Options 1 and 2 are to be read together\n\n2. Two.\n"
    assert [(p.kind, p.address) for p in read(text).provisions][2] == ("paragraph", "Art 1/p:1")


def test_of_a_number_that_stands_twice_the_first_counts_the_list() -> None:
    text = (
        "Article 2\n\n1. The aim is:\n\n1. to hold the level;\n\n2. to teach the young.\n\n"
        "2. It is carried out fairly.\n\n3. It is read yearly:\n\n1. aloud;\n\n4. It is kept.\n"
    )
    assert [address for address, _ in shown(text)][1:] == [
        "Art 2/1",
        "Art 2/1.1",
        "Art 2/1.2",
        "Art 2/2",
        "Art 2/3",
        "Art 2/3.1",
        "Art 2/4",
    ]


def test_an_article_is_counted_afresh_whatever_was_numbered_before_it() -> None:
    text = "A title\n\n[1 alt (Japan) Noting wells,]\n\nArticle 1\n\n1. One.\n\n2. Two.\n"
    assert [address for address, _ in shown(text)][2:] == ["Art 1/title", "Art 1/1", "Art 1/2"]


def test_who_proposes_an_article_is_not_its_title() -> None:
    text = (
        "[Article 2 (EU)\nCare\n\nWells are sealed.]\n\nArticle 3 (new, proposed by Chile)\nUse\n"
    )
    assert [(p.address, p.wording) for p in read(text).provisions] == [
        ("Art 2/title", "[(EU) Care"),
        ("Art 2/p:1", "Wells are sealed.]"),
        ("Art 3/title", "(new, proposed by Chile) Use"),
    ]


def test_alternatives_are_options() -> None:
    text = "Article 1\n\n3. Alternative A:\n\nWells are lit.\n\nAlternative B: They are not.\n"
    assert shown(text)[1:] == [
        ("Art 1/3", "Alternative A: Wells are lit."),
        ("Art 1/3 opt B", "They are not."),
    ]


def test_a_second_article_of_one_number_is_none_of_another_and_a_dash_parts_its_title() -> None:
    text = "ARTICLE 9 – TRADE\n\n1. One.\n\nArticle 9. Research\n\n1. Two.\n\nArticle 92\n\n1. T.\n"
    assert shown(text) == [
        ("Art 9/title", "TRADE"),
        ("Art 9/1", "One."),
        ("Art 9~2/title", "Research"),
        ("Art 9~2/1", "Two."),
        ("Art 92/title", ""),
        ("Art 92/1", "T."),
    ]


def test_the_first_of_a_series_of_headings_is_no_title() -> None:
    """It would be printed above the text of every export."""
    for heads in (("Article 1 Lights", "Article 2 Boats"), ("I. Lights", "II. Boats")):
        lines = (line for head in heads for line in (head, "1. Each port shall light it."))
        source = print_layout.blocks("\n\n".join(lines))
        assert recognise.document(source, symbol="L.1").title == "L.1"
