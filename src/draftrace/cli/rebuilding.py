"""A negotiation rebuilt from its published drafts: word origins and the history of provisions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from draftrace.compare.align import Block
from draftrace.compare.lineage import lineage
from draftrace.compare.origins import Origins
from draftrace.text.brackets import left


def rebuilt(names: Sequence[str], drafts: Sequence[Sequence[Block]]) -> dict[str, Any]:
    """The shape of ``reconstruct --json`` (DESIGN.md, section 8)."""
    origins = Origins()
    followed = lineage(drafts)
    for draft, ancestors in zip(drafts, followed.ancestors, strict=True):
        origins.read([block.wording for block in draft], ancestors)
    return {
        "documents": [
            {
                "name": name,
                "provisions": len(draft),
                "words": sum(len(block.wording.split()) for block in draft),
                "brackets": sum(left(block.wording) for block in draft),
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
            for block, words, history in zip(
                drafts[-1], origins.words(), followed.provisions, strict=True
            )
        ],
        "dropped": [
            {"address": steps[-1].address, "document": steps[-1].document, "history": steps}
            for steps in followed.dropped
        ],
    }
