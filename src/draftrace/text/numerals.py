"""How is a number written in a label? Arabic, letters a..z, aa..zz, and roman numerals."""

from __future__ import annotations

_ROMAN = (
    (1000, "m"),
    (900, "cm"),
    (500, "d"),
    (400, "cd"),
    (100, "c"),
    (90, "xc"),
    (50, "l"),
    (40, "xl"),
    (10, "x"),
    (9, "ix"),
    (5, "v"),
    (4, "iv"),
    (1, "i"),
)
_LONGEST = 15
"""The longest roman numeral below 4000, mmmdccclxxxviii, has 15 letters."""


def letters(number: int) -> str:
    """1 → a, 26 → z, 27 → aa, 28 → bb, 53 → aaa, as the Editorial Manual letters items."""
    turn, place = divmod(number - 1, 26)
    return chr(ord("a") + place) * (turn + 1)


def from_letters(text: str) -> int | None:
    """The number written with letters in lower case, or None."""
    if not text or not ("a" <= text[0] <= "z") or text.count(text[0]) != len(text):
        return None
    return (len(text) - 1) * 26 + ord(text[0]) - ord("a") + 1


def roman(number: int) -> str:
    """The roman numeral in lower case of a number from 1."""
    written = ""
    for value, sign in _ROMAN:
        count, number = divmod(number, value)
        written += sign * count
    return written


def from_roman(text: str) -> int | None:
    """The number of a well-formed roman numeral in lower case below 4000, or None."""
    if not text or len(text) > _LONGEST:
        return None
    number, rest = 0, text
    for value, sign in _ROMAN:
        while rest.startswith(sign):
            number += value
            rest = rest[len(sign) :]
    return number if not rest and number < 4000 and roman(number) == text else None
