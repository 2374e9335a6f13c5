"""Markdown: headings, indented lists, options, articles, faulty numbering, notes."""

from __future__ import annotations

from pathlib import Path

import pytest

from draftrace import readers
from draftrace.text.documents import Document


def read(folder: Path, text: str) -> Document:
    path = folder / "text.md"
    path.write_text(text, encoding="utf-8")
    document = readers.read(path)
    assert not [p for p in document.problems if p.what.startswith("read differently")]
    return document


def outline(document: Document) -> list[tuple[str, str, str]]:
    return [(p.address, p.kind, p.wording) for p in document.provisions]


def test_two_instruments_under_one_title(tmp_path: Path) -> None:
    document = read(
        tmp_path,
        "Symbol: X/2030/L.1\n\nDate: 17 June 2030\n\nNot binding\n\n# The Draft of Rules\n\n"
        "## Political Declaration\n\nWe, the States,\n\n1. *Agree*:\n\n(a) Here;\n\n(b) There.\n\n"
        "## Plan of Action\n\n### Part I. First\n\n#### Problem\n\n1. One.\n\n2. Two.[^1]\n\n"
        "[^1]: A note\n    that goes on.\n",
    )
    assert (document.symbol, document.date) == ("X/2030/L.1", "17 June 2030")
    assert document.title == "The Draft of Rules"
    assert [line.text for line in document.furniture][-1] == "Not binding"
    assert outline(document) == [
        ("title", "title", "The Draft of Rules"),
        ("PD/title", "title", "Political Declaration"),
        ("PD/PP1", "preambular", "We, the States,"),
        ("PD/1", "operative", "*Agree*:"),
        ("PD/1(a)", "item", "Here;"),
        ("PD/1(b)", "item", "There."),
        ("PA/title", "title", "Plan of Action"),
        ("PA/h:I", "heading", "First"),
        ("PA/h:I~1", "heading", "Problem"),
        ("PA/1", "operative", "One."),
        ("PA/2", "operative", "Two.[^1]"),
    ]
    assert [(n.address, n.cited, n.wording) for n in document.notes] == [
        ("PA/note:1", "PA/2", "A note that goes on.")
    ]


def test_lists_nested_by_indent(tmp_path: Path) -> None:
    document = read(
        tmp_path,
        "1. Chapeau\n   wrapped (see paragraph\n   3. above):\n   - (a) one\n     a. deep\n"
        "     b. deeper\n   - (b) two\n\n     more of it\n\n   - (c) three\n2. Next\n   - dash\n",
    )
    assert [(p.address, p.level) for p in document.provisions] == [
        ("1", 1),
        ("1(a)", 2),
        ("1(a).a", 3),
        ("1(a).b", 3),
        ("1(b)", 2),
        ("p:1", 2),
        ("1(c)", 2),
        ("2", 1),
        ("2(-1)", 2),
    ]


def test_articles_and_options(tmp_path: Path) -> None:
    document = read(
        tmp_path,
        "# Treaty\n\n## Article 2\n\n### Terms\n\n1. One.\n\n## [Article 2 bis]\n\n1. Again.\n\n"
        "2. Two.\n\n**Option 1:**\n\n3. Three so.\n\n**Option 2:**\n\n3. Three thus.\n\n"
        "4. Four:\n\n"
        "Option 1: this\n\nOption 2: No text\n\n## Final\n\nDone.\n",
    )
    assert [p.address for p in document.provisions] == [
        "title",
        "Art 2/title",
        "Art 2/1",
        "Art 2 bis/title",
        "Art 2 bis/1",
        "Art 2 bis/2",
        "Art 2 bis/Option 1",
        "Art 2 bis/3 opt 1",
        "Art 2 bis/Option 2",
        "Art 2 bis/3 opt 2",
        "Art 2 bis/4",
        "Art 2 bis/4 opt 1",
        "Art 2 bis/4 opt 2",
        "h:~1",
        "p:1",
    ]


def test_faulty_numbering_is_read_as_printed_and_reported(tmp_path: Path) -> None:
    document = read(
        tmp_path,
        "1. One.\n\n3. Three.\n\n3. Three again.\n\n3 quat. Suffix.\n\n[4. Bracketed.]\n\n"
        "5. List:\n\n"
        "(a) a;\n\n(c) c;\n\n7ter Alt. Seven.\n\n(d) late\n",
    )
    assert [(p.address, p.label) for p in document.provisions] == [
        ("1", "1"),
        ("3", "3"),
        ("3~2", "3"),
        ("3 quater", "3 quater"),
        ("4", "4"),
        ("5", "5"),
        ("5(a)", "(a)"),
        ("5(c)", "(c)"),
        ("7 ter alt", "7 ter alt"),
        ("7 ter alt(d)", "(d)"),
    ]
    assert document.provisions[4].wording == "[Bracketed.]"
    assert [(p.line, p.what) for p in document.problems] == [
        (3, "2 missing before 3"),
        (5, "3 stands twice"),
        (15, "(b) missing before (c)"),
        (17, "6 missing before 7 ter alt"),
        (19, "numbering begins at (d)"),
    ]


def test_a_number_in_mid_line_is_named(tmp_path: Path) -> None:
    document = read(tmp_path, "1. One. 2. Two.\n\n3. Three:\n\n(a) a; (b) B;\n\n(c) c.\n")
    assert [p.what for p in document.problems] == [
        "2 missing before 3; it stands in mid-line, after “1. One.”",
        "(b) missing before (c); it stands in mid-line, after “(a) a;”",
    ]


def test_marks_tables_and_escapes(tmp_path: Path) -> None:
    document = read(
        tmp_path,
        "---\nsymbol: Y/1\ntitle: Named\n---\n\nName\n====\n\n"
        "> 1. A __bold__ _word_ and 5\\* x[^a]\n\n"
        "| h | i |\n|---|---|\n| 1 \\| 2 | <b>3</b> |\n\n***\n\n"
        "|  |  |\n|--|--|\n| 4 | |\n\n\\[^b] is text; so is \\[this]\n\n"
        "[^a]: Note with *emphasis*.\n",
    )
    assert (document.symbol, document.title) == ("Y/1", "Named")
    assert outline(document)[1:] == [
        ("1", "operative", "A bold *word* and 5\\* x[^a]"),
        ("t1.r0", "tablerow", "h | i"),
        ("t1.r1", "tablerow", "1 \\| 2 | 3"),
        ("t1.r2", "tablerow", "4 | "),
        ("p:1", "paragraph", "\\[^b] is text; so is [this]"),
    ]
    assert readers.to_json(document)["footnotes"] == [
        {"number": "a", "text": "Note with *emphasis*.", "address": "1"}
    ]


def test_unbalanced_brackets_have_their_place(tmp_path: Path) -> None:
    document = read(
        tmp_path,
        "# T\n\n1. Fine [a [b]].\n\n2. Lost [here\n   and ]] there.\n\n## Part B\n\n1. Open [\n",
    )
    assert [(p.line, p.column, p.what) for p in document.problems] == [
        (6, 9, "] closes nothing in 2"),
        (10, 9, "[ is never closed in PB/1"),
    ]


@pytest.mark.parametrize("name", ["zero-draft.md", "wg-supply-report.md", "wg-demand-report.md"])
def test_the_samples_read_without_a_problem(name: str) -> None:
    document = readers.read(Path(__file__).parents[3] / "corpus" / name)
    assert document.problems == ()
    assert document.symbol.startswith("SAMPLE/")


@pytest.mark.parametrize("stage", ["**Zero draft**", "### Zero draft"])
def test_a_line_right_below_the_title_is_of_the_title(tmp_path: Path, stage: str) -> None:
    document = read(tmp_path, f"# Draft on wells\n\n{stage}\n\n## Preamble\n\nWells are deep.\n")
    assert [address for address, _, _ in outline(document)] == ["title", "title~2", "h:~1", "p:1"]
    text = "# Draft on wells\n\n### Depth\n\nWells are deep.\n\n## Width\n\nThey are wide.\n"
    assert outline(read(tmp_path, text))[1] == ("h:~1", "heading", "Depth")
