"""Which proposals does a marked file of ours not give back as they were made?

It is received in an empty copy of its base, as another workspace would: where something struck was
itself only proposed there, or was divided and merged more than once, the rules of the room leave
it no form but another.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

import msgspec

from draftrace.compare import dividing
from draftrace.errors import NegotiationError
from draftrace.intake import tracked
from draftrace.intake.changes import ON_NO_CHANGE, Change
from draftrace.intake.received import received
from draftrace.intake.recording import Account, Offered, record
from draftrace.negotiation import Rehearsal
from draftrace.room import ranks
from draftrace.room.acts.payloads import DraftTabled, PartyAdded, Payload, WorkspaceOpened
from draftrace.room.acts.terms import NewProvision
from draftrace.room.entities import Issued, Proposal, Revision
from draftrace.room.floor import Floor
from draftrace.room.roles import may_speak
from draftrace.room.state import State

_KEEPER = "SEC"
_NAMES = {
    "wording": "a wording",
    "deletion": "a deletion",
    "insertion": "an insertion",
    "move": "a move",
    "split": "a split",
    "merge": "a merger",
    "amendment": "an amendment",
    "revision": "a later word of its sponsor",
}
_STRUCK = "strikes what in a text without these decisions is only proposed"
_REFUSED = "is refused in a text without these decisions"
_UNFOUND = "no change in the file is told as its sponsor's"


class Returned(NamedTuple):
    """The proposals that come back otherwise and those that do not, by the form (``as an amendment
    and an insertion``, ``in other words``) or by the reason."""

    otherwise: dict[str, list[Proposal]]
    lost: dict[str, list[Proposal]]


def not_as_made(state: State, base: Revision, path: Path, made: Iterable[Proposal]) -> Returned:
    """What becomes of proposals in the file, marked against ``base``. Raises DraftraceError where
    it is no file of ours."""
    account = _account(_copy(state, base), path)
    found = Returned({}, {})
    stood = {i.provision for i in base.provisions}
    by_hand: dict[tuple[str, str], list[Offered]] = {}
    for each in account.offered:
        by_hand.setdefault((each.party, each.change.happened), []).append(each)
    rules = {(e.author, e.happened): e.what for e in account.left if e.what != ON_NO_CHANGE}
    for proposal in made:
        hand = (proposal.stamp.speaker, proposal.stamp.happened)
        offered = by_hand.get(hand, [])
        if any(_is_as_made(state, proposal, each) for each in offered):
            continue
        if offered:
            found.otherwise.setdefault(_form(proposal, offered), []).append(proposal)
        else:
            new = proposal.change == "deletion" and proposal.provision not in stood
            why = _STRUCK if new else _refused(rules.get(hand, ""))
            found.lost.setdefault(why, []).append(proposal)
    return found


def _refused(rule: str) -> str:
    """Why a proposal is not taken in, by the first sentence of the rule that refuses it."""
    return f"{_REFUSED}: {rule.partition('. ')[0]}" if rule else _UNFOUND


def _form(proposal: Proposal, offered: Iterable[Offered]) -> str:
    kinds = {each.change.kind for each in offered}
    if kinds == {proposal.change}:
        return "in other words"
    return f"as {' and '.join(sorted(_NAMES[kind] for kind in kinds))}"


def _copy(state: State, base: Revision) -> Rehearsal:
    """A room with the parties, where nothing has happened but that the base was tabled."""
    copy = Rehearsal(State())
    _enact(copy, WorkspaceOpened(workspace="copy", title="Copy", presiding="CHAIR"))
    for party in state.now.parties.values():
        if party.code not in copy.state.now.parties:
            _enact(copy, PartyAdded(code=party.code, name=party.name, role=party.role))
    _enact(copy, DraftTabled(symbol="COPY", title=state.now.title, provisions=_tabled(base)))
    return copy


def _enact(copy: Rehearsal, payload: Payload) -> None:
    copy.perform(lambda _state, _floor: payload, _floor(f"copy{len(copy.acts)}", _KEEPER))


def _tabled(base: Revision) -> tuple[NewProvision, ...]:
    issued = sorted(base.provisions, key=lambda i: i.kind == "footnote")
    return tuple(map(_as_new, issued, ranks.spread(len(issued))))


def _as_new(issued: Issued, rank: str) -> NewProvision:
    return NewProvision(
        id=issued.provision,
        kind=issued.kind,
        level=issued.level,
        wording=issued.wording,
        rank=rank,
        address=issued.address,
        label=issued.label,
        part=issued.part,
        note=issued.note,
    )


def _account(copy: Rehearsal, path: Path) -> Account:
    found = received(copy.state, tracked.read(path), path.name, copy.state.past.revisions[0].name)
    spoken = tuple(c for c in found.changes if _may_propose(copy.state, c.author))
    found = msgspec.structs.replace(found, changes=spoken)
    parties = {author: author for author in (*found.authors(), "")}
    numbers = iter(range(len(found.changes) + 1))

    def floor(change: Change, party: str) -> Floor:
        return _floor(f"back{next(numbers)}", party or _KEEPER, change.happened)

    return record(copy, found, parties, floor)


def _may_propose(state: State, author: str) -> bool:
    """Whether somebody named by marks is a party that proposes: nobody else's proposal was
    accepted."""
    try:
        may_speak(state, _floor("asked", author or _KEEPER), "proposed")
    except NegotiationError:
        return False
    return True


def _floor(act: str, by: str, happened: str = "1980-01-01T00:00:00Z") -> Floor:
    return Floor(act=act, by=by, recorder=_KEEPER, behalf="", meeting="", happened=happened)


def _is_as_made(state: State, proposal: Proposal, offered: Offered) -> bool:
    """Whether it is what the proposal was once: as made, revised or carried over; of a paragraph
    that is divided the pieces it words."""
    if proposal.change in ("deletion", "move"):
        return offered.change.kind == proposal.change
    said = {_words(each.now.wording) for each in state.past.offers.get(proposal.id, ())}
    return _words(offered.wording) in said or _pieces(offered) in said


def _pieces(offered: Offered) -> str:
    if dividing.CUT not in offered.wording:
        return ""
    old, new = (list(dividing.pieces(each)) for each in (offered.base, offered.wording))
    while old and new and old[0] == new[0]:
        old, new = old[1:], new[1:]
    while old and new and old[-1] == new[-1]:
        old, new = old[:-1], new[:-1]
    return _words(" ".join(new))


def _words(wording: str) -> str:
    return " ".join(wording.split())
