"""Titles, sessions and stock formulas: what is shared without telling of descent."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from draftrace.matching.families import SPLITTING, WORD, plain
from draftrace.text import instruments
from draftrace.text.lexicon import lines, lists

if TYPE_CHECKING:
    from collections.abc import Iterator

Phrases = dict[str, list[tuple[str, ...]]]


def spared(wording: str, words: list[str]) -> list[tuple[bool, int, int]]:
    """Titles (True) and stock formulas (False), each by its first word and the one after its last.

    ``words`` are the wording's, lower case. Formulas come after titles: they weigh nothing even
    inside one.
    """
    found = [(True, *title) for title in titles_in(wording)]
    found += [(True, *group) for group in _found(words, _by_first_word(groups=True))]
    found += [(False, *formula) for formula in _found(words, _by_first_word(groups=False))]
    return found


def titles_in(wording: str) -> Iterator[tuple[int, int]]:
    """The titles of instruments and the sessions of bodies, each by its first word and the one
    after its last: to name the same treaty or the same session is no descent."""
    past = 0
    for start, end in sorted((*instruments.titles(wording), *instruments.sessions(wording))):
        if start >= past:
            first = count_words(wording[:start])
            yield first, first + count_words(wording[start:end])
            past = end


def count_words(text: str) -> int:
    """How many words a text has."""
    return len(plain(text).encode().translate(SPLITTING).split())


def _found(words: list[str], phrases: Phrases) -> Iterator[tuple[int, int]]:
    past = 0
    for place in [place for place, word in enumerate(words) if word in phrases]:
        if place < past:
            continue
        for phrase in phrases[words[place]]:
            if tuple(words[place : place + len(phrase)]) == phrase:
                past = place + len(phrase)
                yield place, past
                break


@cache
def listed(*, groups: bool) -> tuple[tuple[str, ...], ...]:
    """The listed phrases word by word, longest first: groups of instruments, or stock formulas
    and ways of reporting what was said."""
    if groups:
        phrases = lists.section("instruments.txt", "groups")
    else:
        phrases = lines("stock_formulas.txt") + lists.section("modality.txt", "speaking")
    split = (tuple(WORD.findall(phrase.lower())) for phrase in phrases)
    return tuple(sorted(split, key=len, reverse=True))


@cache
def _by_first_word(*, groups: bool) -> Phrases:
    by_first: Phrases = {}
    for phrase in listed(groups=groups):
        by_first.setdefault(phrase[0], []).append(phrase)
    return by_first
