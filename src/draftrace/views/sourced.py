"""Which words of a wording stand in which of its confirmed sources?

Words in a row that both have, of those the link rests on: three of any kind, or two that tell
something. Where several sources have a word, the one with most words around it in a row has it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from draftrace.compare.words import difference
from draftrace.room.state import State
from draftrace.text.tokens import is_small, is_word, pieces
from draftrace.views.history import SourceFound, sources
from draftrace.views.kept import PHRASE, RUN, folded


def from_sources(state: State, provision: str, wording: str) -> dict[int, str]:
    """By the number of a piece of the wording, the confirmed source that has it, as
    ``SYMBOL:ADDRESS``; a word that began a sentence there has its capital no more."""
    longest: dict[int, tuple[int, str]] = {}
    for source in sources(state, provision):
        named = f"{source.document}:{source.address}"
        for run, size in _runs(source, wording):
            for number in run:
                if number not in longest or size > longest[number][0]:
                    longest[number] = (size, named)
    return {number: named for number, (_, named) in longest.items()}


def _runs(source: SourceFound, wording: str) -> Iterator[tuple[range, int]]:
    """Pieces of the wording in a row that the source has too, and how many words they are."""
    rests_on = _rests_on(source)
    number = 0
    for op, text in difference(folded(source.wording), folded(wording)):
        if op == "-":
            continue
        cut = pieces(text)
        if op == "=":
            yield from _claimed(cut, number, rests_on)
        number += len(cut)


def _rests_on(source: SourceFound) -> set[str]:
    """The words on which the link rests: a link of one phrase says nothing of the others."""
    said = [source.wording[slice(*there)] for _, there in source.evidence] or [source.wording]
    return {piece for text in said for piece in pieces(folded(text))}


def _claimed(cut: Sequence[str], number: int, rests_on: set[str]) -> Iterator[tuple[range, int]]:
    at = number
    for held, group in groupby(cut, key=lambda piece: is_small(piece) or piece in rests_on):
        run = list(group)
        telling = sum(not is_small(piece) for piece in run)
        size = sum(map(is_word, run))
        if held and (telling >= PHRASE or (telling and size >= RUN)):
            yield range(at, at + len(run)), size
        at += len(run)
