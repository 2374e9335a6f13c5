"""Which elements do the style sheets in an html page hide or strike out?

By tags, classes and ids, and what an element stands within. Which of several rules wins is the
browser's to say, so an element counts as hidden where any rule hides it; rules for paper alone are
passed over.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import msgspec

UNSEEN = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0)", re.I)
LINE_THROUGH = re.compile(r"text-decoration[\w-]*\s*:[^;]*line-through", re.I)
_SHEET = re.compile(r"<style\b[^>]*>(.*?)</style\s*>", re.I | re.S)
_COMMENT = re.compile(r"/\*.*?\*/", re.S)
_ON_PAPER = re.compile(r"@media[^{]*\bprint\b[^{]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}", re.I)
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_COMPOUND = re.compile(r"(?P<tag>[a-z][\w-]*)?(?P<rest>(?:[.#][\w-]+)*)", re.I)


class Element(msgspec.Struct, frozen=True):
    """An element of the page, by what a selector may say of it."""

    tag: str
    classes: frozenset[str]
    id: str = ""

    def fits(self, other: Element) -> bool:
        """Whether another has all that is said here."""
        named = self.tag in ("", other.tag) and self.id in ("", other.id)
        return named and self.classes <= other.classes


class Rule(msgspec.Struct, frozen=True):
    """A rule that ``hides`` an element, or strikes it out, within others."""

    within: tuple[Element, ...]
    of: Element
    hides: bool

    def fits(self, element: Element, around: Sequence[Element]) -> bool:
        """Whether it is about an element, ``around`` it those that hold it."""
        return self.of.fits(element) and all(
            any(each.fits(other) for other in around) for each in self.within
        )


def rules(page: str) -> list[Rule]:
    """The rules of a page that hide or strike out, in their order."""
    sheets = "".join(_SHEET.findall(page))
    sheets = _ON_PAPER.sub("", _COMMENT.sub("", sheets))
    return [rule for selectors, style in _RULE.findall(sheets) for rule in _of(selectors, style)]


def _of(selectors: str, style: str) -> Iterator[Rule]:
    hides = bool(UNSEEN.search(style))
    if not (hides or LINE_THROUGH.search(style)):
        return
    for selector in selectors.split(","):
        compounds = [_element(each) for each in re.split(r"\s*>\s*|\s+", selector.strip())]
        found = [each for each in compounds if each is not None]
        if found and len(found) == len(compounds):
            yield Rule(tuple(found[:-1]), found[-1], hides)


def _element(compound: str) -> Element | None:
    """What a part of a selector says; None where it says more, as of a state or a sibling."""
    found = _COMPOUND.fullmatch(compound)
    if found is None or not found[0]:
        return None
    named = re.findall(r"([.#])([\w-]+)", found["rest"])
    classes = frozenset(name for sign, name in named if sign == ".")
    ids = [name for sign, name in named if sign == "#"]
    return Element((found["tag"] or "").lower(), classes, ids[0] if ids else "")
