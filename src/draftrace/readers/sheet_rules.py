"""Which elements do the style sheets in an html page hide or strike out?

By tags, classes and ids, and what an element stands within. Which of several rules wins, and when
a state or a place among others is given, is the browser's to say: an element counts as hidden where
any rule may hide it, on a screen or on paper.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import msgspec

from draftrace.readers.hiding import hides, plainly, strikes

_SHEET = re.compile(r"<style\b[^>]*>(.*?)</style\s*>", re.I | re.S)
_SET_ELSEWHERE = re.compile(r"(--[\w-]+)\s*:\s*([^;{}]*)")
_RULE = re.compile(r"([^{};]+)\{([^{}]*)\}")
_UNSAID = re.compile(r"::?(?:first-line|first-letter)|(?<!:):[\w-]+|\[[^\]]*\]|[&*]", re.I)
"""What an element may be or not: a state, an attribute, a place; its first line is part of it."""
_INSIDE_BRACKETS = re.compile(r"\([^()]*\)")
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
        """Whether it may be about an element, ``around`` it those that hold it."""
        return self.of.fits(element) and all(
            any(each.fits(other) for other in around) for each in self.within
        )


def sheets(page: str) -> str:
    """The style sheets of a page, what they set elsewhere put in."""
    told = plainly("\n".join(_SHEET.findall(page)))
    for name, value in _SET_ELSEWHERE.findall(told):
        told = re.sub(rf"var\(\s*{re.escape(name)}\s*(?:,[^()]*)?\)", lambda _: value, told)  # noqa: B023
    return told


def rules(page: str) -> list[Rule]:
    """The rules of a page that hide or strike out, in their order."""
    return [rule for who, style in _RULE.findall(sheets(page)) for rule in _of(who, style)]


def _of(selectors: str, style: str) -> Iterator[Rule]:
    hidden = hides(style)
    if not (hidden or strikes(style)):
        return
    while _INSIDE_BRACKETS.search(selectors):
        selectors = _INSIDE_BRACKETS.sub("", selectors)
    for selector in selectors.split(","):
        rule = _about(_UNSAID.sub("", selector), hidden)
        if rule is not None:
            yield rule


def _about(selector: str, hidden: bool) -> Rule | None:
    """The rule for one selector; None where it is about something a program writes."""
    beside = re.split(r"\s*[+~]\s*", selector.strip())
    found = [_element(each) for each in re.split(r"\s*>\s*|\s+", beside[-1])]
    kept = [each for each in found if each is not None]
    return Rule(tuple(kept[:-1]), kept[-1], hidden) if len(kept) == len(found) else None


def _element(compound: str) -> Element | None:
    """What a part of a selector says."""
    found = _COMPOUND.fullmatch(compound)
    if found is None:
        return None
    named = re.findall(r"([.#])([\w-]+)", found["rest"])
    classes = frozenset(name for sign, name in named if sign == ".")
    ids = [name for sign, name in named if sign == "#"]
    return Element((found["tag"] or "").lower(), classes, ids[0] if ids else "")
