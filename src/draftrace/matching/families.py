"""Words and their families: what counts as the same word when two texts are matched.

``acquire``, ``acquired`` and ``acquisition`` are one family; a word that carries grammar only
has none. Families come from Snowball's English stemmer and from the list ``word_families``.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final

import Stemmer

from draftrace.text.lexicon import lists

#: Reference marks, quotes, dashes and the spaces beyond ASCII part words as a space does; replaced
#: one for one, so that a position in the plain text is a position in the wording.
PARTING: Final = (
    "“”„‘’‚«»‹›–—―‐‑…·•†‡§¶°ªº¹²³⁰⁴⁵⁶⁷⁸⁹\x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007"
    "\u2008\u2009\u200a\u200b\u2028\u2029\u202f\u205f\u3000\ufeff"
)
_NOTE: Final = re.compile(r"\[\^[^\]\s]*\]")
WORD: Final = re.compile(r"[0-9A-Za-z\x80-\U0010ffff]+")
NO_WORD: Final = re.compile(r"[^0-9A-Za-z\x80-\U0010ffff]")
#: The same split for ASCII bytes: letters lowered, all that parts words turned into a space.
SPLITTING: Final = bytes(
    c + 32 if 65 <= c <= 90 else c if c >= 128 or chr(c).isalnum() or c == 10 else 32
    for c in range(256)
)


def plain(text: str) -> str:
    """The text with note references and typographic marks blanked, of the same length."""
    text = unmarked(text)
    if not text.isascii():
        for mark in PARTING:
            if mark in text:
                text = text.replace(mark, " ")
    return text


def unmarked(text: str) -> str:
    """The text with note references blanked, of the same length."""
    if "^" not in text:  # to look for one sign is many times faster than for two
        return text
    return _NOTE.sub(lambda mark: " " * len(mark[0]), text)


def spelled(wording: str) -> list[str]:
    """The words of a wording in order, lower case."""
    return WORD.findall(plain(wording).lower())


@cache
def _stemmer() -> Stemmer.Stemmer:
    return Stemmer.Stemmer("english")


@cache
def _irregular() -> dict[str, str]:
    return lists.families("word_families.txt")


@cache
def grammar() -> frozenset[str]:
    """The words that carry grammar only."""
    return lists.words("function_words.txt")


def family(word: str) -> str:
    """The family of a lower-case word, empty for a word that carries grammar only."""
    if word in grammar():
        return ""
    head = _irregular().get(word, word)
    if not head.isalpha() and any(map(str.isdigit, head)):
        return head
    return str(_stemmer().stemWord(head))
