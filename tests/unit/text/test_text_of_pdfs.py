"""Text as programs take it out of PDFs: figures that lost their height, words broken by lines, what
is stamped on pages."""

from __future__ import annotations

import pytest

from draftrace.text.documents import Document
from draftrace.text.structure import (
    broken_words,
    fidelity,
    flattened_notes,
    lost_hyphens,
    print_layout,
)
from draftrace.text.structure import recognise as recognition

PAGES = """\
CONVENTION ON BUOYS

Article 1 (Moorings) 1

1.     A buoy means a floating mark, CO2 and all 1998 of them;2,3 it is lit by a per-

__________________

1    The place of this article remains open.
2    Oman reserved its
position.
3    See article 2.

2/28                                                              V.23-22852


                                                                  A/AC.391/22

son of 18 years.

2.     The transna-
tional body counts persons and medium-
and long-term buoys.

V.23-22852                                                              3/28
A/AC.391/22                                                            Annex

4

3.     A buoy sinks.4

4
Some delegations float.

2 Buoys have no mark above.
"""


def read(text: str) -> Document:
    source = print_layout.blocks(text)
    document = fidelity.checked(recognition.document(source), print_layout.stream(source))
    assert not [p for p in document.problems if "read differently" in p.what]
    return document


def test_a_text_taken_out_of_a_pdf() -> None:
    document = read(PAGES)
    assert [(p.address, p.wording) for p in document.provisions][1:] == [
        ("Art 1/title", "(Moorings)[^1]"),
        (
            "Art 1/1",
            "A buoy means a floating mark, CO2 and all 1998 of them;[^2],[^3] it is lit by a "
            "person of 18 years.",
        ),
        ("Art 1/2", "The transnational body counts persons and medium- and long-term buoys."),
        ("Art 1/3", "A buoy sinks.[^4]"),
        ("Art 1/p:1", "2 Buoys have no mark above."),
    ]
    assert [(n.number, n.wording) for n in document.notes] == [
        ("1", "The place of this article remains open."),
        ("2", "Oman reserved its position."),
        ("3", "See article 2."),
        ("4", "Some delegations float."),
    ]
    pages = [" ".join(f.text.split()) for f in document.furniture if f.what == "page"]
    assert pages[1:] == [
        *("2/28 V.23-22852", "A/AC.391/22", "V.23-22852 3/28", "A/AC.391/22 Annex", "4"),
    ]
    assert document.symbol == "A/AC.391/22"


def test_notes_at_the_end_of_the_text_and_numbers_that_are_no_notes() -> None:
    words = ["Wells are deep. ", "They are dug"] * 80
    lines = ["A well.1 It is old.", *words, "dry.", "", "1  Formerly [well 1].", "", "2  Springs"]
    assert flattened_notes.raised(lines)[0] == "A well.¹ It is old."
    assert flattened_notes.raised(lines)[-3:] == ["¹ Formerly [well 1].", "", "2  Springs"]
    for plain in (["Article 1", "", "1 The wells"], ["of 1998", "", "8 Wells"], ["x 4", "4 Wells"]):
        assert flattened_notes.raised(plain) == plain


@pytest.mark.parametrize(
    ("lines", "mended"),
    [
        (["the well-", "being of wells"], ["the", "well-being of wells"]),
        (["an organiza-", "tion", "digs"], ["an", "organization", "digs"]),
        (["hydro-", "geology", "is hydrogeology"], ["hydrogeology", "", "is hydrogeology"]),
        (["a co-", "operation, co-operation of di-", "vers; divers"],
         ["a", "co-operation, co-operation of", "divers; divers"]),
        (["di-", "vers, divers, well-", "being; well being"],
         ["divers, divers,", "", "well-being; well being"]),
        (["sub-", "Saharan [sub-", "]regional pre- and"],
         ["sub-", "Saharan [sub-", "]regional pre- and"]),
        (["the end is di-"], ["the end is di-"]),
    ],
)  # fmt: skip
def test_words_that_lines_broke(lines: list[str], mended: list[str]) -> None:
    assert broken_words.mended(lines) == mended


def test_the_preambular_paragraphs_without_a_label_beside_those_that_have_one() -> None:
    text = "The Assembly,\n\nPP1 Recalling wells,\n\nPP1 bis Dug deep,\n\nOP1 Digs;\n"
    found = read(text).provisions
    assert [p.address for p in found] == ["p:1", "PP1", "PP1 bis", "1"]


def test_alternatives_by_any_name_and_chapters_with_titles_below() -> None:
    text = "Draft\n\nChapter II\n\nWells\n\nArticle 1\n\nALT 1\n\n1. Dig.\n\n[Alt. 2: No text]\n"
    assert [(p.address, p.wording) for p in read(text).provisions][1:] == [
        ("h:Chapter II", "Wells"),
        ("Art 1/title", ""),
        ("Art 1/Option 1", ""),
        ("Art 1/1 opt 1", "Dig."),
        ("Art 1/Option 2", "[No text]"),
    ]


def test_a_recital_that_lost_its_comma_is_no_heading() -> None:
    text = (
        "Draft\n\nThe Parties,\n\nAware of deep wells,\n\n"
        "Mindful of the wells that were dug by hand and fell dry\n\n"
        "Have agreed as follows:\n\nArticle 1\n\n1. Dig.\n"
    )
    assert [p.address for p in read(text).provisions][1:5] == ["PP1", "PP2", "PP3", "PP4"]


def test_a_hyphen_lost_where_a_line_ended_comes_back() -> None:
    """Where the program put two lines together, at the end of the first, and the word has its
    hyphen elsewhere."""
    line = "The buoy-master counts the half-sunken buoys of every harbour and is paid,"
    tail = "and whoever finds one at sea brings it home."
    long = "and the harbour pays at once for each of them that is found afloat or halfsunken buoys"
    other = (
        "and the halfsunken, the harbour pays for them at once if it is found afloat and well, it"
    )
    lines = [*[line] * 20, f"{long} {tail}", other + " says, as each of the others does at sea."]
    found = lost_hyphens.restored(lines)
    assert found[:20] == lines[:20]
    assert found[20] == lines[20].replace("halfsunken", "half-sunken")
    assert found[21] == lines[21]
    also_plain = ["halfsunken it lies.", *lines]
    assert lost_hyphens.restored(also_plain) == also_plain
    assert lost_hyphens.restored(lines[17:]) == lines[17:]
    assert lost_hyphens.restored(["word " * 60] * 30) == ["word " * 60] * 30
