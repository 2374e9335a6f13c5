"""Amendments: every proposal as a ``mod``, and what each did to the text as a ``textualMod``."""

from __future__ import annotations

from typing import Any

from draftrace.compare.dividing import shown
from draftrace.exporters.akoma.names import Names, element, slug
from draftrace.exporters.inlines import note_numbers, wording_text
from draftrace.exporters.phrases import goes
from draftrace.views.proposals import Offered, offered
from draftrace.views.versions import Worded, worded

_MODS = {
    "wording": "substitution",
    "insertion": "insertion",
    "deletion": "repeal",
    "move": "renumbering",
    "split": "split",
    "merge": "join",
}
_SAID = {
    "wording": ("replace ", " by "),
    "alternative": ("instead of ", " put "),
    "amendment": ("replace ", " by "),
    "insertion": ("insert ", ""),
    "deletion": ("strike ", ""),
    "move": ("move ", ""),
    "split": ("divide ", " into "),
    "merge": ("join ", " as "),
}
"""What stands before the words that go and before those that come."""


class Amending:
    """The amendments up to an issue."""

    def __init__(self, names: Names) -> None:
        self.names = names
        self.offered = offered(names.state, until=names.text.stamp.position)
        self._numbers = note_numbers(names.text.provisions)
        self._places = {o.id: names.fresh(f"cmp_1__para_{slug(o.handle)}") for o in self.offered}
        self._mods = {o: names.fresh(f"{place}__mod_1") for o, place in self._places.items()}

    def passive(self) -> list[Any]:
        """What was done to the text: by accepted proposals, by the chair, by renumbering."""
        done = [self._mod("pmod", o) for o in self.offered if o.status.startswith("accepted")]
        for issued in self.names.text.provisions:
            done += [
                self._directly(version)
                for version in worded(self.names.state, issued.provision)[1:]
                if not version.proposals
                and version.stamp.position <= self.names.text.stamp.position
            ]
            before = self.names.formerly(issued)
            if before:
                done.append(self._renumbered(issued.provision, before))
        return done

    def active(self) -> list[Any]:
        """What every proposal would do, whatever became of it."""
        return [self._mod("amod", o) for o in self.offered]

    def paragraphs(self) -> list[Any]:
        """The proposals as text, a paragraph each."""
        return [self._paragraph(o) for o in self.offered]

    def _mod(self, prefix: str, each: Offered) -> Any:
        mod = self._mods[each.id]
        told = {"type": _MODS.get(each.change, "substitution")}
        told["eId"] = self.names.fresh(f"{prefix}_{slug(each.handle)}")
        told["incomplete"] = "true" if each.status == "accepted in part" else ""
        parts = [
            element("source", {"href": f"#{mod}"}),
            element("destination", {"href": self.names.href(each.provision)}),
        ]
        old, new = _quoted(each)
        parts += [element("old", {"href": f"#{mod}__qtext_1"})] if old else []
        parts += [element("new", {"href": f"#{mod}__qtext_{2 if old else 1}"})] if new else []
        return element("textualMod", told, *parts)

    def _directly(self, version: Worded) -> Any:
        """A change no proposal brought: a chair's own words, a corrected or rewritten one."""
        told = {"type": "substitution", "eId": self.names.fresh(f"pmod_{version.stamp.position}")}
        return element(
            "textualMod",
            told,
            element("source", {"href": f"#act_{version.stamp.position}"}),
            element("destination", {"href": self.names.href(version.provision)}),
        )

    def _renumbered(self, provision: str, before: str) -> Any:
        place = self.names.href(provision)
        told = {"type": "renumbering", "eId": self.names.fresh("pmod_renumbering_1")}
        return element(
            "textualMod",
            told,
            element("source", {"href": f"#{self.names.issue}"}),
            element("destination", {"href": place}),
            element("previous", {"href": before}),
        )

    def _paragraph(self, each: Offered) -> Any:
        mod = self._mods[each.id]
        before, between = _SAID.get(each.change, (f"{each.change} ", " by "))
        parts: list[Any] = [before]
        for number, words in enumerate(filter(None, _quoted(each)), 1):
            parts += [between] if number > 1 else []
            told = {"eId": self.names.fresh(f"{mod}__qtext_{number}")}
            parts.append(element("quotedText", told, wording_text(shown(words), self._numbers)))
        parts += [f" {goes(each)}"] if each.change == "move" else []
        text = [f"{', '.join(each.sponsors)}: in {each.address} "]
        whole = element("mod", {"eId": mod}, *parts)
        said = element("p", {}, *text, whole, f"{_beside(each)} ({each.status}).")
        told = {"eId": self._places[each.id], "GUID": each.id}
        number = element("num", {}, each.handle)
        return element("paragraph", told, number, element("content", {}, said))


def _quoted(each: Offered) -> tuple[str, str]:
    """The words a proposal takes out and those it brings in; a move those it takes along."""
    return each.base, "" if each.change in ("deletion", "move") else each.wording


def _beside(each: Offered) -> str:
    """Beside what else it stands."""
    told = [f"amendment to {each.to}"] if each.to else []
    told += [f"with {' and '.join(each.merged)}"] if each.merged else []
    told += [f"fall-back to {each.second_to}"] if each.second_to else []
    told += [f"in the package {each.package}"] if each.package else []
    return "".join(f", {each}" for each in told)
