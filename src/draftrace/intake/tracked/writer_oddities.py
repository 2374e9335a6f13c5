"""What is in an ODT that has no words we can take in, and what is it called?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from draftrace.intake.tracked.model import Oddity, opening

_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_DRAW = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"
_DC = "{http://purl.org/dc/elements/1.1/}"
ANNOTATION = f"{_OFFICE}annotation"
_PARAGRAPHS = (f"{_TEXT}p", f"{_TEXT}h")
_CHANGES = (f"{_TEXT}change", f"{_TEXT}change-start")
_ASIDE = (ANNOTATION, f"{_OFFICE}change-info")
SILENT = frozenset(
    f"{_TEXT}{name}"
    for name in (
        *("soft-page-break", "bookmark-start", "bookmark-end", "tracked-changes", "sequence-decls"),
        *("variable-decls", "user-field-decls", "reference-mark-start", "reference-mark-end"),
        *("reference-mark", "toc-mark", "alphabetical-index-mark", "number"),
    )
) | {f"{_OFFICE}forms"}
"""What has nothing to read."""
_BESIDE = tuple(
    f"{_STYLE}{place}{page}" for place in ("header", "footer") for page in ("", "-first", "-left")
)


CONDITIONAL = "words shown on a condition"
_VALUES = ("string-value", "string-value-if-true", "string-value-if-false")
_INDEXES = tuple(
    f"{_TEXT}{name}"
    for name in (
        *("table-of-content", "illustration-index", "table-index", "object-index", "user-index"),
        *("alphabetical-index", "bibliography"),
    )
)
INDEX = "table of contents or index"


def said(root: Any) -> str:
    """The letters in an element, those of comments apart; paragraphs and cells with a space."""
    if root.tag in _ASIDE:
        return ""
    told = (root.text or "") + "".join(said(child) + (child.tail or "") for child in root)
    return f"{told.strip()} " if root.tag in (f"{_TEXT}p", f"{_TEXT}h") else told


def named(element: Any) -> tuple[str, str]:
    """What to call an element, and its letters."""
    text = said(element).strip()
    if element.tag == f"{_TABLE}table":
        changes = sum(1 for _ in element.iter(*_CHANGES))
        return f"table, with {changes} changes in it" if changes else "table", text
    if element.tag.startswith(_DRAW):
        inside = {str(child.tag).rpartition("}")[2] for child in element.iter()}
        words = " ".join(filter(None, (said(p).strip() for p in element.iter(*_PARAGRAPHS))))
        if "text-box" in inside or (words and "object" not in inside):
            return "text box", words
        return ("equation" if "object" in inside else "picture"), ""
    if element.tag in _INDEXES:
        return INDEX, text
    held = [element.get(f"{_TEXT}{name}", "") for name in _VALUES]
    if any(held):
        return CONDITIONAL, " / ".join(filter(None, held))
    return str(element.tag).rpartition("}")[2].replace("-", " "), text


def around(styles: Any) -> Iterator[Oddity]:
    """Heads and feet of the pages in which somebody changed something, with what they say."""
    for pages in () if styles is None else styles.iter(*_BESIDE):
        regions = [*pages.iter(f"{_TEXT}changed-region")]
        if regions:
            place = "head" if "header" in pages.tag else "foot"
            who = regions[0].findtext(f".//{_DC}creator") or ""
            yield Oddity(
                "change beside the text", 0, opening(said(pages)), f"the {place} of the pages", who
            )
