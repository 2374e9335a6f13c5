"""What is the presiding party about to gavel on one provision? Pure: picks in, a decision out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

import msgspec

from draftrace.compare.words import Edit, applied, edits
from draftrace.errors import Hint, NegotiationError
from draftrace.room.acts import deciding
from draftrace.room.acts.payloads import Decided
from draftrace.room.entities import Proposal, Provision
from draftrace.room.floor import Floor
from draftrace.room.state import State
from draftrace.text.tokens import tokens

Decide = Callable[[State, Floor], Decided]


class Fate(NamedTuple):
    """What the decision does to another proposal: the outcome, and whether it falls."""

    proposal: str
    outcome: str
    falls: bool


class Composition(msgspec.Struct):
    """What is picked: proposals with the numbers of their edits (empty: whole), the chair's own
    wording where there is one, and what the chair said about rivals that would fall."""

    provision: str
    picked: dict[str, set[int]] = {}
    own: str = ""
    falls: dict[str, bool] = {}

    def toggle(self, state: State, proposal: str, edit: int = 0) -> None:
        """Pick a proposal or one of its edits, or let go of it."""
        self.own = ""
        found = state.now.pending.get(proposal)
        if found is None:
            return
        if not edit:
            if proposal in self.picked:
                del self.picked[proposal]
            else:
                self.picked[proposal] = set()
            return
        every = set(range(1, len(edits_of(found)) + 1))
        chosen = (self.picked[proposal] or every) if proposal in self.picked else set()
        chosen = chosen ^ {edit}
        if not chosen:
            self.picked.pop(proposal, None)
        else:
            self.picked[proposal] = set() if chosen == every else chosen

    def has(self, proposal: str, edit: int = 0) -> bool:
        """Whether a proposal, or one of its edits, is picked."""
        if proposal not in self.picked:
            return False
        return not edit or not self.picked[proposal] or edit in self.picked[proposal]

    def keep_only(self, pending: Iterable[str]) -> None:
        """Let go of what is no longer pending."""
        still = set(pending)
        self.picked = {p: e for p, e in self.picked.items() if p in still}
        self.falls = {p: f for p, f in self.falls.items() if p in still}


def edits_of(proposal: Proposal) -> tuple[Edit, ...]:
    """The separate edits of a proposal to the wording, as decisions count them."""
    return edits(proposal.now.base, proposal.now.wording) if proposal.change == "wording" else ()


def edit_redline(proposal: Proposal, edit: Edit) -> list[tuple[str, str]]:
    """One edit alone."""
    base = tokens(proposal.now.base)
    struck, put = "".join(base[edit.start : edit.end]), "".join(edit.replacement)
    return [pair for pair in (("-", struck), ("+", put)) if pair[1]]


def wording_of(state: State, composition: Composition) -> str:
    """What the provision would say. Raises NegotiationError where the picks don't go together."""
    provision = state.now.provisions[composition.provision]
    if composition.own:
        return composition.own
    chosen = [state.now.pending[p] for p in composition.picked]
    if not chosen:
        return provision.now.wording
    if len(chosen) == 1 and not composition.picked[chosen[0].id]:
        return chosen[0].now.wording if chosen[0].change != "move" else provision.now.wording
    return _together(provision, chosen, composition)


def _together(provision: Provision, chosen: list[Proposal], composition: Composition) -> str:
    wanted: dict[Edit, str] = {}
    for proposal in chosen:
        if proposal.change != "wording":
            raise NegotiationError(
                f"{proposal.handle} is about the whole provision; it can't be joined with others.",
                "Pick it alone.",
            )
        if len(chosen) > 1 and proposal.now.base != provision.now.wording:
            raise NegotiationError(
                f"{proposal.handle} was made on an earlier wording and can't be joined to others.",
                Hint("Write the chair's text.", "Write the words yourself: {compose}."),
            )
        numbers = composition.picked[proposal.id]
        for number, edit in enumerate(edits_of(proposal), 1):
            if not numbers or number in numbers:
                wanted.setdefault(edit, proposal.handle)
    ordered = sorted(wanted)
    for one, other in pairwise(ordered):
        if other.start < one.end or other.start == one.start:
            raise NegotiationError(
                f"{wanted[one]} and {wanted[other]} change the same words.",
                Hint(
                    "Let go of one of them, or write the chair's text.",
                    "Let go of one of them, or write the words yourself: {compose}.",
                ),
            )
    base = chosen[0].now.base
    return "".join(applied(tokens(base), ordered))


def decision(
    composition: Composition,
    wording: str,
    fallen: Iterable[str],
    reason: str,
    objections: Sequence[str] = (),
) -> Decide:
    """The intent for what is picked: acceptance, acceptance in part, or a chair's text."""
    overtaken = tuple(fallen)
    picked = dict(composition.picked)
    if composition.own or len(picked) != 1:
        return lambda s, f: deciding.settle(
            s,
            f,
            composition.provision,
            wording,
            drawing_on=tuple(picked),
            overtaken=overtaken,
            objections=objections,
            reason=reason,
        )
    ((proposal, numbers),) = picked.items()
    only = tuple(sorted(numbers))
    return lambda s, f: deciding.accept(
        s, f, proposal, only=only, overtaken=overtaken, objections=objections, reason=reason
    )


def foreseen(state: State, floor: Floor, composition: Composition) -> tuple[Decided, list[Fate]]:
    """The decision as it would be recorded now, with what it does to every other proposal.

    What would be in conflict falls unless the chair keeps it pending. Raises what the rules refuse.
    """
    if not composition.picked and not composition.own:
        raise NegotiationError(
            "Nothing is picked.", "space picks a proposal or an edit; e writes a chair's text."
        )
    wording = wording_of(state, composition)
    first = decision(composition, wording, (), "")(state, floor)
    fates = [
        Fate(r.proposal, r.outcome, composition.falls.get(r.proposal, r.outcome == "conflict"))
        for r in first.rebased
    ]
    on_it = {p.id for p in state.pending_on(composition.provision)}
    fallen = [f.proposal for f in fates if f.falls and f.proposal in on_it]
    return decision(composition, wording, fallen, "")(state, floor), fates
