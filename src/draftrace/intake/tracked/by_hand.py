"""What somebody struck out or hid by its look alone: no tracked change, and it still stands.

Source: ECMA-376-1, 17.3.2.9, 17.3.2.37, 17.3.2.41 (dstrike, strike, vanish); OpenDocument 1.3 part
3, 20.383 (style:text-line-through-style), text:display of sections and of letters.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from draftrace.intake.tracked.word_unseen import HIDING, STRIKING, Look, looks_so, pictures

HIDDEN = "hidden letters: taken as words that stand"
STRUCK = "struck out by hand, not tracked: taken as words that stand"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_GONE = (f"{_W}del", f"{_W}moveFrom")
_ASIDE = (f"{_TEXT}note", f"{_OFFICE}annotation")


def by_hand_in_word(
    paragraph: Any, styles: Mapping[Look, frozenset[str]]
) -> Iterator[tuple[str, str]]:
    """What is struck out, and what is hidden, by its look alone among the letters of a Word file's
    paragraph, with the letters; what a tracked change took out is neither."""
    for what, looks in ((STRUCK, STRIKING), (HIDDEN, HIDING)):
        if letters := _looking(paragraph, looks, styles):
            yield what, letters


def _looking(paragraph: Any, looks: Sequence[Look], styles: Mapping[Look, frozenset[str]]) -> str:
    """The letters of one of these looks; stretches apart."""
    told, last = "", None
    for run in paragraph.iter(f"{_W}r"):
        letters = "".join(text.text or "" for text in run.iterchildren(f"{_W}t"))
        # A bullet or a tick may stand in such a font; words may not.
        also = (pictures,) if looks is HIDING and any(map(str.isalnum, letters)) else ()
        if not letters or not any(looks_so(run, does, styles) for does in (*looks, *also)):
            continue
        if any(above.tag in _GONE for above in run.iterancestors()):
            continue
        told += letters if last is None or run.getprevious() is last else f" … {letters}"
        last = run
    return told.strip()


class Looks(NamedTuple):
    """The styles of an ODT file that strike letters out, but for those of our own marks, those
    that hide them, and those of fonts that picture them."""

    struck: frozenset[str] = frozenset()
    hidden: frozenset[str] = frozenset()
    pictured: frozenset[str] = frozenset()


def by_hand_in_writer(paragraph: Any, looks: Looks) -> Iterator[tuple[str, str]]:
    """What is struck out or hidden by its look alone among the letters of an ODT file's paragraph,
    stretches apart; all of one in a hidden section, or hidden on a condition, which only a program
    weighs."""
    for what, styles in ((STRUCK, looks.struck), (HIDDEN, looks.hidden)):
        letters = " … ".join(_stretches(paragraph, styles)) if styles else ""
        if what == HIDDEN and _is_hidden(paragraph):
            letters = "".join(paragraph.itertext())
        if letters.strip():
            yield what, letters.strip()
    pictured = " … ".join(_stretches(paragraph, looks.pictured)) if looks.pictured else ""
    if any(map(str.isalnum, pictured)):
        yield HIDDEN, pictured


def _is_hidden(paragraph: Any) -> bool:
    sections = paragraph.iterancestors(f"{_TEXT}section")
    return any(each.get(f"{_TEXT}display", "true") != "true" for each in sections) or (
        next(paragraph.iter(f"{_TEXT}hidden-paragraph"), None) is not None
    )


def _stretches(element: Any, styles: frozenset[str]) -> Iterator[str]:
    if element.get(f"{_TEXT}style-name", "") in styles:
        if told := "".join(element.itertext()).strip():
            yield told
        return
    for child in element:
        if child.tag not in _ASIDE:
            yield from _stretches(child, styles)
