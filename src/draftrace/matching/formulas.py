"""Titles, sessions and stock formulas: what is shared without telling of descent."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from draftrace.matching.families import SPLITTING, WORD, plain
from draftrace.text import instruments
from draftrace.text.lexicon import lines, lists

if TYPE_CHECKING:
    from collections.abc import Iterator


def spared(wording: str, words: list[str]) -> list[tuple[bool, int, int]]:
    """Titles (True) and stock formulas (False), each by its first word and the one after its last.

    ``words`` are the wording's, lower case. Formulas come after titles: they weigh nothing even
    inside one.
    """
    found = [(True, *title) for title in titles_in(wording)]
    begun = _by_first_word()
    places = [place for place, word in enumerate(words) if word in begun]
    for groups in (True, False):
        found += [(groups, *phrase) for phrase in _found(words, places, groups=groups)]
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


def _found(words: list[str], places: list[int], *, groups: bool) -> Iterator[tuple[int, int]]:
    past, begun = 0, _by_first_word()
    for place in places:
        if place < past:
            continue
        for group, phrase in begun[words[place]]:
            if group == groups and tuple(words[place : place + len(phrase)]) == phrase:
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
def _by_first_word() -> dict[str, list[tuple[bool, tuple[str, ...]]]]:
    by_first: dict[str, list[tuple[bool, tuple[str, ...]]]] = {}
    for groups in (True, False):
        for phrase in listed(groups=groups):
            by_first.setdefault(phrase[0], []).append((groups, phrase))
    return by_first
