"""Whose words are those of a version: the sponsors' whose accepted proposals it came from."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from draftrace.compare.layers import Layer, Marked
from draftrace.compare.words import difference
from draftrace.exporters.emphasis import emphasis_told
from draftrace.exporters.sheet import Run
from draftrace.exporters.story import Story
from draftrace.room.entities import Proposal, Step


class Hands:
    """Authors and dates by key, so that the pure comparison carries one string a hand."""

    def __init__(self) -> None:
        self._known: dict[str, tuple[str, str]] = {}

    def key(self, author: str, date: str) -> str:
        key = f"{author}\x00{date}"
        self._known[key] = (author, date)
        return key

    def of(self, proposal: Proposal) -> str:
        return self.key(proposal.stamp.speaker, proposal.stamp.happened)

    def signed(self, key: str) -> tuple[str, str]:
        """Author and date of a hand; empty for nobody's."""
        return self._known.get(key, ("", ""))

    def run(self, op: str, text: str, key: str) -> Run:
        author, date = self.signed(key)
        return Run(text=text, op=op, author=author, date=date)  # type: ignore[arg-type]

    def runs(self, marked: Iterable[Marked]) -> tuple[Run, ...]:
        return emphasis_told(tuple(self.run(m.op, m.text, m.hand) for m in marked))


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
    hand for what it took from that sponsor. ``placed`` sets a wording of the provision into the
    text that is compared, ``now`` is what that says behind the step."""
    adopted = story.adopted(step)
    wording = now or placed(step.now.wording)
    if len(adopted) == 1 and step.outcome != "chair's text":
        (proposal,) = adopted
        offered = story.amended(proposal, known)
        made = [_of(hands, by, placed(said)) for by, said in offered]
        if len(made) > 1 and made[-1].wording == wording:
            return made
        return [Layer(wording, hands.of(proposal))]
    own = hands.key(", ".join(step.credited) or step.stamp.speaker, step.stamp.happened)
    return [
        Layer(wording, own, _theirs(hands, adopted, known), _drawn(hands, adopted, known, placed))
    ]


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
