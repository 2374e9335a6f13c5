"""The styles of our Word and ODT files: how a page looks that no test of words sees."""

from __future__ import annotations

import re
import zipfile
from itertools import pairwise

import pytest

from draftrace.exporters.formats import REFERENCE

WORD = zipfile.ZipFile(REFERENCE).read("word/styles.xml").decode()
WRITER = (REFERENCE.parent / "opendocument.xml").read_text("utf-8")


def style(styles: str, name: str) -> str:
    found = re.search(rf'(?:styleId|style:name)="{name}".*?</(?:w|style):style>', styles, re.DOTALL)
    assert found, name
    return found[0]


@pytest.mark.parametrize(
    ("styles", "stop", "centimetre"),
    [
        (WORD, r'w:tab [^>]*w:pos="(\d+)"', 567),
        (WRITER, r'tab-stop style:position="([0-9.]+)cm"', 1),
    ],
    ids=["docx", "odt"],
)
def test_words_begin_close_behind_a_label_wider_than_its_room(
    styles: str, stop: str, centimetre: int
) -> None:
    """A label renumbered is two; the stops by default leave gaps of every width behind them."""
    for name in ("OperativeParagraph", "Item", "SubItem", "DeepSubItem", "Heading(?:_20_)?3"):
        stops = [float(each) / centimetre for each in re.findall(stop, style(styles, name))]
        assert len(stops) == 8, name
        assert all(0.2 < late - soon < 0.3 for soon, late in pairwise(stops)), name


def test_no_line_of_a_paragraph_stands_alone_on_a_page_of_writer() -> None:
    """Word's and typst's pages keep two lines together unasked."""
    assert 'fo:orphans="2" fo:widows="2"' in style(WRITER, "Standard")
