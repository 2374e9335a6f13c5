"""Tables of Word and ODT files: a row of a table is a provision, its cells between bars."""

from __future__ import annotations

from pathlib import Path

import pytest

from received_kit import named, only, receive, told
from room_kit import Room, document
from table_kit import table
from word_kit import comment, docx, gone, ins, note, odt, p, region, remarked, run, saved

ROWS = (
    ("0", "Target | Now | 2030"),
    ("", r"Laboratories \| centres[^1] |  | 12 \| 14"),
    ("", "3. *Access* to care | 40 per cent | 80 per cent"),
)
DRAFT = table(
    document(
        "1. Decide to adopt the targets in the table below;",
        "2. Decide to meet again.",
        "[^1]: As defined before.",
    ),
    1,
    *ROWS,
)
ONE = "1.\tDecide to adopt the targets in the table below;"
TWO = "2.\tDecide to meet again."
NOTES = {1: run("As defined before.")}


@pytest.fixture
def room() -> Room:
    return Room(DRAFT, level="")


def tr(*cells: str, change: str = "") -> str:
    """A row; ``change``: ``ins`` or ``del`` and the author."""
    kind, _, author = change.partition(" ")
    mark = f'<w:{kind} w:id="5" w:author="{author}" w:date="2030-03-04T10:12:00Z"/>'
    told = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="9" w:type="dxa"/></w:tcPr>{each}</w:tc>' for each in cells
    )
    return f"<w:tr><w:trPr>{mark if kind else ''}</w:trPr>{told}</w:tr>"


HEAD = tr(p("Target"), p("Now"), p("2030"))
LABS = tr(p("Laboratories | centres", note(1)), p(), p("12 | 14"))
CARE = tr(p("3. ", run("Access", "<w:i/>"), " to care"), p("40 per cent"), p("80 per cent"))


def letter(folder: Path, *rows: str, comments: tuple[str, ...] = ()) -> Path:
    """The text with these rows in one table."""
    grid = "<w:tblPr/><w:tblGrid><w:gridCol/></w:tblGrid>"
    body = [p(ONE), f"<w:tbl>{grid}{''.join(rows)}</w:tbl>", p(TWO)]
    return saved(folder, docx(body, NOTES, comments))


def test_a_table_as_it_stands_is_no_change(room: Room, tmp_path: Path) -> None:
    account = receive(room, letter(tmp_path, HEAD, LABS, CARE))
    assert (account.offered, account.left) == ((), ())


def test_what_changed_in_a_cell_changes_the_row(room: Room, tmp_path: Path) -> None:
    more = p(gone("12"), ins("20"), " | 14")
    labs = tr(p("Laboratories | centres", note(1)), p(ins("8 | 9", "NOR")), more)
    account = receive(room, letter(tmp_path, HEAD, labs, CARE))
    assert account.left == ()
    assert told(account) == [
        ("NOR", "wording", "t1.r1", r"Laboratories \| centres[^1] | 8 \| 9 | 12 \| 14"),
        ("EU", "wording", "t1.r1", r"Laboratories \| centres[^1] | | 20 \| 14"),
    ]


def test_what_opens_a_row_is_no_number_of_it(room: Room, tmp_path: Path) -> None:
    care = tr(
        p(gone("3. "), ins("4. "), run("Access", "<w:i/>"), " to care"),
        p("40 per cent"),
        p("80 per cent"),
    )
    offered = only(receive(room, letter(tmp_path, HEAD, LABS, care)))
    assert (offered.address, offered.wording) == (
        "t1.r2",
        "4. *Access* to care | 40 per cent | 80 per cent",
    )


@pytest.mark.parametrize("marked", [True, False])
def test_a_row_brought_in(room: Room, tmp_path: Path, *, marked: bool) -> None:
    """By its own mark, or by its words alone, as where a program marks no rows."""
    words = ("(a) Prisons", "", "5 | 6")
    cells = [p(run(each) if marked else ins(each, "CUB")) if each else p() for each in words]
    row = tr(*cells, change="ins CUB" if marked else "")
    offered = only(receive(room, letter(tmp_path, HEAD, LABS, row, CARE)))
    assert (offered.party, offered.change.kind, offered.address) == (
        "CUB",
        "insertion",
        "t1.r1 bis",
    )
    assert offered.wording == r"(a) Prisons | | 5 \| 6"


@pytest.mark.parametrize("marked", [True, False])
def test_a_row_taken_out(room: Room, tmp_path: Path, *, marked: bool) -> None:
    first = run("3. Access to care")
    cells = [first, run("40 per cent"), run("80 per cent")]
    told_out = [p(each if marked else gone("", "NOR", inner=each)) for each in cells]
    row = tr(*told_out, change="del NOR" if marked else "")
    offered = only(receive(room, letter(tmp_path, HEAD, LABS, row)))
    assert (offered.party, offered.change.kind, offered.address) == ("NOR", "deletion", "t1.r2")


def test_a_cell_of_several_paragraphs_is_one_line(room: Room, tmp_path: Path) -> None:
    care = tr(p("3. Access", end="ins EU"), p("40 per", end="") + p("cent"), p("80 per cent"))
    care = care.replace("3. Access", "3. Access</w:t></w:r></w:p><w:p><w:r><w:t>to care")
    account = receive(room, letter(tmp_path, HEAD, LABS, care))
    assert (account.offered, account.left) == ((), ())


def test_a_comment_in_a_cell_is_the_reason(room: Room, tmp_path: Path) -> None:
    cell = p("12 | ", gone("14"), remarked(3, ins("15")))
    labs = tr(p("Laboratories | centres", note(1)), p(), cell)
    path = letter(tmp_path, HEAD, labs, CARE, comments=(comment(3, "They are fifteen."),))
    offered = only(receive(room, path))
    assert offered.change.reason == "They are fifteen."
    assert offered.wording == r"Laboratories \| centres[^1] | | 12 \| 15"


def test_what_is_no_wording_in_a_table_is_named(room: Room, tmp_path: Path) -> None:
    within = "<w:tbl><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>"
    head = HEAD.replace('<w:tcW w:w="9" w:type="dxa"/>', '<w:cellDel w:author="EU"/>', 1)
    care = CARE.replace("</w:tc>", f"{within}</w:tc>", 1)
    goes_on = "<w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p/></w:tc></w:tr>"
    account = receive(room, letter(tmp_path, head, LABS, care.replace("</w:tr>", goes_on, 2)))
    assert account.offered == ()
    assert named(account.left) == [
        ("cell taken out: its words are taken as they stand", "t1.r0"),
        ("table", "t1.r2"),
    ]


def test_an_untracked_change_in_a_cell_is_the_senders(room: Room, tmp_path: Path) -> None:
    care = CARE.replace("80 per cent", "90 | 95")
    account = receive(room, letter(tmp_path, HEAD, LABS, care), by="CUB", on="tabled")
    assert account.left == ()
    assert told(account) == [
        ("CUB", "wording", "t1.r2", r"3. *Access* to care | 40 per cent | 90 \| 95")
    ]


def test_a_table_that_is_none_of_the_text(room: Room, tmp_path: Path) -> None:
    """A letterhead does not speak against the text; a new table is no row of the text's, and where
    none of the text's stands nothing is."""
    letterhead = f"<w:tbl>{tr(p('Permanent Mission'), p('New York'))}</w:tbl>"
    new = f"<w:tbl>{tr(p(ins('one')), p(ins('two')))}</w:tbl>"
    body = [letterhead, p(ONE), f"<w:tbl>{HEAD}{LABS}{CARE}</w:tbl>", p(TWO), new]
    body += [f"<w:tbl>{tr(p('three'), p('four'))}</w:tbl>"]
    account = receive(room, saved(tmp_path, docx(body, NOTES)))
    assert account.offered == ()
    assert [(x.what, x.text) for x in account.left] == [
        ("stands above the text", "Permanent Mission | New York"),
        ("table, with 2 changes in it", "one two"),
        ("There is no table there", "three | four"),
    ]


def cells(*words: str) -> str:
    told_in = "".join(
        f"<table:table-cell><text:p>{each}</text:p></table:table-cell>" for each in words
    )
    return f"<table:table-row>{told_in}</table:table-row>"


NOTED = (
    '<text:note text:note-class="footnote" text:id="ftn1"><text:note-body><text:p>'
    "As defined before.</text:p></text:note-body></text:note>"
)
TARGETS = f"<table:table-header-rows>{cells('Target', 'Now', '2030')}</table:table-header-rows>"
CENTRES = cells(f"Laboratories | centres{NOTED}", "", "12 | 14")
ACCESS = cells("3. Access to care", "40 per cent", "80 per cent")
START, END = '<text:change-start text:change-id="i"/>', '<text:change-end text:change-id="i"/>'


def writer(folder: Path, *rows: str, regions: tuple[str, ...] = (), after: str = "") -> Path:
    one, two = (each.replace("\t", "<text:tab/>") for each in (ONE, TWO))
    table_of = f"<table:table>{''.join(rows)}</table:table>" if rows else ""
    body = f"<text:p>{one}</text:p>{table_of}<text:p>{after}{two}</text:p>"
    return saved(folder, odt(body, regions), "letter.odt")


def test_a_table_of_writer(room: Room, tmp_path: Path) -> None:
    account = receive(room, writer(tmp_path, TARGETS, CENTRES, ACCESS))
    assert (account.offered, account.left) == ((), ())
    twelve = CENTRES.replace("12", f"{START}20 or {END}12")
    path = writer(tmp_path, TARGETS, twelve, ACCESS, regions=(region("i", "insertion"),))
    offered = only(receive(room, path))
    assert offered.wording == r"Laboratories \| centres[^1] | | 20 or 12 \| 14"


def test_a_row_brought_in_and_a_table_taken_out_in_writer(room: Room, tmp_path: Path) -> None:
    row = cells(f"{START}Prisons", "\u2060", f"6{END}")
    path = writer(tmp_path, TARGETS, CENTRES, row, ACCESS, regions=(region("i", "insertion"),))
    offered = only(receive(room, path))
    assert (offered.change.kind, offered.address) == ("insertion", "t1.r1 bis")
    assert offered.wording == "Prisons | | 6"
    gone_rows = f"<table:table>{TARGETS}{CENTRES}{ACCESS}</table:table><text:p/>"
    taken = region("d", "deletion", content=gone_rows)
    path = writer(tmp_path, regions=(taken,), after='<text:change text:change-id="d"/>')
    account = receive(Room(DRAFT, level=""), path)
    kinds = [(kind, address) for _party, kind, address, _wording in told(account)]
    assert kinds == [("deletion", f"t1.r{n}") for n in range(3)]
