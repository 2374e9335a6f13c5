"""Which words that were struck, now or long ago, have come back?

Brackets are passed over: what was struck in brackets comes back without them.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator
from typing import NamedTuple

from draftrace.compare.passages import KNOWN_BY_ITSELF, UNKNOWN, WINDOW, Core, Passage, windows

# The least evidence that words are the struck ones and not the same words anew. Four words in a
# row are enough in a paragraph that has others of the one they were struck from; so is one between
# its old neighbours, and two that were struck in one piece and come in one. Elsewhere so few are
# written anew as often as not: there the words must make several phrases that were never written
# before.
_LEAST = 4
_LEAST_OWN_PHRASES = 4
_SHARED_BY_KIN = 3
_NEIGHBOUR = 2
_FEWEST_OF_A_PIECE = 2
# A phrase that was written more than once is stock: it says as much as two words.
_STOCK = 2
_TOO_LONG_FOR_STOCK = 20
_CANDIDATES = 8


class _Match(NamedTuple):
    """Words ``start`` to ``end`` are those of ``old`` at the same places plus ``shift``."""

    start: int
    end: int
    old: Core
    shift: int


class Struck:
    """The memory of struck words, and of how often each phrase was written. ``one_provision`` says
    that all paragraphs are kin.
    """

    def __init__(self, *, one_provision: bool = False) -> None:
        self._one_provision = one_provision
        self._buried: defaultdict[str, list[tuple[Core, int]]] = defaultdict(list)
        self._pieces: defaultdict[str, list[tuple[Core, int]]] = defaultdict(list)
        self._written: Counter[str] = Counter()

    def bury(self, passage: Passage, alive: Collection[int]) -> None:
        """Remember the words of a paragraph that went and that live on nowhere."""
        core = Core(passage)
        core.gone = core.struck(alive)
        for start, end in core.gone:
            self._pieces[core.signs[start:end]].append((core, start))
            for place, window in windows(core.signs, start, end):
                self._buried[window].append((core, place))

    def revive(self, passage: Passage, alive: set[int]) -> None:
        """Let unknown words be struck ones where the evidence is strong enough."""
        if not self._buried:
            return
        core = Core(passage)
        # What comes back first tells whose kin the paragraph is.
        while self._revived(core, alive):
            continue
        core.tell()

    def _revived(self, core: Core, alive: set[int]) -> bool:
        """Whether some of the unknown words came back."""
        waiting = core.unknown()
        some = False
        while waiting:
            start, end = waiting.pop()
            match = self._best(core, start, end, alive)
            if match is not None:
                some = True
                core.bring_back(match.start, match.end, match.old, match.shift, alive)
                rest = ((start, match.start), (match.end, end))
                waiting += [(first, last) for first, last in rest if first < last]
        return some

    def write(self, passage: Passage) -> None:
        """Count the phrases that the unknown words of a paragraph make: they are new."""
        core = Core(passage)
        signs, counted = core.signs, 0
        for start, end in core.unknown():
            first = max(counted, start - WINDOW + 1)
            counted = max(first, min(end, len(signs) - WINDOW + 1))
            self._written.update([signs[at : at + WINDOW] for at in range(first, counted)])

    def own(self, signs: str) -> bool:
        """Whether some phrase of these words in a row was written but once."""
        return any(self._written[phrase] <= 1 for _, phrase in windows(signs, 0, len(signs)))

    def _best(self, passage: Core, start: int, end: int, alive: set[int]) -> _Match | None:
        best, most = None, _LEAST - 1
        for match in self._matches(passage, start, end, alive):
            strength = self._strength(passage, match)
            if strength > most:
                best, most = match, strength
        return best

    def _matches(self, passage: Core, start: int, end: int, alive: set[int]) -> Iterator[_Match]:
        for old, at in reversed(self._pieces.get(passage.signs[start:end], [])[-_CANDIDATES:]):
            if alive.isdisjoint(old.ids[at : at + end - start]):
                yield _Match(start, end, old, at - start)
        explored: dict[tuple[int, int], int] = {}
        for place, window in windows(passage.signs, start, end):
            for old, at in reversed(self._buried.get(window, [])[-_CANDIDATES:]):
                shift = at - place
                if place < explored.get((id(old), shift), 0):
                    continue
                first, last = max(start, place), min(end, place + WINDOW)
                match = _grown(_Match(first, last, old, shift), passage, (start, end), alive)
                beside = [*range(place, start), *range(end, place + WINDOW)]
                if match and all(passage.known_from(old, known, shift) for known in beside):
                    explored[id(old), shift] = match.end
                    yield match

    def _strength(self, passage: Core, match: _Match) -> int:
        start, end, old, shift = match
        length = end - start
        phrases = [passage.signs[at : at + WINDOW] for at in range(start, end - WINDOW + 1)]
        own = sum(self._written[phrase] <= 1 for phrase in phrases)
        if not own and length < _TOO_LONG_FOR_STOCK:
            length = min(length, _STOCK)
        neighbours = sum(passage.known_from(old, at, shift) for at in (start - 1, end))
        # A short provision that comes back whole within another is known by its being whole.
        whole = own > 0 and length >= len(old.signs) - 1
        kin = self._one_provision or whole or _kin(passage, old)
        told = own >= _LEAST_OWN_PHRASES and not _anew(passage, match)
        if not (kin or neighbours or told):
            return 0
        least = _LEAST if kin and _in_one_piece(passage, match) else 0
        return max(length + _NEIGHBOUR * neighbours, least)


def _in_one_piece(passage: Core, match: _Match) -> bool:
    """Whether several words, not all of them small, were struck with nothing beside them, and come
    so.
    """
    start, end, old, shift = match
    if end - start < _FEWEST_OF_A_PIECE or (start + shift, end + shift) not in old.gone:
        return False
    beside = passage.ids[max(0, start - 1) : start] + passage.ids[end : end + 1]
    return UNKNOWN not in beside and not passage.all_small(start, end)


def _anew(passage: Core, match: _Match) -> bool:
    """Whether some words are but a phrase in a paragraph of which nothing else is known, and were
    not struck as that phrase but with more around them.
    """
    start, end, old, shift = match
    phrase = end - start < min(KNOWN_BY_ITSELF, len(passage.ids) / 2)
    if not phrase or any(
        first >= start + shift and last <= end + shift for first, last in old.gone
    ):
        return False
    return all(number == UNKNOWN for number in passage.ids)


def _kin(passage: Core, old: Core) -> bool:
    return len(set(old.ids).intersection(passage.ids)) >= _SHARED_BY_KIN


def _grown(
    seed: _Match, passage: Core, stretch: tuple[int, int], alive: Collection[int]
) -> _Match | None:
    """The seed with as many words around it as also come back, or None if its own do not."""
    start, end, old, shift = seed

    def returns(at: int) -> bool:
        there = at + shift
        within = stretch[0] <= at < stretch[1] and 0 <= there < len(old.ids)
        return within and old.signs[there] == passage.signs[at] and old.ids[there] not in alive

    if not all(returns(at) for at in range(start, end)):
        return None
    while returns(start - 1):
        start -= 1
    while returns(end):
        end += 1
    return _Match(start, end, old, shift)
