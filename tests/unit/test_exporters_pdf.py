"""PDF pages: what no comparison of letters sees."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest

from draftrace.exporters import Block, Masthead, NoteBlock, Run, Sheet, pdf, write

LONG = "wiki" * 44
URL = f"https://example.org/{'harbour' * 25}?lamps"
RIGHT = 595.3 - 2.5 / 2.54 * 72
"""Where the text of an A4 page ends, in points."""


def ends(content: bytes) -> Iterator[float]:
    """Where each letter of the pages ends to the right."""
    for page in pypdfium2.PdfDocument(content):
        text = page.get_textpage()
        for place in range(text.count_chars()):
            yield text.get_charbox(place)[2]


def spaced(content: bytes) -> list[str]:
    """The letters of the pages, cut wherever they do not stand close."""
    letters = pdf.spaced_letters(content)
    return "".join(one.sign if one.gap == pdf.CLOSE else f" {one.sign}" for one in letters).split()


def sheet(*blocks: Block, note: str) -> Sheet:
    masthead = Masthead(symbol="H/L.1", date="2009-03-12", revision="Rev.1", seal="ab" * 32)
    notes = (NoteBlock(id="n", runs=(Run(text=note),)),)
    return Sheet(masthead=masthead, title="Lamps", blocks=blocks, notes=notes, against="tabled")


def test_no_word_runs_off_the_page_and_none_gains_a_letter(tmp_path: Path) -> None:
    struck = Run(text=LONG.upper(), op="-", author="EU", date="2008-11-03T10:12:00Z")
    blocks = (
        Block(
            address="1", kind="operative", label="1", runs=(Run(text=f"*{LONG}* at {URL}[^n]."),)
        ),
        Block(
            address="1(a)",
            kind="item",
            label="(a)",
            runs=(Run(text="Keep "), struck, Run(text=" lit.")),
        ),
        Block(address="1(a)(i)", kind="subitem", label="(i)", runs=(Run(text=LONG),)),
    )
    path = tmp_path / "long.pdf"
    write(sheet(*blocks, note=LONG), path)
    content = path.read_bytes()
    assert max(ends(content)) < RIGHT + 1
    said = spaced(content)
    assert "".join(said).count(LONG) == 3
    assert len(said) < 25, "a word has no gaps but at the ends of lines"


@pytest.mark.parametrize("word", ["wi" * 25, "lamp" * 12])
def test_a_word_that_fits_a_line_stays_whole(tmp_path: Path, word: str) -> None:
    path = tmp_path / "whole.pdf"
    runs = (Run(text=f"Keep the lamps of every harbour lit {word} and paint {word}."),)
    write(sheet(Block(address="1", kind="operative", label="1", runs=runs), note=word), path)
    said = spaced(path.read_bytes())
    assert [piece.strip(".") for piece in said].count(word) == 2
