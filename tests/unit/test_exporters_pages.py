"""What stands together on a page: a chapeau and its first item, a paragraph and its table, a
band and the row it leads, the lead of a history and its words."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import docx
import pdfplumber
import pytest
from docx.shared import Pt

from draftrace.exporters import Block, Comment, Masthead, Run, Sheet, write
from draftrace.exporting import Order, fulfil
from draftrace.room.state import State
from draftrace.text.documents import Kind
from draftrace.workspace import Workspace

PART: list[tuple[Kind, int, str, str, bool]] = [
    ("operative", 1, "1", "Chapeau of items:", True),
    ("item", 2, "(a)", "Chapeau of sub-items:", True),
    ("subitem", 3, "(i)", "First sub-item;", False),
    ("subitem", 3, "(ii)", "Second sub-item;", False),
    ("item", 2, "(b)", "Last item;", False),
    ("operative", 1, "2", "Words above a table:", True),
    ("tablerow", 1, "0", "Year | Tons", False),
    ("tablerow", 1, "1", "2009 | 12", False),
    ("paragraph", 1, "", "It is so decided.", False),
]
SHEET = Sheet(
    masthead=Masthead(symbol="L.1"),
    title="",
    blocks=tuple(
        Block(address=f"{place}", kind=kind, level=level, label=label, runs=(Run(text=words),))
        for place, (kind, level, label, words, _leads) in enumerate(PART)
    ),
)
LEADING = [words for *_rest, words, leads in PART if leads]


def member(path: Path, name: str) -> str:
    return zipfile.ZipFile(path).read(name).decode()


def test_in_word_a_chapeau_is_kept_with_what_hangs_on_it(tmp_path: Path) -> None:
    write(SHEET, tmp_path / "sheet.docx")
    paragraphs = docx.Document(str(tmp_path / "sheet.docx")).paragraphs
    kept = [each.text for each in paragraphs if each.paragraph_format.keep_with_next]
    assert [text.split("\t")[-1] for text in kept] == LEADING


def test_in_word_a_chapeau_that_came_in_is_kept_as_well(tmp_path: Path) -> None:
    """Its end, which came in too, is told among the same properties, behind."""
    first, *rest = SHEET.blocks
    came = Block(
        address="1", kind="operative", label="1", change="inserted", author="EU",
        date="2030-03-01T10:00:00Z", runs=first.runs,
    )  # fmt: skip
    sheet = Sheet(masthead=SHEET.masthead, title="", blocks=(came, *rest), against="tabled")
    write(sheet, tmp_path / "sheet.docx", as_="marked")
    body = member(tmp_path / "sheet.docx", "word/document.xml")
    assert re.search(r"<w:keepNext/><w:rPr><w:ins [^>]*/></w:rPr></w:pPr>", body)


def test_in_writer_a_chapeau_is_kept_with_what_hangs_on_it(tmp_path: Path) -> None:
    write(SHEET, tmp_path / "sheet.odt")
    body, styles = (member(tmp_path / "sheet.odt", f"{name}.xml") for name in ("content", "styles"))
    kept = re.findall(r'style-name="(\w+)Leading">(.*?)</text:p>', body)
    assert [re.sub(r".*<text:tab/>|<[^>]*>", "", words) for _style, words in kept] == LEADING
    for style, _words in kept:
        found = re.search(rf'style:name="{style}Leading".*?</style:style>', styles, re.DOTALL)
        assert found
        assert f'parent-style-name="{style}"' in found[0]
        assert 'fo:keep-with-next="always"' in found[0]


def test_a_printed_page_of_the_web_keeps_a_chapeau_with_what_hangs_on_it(tmp_path: Path) -> None:
    write(SHEET, tmp_path / "sheet.html")
    page = (tmp_path / "sheet.html").read_text("utf-8")
    kept = re.findall(r'<div id="[^"]*" class="[a-z ]* leads">\s*<p>(.*?)</p>', page, re.DOTALL)
    assert [re.sub(r"<span.*?</span>", "", words).strip() for words in kept] == LEADING
    assert re.search(r"\.leads, [^{]*{ break-after: avoid; }", page)


def test_no_page_of_a_pdf_ends_between_a_chapeau_and_its_first_item(tmp_path: Path) -> None:
    """Nor behind a remark that stands between them."""
    why = (Comment(author="EU", date="2030-03-01T10:00:00Z", text="Why not."),)
    blocks = []
    for n in range(1, 91):
        told = (Run(text=f"Chapeau{n} {'of lamps ' * (n % 23)}:"),)
        after = (Run(text=f"Item{n};"),)
        said = why if n % 3 == 0 else ()
        blocks += [
            Block(address=f"{n}", kind="operative", label=f"{n}", runs=told, comments=said),
            Block(address=f"{n}(a)", kind="item", level=2, label="(a)", runs=after),
        ]
    sheet = Sheet(masthead=Masthead(symbol="L.1"), title="", blocks=tuple(blocks), against="tabled")
    write(sheet, tmp_path / "sheet.pdf", as_="marked")
    with pdfplumber.open(tmp_path / "sheet.pdf") as file:
        pages = [page.extract_text() for page in file.pages]
    assert len(pages) == 8
    for page in pages:
        begun, followed = (set(re.findall(rf"{word}(\d+)", page)) for word in ("Chapeau", "Item"))
        assert begun == followed


@pytest.fixture(scope="module")
def talks(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample negotiation, played."""
    from draftrace.cli.run import run

    folder = tmp_path_factory.mktemp("talks")
    assert run(["-C", str(folder), "demo", "sample"]) == 0
    return folder / "sample"


def paper(talks: Path, order: Order, path: Path) -> Path:
    workspace = Workspace.find(talks)
    state: State = workspace.state()
    fulfil(workspace, state, order, path)
    workspace.journal.close()
    return path


def test_the_rules_of_a_table_begin_and_end_with_the_line(talks: Path, tmp_path: Path) -> None:
    """Word lets the rules stand out by what it keeps free within a cell."""
    path = paper(talks, Order(what="table"), tmp_path / "table.docx")
    body = member(path, "word/document.xml")
    inset = re.search(r'<w:tblInd w:w="(\d+)" w:type="dxa"/>', body)
    within = re.search(r'<w:tblCellMar>.*?<w:left w:w="(\d+)"', body)
    assert inset
    assert within
    assert inset[1] == within[1]


def test_a_table_that_goes_on_stands_clear_of_the_head_of_its_page(
    talks: Path, tmp_path: Path
) -> None:
    path = paper(talks, Order(what="table"), tmp_path / "table.docx")
    (section,) = docx.Document(str(path)).sections
    assert section.top_margin is not None
    assert section.header_distance is not None
    lines = Pt(9 * 1.2 * len(section.header.paragraphs))
    assert section.top_margin - section.header_distance > lines + Pt(5)


def test_the_lead_of_a_history_stands_with_what_it_leads(talks: Path, tmp_path: Path) -> None:
    path = paper(talks, Order(what="trace"), tmp_path / "trace.docx")
    leads = [
        each
        for each in docx.Document(str(path)).paragraphs
        if each.style is not None and each.style.name == "Compact" and each.runs
        and all(run.bold for run in each.runs)
    ]  # fmt: skip
    assert len(leads) > 100
    assert all(each.paragraph_format.keep_with_next for each in leads)
