"""Whose words are those of a version: the sponsors' whose accepted proposals it came from."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from draftrace.compare.layers import Layer, Marked
from draftrace.compare.rebase import beside, rebase
from draftrace.compare.words import difference
from draftrace.exporters.emphasis import emphasis_told, is_parted, lost_with_others
from draftrace.exporters.saying import Members
from draftrace.exporters.sheet import Run, Turn
from draftrace.exporters.story import Story
from draftrace.exporters.turns import APART, BETWEEN, Made, made, settled
from draftrace.room.entities import Proposal, Step

_WORDED = ("wording", "alternative", "amendment")


class Hands:
    """Authors and dates by key, so that the pure comparison carries one string a hand; of the
    acts on what was changed more than once also the ``turns``, and of those whose words the marks
    do not give what was ``said``."""

    def __init__(self) -> None:
        self._known: dict[str, tuple[str, str]] = {}
        self.made: dict[str, Made] = {}
        self.places: dict[str, int] = {}
        self.turns: dict[tuple[str, Members], Turn] = {}
        self.said: dict[tuple[str, Members], Made] = {}

    def key(self, author: str, date: str) -> str:
        key = f"{author}\x00{date}"
        self._known[key] = (author, date)
        return key

    def of(self, proposal: Proposal) -> str:
        return self.key(proposal.stamp.speaker, proposal.stamp.happened)

    def signed(self, key: str) -> tuple[str, str]:
        """Author and date of a hand; empty for nobody's."""
        return self._known.get(key, ("", ""))

    def run(self, marked: Marked) -> Run:
        (author, date), (taker, taken) = self.signed(marked.hand), self.signed(marked.taker)
        return Run(
            text=marked.text, op=marked.op, author=author, date=date, taker=taker, taken=taken
        )

    def strikes(self, hand: str, position: int) -> None:
        """Remember an act that took out all that stood there, whatever it had seen."""
        decided = position * APART
        self.made[hand] = Made(Turn(*self.signed(hand), decided - 1, decided), "")

    def settle(self, marked: Sequence[Marked], layers: Sequence[Layer], *members: str) -> None:
        """Keep the turns of the acts on one provision, or on ``members`` that are told together,
        where there are several, or where one merges what others had changed; and what of their
        words the marks do not give."""
        known = {each.hand: self.made[each.hand] for each in layers if each.hand in self.made}
        told = {hand: made for hand, made in known.items() if is_parted(made.wording)}
        if len(layers) > 1 or any(self.merges(layer) for layer in layers):
            turns, otherwise = settled(marked, layers, self.made)
            self.turns |= {(hand, members): turn for hand, turn in turns.items()}
            lost = lost_with_others(marked)
            told |= {hand: made for hand, made in known.items() if hand in lost} | otherwise
        self.said |= {(hand, members): made for hand, made in told.items() if made.wording}

    def merges(self, layer: Layer) -> bool:
        """Whether a version came of a merger."""
        return layer.hand in self.made and bool(self.made[layer.hand].merged)

    def runs(self, marked: Iterable[Marked]) -> tuple[Run, ...]:
        return emphasis_told(tuple(map(self.run, marked)))


def layers(
    story: Story,
    hands: Hands,
    step: Step,
    known: str,
    placed: Callable[[str], str] = str,
    now: str = "",
) -> list[Layer]:
    """The versions by which one step came from the wording ``known``: the sponsor's; before a
    proposal that was amended its own and then the amenders'; for a chair's text each sponsor's
    hand for what it took from that sponsor, or where the history is told each proposal and then
    what the chair made of them, as of one accepted in part. ``placed`` sets a wording of the
    provision into the text that is compared, ``now`` is what that says behind the step."""
    adopted = story.adopted(step)
    wording = now or placed(step.now.wording)
    own = hands.key(", ".join(step.credited) or step.stamp.speaker, step.stamp.happened)
    apart = ("chair's text", *(("accepted in part",) if story.history else ()))
    if len(adopted) == 1 and step.outcome not in apart:
        (proposal,) = adopted
        offered = story.amended(proposal, known)
        found = [_of(hands, by, placed(said)) for by, said in offered]
        if len(found) < 2 or found[-1].wording != wording:
            found = [Layer(wording, hands.of(proposal))]
    elif story.history:
        found = _one_by_one(story, hands, adopted, known, placed)
        if not found or found[-1].wording != wording:
            found.append(Layer(wording, own))
    else:
        theirs, drawn = _theirs(hands, adopted, known), _drawn(hands, adopted, known, placed)
        found = [Layer(wording, own, theirs, drawn)]
    if story.history:
        _remember(story, hands, step, found)
    return found


def _one_by_one(
    story: Story,
    hands: Hands,
    adopted: Sequence[Proposal],
    known: str,
    placed: Callable[[str], str],
) -> list[Layer]:
    """The proposals that a decision put into words of its own, with what had amended them, one
    after the other: beside those before it where they go together or bring in words at one place,
    else in their place."""
    found: list[Layer] = []
    text = known
    for proposal in adopted:
        now = proposal.now
        if not (now.wording and now.base and proposal.change in _WORDED):
            continue
        offered = story.amended(proposal, known)
        versions = offered or [([proposal], now.wording)]
        base = known if offered else now.base
        for by, said in versions:
            carried = rebase(base, said, text)
            both = None if carried.outcome == "clean" else beside(base, said, text)
            text, base = both or carried.wording, said
            found.append(Layer(placed(text), hands.of(by[0])))
    return found


def _remember(story: Story, hands: Hands, step: Step, layers: Sequence[Layer]) -> None:
    """On which text the acts of a step were made."""
    adopted = story.adopted(step)
    proposals = {hands.of(p): p for p in (*adopted, *story.amending(adopted))}
    first = {layer.hand: place for place, layer in reversed([*enumerate(layers)])}
    for place, layer in enumerate(layers):
        if first[layer.hand] != place:
            continue
        decided = step.stamp.position * APART + BETWEEN * place
        proposal = proposals.get(layer.hand)
        if proposal is not None:
            hands.places[proposal.id] = decided
            hands.made[layer.hand] = made(story, proposal, decided, hands.places)
        else:
            turn = Turn(*hands.signed(layer.hand), decided - 1, decided)
            hands.made[layer.hand] = Made(turn, layer.wording)


def _of(hands: Hands, sponsors: Sequence[Proposal], wording: str) -> Layer:
    """One version of a proposal: its sponsor's, or what amendments made of it."""
    return Layer(wording, hands.of(sponsors[0]), _theirs(hands, sponsors[1:], ""))


def _theirs(hands: Hands, adopted: Iterable[Proposal], known: str) -> tuple[tuple[str, str], ...]:
    """The words each proposal brings in."""
    return tuple(
        (text, hands.of(p))
        for p in adopted
        for op, text in difference(p.now.base or known, p.now.wording)
        if op == "+"
    )


def _drawn(
    hands: Hands, adopted: Iterable[Proposal], known: str, placed: Callable[[str], str]
) -> tuple[tuple[str, str], ...]:
    return tuple(
        (placed(p.now.wording), hands.of(p))
        for p in adopted
        if p.now.base == known and p.now.wording and p.change in ("wording", "alternative")
    )
