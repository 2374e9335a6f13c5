"""Texts and amendments made from a seed, in words of our own."""

from __future__ import annotations

from random import Random

from draftrace.text import addresses
from draftrace.text.documents import Document, Note, Provision

_VERBS = ("Promote", "Strengthen", "Support", "Review", "Develop", "Encourage", "Facilitate",
          "Expand", "Monitor", "Improve", "Establish", "Share", "Protect", "Evaluate")  # fmt: skip
_THINGS = ("services", "training", "early warning", "border posts", "data collection", "clinics",
           "river patrols", "school programmes", "laboratories", "growers' cooperatives",
           "harvest registers", "counselling", "market access", "joint inquiries", "seed banks",
           "evidence rules", "shelters", "ferry inspections")  # fmt: skip
_HOW = ("in all regions", "with due regard to human rights", "on request", "at an early stage",
        "in cooperation with civil society", "within available means", "on the basis of evidence",
        "for young people", "in rural areas", "through regional networks", "as a matter of urgency",
        "by the end of the decade", "in a balanced manner", "with adequate funding")  # fmt: skip
_FILLERS = ("and", "or", "including", "especially", "together with", "as well as", "also")
_QUALIFIERS = ("as appropriate", "where possible", "fully", "effectively", "[sustainable]",
               "voluntary", "coordinated", "timely", "affordable", "[and local]")  # fmt: skip


class Words:
    """Sentences and changes to them, all from one stream of chance."""

    def __init__(self, chance: Random) -> None:
        self.chance = chance

    def sentence(self, least: int = 2, most: int = 5) -> str:
        pick = self.chance.choice
        said = [pick(_VERBS), pick(_THINGS)]
        for _ in range(self.chance.randint(least, most)):
            said += [pick((*_FILLERS, "")), pick(_THINGS), pick(_HOW)]
        return " ".join(filter(None, said)) + ";"

    def changed(self, wording: str) -> str:
        """A wording with one to three small edits; now and then another wording altogether."""
        if self.chance.random() < 0.05:
            return self.sentence()
        words = wording.rstrip(";").split()
        for _ in range(self.chance.randint(1, 3)):
            at = self.chance.randint(0, len(words))
            match self.chance.randint(0, 2):
                case 0:
                    words[at:at] = self.chance.choice((*_QUALIFIERS, *_HOW)).split()
                case 1 if len(words) > 4:
                    del words[at : at + self.chance.randint(1, 3)]
                case _:
                    words[at : at + 1] = self.chance.choice(_THINGS).split()
        return " ".join(words) + ";"

    def draft(self, provisions: int) -> Document:
        """A declaration and a plan with sections, paragraphs, items, sub-items and notes, of
        exactly so many provisions."""
        nodes = [_node("title", 1, "", "Generated declaration and plan")]
        notes: list[Note] = []
        number = section = 0
        while len(nodes) + len(notes) < provisions:
            room = provisions - len(nodes) - len(notes)
            if section * 25 <= len(nodes):
                section += 1
                nodes.append(_node("heading", 1, "", f"Section on {self.chance.choice(_THINGS)}"))
                continue
            number += 1
            if room >= 6 and self.chance.random() < 0.4:
                nodes.append(_node("operative", 1, str(number), "States should:"))
                for letter in "abcde"[: self.chance.randint(2, 5)]:
                    nodes.append(_node("item", 2, f"({letter})", self.sentence()))
            elif room >= 2 and self.chance.random() < 0.1:
                note = f"n{len(notes) + 1}"
                notes.append(Note(id=note, number=str(len(notes) + 1), wording=self.sentence(),
                                  address=f"note:{len(notes) + 1}"))  # fmt: skip
                wording = self.sentence().replace(";", f"[^{note}];")
                nodes.append(_node("operative", 1, str(number), wording, (note,)))
            else:
                nodes.append(_node("operative", 1, str(number), self.sentence()))
        derived = addresses.derive(nodes)
        placed = [
            Provision(address=a, kind=n.kind, level=n.level, label=n.label, wording=n.wording,
                      notes=n.notes)
            for a, n in zip(derived, nodes, strict=True)
        ]  # fmt: skip
        return Document(
            title="Generated", symbol="GEN/L.1", provisions=tuple(placed), notes=tuple(notes)
        )


def _node(
    kind: str, level: int, label: str, wording: str, notes: tuple[str, ...] = ()
) -> Provision:
    return Provision(address="", kind=kind, level=level, label=label, wording=wording, notes=notes)  # type: ignore[arg-type]
