"""On which text was each act of a marked text made, and in which order were they decided?"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

import msgspec

from draftrace.compare import dividing
from draftrace.compare.layers import Layer, Marked, reading, taken_out_of
from draftrace.exporters.sheet import END, Turn
from draftrace.exporters.story import WORDINGS, Story
from draftrace.room.entities import OfferStep, Proposal

APART = 100
"""Places between two acts of the record: for what one decision does one after the other."""
BETWEEN = 2
"""Places between two of those: an act that saw the very place of another was made on that alone, as
an amendment is; one that saw the place before its own, on all decided until then."""


class Made(msgspec.Struct, frozen=True):
    """An act's turn and what it made a provision say, by its sponsor's own last word; of a merger,
    or an amendment to one, with what that ``merged`` there. ``before`` is the same of the sponsor's
    own word from before splits and mergers took it along."""

    turn: Turn
    wording: str
    provision: str = ""
    merged: tuple[str, ...] = ()
    before: Made | None = None


def made(story: Story, proposal: Proposal, decided: int, places: Mapping[str, int]) -> Made:
    """What a proposal was made on: the text its sponsor knew when it last worded it; what was then
    an amendment knew what it amends as if that had been decided, at one of the known ``places`` of
    proposals where it is."""
    last = last_word(story, proposal)
    own = own_words(story, proposal, story.state.past.offers.get(proposal.id, ()))
    found = _made(story, proposal, last, decided, places)
    if not own or own[-1] == last:
        return found
    before = _made(story, proposal, own[-1], decided, places)
    return msgspec.structs.replace(found, before=before)


def _made(
    story: Story, proposal: Proposal, word: OfferStep, decided: int, places: Mapping[str, int]
) -> Made:
    saw = word.stamp.position * APART + APART - 1
    amends = story.state.proposal(word.now.to) if word.now.to else None
    if amends is not None and amends.now.decided is not None:
        saw = places.get(amends.id, amends.now.decided.position * APART)
    stamp = proposal.stamp
    turn = Turn(stamp.speaker, stamp.happened, min(saw, decided - 1), decided)
    merged = proposal.merged if amends is None else amends.merged
    return Made(turn, word.now.wording, word.now.provision, merged)


def last_word(story: Story, proposal: Proposal) -> OfferStep:
    """What a sponsor last said itself of what the proposal is about: without what amendments had
    made of it, and of a piece that a split took it along to at least what it said from then on."""
    offers = story.state.past.offers.get(proposal.id, ())
    here = [o for o in offers if o.now.provision == proposal.provision]
    return (own_words(story, proposal, here) or here[:1])[-1]


def own_words(story: Story, proposal: Proposal, offers: Sequence[OfferStep]) -> Sequence[OfferStep]:
    """The words of a sponsor itself, up to the first amendment taken into them where there are."""
    amended = [n for n, o in enumerate(offers) if story.took_in(proposal, o.stamp.act)]
    worded = [o for o in offers if o.stamp.kind in WORDINGS]
    alone = [o for o in offers[: min(amended, default=None)] if o.stamp.kind in WORDINGS]
    return alone or worded


def settled(
    marked: Sequence[Marked], layers: Sequence[Layer], known: Mapping[str, Made]
) -> tuple[dict[str, Turn], dict[str, Made]]:
    """The turns of the acts on one provision by their hands, and those whose words the marked text
    does not give as their sponsors put them: such a one is told as it was decided, on all that was
    decided before, or an amendment on what it amends. What was said of another provision, that a
    merger took in or a split divided, is its sponsor's word from before."""
    here = {layer.hand: known[layer.hand] for layer in layers if layer.hand in known}
    turns = {hand: each.turn for hand, each in here.items()}
    found: dict[str, Turn] = {}
    otherwise: dict[str, Made] = {}
    for hand, each in here.items():
        told = _told(marked, turns, hand, each)
        found[hand] = _later(each.turn, turns) if told is None else told[0].turn
        was = each.before
        if was and not (told and told[0] is was) and was.provision != each.provision:
            otherwise[hand] = was
        elif told is None or (told[0] is each and not told[1]):
            otherwise[hand] = each
    return found, otherwise


def _later(turn: Turn, turns: Mapping[str, Turn]) -> Turn:
    amends = any(other.decided == turn.saw for other in turns.values())
    return turn if amends else msgspec.structs.replace(turn, saw=turn.decided - 1)


def _told(
    marked: Sequence[Marked], turns: Mapping[str, Turn], hand: str, act: Made
) -> tuple[Made, bool] | None:
    """The version of an act that the marked text gives on what it was made on, and whether that is
    all it gives there, not some paragraphs of several; none if it gives neither."""
    for version in filter(None, (act.before, act)):
        seen = _seen(marked, {**turns, hand: version.turn}, hand)
        said = [words.split() for words in reading(marked, {hand, *seen}).split(END)]
        wanted = [words.split() for words in dividing.pieces(version.wording)]
        starts = range(len(said) - len(wanted) + 1)
        if any(said[n : n + len(wanted)] == wanted for n in starts):
            return version, said == wanted
    return None


def _seen(marked: Sequence[Marked], turns: Mapping[str, Turn], hand: str) -> Collection[str]:
    """The acts one was made on, as whoever receives the file finds them."""
    found: set[str] = set()
    ahead = [hand]
    while ahead:
        at = ahead.pop()
        more = taken_out_of(marked, at)
        if at in turns:
            saw = turns[at].saw
            alone = {o for o, turn in turns.items() if turn.decided == saw}
            more |= alone or {o for o, turn in turns.items() if turn.decided <= saw}
        more -= found | {hand}
        found |= more
        ahead += more
    return found
