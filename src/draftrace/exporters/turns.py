"""On which text was each act of a marked text made, and in which order were they decided?"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

import msgspec

from draftrace.compare.layers import Layer, Marked, reading, taken_out_of
from draftrace.exporters.sheet import Turn
from draftrace.exporters.story import WORDINGS, Story
from draftrace.room.entities import OfferStep, Proposal

APART = 100
"""Places between two acts of the record: for what one decision does one after the other."""
BETWEEN = 2
"""Places between two of those: an act that saw the very place of another was made on that alone, as
an amendment is; one that saw the place before its own, on all decided until then."""


class Made(msgspec.Struct, frozen=True):
    """An act's turn and what it made a provision say, by its sponsor's own last word."""

    turn: Turn
    wording: str
    provision: str = ""


def made(story: Story, proposal: Proposal, decided: int) -> Made:
    """What a proposal was made on: the text its sponsor knew when it last worded it; what was then
    an amendment knew what it amends as if that had been decided."""
    last = last_word(story, proposal)
    saw = last.stamp.position * APART + APART - 1
    amends = story.state.proposal(last.now.to) if last.now.to else None
    if amends is not None and amends.now.decided is not None:
        saw = amends.now.decided.position * APART
    stamp = proposal.stamp
    saw = min(saw, decided - 1)
    return Made(
        Turn(stamp.speaker, stamp.happened, saw, decided), last.now.wording, proposal.provision
    )


def last_word(story: Story, proposal: Proposal) -> OfferStep:
    """What a sponsor last said itself of what the proposal is about: without what amendments had
    made of it, and of a piece that a split took it along to at least what it said from then on."""
    offers = story.state.past.offers.get(proposal.id, ())
    here = [o for o in offers if o.now.provision == proposal.provision]
    worded = [o for o in here if o.stamp.kind in WORDINGS]
    alone = [o for o in worded if not story.took_in(proposal, o.stamp.act)]
    return (alone or worded or here[:1])[-1]


def settled(
    marked: Sequence[Marked], layers: Sequence[Layer], known: Mapping[str, Made]
) -> tuple[dict[str, Turn], list[str]]:
    """The turns of the acts on one provision by their hands, and those whose words the marked text
    does not give as their sponsors put them: such a one is told as it was decided, on all that was
    decided before."""
    here = {layer.hand: known[layer.hand] for layer in layers if layer.hand in known}
    turns = {hand: each.turn for hand, each in here.items()}
    found: dict[str, Turn] = {}
    otherwise: list[str] = []
    for hand, each in here.items():
        said = reading(marked, {hand, *_seen(marked, turns, hand)})
        same = said.split() == each.wording.split()
        later = each.turn.decided - 1
        found[hand] = each.turn if same else msgspec.structs.replace(each.turn, saw=later)
        otherwise += [] if same else [hand]
    return found, otherwise


def _seen(marked: Sequence[Marked], turns: Mapping[str, Turn], hand: str) -> Collection[str]:
    """The acts one was made on, as whoever receives the file finds them."""
    found: set[str] = set()
    ahead = [hand]
    while ahead:
        at = ahead.pop()
        more = taken_out_of(marked, at)
        if at in turns:
            more |= {o for o, turn in turns.items() if turn.decided <= turns[at].saw}
        more -= found | {hand}
        found |= more
        ahead += more
    return found
