"""Which known addresses does a loosely spelled one fit, and which lie nearest to it?"""

from __future__ import annotations

import heapq
import re
from collections.abc import Iterable

_TOKEN = re.compile(r"\d+|[^\W\d_]+|~")
_SAME = {
    "op": "",
    "para": "",
    "paras": "",
    "paragraph": "",
    "paragraphs": "",
    "article": "art",
    "articles": "art",
    "arts": "art",
    "option": "opt",
    "options": "opt",
    "footnote": "note",
    "footnotes": "note",
    "notes": "note",
    "fn": "note",
    "heading": "h",
    "section": "h",
    "alternative": "alt",
}
_MOST = 4
_WEIGHED = 5000
"""No more addresses than this are compared letter by letter, so a slip stays cheap."""


def loose(address: str) -> str:
    """The address without what people leave out or spell in their own way: white space, brackets,
    case, ``OP`` and ``para``; numbers that touch stay apart (``73.1`` is not ``731``).
    """
    key = ""
    for token in _TOKEN.findall(address.lower()):
        same = _SAME.get(token, f"{token}er" if token.endswith("quat") else token)
        if same.isdigit() and key[-1:].isdigit():
            key += "."
        key += same
    return key


def loosely(asked: str, known: Iterable[str]) -> list[str]:
    """The addresses ``asked`` fits when spelled loosely, with or without their part, in order."""
    key = loose(asked)
    if not key:
        return []
    return [
        address
        for address in known
        if loose(address) == key or ("/" in address and loose(address.split("/", 1)[1]) == key)
    ]


def to(asked: str, known: Iterable[str]) -> list[str]:
    """The few known addresses nearest to ``asked``, nearest first."""
    from difflib import SequenceMatcher

    key = loose(asked)
    numbers = set(re.findall(r"\d+", key))
    keyed = [(address, loose(address)) for address in known]
    if len(keyed) > _WEIGHED:
        keyed = [pair for pair in keyed if numbers & set(re.findall(r"\d+", pair[1]))][:_WEIGHED]
    matcher = SequenceMatcher(b=key, autojunk=False)
    scored: list[tuple[float, int, str]] = []
    for place, (address, candidate) in enumerate(keyed):
        matcher.set_seq1(candidate)
        if matcher.quick_ratio() > 0.4:
            scored.append((matcher.ratio(), -place, address))
    if not scored:
        return _by_number(numbers, [address for address, _ in keyed])
    return [address for _, _, address in heapq.nlargest(_MOST, scored)]


def _by_number(asked: set[str], known: list[str]) -> list[str]:
    """The addresses whose last number is nearest to the one asked for, where no spelling is."""
    if not asked:
        return []
    wanted = max(int(n[:9]) for n in asked)
    numbered = [(n[-1], a) for a in known if (n := re.findall(r"\d{1,9}", a))]
    return [a for _, a in heapq.nsmallest(_MOST, numbered, key=lambda p: abs(int(p[0]) - wanted))]
