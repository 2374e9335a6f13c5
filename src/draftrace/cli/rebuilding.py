"""A negotiation rebuilt from its published drafts: word origins and the history of provisions."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from draftrace.compare.align import Block, align
from draftrace.compare.origins import Origins
from draftrace.views.standing import brackets


def rebuilt(names: Sequence[str], drafts: Sequence[Sequence[Block]]) -> dict[str, Any]:
    """The shape of ``reconstruct --json`` (DESIGN.md, section 8)."""
    origins = Origins()
    for draft in drafts:
        origins.read([block.wording for block in draft])
    histories, dropped = _histories(drafts)
    return {
        "documents": [
            {
                "name": name,
                "provisions": len(draft),
                "words": sum(len(block.wording.split()) for block in draft),
                "brackets": sum(brackets(block.wording) for block in draft),
            }
            for name, draft in zip(names, drafts, strict=True)
        ],
        "provisions": [
            {
                "address": block.address,
                "words": [
                    {"text": word.text, "document": word.origin, "parties": []} for word in words
                ],
                "history": history,
            }
            for block, words, history in zip(drafts[-1], origins.words(), histories, strict=True)
        ],
        "dropped": dropped,
    }


def _histories(
    drafts: Sequence[Sequence[Block]],
) -> tuple[list[list[dict[str, Any]]], list[dict[str, Any]]]:
    """Draft by draft: what each provision was before, and what went on the way."""
    born = {"document": 0, "change": "new"}
    history = {b.address: [{**born, "address": b.address}] for b in drafts[0]}
    dropped: list[dict[str, Any]] = []
    for n, (old, new) in enumerate(pairwise(drafts), 1):
        following: dict[str, list[dict[str, Any]]] = {}
        for row in align(old, new):
            if not row.new:
                last = {"document": n - 1, "address": row.old[0], "dropped_in": n}
                dropped.append({**last, "history": history[row.old[0]]})
            before = [event for address in row.old for event in history[address]]
            for address in row.new:
                event = {"document": n, "address": address, "change": row.change}
                following[address] = [*before, event]
        history = following
    return [history[b.address] for b in drafts[-1]], dropped
