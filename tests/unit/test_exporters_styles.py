"""How a page of ours looks and what it says of itself, which no test of its text sees."""

from __future__ import annotations

import re
import zipfile
from itertools import pairwise

import msgspec
import pytest

from draftrace.exporters import Block, Masthead, Run, Sheet
from draftrace.exporters.dialect import Dialect
from draftrace.exporters.formats import REFERENCE
from draftrace.exporters.furniture import furniture
from draftrace.exporters.opendocument import WriterDialect
from draftrace.exporters.story import remarks
from draftrace.exporters.word import WordDialect
from room_kit import Room

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


def test_the_number_of_a_note_of_writer_is_raised_so_that_it_has_room_at_the_foot() -> None:
    """On the line, a number of two figures ran into the words."""
    assert 'style:text-position="super' in style(WRITER, "Footnote_20_Symbol")


@pytest.mark.parametrize("dialect", [WordDialect(), WriterDialect()], ids=["docx", "odt"])
def test_a_label_that_fills_its_room_stands_clear_of_the_words(dialect: Dialect) -> None:
    assert len(dialect.label("(b)", alone=True)) == 1
    begun, ended = dialect.label("(b) bis", alone=True)
    assert "(b) bi" in str(begun)
    assert "LabelEnd" in str(ended) or "w:spacing" in str(ended)


def test_signs_within_signs_are_explained_where_there_are_any() -> None:
    passed = Run(text="soon ", op="±", author="EU", date="d", taker="NOR", taken="e")
    for runs, told in (((Run(text="Go "), passed), True), ((Run(text="Go "),), False)):
        block = Block(address="1", kind="paragraph", runs=runs)
        sheet = Sheet(masthead=Masthead(), title="", blocks=(block,), against="tabled")
        assert ("brought in and taken out again" in furniture(sheet)["key"]) is told


@pytest.mark.parametrize(("reason", "said"), [("as instructed", ["as instructed"]), ("", [])])
def test_who_joined_a_proposal_is_told_beside_its_reason(reason: str, said: list[str]) -> None:
    """A reason is a comment by itself, word for word."""
    room = Room()
    made = room.proposal(room.propose("EU", "1", "Reaffirm;", reason=reason))
    joint = msgspec.structs.replace(made.now, sponsors=("EU", "NOR"))
    told = remarks([msgspec.structs.replace(made, now=joint)], None)
    assert [remark.text for remark in told] == [*said, "With NOR."]
