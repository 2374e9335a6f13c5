"""Is a short title or an abbreviation introduced before it is used?"""

from __future__ import annotations

import re
from collections.abc import Iterator

from draftrace.checks.findings import Hit, Rule, grouped
from draftrace.checks.pages import Page, Pages
from draftrace.text.lexicon import lists

_TREATY = "Convention|Conventions|Protocol|Covenant|Agreement|Treaty|Statute"
_NAME = r"[A-Z][a-z][\w-]*"
_NAMED = re.compile(
    rf"\b[Tt]he (?P<short>(?:(?:1[89]|20)\d\d|{_NAME}(?: {_NAME}){{0,3}}) (?:{_TREATY}))\b"
    r"(?! (?:on|against|for|of|concerning|relating|to)\b)"
)
_INTRODUCED = re.compile(
    r"(?:\(|herein(?:after|below)?[^.;]{0,40}?|referred to as |known as )[^().]{0,30}?[“\"]?"
    rf"(?:the )?(?P<short>(?:[\w-]+ ){{1,4}}(?:{_TREATY}))[”\"]?[^()]{{0,20}}?(?:\)|[”\"])"
)
_WHOLE = frozenset(
    {
        "framework",
        "single",
        "international",
        "united",
        "universal",
        "additional",
        "vienna",
        "geneva",
    }
)
_ABBREVIATION = re.compile(r"(?<![\w./-])[A-Z]{2}[A-Z0-9]{0,6}s?(?![\w/-]|\.\w)")
_EXPLAINED = re.compile(r"\(([A-Z][A-Za-z]*[A-Z]s?)(?: [A-Z]\w+)?(?:,[^()]{1,40})?\)")


def treaties(pages: Pages) -> Iterator[Hit]:
    """A short title of a treaty ("the 1999 Convention") that is introduced nowhere before it."""
    introduced: dict[str, int] = {}
    uses: dict[str, list[Hit]] = {}
    for number, page in enumerate(pages):
        for found in _INTRODUCED.finditer(page.text):
            introduced.setdefault(found["short"].casefold(), number)
        for found in _NAMED.finditer(page.text):
            short = found["short"]
            first = short.split()[0].lower()
            if first in _WHOLE or short.isupper() or _inside(page, found.start("short")):
                continue
            if page.text.endswith("amended by ", 0, found.start()):
                continue
            hit = Hit(page, found.start("short"), len(short), short, str(number))
            uses.setdefault(short.casefold(), []).append(hit)
    for short, hits in uses.items():
        if int(hits[0].suggestion) >= introduced.get(short, len(pages.all)):
            continue
        first_use = grouped(hits)
        if first_use is not None:
            yield _unintroduced(first_use, known=short in introduced)


def _unintroduced(first: Hit, *, known: bool) -> Hit:
    when = "before it is introduced" if known else "without being introduced"
    return Hit(
        first.page,
        first.at,
        first.length,
        f"the short title “{first.message}” is used {when}",
        "the full title with the short one in brackets at the first mention, or the full title",
        first.also,
    )


def abbreviations(pages: Pages) -> Iterator[Hit]:
    """An abbreviation that is used before or without its full form."""
    known = lists.words("known_abbreviations.txt")
    explained: dict[str, int] = {}
    uses: dict[str, list[tuple[int, Hit]]] = {}
    for number, page in enumerate(pages):
        if page.kind in ("title", "heading", "tablerow"):
            continue
        for found in _EXPLAINED.finditer(page.text):
            explained.setdefault(found[1].rstrip("s"), number)
        for found in _ABBREVIATION.finditer(page.text):
            short = found[0].rstrip("s")
            if short in known or found[0] in known or _inside(page, found.start()):
                continue
            hit = Hit(page, found.start(), len(found[0]), found[0], "")
            uses.setdefault(short, []).append((number, hit))
    for short, numbered in uses.items():
        if numbered[0][0] >= explained.get(short, len(pages.all)):
            continue
        early = [hit for number, hit in numbered if number < explained.get(short, len(pages.all))]
        first = grouped(early)
        if first is not None:
            when = "before it is explained" if short in explained else "and explained nowhere"
            yield Hit(
                first.page,
                first.at,
                first.length,
                f"the abbreviation “{short}” is used {when}",
                "the full form with the abbreviation in brackets at the first mention",
                first.also,
            )


def _inside(page: Page, at: int) -> bool:
    """Whether the place is in italics, in quotation marks or in a document's symbol."""
    return page.is_italic(at) or page.is_quoted(at)


RULES = (
    Rule(
        "short-title",
        "A short title of a treaty used before it is introduced",
        "A party must know which treaty binds it.",
        "warning",
        treaties,
    ),
    Rule(
        "abbreviation",
        "An abbreviation used before it is explained",
        "Not every capital knows it.",
        "warning",
        abbreviations,
    ),
)
