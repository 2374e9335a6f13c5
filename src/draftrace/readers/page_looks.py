"""What does an html page show, or keep from the eye, that no reading of its words tells?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from html.parser import HTMLParser
from typing import Final

import msgspec

from draftrace.readers.element_looks import HIDDEN, SHOWN, STRUCK, done_to, shown_by
from draftrace.readers.sheet_rules import Element, Rule, rules, sheets

NUMBERED: Final = "numbered"
_CITES: Final = "cites"

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
_LISTS = ("ol", "ul", "menu")
_NOTES = ("footnotes", "endnotes")
_UNNUMBERED = re.compile(r"list-style[\w-]*\s*:[^;]*\bnone\b", re.I)
_WRITTEN_BY_STYLE = re.compile(
    r"(?:(?<![\w-])content|list-style(?:-type)?)\s*:\s*((?:\"[^\"]*\"|'[^']*'|[^;}\"'])*)"
)
_COUNTED = re.compile(r"counters?\(\s*(?:list-item|pages?)\b[^)]*\)")
"""The number that a list has anyway, and that of a page."""
_COMPUTED = re.compile(r"(attr|counters?|url|var|element|image(?:-set)?)\([^)]*\)?")
_STRING = re.compile(r"\"([^\"]*)\"|'([^']*)'")
_LETTER = re.compile(r"\w")


class Look(msgspec.Struct, frozen=True):
    """Words and what the page does to them: ``STRUCK``, ``HIDDEN`` or ``SHOWN``; ``NUMBERED`` is a
    paragraph that the browser numbers. ``block`` are all words read of the paragraph they stand in,
    numbers of notes apart; empty outside any."""

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
    told = sheets(page)
    if "@import" in told:
        yield Look(SHOWN, "<@import>", "")
    for value in _WRITTEN_BY_STYLE.findall(told):
        yield from (Look(SHOWN, words, "") for words in _written(value))


def _written(value: str) -> Iterator[str]:
    """The words of a value, and the names of what computes some."""
    value = _COUNTED.sub("", value)
    for one, other in _STRING.findall(value):
        words = re.sub(r"\\[0-9a-fA-F]{1,6}", "", one or other)
        if _LETTER.search(words):
            yield words
    for name in _COMPUTED.findall(_STRING.sub("", value)):
        yield f"<{name}>"


class _Page(HTMLParser):
    def __init__(self, sheet: Sequence[Rule]) -> None:
        super().__init__(convert_charrefs=True)
        self.sheet = sheet
        self.found: list[Look] = []
        self._open: list[tuple[str, str]] = []
        self._around: list[Element] = []
        self._block: list[str] = []
        self._odd: list[tuple[str, str]] = []
        self._ahead: list[tuple[str, str]] = []
        self._lists: list[bool] = []
        self._cited: dict[str, int] = {}
        self._citing = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _BLOCKS:
            self.end_block()
        given = {name: value or "" for name, value in attrs}
        element = Element(tag, frozenset(given.get("class", "").split()), given.get("id", ""))
        self._odd += [(SHOWN, words) for words in shown_by(tag, given)]
        self._number(tag, given)
        if tag not in _VOID:
            cites = tag == "sup" or given.get("role") in _CITING
            if given.get("role") == _CITING[0]:
                self._citing = given.get("href", "")
            done = done_to(tag, given) or self._done_by_sheet(element)
            self._open.append((tag, _CITES if cites else done))
            self._around.append(element)

    def handle_endtag(self, tag: str) -> None:
        if tag in _BLOCKS:
            self.end_block()
        if tag in _LISTS and self._lists:
            self._lists.pop()
        if tag == "a":
            self._citing = ""
        names = [name for name, _how in self._open]
        if tag in names:
            place = len(names) - 1 - names[::-1].index(tag)
            del self._open[place:], self._around[place:]

    def handle_data(self, data: str) -> None:
        if {name for name, _how in self._open}.intersection(("style", "script", "head")):
            return
        done = {how for _name, how in self._open}
        how = next((each for each in (SHOWN, HIDDEN, STRUCK) if each in done), "")
        if how and data.strip():
            self._odd.append((how, " ".join(data.split())))
        if self._citing and (figure := data.strip()).isdecimal():
            number = self._cited.setdefault(self._citing, len(self._cited) + 1)
            self._odd += [] if figure == str(number) else [(SHOWN, figure)]
        if not done.intersection((SHOWN, _CITES)):
            self._block.append(data)

    def _number(self, tag: str, given: Mapping[str, str]) -> None:
        """The number a list gives: beside what is typed, and to a note its own."""
        noted = any(each.classes.intersection(_NOTES) for each in self._around)
        if tag in _LISTS:
            bare = bool(_UNNUMBERED.search(given.get("style", "")))
            self._lists.append(tag == "ol" and not bare and not noted)
        if tag == "li" and self._lists and self._lists[-1]:
            self._ahead.append((NUMBERED, f"{given.get('value') or 'number'} of a list"))
        for name in ("start", "value", "reversed") if noted and tag in ("ol", "li") else ():
            if name in given and (name, given[name]) != ("start", "1"):
                self._ahead.append((SHOWN, f"{name} {given[name]}".strip()))

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
        """What was found since the last block stands in this one; the number of a list is that of
        its first words."""
        block = "".join(self._block)
        if block.strip():
            self._odd, self._ahead = [*self._ahead, *self._odd], []
        self.found += [Look(how, words, block) for how, words in self._odd]
        self._block, self._odd = [], []
