"""Exports of ours edited in other programs that track nothing, and sent back."""

from __future__ import annotations

import copy
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.document import Document

from cases.writer_edits import tabled
from cli.kit import Desk
from word_kit import W as WORD

W = f"{{{WORD}}}"


def edited(path: Path, edit: Callable[[Document], None]) -> Path:
    """The file as python-docx saves it."""
    document = docx.Document(str(path))
    edit(document)
    document.save(str(path))
    return path


def replaced(path: Path, old: str, new: str, part: str = "") -> Path:
    """The file with words replaced in its text or in another part, whatever its format."""
    with zipfile.ZipFile(path) as package:
        parts = {each: package.read(each) for each in package.infolist()}
    part = part or ("content.xml" if path.suffix == ".odt" else "word/document.xml")
    with zipfile.ZipFile(path, "w") as package:
        for each, content in parts.items():
            changed = content.replace(old.encode(), new.encode())
            assert each.filename != part or changed != content
            package.writestr(each, changed if each.filename == part else content)
    return path


def element(document: Document, words: str) -> Any:
    """The paragraph that holds these words, as XML."""
    every = document.element.body.iter(f"{W}p")
    return next(p for p in every if words in "".join(t.text or "" for t in p.iter(f"{W}t")))


def without(*openings: str) -> Callable[[Document], None]:
    """Takes out the paragraphs that hold these words."""

    def edit(document: Document) -> None:
        for opening in openings:
            document.element.body.remove(element(document, opening))

    return edit


def offered(desk: Desk, *arguments: str) -> list[tuple[str, str, str]]:
    """What a file would propose: kind, address, wording."""
    shape = desk.done("receive", *arguments, "--by", "EU", "--dry-run", "--json").json
    assert all(not each["tracked"] for each in shape["proposals"])
    return [(each["change"], each["address"], each["wording"]) for each in shape["proposals"]]


@pytest.mark.parametrize("suffix", ["docx", "odt"])
def test_the_tabled_text_is_known_by_its_seal_after_an_issue(
    desk: Desk, tmp_path: Path, suffix: str
) -> None:
    path = tmp_path / f"clean.{suffix}"
    desk.done("export", "--as", "clean", "--to", str(path))
    desk.done("propose", "PD/2", "--by", "EU", "--replace", "two", "three")
    desk.done("accept", "EU-1", "--by", "CHAIR")
    desk.done("issue", "Rev.1", "--by", "CHAIR")
    told = desk("verify", str(path), "--against", "Rev.1")
    assert "bears the seal of tabled" in told.err
    replaced(path, "control", "police")
    assert offered(desk, str(path)) == [
        ("wording", "PA/2(b)", "Strengthen border police agencies;")
    ]


@pytest.mark.parametrize("suffix", ["docx", "odt"])
def test_the_standing_text_is_known_by_its_entry_after_more_was_decided(
    desk: Desk, tmp_path: Path, suffix: str
) -> None:
    path = tmp_path / f"standing.{suffix}"
    desk.done("propose", "PD/2", "--by", "EU", "--replace", "two", "three")
    desk.done("accept", "EU-1", "--by", "CHAIR")
    entry = desk.done("log", "--last", "1", "--json").json[0]["position"]
    desk.done("export", "--revision", "standing", "--as", "clean", "--to", str(path))
    desk.done("propose", "PA/1", "--by", "NOR", "--replace", "routes", "roads")
    desk.done("accept", "NOR-1", "--by", "CHAIR")
    replaced(path, "control", "police")
    edit = ("wording", "PA/2(b)", "Strengthen border police agencies;")
    assert offered(desk, str(path)) == [edit]
    assert offered(desk, str(path), "--on", str(entry)) == [edit]
    assert len(offered(desk, str(path), "--on", "standing")) == 2
    desk.refused("has no entry 900", "receive", str(path), "--on", "900", code=2)
    made = desk.done("receive", str(path), "--by", "EU").out
    assert f"1 proposal made on entry {entry}." in made


def test_the_first_and_the_last_paragraph_of_a_whole_text_are_struck(
    desk: Desk, tmp_path: Path
) -> None:
    path = tmp_path / "clean.docx"
    desk.done("export", "--as", "clean", "--to", str(path))
    edited(path, without("We, the delegations", "Support growers"))
    assert offered(desk, str(path)) == [("deletion", "PD/PP1", ""), ("deletion", "PA/2(c)", "")]


@pytest.mark.parametrize("foot", ["with its foot", "without its foot"])
def test_nothing_outside_an_extract_is_struck(desk: Desk, tmp_path: Path, foot: str) -> None:
    path = tmp_path / "extract.docx"
    desk.done("export", "--as", "clean", "--only", "PD", "--to", str(path))

    def edit(document: Document) -> None:
        for section in document.sections if foot == "without its foot" else ():
            for part in (section.footer, section.first_page_footer, section.header):
                part.is_linked_to_previous = True
        without("Recalling")(document)

    edited(path, edit)
    assert offered(desk, str(path)) == [("deletion", "PD/PP2", "")]
    shape = desk.done("receive", str(path), "--by", "EU", "--dry-run", "--json").json
    (left,) = shape["left"]
    assert left["what"] == "not part of the file (6)"


@pytest.mark.parametrize("only", ["PD/1-2", "PD/1, PA/2(b)", "PA/2(b)"])
def test_the_title_above_an_extract_is_no_paragraph_of_it(
    desk: Desk, tmp_path: Path, only: str
) -> None:
    path = tmp_path / "extract.docx"
    desk.done("export", "--as", "clean", "--only", only, "--to", str(path))
    edited(path, lambda _document: None)
    assert offered(desk, str(path)) == []


def test_a_paragraph_struck_with_its_items_is_one_proposal(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "clean.docx"
    desk.done("export", "--as", "clean", "--to", str(path))
    edited(path, without("States should", "Promote the", "Strengthen", "Support"))
    assert offered(desk, str(path)) == [("deletion", "PA/2", "")]


def test_a_file_cut_down_to_what_concerned_somebody_strikes_nothing_outside(
    desk: Desk, tmp_path: Path
) -> None:
    path = tmp_path / "clean.docx"
    desk.done("export", "--as", "clean", "--to", str(path))

    def edit(document: Document) -> None:
        kept = ("Strengthen", "Support growers")
        for paragraph in list(document.element.body.iter(f"{W}p")):
            told = "".join(t.text or "" for t in paragraph.iter(f"{W}t"))
            if not any(opening in told for opening in kept):
                document.element.body.remove(paragraph)

    replaced(edited(path, edit), "control", "police")
    assert offered(desk, str(path)) == [
        ("wording", "PA/2(b)", "Strengthen border police agencies;")
    ]


def test_where_no_seal_tells_every_issue_equally_near_is_named(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "clean.docx"
    desk.done("export", "--as", "clean", "--to", str(path))
    desk.done("propose", "PD/2", "--by", "EU", "--replace", "two", "three")
    desk.done("accept", "EU-1", "--by", "CHAIR")
    desk.done("issue", "Rev.1", "--by", "CHAIR")

    def edit(document: Document) -> None:
        document.core_properties.keywords = ""
        (found,) = (p for p in document.paragraphs if "meet again" in p.text)
        for run in found.runs:
            run.text = run.text.replace("two", "four")

    edited(path, edit)
    told = desk.refused("Equally near are Rev.1 and tabled", "receive", str(path), code=2).err
    assert "--on Rev.1 or --on tabled" in told
    assert told.count("differs in 1 place: PD/2 reads otherwise") == 2
    desk.done("propose", "PA/1", "--by", "EU", "--replace", "routes", "roads")
    desk.done("accept", "EU-2", "--by", "CHAIR")
    told = desk.refused("no issue of this text", "receive", str(path), code=2).err
    assert "Further off: standing (2)." in told


def test_every_edit_of_python_docx_is_a_proposal_or_named(fresh: Desk, tmp_path: Path) -> None:
    desk, path = tabled(fresh), tmp_path / "clean.docx"
    desk.done("export", "--as", "clean", "--to", str(path))
    edited(path, _edit_everything)
    replaced(path, "earlier", "previous", "word/footnotes.xml")
    assert offered(desk, str(path)) == [
        ("move", "PD/3", ""),
        ("wording", "PD/note:1", "As the previous declaration has it."),
        ("wording", "PD/2", "*Decide* to meet again in four years."),
        ("insertion", "PA/2(b) bis", "Protect witnesses;"),
        ("wording", "PA/t1.r2", "South | May"),
        ("insertion", "PA/t1.r2 bis", "a table of its own |"),
    ]
    shape = desk.done("receive", str(path), "--by", "EU", "--dry-run", "--json").json
    assert {(each["where"], each["what"]) for each in shape["left"]} == {
        ("PD/PP2", "split, untracked"),
        ("PD/PP3, PD/PP4", "merged, untracked"),
        ("PA/2(d)", "number typed anew, untracked"),
    }


def _edit_everything(document: Document) -> None:
    """Words, a row; a paragraph in, one moved to the front, one in two, two in one; a number and a
    table."""

    def type_over(where: str, old: str, new: str) -> None:
        for text in element(document, where).iter(f"{W}t"):
            text.text = (text.text or "").replace(old, new)

    def add(behind: str, words: str) -> None:
        added = copy.deepcopy(element(document, behind))
        element(document, behind).addnext(added)
        for text in added.iter(f"{W}t"):
            text.text = ""
        text.text = words

    type_over("meet again", "two", "four")
    type_over("register", "(d)", "(e)")
    type_over("April", "April", "May")
    add("Strengthen border", "(b) bis\tProtect witnesses;")
    element(document, "commitment to health").addprevious(element(document, "Invite all"))
    type_over("promised before", ", and what was kept,", ",")
    add("promised before", "Recalling also what was kept,")
    merged, other = element(document, "Noting that"), element(document, "Noting also")
    for run in list(other.iter(f"{W}r")):
        merged.append(run)
    document.element.body.remove(other)
    document.add_table(1, 2).cell(0, 0).text = "a table of its own"
