"""What has a provision been through, from draft to draft? Its thread, led back link by link."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

import msgspec

from draftrace.compare.kinship import Block
from draftrace.text.tokens import words

_REPEATED = 0.4


class Step(msgspec.Struct, frozen=True, gc=False):
    """Where a provision stood: ``document`` is the draft's index from 0. ``change`` says what had
    happened since the step before, as in ``align.Alignment``; the first step is ``new``.
    """

    document: int
    address: str
    change: str


History = tuple[Step, ...]


class Thread:
    """A provision in one draft, and in those after it for as long as it stands unchanged, with
    those it became of: several where they were merged. ``places`` are where it stood in each.
    """

    __slots__ = ("_earlier", "begun", "change", "parents", "places", "wordings")

    def __init__(
        self,
        stands: tuple[int, int],
        change: str,
        wordings: tuple[Block, ...],
        parents: tuple[Thread, ...] = (),
    ) -> None:
        self.begun = stands[0]
        self.places = [stands[1]]
        self.change = change
        self.wordings = wordings
        self.parents = parents
        self._earlier: History | None = None

    @property
    def block(self) -> Block:
        return self.wordings[-1]

    @property
    def last(self) -> tuple[int, int]:
        """The last draft it stood in, and its place there."""
        return self.begun + len(self.places) - 1, self.places[-1]

    def history(self, drafts: Sequence[Sequence[Block]]) -> History:
        """Its steps and those of all it became of, by document."""
        line = self._line()
        first = line[-1]
        if first._earlier is None:
            before = dict.fromkeys(s for one in first.parents for s in one.history(drafts))
            first._earlier = tuple(sorted(before, key=lambda step: step.document))
        return (*first._earlier, *(s for one in reversed(line) for s in one._steps(drafts)))

    def _line(self) -> list[Thread]:
        """Itself and what it became of, link by link, to where it begins or was merged."""
        line = [self]
        while len(line[-1].parents) == 1:
            line.append(line[-1].parents[0])
        return line

    def _steps(self, drafts: Sequence[Sequence[Block]]) -> Iterator[Step]:
        change = self.change
        for document, place in enumerate(self.places, self.begun):
            yield Step(document, drafts[document][place].address, change)
            change = "unchanged"

    def share(self, part: Block, parts: Sequence[Block]) -> Thread:
        """What one of the ``parts`` it was split into has of a thread that was merged: the strands
        that it repeats, and those that none does but of which it says most.
        """
        *later, merged = self._line()
        strands = merged.parents
        own = [one for one in strands if _is_ancestor(one.block.wording, part, parts)]
        if not own or len(own) == len(strands):
            return self
        shared = merged.after(own)
        for link in reversed(later):
            shared = link.after([shared])
        return shared

    def after(self, parents: Sequence[Thread]) -> Thread:
        """The same provision, become of others."""
        wordings = _distinct([*(b for one in parents for b in one.wordings), self.block])
        same = Thread((self.begun, self.places[0]), self.change, wordings, tuple(parents))
        same.places = list(self.places)
        return same


def led_on(parents: Sequence[Thread], stands: tuple[int, int], block: Block, change: str) -> Thread:
    """The thread of what ``parents`` became, standing in (draft, place)."""
    wordings = parents[0].wordings
    if len(parents) > 1 or block.wording != wordings[-1].wording:
        wordings = _distinct([*(b for one in parents for b in one.wordings), block])
    return Thread(stands, change, wordings, tuple(parents))


def _distinct(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """Each wording once, where it stood last."""
    last: dict[str, Block] = {}
    for block in blocks:
        last.pop(block.wording, None)
        last[block.wording] = block
    return tuple(last.values())


def _is_ancestor(strand: str, part: Block, parts: Sequence[Block]) -> bool:
    repeated = _repeated(part.wording, strand)
    most = max(_repeated(one.wording, strand) for one in parts)
    return repeated > 0 and repeated >= min(_REPEATED, most)


def _repeated(part: str, whole: str) -> float:
    """How much of the shorter wording's neighbouring words the other has."""
    left, right = _pairs(part), _pairs(whole)
    return len(left & right) / (min(len(left), len(right)) or 1)


def contained(part: str, whole: str) -> float:
    """How much of a wording's neighbouring words another has."""
    pairs = _pairs(part)
    return len(pairs & _pairs(whole)) / (len(pairs) or 1)


def _pairs(wording: str) -> set[tuple[str, str]]:
    return {*pairwise(words(wording.lower()))}
