"""Where does each provision of the last draft come from, through all the drafts before it?

Each draft is aligned with the one before. What has no ancestor there is sought among all that
earlier drafts dropped, in every wording it ever had: a provision that skips a draft and comes back
keeps its history.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

import msgspec

from draftrace.compare.ancestry import kin_anywhere
from draftrace.compare.kinship import Block
from draftrace.compare.rows import Row, change, reworded, rows
from draftrace.text.tokens import words


class Step(msgspec.Struct, frozen=True):
    """Where a provision stood: ``document`` is the draft's index from 0. ``change`` says what had
    happened since the step before, as in ``align.Alignment``; the first step is ``new``.
    """

    document: int
    address: str
    change: str


_REPEATED = 0.4

History = tuple[Step, ...]
Ancestors = tuple[tuple[int, int], ...]


class Lineage(msgspec.Struct, frozen=True):
    """``provisions``: for each of the last draft, in order, the steps that led to it, one for every
    draft in which it or an ancestor stood; a single step says that nothing is the ancestor.
    ``dropped``: the histories of what the last draft lacks, by where they were last seen.
    ``ancestors``: for each provision of each draft, where its nearest ancestors stood, as (draft,
    place in it); none where there are none.
    """

    provisions: tuple[History, ...]
    dropped: tuple[History, ...]
    ancestors: tuple[tuple[Ancestors, ...], ...]


class _Thread(NamedTuple):
    """A provision through the drafts: its history and every wording it had, the last one last."""

    history: History
    wordings: tuple[Block, ...]
    strands: tuple[_Thread, ...] = ()

    def led_on(self, document: int, block: Block, what: str) -> _Thread:
        wordings = self.wordings
        if block.wording != wordings[-1].wording:
            wordings = (*(one for one in wordings if one.wording != block.wording), block)
        history = (*self.history, Step(document, block.address, what))
        return _Thread(history, wordings, self.strands)

    def share(self, part: Block) -> _Thread:
        """What a part split off has of a thread that was merged: the strands that it repeats."""
        own = [one for one in self.strands if _repeats(part.wording, one.wordings[-1].wording)]
        if not own or len(own) == len(self.strands):
            return self
        merged = {step for one in self.strands for step in one.history}
        since = [step for step in self.history if step not in merged]
        joined = _joined(own)
        return _Thread((*joined.history, *since), (*joined.wordings, part), joined.strands)


def lineage(drafts: Sequence[Sequence[Block]]) -> Lineage:
    """Follow every provision through ``drafts``, in their order."""
    standing: list[_Thread] = []
    gone: list[_Thread] = []
    before: Sequence[Block] = ()
    places: list[dict[str, int]] = []
    ancestors: list[tuple[Ancestors, ...]] = []
    for document, draft in enumerate(drafts):
        found = rows(before, draft)
        back = _returned(gone, draft, [row.new[0] for row in found if not row.old])
        lost = [standing[row.old[0]] for row in found if not row.new]
        returned = {new: gone[at] for new, at in back.items()}
        standing = _followed(document, found, (before, draft), standing, returned)
        places.append({block.address: place for place, block in enumerate(draft)})
        ancestors.append(tuple(_ancestors(one.history, places) for one in standing))
        gone = [one for at, one in enumerate(gone) if at not in back.values()] + lost
        before = draft
    return Lineage(
        tuple(one.history for one in standing),
        tuple(one.history for one in gone),
        tuple(ancestors),
    )


def _ancestors(history: History, places: Sequence[dict[str, int]]) -> Ancestors:
    """Where the nearest ancestors of a history's last step stood."""
    before = history[:-1]
    last = before[-1].document if before else -1
    return tuple((s.document, places[s.document][s.address]) for s in before if s.document == last)


def _followed(
    document: int,
    found: Iterable[Row],
    texts: tuple[Sequence[Block], Sequence[Block]],
    standing: Sequence[_Thread],
    returned: dict[int, _Thread],
) -> list[_Thread]:
    """The threads of a draft's provisions, in its order."""
    before, draft = texts
    threads: dict[int, _Thread] = {}
    for row in found:
        for new in row.new:
            block = draft[new]
            if row.old:
                what = change(row, before, draft, reworded=reworded(row, before, draft))
                thread = _joined([standing[old] for old in row.old])
                thread = thread.share(block) if len(row.new) > 1 else thread
                threads[new] = thread.led_on(document, block, what)
            elif new in returned:
                thread = returned[new]
                same = Row((0,), (0,))
                changed = reworded(same, thread.wordings[-1:], [block])
                what = change(same, thread.wordings[-1:], [block], reworded=changed)
                threads[new] = thread.led_on(document, block, what)
            else:
                threads[new] = _Thread((Step(document, block.address, "new"),), (block,))
    return [threads[new] for new in range(len(draft))]


def _joined(threads: Sequence[_Thread]) -> _Thread:
    """One thread of the several that were merged: all their steps, by document."""
    if len(threads) == 1:
        return threads[0]
    steps = dict.fromkeys(step for thread in threads for step in thread.history)
    wordings = {block.wording: block for thread in threads for block in thread.wordings}
    history = tuple(sorted(steps, key=lambda step: step.document))
    return _Thread(history, tuple(wordings.values()), tuple(threads))


def _repeats(part: str, whole: str) -> bool:
    """Whether two wordings have a good part of the words of the shorter in the same order."""
    left, right = ({*pairwise(words(one.lower()))} for one in (part, whole))
    return len(left & right) >= _REPEATED * min(len(left), len(right))


def _returned(
    gone: Sequence[_Thread], draft: Sequence[Block], fresh: Sequence[int]
) -> dict[int, int]:
    """Which of the ``fresh`` places of a draft hold what was gone, sought in its last wording,
    then in the one before, and so on.
    """
    found: dict[int, int] = {}
    age = 1
    searched = list(range(len(gone)))
    while searched and len(found) < len(fresh):
        left = [place for place in fresh if place not in found]
        pairing = kin_anywhere(
            [gone[at].wordings[-age] for at in searched], [draft[place] for place in left]
        )
        for position, match in enumerate(pairing.old_of):
            if match >= 0:
                found[left[position]] = searched[match]
        age += 1
        taken = set(found.values())
        searched = [at for at in searched if at not in taken and len(gone[at].wordings) >= age]
    return found
