"""What a written paper says, read back: its words in order, or the cells of its tables."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from draftrace.errors import UnreadableInput
from draftrace.exporters.inlines import EARLIER
from draftrace.exporters.markup import printable
from draftrace.exporters.packages import roots
from draftrace.exporters.readback import squeezed

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_UNREAD = frozenset({"head", "script", "style", "svg"})
_BESIDE = frozenset({"letter", "sourced"})
_INLINE = frozenset({"a", "b", "del", "em", "i", "ins", "mark", "span", "sup"})
_WORD = re.compile(r"\w+")
_SIGNS = " .,:;()%"
_ESCAPED = re.compile(r"_x005F_(?=x[0-9A-F]{4}_)")
_SIGNS_OF_SOURCES = str.maketrans("", "", "⟨⟩")


def unlike_words(words: str, pieces: Iterable[str], around: Iterable[str]) -> list[str]:
    """What a paper lacks and what it says too much, as ``{-lacking-}`` and ``{+too much+}``.

    ``pieces``, each a wording or a line, must stand in the words in this order; between them may
    stand what is ``around`` them, in any order.
    """
    must = list(filter(None, map(_bare, pieces)))
    at, missing, between = 0, [], []
    for told in must:
        found = _place(words, told, at)
        if found < 0:
            missing.append(f"{{-{told}-}}")
        else:
            between.append(words[at:found])
            at = found + len(told)
    between.append(words[at:])
    return missing + [f"{{+{extra}+}}" for extra in _too_much(words, must, between, around)]


def _place(words: str, told: str, at: int) -> int:
    """Where the piece stands next, as whole words where it does so at all."""
    first = found = words.find(told, at)
    while found >= 0:
        end = found + len(told)
        inside = words[found - 1 : found].isalnum() and told[0].isalnum()
        if not inside and not (words[end : end + 1].isalnum() and told[-1].isalnum()):
            return found
        found = words.find(told, found + 1)
    return first


def _too_much(
    words: str, must: Sequence[str], between: Sequence[str], around: Iterable[str]
) -> list[str]:
    """The stretches between the pieces that are not around them. A word counts as too much where
    the paper has it more often than its pieces and the frame knows it not: a piece that stands
    twice may be found at its second place."""
    frame = sorted(set(filter(None, map(_bare, around))), key=lambda each: (-len(each), each))
    known = set(_WORD.findall(" ".join(frame)))
    surplus = Counter(_WORD.findall(words))
    surplus.subtract(_WORD.findall(" ".join(must)))
    odd = {word for word, count in surplus.items() if count > 0 and word not in known}
    if not odd:
        return []
    framed = re.compile("|".join(rf"(?<!\w){re.escape(each)}(?!\w)" for each in frame) or "(?!)")
    told = [" ".join(framed.sub(" ", gap).split()).strip(_SIGNS) for gap in between]
    found = [gap for gap in told if odd.intersection(_WORD.findall(gap))]
    return found or sorted(odd)


def page_words(content: bytes) -> str:
    """The words of an HTML page, numbers of notes as ``[note 4]``; letters that tell where words
    come from, and signs around words with a source, are not part of them."""
    from lxml import html

    root = html.document_fromstring(content, parser=html.HTMLParser(encoding="utf-8"))
    return _bare("".join(_said(root)))


def _said(element: Any) -> Iterator[str]:
    if not isinstance(element.tag, str) or element.tag in _UNREAD:
        return
    if _BESIDE.intersection(str(element.get("class", "")).split()):
        return
    apart = "" if element.tag in _INLINE else " "
    opened, closed = ("[", "]") if element.tag == "sup" else (apart, apart)
    yield opened + (element.text or "")
    for child in element:
        yield from _said(child)
        yield child.tail or ""
    yield closed


def paper_words(content: bytes) -> str:
    """The words of a Word file as ``page_words``."""
    (body,) = roots(content, "word/document.xml")
    if body is None:
        raise UnreadableInput("The package holds no word/document.xml.")
    return _bare(
        " ".join(
            "".join(_run(run) for run in paragraph.iter(f"{_W}r"))
            for paragraph in body.iter(f"{_W}p")
        )
    )


def _run(run: Any) -> str:
    told = "".join(
        " " if part.tag == f"{_W}tab" else part.text or ""
        for part in run
        if part.tag in (f"{_W}t", f"{_W}tab")
    )
    raised = run.find(f"{_W}rPr/{_W}vertAlign")
    if raised is None or raised.get(f"{_W}val") != "superscript":
        return told
    number = told.strip("[]")
    return f"[note {number}]" if number.isdecimal() or number.endswith(EARLIER) else ""


def csv_cells(content: bytes) -> list[list[str]]:
    """The rows of a CSV file."""
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def workbook_cells(content: bytes) -> list[list[list[str]]]:
    """The rows of each sheet of a workbook in which every cell is text."""
    names = [f"xl/worksheets/sheet{number}.xml" for number in (1, 2)]
    strings, *sheets = roots(content, "xl/sharedStrings.xml", *names)
    if strings is None:
        raise UnreadableInput("The package holds no xl/sharedStrings.xml.")
    shared = [_ESCAPED.sub("_", "".join(_texts(item))) for item in strings.iter(f"{_S}si")]
    return [_sheet(sheet, shared) for sheet in sheets if sheet is not None]


def _texts(item: Any) -> Iterator[str]:
    return (text.text or "" for text in item.iter(f"{_S}t"))


def _sheet(sheet: Any, shared: Sequence[str]) -> list[list[str]]:
    return [[_cell(cell, shared) for cell in row.iter(f"{_S}c")] for row in sheet.iter(f"{_S}row")]


def _cell(cell: Any, shared: Sequence[str]) -> str:
    value = cell.findtext(f"{_S}v")
    if value is None:
        return ""
    return shared[int(value)] if cell.get("t") == "s" else f"<{value}>"


def unlike(expected: Sequence[Sequence[str]], found: Sequence[Sequence[str]]) -> list[str]:
    """The rows, by their first cell, that are not what they must be."""
    if len(expected) != len(found):
        return [f"{len(found)} rows for {len(expected)}"]
    pairs = zip(expected, found, strict=True)
    return [f"row {wanted[0] if wanted else ''}" for wanted, got in pairs if [*wanted] != [*got]]


def _bare(text: str) -> str:
    return squeezed(printable(text).translate(_SIGNS_OF_SOURCES))
