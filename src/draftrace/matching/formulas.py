"""Titles, sessions and stock formulas: what is shared without telling of descent."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from draftrace.matching.families import SPLITTING, WORD, plain
from draftrace.text import instruments
from draftrace.text.lexicon import lines, lists

if TYPE_CHECKING:
    from collections.abc import Iterator

    _Phrase = tuple[bool, tuple[str, ...]]


def spared(wording: str, words: list[str]) -> list[tuple[bool, int, int]]:
    """Titles (True) and stock formulas (False), each by its first word and the one after its last.

    ``words`` are the wording's, lower case. Formulas come after titles: they weigh nothing even
    inside one.
    """
    groups: list[tuple[bool, int, int]] = []
    formulas: list[tuple[bool, int, int]] = []
    longer, alone = _by_first_words()
    for place, word in enumerate(words):
        if word not in alone:
            continue
        for group, phrase in (*longer.get(tuple(words[place : place + 2]), ()), *alone[word]):
            end = place + len(phrase)
            same = groups if group else formulas
            if (not same or same[-1][2] <= place) and tuple(words[place:end]) == phrase:
                same.append((group, place, end))
    return [*((True, *title) for title in titles_in(wording)), *groups, *formulas]


def titles_in(wording: str) -> Iterator[tuple[int, int]]:
    """The titles of instruments and the sessions of bodies, each by its first word and the one
    after its last: to name the same treaty or the same session is no descent."""
    past = 0
    for start, end in sorted((*instruments.titles(wording), *instruments.sessions(wording))):
        if start >= past:
            first = count_words(wording[:start])
            yield first, first + count_words(wording[start:end])
            past = end


@cache
def naming() -> frozenset[str]:
    """Words, lower case, of which a wording with a title or a session in it has one at least."""
    return frozenset(word.lower() for word in instruments.telling())


def count_words(text: str) -> int:
    """How many words a text has."""
    return len(plain(text).encode().translate(SPLITTING).split())


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
def _by_first_words() -> tuple[dict[tuple[str, ...], list[_Phrase]], dict[str, list[_Phrase]]]:
    """Phrases of several words by their first two, longest first; and by every first word the
    phrases that are it alone."""
    longer: dict[tuple[str, ...], list[_Phrase]] = {}
    alone: dict[str, list[_Phrase]] = {}
    for group in (True, False):
        for phrase in listed(groups=group):
            same = alone.setdefault(phrase[0], [])
            if len(phrase) > 1:
                same = longer.setdefault(phrase[:2], [])
            same.append((group, phrase))
    return longer, alone
