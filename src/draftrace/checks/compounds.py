"""Where does a compound stand, and does it stand before the noun it qualifies?"""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from draftrace.checks.pages import Page, Pages, Word
from draftrace.text.lexicon import lists

_DETERMINERS = frozenset(
    (
        "a",
        "an",
        "the",
        "this",
        "that",
        "these",
        "those",
        "its",
        "their",
        "our",
        "his",
        "her",
        "such",
    )
)
_SUSPENDED = re.compile(
    r"\b([a-z]+)-,? (?:[a-z]+-,? ){0,6}(?:and|or) [a-z]+-([a-z]+)", re.IGNORECASE
)


class Compound(msgspec.Struct, frozen=True):
    """Two words that may be one compound: ``joined`` by hyphen, written in one (``closed``), or
    apart; ``before_noun`` when a word that may be a noun follows at once.
    """

    page: Page
    start: int
    end: int
    text: str
    joined: bool
    before_noun: bool
    listed: bool = False


def hyphenated(pages: Pages) -> Iterator[tuple[tuple[str, str], Compound]]:
    """Every compound of two parts with a hyphen, by its parts in the singular."""
    for page in pages:
        words = page.words
        for number, word in enumerate(words):
            parts = word.text.lower().split("-")
            if len(parts) == 2 and all(part.isalpha() and len(part) > 1 for part in parts):
                yield (
                    (parts[0], singular(parts[1])),
                    Compound(
                        page,
                        word.start,
                        word.end,
                        word.text,
                        joined=True,
                        before_noun=before_noun(page, words, number),
                        listed=_goes_on(page, words, number),
                    ),
                )


def suspended(pages: Pages) -> Iterator[tuple[str, str]]:
    """The compounds that stand in full only by their last member: short- and long-term."""
    for page in pages:
        if "- " in page.text or "-, " in page.text:
            for found in _SUSPENDED.finditer(page.text):
                yield found[1].lower(), found[2].lower()


def apart(pages: Pages) -> Iterator[tuple[tuple[str, str], Compound]]:
    """Every two words that follow each other with nothing but a space between."""
    for page in pages:
        words = page.words
        for number in range(len(words) - 1):
            first, second = words[number], words[number + 1]
            if page.text[first.end : second.start] != " ":
                continue
            if first.text[-1] == "-" or (_capital(first) and _capital(second)):
                continue
            yield (
                (first.text.lower(), singular(second.text.lower())),
                Compound(
                    page,
                    first.start,
                    second.end,
                    f"{first.text} {second.text}",
                    joined=False,
                    before_noun=before_noun(page, words, number + 1),
                ),
            )


def before_noun(page: Page, words: tuple[Word, ...], number: int) -> bool:
    """Whether the next word may be the noun (or another adjective of it) that is qualified."""
    if number + 1 >= len(words):
        return False
    following = words[number + 1]
    if page.text[words[number].end : following.start] != " ":
        return False
    lowered = following.text.lower()
    if lowered in lists.words("function_words.txt") or not lowered[0].isalpha():
        return False
    if lowered.endswith(("ly", "ed")):
        return False
    after = words[number + 2].text.lower() if number + 2 < len(words) else ""
    return not (lowered.endswith("s") and after in _DETERMINERS)


def singular(word: str) -> str:
    """The word without the s of its plural."""
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


def _goes_on(page: Page, words: tuple[Word, ...], number: int) -> bool:
    """Whether "and" or a comma follows: the noun may come after a second adjective."""
    if number + 1 >= len(words):
        return False
    between = page.text[words[number].end : words[number + 1].start]
    return between == ", " or words[number + 1].text.lower() in ("and", "or")


def _capital(word: Word) -> bool:
    return word.text[:1].isupper()
