"""Which paragraphs of a file does the program number itself, so that no letters show it?

Source: ECMA-376-1, 17.9 (numbering) and 17.3.1.19, the list 0 is none; OpenDocument 1.3 part 3, 5.3
(lists) and 16.34 (outlines).
"""

from __future__ import annotations

from typing import Any

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
RENUMBERED = "automatic numbering changed"


def numbering_styles(styles: Any) -> frozenset[str]:
    """The ids of a Word file's styles of paragraphs that number them, or are based on one."""
    each = {} if styles is None else {s.get(f"{W}styleId", ""): s for s in styles.iter(f"{W}style")}

    def numbers(name: str) -> bool:
        passed: set[str] = set()
        while name in each and name not in passed:
            passed.add(name)
            if (told := _list(each[name].find(f"{W}pPr"))) is not None:
                return told != "0"
            based = each[name].find(f"{W}basedOn")
            name = "" if based is None else based.get(f"{W}val", "")
        return False

    return frozenset(filter(numbers, each))


def is_numbered(properties: Any, numbering: frozenset[str]) -> bool:
    """Whether Word numbers a paragraph of these properties."""
    told = _list(properties)
    if told is None:
        style = properties.find(f"{W}pStyle")
        return style is not None and style.get(f"{W}val", "") in numbering
    return told != "0"


def is_renumbered(properties: Any) -> bool:
    """Whether somebody changed a paragraph's automatic number or its level, the change tracked."""
    numbering = properties.find(f"{W}numPr")
    if numbering is not None and [*numbering.iter(f"{W}ins", f"{W}numberingChange")]:
        return True
    before = properties.find(f"{W}pPrChange/{W}pPr")
    return before is not None and _numbered(before) != _numbered(properties)


def _numbered(properties: Any) -> list[str]:
    found = [properties.find(f"{W}numPr/{W}{name}") for name in ("numId", "ilvl")]
    return ["0" if each is None else each.get(f"{W}val", "0") for each in found]


def _list(properties: Any) -> str | None:
    """The list a paragraph or a style says it is in; a level alone is that of the style's list."""
    found = None if properties is None else properties.find(f"{W}numPr/{W}numId")
    return None if found is None else str(found.get(f"{W}val", "0"))


def numbered_levels(styles: Any) -> frozenset[str]:
    """The levels of headings that an ODT file numbers."""
    levels = () if styles is None else styles.iter(f"{_TEXT}outline-level-style")
    return frozenset(
        level.get(f"{_TEXT}level", "") for level in levels if level.get(f"{_STYLE}num-format")
    )


def is_numbered_in_writer(paragraph: Any, numbered: frozenset[str]) -> bool:
    """Whether Writer numbers a paragraph: the first of an entry in a list, or a heading of one of
    the ``numbered`` levels."""
    parent = paragraph.getparent()
    if parent.tag == f"{_TEXT}list-item":
        return bool(parent[0] is paragraph)
    if paragraph.tag == f"{_TEXT}h" and paragraph.get(f"{_TEXT}outline-level", "") in numbered:
        return str(paragraph.get(f"{_TEXT}is-list-header")) != "true"
    return bool(parent.tag == f"{_TEXT}numbered-paragraph")
