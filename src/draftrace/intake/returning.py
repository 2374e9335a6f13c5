"""What does a marked file of ours not give back as it was made?

It is received in an empty copy of its base, as another workspace would: where something struck was
itself only proposed there, or was divided and merged more than once, the rules of the room leave
it no form but another. What nobody made is found there too, and the text that accepting gives.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from draftrace.exporters.original import Hand, hand_of
from draftrace.intake.as_made import AsMade, one_to_one
from draftrace.intake.changes import ON_NO_CHANGE
from draftrace.intake.empty_copy import EmptyCopy
from draftrace.intake.recorded import Recorded
from draftrace.intake.recording import Account, Offered
from draftrace.intake.same_text import Differing, first_difference
from draftrace.room.entities import Proposal, Revision
from draftrace.room.state import State

NAMES = {
    "wording": "a wording",
    "alternative": "an alternative",
    "deletion": "a deletion",
    "insertion": "an insertion",
    "move": "a move",
    "split": "a split",
    "merge": "a merger",
    "amendment": "an amendment",
    "revision": "a later word of its sponsor",
}
"""The kinds of changes."""
_STRUCK = "strikes what in a text without these decisions is only proposed"
_REFUSED = "is refused in a text without these decisions"
_UNFOUND = "no change in the file is told as its sponsor's"


class Returned(NamedTuple):
    """The proposals that come back otherwise and those that do not, by the form (``as an amendment
    and an insertion``, ``in other words``) or by the reason; the changes that nobody made; how
    many of what was received can't be accepted in turn, and where the text that gives differs
    first from the issue, if it does: asked only of proposals accepted as they were made."""

    otherwise: dict[str, list[Proposal]]
    lost: dict[str, list[Proposal]]
    invented: list[Offered]
    refused: int = 0
    differs: Differing | None = None


def _silently(said: str) -> None:
    del said


def not_as_made(
    state: State,
    issues: tuple[Revision, Revision],
    path: Path,
    made: Iterable[Proposal],
    tell: Callable[[str], None] = _silently,
) -> Returned:
    """What becomes of proposals in the file, in which the second issue is marked against the
    first; ``tell`` hears how far it is. Raises DraftraceError where it is no file of ours."""
    base, text = issues
    copy = EmptyCopy(state, base)
    account = copy.receive(path, lambda n, of: tell(f"looking what comes back, {n:,} of {of:,}"))
    asked = list(made)
    trial = _Trial(state, base, asked, account, copy.state)
    returned = trial.returned()
    if any(_worded_since(state, proposal) for proposal in asked):
        return returned
    refused = copy.accept(
        trial.in_order(), lambda n, of: tell(f"accepting what came back, {n:,} of {of:,}")
    )
    return returned._replace(refused=refused, differs=first_difference(copy.state, text))


def _worded_since(state: State, proposal: Proposal) -> bool:
    """Whether its sponsor revised or confirmed a proposal on what others had got accepted: as it
    was made it waits for that in any room, and accepting can't give the text, whatever the file."""
    offers = state.past.offers.get(proposal.id, ())
    return any(o.stamp.kind in ("proposal revised", "proposal confirmed") for o in offers)


class _Trial:
    """Proposals of a record held against what was received of a file."""

    def __init__(
        self,
        state: State,
        base: Revision,
        made: Sequence[Proposal],
        account: Account,
        there: State,
    ) -> None:
        self.state = state
        self.made = made
        self.account = account
        self.issued = {i.provision: i for i in base.provisions}
        self.recorded = Recorded(state)
        self.judge = AsMade(state, base, there)
        self.acts: dict[Hand, list[Proposal]] = {}
        for proposal in (*state.past.closed.values(), *state.now.pending.values()):
            self.acts.setdefault(hand_of(proposal), []).append(proposal)
        self.received: dict[Hand, list[Offered]] = {}
        for each in account.offered:
            self.received.setdefault((each.party, each.change.happened), []).append(each)

    def returned(self) -> Returned:
        found = Returned({}, {}, [])
        by_hand: dict[Hand, list[Proposal]] = {}
        for proposal in self.made:
            by_hand.setdefault(hand_of(proposal), []).append(proposal)
        for hand in dict.fromkeys((*by_hand, *self.received)):
            self.hold(found, by_hand.get(hand, []), hand)
        return found

    def hold(self, found: Returned, made: list[Proposal], hand: Hand) -> None:
        """Hold the proposals of one party and moment against what was received as theirs."""
        offered = self.received.get(hand, [])
        pairs = one_to_one(self.judge, made, offered)
        missed = [p for p in made if p.id not in pairs]
        rest = [each for n, each in enumerate(offered) if n not in pairs.values()]
        for proposal in missed:
            if rest:
                found.otherwise.setdefault(_form(proposal, rest), []).append(proposal)
            else:
                found.lost.setdefault(self.why(proposal, hand), []).append(proposal)
        if not missed:
            found.invented.extend(each for each in rest if not self.is_known(each, hand))

    def why(self, proposal: Proposal, hand: Hand) -> str:
        """Why a proposal is not taken in, by the first sentence of a rule where one refuses it."""
        if proposal.change == "deletion" and proposal.provision not in self.issued:
            return _STRUCK
        left = (e for e in self.account.left if e.what != ON_NO_CHANGE)
        rule = next((e.what for e in left if (e.author, e.happened) == hand), "")
        return f"{_REFUSED}: {rule.partition('. ')[0]}" if rule else _UNFOUND

    def is_known(self, offered: Offered, hand: Hand) -> bool:
        """Whether an act of the record says it that is none of the proposals asked about: one that
        was not accepted, a revision, a text of the chair's; or it goes along with what was
        struck."""
        if offered.change.kind == "deletion":
            struck = any(p.change == "deletion" for p in self.acts.get(hand, ()))
            there = self.state.now.provisions.get(offered.change.provision)
            if struck and (there is None or there.now.life == "struck"):
                return True
        return self.recorded.says(hand, offered.change.kind, offered.wording)

    def in_order(self) -> list[str]:
        """The handles of what was received, in the order in which the record decided on it."""
        placed = {(s.speaker, s.happened): s.position for s in self.state.past.stamps.values()}
        for hand, proposals in self.acts.items():
            decided = [p.now.decided.position for p in proposals if p.now.decided is not None]
            placed[hand] = min(decided, default=placed.get(hand, 0))
        last = max(placed.values(), default=0) + 1
        offered = [o for o in self.account.offered if o.handle]
        offered.sort(key=lambda o: placed.get((o.party, o.change.happened), last))
        return [o.handle for o in offered]


def _form(proposal: Proposal, offered: Iterable[Offered]) -> str:
    kinds = {each.change.kind for each in offered}
    if kinds == {proposal.change}:
        return "in other words"
    return f"as {' and '.join(sorted(NAMES[kind] for kind in kinds))}"
