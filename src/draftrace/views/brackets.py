"""Which brackets are left, whose are they, and where?"""

from __future__ import annotations

import msgspec

from draftrace.room.entities import Provision
from draftrace.room.state import State
from draftrace.text.brackets import parse


class BracketShown(msgspec.Struct, frozen=True, kw_only=True):
    """One bracket of a provision. ``ordinal`` counts from 1 in the order in which they open;
    ``inside`` is the ordinal of the one around it, 0 for none; ``rivals`` are the ordinals of the
    other readings of the same place."""

    ordinal: int
    inside: int
    depth: int
    kind: str
    words: str
    owners: tuple[str, ...]
    option: str
    rivals: tuple[int, ...]


class Bracketed(msgspec.Struct, frozen=True, kw_only=True):
    """A provision with brackets left; ``strays`` are offsets of signs without their other half."""

    address: str
    part: str
    wording: str
    brackets: tuple[BracketShown, ...]
    strays: tuple[tuple[int, str], ...]


def bracketed(state: State, provisions: list[Provision] | None = None) -> list[Bracketed]:
    """The provisions of the standing text that have brackets, in printed order."""
    chosen = state.standing() if provisions is None else provisions
    return [found for p in chosen if (found := _shown(p)).brackets or found.strays]


def _shown(provision: Provision) -> Bracketed:
    wording = provision.now.wording
    tree = parse(wording)
    every = list(tree.all())
    ordinal = {id(b): n for n, b in enumerate(every, 1)}
    around = {id(child): ordinal[id(b)] for b in every for child in b.children}
    groups = {id(b): group for group in tree.choices for b in group}
    return Bracketed(
        address=provision.now.address,
        part=provision.now.part,
        wording=wording,
        brackets=tuple(
            BracketShown(
                ordinal=n,
                inside=around.get(id(b), 0),
                depth=b.depth,
                kind=b.kind,
                words=wording[b.inner : b.close],
                owners=b.owners,
                option=b.option,
                rivals=tuple(ordinal[id(r)] for r in groups.get(id(b), ()) if r is not b),
            )
            for n, b in enumerate(every, 1)
        ),
        strays=tuple((s.at, s.sign) for s in tree.strays),
    )
