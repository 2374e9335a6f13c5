"""A negotiation rebuilt from its published drafts: what each provision and each word comes from.

A provision's origin and its words' origins are two questions: a provision may descend from one
that it shares no word with, and hold words of another.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

import msgspec

from draftrace.compare.attribution import credits_of, proposed
from draftrace.compare.kinship import Block
from draftrace.compare.lineage import History, lineage
from draftrace.compare.origins import Origins, Word
from draftrace.compare.passages import SAME_MARKS

_NOTE = re.compile(r"\[\^[^\[\]\s]+\]")
_EMPHASIS = re.compile(r"(?<!\\)\*")


class Said(msgspec.Struct, frozen=True, gc=False):
    """A word or mark, the index of the draft that first had it, and whose bracket it came in."""

    text: str
    document: int
    parties: tuple[str, ...]


class Rebuilt(msgspec.Struct, frozen=True, gc=False):
    """A provision or note of the last draft, its words and the steps that led to it."""

    address: str
    words: tuple[Said, ...]
    history: History


class Dropped(msgspec.Struct, frozen=True, gc=False):
    """A provision that the last draft lacks, by where it was last seen."""

    address: str
    document: int
    history: History


class Reconstruction(msgspec.Struct, frozen=True):
    """``provisions`` and ``footnotes`` are those of the last draft, in its order. ``changes`` says
    for each draft how often what happened to the provisions of the draft before.
    """

    provisions: tuple[Rebuilt, ...]
    footnotes: tuple[Rebuilt, ...]
    dropped: tuple[Dropped, ...]
    changes: tuple[dict[str, int], ...]


def reconstructed(
    drafts: Sequence[Sequence[Block]], told: Callable[[int], object] = lambda _: None
) -> Reconstruction:
    """Rebuild from ``drafts`` in their order; ``told`` hears of each, counted from 1."""
    followed = lineage(list(map(_Plain().all, drafts)), told=told)
    origins = Origins()
    for blocks, ancestors, rivals in zip(drafts, followed.ancestors, followed.rivals, strict=True):
        origins.read([block.wording for block in blocks], ancestors, rivals)
        _credit(origins, blocks, ancestors)
    found = [
        Rebuilt(block.address, _said(words), history)
        for block, words, history in zip(
            drafts[-1], origins.words(), followed.provisions, strict=True
        )
    ]
    notes = [block.kind == "footnote" for block in drafts[-1]]
    return Reconstruction(
        tuple([one for one, is_note in zip(found, notes, strict=True) if not is_note]),
        tuple([one for one, is_note in zip(found, notes, strict=True) if is_note]),
        tuple([Dropped(h[-1].address, h[-1].document, h) for h in followed.dropped]),
        followed.changes,
    )


class _Plain(dict[str, str]):
    """Each wording without what is printed one way here and another there: the numbers of its
    notes, emphasis, the form of quotation marks and dashes; and a note's without the words that say
    who proposes it.
    """

    def __missing__(self, wording: str) -> str:
        plain = _EMPHASIS.sub("", _NOTE.sub("[^n]", wording)).translate(SAME_MARKS)
        self[wording] = plain = wording if plain == wording else plain
        return plain

    def all(self, draft: Sequence[Block]) -> list[Block]:
        return [
            block
            if self[block.wording] == block.wording and block.kind != "footnote"
            else self._plain(block)
            for block in draft
        ]

    def _plain(self, block: Block) -> Block:
        wording = self[block.wording]
        note = block.kind == "footnote"
        return msgspec.structs.replace(block, wording=proposed(wording) if note else wording)


def _credit(origins: Origins, blocks: Sequence[Block], changed: Iterable[int]) -> None:
    """Only what changed has words that a draft brought in."""
    for place in changed:
        for first, end, parties in credits_of(blocks[place].wording):
            origins.credit(place, first, end, parties)


def _said(words: Sequence[Word]) -> tuple[Said, ...]:
    return tuple([Said(text, origin, parties) for text, origin, _, parties in words])
