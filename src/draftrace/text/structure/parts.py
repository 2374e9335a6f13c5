"""How do the parts found end up: which need a code, which paragraphs are preambular?"""

from __future__ import annotations

import re
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
RECITAL = re.compile(
    r"\W*(?:[A-Z][a-z]+ing|Mindful|Aware|Conscious|Convinced|Concerned|Determined|Alarmed|Guided|"
    r"Desirous|Resolved|Deeply|Fully|Gravely|Having|Inspired|Encouraged|Also|Further|Pursuant)\s"
)
_SHORTESTRECITAL = 40
SPEAKERS = re.compile(r"\W*(?:The|We|Us|Who)\b.{2,120},\W*$")


def settle(units: list[Unit], found: list[Series], *, printed: bool) -> list[Part]:
    """The parts in order of appearance, after the main series was given a code where it is only
    the first of several sibling parts; preambular paragraphs are marked as such. ``printed``: the
    source marks no headings, so what looks like its title may be that of its first part.
    """
    first = _first_of_siblings(units, found, printed=printed)
    _mark_preamble(units, {unit.part for unit in units})
    _mark_preamble_of_articles(units)
    listed = [
        Part(code=part.code, title=part.title, embedded=part.embedded)
        for part in found
        if part.code
    ]
    return [first, *listed] if first is not None else listed


def _first_of_siblings(units: list[Unit], found: list[Series], *, printed: bool) -> Part | None:
    """A text that holds a declaration and a plan, and nothing numbered besides, has two parts:
    the first is opened by the heading of the same level as the second's.
    """
    siblings = [part for part in found[1:] if not part.article]
    if found[0].last is None or not siblings:
        return None
    opener = _opener(units, siblings[0], printed=printed)
    if opener is None:
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
        units[opener].kind, units[opener].level = "title", siblings[0].base
    return Part(code=code, title=title, embedded=embedded)


def _opener(units: list[Unit], second: Series, *, printed: bool) -> int | None:
    """Where the heading stands that opens the first of the parts."""
    numbered = next(i for i, u in enumerate(units) if u.kind == "operative" and not u.part)
    for place in range(numbered, -1, -1):
        unit = units[place]
        if unit.kind == "heading" and unit.level == second.base:
            return place if unit.lead is None and not _is_document_title(unit) else None
        if printed and unit.kind == "title":
            preamble = any(u.kind == "paragraph" and not u.label for u in units[place:numbered])
            return place if preamble and _is_instrument(unit.block.text, second) else None
    return None


def _is_instrument(title: str, second: Series) -> bool:
    """Whether two titles are those of instruments side by side, neither above the other."""
    annexed = second.title.casefold().startswith("annex")
    return second.embedded and not annexed and headings.title_case(title)


def _is_document_title(unit: Unit) -> bool:
    return unit.block.form == "heading" and unit.block.depth == 0


def _mark_preamble(units: list[Unit], codes: set[str]) -> None:
    """Unnumbered paragraphs between an instrument's title and its first numbered paragraph."""
    waiting: dict[str, list[Unit]] = {code: [] for code in codes}
    for place, unit in enumerate(units):
        held = waiting.get(unit.part)
        if held is None:
            continue
        if _opens_preamble(unit, units[place - 1 : place]):
            held.clear()
        if unit.kind == "operative":
            for paragraph in waiting.pop(unit.part):
                paragraph.kind = "preambular"
        elif unit.kind == "title" or (unit.kind == "heading" and not _keeps(unit)):
            held.clear()
        elif unit.kind == "paragraph" and not unit.label:
            held.append(unit)


def _opens_preamble(unit: Unit, before: list[Unit]) -> bool:
    """Whether those who speak are named right under the heading of the preamble: what stands above
    both is a note on the document."""
    headed = bool(before) and before[0].block.text.strip("[]:. ").lower() in _PREAMBLE
    return headed and unit.kind == "paragraph" and SPEAKERS.match(unit.block.text) is not None


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
    text = unit.block.text
    long = len(text) > _LONGEST_HEADING_OF_A_PREAMBLE or (
        len(text) > _SHORTESTRECITAL and RECITAL.match(text) is not None
    )
    return unit.kind == "heading" and unit.lead is None and unit.block.form == "text" and long


def _keeps(unit: Unit) -> bool:
    return bool(unit.part) or unit.block.text.lower() in _PREAMBLE


def _free(code: str, taken: set[str]) -> str:
    number, free = 1, code
    while free in taken:
        number += 1
        free = f"{code}{number}"
    return free
