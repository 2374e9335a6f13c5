"""Which paragraphs of a file does the program number itself, so that no letters show it?

Source: ECMA-376-1, 17.9 (numbering) and 17.3.1.19, the list 0 is none; OpenDocument 1.3 part 3, 5.3
(lists) and 16.34 (outlines).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
RENUMBERED = "automatic numbering changed"


class Lists(NamedTuple):
    """What tells of a Word file's paragraphs whether they are numbered: the ``styles`` that do it,
    and the lists and levels that show no ``silent`` number, since they count nothing or in bullets.
    """

    styles: frozenset[str] = frozenset()
    silent: frozenset[tuple[str, str]] = frozenset()


def lists_of(styles: Any, numbering: Any) -> Lists:
    """From the parts of a file that have them."""
    silent = (
        frozenset(_silent(numbering)) if numbering is not None else frozenset[tuple[str, str]]()
    )
    return Lists(_numbering_styles(styles, silent), silent)


def _silent(numbering: Any) -> Iterator[tuple[str, str]]:
    kinds = {each.get(f"{W}abstractNumId"): each for each in numbering.iter(f"{W}abstractNum")}
    for each in numbering.iter(f"{W}num"):
        kind = each.find(f"{W}abstractNumId")
        of = None if kind is None else kinds.get(kind.get(f"{W}val"))
        levels = () if of is None else of.iter(f"{W}lvl")
        anew = [*each.iter(f"{W}lvl")]
        for level in (*levels, *anew):
            place = each.get(f"{W}numId", ""), level.get(f"{W}ilvl", "")
            replaced = level not in anew and any(n.get(f"{W}ilvl") == place[1] for n in anew)
            if not replaced and not _counts(level):
                yield place


def _counts(level: Any) -> bool:
    counting, shown = level.find(f"{W}numFmt"), level.find(f"{W}lvlText")
    kind = "decimal" if counting is None else counting.get(f"{W}val", "")
    return kind not in ("none", "bullet") and "%" in (
        "" if shown is None else shown.get(f"{W}val", "")
    )


def _numbering_styles(styles: Any, silent: frozenset[tuple[str, str]]) -> frozenset[str]:
    """The ids of the styles of paragraphs that number them, or are based on one."""
    each = {} if styles is None else {s.get(f"{W}styleId", ""): s for s in styles.iter(f"{W}style")}

    def numbers(name: str) -> bool:
        passed: set[str] = set()
        while name in each and name not in passed:
            passed.add(name)
            properties = each[name].find(f"{W}pPr")
            if (told := _list(properties)) is not None:
                return told != "0" and (told, _level(properties)) not in silent
            based = each[name].find(f"{W}basedOn")
            name = "" if based is None else based.get(f"{W}val", "")
        return False

    return frozenset(filter(numbers, each))


def is_numbered(properties: Any, lists: Lists) -> bool:
    """Whether Word numbers a paragraph of these properties."""
    told = _list(properties)
    if told is None:
        style = properties.find(f"{W}pStyle")
        return style is not None and style.get(f"{W}val", "") in lists.styles
    return told != "0" and (told, _level(properties)) not in lists.silent


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


def _level(properties: Any) -> str:
    found = properties.find(f"{W}numPr/{W}ilvl")
    return "0" if found is None else str(found.get(f"{W}val", "0"))


class Outlines(NamedTuple):
    """The same of an ODT file: the ``levels`` of headings it numbers, and the styles of lists and
    their levels that show no number."""

    levels: frozenset[str] = frozenset()
    silent: frozenset[tuple[str, str]] = frozenset()


def outlines_of(content: Any, styles: Any) -> Outlines:
    """From the parts of a file that have them."""
    lists = [
        each
        for root in (content, styles)
        if root is not None
        for each in root.iter(f"{_TEXT}list-style")
    ]
    silent = frozenset(
        (each.get(f"{_STYLE}name", ""), level.get(f"{_TEXT}level", ""))
        for each in lists
        for level in each
        if not level.get(f"{_STYLE}num-format")
    )
    return Outlines(_numbered_levels(styles), silent)


def _numbered_levels(styles: Any) -> frozenset[str]:
    """The levels of headings that an ODT file numbers."""
    levels = () if styles is None else styles.iter(f"{_TEXT}outline-level-style")
    return frozenset(
        level.get(f"{_TEXT}level", "") for level in levels if level.get(f"{_STYLE}num-format")
    )


def is_numbered_in_writer(paragraph: Any, outlines: Outlines) -> bool:
    """Whether Writer numbers a paragraph: the first of an entry in a list, or a heading of one of
    the numbered levels."""
    parent = paragraph.getparent()
    if parent.tag == f"{_TEXT}list-item":
        around = [*paragraph.iterancestors(f"{_TEXT}list")]
        names = (each.get(f"{_TEXT}style-name") for each in around)
        place = next(filter(None, names), ""), str(len(around))
        return bool(parent[0] is paragraph) and place not in outlines.silent
    level = paragraph.get(f"{_TEXT}outline-level", "")
    if paragraph.tag == f"{_TEXT}h" and level in outlines.levels:
        return str(paragraph.get(f"{_TEXT}is-list-header")) != "true"
    return bool(parent.tag == f"{_TEXT}numbered-paragraph")
