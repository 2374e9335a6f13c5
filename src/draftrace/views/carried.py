"""Which words of a provision were carried over from another, that lost them?

Words keep their first origin when they are moved between provisions, also by way of a proposal
that strikes them here and one that brings them in there. What still stands where it stood is
copied, not moved: its second place is the work of who proposed that.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from draftrace.compare.words import difference
from draftrace.room.entities import Provision
from draftrace.room.state import State
from draftrace.text.tokens import is_small, pieces

_FEWEST_WORDS = 4
"""So many words in a row, small ones apart, are no coincidence."""
_REMEMBERED = 2_000
"""Wordings: those of the other provisions, which are looked at for every provision."""

Carried = tuple[str, str, int, int]
"""The provision that lost the words, the wording of it that had them, the number of the first word
there, and how many they are."""


def carried(
    state: State,
    provision: Provision,
    words: Sequence[str],
    fresh: Sequence[bool],
    until: int | None = None,
) -> Iterator[tuple[int, Carried]]:
    """For each run of ``fresh`` words that another provision lost: the number of its first word,
    and where it stood last. Of the record only what stands up to position ``until``.
    """
    runs = list(_runs(fresh))
    lost = list(_lost(state, provision.id, until)) if runs else []
    for start, end in runs:
        run = " ".join(words[start:end])
        ours = _rows(run)
        for other, wording, stands in lost:
            if ours.isdisjoint(_rows(wording)):
                continue  # as many words in a row are certainly not common to both
            now = " ".join(pieces(stands))
            number = at = 0
            for op, text in difference(" ".join(pieces(wording)), run):
                count = len(pieces(text))
                if op == "=" and _tells(pieces(text)) and text.strip() not in now:
                    yield start + at, (other, wording, number, count)
                number += count if op != "+" else 0
                at += count if op != "-" else 0


def _lost(state: State, own: str, until: int | None) -> Iterator[tuple[str, str, str]]:
    """The earlier wordings of other provisions, and the last ones of those that were struck, each
    with what stands there now; the earliest last."""
    for other, steps in state.past.steps.items():
        known = [s for s in steps if until is None or s.stamp.position <= until]
        stood = [step.now.wording for step in known if step.now.life == "standing"]
        if other == own or not stood:
            continue
        now = stood[-1] if known[-1].now.life == "standing" else ""
        for wording in reversed([wording for wording in dict.fromkeys(stood) if wording != now]):
            yield other, wording, now


def _runs(fresh: Sequence[bool]) -> Iterator[tuple[int, int]]:
    start = 0
    for at in range(1, len(fresh) + 1):
        if at == len(fresh) or fresh[at] != fresh[start]:
            if fresh[start] and at - start >= _FEWEST_WORDS:
                yield start, at
            start = at


@lru_cache(_REMEMBERED)
def _rows(wording: str) -> frozenset[tuple[str, ...]]:
    """The words of a wording, small ones apart, as many together as are no coincidence."""
    telling = [word.casefold() for word in pieces(wording) if not is_small(word)]
    return frozenset(zip(*(telling[at:] for at in range(_FEWEST_WORDS)), strict=False))


def _tells(words: Sequence[str]) -> bool:
    return sum(not is_small(word) for word in words) >= _FEWEST_WORDS
