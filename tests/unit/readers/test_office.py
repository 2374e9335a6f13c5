"""docx, odt, html and PDF: made here by pandoc and typst, read back."""

from __future__ import annotations

import io
import json
import re
import subprocess
import zipfile
from pathlib import Path

import pypandoc
import pytest
import typst

from draftrace import readers
from draftrace.errors import UnreadableInput
from draftrace.text import wording
from draftrace.text.documents import Document

BODY = ("preambular", "operative", "item", "subitem", "paragraph")
SAMPLE = Path(__file__).parents[3] / "corpus" / "zero-draft.md"


def pandoc(*arguments: str, text: str) -> bytes:
    command = [pypandoc.get_pandoc_path(), *arguments]
    return subprocess.run(command, input=text.encode(), capture_output=True, check=True).stdout


def letters(text: str) -> str:
    return re.sub(r"[\W_]+", "", text)


def source_with_labels_as_text() -> str:
    """The sample with its list labels escaped, as our own exports write them."""
    text = SAMPLE.read_text(encoding="utf-8")
    text = text[text.index("# ") :]
    return re.sub(r"(?m)^(\d+)\. ", r"\1\\. ", re.sub(r"(?m)^\((\w+)\) ", r"\\(\1) ", text))


@pytest.fixture(scope="module")
def expected() -> Document:
    return readers.read(SAMPLE)


@pytest.mark.parametrize("format_", ["docx", "odt", "html"])
def test_what_markdown_says_an_office_file_says(
    tmp_path: Path, format_: str, expected: Document
) -> None:
    path = tmp_path / f"draft.{format_}"
    pandoc("-f", "markdown", "-s", "-o", str(path), text=source_with_labels_as_text())
    document = readers.read(path)
    assert document.problems == ()

    def said(read: Document) -> list[tuple[str, str, str]]:
        return [(p.address, p.kind, letters(p.wording)) for p in read.provisions]

    assert said(document) == said(expected)
    assert [(n.cited, letters(n.wording)) for n in document.notes] == [
        (n.cited, letters(n.wording)) for n in expected.notes
    ]


def test_labels_that_lists_give_are_read(tmp_path: Path) -> None:
    path = tmp_path / "lists.docx"
    text = "1. One:\n\n    (a) first;\n\n        (i) deep;\n\n    (b) second.\n\n"
    text += "2. Two[^n] *em*.\n\n[^n]: Said.\n"
    pandoc("-f", "markdown", "-o", str(path), text=text)
    document = readers.read(path)
    assert [(p.address, p.wording) for p in document.provisions] == [
        ("1", "One:"),
        ("1(a)", "first;"),
        ("1(a)(i)", "deep;"),
        ("1(b)", "second."),
        ("2", "Two[^1] *em*."),
    ]
    assert [(n.cited, n.wording) for n in document.notes] == [("2", "Said.")]


def test_a_line_break_before_a_label_begins_a_paragraph(tmp_path: Path) -> None:
    path = tmp_path / "breaks.html"
    path.write_text("<p>1. One:<br>(a) here, in<br>item (b);<br>(b) there.</p>", encoding="utf-8")
    document = readers.read(path)
    assert [(p.address, p.wording) for p in document.provisions] == [
        ("1", "One:"),
        ("1(a)", "here, in item (b);"),
        ("1(b)", "there."),
    ]


def test_no_word_of_a_docx_is_lost_or_doubled(tmp_path: Path) -> None:
    path = tmp_path / "all.docx"
    text = (
        "---\ntitle: The Title\nauthor: Someone\n---\n\n# Head ~sub~ ^sup^\n\n"
        "A [link](https://x.org) and `code`, "
        '"quoted" text[^1]\n\n| a | b |\n|---|---|\n| c | d^2^ |\n\n> quoted block\n\n'
        "- bullet one\n\n    second paragraph\n- \n\nTerm\n:   Meaning\n\n[^1]: Note **bold**.\n"
    )
    pandoc("-f", "markdown", "-s", "-o", str(path), text=text)
    tree = json.loads(pandoc("-f", "docx", "-t", "json", str(path), text=""))

    def words(node: object) -> list[str]:
        if isinstance(node, dict):
            if node.get("t") in ("Str", "MetaString"):
                return [str(node["c"])]
            if node.get("t") in ("Code", "Math"):
                return [str(node["c"][1])]
            if node.get("t") == "Link":
                return words(node["c"][1])
            return (
                words(node["meta"]) + words(node["blocks"])
                if "meta" in node
                else words(node.get("c", list(node.values())))
            )
        return [w for part in node for w in words(part)] if isinstance(node, list) else []

    document = readers.read(path)
    read = " ".join(wording.plain(p.wording) for p in document.provisions)
    read += " ".join(wording.plain(n.wording) for n in document.notes)
    assert sorted(letters(read).replace("²", "2")) == sorted(letters("".join(words(tree))))


def pdf(path: Path, columns: int) -> Path:
    text = source_with_labels_as_text()
    made = pandoc("-f", "markdown", "-t", "typst", text=text).decode()
    head = (
        f'#set page(paper: "a4", columns: {columns}, header: [Running head E/1], numbering: "1")\n'
    )
    (path.with_suffix(".typ")).write_text(head + "#set text(size: 10pt)\n" + made, encoding="utf-8")
    typst.compile(str(path.with_suffix(".typ")), output=str(path))
    return path


@pytest.mark.parametrize("columns", [1, 2])
def test_a_pdf_in_one_or_two_columns(tmp_path: Path, columns: int, expected: Document) -> None:
    document = readers.read(pdf(tmp_path / "draft.pdf", columns))
    assert not [p for p in document.problems if p.what.startswith("read differently")]

    def said(read: Document) -> str:
        return "".join(letters(p.label + p.wording) for p in read.provisions if p.kind in BODY)

    assert said(document) == said(expected)
    assert [letters(n.wording) for n in document.notes] == [
        letters(n.wording) for n in expected.notes
    ]
    assert [n.cited for n in document.notes] == [n.cited for n in expected.notes]
    assert "Running head" not in readers.render(document)


@pytest.mark.parametrize("width", [9, 10.5, 12])
def test_paragraphs_and_notes_run_over_the_foot_of_a_page(tmp_path: Path, width: float) -> None:
    """Neither a sentence that ends with its line nor a page ends a paragraph; labels hang; a small
    line that is a date is no note."""
    item = " ".join(["The wardens keep each harbour lit."] * 9)
    note = " ".join(["A harbour is any place where ships lie."] * 9)
    paragraphs = (
        f"#par(hanging-indent: 1cm)[#box(width: 1cm)[{number}.]{item}"
        f"{f'#footnote[{note}]' if number == 3 else ''}]\n"
        for number in range(1, 9)
    )
    source = (
        f"#set page(width: {width}cm, height: 9cm, margin: 1cm)\n"
        "#set text(size: 10pt, hyphenate: false)\n#set par(spacing: 1.1em)\n"
        "#set super(typographic: false)\n#text(size: 8pt)[30 November 2026]\n\n"
    )
    path = tmp_path / "pages.pdf"
    path.write_bytes(typst.compile((source + "".join(paragraphs)).encode()))
    document = readers.read(path)
    numbered = [p for p in document.provisions if p.label]
    assert [(p.label, wording.plain(p.wording)) for p in numbered] == [
        (str(number), item) for number in range(1, 9)
    ]
    assert [(n.cited, wording.plain(n.wording)) for n in document.notes] == [("3", note)]


def test_notes_at_the_end_over_several_pages_are_read_as_a_browser_prints_them(
    tmp_path: Path,
) -> None:
    source = "#set page(width: 12cm, height: 9cm, margin: 1cm)\n#set text(size: 11pt)\n"
    source += "#set super(typographic: false)\n= Wells\n\n"
    told = [f"See resolutions {n}/33, 2006/33, and others of year {n}." for n in range(1, 31)]
    for n in range(1, 31):
        source += f"{n}. Decide that well {n} be kept open{', and clean' * 12};#super[{n}]\n\n"
    source += "#set text(size: 9.9pt)\n"
    for n, note in enumerate(told, 1):
        first, rest = note.split(" 2006")
        hanging = f"#par(hanging-indent: 20pt)[#box(width: 20pt)[{n}] {first} \\ 2006{rest}]"
        source += f"{hanging}\n\n"
    path = tmp_path / "printed.pdf"
    path.write_bytes(typst.compile(source.encode()))
    document = readers.read(path)
    assert [(n.number, n.cited, wording.plain(n.wording)) for n in document.notes] == [
        (str(n), str(n), note) for n, note in enumerate(told, 1)
    ]


def docx_with(entries: dict[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in entries.items():
            package.writestr(name, content)
    return packed.getvalue()


DOCX_BODY = (
    b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
    b"<w:body><w:p><w:r><w:t>x</w:t></w:r></w:p></w:body></w:document>"
)


@pytest.mark.parametrize(
    ("entries", "said"),
    [
        (
            {
                "word/document.xml": b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
                + DOCX_BODY
            },
            "entities",
        ),
        ({"word/document.xml": DOCX_BODY, "word/media/a": b"\0" * 60_000_000}, "zip bomb"),
        ({"word/document.xml": DOCX_BODY, "../../outside.xml": b"<a/>"}, "outside"),
        ({"word/document.xml": DOCX_BODY, "/etc/outside": b"x"}, "outside"),
        ({"word/document.xml": b"<w:sdt>" * 10_000}, "deeper"),
        ({"other.xml": b"<a/>"}, "no word/document.xml"),
        ({"word/document.xml": b"not xml"}, "docx"),
        ({f"word/{n}": b"" for n in range(6000)}, "too many"),
    ],
)
def test_hostile_packages_are_refused_in_one_line(
    tmp_path: Path, entries: dict[str, bytes], said: str
) -> None:
    path = tmp_path / "hostile.docx"
    path.write_bytes(docx_with(entries))
    with pytest.raises(UnreadableInput, match=said) as refused:
        readers.read(path)
    assert "\n" not in refused.value.message
    assert refused.value.hint, "what to do next"
    assert refused.value.exit_code == 3
    assert [p.name for p in tmp_path.iterdir()] == ["hostile.docx"]


def test_a_pdf_under_a_password_or_cut_short_says_what_to_do(tmp_path: Path) -> None:
    lock = b"<</Filter/Standard/V 1/R 2/O<" + b"00" * 32 + b">/U<" + b"11" * 32 + b">/P -4>>"
    body = b"1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n"
    body += b"2 0 obj\n<</Type/Pages/Kids[]/Count 0>>\nendobj\n"
    tail = b"trailer\n<</Root 1 0 R/Encrypt 3 0 R/ID[<00><00>]/Size 4>>\nstartxref\n0\n%%EOF"
    for name, content, said in (
        ("locked", b"%PDF-1.4\n" + body + b"3 0 obj\n" + lock + b"\nendobj\n" + tail, "password"),
        ("cut", b"%PDF-1.4\n" + body[:20], "cannot be read"),
    ):
        (path := tmp_path / f"{name}.pdf").write_bytes(content)
        with pytest.raises(UnreadableInput, match=said) as refused:
            readers.read(path)
        assert refused.value.hint


def test_ten_thousand_nested_lists(tmp_path: Path) -> None:
    html = tmp_path / "deep.html"
    html.write_text("<ul><li>x" * 10_000 + "</li></ul>" * 10_000, encoding="utf-8")
    with pytest.raises(UnreadableInput, match="nest"):
        readers.read(html)
    markdown = tmp_path / "deep.md"
    lines = "".join(" " * min(n, 1500) + "- (a) x\n" for n in range(10_000))
    markdown.write_text(lines, encoding="utf-8")
    assert len(readers.read(markdown).provisions) == 10_000


def test_a_remote_image_is_not_fetched(tmp_path: Path) -> None:
    path = tmp_path / "remote.html"
    path.write_text('<p>Text <img src="http://192.0.2.1/a.png" alt="shown"></p>', encoding="utf-8")
    assert readers.read(path).provisions[0].wording == "Text shown"


@pytest.mark.parametrize(
    "content", [b"%PDF-1.7\nnothing", b"%PDF-1.4\n1 0 obj <<>> endobj\ntrailer <<>>\n%%EOF"]
)
def test_a_broken_pdf_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "broken.pdf"
    path.write_bytes(content)
    with pytest.raises(UnreadableInput, match=r"broken\.pdf"):
        readers.read(path)


def test_a_page_is_read_in_its_encoding_and_bytes_that_are_no_text_are_refused(
    tmp_path: Path,
) -> None:
    path = tmp_path / "page.html"
    head = "<html><head><meta charset=iso-8859-1></head><body>"
    path.write_bytes(
        f"{head}<p>Cr\xe9er \u201cun\u201d comit\xe9.</p></body></html>".encode("cp1252")
    )
    assert readers.read(path).provisions[0].wording == "Cr\xe9er \u201cun\u201d comit\xe9."
    path.write_bytes(b"<p>Cr\xe9er un comit\xe9.</p>")
    guessed = readers.read(path)
    assert guessed.provisions[0].wording == "Cr\xe9er un comit\xe9."
    assert ["Windows-1252" in p.what for p in guessed.problems] == [True]
    for broken in (b"<p>\xc3\xe9\xea</p>", b"<meta charset=iso-8859-1><p>a\0b</p>"):
        path.write_bytes(broken)
        with pytest.raises(UnreadableInput, match=r"page\.html: line 1"):
            readers.read(path)


@pytest.mark.parametrize(
    ("name", "part"),
    [("a.docx", "word/vbaProject.bin"), ("a.docm", "x"), ("a.odt", "Basic/Standard/M.xml")],
)
def test_what_carries_macros_is_refused_unread(tmp_path: Path, name: str, part: str) -> None:
    body = "content.xml" if name.endswith(".odt") else "word/document.xml"
    with zipfile.ZipFile(tmp_path / name, "w") as package:
        package.writestr(body, "<x/>")
        package.writestr(part, "<x/>")
    with pytest.raises(UnreadableInput, match=f"{name} carries macros"):
        readers.read(tmp_path / name)


WORD_NOTE = (
    '<p>Keep every lamp lit.<a href="#_ftn1" name="_ftnref1"><span>[1]</span></a></p>'
    '<div><hr><div id="ftn1"><p><a href="#_ftnref1" name="_ftn1"><span>[1]</span></a> '
    "Charter of 1911.</p><p>Its article 4.</p></div></div>"
)
WRITER_NOTE = (
    '<p>Keep every lamp lit.<a name="n1anc" href="#n1sym"><sup>1</sup></a></p>'
    '<div id="n1"><p><a name="n1sym" href="#n1anc">1</a>\n\tCharter of 1911. Its article 4.</p>'
    "</div>"
)


@pytest.mark.parametrize("page", [WORD_NOTE, WRITER_NOTE], ids=["Word", "Writer"])
def test_notes_that_link_to_their_citation_are_notes(tmp_path: Path, page: str) -> None:
    file = tmp_path / "page.html"
    file.write_text(f"<html><body>{page}<p>The end.</p></body></html>", "utf-8")
    document = readers.read(file)
    assert [p.wording for p in document.provisions] == ["Keep every lamp lit.[^1]", "The end."]
    assert [note.wording for note in document.notes] == ["Charter of 1911. Its article 4."]


def test_a_link_that_nothing_answers_is_no_note(tmp_path: Path) -> None:
    file = tmp_path / "page.html"
    file.write_text(
        '<p>See <a href="#x" name="y">1</a></p><p><a name="x">1</a> Lamps.</p>', "utf-8"
    )
    document = readers.read(file)
    assert [p.wording for p in document.provisions] == ["See 1", "1 Lamps."]


def test_a_pandoc_that_is_missing_too_old_or_none_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file, old = tmp_path / "page.html", tmp_path / "pandoc"
    file.write_text("<p>Lamps.</p>", "utf-8")
    old.write_text("#!/bin/sh\ncat >/dev/null\necho 'Unknown option --sandbox.' >&2\nexit 6\n")
    old.chmod(0o755)
    other = tmp_path / "other"
    other.write_text("#!/bin/sh\ncat >/dev/null\necho Lamps.\n")
    other.chmod(0o755)

    def none() -> str:
        raise OSError("No pandoc was found.")

    for there, said in (
        (none, "there is no pandoc"),
        (lambda: str(old), "cannot read this html"),
        (lambda: str(other), f"{other} gave no document"),
    ):
        monkeypatch.setattr("pypandoc.get_pandoc_path", there)
        with pytest.raises(UnreadableInput, match=said) as refusal:
            readers.read(file)
        assert "reinstall draftrace" in refusal.value.hint


def test_without_styles_titles_and_headings_show_by_their_look(tmp_path: Path) -> None:
    lines = [
        "WELLS/INC/L.3",
        "3 May 2030",
        "Draft on wells",
        "Chapter I",
        "Digging",
        "Article 1",
        "Wells",
    ]
    lines += ["1. Wells are dug by", "those who drink.", "2. Wells are deep."]
    html = tmp_path / "draft.html"
    html.write_text("".join(f"<p>{line}</p>" for line in lines), encoding="utf-8")
    read = readers.read(html)
    assert (read.symbol, read.date, read.title) == ("WELLS/INC/L.3", "3 May 2030", "Draft on wells")
    assert [(p.address, p.wording) for p in read.provisions][1:] == [
        ("h:Chapter I", "Digging"),
        ("Art 1/title", "Wells"),
        ("Art 1/1", "Wells are dug by those who drink."),
        ("Art 1/2", "Wells are deep."),
    ]


def test_what_is_struck_through_is_told_and_its_label_still_cites_it(tmp_path: Path) -> None:
    path = tmp_path / "struck.docx"
    text = (
        "# Draft\n\nThe Assembly,\n\n~~1\\. Calls for quiet;~~\n\n2\\. Urges ~~slow~~ a stop.\n\n"
        "3\\. • No bullet.\n\n• A point.\n\n– Another.\n"
    )
    path.write_bytes(pandoc("--from=markdown-strikeout+strikeout", "--to=docx", text=text))
    document = readers.read(path)
    assert [(p.address, p.wording) for p in document.provisions][2:] == [
        ("1", "~~Calls for quiet;~~"),
        ("2", "Urges ~~slow~~ a stop."),
        ("3", "• No bullet."),
        ("3(-1)", "A point."),
        ("3(-2)", "Another."),
    ]
    assert ["2 in all" in p.what for p in document.problems] == [True]
