"""Tables as files: a cell is text, never a formula."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from draftrace.errors import DraftraceError
from draftrace.exporters.spreadsheets import Table, as_csv, as_workbook, write_tables

EVIL = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", " =1", "＝1", "=cmd|' /C calc'!A0", "plain", ""]
TABLES = (
    Table(name="One", headers=("says", "score"), rows=[(text, 0.5) for text in EVIL]),
    Table(name="Two", headers=("=head",), rows=[]),
)


def cells(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))


def test_no_cell_of_a_csv_begins_like_a_formula() -> None:
    rows = cells(as_csv(TABLES[:1]))
    assert rows[0] == ["says", "score"]
    assert [row[0] for row in rows[1:11]] == [
        *(f"'{text}" for text in EVIL[:8]), "plain", "",
    ]  # fmt: skip
    assert cells(as_csv(TABLES[1:])) == [["'=head"]]


def test_a_csv_holds_one_table_in_which_what_several_say_alike_is_one_column() -> None:
    fates = Table(name="Fates", headers=("conclusion", "says", "where"), rows=[("1", "Act.", "7")])
    bare = Table(name="Bare", headers=("where", "kind", "says"), rows=[("8", "item", "Rest.")])
    assert cells(as_csv([fates, bare])) == [
        ["table", "conclusion", "says", "where", "kind"],
        ["Fates", "1", "Act.", "7", ""],
        ["Bare", "", "Rest.", "8", "item"],
    ]


@settings(deadline=None)
@given(st.text())
def test_whatever_the_text_a_csv_gives_it_back_and_never_as_a_formula(text: str) -> None:
    ((cell,),) = cells(as_csv([Table(name="T", headers=(text,), rows=[])])) or [[""]]
    assert not cell.lstrip().startswith(("=", "+", "-", "@"))
    if text.isprintable():
        assert cell.replace("'", "") == text.replace("'", "")


def test_no_formula_stands_in_a_csv_that_is_opened_by_semicolons() -> None:
    """As spreadsheets of much of Europe open it: what is a cell there was the end of one."""
    words = "Decide so;=cmd|' /C calc'!A0;and so\nNorvia: why\n =1+1; +2, -3"
    content = as_csv([Table(name="T", headers=("paragraph", "says"), rows=[("1", words)])])
    told = content.decode("utf-8-sig")
    (row,) = cells(content)[1:]
    assert row == [
        "1",
        "Decide so;'=cmd|' /C calc'!A0;and so\nNorvia: why\n '=1+1; '+2, -3",
    ]
    pieces = [c.strip() for r in csv.reader(io.StringIO(told), delimiter=";") for c in r]
    assert "and so" in pieces
    assert not [c for c in pieces if c.startswith(("=", "+", "-", "@"))]


def test_a_csv_says_the_longest_text_to_its_end() -> None:
    """A workbook's cell holds no more than 32,767 letters; a CSV has no such end."""
    words = "word " * 8_000 + "end"
    table = Table(name="T", headers=("says",), rows=[(words,)])
    assert cells(as_csv([table]))[1] == [words]
    cell = openpyxl.load_workbook(io.BytesIO(as_workbook([table])))["T"]["A2"].value
    assert (len(cell), cell[-1]) == (32_767, "…")


def test_every_text_of_a_csv_stands_in_quotation_marks_and_no_number() -> None:
    table = Table(name="T", headers=("says", "score"), rows=[("a; b", 0.5)])
    assert as_csv([table]).decode("utf-8-sig").splitlines() == ['"says","score"', '"a; b",0.5']


def test_a_workbook_holds_strings_and_numbers_and_no_formula() -> None:
    book = openpyxl.load_workbook(io.BytesIO(as_workbook(TABLES)))
    sheet = book["One"]
    assert [row[0].value or "" for row in sheet.iter_rows(min_row=2)] == [
        text.replace("\t", "\t") for text in EVIL
    ]
    assert {row[0].data_type for row in sheet.iter_rows(min_row=2) if row[0].value} == {"s"}
    assert sheet["B2"].value == 0.5
    assert sheet.freeze_panes == "A2"
    assert book["Two"]["A1"].value == "=head"


def test_a_long_cell_is_seen_whole_and_a_row_stays_on_one_page() -> None:
    long = "A wording of many words. " * 20
    table = Table(name="T", headers=("says", "kind"), rows=[(long, "item"), ("Short.", "item")])
    sheet = openpyxl.load_workbook(io.BytesIO(as_workbook([table])))["T"]
    wide = sheet.column_dimensions["A"].width
    assert sheet.row_dimensions[2].height >= 15 * len(long) / wide
    assert sheet.row_dimensions[3].height is None
    assert (sheet.page_setup.orientation, sheet.page_setup.fitToHeight) == ("landscape", 0)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.print_title_rows == "$1:$1"


def test_the_same_tables_give_the_same_bytes() -> None:
    assert as_workbook(TABLES) == as_workbook(TABLES)


def test_control_characters_are_shown_and_a_cell_holds_no_more_than_it_can() -> None:
    wide = Table(name="W", headers=("h",), rows=[("\x1b[31m\u202e",), ("x" * 40_000,)])
    sheet = openpyxl.load_workbook(io.BytesIO(as_workbook([wide])))["W"]
    assert sheet["A2"].value == "\\x1b[31m\\x202e"
    assert sheet["A3"].value == "x" * 32_766 + "…"


def test_the_suffix_chooses_the_format_and_nothing_is_overwritten(tmp_path: Path) -> None:
    for name in ("a.csv", "a.XLSX"):
        size = write_tables(TABLES, tmp_path / name)
        assert (tmp_path / name).stat().st_size == size
        with pytest.raises(DraftraceError, match="exists already"):
            write_tables(TABLES, tmp_path / name)
    with pytest.raises(DraftraceError, match=r"written as .csv or .xlsx"):
        write_tables(TABLES, tmp_path / "a.pdf")
