"""What is in a Word file that has no words we can take in, and what is it called?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from draftrace.intake.tracked.model import Oddity, opening

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
CHANGES = (f"{W}ins", f"{W}del", f"{W}moveFrom", f"{W}moveTo")
_OF_TABLES = (f"{W}cellIns", f"{W}cellDel", f"{W}cellMerge")
_LETTERS = (f"{W}t", f"{W}delText")
_PICTURES = frozenset(f"{W}{name}" for name in ("drawing", "pict", "object")) | {
    f"{_COMPATIBILITY}AlternateContent"
}
_EQUATIONS = frozenset({f"{_MATH}oMath", f"{_MATH}oMathPara"})
LOOKS = frozenset(
    f"{W}{name}"
    for name in (
        "rPrChange",
        "pPrChange",
        "sectPrChange",
        "tblPrChange",
        "tcPrChange",
        "trPrChange",
    )
)
"""Changes of looks alone."""
SILENT = frozenset(
    f"{W}{name}"
    for name in (
        *("pPr", "rPr", "sdtPr", "sdtEndPr", "customXmlPr", "smartTagPr", "proofErr", "permStart"),
        *("permEnd", "bookmarkStart", "bookmarkEnd", "annotationRef", "footnoteRef", "sectPr"),
        *("lastRenderedPageBreak", "instrText", "delInstrText", "fldData", "tblPr", "tblGrid"),
        *("customXmlInsRangeStart", "customXmlInsRangeEnd", "customXmlDelRangeStart"),
        *("customXmlDelRangeEnd", "separator", "continuationSeparator"),
        *("tblPrEx", "trPr", "tcPr"),
    )
)
"""What has nothing to read: looks, places, and what tells of others."""
_PLAINLY: Mapping[str, str] = {
    "sym": "symbol of a special font",
    "altChunk": "another file set into this one",
    "subDoc": "another file set into this one",
    "endnoteReference": "endnote",
}


def said(root: Any) -> str:
    """The letters in an element, what was taken out too; paragraphs apart."""
    told = ""
    for element in root.iter(*_LETTERS, f"{W}p"):
        told += " " if element.tag == f"{W}p" else element.text or ""
    return told.strip()


def named(element: Any) -> tuple[str, str]:
    """What to call an element, and its letters."""
    choices = [*element.iter(f"{_COMPATIBILITY}Choice")]  # the same again for older programs
    text = " ".join(map(said, choices)) if choices else said(element)
    if element.tag == f"{W}tbl":
        changes = sum(1 for _ in element.iter(*CHANGES, *_OF_TABLES))
        return f"table, with {changes} changes in it" if changes else "table", text
    if element.tag in _PICTURES:
        boxed = any(child.tag.endswith("}txbxContent") for child in element.iter())
        return ("text box", text) if boxed else ("picture", "")
    if element.tag in _EQUATIONS:
        return "equation", "".join(t.text or "" for t in element.iter(f"{_MATH}t"))
    name = str(element.tag).rpartition("}")[2]
    return _PLAINLY.get(name, name), text


def around(pages: Mapping[str, Any]) -> Iterator[Oddity]:
    """What was changed in the heads and feet of the pages, by the names of their parts."""
    for name, root in pages.items():
        told = "; ".join(filter(None, map(said, root.iter(*CHANGES))))
        if told:
            place = "head" if "header" in name else "foot"
            yield Oddity("change beside the text", 0, opening(told), f"the {place} of the pages")
