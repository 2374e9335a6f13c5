"""Which provisions of the standing text say the same words, and whom does a change concern too?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

import msgspec

from draftrace.compare import formulas as found_in
from draftrace.compare.formulas import Formula, Index
from draftrace.room.entities import Provision
from draftrace.room.state import State

_APART = ("heading", "title")
"""Headings and titles repeat one another by nature."""


class Shared(msgspec.Struct, frozen=True, kw_only=True):
    """A formula of the standing text: how many words it has and where it stands."""

    wording: str
    words: int
    addresses: tuple[str, ...]


class AlsoThere(msgspec.Struct, frozen=True, kw_only=True):
    """Another provision that shares the words a change touches. ``wording`` is what it would read
    with the same change, empty where the change does not fit it."""

    provision: str
    address: str
    formula: str
    words: int
    wording: str


class Said(NamedTuple):
    """What the standing text says at one moment, by provision: apart from the state, so that
    another thread may look at it."""

    wordings: Mapping[str, str]
    addresses: Mapping[str, str]


def said(state: State) -> Said:
    """The wordings and addresses of the standing text, headings and titles left out."""
    chosen = [p for p in state.standing() if p.kind not in _APART]
    return Said({p.id: p.now.wording for p in chosen}, {p.id: p.now.address for p in chosen})


def formulas(state: State, provision: str = "") -> list[Shared]:
    """The formulas of the standing text, or of one provision of it, longest first."""
    every = _every(said(state))
    chosen = [f for f in every if not provision or provision in f.ids]
    return [
        Shared(
            wording=f.wording,
            words=len(f.words),
            addresses=tuple(state.now.provisions[i].now.address for i in f.ids),
        )
        for f in sorted(chosen, key=lambda f: -len(f.words))
    ]


def counted(text: Said) -> dict[str, int]:
    """How many formulas each provision shares with others; none where it shares none."""
    return dict(Counter(provision for formula in _every(text) for provision in formula.ids))


def also_there(state: State, provision: Provision, new: str) -> list[AlsoThere]:
    """The provisions that share the words a new wording of one would change, in printed order."""
    return shared_with(said(state), provision.id, new)


def shared_with(text: Said, provision: str, new: str) -> list[AlsoThere]:
    """The same of a text at one moment."""
    wordings = text.wordings
    old = wordings.get(provision, new)
    if new == old:
        return []
    index: Index = found_in.indexed(_every(text))
    touched = found_in.touched(index, provision, old, new)
    fitting = found_in.applied_to_all(touched, old, new, wordings)
    told = {
        s.there.id: AlsoThere(
            provision=s.there.id,
            address=text.addresses[s.there.id],
            formula=s.formula.wording,
            words=len(s.formula.words),
            wording=fitting.get(s.there.id) or "",
        )
        for s in touched
    }
    return [told[i] for i in wordings if i in told]


def _every(text: Said) -> Sequence[Formula]:
    return _found(tuple(text.wordings.items()))


@lru_cache(2)
def _found(wordings: tuple[tuple[str, str], ...]) -> tuple[Formula, ...]:
    """Looked for once while the text stands as it does."""
    return tuple(found_in.formulas(dict(wordings)))
