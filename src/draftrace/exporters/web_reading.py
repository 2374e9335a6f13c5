"""What an HTML page of ours says: one side of its changes, notes by the number they show."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from lxml import etree, html

from draftrace.errors import UnreadableInput
from draftrace.exporters.readback import CELL, FURNITURE, squeezed
from draftrace.exporters.sheet import Side

LINES = frozenset({"p", "h1", "h2", "h3", "h4", "h5", "h6", "li", "tr", "dt", "dd", "pre"})
_UNREAD = frozenset({"head", "script", "style", "template", "title"})
_WORDLESS = frozenset({"img", "svg", "canvas", "iframe", "object", "video", "audio", "input"})
_GONE = {"clean": "del", "base": "ins"}
_ABSENT = {"del": {"deleted", "passed"}, "ins": {"inserted", "passed"}}
"""The classes of whole paragraphs that are not there where an element is gone."""


def web_lines(page: bytes, side: Side) -> list[str]:
    """The lines one side of the page says, then its notes. Raises UnreadableInput for no page."""
    try:
        root = html.document_fromstring(page, parser=html.HTMLParser(encoding="utf-8"))
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as broken:
        raise UnreadableInput(f"This is no HTML page: {broken}.") from broken
    reading = _Reading(side, root)
    return reading.lines(root) + reading.notes


class _Reading:
    """One walk over the page."""

    def __init__(self, side: Side, root: Any) -> None:
        self.gone = _GONE[side]
        self.bodies = {
            note.get("id"): note
            for section in root.iter("section")
            if "footnotes" in _classes(section)
            for note in section.iter("li")
        }
        self.notes: list[str] = []
        self.place_of: dict[str, int] = {}

    def lines(self, root: Any) -> list[str]:
        found: list[str] = []
        open_line = ""
        for each in self.blocks(root):
            open_line += self.text(each)
            if not self.runs_on(each):
                found.append(squeezed(open_line))
                open_line = ""
        return [line for line in (*found, squeezed(open_line)) if line]

    def runs_on(self, element: Any) -> bool:
        """Whether the end of a paragraph is gone on this side, alone or with all of it: one that
        is not there may stand between two parts of another."""
        return self.is_absent(element) or any(
            "end" in _classes(each) for each in element.iter(self.gone)
        )

    def is_absent(self, element: Any) -> bool:
        """Whether all of a paragraph or a row is gone on this side."""
        whole = {*_classes(element), *_classes(element.getparent())}
        return not whole.isdisjoint(_ABSENT[self.gone])

    def blocks(self, element: Any) -> Iterator[Any]:
        """The elements that are lines of the text, furniture and notes left out."""
        for child in element:
            if not isinstance(child.tag, str) or self.is_beside(child):
                continue
            if child.tag in LINES:
                yield child
            else:
                yield from self.blocks(child)

    def is_beside(self, element: Any) -> bool:
        classes = _classes(element)
        return (
            element.tag in _UNREAD
            or bool(FURNITURE.intersection(classes))
            or "footnotes" in classes
        )

    def text(self, element: Any) -> str:
        if element.tag == "tr" and self.is_absent(element):
            return ""
        if element.tag == "tr":
            return f" {CELL} ".join(squeezed(self.text(cell)) for cell in element.iter("td", "th"))
        told = [element.text or ""]
        for child in element:
            told += [self.child(child), child.tail or ""]
        return "".join(told)

    def child(self, child: Any) -> str:
        if not isinstance(child.tag, str) or child.tag == self.gone or self.is_beside(child):
            return ""
        if child.tag == "br":
            return " "
        if child.tag in _WORDLESS:
            return f"<{child.tag}>"
        if child.tag == "a" and "footnote-ref" in _classes(child):
            return self.note(child)
        if child.tag == "a" and "footnote-back" in _classes(child):
            return ""
        if child.tag == "sup":
            return self.cited_again(self.text(child))
        return self.text(child)

    def note(self, cited: Any) -> str:
        place = len(self.notes) + 1
        self.notes.append("")
        body = self.bodies.get(cited.get("href", "").removeprefix("#"))
        if body is None:
            return f"[^no note {cited.get('href', '')}]"
        self.place_of[cited.text_content().strip()] = place
        self.notes[place - 1] = squeezed(self.text(body))
        return f"[^{place}]"

    def cited_again(self, raised: str) -> str:
        """Raised figures bear the numbers the notes show; other raised words are words."""
        numbers = raised.split(",")
        if not all(number.isdecimal() for number in numbers):
            return f"^{raised}"
        return "".join(f"[^{self.place_of.get(number, 0)}]" for number in numbers)


def _classes(element: Any) -> list[str]:
    return str(element.get("class", "")).split()
