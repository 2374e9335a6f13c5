"""Which words of the paragraphs that went live on in the paragraphs that came?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Sequence
from typing import NamedTuple

from draftrace.compare.engines import Op, Runs, installed_runs
from draftrace.compare.passages import (
    AROUND_WORDS,
    EDGE,
    KNOWN_BY_ITSELF,
    UNKNOWN,
    Core,
    Passage,
    phrases,
)
from draftrace.compare.stretches import changes, settled
from draftrace.text.tokens import is_small

Heard = Callable[[str], int]
"""How often words in a row, by their signs, stand in the text that went before."""
Block = Sequence[Passage]
"""Neighbouring paragraphs, read as one: where they were split or merged nothing is lost."""

# Below that share of common windows two blocks have stock phrases in common, not descent.
LEAST_SHARED = 0.3
# The same where the ancestors of provisions are known, and these blocks are none.
LEAST_SHARED_BY_STRANGERS = 0.6
# A window that stands in more blocks says nothing about which of them.
_TOO_COMMON = 8
_chosen_runs = installed_runs()


def inherit(
    new: Sequence[Block],
    gone: Sequence[Block],
    alive: set[int],
    heard: Heard,
    least: float = LEAST_SHARED,
) -> None:
    """Let the words of ``new`` be those of ``gone`` where they descend from them.

    Each pair of blocks that share ``least`` of their windows is compared, likest first; words
    found become ``alive``.
    """
    if not gone:
        return
    came, went = list(map(_phrases, new)), list(map(_phrases, gone))
    shared = {(i, j): len(came[i] & went[j]) for i, j in _candidates(came, went)}
    for i, j in sorted(shared, key=lambda pair: (-shared[pair], pair)):
        if shared[i, j] >= least * min(len(came[i]), len(went[j])):
            descend(new[i], gone[j], alive, heard)


def share(new: Block, gone: Block, least: float) -> bool:
    """Whether two blocks have ``least`` of the windows of either in common."""
    came, went = _phrases(new), _phrases(gone)
    return len(came & went) >= least * min(len(came), len(went))


def descend(
    new: Block,
    gone: Block,
    alive: set[int],
    heard: Heard,
    tells: Callable[[str], bool] = lambda _: True,
) -> None:
    """Compare the words of ``new`` that are unknown with those of ``gone`` that are not alive;
    of a run that both have, its signs must be such as ``tells``.
    """
    places = [
        (passage, at)
        for passage in new
        for at, number in enumerate(passage.ids)
        if number == UNKNOWN
    ]
    struck = [
        (passage, at)
        for passage in gone
        for at, number in enumerate(passage.ids)
        if number not in alive
    ]
    went = "".join([passage.signs[at] for passage, at in struck])
    came = "".join([passage.signs[at] for passage, at in places])
    runs = _read_best(
        _chosen_runs(went, came), _Row(went, struck, heard), _Row(came, places, heard)
    )
    changed = _changed_words(runs, went, came)
    old = now = 0
    for index, (op, length) in enumerate(runs):
        if op == "=":
            kept = places[now : now + length]
            words = [passage.words[at] for passage, at in kept]
            if tells(came[now : now + length]) and not _by_chance(changed, index, words):
                for (passage, at), (stood, there) in zip(kept, struck[old:], strict=False):
                    passage.ids[at] = stood.ids[there]
                    alive.add(stood.ids[there])
        old += length if op != "+" else 0
        now += length if op != "-" else 0


class _Row(NamedTuple):
    """Words of several passages in a row, each by its passage and its place there; no white space
    is told before them, and an end after them.
    """

    row: str
    places: Sequence[tuple[Passage, int]]
    heard: Heard

    @property
    def signs(self) -> str:
        return self.row + EDGE

    def cores(self, start: int, end: int) -> list[str]:
        return [passage.words[at] for passage, at in self.places[start:end]]

    def space(self, _: int) -> str:
        return ""

    def bound(self, start: int, end: int) -> float:
        """How often its neighbouring words are heard together, each pair by how often either word
        is; of a long run the ends say nothing.
        """
        if end - start >= KNOWN_BY_ITSELF:
            return 0.0
        heard, row = self.heard, self.row
        pairs = [(row[at], row[at + 1]) for at in range(start, end - 1)]
        return sum(heard(a + b) / (heard(a) * heard(b) or 1) for a, b in pairs)


def _read_best(runs: Runs, old: _Row, new: _Row) -> Runs:
    """The runs, each insertion and deletion where its words are known to go together, else where a
    redline shows it: what a reader sees come in is what came in.
    """
    read: Runs = []
    kept = 0
    for a, b, c, d in settled(changes([*runs, ("=", 1)]), old, new, unmixed=False):
        read += [("=", a - kept), ("-", b - a), ("+", d - c)]
        kept = b
    read.append(("=", len(old.row) - kept))
    return [(op, length) for op, length in read if length]


def draw_on(
    passage: Passage, rivals: Block, alive: set[int], heard: Heard, tells: Callable[[str], bool]
) -> None:
    """Let words still unknown be those of texts that stood beside the passage's ancestor and went:
    where the words on both sides are the same too, and where a run ``tells`` that it is theirs.
    """
    for rival in rivals:
        core, other = Core(passage), Core(rival)
        for old, now, length in _equal(_chosen_runs(other.signs, core.signs)):
            for start, end in core.unknown():
                numbers = other.ids[old + start - now : old + end - now]
                beside = now < start and end < now + length
                if beside and alive.isdisjoint(numbers):
                    core.ids[start:end] = numbers
                    alive.update(numbers)
        core.tell()
    descend([passage], rivals, alive, heard, tells)


def _equal(runs: Runs) -> Iterator[tuple[int, int, int]]:
    """Where each run of equal words stands in both, and how long it is."""
    old = now = 0
    for op, length in runs:
        if op == "=":
            yield old, now, length
        old += length if op != "+" else 0
        now += length if op != "-" else 0


def _candidates(
    came: Sequence[Collection[str]], went: Sequence[Collection[str]]
) -> set[tuple[int, int]]:
    """The pairs of blocks that share a window which stands in few blocks."""
    holders: defaultdict[str, list[int]] = defaultdict(list)
    for old, windows in enumerate(went):
        for window in windows:
            holders[window].append(old)
    return {
        (now, old)
        for now, windows in enumerate(came)
        for window in windows
        if len(holders.get(window, ())) <= _TOO_COMMON
        for old in holders.get(window, ())
    }


def _phrases(block: Block) -> frozenset[str]:
    if len(block) == 1:
        return block[0].phrases()
    return phrases("".join([passage.signs for passage in block]))


def _changed_words(runs: Runs, went: str, came: str) -> Runs:
    """The runs with the lengths of what changed counted without brackets and stars."""
    if AROUND_WORDS.isdisjoint(went) and AROUND_WORDS.isdisjoint(came):
        return runs
    counted: list[tuple[Op, int]] = []
    old = now = 0
    for op, length in runs:
        text = went[old : old + length] if op == "-" else came[now : now + length]
        around = 0 if op == "=" else sum(sign in AROUND_WORDS for sign in text)
        counted.append((op, length - around))
        old += length if op != "+" else 0
        now += length if op != "-" else 0
    return counted


def _by_chance(runs: Runs, index: int, words: Sequence[str]) -> bool:
    """Whether an equal run is no longer than what was changed on either side of it.

    For small words and marks any change counts, for others only what was replaced.
    """
    count = max if all(map(is_small, words)) else min
    sides = (runs[max(0, index - 2) : index][::-1], runs[index + 1 : index + 3])
    return len(words) <= min(_changed(side, count) for side in sides)


def _changed(beside: Runs, count: Callable[[Sequence[int]], int]) -> int:
    """How much was changed next to an equal run: of what was removed and added, the greater or
    the less.
    """
    lengths = {"-": 0, "+": 0}
    for op, length in beside:
        if op == "=":
            break
        lengths[op] = length
    return count([*lengths.values()])
