"""Why a source is suggested, in words a delegate would use."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cache
from math import log
from typing import TYPE_CHECKING, Final

from draftrace.matching.evidence import passages
from draftrace.matching.families import NO_WORD, WORD
from draftrace.text.lexicon import lists
from draftrace.text.wording import cut_out

if TYPE_CHECKING:
    from collections.abc import Iterator

    from draftrace.matching.evidence import Matter, Shared, Tile
    from draftrace.matching.ranking import Verdict

_LIGHT: Final = {"given": "give", "paid": "pay", "made": "make", "taken": "take", "done": "do"}
_RARE: Final = log(10)  # a word that fewer than one paragraph in ten leads one to expect
_QUOTED: Final = 12  # words of a passage that are quoted before it is cut short
_NEXT: Final = rf"{NO_WORD.pattern}++{WORD.pattern}+"
_CUT_SHORT: Final = re.compile(  # so many words, where one more follows
    rf"{WORD.pattern}+(?:{_NEXT}){{{_QUOTED - 1}}}(?={_NEXT})"
)
_BEFORE: Final = re.compile(r"([a-z][\w-]*)\s+$", re.IGNORECASE)


def why(verdict: Verdict, target: Matter, source: Matter) -> str:
    """The reason for a verdict, empty for ``none``."""
    shared, relation = verdict.shared, verdict.relation
    if relation in ("verbatim", "adapted"):
        return "; ".join([count(shared, source), *turned(source, target)])
    if relation == "partial":
        return f"shares {_longest(shared, target)}"
    parts = [f"shares only {_few(shared, target)}"] if shared.tiles else []
    if verdict.meaning is not None and verdict.meaning.closeness > verdict.meaning.chance:
        parts.append(f"close in meaning ({verdict.meaning.closeness:.2f})")
    return "; ".join(parts)


def count(shared: Shared, source: Matter) -> str:
    """How many of the source's rare words stand in the target in the same order."""
    rare = [weight >= _RARE for weight in source.weights]
    placed = [
        place
        for tile in shared.tiles
        for place in range(tile.source, tile.source + tile.length)
        if rare[place]
    ]
    ordered = longest_rise(placed)
    moved = len(placed) - ordered
    tail = f", {moved} more in another order" if moved else ""
    if True not in rare:
        return "the same words, all of them common here"
    return f"{ordered} of {rare.count(True)} rare words in order{tail}"


def longest_rise(places: list[int]) -> int:
    """The length of the longest subsequence that keeps rising."""
    if places == sorted(places):  # as most are
        return len(places)
    ends: list[int] = []
    for place in places:
        at = bisect_left(ends, place)
        ends[at : at + 1] = [place]
    return len(ends)


def _longest(shared: Shared, target: Matter) -> str:
    """The weightiest passage, in the target's words; those that the source has not are left out."""
    group, *_ = max(passages(shared.tiles), key=_least)
    said = " … ".join(_quote(first, length, target) for first, length in _stretches(group))
    return f"‘{said.replace('… …', '…')}’"


def _stretches(passage: list[Tile]) -> list[tuple[int, int]]:
    """The words of a passage that follow each other in the target: the first, and how many."""
    found: list[tuple[int, int]] = []
    for tile in passage:
        first, length = found[-1] if found else (tile.target, 0)
        if first + length == tile.target:
            found[-1:] = [(first, length + tile.length)]
        else:
            found.append((tile.target, tile.length))
    return found


def _least(passage: tuple[list[Tile], float, float]) -> float:
    return min(passage[1], passage[2])


def _few(shared: Shared, target: Matter) -> str:
    heaviest = sorted(shared.tiles, key=lambda tile: -tile.target_weight / tile.length)[:3]
    return ", ".join(f"‘{_quote(tile.target, tile.length, target)}’" for tile in heaviest)


def _quote(first: int, length: int, target: Matter) -> str:
    """So many words of the target from the first on, a long run cut short."""
    start, end = target.span(first, length)
    if end - start > 2 * _QUOTED:  # more words than are quoted take more letters
        quoted = _CUT_SHORT.match(target.wording, start, end)
        if quoted:
            return cut_out(quoted[0]) + " …"
    return cut_out(target.wording[start:end])


def turned(source: Matter, target: Matter) -> list[str]:
    """Conclusions turned into operative phrases: ``‘should be acquired’ → ‘acquire’``."""
    found: list[str] = []
    for match in _modals(source.wording):
        verb = match["verb"].lower()
        if verb in _LIGHT:
            said, now = _light(match, target.wording)
        else:
            said, now = match["modal"], target.spelled(source.family_of(verb))
        if now and now.lower() != verb:
            found.append(f"‘{said}’ → ‘{now}’")
    return found


def _modals(wording: str) -> Iterator[re.Match[str]]:
    """The auxiliaries with their verbs, none inside another: tried where the letters of one stand,
    which are found much faster than the pattern."""
    said = [one for one in _auxiliaries() if one in wording]
    begun = sorted(at for one in said for at in _places(one, wording))
    past = 0
    for at in begun:
        match = _modal().match(wording, at) if at >= past else None
        if match:
            yield match
            past = match.end()


def _places(word: str, wording: str) -> Iterator[int]:
    at = wording.find(word)
    while at >= 0:
        yield at
        at = wording.find(word, at + 1)


def _light(match: re.Match[str], target: str) -> tuple[str, str]:
    """``Attention should be given`` and ``give attention``, or nothing for the second."""
    bare = _LIGHT[match["verb"].lower()]
    if match["tail"]:
        pattern = rf"\b{bare[:3]}\w*\s+{match['tail']}\b"
        said = f"{match['modal']} {match['tail']}"
    else:
        noun = _BEFORE.search(match.string, 0, match.start())
        if noun is None:
            return "", ""
        pattern = rf"\b{bare}\s+(?:\w+\s+)?{noun[1]}\b"
        said = f"{noun[1]} {match['modal']}"
    now = re.search(pattern, target, re.IGNORECASE)
    return said, now[0] if now else ""


@cache
def _auxiliaries() -> tuple[str, ...]:
    return tuple(lists.section("modality.txt", "auxiliaries"))


@cache
def _modal() -> re.Pattern[str]:
    auxiliaries = "|".join(_auxiliaries())
    between = "|".join(lists.section("modality.txt", "between"))
    return re.compile(
        rf"(?P<modal>\b(?:{auxiliaries})\s+(?:(?:{between})\s+)*(?:be\s+)?"
        rf"(?:(?:{between})\s+)*(?P<verb>[a-z]+))(?:\s+(?P<tail>into\s+[a-z]+))?"
    )
