"""What did somebody mean by what they typed: a proposal, a party, several, a part?"""

from __future__ import annotations

from draftrace.room.state import State
from draftrace.text.nearest import loosely
from draftrace.views.standing import resolve


def party(state: State, code: str) -> str:
    """A party's code as registered, whatever case it was typed in; else the text as it is."""
    known = {c.casefold(): c for c in state.now.parties}
    return known.get(code.strip().casefold(), code.strip())


def parties(state: State, named: str) -> tuple[str, ...]:
    """The codes of parties named with commas between them."""
    return tuple(party(state, code) for code in listed(named))


def proposal(state: State, written: str) -> str:
    """The handle of a proposal, named by it in any case or by the address it made (``6 alt``,
    ``7 bis``) in any spelling; else the text as it is."""
    known = {h.casefold(): h for h in state.now.handles}
    if found := known.get(written.casefold()):
        return found
    made = list(state.now.alternatives)
    made += [p.inserted.address for p in state.now.pending.values() if p.inserted is not None]
    made += [
        state.now.provisions[p.provision].now.address
        for p in state.now.pending.values()
        if p.change == "insertion"
    ]
    fitting = [written] if written in made else loosely(written, dict.fromkeys(made))
    only = state.proposal(fitting[0]) if len(fitting) == 1 else None
    return only.handle if only is not None else written


def proposals(state: State, named: str) -> list[str]:
    """The handles of proposals named with commas between them."""
    return [proposal(state, name) for name in listed(named)]


def provisions(state: State, named: str) -> tuple[str, ...]:
    """The ids of provisions whose addresses stand with commas between them. Raises where one is
    unknown or fits several."""
    return tuple(resolve(state, address).id for address in listed(named))


def stretch(state: State, asked: str) -> list[str]:
    """Ids of what is meant: ``all`` of the text, a part by its code, or a provision."""
    if asked.casefold() == "all":
        return [p.id for p in state.standing()]
    parts = {code.casefold() for code in state.now.parts if code}
    if asked.casefold() in parts:
        return [p.id for p in state.standing() if p.now.part.casefold() == asked.casefold()]
    return [resolve(state, asked).id]


def listed(named: str) -> list[str]:
    """What stands between commas."""
    return [name.strip() for name in named.split(",") if name.strip()]
