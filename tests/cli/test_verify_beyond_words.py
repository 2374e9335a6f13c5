"""What a file shows besides the words that are read of it is no secret of who verifies it."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import pytest

from cli.kit import Desk

DRAFT = """\
# Declaration on Harbours

1. *Reaffirm* our duty to keep every harbour lit;[^1]

2. *Decide* to meet again.

[^1]: Resolution 53/115, annex.
"""
STRUCK, HIDDEN = "struck out by its look alone", "hidden by its look alone"
MEET = '<w:t xml:space="preserve"> to meet again.</w:t></w:r>'
BOX = "<w:r><w:pict><w:txbxContent><w:p><w:r><w:t>Not so.</w:t></w:r></w:p></w:txbxContent>"
BOX += "</w:pict></w:r>"
PICTURE = "<w:r><w:drawing/></w:r>"
DATE = '<w:fldSimple w:instr="DATE"><w:r><w:t>Monday</w:t></w:r></w:fldSimple>'
LOOK = f"<w:rPr>{{}}</w:rPr>{MEET}"
LINE = (
    '<style:style style:name="T99" style:family="text">'
    '<style:text-properties style:text-line-through-style="solid"/></style:style>'
)
UNSEEN = (
    '<style:style style:name="T98" style:family="text">'
    '<style:text-properties text:display="none"/></style:style>'
)
FRAME = (
    '<draw:frame xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0">'
    "<draw:text-box><text:p>Not so.</text:p></draw:text-box></draw:frame>"
)


@pytest.fixture
def harbour(fresh: Desk, tmp_path: Path) -> Desk:
    (tmp_path / "harbour.md").write_text(DRAFT, encoding="utf-8")
    fresh.done("table", "../harbour.md")
    for suffix in ("docx", "odt", "html"):
        fresh.done("export", "--revision", "tabled", "--to", f"issued.{suffix}")
    return fresh


def altered(desk: Desk, name: str, *changes: tuple[str, str]) -> str:
    """An issued file, some of its XML written otherwise."""
    part = "word/document.xml" if name.endswith("docx") else "content.xml"
    with zipfile.ZipFile(desk.folder / f"issued.{name}") as issued:
        parts = {each: issued.read(each) for each in issued.namelist()}
    told = parts[part].decode()
    for old, new in changes:
        assert old in told, old
        told = told.replace(old, new)
    parts[part] = told.encode()
    with zipfile.ZipFile(desk.folder / f"altered.{name}", "w") as written:
        for each, content in parts.items():
            written.writestr(each, content)
    return f"altered.{name}"


@pytest.mark.parametrize(
    ("name", "changes", "told"),
    [
        ("docx", [(MEET, LOOK.format("<w:strike/>"))], ("2", STRUCK, "-to meet again.")),
        ("docx", [(MEET, LOOK.format("<w:vanish/>"))], ("2", HIDDEN, "-to meet again.")),
        ("docx", [(MEET, MEET + BOX)], ("2", "new", "+Not so.")),
        ("docx", [(MEET, MEET + PICTURE)], ("2", "new", "+<picture>")),
        ("docx", [(MEET, MEET + DATE)], ("2", "new", "+Monday")),
        (
            "docx",
            [("<w:sectPr", "<w:altChunk/><w:sectPr")],
            ("after 2", "new", "+<another file set into this one>"),
        ),
        (
            "odt",
            [
                ("</office:automatic-styles>", f"{LINE}</office:automatic-styles>"),
                ("/>to meet", '/><text:span text:style-name="T99">to meet</text:span>'),
            ],
            ("2", STRUCK, "-to meet"),
        ),
        ("odt", [("/>to meet", f"/>to {FRAME}meet")], ("2", "new", "+Not so.")),
        (
            "odt",
            [
                ("</office:automatic-styles>", f"{UNSEEN}</office:automatic-styles>"),
                ("/>to meet", '/><text:span text:style-name="T98">to meet</text:span>'),
            ],
            ("2", HIDDEN, "-to meet"),
        ),
    ],
    ids=[
        *("struck", "hidden", "box", "picture", "field", "file", "struck odt", "box odt"),
        "hidden odt",
    ],
)
def test_what_no_reading_of_the_words_tells_is_named(
    harbour: Desk, name: str, changes: list[tuple[str, str]], told: tuple[str, str, str]
) -> None:
    file = altered(harbour, name, *changes)
    found = harbour("verify", file, "--against", "tabled", "--json")
    assert found.code == 1
    (each,) = found.json["differences"]
    redline = "".join(f"{op}{text}" for op, text in each["redline"])
    assert (each["address"], each["change"], redline) == told
    plainly = harbour("verify", file, "--against", "tabled").out.splitlines()[0]
    assert plainly == (f"{told[0]}  {told[1]}" if " " in told[1] else told[0])


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("to meet", "to <s>meet</s>", ("2", STRUCK, "-meet")),
        ("to meet", "to <b style='text-decoration: line-through'>meet</b>", ("2", STRUCK, "-meet")),
        ("to meet", "to <i hidden>meet</i>", ("2", HIDDEN, "-meet")),
        ("53/115", "<s>53/115</s>", ("note:1", STRUCK, "-53/115")),
        ("to meet", "to <svg><text>never</text></svg> meet", ("2", "new", "+never")),
        ("to meet", "to <input value='never'> meet", ("2", "new", "+never")),
        ("to meet", "to <script>document.write(1)</script> meet", ("2", "new", "+<script>")),
        ("</style>", "p::after{content:'not so'}</style>", ("beside the text", "new", "+not so")),
    ],
    ids=["s", "line-through", "hidden", "note", "svg", "input", "script", "style"],
)
def test_what_a_page_shows_besides_is_named(
    harbour: Desk, old: str, new: str, told: tuple[str, str, str]
) -> None:
    page = (harbour.folder / "issued.html").read_text("utf-8")
    assert old in page
    (harbour.folder / "altered.html").write_text(page.replace(old, new), "utf-8")
    found = harbour("verify", "altered.html", "--against", "tabled", "--json")
    (each,) = found.json["differences"]
    redline = "".join(f"{op}{text}" for op, text in each["redline"])
    assert (each["address"], each["change"], redline) == told


@pytest.mark.parametrize(
    ("rule", "told"),
    [
        (".gone { Display: none }", HIDDEN),
        ("p i.gone, h9 { visibility:hidden; }", HIDDEN),
        ("/* no */ #gone { font-size: 0 } @media print { i { color: red } }", HIDDEN),
        ("p > i { text-decoration: line-through }", STRUCK),
        ("i.gone:hover, h1 i, b, .gone.not { display: none }", ""),
        ("@media print { .gone { display: none } b { color: red } } i { color: red }", ""),
    ],
)
def test_what_a_style_sheet_hides_or_strikes_is_named(harbour: Desk, rule: str, told: str) -> None:
    page = (harbour.folder / "issued.html").read_text("utf-8")
    page = page.replace("to meet", "to <i class='a gone' id=gone>meet</i>")
    page = page.replace("</style>", f"{rule}</style>")
    (harbour.folder / "altered.html").write_text(page, "utf-8")
    found = harbour("verify", "altered.html", "--against", "tabled", "--json").json["differences"]
    looks = [each for each in found if each["change"] in (HIDDEN, STRUCK)]
    named = [(e["address"], e["change"], e["redline"]) for e in looks]
    assert named == ([("2", told, [["-", "meet"]])] if told else [])


def test_a_hidden_section_is_named(harbour: Desk) -> None:
    """Of an ODT file: the whole paragraph, whatever program would show of it."""
    with zipfile.ZipFile(harbour.folder / "issued.odt") as issued:
        content = issued.read("content.xml").decode()
    (there,) = [
        p for p in re.findall(r"<text:p\b(?:(?!</text:p>).)*</text:p>", content) if "to meet" in p
    ]
    hidden = f'<text:section text:name="S" text:display="none">{there}</text:section>'
    file = altered(harbour, "odt", (there, hidden))
    found = harbour("verify", file, "--against", "tabled", "--json")
    assert [(e["address"], e["change"]) for e in found.json["differences"]] == [("2", HIDDEN)]


def test_a_style_sheet_that_is_not_in_the_page_is_named(harbour: Desk) -> None:
    page = (harbour.folder / "issued.html").read_text("utf-8")
    linked = page.replace("<head>", "<head><link rel=Stylesheet href=other.css>")
    (harbour.folder / "altered.html").write_text(linked, "utf-8")
    found = harbour("verify", "altered.html", "--against", "tabled", "--json")
    assert [each["redline"] for each in found.json["differences"]] == [[["+", "<link>"]]]


def test_an_issued_file_shows_nothing_besides(harbour: Desk) -> None:
    for suffix in ("docx", "odt", "html"):
        harbour.done("verify", f"issued.{suffix}", "--against", "tabled")
