"""Is a turn of phrase usual, an enumeration always in one order, a date always as full?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from draftrace.checks.findings import Hit, Rule, grouped
from draftrace.checks.pages import Page, Pages
from draftrace.text.lexicon import lines

_SLASH = re.compile(r"(?<![\w/.-])[a-z]{3,}/[a-z]{3,}(?![\w/])")
_SERIES = re.compile(r"\b\w+(?:, \w+){2,12} and \w+\b")
_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_DATE = re.compile(rf"\b(?P<day>\d{{1,2}}) (?P<month>{_MONTHS})\b(?P<year> \d{{4}})?")


def phrases(pages: Pages) -> Iterator[Hit]:
    """Turns of phrase from the list."""
    usual = _usual()
    pattern = re.compile(
        rf"(?<![\w/])(?:{'|'.join(map(re.escape, sorted(usual, key=len, reverse=True)))})(?![\w/])",
        re.IGNORECASE,
    )
    found: dict[str, list[Hit]] = {}
    for page in pages:
        for match in pattern.finditer(page.text):
            form = match[0].lower()
            what = f"“{match[0]}” is not good usage"
            found.setdefault(form, []).append(
                Hit(page, match.start(), len(match[0]), what, usual[form])
            )
    yield from filter(None, map(grouped, found.values()))


def slashes(pages: Pages) -> Iterator[Hit]:
    """Two words with a stroke between them that leave it open whether both are meant."""
    usual = _usual()
    hits = [
        Hit(
            page,
            match.start(),
            len(match[0]),
            f"“{match[0]}”: a stroke leaves it open whether both are meant",
            f"“{match[0].replace('/', ' and ')}”, or “or”",
        )
        for page in pages.prose
        for match in _SLASH.finditer(page.text)
        if match[0] not in usual
    ]
    first = grouped(hits)
    if first is not None:
        yield first


def enumerations(pages: Pages) -> Iterator[Hit]:
    """The same four things or more, in another order than before."""
    seen: dict[frozenset[str], tuple[tuple[str, ...], str, Page]] = {}
    for page in pages:
        for match in _SERIES.finditer(page.text):
            members = tuple(re.split(r", | and ", match[0].lower()))
            if len(set(members)) < 4:
                continue
            order, shown, where = seen.setdefault(frozenset(members), (members, match[0], page))
            if order != members:
                what = f"“{match[0]}” here, “{shown}” in {where.address}: another order"
                yield Hit(page, match.start(), len(match[0]), what, f"“{shown}” throughout")


def dates(pages: Pages) -> Iterator[Hit]:
    """A date without its year before the first mention of it that has the year."""
    bare: dict[tuple[str, str], list[Hit]] = {}
    judged: set[tuple[str, str]] = set()
    for page in pages.body:
        for match in _DATE.finditer(page.text):
            key = (match["day"], match["month"])
            if key in judged:
                continue
            if match["year"] is None:
                bare.setdefault(key, []).append(Hit(page, match.start(), len(match[0]), "", ""))
                continue
            judged.add(key)
            first = grouped(bare.get(key, []))
            if first is not None:
                what = f"“{' '.join(key)}” without the year, which {page.address} gives"
                yield Hit(first.page, first.at, first.length, what, f"“{match[0]}”", first.also)


@cache
def _usual() -> dict[str, str]:
    pairs = (line.partition("|") for line in lines("usage.txt"))
    return {odd.strip().lower(): f"“{usual.strip()}”" for odd, _, usual in pairs}


RULES = (
    Rule(
        "usage",
        "A turn of phrase that is not good usage",
        "It will be translated, and the translators will ask.",
        "note",
        phrases,
    ),
    Rule(
        "stroke",
        "Two words with a stroke between them",
        "It leaves open whether both are meant, or either.",
        "note",
        slashes,
    ),
    Rule(
        "enumeration",
        "The same things enumerated in another order",
        "The order is agreed too, and a change of it is read as a change of weight.",
        "note",
        enumerations,
    ),
    Rule(
        "date",
        "A date without the year it has further on",
        "The first mention is the full one.",
        "note",
        dates,
    ),
)
