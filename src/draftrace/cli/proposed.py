"""How is what was proposed told, or would be?"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from draftrace.cli import printing
from draftrace.cli.hand import Hand
from draftrace.compare.dividing import shown
from draftrace.room.acts.payloads import Proposed
from draftrace.room.entities import Proposal
from draftrace.room.record import Entry


def preview(found: Iterable[tuple[str, Proposed]], *, as_json: bool) -> None:
    """What would be proposed, each with the address it was asked of."""
    from draftrace.compare.words import difference

    shapes: list[dict[str, Any]] = []
    for address, proposed in found:
        shapes.append(
            {
                "address": address,
                "change": proposed.change,
                "wording": proposed.wording,
                "redline": [
                    (op, shown(words))
                    for op, words in difference(proposed.base, proposed.wording or proposed.base)
                ],
            }
        )
    if as_json:
        printing.data(shapes)
        return
    for shape in shapes:
        printing.heading(f"{shape['address']}: {shape['change']}")
        printing.paragraph(printing.redline(shape["redline"]), 2)
    printing.note(f"{len(shapes)} proposals would be made; nothing was recorded.")


def tell(hand: Hand, entries: list[Entry], *, as_json: bool) -> None:
    """What was proposed: its handle, address, words, force, and who wants the same."""
    state = hand.state()
    made = [p for e in entries if (p := state.proposal(e.act.id)) is not None]
    shapes = [
        {
            "proposal": p.id,
            "handle": p.handle,
            "address": p.now.address or state.now.provisions[p.provision].now.address,
        }
        for p in made
    ]
    if as_json:
        printing.data(shapes[0] if len(shapes) == 1 else shapes)
        return
    for p, shape in zip(made, shapes, strict=True):
        from draftrace.views.alike import alike
        from draftrace.views.force import force
        from draftrace.views.rolling import redline
        from draftrace.views.silences import at

        parent, first = state.proposal(p.now.to), state.proposal(p.second_to)
        more = f", an amendment to {parent.handle}" if parent else ""
        more += f", to stand behind {at(state, p.after)}" if parent and p.after else ""
        more += f", a fall-back to {first.handle}" if first else ""
        merged = ", ".join(at(state, i) for i in p.merged)
        more += f", to merge with {merged}" if merged else ""
        printing.say(f"{p.handle} on {shape['address']} ({', '.join(p.now.sponsors)}){more}:")
        printing.paragraph(printing.redline(redline(p)), 2)
        if p.change == "insertion" and (note := state.now.provisions[p.provision].note):
            printing.paragraph(f"cited as [^{note}], as in: --insert '[^{note}]' --after WORDS", 2)
        for one in force(p):
            printing.paragraph(f"force: {printing.safe(one)}", 2, 2)
        for other in alike(state, p):
            printing.paragraph(_same_as(other, p), 2, 2)


def _same_as(other: Proposal, proposal: Proposal) -> str:
    told = f"the same as {other.handle} ({', '.join(other.now.sponsors)}), pending"
    if set(proposal.now.sponsors) <= set(other.now.sponsors):
        return f"{told}: draftrace withdraw {proposal.handle} if one is enough"
    return f"{told}: draftrace cosponsor {other.handle} joins it"
