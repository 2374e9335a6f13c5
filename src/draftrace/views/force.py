"""What does a proposal, or a wording that came into the text, do to force?"""

from __future__ import annotations

from functools import lru_cache

from draftrace.compare.force import describe
from draftrace.room.entities import Proposal

_REMEMBERED = 4096


def force(proposal: Proposal) -> tuple[str, ...]:
    """What a proposal does to force, a sentence each without its point; nothing where it moves the
    provision only, or where nothing is known of its words."""
    if proposal.change == "move":
        return ()
    return told(proposal.now.base, proposal.now.wording)


@lru_cache(_REMEMBERED)
def told(before: str, after: str) -> tuple[str, ...]:
    """What a change of wording does to force; an empty side is no provision yet, or no more."""
    found = describe(" ".join(before.split()), " ".join(after.split()))
    return tuple(change.words for change in found)
