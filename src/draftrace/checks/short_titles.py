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

_BEHIND = re.compile(
    r"(?<!\w)(?P<full>[A-Z][\w-]+(?: (?:[A-Z][\w-]+|and|for|in|of|on|the|against)){1,10}) "
    r"\((?P<short>[A-Z]{2,}[A-Za-z ]{0,20})\)"
)


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
    explained: dict[str, int] = {}
    uses: dict[str, list[tuple[int, Hit]]] = {}
    for number, page in enumerate(pages):
        if page.kind in ("title", "heading", "tablerow"):
            continue
        for found in _EXPLAINED.finditer(page.text):
            explained.setdefault(found[1].rstrip("s"), number)
        for hit in _abbreviations(page):
            uses.setdefault(hit.message, []).append((number, hit))
    for short, numbered in uses.items():
        known_from = explained.get(short, len(pages.all))
        first = grouped(hit for number, hit in numbered if number < known_from)
        if first is not None:
            when = "before it is explained" if short in explained else "and explained nowhere"
            what = f"the abbreviation “{short}” is used {when}"
            right = "the full form with the abbreviation in brackets at the first mention"
            yield Hit(first.page, first.at, first.length, what, right, first.also)


def _abbreviations(page: Page) -> Iterator[Hit]:
    known = lists.words("known_abbreviations.txt")
    for found in _ABBREVIATION.finditer(page.text):
        short = found[0].rstrip("s")
        if not {short, found[0]} & known and not _inside(page, found.start()):
            yield Hit(page, found.start(), len(found[0]), short, "")


def _inside(page: Page, at: int) -> bool:
    """Whether the place is in italics, in quotation marks or in a document's symbol."""
    return page.is_italic(at) or page.is_quoted(at)


def late(pages: Pages) -> Iterator[Hit]:
    """A short form in brackets behind a full form that stood without it before."""
    full_forms: dict[str, Hit] = {}
    for page in pages.prose:
        for found in _BEHIND.finditer(page.text):
            if not page.is_italic(found.start()) and not page.is_quoted(found.start()):
                hit = Hit(page, found.start("short"), len(found["short"]), found["short"], "")
                full_forms.setdefault(found["full"], hit)
    if not full_forms:
        return
    pattern = re.compile("|".join(map(re.escape, sorted(full_forms, key=len, reverse=True))))
    first: dict[str, Page] = {}
    for page in pages.prose:
        for match in pattern.finditer(page.text):
            first.setdefault(match[0], page)
    for full, hit in full_forms.items():
        where = first.get(full, hit.page)
        if where.address != hit.page.address:
            what = f"“{full}” gets its short form “{hit.message}” only here; it stands in "
            right = f"“{full} ({hit.message})” there, or no short form"
            yield Hit(hit.page, hit.at, hit.length, f"{what}{where.address} before", right)


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
    Rule(
        "late-short-form",
        "A short form introduced after the full form has stood without it",
        "The first mention is where readers look for it.",
        "note",
        late,
    ),
)
