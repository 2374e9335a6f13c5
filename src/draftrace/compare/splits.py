"""Which blocks are parts of others: split off an old block, or merged into a new one.

A free block is a part of a whole when most of what it says stands in the whole, and much of that
in no other known part of it. Wholes are sought next to the part, then wherever one of its phrases
stands.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence, Set
from typing import NamedTuple

from draftrace.compare.anchors import Pairing
from draftrace.compare.kinship import Block, Kinship, Traits

_WORD = re.compile(r"\w+")
_FEWEST_WORDS = 4
_FEWEST_ITEMS = 2
_WORDS_OF_A_PHRASE = 3
_FEWEST_WORDS_ALONE = 8
_WRITTEN_THERE = 0.5
_CONTAINED = 0.6
_CONTAINED_ALONE = 0.8
_NEWS_OF_IT = 0.4
_COVERED = 0.5
_MORE_THAN_A_MENTION = 0.25
_REACH = 6
_FEW = 8
_CANDIDATES = 3


class _Side(NamedTuple):
    """Splitting as the old text sees it: new parts, old wholes. Merging is the same with the
    texts exchanged.
    """

    whole_of: list[int]
    parts: Sequence[Block]
    part_words: Callable[[int], set[str]]
    part_traits: Callable[[int], Traits]
    main_part_of: list[int]
    wholes: Sequence[Block]
    whole_words: Callable[[int], set[str]]
    whole_traits: Callable[[int], Traits]
    amended: Callable[[int, int], bool]
    lost: Callable[[int, int], Iterable[str]]


def _side(pairing: Pairing, kinship: Kinship, *, merged: bool) -> _Side:
    old = pairing.new_of, kinship.old, kinship.written_old, kinship.of_old
    new = pairing.old_of, kinship.new, kinship.written_new, kinship.of_new
    if merged:
        return _Side(*old, *new, kinship.amended, kinship.added)
    return _Side(
        *new,
        *old,
        lambda part, whole: kinship.amended(whole, part),
        lambda part, whole: kinship.struck(whole, part),
    )


def join_parts(pairing: Pairing, kinship: Kinship, *, amended: bool) -> None:
    """Name the whole in every part of a split or merged block; where they must be ``amended``, a
    part carried off may differ in few places from how it stood.
    """
    for merged in (False, True):
        side = _side(pairing, kinship, merged=merged)
        free = [part for part, whole in enumerate(side.whole_of) if whole < 0]
        if free:
            _find_parts(side, kinship, free, amended=amended)
            pairing.forget_order()


def join_halves(
    pairing: Pairing, kinship: Kinship, whole: int, parts: Sequence[int], *, merged: bool = False
) -> bool:
    """Whether two neighbouring ``parts`` are a whole cut in two as it stood, or what was
    ``merged`` into it as they stood: then it is named in both.
    """
    side = _side(pairing, kinship, merged=merged)
    wordings = [side.parts[part].wording for part in sorted(parts)]
    if len(wordings) < 2 or not _makes(side.wholes[whole].wording, *wordings):
        return False
    side.main_part_of[whole] = max(parts, key=lambda part: len(side.parts[part].wording))
    for part in parts:
        side.whole_of[part] = whole
    pairing.forget_order()
    return True


def _makes(whole: str, first: str, last: str) -> bool:
    """Whether two wordings are all of a whole, but for white space between them."""
    between = len(whole) - len(last)
    return (
        0 < len(first) <= between < len(whole)
        and whole.startswith(first)
        and whole.endswith(last)
        and not whole[len(first) : between].strip()
    )


def _find_parts(side: _Side, kinship: Kinship, free: Sequence[int], *, amended: bool) -> None:
    """First what stands beside its whole, then what was carried off."""
    known: dict[int, list[int]] = {}
    for part, whole in enumerate(side.whole_of):
        if whole >= 0 and side.main_part_of[whole] != part:
            known.setdefault(whole, []).append(part)
    left: list[int] = []
    for part in free:
        if len(side.part_words(part)) >= _FEWEST_WORDS:
            left.append(part)
        elif (whole := _whole_at_its_edge(side, part)) >= 0:
            side.whole_of[part] = whole
            known.setdefault(whole, []).append(part)
    carried = [
        part
        for part in left
        if not _is_part(side, kinship, part, _wholes_beside(side, part), known)
    ]
    losses = _Losses(side, carried)
    for part in carried:
        wholes = losses.wholes(side.part_words(part))
        _is_part(side, kinship, part, wholes, known, amended=amended)
    for whole, parts in known.items():
        _let_go_of_rivals(side, kinship, whole, parts)
        if side.main_part_of[whole] < 0:
            _join_without_main(side, kinship, whole, parts)
    for part in free:
        if (whole := _whole_beside(side, part, known)) >= 0:
            side.whole_of[part] = whole
            known.setdefault(whole, []).append(part)


def _let_go_of_rivals(side: _Side, kinship: Kinship, whole: int, parts: list[int]) -> None:
    """Of two options of which one was merged the other says much the same, and less of it: it is
    no part. Which came first says nothing.
    """
    if len(parts) < 2:
        return
    there = {
        part: kinship.contained(side.part_traits(part), side.whole_traits(whole)) for part in parts
    }
    for part in sorted(parts, key=lambda part: (there[part], part)):
        others = {*parts, side.main_part_of[whole]} - {part, -1}
        long = len(side.part_words(part)) >= _FEWEST_WORDS
        if long and not _is_news(side, kinship, part, whole, sorted(others), there[part]):
            parts.remove(part)
            side.whole_of[part] = -1


def _whole_at_its_edge(side: _Side, part: int) -> int:
    """For a part too short to be told by its words: the whole that begins or ends with all of it,
    where its main part, which stands next to this one, does not; -1 for none.
    """
    wording = f" {side.parts[part].wording} "
    for main, stands in ((part - 1, str.endswith), (part + 1, str.startswith)):
        whole = side.whole_of[main] if 0 <= main < len(side.whole_of) else -1
        if whole < 0 or side.main_part_of[whole] != main or wording.isspace():
            continue
        said, beside = (f" {one.wording} " for one in (side.wholes[whole], side.parts[main]))
        if _apart(side, part, whole) or stands(beside, wording):
            continue
        if stands(said, wording):
            return whole
    return -1


def _apart(side: _Side, part: int, whole: int) -> bool:
    """Whether one is a heading, which may name what is spoken of, and the other text."""
    kinds = {side.parts[part].kind, side.wholes[whole].kind}
    return "heading" in kinds and len(kinds) > 1


def _whole_beside(side: _Side, part: int, known: dict[int, list[int]]) -> int:
    """For a free part that its words do not tell, most often a chapeau or short item: the whole of
    which the next block on either side is a part, where it says these words, and no other part of
    it does; one that has but one word needs such blocks on both sides. So does a longer one, of
    which brackets or what was agreed beside it left no more than a phrase. -1 for none.
    """
    if side.whole_of[part] >= 0 or side.parts[part].kind == "heading":
        return -1
    around = [_whole_of_next(side, part, step) for step in (-1, 1)]
    if len(side.part_words(part)) >= _FEWEST_WORDS:
        whole = around[0] if around[0] == around[1] else -1
        return whole if whole >= 0 and _says_its_own(side, whole, part, known) else -1
    said = _phrase(side.parts[part].wording) if max(around) >= 0 else ""
    alone = " " not in said.strip()
    if not said or (alone and around[0] != around[1]):
        return -1
    for whole in around:
        if whole < 0:
            continue
        others = [*known.get(whole, ()), side.main_part_of[whole]]
        under = whole == around[1] and len(set(others)) >= _FEWEST_ITEMS
        if not _says(side, whole, part, said, under=under):
            continue
        if not any(said in _phrase(side.parts[other].wording) for other in others):
            return whole
    return -1


def _says(side: _Side, whole: int, part: int, said: str, *, under: bool) -> bool:
    """Whether a whole says a short part; of a chapeau, of which several items stand ``under`` it,
    half will do, since its words may not have been settled.
    """
    there = _phrase(side.wholes[whole].wording)
    if said in there or not under or not side.parts[part].wording.endswith(":"):
        return said in there
    words = said.split()
    return 2 * sum(f" {word} " in there for word in words) >= len(words)


def _says_its_own(side: _Side, whole: int, part: int, known: dict[int, list[int]]) -> bool:
    """Whether a whole says a phrase of a part that no other part of it has."""
    own = _phrases(side.parts[part].wording) & _phrases(side.wholes[whole].wording)
    for other in (*known.get(whole, ()), side.main_part_of[whole]):
        own = own - _phrases(side.parts[other].wording)
    return bool(own)


def _phrases(wording: str) -> set[tuple[str, ...]]:
    words = _WORD.findall(wording.lower())
    return {
        tuple(words[at : at + _WORDS_OF_A_PHRASE])
        for at in range(len(words) - _WORDS_OF_A_PHRASE + 1)
    }


def _whole_of_next(side: _Side, part: int, step: int) -> int:
    """The whole of the next block that has one, other short ones passed over."""
    at = part + step
    while 0 <= at < len(side.whole_of):
        if side.parts[at].kind == "heading":
            return -1
        if side.whole_of[at] >= 0:
            return side.whole_of[at]
        if len(side.part_words(at)) >= _FEWEST_WORDS:
            return -1
        at += step
    return -1


def _phrase(wording: str) -> str:
    """The words alone, in small letters, white space around each."""
    return f" {' '.join(_WORD.findall(wording.lower()))} ".replace("  ", "")


def _is_part(
    side: _Side,
    kinship: Kinship,
    part: int,
    wholes: Iterable[int],
    known: dict[int, list[int]],
    *,
    amended: bool = False,
) -> bool:
    whole = _best_whole(side, kinship, part, wholes, known)
    if whole < 0 or (amended and not side.amended(part, whole)):
        return False
    known.setdefault(whole, []).append(part)
    if side.main_part_of[whole] >= 0:
        side.whole_of[part] = whole
    return True


def _wholes_beside(side: _Side, part: int) -> list[int]:
    """The wholes of the nearest blocks on both sides, and the free wholes next to those."""
    found: list[int] = []
    for step in (-1, 1):
        at = part + step
        last = at + step * _REACH
        while at != last and 0 <= at < len(side.whole_of) and side.whole_of[at] < 0:
            at += step
        if at == last or not 0 <= at < len(side.whole_of):
            continue
        whole = side.whole_of[at]
        found.append(whole)
        whole -= step
        if 0 <= whole < len(side.main_part_of) and side.main_part_of[whole] < 0:
            found.append(whole)
    return found


def _best_whole(
    side: _Side, kinship: Kinship, part: int, wholes: Iterable[int], known: dict[int, list[int]]
) -> int:
    """The whole that says most of what the part says; -1 where none says enough of it."""
    best, most = -1, 0.0
    for whole in dict.fromkeys(wholes):
        main = side.main_part_of[whole]
        unchanged = main >= 0 and side.parts[main].wording == side.wholes[whole].wording
        if unchanged or _apart(side, part, whole):
            continue
        words = side.part_words(part)
        if len(words & side.whole_words(whole)) < _WRITTEN_THERE * len(words):
            continue
        there = kinship.contained(side.part_traits(part), side.whole_traits(whole))
        if there < _CONTAINED or there <= most:
            continue
        already = [*known.get(whole, ()), *([main] if main >= 0 else [])]
        if _is_news(side, kinship, part, whole, already, there):
            best, most = whole, there
    return best


def _is_news(
    side: _Side, kinship: Kinship, part: int, whole: int, already: Sequence[int], there: float
) -> bool:
    """Whether much of what the part says stands in a whole beside what other parts say of it;
    ``there`` is how much stands in it at all.
    """
    traits = side.part_traits(part)
    told = sum([kinship.contained(traits, side.part_traits(other)) for other in already])
    if there - told >= _NEWS_OF_IT:
        return True
    if _stands_whole(side, part, whole, already):
        return True
    news = kinship.contained_still(
        side.parts[part].wording,
        side.wholes[whole].wording,
        [side.parts[other].wording for other in already],
    )
    return news >= _NEWS_OF_IT


def _stands_whole(side: _Side, part: int, whole: int, already: Sequence[int]) -> bool:
    """Whether a whole says a part from its first word to its last, and none of its other parts
    does: much of it may stand in those all the same."""
    said = _phrase(side.parts[part].wording)
    if said.count(" ") <= _FEWEST_WORDS_ALONE or said not in _phrase(side.wholes[whole].wording):
        return False
    return not any(said in _phrase(side.parts[other].wording) for other in already)


def _join_without_main(side: _Side, kinship: Kinship, whole: int, parts: list[int]) -> None:
    """Parts of a whole that has no counterpart yet: the largest becomes it, if together they
    are much of the whole, or if one stands in it nearly as it is and is more than a mention.
    """
    whole_traits = side.whole_traits(whole)
    weights = [side.part_traits(part).weight for part in parts]
    main = parts[weights.index(max(weights))]
    alone = len(parts) == 1
    if sum(weights) < (_MORE_THAN_A_MENTION if alone else _COVERED) * whole_traits.weight:
        return
    if alone and (
        kinship.contained(side.part_traits(main), whole_traits) < _CONTAINED_ALONE
        or len(side.part_words(main)) < _FEWEST_WORDS_ALONE
    ):
        return
    side.main_part_of[whole] = main
    for part in parts:
        side.whole_of[part] = whole


class _Losses:
    """Which wholes lost the words of a part that stands elsewhere? What all lose says nothing."""

    def __init__(self, side: _Side, parts: Iterable[int]) -> None:
        self._losers: dict[str, list[int]] = {}
        sought = set[str]().union(*map(side.part_words, parts))
        for whole, main in enumerate(side.main_part_of):
            if main >= 0 and side.parts[main].wording == side.wholes[whole].wording:
                continue
            lost = side.whole_words(whole) if main < 0 else side.lost(main, whole)
            for word in sought.intersection(lost):
                self._losers.setdefault(word, []).append(whole)

    def wholes(self, words: Set[str]) -> list[int]:
        """Those that lost most of the words, best first."""
        votes: dict[int, int] = {}
        for word in words & self._losers.keys():
            losers = self._losers[word]
            if len(losers) <= _FEW:
                for whole in losers:
                    votes[whole] = votes.get(whole, 0) + 1
        # The lower place first among equals: the answer must not hang on the order of a set.
        return sorted(votes, key=lambda whole: (-votes[whole], whole))[:_CANDIDATES]
