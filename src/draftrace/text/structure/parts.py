"""How do the parts found end up: which need a code, which paragraphs are preambular?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from draftrace.text.documents import Part
from draftrace.text.structure import headings

if TYPE_CHECKING:
    from draftrace.text.structure.outline import Unit
    from draftrace.text.structure.series import Series

MOST_OPEN = 8
_PREAMBLE = ("preamble",)
_IN_A_PREAMBLE = ("paragraph", "preambular", "item")
_LONGEST_HEADING_OF_A_PREAMBLE = 100


def settle(units: list[Unit], found: list[Series]) -> list[Part]:
    """The parts in order of appearance, after the main series was given a code where it is only
    the first of several sibling parts; preambular paragraphs are marked as such.
    """
    first = _first_of_siblings(units, found)
    _mark_preamble(units, {unit.part for unit in units})
    _mark_preamble_of_articles(units)
    listed = [
        Part(code=part.code, title=part.title, embedded=part.embedded)
        for part in found
        if part.code
    ]
    return [first, *listed] if first is not None else listed


def _first_of_siblings(units: list[Unit], found: list[Series]) -> Part | None:
    """A text that holds a declaration and a plan, and nothing numbered besides, has two parts:
    the first is opened by the heading of the same level as the second's.
    """
    siblings = [part for part in found[1:] if not part.article]
    if found[0].last is None or not siblings:
        return None
    level = siblings[0].base
    numbered = next(i for i, u in enumerate(units) if u.kind == "operative" and not u.part)
    opener = next(
        (
            place
            for place in range(numbered, -1, -1)
            if units[place].kind == "heading" and units[place].level == level
        ),
        None,
    )
    if opener is None or units[opener].lead is not None or _is_document_title(units[opener]):
        return None
    second = next(i for i, u in enumerate(units) if u.part == siblings[0].code)
    if any(unit.kind == "operative" and not unit.part for unit in units[second:]):
        return None
    title = units[opener].block.text
    code = _free(headings.initials(title), {part.code for part in found})
    for unit in units[opener:second]:
        if not unit.part:
            unit.part = code
    embedded = headings.title_case(title)
    if embedded:
        units[opener].kind = "title"
    return Part(code=code, title=title, embedded=embedded)


def _is_document_title(unit: Unit) -> bool:
    return unit.block.form == "heading" and unit.block.depth == 0


def _mark_preamble(units: list[Unit], codes: set[str]) -> None:
    """Unnumbered paragraphs between an instrument's title and its first numbered paragraph."""
    waiting: dict[str, list[Unit]] = {code: [] for code in codes}
    for unit in units:
        held = waiting.get(unit.part)
        if held is None:
            continue
        if unit.kind == "operative":
            for paragraph in waiting.pop(unit.part):
                paragraph.kind = "preambular"
        elif unit.kind == "title" or (unit.kind == "heading" and not _keeps(unit)):
            held.clear()
        elif unit.kind == "paragraph" and not unit.label:
            held.append(unit)


def _mark_preamble_of_articles(units: list[Unit]) -> None:
    """In a text divided into articles: the unnumbered paragraphs right above the first one."""
    place = next((n for n, unit in enumerate(units) if unit.label.startswith("Article ")), 0) - 1
    while place >= 0 and units[place].kind == "heading":
        place -= 1
    while place >= 0 and (units[place].kind in _IN_A_PREAMBLE or _unended(units[place])):
        unit = units[place]
        if unit.part:
            return
        if not unit.label and unit.kind != "item":
            unit.kind, unit.level = "preambular", 1
        place -= 1


def _unended(unit: Unit) -> bool:
    """Whether a recital only looks like a heading, because it lost the comma at its end."""
    long = len(unit.block.text) > _LONGEST_HEADING_OF_A_PREAMBLE
    return unit.kind == "heading" and unit.lead is None and unit.block.form == "text" and long


def _keeps(unit: Unit) -> bool:
    return bool(unit.part) or unit.block.text.lower() in _PREAMBLE


def _free(code: str, taken: set[str]) -> str:
    number, free = 1, code
    while free in taken:
        number += 1
        free = f"{code}{number}"
    return free
