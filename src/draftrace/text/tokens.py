"""What are the smallest pieces of a wording that people argue about? Words, never letters."""

from __future__ import annotations

import re
from typing import Literal

TokenKind = Literal["space", "word", "number", "note", "bracket", "mark"]

OPENING = frozenset("([{")
CLOSING = frozenset(")]}")
SMALL_WORDS = frozenset(
    ("a", "an", "and", "as", "at", "by", "for", "from", "in", "of", "on", "or", "the", "to", "with")
)
"""English words that any two sentences share."""

# A wording stores a literal star, note sign or a row's bar escaped; cut apart, it would come alive.
_ESCAPE = r"\\[\\*\[\]|]"
_NOTE = r"\[\^[^\[\]\s]+\]"
# Combining signs and joiners belong to the letter before; `State's` is one word.
_ON = r"[\w\u0300-\u036f\u200c\u200d]*"
_LETTERS = rf"\w{_ON}"
# `1,000.5`, `61/183`, `1990s`: half a figure is a different figure.
_NUMBER = rf"\d{_ON}(?:[.,/]\d{_ON})*"
_WORD = rf"{_LETTERS}(?:['’]{_LETTERS})*"
# What an origin is told of: an amendment may change one half of `61/183`.
_PIECE = re.compile(rf"{_ESCAPE}|{_NOTE}|{_LETTERS}|\S")
# Notes and escapes are passed over; whatever else is no word is never looked at.
_WORDS = re.compile(rf"{_ESCAPE}|{_NOTE}|({_NUMBER}|{_WORD})")
_TOKEN = re.compile(rf"\s+|{_ESCAPE}|{_NOTE}|{_NUMBER}|{_WORD}|.", re.DOTALL)
_PART = re.compile(rf"\s+|{_ESCAPE}|{_NOTE}|\d{_ON}|{_WORD}|.", re.DOTALL)
_JOINED = re.compile(r"\d[.,/]\d")
_SYMBOL_JOINT = re.compile(r"[A-Z]/\w")
# `A/AC.1/L.2/Rev.1`: a symbol names one document, and half of it names none.
_SYMBOL = r"[A-Z]{1,10}(?:/[\w.\-]*\w)+"
_FIGURES = re.compile(rf"(?<![\w\u0300-\u036f\u200c\u200d'’/])(?:{_SYMBOL}|{_NUMBER})")


def tokens(wording: str) -> tuple[str, ...]:
    r"""Cut a wording into words, numbers, single marks, brackets, note references and runs of
    white space. Nothing is lost: joined together the tokens are the wording.

    Numbers with their separators (``1,000.5``, ``61/183``), note references (``[^id]``) and
    escaped signs (``\*``) are one token each; a hyphen stands alone between two words.
    """
    return tuple(_TOKEN.findall(wording))


def parts(wording: str) -> tuple[str, ...]:
    """The same, and numbers cut at their separators: ``61/183`` is three parts."""
    return tuple(_PART.findall(wording))


def has_joined_figures(wording: str) -> bool:
    """Whether a number with separators stands in it."""
    return _JOINED.search(wording) is not None


def has_symbol(wording: str) -> bool:
    """Whether the symbol of a document stands in it."""
    return "/" in wording and _SYMBOL_JOINT.search(wording) is not None


def number_spans(wording: str) -> list[tuple[int, int]]:
    """Where its numbers, with their separators, and its symbols stand, in characters."""
    return [m.span() for m in _FIGURES.finditer(wording)]


def kind(token: str) -> TokenKind:
    """What a token is. An escaped sign counts as a mark."""
    first = token[0]
    if first.isspace():
        return "space"
    if first.isdecimal():
        return "number"
    if first.isalnum() or first == "_":
        return "word"
    if first == "[" and len(token) > 1:
        return "note"
    return "bracket" if first in OPENING or first in CLOSING else "mark"


def is_word(token: str) -> bool:
    """Whether people would count the token as a word: a word or a number."""
    return token[0].isalnum() or token[0] == "_"


def is_small(token: str) -> bool:
    """Whether a token standing in two sentences says nothing of kinship: a mark, a small word."""
    return not is_word(token) or token in SMALL_WORDS


def words(wording: str) -> tuple[str, ...]:
    """The words and numbers of a wording, in order, as written."""
    return tuple(word for word in _WORDS.findall(wording) if word)


def pieces(wording: str) -> tuple[str, ...]:
    """A wording without its white space, cut finer than tokens: ``61/183`` is three pieces."""
    return tuple(_PIECE.findall(wording))


def piece_spans(wording: str) -> list[tuple[int, int]]:
    """Where the pieces stand, in characters."""
    return [m.span() for m in _PIECE.finditer(wording)]


def spans(wording: str) -> tuple[tuple[str, int, int], ...]:
    """Every token with its start and end in the wording, counted in characters."""
    return tuple((m.group(), m.start(), m.end()) for m in _TOKEN.finditer(wording))


def word_spans(wording: str) -> list[tuple[int, int]]:
    """Where the words and numbers among the tokens stand, in characters."""
    return [m.span() for m in _WORDS.finditer(wording) if m[1]]
