"""Tables of a text: written as tables, with headings where the text says so, read back as rows."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import Any

import docx
import pytest
from lxml import etree, html

from draftrace import readers
from draftrace.exporters import Block, Masthead, NoteBlock, Run, Sheet, prove, write
from draftrace.exporters.pdf import typst_source

_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
TARGETS = (
    ("0", "Target | Now | 2030"),
    ("", r"Centres \| clinics[^a] |  | 12"),
    ("", "All of *them*"),
)
POSTS = (("", "Year | Posts"), ("", "2030 | 4"))
FORMATS = (".docx", ".odt", ".html", ".pdf", ".md", ".txt")


def rows(told: tuple[tuple[str, str], ...], **more: Any) -> tuple[Block, ...]:
    return tuple(
        Block(address=f"t1.r{n}", kind="tablerow", label=label, runs=(Run(text=text),), **more)
        for n, (label, text) in enumerate(told)
    )


def sheet(*blocks: Block) -> Sheet:
    decides = Block(address="1", kind="operative", label="1", runs=(Run(text="Decide:"),))
    notes = (NoteBlock(id="a", runs=(Run(text="As defined."),)),)
    masthead = Masthead(symbol="X/1", date="2009-03-12")
    return Sheet(masthead=masthead, title="Plan", blocks=(decides, *blocks), notes=notes)


def root_of(path: Path, part: str) -> Any:
    return etree.fromstring(zipfile.ZipFile(io.BytesIO(path.read_bytes())).read(part))


def rows_read(path: Path) -> list[tuple[str, str]]:
    found = (p for p in readers.read(path).provisions if p.kind == "tablerow")
    return [(p.label, p.wording.replace("|  |", "| |")) for p in found]


@pytest.mark.parametrize("suffix", [".docx", ".odt", ".html"])
def test_rows_of_a_table_come_back_as_they_are(tmp_path: Path, suffix: str) -> None:
    path = write(sheet(*rows(TARGETS)), tmp_path / f"x{suffix}").path
    assert rows_read(path) == [
        ("0", "Target | Now | 2030"),
        ("", r"Centres \| clinics[^1] | | 12"),
        ("", "All of *them*"),
    ]


@pytest.mark.parametrize("suffix", [".docx", ".odt", ".html", ".md"])
def test_a_table_without_headings_has_none(tmp_path: Path, suffix: str) -> None:
    path = write(sheet(*rows(POSTS)), tmp_path / f"x{suffix}").path
    assert rows_read(path) == list(POSTS)


def test_word_knows_each_table_by_itself(tmp_path: Path) -> None:
    path = write(sheet(*rows(TARGETS), *rows(TARGETS[:1])), tmp_path / "x.docx").path
    first, second = docx.Document(str(path)).tables
    assert [cell.text for cell in first.rows[1].cells] == ["Centres | clinics", "", "12"]
    assert (first.rows[2].cells[0].text, len(second.rows)) == ("All of them", 1)
    space = {"w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main"}
    body = root_of(path, "word/document.xml")
    assert len(body.findall(".//w:tblHeader", space)) == 2
    assert [each.get(f"{{{space['w']}}}val") for each in body.iterfind(".//w:gridSpan", space)] == [
        "3"
    ]
    assert all(cell.find("w:p", space) is not None for cell in body.iterfind(".//w:tc", space))


def test_writer_has_headings_and_columns_of_their_own_width(tmp_path: Path) -> None:
    path = write(sheet(*rows(TARGETS), *rows(POSTS[:1])), tmp_path / "x.odt").path
    content = root_of(path, "content.xml")
    (table,) = content.iter(f"{_TABLE}table")
    assert len(table.findall(f"{_TABLE}table-header-rows/{_TABLE}table-row")) == 1
    columns = [each.get(f"{_TABLE}style-name") for each in table.iter(f"{_TABLE}table-column")]
    known = [each for each in content.iter() if each.tag.endswith("}style")]
    names = {value for each in known for key, value in each.items() if key.endswith("}name")}
    assert len(set(columns)) == 3
    assert names.issuperset(columns)


def test_a_page_says_which_cells_are_headings(tmp_path: Path) -> None:
    path = write(sheet(*rows(TARGETS)), tmp_path / "x.html").path
    page = html.fromstring(path.read_bytes())
    assert [each.text_content().strip() for each in page.iterfind('.//th[@scope="col"]')] == [
        "Target",
        "Now",
        "2030",
    ]
    assert [each.get("colspan") for each in page.iter("td")] == [None, None, None, "3"]
    assert [each.get("id") for each in page.iter("tr")] == ["t1.r0", "t1.r1", "t1.r2"]


def test_columns_stand_under_each_other_in_plain_text(tmp_path: Path) -> None:
    text = write(sheet(*rows(TARGETS)), tmp_path / "x.txt").path.read_text("utf-8")
    assert "\nTarget             | Now | 2030\n\nCentres | clinics¹ |     | 12\n" in text
    long = (("", f"{'very long ' * 9}| 5"),)
    text = write(sheet(*rows(long)), tmp_path / "y.txt").path.read_text("utf-8")
    assert "very\nlong very long | 5\n" in text


@pytest.mark.parametrize("suffix", FORMATS)
def test_one_digit_in_a_cell_is_noticed(tmp_path: Path, suffix: str) -> None:
    path = write(sheet(*rows(TARGETS)), tmp_path / f"x{suffix}").path
    assert prove(sheet(*rows(TARGETS)), path) == []
    other = (TARGETS[0], ("", TARGETS[1][1].replace("12", "13")), TARGETS[2])
    assert prove(sheet(*rows(other)), path) != []


def test_a_table_that_came_in_or_went_whole_is_lines(tmp_path: Path) -> None:
    came = rows(POSTS, change="inserted", author="EU", date="2009-01-01T00:00:00Z")
    marked = sheet(*came, *rows(TARGETS))
    path = write(marked, tmp_path / "x.docx", as_="marked").path
    tables = docx.Document(str(path)).tables
    assert [len(each.rows) for each in tables] == [3]
    clean = write(marked, tmp_path / "y.docx").path
    assert [len(each.rows) for each in docx.Document(str(clean)).tables] == [2, 3]


def test_a_row_higher_than_a_page_is_a_line_in_print() -> None:
    told = ("", " | ".join(["many words " * 90] * 3))
    assert b"#rows(" not in typst_source(sheet(*rows((*POSTS, told))))
    assert b"#rows(" in typst_source(sheet(*rows(POSTS)))
