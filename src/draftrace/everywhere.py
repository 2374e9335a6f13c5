"""The same change proposed wherever the same words stand, and all of it made one package."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import NamedTuple

from draftrace.errors import DraftraceError
from draftrace.room.acts import packaging, proposing
from draftrace.room.acts.payloads import Payload, Proposed
from draftrace.room.floor import Floor
from draftrace.room.record import Entry
from draftrace.room.state import State
from draftrace.views.formulas import AlsoThere, also_there

Perform = Callable[[Callable[[State, Floor], Payload]], Entry]
"""Records an act of whoever proposes."""


class Left(NamedTuple):
    """A provision with the same words that was left as it is, and why."""

    address: str
    why: str


class Spread(NamedTuple):
    """The acts that propose the change, the first among them; the package's name, empty where
    it stands alone; and what was left."""

    entries: tuple[Entry, ...]
    package: str
    left: tuple[Left, ...]


def touched(state: State, proposal: str) -> list[AlsoThere]:
    """The other provisions whose words a pending change of wording touches too."""
    found = state.proposal(proposal)
    if found is None or found.change != "wording" or found.now.waiting:
        return []
    return also_there(state, state.now.provisions[found.provision], found.now.wording)


def spread(perform: Perform, state: Callable[[], State], first: Entry, reason: str) -> Spread:
    """Propose a proposal's change wherever the same words stand. A place where it does not fit, or
    where the rules refuse it, is left and named."""
    entries, left = [first], []
    for there in touched(state(), first.act.id):
        if not there.wording:
            left.append(Left(there.address, "the change does not fit there."))
            continue
        try:
            entries.append(perform(partial(_propose, there=there, reason=reason)))
        except DraftraceError as refused:
            left.append(Left(there.address, refused.message))
    if len(entries) == 1:
        return Spread((first,), "", tuple(left))
    members = [entry.act.id for entry in entries]
    made = [p for i in members if (p := state().proposal(i)) is not None]
    places = ", ".join(state().now.provisions[p.provision].now.address for p in made)
    name = f"Same words in {places} ({made[0].handle})"
    perform(lambda s, f: packaging.form(s, f, name, members))
    return Spread(tuple(entries), name, tuple(left))


def _propose(state: State, floor: Floor, *, there: AlsoThere, reason: str) -> Proposed:
    return proposing.propose_wording(state, floor, there.provision, there.wording, reason=reason)
