"""Which provisions of the standing text say the same words, and whom does a change concern too?"""

from __future__ import annotations

import msgspec

from draftrace.compare import formulas as found_in
from draftrace.compare.formulas import Index
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


def formulas(state: State, provision: str = "") -> list[Shared]:
    """The formulas of the standing text, or of one provision of it, longest first."""
    every = found_in.formulas(_texts(state))
    chosen = [f for f in every if not provision or provision in f.ids]
    return [
        Shared(
            wording=f.wording,
            words=len(f.words),
            addresses=tuple(state.now.provisions[i].now.address for i in f.ids),
        )
        for f in sorted(chosen, key=lambda f: -len(f.words))
    ]


def also_there(state: State, provision: Provision, new: str) -> list[AlsoThere]:
    """The provisions that share the words a new wording of one would change, in printed order."""
    texts = _texts(state)
    old = provision.now.wording
    if provision.id not in texts or new == old:
        return []
    index: Index = found_in.indexed(found_in.formulas(texts))
    touched = found_in.touched(index, provision.id, old, new)
    fitting = found_in.applied_to_all(touched, old, new, texts)
    told = {
        s.there.id: AlsoThere(
            provision=s.there.id,
            address=state.now.provisions[s.there.id].now.address,
            formula=s.formula.wording,
            words=len(s.formula.words),
            wording=fitting.get(s.there.id) or "",
        )
        for s in touched
    }
    return [told[i] for i in texts if i in told]


def _texts(state: State) -> dict[str, str]:
    return {p.id: p.now.wording for p in state.standing() if p.kind not in _APART}
