"""Who has proposed just this already?"""

from __future__ import annotations

from draftrace.room.entities import Proposal
from draftrace.room.state import State


def alike(state: State, proposal: Proposal) -> list[Proposal]:
    """Pending proposals that would make the very same change, oldest first: one of them can be
    withdrawn, or joined as a co-sponsor."""
    if proposal.change == "insertion":
        others = [p for p in state.now.pending.values() if p.change == "insertion"]
    else:
        others = state.pending_on(proposal.provision)
    wanted = _what(proposal)
    return [p for p in others if p.id != proposal.id and _what(p) == wanted]


def _what(proposal: Proposal) -> tuple[object, ...]:
    """What a proposal does, without who wants it, when and why."""
    now, new = proposal.now, proposal.inserted
    # An insertion makes a provision of its own: its place is the text it would stand behind.
    where: object = (proposal.after, new.kind, new.level, new.part) if new else now.provision
    return (where, now.change, now.wording, now.to, proposal.after, proposal.merged)
