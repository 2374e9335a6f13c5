"""Where do the titles of instruments stand in a text?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

import msgspec

from draftrace.checks.pages import Page, Pages
from draftrace.text.lexicon import lists


class Title(msgspec.Struct, frozen=True):
    """The title of an instrument where it stands, with the year after it (``of 1988``) or none."""

    page: Page
    start: int
    end: int
    text: str
    year: str = ""

    @property
    def key(self) -> str:
        """The title as compared: lower case, without the organization's name before it."""
        return re.sub(r"^(?:the )?(?:united nations )?", "", self.text.lower())


def titles(pages: Pages) -> Iterator[Title]:
    """Every title of an instrument, in order."""
    heads, pattern = _heads(), _pattern()
    for page in pages:
        if heads.search(page.text) is None:
            continue
        for found in pattern.finditer(page.text):
            text = found["title"].removeprefix("The ")
            start = found.start() + len(found["title"]) - len(text)
            yield Title(page, start, found.end(), text, found["year"] or "")


@cache
def _heads() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{_any('heads')})\b")


@cache
def _pattern() -> re.Pattern[str]:
    """Capitalised words around a head, joined by small words; ``and the`` begins another."""
    word = r"[A-Z][\w’'-]*"
    link = rf"(?!(?:and|or|as\ well\ as)\s+(?:the|its|their)\b)(?:{_any('links')})"
    return re.compile(
        rf"""(?<!\w)(?P<title>(?:{word}\s+){{0,8}}\b(?:{_any("heads")})\b
        (?:(?!,\s+(?:the|its|their)\b),?(?:\s+{link}){{0,3}}\s+{word}){{0,40}})
        (?:\s+of\s+(?P<year>(?:1[89]|20)\d\d)\b)?""",
        re.VERBOSE,
    )


def _any(title: str) -> str:
    return "|".join(map(re.escape, lists.section("instruments.txt", title)))
