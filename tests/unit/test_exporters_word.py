"""The inside of our Word files, and what pandoc, who did not write it, reads there."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import msgspec
import pytest
from lxml import etree

from draftrace.errors import DraftraceError, UnreadableInput
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
from draftrace.exporters.formats import FORMATS
from draftrace.exporters.packages import roots, zipped
from draftrace.exporters.readback import lines_in, lines_of
from draftrace.exporters.sheet import Side, attributed
from draftrace.exporters.word_reading import ids, signatures, word_lines
from draftrace.intake.tracked.files import read

DAY = "2008-11-03T10:12:00Z"
LATER = "2008-12-01T10:12:00Z"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def run(text: str, op: str = "=", why: str = "") -> Run:
    by = "Norway <&\"'>" if op != "=" else ""
    comments = (Comment(author=by or "Peru", date=DAY, text=why),) if why else ()
    return Run(text=text, op=op, author=by, date=DAY if by else "", comments=comments)  # type: ignore[arg-type]


def sheet(*blocks: Block, notes: tuple[NoteBlock, ...] = ()) -> Sheet:
    return Sheet(
        masthead=Masthead(symbol="X/1", date="2009-03-12"),
        title="Harbours",
        blocks=blocks,
        notes=notes,
        against="tabled",
    )


def paragraph(*runs: Run, address: str = "1", change: str = "", old: str | None = None) -> Block:
    return Block(
        address=address,
        kind="operative",
        label=address,
        old_label=old,
        runs=runs,
        change=change,  # type: ignore[arg-type]
        author="Cuba" if change else "",
        date=DAY if change else "",
    )


MARKED = sheet(
    paragraph(
        run("Light <!--0--> every "), run("lamp[^a] ", "-"), run("*lantern*[^b] ", "+", "Why?")
    ),
    paragraph(run("Keep it[^c] &amp; so on[^a], "), run("dry", "-"), run("wet", "+"), address="2"),
    paragraph(run("Gone with its note[^d]."), address="3", change="deleted"),
    paragraph(run("Come in[^b]."), address="4", change="inserted"),
    paragraph(run("Stays[^b]."), address="5", old="4"),
    notes=tuple(
        NoteBlock(id=name, runs=(run(f"Note {name} <!--1--> "), run("old", "-"), run("new", "+")))
        for name in "abcd"
    ),
)  # fmt: skip


@pytest.fixture(scope="module")
def package() -> bytes:
    return FORMATS[".docx"].written(attributed(MARKED))


def part(package: bytes, name: str) -> str:
    return zipfile.ZipFile(io.BytesIO(package)).read(name).decode()


def changed(package: bytes, name: str, old: str, new: str) -> bytes:
    source = zipfile.ZipFile(io.BytesIO(package))
    parts = {each: source.read(each) for each in source.namelist()}
    assert old in parts[name].decode()
    parts[name] = parts[name].decode().replace(old, new, 1).encode()
    return zipped(parts, 0)


@pytest.mark.parametrize(("side", "changes"), [("clean", "accept"), ("base", "reject")])
def test_pandoc_reads_both_sides_as_we_do(package: bytes, side: Side, changes: str) -> None:
    arguments = ["-f", "docx", "-t", "json", f"--track-changes={changes}"]
    read = lines_in(program.run(arguments, package), side)
    assert read == lines_of(MARKED, side) == word_lines(package, side)


def test_words_that_look_like_our_tokens_are_words(package: bytes) -> None:
    assert "1. Light <!--0--> every lantern[^1]" in word_lines(package, "clean")
    assert "1. Light <!--0--> every lamp[^1]" in word_lines(package, "base")
    assert "<!--" not in part(package, "word/document.xml")


def test_every_change_has_an_id_of_its_own_and_its_party(package: bytes) -> None:
    assert len(ids(package)) == len(set(ids(package))) > 10
    told = signatures(package)
    assert {author for _op, author, _date in told.changes} == {
        "Norway <&\"'>",
        "Cuba",
        "SEC",
    }
    assert told.comments == (("Norway <&\"'>", DAY, "Why?"),)


def test_elements_stand_in_the_order_of_the_schema(package: bytes) -> None:
    (root,) = roots(package, "word/document.xml")
    for properties in root.iter(f"{W}pPr"):
        names = [etree.QName(each).localname for each in properties]
        assert names in (["pStyle"], ["pStyle", "rPr"])
        assert all(each.tag in (f"{W}ins", f"{W}del") for each in properties.findall(f"{W}rPr/*"))
    for text in root.iter(f"{W}run", f"{W}r"):
        names = [etree.QName(each).localname for each in text]
        assert "rPr" not in names[1:]
    for change in root.iter(f"{W}del"):
        assert not list(change.iter(f"{W}t"))
    for text in root.iter(f"{W}delText"):
        assert any(above.tag == f"{W}del" for above in text.iterancestors())
    for start in root.iter(f"{W}commentRangeStart"):
        (end,) = (
            each
            for each in root.iter(f"{W}commentRangeEnd")
            if each.get(f"{W}id") == start.get(f"{W}id")
        )
        assert end.getparent() is start.getparent()


def test_a_comment_changed_lost_or_new_is_named(package: bytes, tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    for old, new in (("Why?", "Because."), (DAY, "2008-11-05T10:12:00Z"), ("Norway", "Sweden")):
        path.write_bytes(changed(package, "word/comments.xml", old, new))
        found = prove(MARKED, path)
        assert [each.side for each in found] == ["authors", "authors"]
    path.write_bytes(package)
    assert prove(MARKED, path) == []


@pytest.mark.parametrize(
    ("part_name", "old", "new"),
    [
        ("word/document.xml", "Light", "Light</w:t><w:delText>x</w:delText><w:t>"),
        ("word/document.xml", "<w:tab/>", '<w:drawing/>'),
        ("word/document.xml", "Light", "Light</w:t><w:sym/><w:t>"),
        ("word/footnotes.xml", "Note c", "Note C"),
        ("word/document.xml", '<w:footnoteReference w:id="', '<w:footnoteReference w:id="9'),
    ],
)  # fmt: skip
def test_what_no_reader_would_show_alike_is_a_difference(
    package: bytes, tmp_path: Path, part_name: str, old: str, new: str
) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(changed(package, part_name, old, new))
    assert prove(MARKED, path)


def test_a_paragraph_whose_mark_is_gone_runs_on_into_the_next() -> None:
    word = (
        f'<w:document xmlns:w="{W[1:-1]}"><w:body>'
        '<w:p><w:pPr><w:rPr><w:del w:id="1"/></w:rPr></w:pPr><w:r><w:t>One </w:t></w:r></w:p>'
        '<w:p><w:pPr><w:rPr><w:ins w:id="2"/></w:rPr></w:pPr><w:r><w:t>two</w:t></w:r></w:p>'
        "<w:p><w:r><w:t>three</w:t><w:noBreakHyphen/><w:t>four</w:t></w:r></w:p>"
        "</w:body></w:document>"
    )
    package = zipped({"word/document.xml": word.encode()}, 0)
    assert word_lines(package, "clean") == ["One two", "three-four"]
    assert word_lines(package, "base") == ["One", "twothree-four"]


def test_what_is_no_word_file_is_unreadable() -> None:
    with pytest.raises(UnreadableInput, match="broken"):
        word_lines(b"no package", "clean")
    with pytest.raises(UnreadableInput, match="holds no"):
        word_lines(zipped({"a.xml": b"<a/>"}, 0), "clean")
    with pytest.raises(UnreadableInput, match="no XML"):
        word_lines(zipped({"word/document.xml": b"<a"}, 0), "clean")


def test_an_entity_is_never_resolved(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("kept apart")
    word = (
        f'<!DOCTYPE w [<!ENTITY x SYSTEM "{secret.as_uri()}">]>'
        f'<w:document xmlns:w="{W[1:-1]}"><w:body><w:p><w:r><w:t>a&x;</w:t></w:r></w:p></w:body>'
        "</w:document>"
    )
    lines = word_lines(zipped({"word/document.xml": word.encode()}, 0), "clean")
    assert "kept apart" not in "".join(lines)


def test_the_references_of_the_first_notes_are_not_scrambled() -> None:
    """LibreOffice 7.4 wants no reference to a comment between the first two notes."""
    first = run("One[^a] ")
    package = FORMATS[".docx"].written(
        sheet(
            paragraph(first, run("two ", "+", "Why?"), run("three[^b] four", "+", "And?")),
            notes=(NoteBlock(id="a", runs=(run("A."),)), NoteBlock(id="b", runs=(run("B."),))),
        )
    )
    document = part(package, "word/document.xml")
    second = [found.start() for found in re.finditer("<w:footnoteReference", document)][1]
    references = [found.start() for found in re.finditer("<w:commentReference", document)]
    assert len(references) == 2
    assert min(references) > second
    etree.fromstring(document.encode())


def test_letters_without_a_font_are_refused_before_a_page_is_set(tmp_path: Path) -> None:
    chinese = msgspec.structs.replace(MARKED, blocks=(paragraph(run("中文 and more")),))
    with pytest.raises(DraftraceError, match="no font for 2 of the letters"):
        FORMATS[".pdf"].written(chinese)
    turned = msgspec.structs.replace(MARKED, blocks=(paragraph(run("Ships \u202eshall")),))
    with pytest.raises(DraftraceError, match=r"U\+202E \(right-to-left override\).*“Ships”"):
        FORMATS[".pdf"].written(turned)
    russian = msgspec.structs.replace(MARKED, blocks=(paragraph(run("Привет, Ελλάδα, żółć")),))
    assert FORMATS[".pdf"].written(russian)


def test_words_a_party_took_back_itself_leave_no_mark_and_come_in_again(tmp_path: Path) -> None:
    """LibreOffice keeps words that one name inserted and deleted; Word takes them out at once."""
    gone = Run(text="dry *and* ", op="±", author="Peru", date=DAY, taker="Peru", taken=LATER)
    passed = msgspec.structs.replace(gone, text="wet ", taker="Cuba")
    told = attributed(sheet(paragraph(run("Keep it "), gone, passed, run("safe."))))
    path = tmp_path / "marked.docx"
    write(told, path, as_="marked")
    package = path.read_bytes()
    (body,) = roots(package, "word/document.xml")
    assert "dry" not in "".join(body.itertext())
    names = (each.get(f"{W}author") for each in body.iter(f"{W}ins", f"{W}del"))
    assert set(names) == {"Peru", "Cuba"}
    for side in ("clean", "base"):
        assert word_lines(package, side)[-1] == "1. Keep it safe."
    came = [
        (r.text, r.italic, r.inserted.date, r.deleted.author)
        for p in read(path).paragraphs
        for r in p.runs
        if r.inserted and r.deleted
    ]
    assert came == [
        ("dry ", False, DAY, "Peru"),
        ("and", True, DAY, "Peru"),
        (" ", False, DAY, "Peru"),
        ("wet ", False, DAY, "Cuba"),
    ]


def test_words_that_came_and_went_in_a_note_leave_no_mark_there(tmp_path: Path) -> None:
    """LibreOffice leaves them standing in a note when all is accepted; they come in again."""
    passed = Run(text="wet ", op="±", author="Peru", date=DAY, taker="Cuba", taken=LATER)
    note = NoteBlock(id="a", runs=(run("See the "), passed, run("quays.")))
    cited = sheet(paragraph(run("Keep it safe.[^a]")), notes=(note,))
    write(attributed(cited), path := tmp_path / "noted.docx", as_="marked")
    (notes,) = roots(path.read_bytes(), "word/footnotes.xml")
    assert "wet" not in "".join(notes.itertext())
    came = [
        (r.text, r.inserted.author, r.deleted.author)
        for runs in read(path).notes.values()
        for r in runs
        if r.inserted and r.deleted
    ]
    assert came == [("wet ", "Peru", "Cuba")]
