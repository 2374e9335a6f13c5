"""What becomes of a draft when the text it was written on changes?"""

from __future__ import annotations

import msgspec

from draftrace.compare import dividing
from draftrace.compare.rebase import Rebase, rebase
from draftrace.errors import NegotiationError
from draftrace.room.entities import Proposal
from draftrace.room.state import State
from draftrace.tui import intents
from draftrace.tui.keeping import Draft


def aimed_at(state: State, draft: Draft) -> Proposal | None:
    """The pending proposal that the draft revises or amends."""
    if draft.kind not in ("revision", "amendment"):
        return None
    return state.now.pending.get(draft.target)


def at_stake(state: State, draft: Draft) -> str:
    """The provision whose words are at stake; none for a new one."""
    if draft.kind == "insertion":
        return ""
    proposal = aimed_at(state, draft)
    return proposal.provision if proposal is not None else draft.target


def standing(state: State, draft: Draft) -> str | None:
    """What the draft changes, as it reads now; nothing where that has gone."""
    proposal = aimed_at(state, draft)
    if draft.kind == "amendment":
        return proposal.now.wording if proposal is not None else None
    if proposal is not None and proposal.change in ("amendment", "merge"):
        return None
    if draft.kind == "merge":
        return intents.as_one(state, (draft.target, *draft.others))
    found = state.now.provisions.get(at_stake(state, draft))
    return found.now.wording if found is not None else None


def gone(state: State, draft: Draft) -> str:
    """That what the draft changes can't be changed any more, where that is so."""
    if draft.kind in ("revision", "amendment"):
        aimed = state.proposal(draft.target)
        if aimed is not None and aimed.now.status != "pending":
            return f"{aimed.handle} is {aimed.now.status}: this draft can't go to it any more"
    found = state.now.provisions.get(at_stake(state, draft))
    if found is not None and found.now.life == "struck":
        return f"{found.now.address} was struck: this draft can't go to it any more"
    return ""


def carried(state: State, draft: Draft, wording: str) -> Rebase | None:
    """What is written, on the text as it stands; nothing where that is still its base."""
    now = standing(state, draft) if draft.base else None
    if now is None or now == draft.base:
        return None
    if not intents.divides(draft):
        return rebase(draft.base, wording, now)
    division = dividing.carried(draft.base, wording, now)
    return Rebase("clean", division) if division is not None else Rebase("conflict", wording)


def followed(state: State, draft: Draft, wording: str) -> Draft | None:
    """The draft where it belongs by now, if what it amends has another address, or was divided and
    all that is written lies in one piece; otherwise nothing."""
    split = _divided_by(state, draft)
    inside = (
        dividing.piece_of(draft.base, split.now.wording, wording) if split is not None else None
    )
    if split is not None and inside is not None:
        number, words = inside
        piece = [draft.target, *_born_of(state, split)][number]
        base = dividing.pieces(split.now.wording)[number]
        draft = msgspec.structs.replace(draft, target=piece, base=base)
        wording = words
    found = state.now.provisions.get(at_stake(state, draft))
    if found is None or found.now.address == draft.address:
        return None
    return msgspec.structs.replace(draft, address=found.now.address, wording=wording)


def _divided_by(state: State, draft: Draft) -> Proposal | None:
    """The proposal by which what the draft amends was divided since it was begun."""
    if draft.kind != "wording":
        return None
    made = map(state.proposal, state.past.proposals.get(draft.target, ()))
    splits = [p for p in made if p is not None and p.change == "split"]
    done = [p for p in splits if p.now.status == "accepted" and p.now.base == draft.base]
    return done[-1] if done else None


def _born_of(state: State, split: Proposal) -> list[str]:
    """The later pieces, in order."""
    born = (
        p
        for p in state.now.provisions.values()
        if p.id != split.provision and state.past.steps[p.id][0].proposals == (split.id,)
    )
    return [p.id for p in sorted(born, key=lambda p: p.now.rank)]


def whither(before: Draft, after: Draft) -> str:
    """What to tell who is writing, of a draft that has followed what it amends."""
    if before.target == after.target:
        return f"{before.address} is {after.address} now; your amendment goes with it"
    return f"{before.address} was divided; what you amend stands in {after.address} now"


def said_of(moved: Rebase, *, untouched: bool) -> str:
    """What to tell who is writing, of the text that has changed underneath."""
    if untouched:
        return "the text changed: this is how it reads now"
    if moved.outcome == "absorbed":
        return "the text changed: it says now what you wrote"
    if moved.outcome == "conflict":
        return "the text changed where you amend it: look at the change before you send"
    return f"the text changed; your amendment was carried over ({moved.outcome})"


def as_it_stands(state: State, draft: Draft, wording: str) -> str:
    """What to send of a draft when others may have been quicker: what is written, carried over
    to the text at the head of the record. Raises where both change the same words."""
    moved = carried(state, draft, wording)
    if moved is None:
        return wording
    if moved.outcome == "conflict":
        raise NegotiationError(
            "The text has just changed where you amend it; nothing was sent.",
            "Look at the change, and send again.",
        )
    return moved.wording
