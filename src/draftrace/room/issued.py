"""The text frozen at an issue, and the seals that fix what was agreed or issued."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence

import msgspec

from draftrace.room.acts.terms import Numbered
from draftrace.room.entities import Issued
from draftrace.room.state import State


def frozen(state: State) -> tuple[Issued, ...]:
    """The standing text as it stands, in printed order."""
    return tuple(
        Issued(
            p.id,
            p.kind,
            p.level,
            p.now.part,
            p.now.label,
            p.now.address,
            p.now.wording,
            p.note,
        )
        for p in state.standing()
    )


def numbered(
    text: Sequence[Issued], labels: Sequence[Numbered], wordings: Iterable[tuple[str, str]]
) -> tuple[Issued, ...]:
    """The text with the labels, addresses and rewritten references of an issue."""
    new = {n.provision: n for n in labels}
    rewritten = dict(wordings)
    return tuple(
        Issued(
            i.provision,
            i.kind,
            i.level,
            i.part,
            new[i.provision].label if i.provision in new else i.label,
            new[i.provision].address if i.provision in new else i.address,
            rewritten.get(i.provision, i.wording),
            i.note,
        )
        for i in text
    )


def text_seal(text: Sequence[Issued]) -> str:
    """SHA-256 over the text as issued: kind, level, part, label and wording of each provision,
    in printed order. Ids and ranks are not part of what delegates agreed."""
    return _sha([[i.kind, i.level, i.part, i.label, i.wording, i.note] for i in text])


def provisions_seal(state: State, provisions: Iterable[str]) -> str:
    """SHA-256 over the wording of the provisions agreed together, in the order given."""
    return _sha(
        [
            [p.id, p.kind, p.now.wording]
            for i in provisions
            if (p := state.now.provisions.get(i)) is not None
        ]
    )


def wording_seal(provision: str, wording: str) -> str:
    """SHA-256 of one provision's wording as decided."""
    return _sha([provision, wording])


def division_seal(pieces: Iterable[tuple[str, str]]) -> str:
    """SHA-256 of the pieces a provision was divided into: provision and wording of each."""
    return _sha([[provision, wording] for provision, wording in pieces])


def _sha(content: object) -> str:
    return hashlib.sha256(msgspec.json.encode(content)).hexdigest()
