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
TO_MEET = "-to meet again."
CITED = '<w:footnoteReference w:id="9" '
BOX = "<w:r><w:pict><w:txbxContent><w:p><w:r><w:t>Not so.</w:t></w:r></w:p></w:txbxContent>"
BOX += "</w:pict></w:r>"
PICTURE = "<w:r><w:drawing/></w:r>"
DATE = '<w:fldSimple w:instr="DATE"><w:r><w:t>Monday</w:t></w:r></w:fldSimple>'
LOOK = f"<w:rPr>{{}}</w:rPr>{MEET}"
TO = '<w:t xml:space="preserve"> to meet</w:t></w:r>'
AGAIN = '<w:r><w:t xml:space="preserve"> again.</w:t></w:r>'
CODE = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>{}</w:instrText></w:r>'
PARTED = '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
ENDED = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
FILL = "<w14:textFill xmlns:w14='http://schemas.microsoft.com/office/word/2010/wordml'>"
FILL += "<w14:noFill/></w14:textFill>"
FONT = '<w:rFonts w:ascii="Wingdings" w:hAnsi="Wingdings"/>'
LINES = '<w:spacing w:line="20" w:lineRule="exact"/>'
FIELDS = '<text:user-field-decls><text:user-field-decl text:name="v" office:value-type="string" '
FIELDS += 'office:string-value="never"/></text:user-field-decls>'


def computed(code: str) -> list[tuple[str, str]]:
    """The last word of the second paragraph as the result of a field."""
    return [(MEET, f"{TO}{CODE.format(code)}{PARTED}{AGAIN}{ENDED}")]


LINE = (
    '<style:style style:name="T99" style:family="text">'
    '<style:text-properties style:text-line-through-style="solid"/></style:style>'
)
UNSEEN = (
    '<style:style style:name="T98" style:family="text">'
    '<style:text-properties text:display="none"/></style:style>'
)
GONE = '<w:style w:type="character" w:styleId="Gone"><w:name w:val="Gone"/>{}</w:style></w:styles>'
LIST = (
    '<w:abstractNum w:abstractNumId="55"><w:lvl w:ilvl="0"><w:numFmt w:val="{}"/>'
    '<w:lvlText w:val="%1."/></w:lvl></w:abstractNum>'
    '<w:num w:numId="77"><w:abstractNumId w:val="55"/></w:num></w:numbering>'
)
SECOND = '</w:pPr><w:r><w:t xml:space="preserve">2.</w:t>'
IN_LIST = f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="77"/></w:numPr>{SECOND}'
ODT_LOOK = (
    '<style:style style:name="T97" style:family="text"><style:text-properties {}/></style:style>'
)
ODT_SECOND = '<text:p text:style-name="OperativeParagraph">2.'
LAST = "to meet again.</text:p>"
SOURCE = '<text:section-source xmlns:xlink="http://www.w3.org/1999/xlink" xlink:href="x.odt"/>'
SHAPE = '<draw:custom-shape xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0">'
SHAPE += "<text:p>Not so.</text:p></draw:custom-shape>"
INDEX = "<text:table-of-content><text:index-body><text:p>Not so.</text:p></text:index-body>"
INDEX += "</text:table-of-content>"


def looking(properties: str, words: str = "to meet") -> list[tuple[str, str]]:
    """Words of the second paragraph of the ODT file in another look."""
    return [
        ("</office:automatic-styles>", f"{ODT_LOOK.format(properties)}</office:automatic-styles>"),
        ("/>to meet", f'/><text:span text:style-name="T97">{words}</text:span>'),
    ]


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
    """An issued file, some of its XML written otherwise: in its text, else where it stands."""
    body = "word/document.xml" if name.endswith("docx") else "content.xml"
    with zipfile.ZipFile(desk.folder / f"issued.{name}") as issued:
        parts = {each: issued.read(each) for each in issued.namelist()}
    for old, new in changes:
        part = next(each for each in (body, *parts) if old.encode() in parts[each])
        parts[part] = parts[part].replace(old.encode(), new.encode())
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
        ("docx", [(MEET, LOOK.format('<w:color w:val="FFFFFF"/>'))], ("2", HIDDEN, TO_MEET)),
        ("docx", [(MEET, LOOK.format('<w:sz w:val="2"/>'))], ("2", HIDDEN, TO_MEET)),
        (
            "docx",
            [
                (MEET, LOOK.format('<w:rStyle w:val="Gone"/><w:color w:val="000000"/>')),
                ("</w:styles>", GONE.format("<w:rPr><w:vanish/></w:rPr>")),
            ],
            ("2", HIDDEN, TO_MEET),
        ),
        (
            "docx",
            [(SECOND, IN_LIST), ("</w:numbering>", LIST.format("decimal"))],
            ("2", "new", "+<number of a list>"),
        ),
        (
            "docx",
            [(f"{CITED}/>", f'{CITED} w:customMarkFollows="1"/><w:t>7</w:t>')],
            ("1", "new", "+7"),
        ),
        ("docx", computed('QUOTE " never."'), ("2", "new", "+never.")),
        ("docx", computed('IF 1 = 1 " never." " again."'), ("2", "new", "+never.")),
        ("docx", computed('DATE \\@ "d MMMM"'), ("2", "new", '+<DATE \\@ "d MMMM">')),
        (
            "docx",
            [(MEET, MEET + CODE.format("MACROBUTTON x never") + ENDED)],
            ("2", "new", "+<MACROBUTTON x never>"),
        ),
        ("docx", [(MEET, f'{TO}<w:bdo w:val="rtl">{AGAIN}</w:bdo>')], ("2", HIDDEN, "-again.")),
        ("docx", [(MEET, LOOK.format(FONT))], ("2", HIDDEN, TO_MEET)),
        ("docx", [(MEET, LOOK.format(FILL))], ("2", HIDDEN, TO_MEET)),
        ("docx", [(MEET, LOOK.format('<w:w w:val="1"/>'))], ("2", HIDDEN, TO_MEET)),
        (
            "docx",
            [(MEET, LOOK.format('<w:color w:val="0000ff"/><w:shd w:fill="0000FF"/>'))],
            ("2", HIDDEN, TO_MEET),
        ),
        ("docx", [(SECOND, LINES + SECOND)], ("2", HIDDEN, "-2.Decide to meet again.")),
        ("docx", [(MEET, f"{MEET}<w:r><w:dayLong/></w:r>")], ("2", "new", "+<dayLong>")),
        (
            "docx",
            [(MEET, f'{MEET}<w:ins w:author="x">{AGAIN}</w:ins>')],
            ("2", "new", "+again."),
        ),
        (
            "odt",
            [
                (ODT_SECOND, FIELDS + ODT_SECOND),
                ("/>to meet", '/>to <text:user-field-get text:name="v">meet</text:user-field-get>'),
            ],
            ("2", "new", "+never"),
        ),
        ("odt", [("/>to meet", "/>to <text:title>meet</text:title>")], ("2", "new", "+<title>")),
        (
            "odt",
            [
                (ODT_SECOND, f'<text:section text:name="S">{SOURCE}{ODT_SECOND}'),
                (LAST, f"{LAST}</text:section>"),
            ],
            ("2", "new", "+<another file set into this one>"),
        ),
        ("odt", [("/>to meet", f"/>to {SHAPE}meet")], ("2", "new", "+Not so.")),
        ("odt", looking('style:font-name="Wingdings"'), ("2", HIDDEN, "-to meet")),
        ("odt", looking('style:text-scale="1%"'), ("2", HIDDEN, "-to meet")),
        (
            "odt",
            looking('fo:color="#0000ff" fo:background-color="#0000FF"'),
            ("2", HIDDEN, "-to meet"),
        ),
        ("odt", looking('fo:color="#ffffff"'), ("2", HIDDEN, "-to meet")),
        ("odt", looking('fo:font-size="1pt"'), ("2", HIDDEN, "-to meet")),
        ("odt", looking('style:text-line-through-type="double"'), ("2", STRUCK, "-to meet")),
        ("odt", [("/>to meet", "/><text:meta>not</text:meta> to meet")], ("2", "new", "+not")),
        (
            "odt",
            [("/>to meet", '/>to <text:hidden-text text:string-value="not"/>meet')],
            ("2", "new", "+not"),
        ),
        ("odt", [(ODT_SECOND, f"{INDEX}{ODT_SECOND}")], ("2", "new", "+Not so.")),
        (
            "odt",
            [
                (ODT_SECOND, f"<text:list><text:list-item>{ODT_SECOND}"),
                (
                    "to meet again.</text:p>",
                    "to meet again.</text:p></text:list-item></text:list>",
                ),
            ],
            ("2", "new", "+<number of a list>"),
        ),
        (
            "odt",
            [("<text:note-citation>", '<text:note-citation text:label="7">')],
            ("1", "new", "+7"),
        ),
    ],
    ids=[
        *("struck", "hidden", "box", "picture", "field", "file", "struck odt", "box odt"),
        *("hidden odt", "white", "tiny", "by style", "number beside the typed", "mark of a note"),
        *("quote", "if", "date", "macro button", "turned around", "pictures", "no colour"),
        *(
            "narrow",
            "colour of the ground",
            "no lines",
            "unknown element",
            "change without a number",
        ),
        *("field odt", "title odt", "linked section odt", "shape odt", "pictures odt"),
        *("narrow odt", "colour of the ground odt"),
        *("white odt", "tiny odt", "struck by type odt", "meta odt", "condition odt", "index odt"),
        *("number beside the typed odt", "mark of a note odt"),
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
        ("</style>", "p::after{content:attr(id)}</style>", ("beside the text", "new", "+<attr>")),
        ("</style>", "p{list-style:'n\\6ft'}</style>", ("beside the text", "new", "+not")),
        ("</style>", "@import 'x';</style>", ("beside the text", "new", "+<@import>")),
        ("to meet", "to <details>meet</details>", ("2", HIDDEN, "-meet")),
        ("to meet", "to <template>meet</template>", ("2", HIDDEN, "-meet")),
        ("to meet", "to <font color=White>meet</font>", ("2", HIDDEN, "-meet")),
        ("to meet", "to <i aria-label=never>meet</i>", ("2", "new", "+never")),
        ("to meet", "to <img src=never.png>meet", ("2", "new", "+<img>")),
        ("<body>", "<body onload='never()'>", ("beside the text", "new", "+<onload>")),
        ("<main>", "<main><nav>not so</nav>", ("above the title", "new", "+not so")),
        ("<sup>1</sup>", "<sup>2</sup>", ("1", "new", "+2")),
        ('<li id="fn1">', '<li id="fn1" value=7>', ("note:1", "new", "+value 7")),
        (
            '<div id="2" class="operative">',
            "<ol><li value=9><div id=2 class=operative>",
            ("2", "new", "+<9 of a list>"),
        ),
    ],
    ids=[
        *("s", "line-through", "hidden", "note", "svg", "input", "script", "style"),
        *("computed", "bullet", "import", "closed", "template", "white", "spoken", "picture"),
        *("deed", "loose", "number of a note", "note of another number", "number beside the typed"),
    ],
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
        ("h1 i, b, .gone.not, i.gone::after { display: none }", ""),
        ("@media print { .gone { display: none } b { color: red } } i { color: red }", HIDDEN),
        ("p { & i:not(:hover) { display: none } }", HIDDEN),
        ("b ~ i[title], b + i:nth-child(2) { opacity: 0.0 }", HIDDEN),
        (":root { --x: none } .g\\6fne { d\\69splay: var(--x) }", HIDDEN),
        ("i { color: #FFF; background: white } b { left: -9999px }", HIDDEN),
        ("i { color: #fff; background: navy; opacity: 0.5; margin-left: -2px }", ""),
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


@pytest.mark.parametrize(
    ("name", "changes"),
    [
        ("docx", computed('QUOTE " again."')),
        ("docx", computed("REF _agreed")),
        ("docx", computed("HYPERLINK x")),
        ("docx", [(MEET, f'{TO}<w:bdo w:val="ltr">{AGAIN}</w:bdo>')]),
        ("odt", [("/>to meet", '/>to <text:title text:fixed="true">meet</text:title>')]),
    ],
    ids=["quote", "reference", "link", "its own direction", "fixed odt"],
)
def test_what_shows_the_words_themselves_is_no_difference(
    harbour: Desk, name: str, changes: list[tuple[str, str]]
) -> None:
    harbour.done("verify", altered(harbour, name, *changes), "--against", "tabled")


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


@pytest.mark.parametrize(
    ("name", "changes"),
    [
        ("docx", [(MEET, LOOK.format('<w:color w:val="FFFFFF"/><w:shd w:fill="000080"/>'))]),
        ("docx", [(SECOND, IN_LIST), ("</w:numbering>", LIST.format("none"))]),
        ("docx", [(MEET, LOOK.format('<w:vanish w:val="0"/><w:sz w:val="14"/>'))]),
        ("odt", looking('fo:color="#ffffff" fo:background-color="#000080"')),
    ],
    ids=["on a ground", "list without numbers", "not hidden", "on a ground odt"],
)
def test_a_look_that_shows_the_words_is_no_difference(
    harbour: Desk, name: str, changes: list[tuple[str, str]]
) -> None:
    harbour.done("verify", altered(harbour, name, *changes), "--against", "tabled")


def test_an_issued_file_shows_nothing_besides(harbour: Desk) -> None:
    for suffix in ("docx", "odt", "html"):
        harbour.done("verify", f"issued.{suffix}", "--against", "tabled")
