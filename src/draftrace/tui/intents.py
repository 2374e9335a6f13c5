"""Which act does a draft ask for? Pure: decided on the state at the head, by the room's rules."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import msgspec

from draftrace.compare import dividing
from draftrace.errors import NegotiationError
from draftrace.room import places
from draftrace.room.acts import amending, fixing, issuing, proposing, restructuring
from draftrace.room.acts.payloads import Payload
from draftrace.room.floor import Floor
from draftrace.room.places import Spot
from draftrace.room.state import State
from draftrace.text.wording import normalise
from draftrace.tui import orally
from draftrace.tui.keeping import Draft, PlaceWord

PLACES: tuple[PlaceWord, ...] = ("after", "before", "first in")
_SPOTS: dict[PlaceWord, Callable[[State, str], Spot]] = {
    "after": places.after,
    "before": places.before,
    "first in": places.first_in,
}
_ONLY_PARTIES = ("chair's text", "fix", "correction", "oral amendment")


def spot(state: State, draft: Draft) -> Spot:
    """The place an insertion would take. Raises where there is none."""
    return _SPOTS[draft.place](state, draft.target)


def as_sent(draft: Draft, written: str) -> str:
    """What is written as it would be proposed; line ends hold only where they divide."""
    if not divides(draft):
        return normalise(written)
    return dividing.normalised(written)


def divides(draft: Draft) -> bool:
    """Whether a line end in the draft is where a provision is divided."""
    words = {"revision": draft.wording, "amendment": draft.base}
    return draft.kind == "split" or dividing.CUT in words.get(draft.kind, "")


def as_one(state: State, provisions: Iterable[str]) -> str:
    """What provisions that become one say, one wording after the other."""
    found = [state.now.provisions[i].now.wording for i in provisions]
    return dividing.run_on(dividing.joined(found))


def may_follow_another(draft: Draft) -> bool:
    """Whether it can be a fall-back to another proposal of the same party."""
    return draft.kind in ("wording", "alternative", "split", "merge")


def is_a_proposal(draft: Draft) -> bool:
    """Whether it goes to the room as somebody's proposal."""
    return draft.kind not in _ONLY_PARTIES


def intent(state: State, floor: Floor, draft: Draft, wording: str) -> Payload:
    """The act a draft asks for. Raises what the rules refuse."""
    target, reason = draft.target, draft.reason
    match draft.kind:
        case "insertion":
            return proposing.propose_insertion(
                state, floor, spot(state, draft), wording, reason=reason
            )
        case "revision":
            return proposing.revise(state, floor, target, wording, reason=reason)
        case "amendment":
            return amending.propose_amendment(state, floor, target, wording, reason=reason)
        case "alternative":
            return amending.propose_alternative(
                state, floor, target, wording, reason=reason, second_to=draft.second_to
            )
        case "split":
            after = draft.second_to
            return restructuring.propose_split(
                state, floor, target, (), wording=wording, reason=reason, second_to=after
            )
        case "merge":
            after, others = draft.second_to, draft.others
            return restructuring.propose_merge(
                state, floor, target, others, wording, reason=reason, second_to=after
            )
        case "fix":
            return fixing.fix(state, floor, target, wording, reason)
        case "correction":
            return issuing.correct(state, floor, {target: wording}, reason)
        case _:
            return proposing.propose_wording(
                state, floor, target, wording, reason=reason, second_to=draft.second_to
            )


def trial(state: State, floor: Floor, draft: Draft) -> None:
    """Raises what would be refused whatever is written: then there is no need to write it."""
    if draft.kind == "insertion":
        _some_place(state, floor, draft)
        return
    if draft.kind == "oral amendment":
        orally.trial(state, floor, draft)
        return
    tried = draft.wording or draft.base
    if draft.kind == "split":
        tried = tried.replace(" ", dividing.CUT, 1)
    elif draft.kind == "revision" and divides(draft):
        return
    else:
        tried += " ."
    intent(state, floor, msgspec.structs.replace(draft, reason="."), tried)


def _some_place(state: State, floor: Floor, draft: Draft) -> None:
    """Raises what is against an insertion at every place."""
    refusals: list[NegotiationError] = []
    for place in PLACES:
        try:
            intent(state, floor, msgspec.structs.replace(draft, place=place), ".")
        except NegotiationError as error:
            refusals.append(error)
        else:
            return
    raise refusals[0]
