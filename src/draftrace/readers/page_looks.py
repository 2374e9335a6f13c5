"""What does an html page show, or keep from the eye, that no reading of its words tells?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from html.parser import HTMLParser
from typing import Final

import msgspec

from draftrace.readers.sheet_rules import LINE_THROUGH, UNSEEN, Element, Rule, rules

STRUCK: Final = "struck out"
HIDDEN: Final = "hidden"
SHOWN: Final = "shown"
_CITES: Final = "cites"

_STRUCK_BY_NAME = ("s", "strike")
_DRAWN = ("svg", "textarea", "button", "select", "object", "canvas", "video", "audio")
"""Their words are letters on the page, and no reading takes them in."""
_FRAMES = ("iframe", "embed", "frame", "script")
"""What these show, and a style sheet linked, is known only to who runs or fetches them."""
_VOID = (
    "area",
    "base",
    "br",
    "col",
    "embed",
    "hr",
    "img",
    "input",
    "link",
    "meta",
    "source",
    "wbr",
)
_BLOCKS = ("p", "li", "h1", "h2", "h3", "h4", "h5", "h6", "td", "th", "dt", "dd", "blockquote")
_CITING = ("doc-noteref", "doc-backlink")
_WRITTEN_BY_STYLE = re.compile(r"content\s*:\s*(?:\"([^\"]*)\"|'([^']*)')")
_LETTER = re.compile(r"\w")


class Look(msgspec.Struct, frozen=True):
    """Words and what the page does to them: ``STRUCK``, ``HIDDEN`` or ``SHOWN``. ``block`` are all
    words read of the paragraph they stand in, numbers of notes apart; empty outside any."""

    how: str
    words: str
    block: str


def looks(page: str) -> Iterator[Look]:
    """In the order of the page; what its style sheets write comes last."""
    parser = _Page(rules(page))
    parser.feed(page)
    parser.close()
    parser.end_block()
    yield from parser.found
    for told in _WRITTEN_BY_STYLE.finditer("".join(parser.styles)):
        words = told[1] or told[2] or ""
        if _LETTER.search(re.sub(r"\\[0-9a-fA-F]{1,6}", "", words)):
            yield Look(SHOWN, words, "")


class _Page(HTMLParser):
    def __init__(self, sheet: Sequence[Rule]) -> None:
        super().__init__(convert_charrefs=True)
        self.sheet = sheet
        self.found: list[Look] = []
        self.styles: list[str] = []
        self._open: list[tuple[str, str]] = []
        self._around: list[Element] = []
        self._block: list[str] = []
        self._odd: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _BLOCKS:
            self.end_block()
        given = {name: value or "" for name, value in attrs}
        if tag in _FRAMES or (tag == "link" and "stylesheet" in given.get("rel", "").lower()):
            self._odd.append((SHOWN, f"<{tag}>"))
        if tag == "input" and given.get("type", "text") != "hidden" and given.get("value"):
            self._odd.append((SHOWN, given["value"]))
        if tag not in _VOID:
            cites = tag == "sup" or given.get("role") in _CITING
            element = Element(tag, frozenset(given.get("class", "").split()), given.get("id", ""))
            done = _done_to(tag, given) or self._done_by_sheet(element)
            self._open.append((tag, _CITES if cites else done))
            self._around.append(element)

    def handle_endtag(self, tag: str) -> None:
        if tag in _BLOCKS:
            self.end_block()
        names = [name for name, _how in self._open]
        if tag in names:
            place = len(names) - 1 - names[::-1].index(tag)
            del self._open[place:], self._around[place:]

    def handle_data(self, data: str) -> None:
        names = {name for name, _how in self._open}
        if "style" in names:
            self.styles.append(data)
        if names.intersection(("style", "script", "head")):
            return
        done = {how for _name, how in self._open}
        how = next((each for each in (SHOWN, HIDDEN, STRUCK) if each in done), "")
        if how and data.strip():
            self._odd.append((how, " ".join(data.split())))
        if not done.intersection((SHOWN, _CITES)):
            self._block.append(data)

    def _done_by_sheet(self, element: Element) -> str:
        """What the page's style sheets do to an element; to what is marked as deleted, nothing that
        the marks do not say."""
        if "del" in (element.tag, *(each.tag for each in self._around)):
            return ""
        found = [rule for rule in self.sheet if rule.fits(element, self._around)]
        if not found:
            return ""
        return HIDDEN if any(rule.hides for rule in found) else STRUCK

    def end_block(self) -> None:
        """What was found since the last block stands in this one."""
        block = "".join(self._block)
        self.found += [Look(how, words, block) for how, words in self._odd]
        self._block, self._odd = [], []


def _done_to(tag: str, given: Mapping[str, str]) -> str:
    style = given.get("style", "")
    if tag in _DRAWN:
        return SHOWN
    if "hidden" in given or UNSEEN.search(style):
        return HIDDEN
    return STRUCK if tag in _STRUCK_BY_NAME or LINE_THROUGH.search(style) else ""
