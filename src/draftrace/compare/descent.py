"""Which words of the paragraphs that went live on in the paragraphs that came?"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from draftrace.compare.engines import Runs, installed_runs
from draftrace.compare.passages import UNKNOWN, WINDOW, Passage

Block = Sequence[Passage]
"""Neighbouring paragraphs, read as one: where they were split or merged nothing is lost."""

# Below that share of common windows two blocks have stock phrases in common, not descent.
_LEAST_SHARED = 0.3
# A window that stands in more blocks says nothing about which of them.
_TOO_COMMON = 8
_EDGE = "\x00"
_chosen_runs = installed_runs()


def inherit(new: Sequence[Block], gone: Sequence[Block], alive: set[int]) -> None:
    """Let the words of ``new`` be those of ``gone`` where they descend from them.

    Each pair of blocks that share enough is compared, likest first; words found become
    ``alive``.
    """
    for pair, shared in sorted(_votes(new, gone).items(), key=lambda vote: (-vote[1], vote[0])):
        block, old = new[pair[0]], gone[pair[1]]
        if shared >= _LEAST_SHARED * min(_length(block), _length(old)):
            descend(block, old, alive)


def descend(new: Block, gone: Block, alive: set[int]) -> None:
    """Compare the words of ``new`` that are unknown with those of ``gone`` that are not alive."""
    places = [
        (passage, at)
        for passage in new
        for at, number in enumerate(passage.ids)
        if number == UNKNOWN
    ]
    struck = [
        (number, sign)
        for passage in gone
        for number, sign in zip(passage.ids, passage.signs, strict=True)
        if number not in alive
    ]
    runs = _chosen_runs(
        "".join([sign for _, sign in struck]),
        "".join([passage.signs[at] for passage, at in places]),
    )
    for old, now, length in _kept(runs):
        for (number, _), (passage, at) in zip(
            struck[old : old + length], places[now : now + length], strict=True
        ):
            passage.ids[at] = number
            alive.add(number)


def _length(block: Block) -> int:
    return sum(len(passage.ids) for passage in block)


def _votes(new: Sequence[Block], gone: Sequence[Block]) -> Counter[tuple[int, int]]:
    """How many windows each new block shares with each block that went."""
    holders: defaultdict[str, set[int]] = defaultdict(set)
    for old, block in enumerate(gone):
        for window in _windows(block):
            holders[window].add(old)
    votes: Counter[tuple[int, int]] = Counter()
    for now, block in enumerate(new):
        for window in _windows(block):
            held = holders.get(window, ())
            if len(held) <= _TOO_COMMON:
                for old in held:
                    votes[now, old] += 1
    return votes


def _windows(block: Block) -> list[str]:
    signs = _EDGE + "".join([passage.signs for passage in block]) + _EDGE
    return [signs[at : at + WINDOW] for at in range(len(signs) - WINDOW + 1)]


def _kept(runs: Runs) -> Iterator[tuple[int, int, int]]:
    """Equal runs as (place in old, place in new, length), without those that only chance left
    equal: no longer than what was replaced on either side of them.
    """
    old = now = 0
    for index, (op, length) in enumerate(runs):
        if op == "=" and length > min(_changed(runs[:index][::-1]), _changed(runs[index + 1 :])):
            yield old, now, length
        old += length if op != "+" else 0
        now += length if op != "-" else 0


def _changed(runs: Runs) -> int:
    """The longer of what was removed and what was added next to an equal run."""
    beside = runs[:2]
    return max([length for op, length in beside[: _until_equal(beside)]], default=0)


def _until_equal(runs: Runs) -> int:
    return next((index for index, (op, _) in enumerate(runs) if op == "="), len(runs))
