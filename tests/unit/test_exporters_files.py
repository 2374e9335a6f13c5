"""Word and HTML files: what they hold, and that a changed one is found out."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import docx
import msgspec
import pdfplumber
import pytest

from draftrace.errors import DraftraceError, UsageError
from draftrace.exporters import (
    Block,
    Comment,
    Masthead,
    NoteBlock,
    Run,
    Sheet,
    prove,
    write,
)
from draftrace.exporters.formats import REFERENCE
from draftrace.exporters.readback import lines_of
from draftrace.exporters.restyle import reference
from draftrace.exporters.sheet import clean
from draftrace.readers import files
from draftrace.text.documents import Kind

DAY = "2008-11-03T10:12:00Z"


def said(text: str, op: str = "=", by: str = "", why: str = "") -> Run:
    comments = (Comment(author=by, date=DAY, text=why),) if why else ()
    return Run(text=text, op=op, author=by, date=DAY if by else "", comments=comments)  # type: ignore[arg-type]


def harbour() -> Sheet:
    blocks = (
        Block(address="PD/title", kind="title", runs=(said("Declaration on harbours"),)),
        Block(
            address="PD/PP1",
            kind="preambular",
            runs=(
                said("*Recalling* its statement[^then] and "),
                said("the ", "-", "Norway"),
                said("its ", "+", "Norway", "The annex <is> ours & nobody's."),
                said("annex,"),
            ),
        ),
        Block(address="h:I", kind="heading", label="I", runs=(said("General [measures][steps]"),)),
        Block(
            address="1",
            kind="operative",
            label="1",
            runs=(
                said("*Calls upon* States to light "),
                said("every harbour", "-", "Mexico"),
                said("main harbours[^size]", "+", "Mexico"),
                said(" by 2012:"),
            ),
        ),
        Block(
            address="1(a) bis",
            kind="item",
            level=2,
            label="(a)",
            change="inserted",
            author="European Union",
            date=DAY,
            runs=(said("By painting the posts[^paint] *bright*;"),),
            comments=(Comment(author="European Union", date=DAY, text="Agreed in the group."),),
        ),
        Block(
            address="1(a)",
            kind="item",
            level=2,
            label="(b)",
            old_label="(a)",
            runs=(said("By training wardens, as appropriate[^then];"),),
        ),
        Block(
            address="2",
            kind="operative",
            label="2",
            change="deleted",
            author="Cuba",
            date=DAY,
            runs=(said("*Decides* to drop it[^gone] \\* \\[^x] {+ =1+1 <b>"),),
        ),
        Block(address="p:1", kind="paragraph", runs=(said("It is so decided.[^paint]"),)),
        Block(
            address="3",
            kind="operative",
            label="3",
            change="inserted",
            author="Mexico",
            date=DAY,
            runs=(said("Last of all."),),
        ),
    )
    notes = (
        NoteBlock(
            id="then",
            runs=(
                said("Statement of "),
                said("1998", "-", "Cuba"),
                said("1999", "+", "Cuba"),
                said("."),
            ),
        ),
        NoteBlock(id="size", runs=(said("Above *ten* berths."),)),
        NoteBlock(id="paint", runs=(said("White."),)),
        NoteBlock(id="gone", runs=(said("A note that goes."),)),
    )
    masthead = Masthead(
        symbol="HARB/2009/L.1",
        organ="Harbour Conference",
        distribution="General",
        date="2009-03-12",
        language="English",
        revision="Rev.1",
        seal="ab" * 32,
        notice="Sample, not a United Nations document",
    )
    return Sheet(masthead=masthead, title="Harbours", blocks=blocks, notes=notes, against="tabled")


def member(path: Path, name: str) -> str:
    return zipfile.ZipFile(path).read(name).decode()


def rewritten(path: Path, name: str, old: str, new: str) -> Path:
    """A copy of the package with one member changed."""
    source = zipfile.ZipFile(path)
    copy = path.with_name("altered.docx")
    with zipfile.ZipFile(copy, "w") as target:
        for each in source.namelist():
            content = source.read(each)
            if each == name:
                assert old in content.decode()
                content = content.decode().replace(old, new, 1).encode()
            target.writestr(each, content)
    return copy


@pytest.fixture(scope="module")
def marked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("out") / "marked.docx"
    write(harbour(), path, as_="marked")
    return path


def test_the_two_sides_as_lines() -> None:
    assert lines_of(harbour(), "clean") == [
        "Declaration on harbours",
        "Recalling its statement[^1] and its annex,",
        "I. General [measures][steps]",
        "1. Calls upon States to light main harbours[^2] by 2012:",
        "(a) By painting the posts[^3] bright;",
        "(b) By training wardens, as appropriate[^1];",
        "It is so decided.[^3]",
        "3. Last of all.",
        "Statement of 1999.",
        "Above ten berths.",
        "White.",
    ]
    assert lines_of(harbour(), "base")[3:] == [
        "1. Calls upon States to light every harbour by 2012:",
        "(a) By training wardens, as appropriate[^1];",
        "2. Decides to drop it[^2] * [^x] {+ =1+1 <b>",
        "It is so decided.[^3]",
        "Statement of 1998.",
        "A note that goes.",
        "White.",
    ]


@pytest.mark.parametrize("suffix", [".docx", ".html", ".odt", ".pdf"])
@pytest.mark.parametrize("as_", ["clean", "marked"])
def test_every_file_is_proved_and_its_bytes_repeat(tmp_path: Path, suffix: str, as_: str) -> None:
    first = write(harbour(), tmp_path / f"one{suffix}", as_=as_)  # type: ignore[arg-type]
    again = write(harbour(), tmp_path / f"two{suffix}", as_=as_)  # type: ignore[arg-type]
    assert first.sha256 == again.sha256
    assert first.bytes == (tmp_path / f"one{suffix}").stat().st_size
    proved = harbour() if as_ == "marked" else clean(harbour())
    assert prove(proved, first.path) == []


def test_word_holds_real_changes_by_sponsor_with_unique_ids(marked: Path) -> None:
    document, notes = (member(marked, f"word/{part}.xml") for part in ("document", "footnotes"))
    ids = re.findall(r"<w:(?:ins|del) w:id=\"(\d+)\"", document + notes)
    assert len(ids) == len(set(ids)) > 10
    assert 'w:author="European Union" w:date="2008-11-03T10:12:00Z"' in document
    assert len(re.findall(r"<w:rPr><w:ins [^>]*/></w:rPr></w:pPr>", document)) == 2
    assert len(re.findall(r"<w:rPr><w:del [^>]*/></w:rPr></w:pPr>", document)) == 1


def test_deleted_text_stands_in_deletions_only(marked: Path) -> None:
    for part in ("document", "footnotes"):
        outside = re.sub(r"<w:del .*?</w:del>", "", member(marked, f"word/{part}.xml"), flags=re.S)
        assert "delText" not in re.sub(r"<w:del [^>]*/>", "", outside)


def test_python_docx_reads_the_clean_file(tmp_path: Path) -> None:
    written = write(harbour(), tmp_path / "clean.docx")
    paragraphs = [each.text for each in docx.Document(str(written.path)).paragraphs]
    assert paragraphs == [
        "Declaration on harbours",
        "Recalling its statement and its annex,",
        "I.\tGeneral [measures][steps]",
        "1.\tCalls upon States to light main harbours by 2012:",
        "(a)\tBy painting the posts bright;",
        "(b)\tBy training wardens, as appropriate1;",
        "It is so decided.3",
        "3.\tLast of all.",
    ]


def test_masthead_stands_in_the_header_and_the_seal_in_the_foot(marked: Path) -> None:
    section = docx.Document(str(marked)).sections[0]
    head = [each.text for each in section.first_page_header.paragraphs]
    assert head[:3] == ["Harbour Conference\tHARB/2009/L.1", "Distr.: General", "12 March 2009"]
    foot = "\n".join(each.text for each in section.footer.paragraphs)
    assert "Changes against tabled." in foot
    assert "ab" * 32 in foot
    assert "{" not in "".join(head) + foot


def test_reasons_are_word_comments_by_their_author(marked: Path) -> None:
    comments = [(each.author, each.text) for each in docx.Document(str(marked)).comments]
    assert comments == [
        ("Norway", "The annex <is> ours & nobody's."),
        ("European Union", "Agreed in the group."),
    ]


@pytest.mark.parametrize(
    ("part", "old", "new", "side"),
    [
        ("document", "main harbours", "minor harbours", "clean"),
        ("document", "every harbour", "each harbour", "base"),
        ("document", "as appropriate", "as appropriate,", "clean"),
        ("document", ">3.<", ">4.<", "clean"),
        ("document", 'w:author="Norway"', 'w:author="Sweden"', "authors"),
        ("document", "2008-11-03T10:12:00Z", "2008-11-04T10:12:00Z", "authors"),
        ("footnotes", "1998", "1997", "base"),
        ("footnotes", "White", "Whiter", "clean"),
    ],
)
def test_one_changed_word_in_word_is_named(
    marked: Path, part: str, old: str, new: str, side: str
) -> None:
    altered = rewritten(marked, f"word/{part}.xml", old, new)
    found = prove(harbour(), altered)
    assert found
    assert side in {each.side for each in found}


def test_a_lost_paragraph_mark_is_named(marked: Path) -> None:
    mark = re.search(r"<w:rPr><w:del [^>]*/></w:rPr>", member(marked, "word/document.xml"))
    assert mark is not None
    altered = rewritten(marked, "word/document.xml", mark[0], "")
    found = [(each.side, each.expected) for each in prove(harbour(), altered)]
    assert ("authors", f"- Cuba {DAY}") in found


def test_one_changed_word_in_html_is_named(tmp_path: Path) -> None:
    written = write(harbour(), tmp_path / "marked.html", as_="marked")
    page = written.path.read_text("utf-8")
    written.path.write_text(page.replace("every harbour", "each harbour"), "utf-8")
    assert [(each.side, each.line) for each in prove(harbour(), written.path)] == [("base", 4)]


def test_html_is_one_page_that_asks_nobody_and_shows_text_as_text(tmp_path: Path) -> None:
    page = write(harbour(), tmp_path / "m.html", as_="marked").path.read_text("utf-8")
    assert not re.search(r"<script|<link|src=|url\(|@import|http://|https://", page)
    assert "&lt;b&gt;" in page
    assert '<span class="marker">{-</span>every harbour<span class="marker">-}</span></del>' in page
    assert "(Mexico)" in page


def test_no_rank_of_headings_is_passed_over(tmp_path: Path) -> None:
    ranks: list[tuple[Kind, int]] = [("heading", 1), ("title", 1), ("heading", 2), ("heading", 1)]
    blocks = tuple(
        Block(address=f"h:{n}", kind=kind, level=level, runs=(said(f"Part {n}"),))
        for n, (kind, level) in enumerate(ranks)
    )
    sheet = msgspec.structs.replace(harbour(), title="Wells", blocks=blocks, notes=())
    write(sheet, tmp_path / "ranks.html")
    shown = re.findall(r"<h([1-6])", (tmp_path / "ranks.html").read_text("utf-8"))
    assert shown == ["1", "2", "2", "3", "3"]


def test_an_existing_file_is_kept_unless_forced(tmp_path: Path) -> None:
    path = tmp_path / "text.html"
    path.write_text("mine")
    with pytest.raises(DraftraceError, match="exists already"):
        write(harbour(), path)
    assert path.read_text() == "mine"
    write(harbour(), path, force=True)
    assert path.read_text() != "mine"
    assert [each.name for each in tmp_path.iterdir()] == ["text.html"]


@pytest.mark.parametrize(
    ("name", "message"), [("missing/x.docx", "no folder"), ("x.pages", "cannot be written")]
)
def test_impossible_places_are_refused(tmp_path: Path, name: str, message: str) -> None:
    with pytest.raises(DraftraceError, match=message):
        write(harbour(), tmp_path / name)
    assert list(tmp_path.iterdir()) == []


def test_unknown_suffix_is_a_usage_error(tmp_path: Path) -> None:
    with pytest.raises(UsageError) as refusal:
        write(harbour(), tmp_path / "x.exe")
    assert ".docx" in refusal.value.hint


def test_the_packaged_reference_is_what_the_script_makes() -> None:
    packaged = zipfile.ZipFile(REFERENCE)
    made = zipfile.ZipFile(io.BytesIO(reference()))
    assert {name: packaged.read(name) for name in packaged.namelist()} == {
        name: made.read(name) for name in made.namelist()
    }


_LEVELS = ("operative", "item", "subitem", "deepitem")


def _margin(pattern: str, styles: str) -> float:
    found = re.search(pattern + "([0-9.]+)", styles, re.DOTALL)
    return float(found[1]) if found else 0.0


@pytest.mark.parametrize("suffix", ["docx", "odt", "html", "pdf", "txt"])
def test_four_levels_of_items_are_indented_one_behind_the_other(
    tmp_path: Path, suffix: str
) -> None:
    kinds: list[tuple[Kind, str]] = [("operative", "1"), ("item", "(a)")]
    kinds += [("subitem", "(i)"), ("subitem", "a.")]
    blocks = tuple(
        Block(address=label, kind=kind, level=level, label=label, runs=(said(f"Lamp{level};"),))
        for level, (kind, label) in enumerate(kinds, 1)
    )
    path = tmp_path / f"deep.{suffix}"
    left: list[float]
    write(msgspec.structs.replace(harbour(), blocks=blocks, notes=()), path)
    if suffix == "txt":
        lines = path.read_text("utf-8").splitlines()
        left = [
            next(line.index("Lamp") for line in lines if f"Lamp{n}" in line) for n in range(1, 5)
        ]
    elif suffix == "pdf":
        with pdfplumber.open(path) as file:
            words = {word["text"]: word["x0"] for word in file.pages[0].extract_words()}
        left = [words[f"Lamp{n};"] for n in range(1, 5)]
    elif suffix == "docx":
        styles = [each.style for each in docx.Document(str(path)).paragraphs if "Lamp" in each.text]
        left = [style.paragraph_format.left_indent for style in styles if style is not None]
    elif suffix == "odt":
        told = member(path, "content.xml").replace('Leading">', '">')
        named = re.findall(r'style-name="(\w+)">[^<]*<text:tab/>Lamp', told)
        left = [
            _margin(f'style:name="{each}".*?margin-left="', member(path, "styles.xml"))
            for each in named
        ]
    else:
        page = path.read_text("utf-8")
        left = [_margin(rf"\.{each} {{ margin-left: ", page) for each in _LEVELS]
        for each in ("item leads", "subitem leads", "subitem deepitem"):
            assert f'class="{each}"' in page
    assert len(left) == 4
    assert left == sorted(set(left))


@pytest.mark.parametrize("suffix", [".docx", ".html", ".md", ".odt", ".txt"])
def test_a_note_cited_twice_side_by_side_is_proved(tmp_path: Path, suffix: str) -> None:
    blocks = tuple(
        Block(address=a, kind="paragraph", runs=(Run(text=text),))
        for a, text in (("1", "first[^a]"), ("2", "again[^a][^a] and[^a]"))
    )
    notes = (NoteBlock(id="a", runs=(Run(text="The note."),)),)
    sheet = Sheet(masthead=Masthead(symbol="X/1"), title="", blocks=blocks, notes=notes)
    assert write(sheet, tmp_path / f"twice{suffix}").bytes > 0


@pytest.mark.parametrize("suffix", [".md", ".docx", ".odt", ".html", ".txt"])
def test_a_draft_that_goes_by_its_symbol_prints_no_title(tmp_path: Path, suffix: str) -> None:
    """Its symbol above the text would be read as a title of it."""
    words = ("Light every harbour;", "Meet again.")
    blocks = tuple(
        Block(address=str(n), kind="operative", label=str(n), runs=(said(text),))
        for n, text in enumerate(words, 1)
    )
    seal = "a1" * 32
    masthead = Masthead(symbol="L.1/Rev.1", date="2030-03-01", revision="Rev.1", seal=seal)
    path = tmp_path / f"clean{suffix}"
    write(Sheet(masthead=masthead, title="L.1", blocks=blocks), path, as_="clean")
    assert tuple(p.wording for p in files.read(path).provisions) == words
