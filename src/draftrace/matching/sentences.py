"""Where does a statement of a wording end?"""

from __future__ import annotations

from string import ascii_lowercase
from typing import Final

_SIGNS: Final = ".;?!"
_ENDED: Final = frozenset(ascii_lowercase + ")]")
"""What stands before a sign that ends a statement: no capital, as of an initial, and no figure."""


def ends(wording: str) -> list[int]:
    """The characters after the signs that end its statements, but for the last: a sign with white
    space behind it. Each sign is looked for by itself, which is faster than any pattern."""
    found = []
    last = len(wording) - 1
    for sign in _SIGNS:
        at = wording.find(sign, 1, last)
        while at > 0:
            if wording[at + 1].isspace() and wording[at - 1] in _ENDED:
                found.append(at + 1)
            at = wording.find(sign, at + 1, last)
    found.sort()
    return found
