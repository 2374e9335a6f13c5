"""The 2009 outcome document, held against counts established by reading it."""

from __future__ import annotations

from collections import Counter

import pytest

from draftrace import readers
from draftrace.text.documents import Document, Provision
from draftrace.text.structure import joins, print_layout
from real_documents import OUTCOME, real

BODY = ("preambular", "operative", "item", "subitem", "paragraph")
CUTS = [
    *((31, 39), (67, 69), (77, 79), (97, 103), (133, 151), (165, 167), (175, 179), (197, 201)),
    *((213, 219), (269, 273), (319, 321), (371, 373), (495, 501), (569, 573), (619, 623)),
    *((671, 673), (701, 703), (723, 727), (787, 791), (811, 815), (853, 855), (895, 897)),
    *((921, 923), (1073, 1075)),
]
NOTES = {
    "PD/PP1": "1 2",
    "PD/1": "3",
    "PD/3": "4",
    "PD/5": "5 6 7 8 9",
    "PD/6": "10 11 12",
    "PD/20": "13",
    "PD/24(c)": "14",
    "PD/30": "15 16",
    "PA/1": "17",
    "PA/2(c)": "18 19 20",
    "PA/2(f)": "21",
    "PA/22(d)": "22 23",
    "PA/22(e)": "24",
    "PA/24(c)": "25",
    "PA/26(a)": "26",
    "PA/30(a)": "27",
    "PA/31": "28",
    "PA/39": "29",
    "PA/41(k)": "30",
    "PA/h:II.D": "31",
    "PA/45(a)": "32",
    "PA/58(c)": "33",
    "O4/2": "34",
    "": "* **",
}


@pytest.fixture(scope="module")
def outcome() -> Document:
    return readers.read(real(OUTCOME))


def body(document: Document) -> list[Provision]:
    return [p for p in document.provisions if p.kind in BODY]


def test_the_counts(outcome: Document) -> None:
    kinds = Counter(p.kind for p in outcome.provisions)
    assert len(body(outcome)) == 417
    assert kinds["title"] + kinds["heading"] == 120
    assert len(outcome.notes) == 36
    assert (kinds["preambular"], kinds["paragraph"], kinds["tablerow"]) == (4, 3, 0)


def test_four_series_nest_and_four_lists_restart(outcome: Document) -> None:
    numbers: dict[str, list[int]] = {}
    order: list[str] = []
    for provision in outcome.provisions:
        if provision.kind == "operative":
            numbers.setdefault(provision.part, []).append(int(provision.label))
            if not order or order[-1] != provision.part:
                order.append(provision.part)
    assert order == ["", "PD", "PA", "", "O", "", "O2", "", "O3", "", "O4"]
    lengths = {"": 18, "PD": 40, "PA": 64, "O": 9, "O2": 15, "O3": 8, "O4": 18}
    assert numbers == {part: list(range(1, last + 1)) for part, last in lengths.items()}
    assert [(p.code, p.embedded) for p in outcome.parts] == [
        ("PD", True),
        ("PA", True),
        ("O", False),
        ("O2", False),
        ("O3", False),
        ("O4", False),
    ]


def test_items_stand_under_their_paragraph(outcome: Document) -> None:
    addresses = [p.address for p in body(outcome)]
    assert len(set(addresses)) == 417
    levels = Counter(p.level for p in body(outcome))
    assert levels == {1: 179, 2: 213, 3: 25}
    under_51 = [a.removeprefix("PA/51") for a in addresses if a.startswith("PA/51(")]
    assert under_51[:2] == ["(a)", "(a)(i)"]
    assert Counter(a[:3] for a in under_51) == {"(a)": 8, "(b)": 8, "(c)": 6, "(d)": 4}
    assert [a for a in addresses if a.startswith("PD/24(")] == [
        "PD/24(a)",
        "PD/24(b)",
        "PD/24(b)(i)",
        "PD/24(b)(ii)",
        "PD/24(b)(iii)",
        "PD/24(c)",
    ]


def test_heading_levels(outcome: Document) -> None:
    levels = Counter(p.level for p in outcome.provisions if p.kind in ("title", "heading"))
    assert levels == {0: 2, 1: 4, 2: 4, 3: 5, 4: 4, 5: 3, 6: 6, 7: 30, 8: 62}
    by_line = {p.line: p for p in outcome.provisions}
    assert by_line[909].level == 5
    assert by_line[911].address == "PA/h:~1.E"
    assert by_line[251].address == "PA/title"
    assert by_line[1081].address == "h:II.B"


def test_each_note_is_cited_where_its_mark_stands(outcome: Document) -> None:
    cited: dict[str, list[str]] = {}
    for note in outcome.notes:
        cited.setdefault(note.cited, []).append(note.number)
    assert {address: " ".join(numbers) for address, numbers in cited.items()} == NOTES
    assert all(not set("⁰¹²³⁴⁵⁶⁷⁸⁹") & set(p.wording) for p in outcome.provisions)


def test_cut_paragraphs_are_joined_and_no_others() -> None:
    source = print_layout.blocks(real(OUTCOME).read_text(encoding="utf-8"))
    _, cuts = joins.join(source.blocks)
    assert cuts == CUTS
    blocks = {block.line: block.form for block in source.blocks}
    over_notes = [
        (before, after)
        for before, after in cuts
        if any(blocks.get(line) == "note" for line in range(before, after))
    ]
    assert len(over_notes) == 13


def test_front_and_problems(outcome: Document) -> None:
    assert outcome.date == "11 June 2009"
    assert outcome.title.startswith("Outcome of the high-level segment")
    assert outcome.problems == ()
    assert [line.what for line in outcome.furniture].count("contents") == 7
