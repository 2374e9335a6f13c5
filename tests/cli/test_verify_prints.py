"""What a PDF shows besides its letters, or keeps from the eye, is named with its place."""

from __future__ import annotations

import ctypes
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium
import pytest
import typst
from PIL import Image

from cli.kit import Desk

DRAFT = """\
# Declaration on Harbours

1. *Reaffirm* our duty to keep every harbour lit;[^1]

2. *Decide* to meet again.

[^1]: Resolution 53/115, annex.
"""
PAGE = """\
#set page(paper: "a4")
#set text(size: 11pt, hyphenate: false)
= Declaration on Harbours

#par[1\\. _Reaffirm_ our duty to keep every harbour lit;#footnote[Resolution 53/115, annex.]]

#par[2\\. _Decide_ to meet again.]
"""
STRUCK, HIDDEN = "struck out by its look alone", "hidden by its look alone"
SHEET = "#place(top + left, rect(width: 9cm, height: 4cm, fill: white))"


def emblem() -> str:
    written = io.BytesIO()
    Image.new("RGB", (60, 20), "navy").save(written, "PNG")
    octets = ", ".join(map(str, written.getvalue()))
    return f"#image(bytes(({octets})), width: 60pt)"


@pytest.fixture
def harbour(fresh: Desk, tmp_path: Path) -> Desk:
    (tmp_path / "harbour.md").write_text(DRAFT, encoding="utf-8")
    fresh.done("table", "../harbour.md", "--symbol", "H/1")
    return fresh


def told(desk: Desk, content: bytes) -> list[tuple[str, str, str]]:
    """What verify names: address, change, and words out and in."""
    (desk.folder / "print.pdf").write_bytes(content)
    found = desk("verify", "print.pdf", "--against", "tabled", "--json").json["differences"]
    return [
        (each["address"], each["change"], "".join(f"{op}{t}" for op, t in each["redline"]))
        for each in found
    ]


def printed(source: str) -> bytes:
    return bytes(typst.compile(source.encode(), ignore_system_fonts=True))


@pytest.mark.parametrize(
    ("put", "words"),
    [
        ("#text(fill: white)[to meet]", ("2", HIDDEN, "-to meet")),
        ("#text(fill: rgb(0, 0, 0, 0))[to meet]", ("2", HIDDEN, "-to meet")),
        ("to #box(fill: black, inset: 3pt)[meet]", ("2", HIDDEN, "-meet")),
        ("to #strike[meet]", ("2", STRUCK, "-meet")),
        ("to #box(fill: navy, text(fill: white)[meet])", None),
        ("#underline[to meet]", None),
        ('#link("https://example.org")[to meet]', None),
        ("#text(fill: gray)[to meet]", None),
    ],
    ids=["white", "no ink", "black", "struck", "white on blue", "underlined", "link", "gray"],
)
def test_words_that_no_reader_sees_are_named(
    harbour: Desk, put: str, words: tuple[str, str, str] | None
) -> None:
    found = told(harbour, printed(PAGE.replace("to meet", put)))
    assert found == ([words] if words else [])


def test_what_is_covered_is_named_by_provision(harbour: Desk) -> None:
    assert told(harbour, printed(PAGE)) == []
    assert told(harbour, printed(PAGE + SHEET)) == [
        ("title", HIDDEN, "-Declaration on Harbours"),
        ("1", HIDDEN, "-1. Reaffirm our duty to keep every harbour lit;1"),
        ("2", HIDDEN, "-2. Decide to meet again."),
    ]


def test_a_picture_in_the_text_is_named_and_an_emblem_above_it_is_none(harbour: Desk) -> None:
    assert told(harbour, printed(f"{PAGE}\n{emblem()}")) == [("2", "new", "+<picture>")]
    assert told(harbour, printed(f"{emblem()}\n{PAGE}")) == []


def noted(kind: int, words: str) -> Callable[[Any], None]:
    """An annotation of some words below the second paragraph."""

    def note(page: Any) -> None:
        annotation = pdfium.FPDFPage_CreateAnnot(page, kind)
        box = pdfium.FS_RECTF(100, 690, 200, 670)
        pdfium.FPDFAnnot_SetRect(annotation, ctypes.byref(box))
        said = (ctypes.c_ushort * (len(words) + 1))(*map(ord, words), 0)
        pdfium.FPDFAnnot_SetStringValue(annotation, b"Contents", said)
        pdfium.FPDFPage_CloseAnnot(annotation)

    return note


@pytest.mark.parametrize(
    ("kind", "said", "named"),
    [
        (pdfium.FPDF_ANNOT_FREETEXT, "not", ["+not"]),
        (pdfium.FPDF_ANNOT_STAMP, "", ["+<annotation>"]),
        (pdfium.FPDF_ANNOT_STRIKEOUT, "", ["+<words struck out>"]),
        (pdfium.FPDF_ANNOT_TEXT, "a remark", []),
        (pdfium.FPDF_ANNOT_HIGHLIGHT, "", []),
    ],
    ids=["words", "stamp", "strike", "remark", "highlight"],
)
def test_what_is_put_over_a_page_is_named(
    harbour: Desk, kind: int, said: str, named: list[str]
) -> None:
    document = pypdfium2.PdfDocument(printed(PAGE))
    noted(kind, said)(document[0])
    saved = io.BytesIO()
    document.save(saved)
    assert told(harbour, saved.getvalue()) == [("2", "new", each) for each in named]


def test_what_is_cut_off_a_page_is_named(harbour: Desk) -> None:
    document = pypdfium2.PdfDocument(printed(PAGE))
    document[0].set_cropbox(0, 700, 595, 842)
    saved = io.BytesIO()
    document.save(saved)
    assert ("note:1", HIDDEN) in [each[:2] for each in told(harbour, saved.getvalue())]
