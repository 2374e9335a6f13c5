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
    begun, alone = _by_first_words()
    after = [*words[1:], ""]
    for place in [
        place
        for place, word in enumerate(words)
        if word in begun and (after[place] in begun[word] or word in alone)
    ]:
        word = words[place]
        for group, phrase in (*begun[word].get(after[place], ()), *alone.get(word, ())):
            end = place + len(phrase)
            same = groups if group else formulas
            if (not same or same[-1][2] <= place) and tuple(words[place:end]) == phrase:
                same.append((group, place, end))
    # A sign such as ™ parts no words and yet ends a title's.
    untitled = wording.isascii() and naming().keys().isdisjoint(words)
    titles = [
        (True, count_words(wording[:start]), count_words(wording[:end]))
        for start, end in (() if untitled else titles_in(wording))
    ]
    return [*titles, *groups, *formulas]


def titles_in(wording: str) -> Iterator[tuple[int, int]]:
    """The titles of instruments and the sessions of bodies, from first to last character, none
    inside another: to name the same treaty or the same session is no descent."""
    past = 0
    for start, end in sorted((*instruments.titles(wording), *instruments.sessions(wording))):
        if start >= past:
            yield start, end
            past = end


@cache
def naming() -> dict[str, bool]:
    """Words, lower case, of which a wording with a title or a session in it has one at least, and
    whether it begins with a capital letter there."""
    telling = sorted(instruments.telling(), key=str.islower)  # one that is both needs no capital
    return {word.lower(): not word.islower() for word in telling}


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
def _by_first_words() -> tuple[dict[str, dict[str, list[_Phrase]]], dict[str, list[_Phrase]]]:
    """By the first word of a phrase: by their second word those that have one, longest first; and
    those that are the one word."""
    begun: dict[str, dict[str, list[_Phrase]]] = {}
    alone: dict[str, list[_Phrase]] = {}
    for group in (True, False):
        for phrase in listed(groups=group):
            longer = begun.setdefault(phrase[0], {})
            if len(phrase) > 1:
                longer.setdefault(phrase[1], []).append((group, phrase))
            else:
                alone.setdefault(phrase[0], []).append((group, phrase))
    return begun, alone
