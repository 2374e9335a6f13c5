"""Titles of instruments and stock formulas: what is shared without telling of descent."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from draftrace.matching.families import spans
from draftrace.text.lexicon import lines, lists

if TYPE_CHECKING:
    from collections.abc import Iterator


def discount(wording: str, words: list[str], places: list[int], weights: list[float]) -> None:
    """Take the weight off stock formulas, and leave a title the weight of its rarest word."""
    stock = [range(first, end) for first, end in formulas_in(words)]
    named = list(titles_in(wording)) if _heads().search(wording) else []
    if not stock and not named and not _has_group(words):
        return
    numbers = {place: number for number, place in enumerate(places)}
    for place in (place for formula in stock for place in formula):
        if place in numbers:
            weights[numbers[place]] = 0.0
    titles = [_words_in(title, wording) for title in named] + [
        range(a, b) for a, b in _found(words, _groups())
    ]
    for title in titles:
        held = [numbers[place] for place in title if place in numbers]
        total = sum(weights[number] for number in held)
        if total > 0:
            share = max(weights[number] for number in held) / total
            for number in held:
                weights[number] *= share


def formulas_in(words: list[str]) -> Iterator[tuple[int, int]]:
    """Where stock formulas stand: first word and the one after the last."""
    return _found(words, _stock())


def titles_in(wording: str) -> Iterator[tuple[int, int]]:
    """Character spans of the titles of instruments."""
    return (match.span() for match in _title().finditer(wording))


def _words_in(title: tuple[int, int], wording: str) -> range:
    inside = [
        place
        for place, (start, end) in enumerate(spans(wording))
        if title[0] <= start and end <= title[1]
    ]
    return range(inside[0], inside[-1] + 1) if inside else range(0)


def _has_group(words: list[str]) -> bool:
    return any(True for _ in _found(words, _groups()))


def _found(
    words: list[str], phrases: dict[str, list[tuple[str, ...]]]
) -> Iterator[tuple[int, int]]:
    place = 0
    while place < len(words):
        for phrase in phrases.get(words[place], ()):
            if tuple(words[place : place + len(phrase)]) == phrase:
                yield place, place + len(phrase)
                place += len(phrase) - 1
                break
        place += 1


@cache
def _stock() -> dict[str, list[tuple[str, ...]]]:
    speaking = lists.section("modality.txt", "speaking")
    return _by_first_word(lines("stock_formulas.txt") + speaking)


@cache
def _groups() -> dict[str, list[tuple[str, ...]]]:
    return _by_first_word(lists.section("instruments.txt", "groups"))


def _by_first_word(phrases: tuple[str, ...]) -> dict[str, list[tuple[str, ...]]]:
    """Phrases by their first word, longest first."""
    by_first: dict[str, list[tuple[str, ...]]] = {}
    split = (tuple(re.findall(r"\w+", phrase.lower())) for phrase in phrases)
    for phrase in sorted(split, key=len, reverse=True):
        by_first.setdefault(phrase[0], []).append(phrase)
    return by_first


@cache
def _heads() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{_any_of('heads')})\b")


def _any_of(title: str) -> str:
    return "|".join(map(re.escape, lists.section("instruments.txt", title)))


@cache
def _title() -> re.Pattern[str]:
    """Capitalised words around a head, joined by small words; "and the" begins another title."""
    heads, links = _any_of("heads"), _any_of("links")
    word = r"[A-Z\d][\w’'-]*"
    link = rf"(?!(?:and|or|as\ well\ as)\s+(?:the|its|their)\b)(?:{links})"
    return re.compile(
        rf"(?:{word}\s+)*\b(?:{heads})\b(?:,?(?:\s+{link}){{0,3}}\s+{word})*", re.VERBOSE
    )
