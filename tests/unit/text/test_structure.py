"""Recognition of printed text, case by case, and the check of its own output."""

from __future__ import annotations

import msgspec
import pytest

from draftrace.text.documents import Document, Provision
from draftrace.text.structure import fidelity, markdown, print_layout, recognise
from draftrace.text.structure.blocks import Block, Layout, Source
from draftrace.text.structure.leads import lead


def read(text: str) -> Document:
    source = print_layout.blocks(text)
    document = fidelity.checked(recognise.document(source), print_layout.stream(source))
    assert not [p for p in document.problems if p.what.startswith("read differently")]
    return document


def addresses(text: str) -> list[str]:
    return [provision.address for provision in read(text).provisions]


LONG = (
    "Several speakers said at some length what others had said before, at other meetings and in "
    "other words, and said it again with "
)


def test_a_lost_or_doubled_word_is_shown_with_both_sides() -> None:
    source = print_layout.blocks("1. One two.\n\n2. Three.\n\n3. Four.\n\n¹ Note.\n")
    document = recognise.document(source)
    stream = print_layout.stream(source)
    assert fidelity.checked(document, stream) is document
    lost = msgspec.structs.replace(document.provisions[0], wording="One.")
    broken = msgspec.structs.replace(
        document, provisions=(lost, *document.provisions[1:-1]), notes=()
    )
    found = [(p.line, p.what) for p in fidelity.checked(broken, stream).problems]
    assert found == [
        (1, "read differently: source “1. One”, read “1. One.”"),
        (1, "read differently: source “3. Four.”, read “”"),
        (1, "read differently: source “¹ Note.”, read “”"),
        (3, "read differently: source “1. One two.”, read “”"),
        (7, "note 1 is cited nowhere"),
    ]


def test_mismatches_beyond_fifty_are_not_listed() -> None:
    pieces = [(n, f"other {n}") for n in range(200)]
    assert len(fidelity.compare("the source", str, pieces)) == 51


def test_blocks_are_held_against_blocks() -> None:
    blocks = [
        Block(text="1. A[^1] *b* | c", line=1, last=1),
        Block(text="x | y", line=2, last=2, form="row"),
        Block(text="Said.", line=3, last=3, form="note", note="1", number="1"),
    ]
    source = Source(blocks=blocks, layout=Layout(printed=False))
    stream = fidelity.stream_of(source)
    assert fidelity.checked(recognise.document(source), stream).problems == ()


def test_a_note_cited_but_not_printed_keeps_its_mark() -> None:
    document = Document(
        title="",
        provisions=(
            Provision(address="1", kind="operative", level=1, wording="A[^7] b[^s2] c[^x]"),
        ),
    )
    raised = fidelity.note_marks(document)
    references = fidelity.note_marks(document, "reference")
    assert fidelity.printed_wording("A[^7] b[^s2] c[^x]", raised) == "A⁷ b** cx"
    assert fidelity.printed_wording("A[^7]", references) == "A[^7]"


def test_numbers_belong_to_the_series_they_continue() -> None:
    text = (
        "I. First\n\n1. One.\n\n2. Two adopted this:\n\nPlan of Action\n\nWe, the States,\n\n"
        "1. *Agree*.\n\nOutcome of the talks\n\n1. Said.\n2. Said also.\n3. Three.\n"
        "3. Meanwhile.\n\nII. Second\n\n4. Four.\n"
    )
    assert addresses(text) == [
        *("h:I", "1", "2", "PA/title", "PA/PP1", "PA/1"),
        *("O/h:~1", "O/1", "O/2", "O/3", "3", "h:II", "4"),
    ]


def test_letters_that_look_roman() -> None:
    items = "".join(f"({x}) t;\n\n" for x in "abcdefgh")
    assert addresses(f"1. A:\n\n{items}(i) t;\n\n(j) t.\n")[-2:] == ["1(i)", "1(j)"]
    nested = f"1. A:\n\n{items[:-8]}(h) of:\n\n(i) x;\n\n(ii) y;\n\n(i) z.\n"
    assert addresses(nested)[-4:] == ["1(h)", "1(h)(i)", "1(h)(ii)", "1(i)"]


def test_cut_paragraphs() -> None:
    text = (
        f"1. {LONG}in the case of\n\n¹ A note.\n\n² Another.\n\nCommission members.¹\n\n"
        f"2. {LONG}what\n\nsmall letters.\n\n3. Done.\n\nlike this: not joined.\n"
    )
    document = read(text)
    assert [p.address for p in document.provisions] == ["1", "2", "3", "p:1"]
    assert document.provisions[0].wording.endswith("case of Commission members.[^1]")


def test_a_paragraph_is_cut_no_more_often_than_pages_can() -> None:
    document = read("1. abc\n\n" + "abc\n\n" * 30)
    assert len(document.provisions) == 3


def test_note_numbers_that_begin_anew() -> None:
    document = read("1. A¹.\n\n¹ First.\n\n2. B¹ and 5 km² wide.\n\n¹ Second.\n\n² Third.\n")
    assert [(n.id, n.cited) for n in document.notes] == [("1", "1"), ("1-2", "2"), ("2", "")]
    assert document.provisions[1].wording == "B[^1-2] and 5 km² wide."


def test_raised_digits_without_a_note_stay_literal() -> None:
    assert read("1. Area of 3² and <i>item</i> 5* \\ x[^y].\n").provisions[0].wording == (
        "Area of 3² and *item* 5\\* \\\\ x\\[^y]."
    )


def test_masthead_and_titles() -> None:
    document = read(
        "United Nations\n\nA/CONF.1/L.2\n\nDistr.: Limited\n3 May 2030\n\nThe body\n\n"
        "Report of the body\n\nSummary\n\nShort.\n\n1. One.\n"
    )
    assert (document.symbol, document.date) == ("A/CONF.1/L.2", "3 May 2030")
    assert document.title == "Report of the body"
    assert document.masthead == ("United Nations", "A/CONF.1/L.2", "Distr.: Limited 3 May 2030")


def test_mastheads_of_working_papers() -> None:
    for masthead in (
        "WELLS/WG/CRP.2\n3 May 2030\nEnglish only",
        "Version of 3 May 2030 at 16:30\n\nOriginal: English",
        "Rev 1 - 3 May 2030 - as of 18.00",
    ):
        text = f"{masthead}\n\nDraft on wells\n\nProposed by the President\n\n1. Wells are dug.\n"
        document = read(text)
        assert (document.title, document.date) == ("Draft on wells", "3 May 2030")
        assert document.symbol == ("WELLS/WG/CRP.2" if "WELLS" in masthead else "")


def test_contents_without_a_second_coming_end_with_their_pages() -> None:
    document = read("Contents\n\nI. One ........ 3\n\nII. Two ..... 4\n\nSome text follows here.\n")
    assert [line.what for line in document.furniture] == ["contents", "contents"]
    assert [p.kind for p in document.provisions][-1] == "paragraph"
    assert read("Contents\n\n" + "x " * 300 + ".\n").furniture == ()


def test_contents_without_pages_end_where_all_of_them_come_again() -> None:
    text = "I. One\n\nSome text follows here.\n\nII. Two\n\nMore text follows here.\n"
    document = read(f"Contents\n\nI. One\n\nII. Two\n\n{text}")
    assert [line.what for line in document.furniture] == ["contents", "contents"]
    assert [p.wording for p in document.provisions if p.kind != "paragraph"] == [
        *("Contents", "One", "Two")
    ]
    assert read(f"Contents\n\nI. One\n\nIII. Three\n\n{text}").furniture == ()


def test_contents_led_by_points_end_before_the_text() -> None:
    text = (
        "Contents\nPreamble ..... 1\nArticle 1 Wells and what they\nhold ..... 1\nAnnexes\n\n"
        "PREAMBLE\n\nWe,\n\nArticle 1\nWells\n\n1. Wells are deep in June 2031\n\n- 2 -\n\n"
        "2. Done.\n"
    )
    document = read(text)
    assert [line.what for line in document.furniture] == ["contents"] * 3 + ["page"]
    assert [p.address for p in document.provisions][-3:] == ["Art 1/title", "Art 1/1", "Art 1/2"]


def test_a_line_that_the_numbers_around_it_lack_is_no_heading() -> None:
    text = "1. Deep.\n\n{}. [Scale of wells: [100] a year]\n\n{}. [Wells]\n\n{}. Wide.\n"
    kinds = [p.kind for p in read(text.format(2, 3, 4)).provisions]
    assert kinds == ["operative"] * 4
    kinds = [p.kind for p in read(text.format(1, 2, 2)).provisions]
    assert kinds == ["operative", "heading", "heading", "operative"]


def test_options_in_brackets_of_their_own() -> None:
    document = read("Article 1\n\n[OPTION A\n\n1. Deep.]\n\n[OPTION B\n\n1. Wide.]\n")
    assert [p.address for p in document.provisions][1:] == [
        "Art 1/Option A",
        "Art 1/1 opt 1",
        "Art 1/Option B",
        "Art 1/1 opt 2",
    ]


def test_printed_articles_with_titles_and_chapters() -> None:
    text = (
        "Part I\n\nArticle 1\nScope\n\n1. One.\n\nArticle 2\n\nTerms\n\n2. Two.\n\nPart II\n\n"
        "Article 3\n\n1. Three.\n"
    )
    assert addresses(text) == [
        *("h:I", "Art 1/title", "Art 1/1", "Art 2/title", "Art 2/2"),
        *("h:II", "Art 3/title", "Art 3/1"),
    ]


def test_tables_of_two_headers() -> None:
    rows = "<i>A</i>\t<i>B</i>\n1\t2\n\n<i>A</i>\t<i>B</i>\nx|y\t\n"
    document = read(f"1. Table:\n\n{rows}")
    assert [(p.address, p.wording) for p in document.provisions][1:] == [
        ("t1.r0", "*A* | *B*"),
        ("t1.r1", "1 | 2"),
        ("t1.r0~2", "*A* | *B*"),
        ("t1.r2", "x\\|y | "),
    ]


@pytest.mark.parametrize(
    ("text", "printed", "rest"),
    [
        ("3.3bis Alt: Text", "3.3bis Alt:", "Text"),
        ("[[(k) bis Text]]", "[[(k) bis", "[[Text]]"),
        ("Article 3bis. Name", "Article 3bis.", "Name"),
        ("PP2 bis Recalling", "PP2 bis", "Recalling"),
        ("OP7 ter. Decides", "OP7 ter.", "Decides"),
        ("12) Twelve", "12)", "Twelve"),
    ],
)
def test_labels_at_the_head_of_a_line(text: str, printed: str, rest: str) -> None:
    found = lead(text)
    assert found is not None
    assert (found.printed, found.rest) == (printed, rest)


@pytest.mark.parametrize(
    "text", ["2008 was a year", "E. coli is one", "3.5 million people", "(see above)", "Part of it"]
)
def test_what_is_no_label(text: str) -> None:
    assert lead(text) is None


def test_preambular_labels_are_read() -> None:
    document = read("PP1 Recalling,\n\nPP1 bis Noting,\n\n1. Decides.\n")
    assert [p.address for p in document.provisions] == ["PP1", "PP1 bis", "1"]


def test_two_lists_under_headings_of_one_rank_are_two_parts() -> None:
    text = "# T\n\n## Alpha\n\n1. A.\n\n## alpha\n\n1. B.\n\n## Annex Alpha\n\n1. C.\n"
    source = markdown.blocks(text)
    document = recognise.document(source)
    assert [p.address for p in document.provisions if p.kind == "operative"] == [
        "A/1",
        "X/1",
        "AA/1",
    ]


def test_decimal_numbers_go_on_at_every_depth() -> None:
    text = (
        "PART I. GENERAL\n\n1. PURPOSE\n\n1.1 One.\n\n1.2 Two:\n\n1.2.1 first;\n\n1.2.2 second.\n\n"
        "2. ACCESS\n\n2.1 Three. [Brazil, India]\n\n2.2 [Deleted]\n\nPART II. SHARING\n\n"
        "3. GAINS\n\n3.1 Four.\n\n3.3 Six.\n"
    )
    document = recognise.document(print_layout.blocks(text))
    numbered = [p.address for p in document.provisions if p.kind == "operative"]
    assert numbered == ["1.1", "1.2", "1.2.1", "1.2.2", "2.1", "2.2", "3.1", "3.3"]
    assert [problem.what for problem in document.problems] == ["3.2 missing before 3.3"]


TWO_INSTRUMENTS = """\
L.1/Rev.1
30 November 2026

____________________

Political Declaration

We, the ministers of the ports,

1. Reaffirm our duty to keep every lamp lit;

2. Decide to meet again in two years.

{second}

1. Lamps must be lit.

2. Lamps must be clean.

Rev.1, seal: {seal}
"""


@pytest.mark.parametrize(
    ("second", "found"),
    [
        ("Plan of Action", ["PD/title", "PD/PP1", "PD/1", "PD/2", "PA/title", "PA/1", "PA/2"]),
        ("Annex", ["title", "PP1", "1", "2", "A/title", "A/1", "A/2"]),
        ("What is to be done", ["title", "PP1", "1", "2", "W/h:~1", "W/1", "W/2"]),
    ],
)
def test_the_first_of_two_instruments_has_a_code_as_the_second(
    second: str, found: list[str]
) -> None:
    """A rule drawn with the keyboard and a seal at the foot are the page's."""
    assert addresses(TWO_INSTRUMENTS.format(second=second, seal="0a" * 32)) == found


def test_sections_cited_by_a_word_and_a_number() -> None:
    text = (
        "Framework on wells\n\nChapter I. Digging\n\nGoal A – Deep wells\n\nWells are deep.\n\n"
        "Section 1: Tools\n\n1. Spades.\n\nGOAL B\nWide wells\n\nSection 2\n\n2. Ropes.\n\n"
        "Target 2.1. Wells dug by 2040\n\nChapter II. Filling\n\nSection 1: Tools\n\n"
        "3. Goal 5 and Target 6 stand.\n\nGoal 7, which is far, is kept.\n"
    )
    assert addresses(text) == [
        "title",
        "h:Chapter I",
        "h:Goal A",
        "p:1",
        "h:Section 1",
        "1",
        "h:Goal B",
        "h:Section 2",
        "2",
        "h:Target 2.1",
        "h:Chapter II",
        "h:Chapter II.Section 1",
        "3",
        "p:2",
    ]


def test_an_unnumbered_paragraph_that_announces_a_list_begins_it_anew() -> None:
    text = (
        "Wells\n\n1. Wells hold:\n\n(a) Water;\n\n(b) Air.\n\n"
        "Ropes hold:\n\n(a) Buckets;\n\n(b) Us.\n"
    )
    assert addresses(text) == ["title", "1", "1(a)", "1(b)", "p:1", "p:1(a)", "p:1(b)"]
    assert read(text).problems == ()


def test_a_sections_title_and_text_without_blank_lines() -> None:
    text = (
        "Compact on wells\n\n"
        "OBJECTIVE 1: Dig wells with those who drink and\nlive near them\n"
        "We commit to dig wells. To this end we will:\n(a) Lend spades;\n(b) Lend ropes to all\n"
        "OBJECTIVE 2: Fill wells\n[We] fill wells, as told in\nObjective 1 and elsewhere.\n"
    )
    assert addresses(text) == [
        "title",
        "h:Objective 1",
        "p:1",
        "p:1(a)",
        "p:1(b)",
        "h:Objective 2",
        "p:2",
    ]
