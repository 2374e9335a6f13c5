"""Mergers told by comments: a paragraph that went, merged into one that stands elsewhere."""

from __future__ import annotations

import msgspec

from draftrace.compare import dividing
from draftrace.intake.changes import Change
from draftrace.intake.hands import MERGED, told
from draftrace.intake.taking import Taking
from draftrace.room.entities import Issued


def take_mergers(taking: Taking) -> None:
    """Deletions that a comment calls mergers become such, with what their author made of the
    provision that took them in."""
    into: dict[tuple[str, str], list[Issued]] = {}
    by_address = {pair.provision.address: pair.provision for pair in taking.pairs.values()}
    gone = {c.provision: c for c in taking.changes if c.kind == "deletion"}
    for place, pair in taking.pairs.items():
        change = gone.get(pair.provision.provision)
        said = told(taking.base[place].runs, taking.tracked.remarks, MERGED)
        head = by_address.get(said[1]) if said else None
        if change is not None and head is not None:
            into.setdefault((head.provision, change.author), []).append(pair.provision)
    for (provision, author), merged in into.items():
        head = next(i for i in by_address.values() if i.provision == provision)
        _merge(taking, head, author, merged)


def _merge(taking: Taking, head: Issued, author: str, merged: list[Issued]) -> None:
    ids = tuple(i.provision for i in merged)
    worded = _found(taking, "wording", head.provision, author)
    gone = [c for i in ids for c in _found(taking, "deletion", i, author)]
    first = (*worded, *gone)[0]
    taking.changes = [c for c in taking.changes if c not in (*worded, *gone)]
    taking.changes.append(
        msgspec.structs.replace(
            first,
            kind="merge",
            provision=head.provision,
            address=head.address,
            base=dividing.joined([head.wording, *(i.wording for i in merged)]),
            wording=first.wording or head.wording,
            happened=gone[0].happened,
            merged=ids,
        )
    )


def _found(taking: Taking, kind: str, provision: str, author: str) -> list[Change]:
    wanted = (kind, provision, author)
    return [c for c in taking.changes if (c.kind, c.provision, c.author) == wanted]
