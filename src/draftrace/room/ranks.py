"""Ranks: short strings whose order is the order of the text.

A provision's place is a value of its own, so an insertion touches nothing but itself and two
insertions made apart never clash: equal ranks fall back on the provision's id. The scheme is
fractional indexing over the base-62 digits, in their ASCII order.
"""

from __future__ import annotations

_DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
_VALUE = {digit: value for value, digit in enumerate(_DIGITS)}


def between(before: str, after: str) -> str:
    """A rank strictly between two others; empty ``before`` is the start, empty ``after`` the end.

    Raises ValueError when ``before`` does not come before ``after``.
    """
    if after and before >= after:
        raise ValueError(f"no rank between {before!r} and {after!r}")
    rank = ""
    at = 0
    while True:
        low = _VALUE[before[at]] if at < len(before) else 0
        high = _VALUE[after[at]] if after and at < len(after) else len(_DIGITS)
        if high - low > 1:
            return rank + _DIGITS[(low + high) // 2]
        rank += _DIGITS[low]
        if high != low:
            after = ""
        at += 1


def is_rank(text: str) -> bool:
    """Whether there is room before and behind: digits only, the last of them no zero."""
    return bool(text) and text[-1] != "0" and all(digit in _VALUE for digit in text)


def spread(count: int) -> list[str]:
    """``count`` ranks in order, of equal length, with room between any two."""
    width = 1
    while len(_DIGITS) ** width < (count + 2) * 8:
        width += 1
    step = len(_DIGITS) ** width // (count + 1)
    return [_number((index + 1) * step, width) for index in range(count)]


def run(before: str, after: str, count: int) -> list[str]:
    """``count`` ranks in order between two others."""
    ranks: list[str] = []
    for _ in range(count):
        before = between(before, after)
        ranks.append(before)
    return ranks


def _number(value: int, width: int) -> str:
    digits = ""
    for _ in range(width):
        value, digit = divmod(value, len(_DIGITS))
        digits = _DIGITS[digit] + digits
    return digits.rstrip("0") or "0"
