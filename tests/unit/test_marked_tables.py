"""Tables in which words came in or went, and rows: real tables with marks in their cells."""

from __future__ import annotations

from pathlib import Path

import docx
import msgspec
import pytest
from lxml import html

from draftrace.exporters import (
    Block,
    Comment,
    Masthead,
    NoteBlock,
    Run,
    Sheet,
    program,
    prove,
    write,
)
from draftrace.exporters.compilation import marked_sheet
from draftrace.exporters.pdf import typst_source
from draftrace.exporters.readback import CELL
from draftrace.exporters.sheet import WholeChange
from draftrace.exporters.web_reading import web_lines
from draftrace.exporters.word_reading import signatures, word_lines
from draftrace.room import places
from draftrace.room.acts import proposing
from received_kit import empty_copy, handed_in
from room_kit import Room, document
from table_kit import table

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
DAY = "2009-01-02T00:00:00Z"
ANEW = Comment(author="CUB", date=DAY, text="All anew.")
NEWER = Comment(author="EU", date=DAY, text="Newer.")


def stays(text: str) -> Run:
    return Run(text=text)


def came(text: str, author: str = "EU", *comments: Comment) -> Run:
    return Run(text=text, op="+", author=author, date=DAY, comments=comments)


def went(text: str, author: str = "EU") -> Run:
    return Run(text=text, op="-", author=author, date=DAY)


def passed(text: str, author: str, date: str, taken: str) -> Run:
    return Run(text=text, op="±", author=author, date=date, taker="CUB", taken=taken)


def row(number: int, *runs: Run, label: str = "", comments: tuple[Comment, ...] = ()) -> Block:
    return Block(
        address=f"t1.r{number}", kind="tablerow", label=label, runs=runs, comments=comments
    )


HEAD = row(0, stays("Target | Now | 2030"), label="0")
CENTRES = row(
    1,
    stays("Centres"),
    went(" of old"),
    came(" and clinics", "EU", NEWER),
    stays(r" \| wards[^a] |  | "),
    went("12", "NOR"),
    came("13", "NOR"),
)
ANEW_ROW = row(
    2, went("Beds *in all | 4* | 5", "CUB"), came("Posts | 6 | *7*", "CUB"), comments=(ANEW,)
)
STEADY = row(3, stays("Nurses | 1 | 2"))
ROWS = (HEAD, CENTRES, ANEW_ROW, STEADY)
NO_BEDS = Comment(author="CUB", date=DAY, text="No beds.")


def whole(block: Block, change: WholeChange, author: str, *comments: Comment) -> Block:
    return msgspec.structs.replace(block, change=change, author=author, date=DAY, comments=comments)


CAME_AND_WENT = (
    whole(row(0, stays("Goal | Today | 2031"), label="0"), "inserted", "EU"),
    whole(HEAD, "deleted", "EU"),
    CENTRES,
    whole(row(2, stays("Beds[^b] | 7 | ")), "deleted", "CUB", NO_BEDS),
    whole(row(4, stays("Wards |  | *9*")), "inserted", "NOR"),
    STEADY,
)
"""A table where a row came in, one went, and the row of headings was put in place of another."""
CLEAN = [
    ("Target", "Now", "2030"),
    ("Centres and clinics | wards[^1]", "", "13"),
    ("Posts", "6", "7"),
    ("Nurses", "1", "2"),
]
BASE = [CLEAN[0], ("Centres of old | wards[^1]", "", "12"), ("Beds in all", "4", "5"), CLEAN[3]]


def sheet(*rows: Block) -> Sheet:
    notes = (
        NoteBlock(id="a", runs=(Run(text="As defined."),)),
        NoteBlock(id="b", runs=(Run(text="Of all kinds."),)),
    )
    decides = Block(address="1", kind="operative", label="1", runs=(Run(text="Decide:"),))
    masthead = Masthead(symbol="X/1", date="2009-03-12")
    return Sheet(
        masthead=masthead, title="Plan", blocks=(decides, *rows), notes=notes, against="tabled"
    )


def told_in(lines: list[str]) -> list[tuple[str, ...]]:
    """The cells of each row among the lines of a file."""
    return [tuple(map(str.strip, line.split(CELL))) for line in lines if CELL in line]


def test_words_that_came_and_went_stand_in_their_cells_in_word(tmp_path: Path) -> None:
    path = write(sheet(*ROWS), tmp_path / "x.docx", as_="marked").path
    (table_of,) = docx.Document(str(path)).tables
    assert len(table_of.rows) == 4
    package = path.read_bytes()
    assert told_in(word_lines(package, "clean")) == CLEAN
    assert told_in(word_lines(package, "base")) == BASE
    told_by = signatures(package)
    assert {(op, author) for op, author, _date in told_by.changes} == {
        *(("-", "EU"), ("+", "EU"), ("-", "NOR"), ("+", "NOR"), ("-", "CUB"), ("+", "CUB"))
    }
    assert {(author, text) for author, _date, text in told_by.comments} == {
        ("EU", "Newer."),
        ("CUB", "All anew."),
    }


def test_rows_that_came_and_went_are_marked_as_rows_in_word(tmp_path: Path) -> None:
    path = write(sheet(*CAME_AND_WENT), tmp_path / "x.docx", as_="marked").path
    (table_of,) = docx.Document(str(path)).tables
    marks = [
        [each.tag[-3:] for each in tr.iterfind(f"{W}trPr/*[@{W}author]")]
        for tr in table_of._tbl.tr_lst
    ]
    assert marks == [["ins"], ["del"], [], ["del"], ["ins"], []]
    package = path.read_bytes()
    assert told_in(word_lines(package, "clean")) == [
        *(("Goal", "Today", "2031"), CLEAN[1], ("Wards", "", "9"), CLEAN[3])
    ]
    assert told_in(word_lines(package, "base")) == [
        *(BASE[0], BASE[1], ("Beds[^2]", "7", ""), BASE[3])
    ]
    commented = [bool(tr.findall(f".//{W}commentRangeEnd")) for tr in table_of._tbl.tr_lst]
    assert commented == [False, False, True, False, False, False]


def test_a_page_shows_what_came_and_went_in_its_table(tmp_path: Path) -> None:
    path = write(sheet(*CAME_AND_WENT), tmp_path / "x.html", as_="marked").path
    page = html.fromstring(path.read_bytes())
    (table_of,) = page.iter("table")
    classes = [tr.get("class").removeprefix("tablerow").strip() for tr in table_of.iter("tr")]
    assert classes == ["inserted", "deleted", "", "deleted", "inserted", ""]
    first = page.xpath("//tr[@id='t1.r1']/td[1]")[0].text_content()
    assert " ".join(first.split()).startswith("Centres{- of old-}{+ and clinics+}(EU) | wards")
    told = [each.text_content().strip() for each in page.find_class("reason")]
    assert [each.partition(":")[0] for each in told] == ["t1.r1", "t1.r2"]
    assert told_in(web_lines(path.read_bytes(), "clean"))[1:] == [
        CLEAN[1],
        ("Wards", "", "9"),
        CLEAN[3],
    ]


@pytest.mark.parametrize("rows", [ROWS, CAME_AND_WENT], ids=["words", "rows"])
def test_a_printed_table_shows_what_came_and_went(tmp_path: Path, rows: tuple[Block, ...]) -> None:
    assert b"#rows(" in typst_source(sheet(*rows))
    path = write(sheet(*rows), tmp_path / "x.pdf", as_="marked").path
    assert prove(sheet(*rows), path) == []


@pytest.mark.parametrize(("how", "expected"), [("accept", CLEAN), ("reject", BASE)])
def test_pandoc_takes_words_in_cells_in_or_out(
    tmp_path: Path, how: str, expected: list[tuple[str, ...]]
) -> None:
    path = write(sheet(*ROWS), tmp_path / "x.docx", as_="marked").path
    asked = ["-f", "docx", "-t", "docx", f"--track-changes={how}", "-o", "-"]
    settled = program.run(asked, path.read_bytes())
    assert told_in(word_lines(settled, "clean")) == expected


@pytest.mark.parametrize(
    "odd",
    [
        row(2, stays("Beds | 4 | 5"), came(" | 6")),
        row(2, stays("Beds"), went(" |"), stays(" 4"), came(" |"), stays(" | 5")),
        row(2, went("Beds | 4 | 5"), came(" |  | ")),
        row(
            2,
            stays("Beds | 4 | 5"),
            passed(" or ", "EU", "2009-01-01T00:00:00Z", "2009-01-03T00:00:00Z"),
            passed("| six", "NOR", "2009-01-02T00:00:00Z", "2009-01-04T00:00:00Z"),
        ),
    ],
    ids=["another column", "words in another cell", "no words left", "a column that passed"],
)
def test_what_has_no_cell_on_both_sides_is_lines(tmp_path: Path, odd: Block) -> None:
    path = write(sheet(HEAD, odd, STEADY), tmp_path / "x.docx", as_="marked").path
    assert docx.Document(str(path)).tables == []


TABLED = table(
    document(
        "1. Decide to adopt the targets in the table below;",
        "2. Decide to meet again.",
        "[^1]: As defined before.",
    ),
    1,
    ("0", "Target | Now | 2030"),
    ("", r"Centres \| wards[^1] |  | 12"),
    ("", "3. *Access* to care | 40 per cent | 80 per cent"),
)


def marked(room: Room, *, history: bool = True) -> Sheet:
    """What the room decided against what was tabled."""
    room.issue()
    first, *_between, last = room.state.past.revisions
    return marked_sheet(room.state, last, first, history=history)


def on_day(day: int) -> dict[str, str]:
    return {"happened": f"2030-02-{day:02}T10:00:00Z"}


REWORDINGS = [
    ("EU", "t1.r1", r"Centres \| clinics[^1] | 7 | 12", "More."),
    ("NOR", "t1.r1", r"Centres \| clinics[^1] | 8 \| 9 | 13", "Eight."),
    ("CUB", "t1.r2", "3. *Access* to care | | all", ""),
    ("EU", "t1.r2", "Every | changed | *word*", "Anew."),
]
"""Of rows, by several parties, one upon the other; the last keeps no word."""


def test_reworded_rows_come_back_as_they_were_proposed(tmp_path: Path) -> None:
    room = Room(TABLED)
    for day, (party, address, wording, reason) in enumerate(REWORDINGS, 1):
        room.accept(room.propose(party, address, wording, reason=reason, floor=on_day(day)))
    path = write(marked(room), tmp_path / "marked.docx", as_="marked").path
    assert [len(each.rows) for each in docx.Document(str(path)).tables] == [3]
    account = handed_in(empty_copy(room.talks.journal), path)
    assert account.left == ()
    assert [(o.party, o.address, o.wording, o.change.reason) for o in account.offered] == REWORDINGS


def test_rows_brought_in_and_taken_out_come_back_as_they_were_proposed(tmp_path: Path) -> None:
    room = Room(TABLED)
    behind, struck = room.id("t1.r1"), room.id("t1.r2")
    for day, (party, asks) in enumerate(
        (
            (
                "NOR",
                lambda s, f: proposing.propose_insertion(
                    s, f, places.after(s, behind), r"Beds \| cots | | 9", reason="Too few."
                ),
            ),
            ("CUB", lambda s, f: proposing.propose_deletion(s, f, struck, reason="Said above.")),
        ),
        1,
    ):
        room.accept(room._made(party, asks, **on_day(day)))
    path = write(marked(room), tmp_path / "marked.docx", as_="marked").path
    assert [len(each.rows) for each in docx.Document(str(path)).tables] == [4]
    account = handed_in(empty_copy(room.talks.journal), path)
    assert account.left == ()
    assert [
        (o.party, o.change.kind, o.address, o.wording, o.change.reason) for o in account.offered
    ] == [
        ("NOR", "insertion", "t1.r1 bis", r"Beds \| cots | | 9", "Too few."),
        ("CUB", "deletion", "t1.r2", "", "Said above."),
    ]
