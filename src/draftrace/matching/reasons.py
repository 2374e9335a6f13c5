"""Why a source is suggested, in words a delegate would use."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cache
from math import log
from typing import TYPE_CHECKING, Final

from draftrace.matching.families import family, plain, spans
from draftrace.text.lexicon import lists

if TYPE_CHECKING:
    from draftrace.matching.evidence import Matter, Shared, Tile

_LIGHT: Final = {"given": "give", "paid": "pay", "made": "make", "taken": "take", "done": "do"}
_RARE: Final = log(10)  # a word that fewer than one paragraph in ten leads one to expect
_WORD: Final = re.compile(r"\w+")
_QUOTED: Final = 12  # words of a passage that are quoted before it is cut short


def why(relation: str, shared: Shared, target: Matter, source: Matter, closeness: float) -> str:
    """The reason for a relation that is not ``none``."""
    parts = []
    if relation in ("verbatim", "adapted"):
        parts.append(_count(shared, target, source))
    elif relation == "partial":
        parts.append(f"shares {_longest(shared, target)}")
    elif shared.tiles:
        parts.append(f"shares single words only: {_single(shared, target)}")
    if relation == "thematic" and closeness > 0:
        parts.append(f"close in meaning ({closeness:.2f})")
    if relation != "thematic":
        parts.extend(turned(source.wording, target.wording))
    return "; ".join(parts)


def _count(shared: Shared, target: Matter, source: Matter) -> str:
    rare = [weight >= _RARE for weight in source.weights]
    placed = [
        (tile.source + k)
        for tile in shared.tiles
        for k in range(tile.length)
        if rare[tile.source + k]
    ]
    ordered = _longest_rise(placed)
    moved = len(placed) - ordered
    tail = f", {moved} more in another order" if moved else ""
    return f"{ordered} of {sum(rare)} rare words in order{tail}"


def _longest_rise(places: list[int]) -> int:
    """The length of the longest subsequence that keeps rising."""
    ends: list[int] = []
    for place in places:
        at = bisect_left(ends, place)
        ends[at : at + 1] = [place]
    return len(ends)


def _longest(shared: Shared, target: Matter) -> str:
    if not shared.tiles:
        return "no passage"
    best = max(shared.tiles, key=lambda tile: sum(_weights(tile, target)))
    return f"‘{_quote(best, target)}’"


def _single(shared: Shared, target: Matter) -> str:
    heaviest = sorted(shared.tiles, key=lambda tile: -max(_weights(tile, target)))[:3]
    return ", ".join(f"‘{_quote(tile, target)}’" for tile in heaviest)


def _weights(tile: Tile, target: Matter) -> list[float]:
    return target.weights[tile.target : tile.target + tile.length]


def _quote(tile: Tile, target: Matter) -> str:
    marks = list(spans(target.wording))
    first, last = target.places[tile.target], target.places[tile.target + tile.length - 1]
    if last - first >= _QUOTED:
        return target.wording[marks[first][0] : marks[first + _QUOTED - 1][1]] + " …"
    return target.wording[marks[first][0] : marks[last][1]]


def turned(source: str, target: str) -> list[str]:
    """Conclusions turned into operative phrases: ``‘should be acquired’ → ‘acquire’``."""
    theirs = {family(word.lower()): word for word in reversed(_WORD.findall(plain(target)))}
    found = []
    for match in _modal().finditer(source):
        verb = match["verb"].lower()
        said, now = match["modal"], theirs.get(family(verb) or "-", "")
        if verb in _LIGHT:
            said, now = _light(match, target)
        if now and now.lower() != verb:
            found.append(f"‘{said}’ → ‘{now}’")
    return found


def _light(match: re.Match[str], target: str) -> tuple[str, str]:
    """``Attention should be given`` → ``give attention``; ``be taken into account`` → ``taking``."""
    bare = _LIGHT[match["verb"].lower()]
    if match["tail"]:
        now = re.search(rf"\b{bare[:3]}\w*\s+{match['tail']}\b", target, re.IGNORECASE)
        return f"{match['modal']} {match['tail']}", now[0] if now else ""
    if not match["noun"]:
        return match["modal"], ""
    now = re.search(rf"\b{bare}\s+(?:\w+\s+)?{match['noun']}\b", target, re.IGNORECASE)
    return match[0].strip(), now[0] if now else ""


@cache
def _modal() -> re.Pattern[str]:
    auxiliaries = "|".join(lists.section("modality.txt", "auxiliaries"))
    between = "|".join(lists.section("modality.txt", "between"))
    return re.compile(
        rf"(?:(?P<noun>\w+)\s+)?(?P<modal>\b(?:{auxiliaries})\s+(?:(?:{between})\s+)*(?:be\s+)?"
        rf"(?:(?:{between})\s+)*(?P<verb>\w+))(?:\s+(?P<tail>into\s+\w+))?",
        re.IGNORECASE,
    )
