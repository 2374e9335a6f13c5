"""Identifiers and elements: one name for each provision, party, meeting and amendment."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from draftrace.exporters.akoma.naming import ELEMENTS, identifiers, number_of
from draftrace.exporters.markup import printable
from draftrace.room.entities import Issued, Revision
from draftrace.room.state import State

NAMESPACE = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
OWN = "urn:draftrace:record:1"
SOURCE = "#draftrace"
"""Who says what the metadata say."""
_UNSAFE = re.compile(r"[^A-Za-z0-9_.-]+")
_ALTERNATIVE = re.compile(r"\s+alt(?:\s+\d+)?$", re.IGNORECASE)
_ORGANS = {
    "A": ("un-ga", "General Assembly"),
    "S": ("un-sc", "Security Council"),
    "E": ("un-ecosoc", "Economic and Social Council"),
    "T": ("un-tc", "Trusteeship Council"),
    "ST": ("un-secretariat", "Secretariat"),
}
"""Series of symbols; Source: the Editorial Manual, symbols of principal organs."""
Child = Any


def element(tag: str, told: Mapping[str, str] | None = None, *children: Child) -> Any:
    """An element of Akoma Ntoso; a child is an element or text, attributes without value are
    left out."""
    from lxml import etree

    made = etree.Element(f"{{{NAMESPACE}}}{tag}")
    for name, value in (told or {}).items():
        if value:
            made.set(name, printable(value))
    add(made, children)
    return made


def own(tag: str, told: Mapping[str, str]) -> Any:
    """An element of ours, where the standard has none: seals and hashes."""
    from lxml import etree

    made = etree.Element(f"{{{OWN}}}{tag}", nsmap={"dt": OWN})
    for name, value in told.items():
        if value:
            made.set(name, printable(value))
    return made


def add(parent: Any, children: Iterable[Child]) -> None:
    """Children at the end of an element, text in its place."""
    for child in children:
        if not isinstance(child, str):
            parent.append(child)
        elif len(parent):
            parent[-1].tail = (parent[-1].tail or "") + printable(child)
        else:
            parent.text = (parent.text or "") + printable(child)


def slug(text: str) -> str:
    """Text in the signs an identifier may have."""
    opened = text.replace("/", "__").replace("(", "__").replace(")", "")
    return _UNSAFE.sub("-", opened).strip("-") or "x"


class Names:
    """The identifiers of one text: ``eId`` by present number and place, ``wId`` the ``eId`` in the
    issue it first was part of (counted where an earlier provision had it), ``GUID`` the provision
    itself."""

    def __init__(self, state: State, text: Revision) -> None:
        self.state = state
        self.text = text
        self.issues = [r for r in state.past.revisions if r.stamp.position <= text.stamp.position]
        self._given = identifiers(text.provisions)
        self._taken = set(self._given.values())
        self._first: dict[str, tuple[str, Revision]] = {}
        self._last: dict[str, tuple[str, Revision]] = {}
        self._work: dict[str, str] = {}
        for revision in self.issues:
            for provision, name in identifiers(revision.provisions).items():
                self._first.setdefault(provision, (name, revision))
                self._last[provision] = (name, revision)
        held: set[str] = set()
        for provision, (name, _revision) in self._first.items():
            self._work[provision] = _unlike(name, held)
        self.at = {issued.address: issued.provision for issued in text.provisions}

    def fresh(self, wanted: str) -> str:
        """An identifier no other element has."""
        return _unlike(wanted, self._taken)

    def attributes(self, issued: Issued) -> dict[str, str]:
        """What identifies a provision, and the one it is an alternative to."""
        told = {"eId": self._given[issued.provision], "GUID": issued.provision}
        before = self._work.get(issued.provision, told["eId"])
        if before != told["eId"]:
            told["wId"] = before
        other = self.at.get(_ALTERNATIVE.sub("", issued.address), issued.provision)
        if other != issued.provision:
            told["alternativeTo"] = self._given[other]
        return told

    def formerly(self, issued: Issued) -> str:
        """Where it stood in the issue it first was part of, if it stands elsewhere now."""
        name, revision = self._first.get(issued.provision, ("", self.text))
        if name in ("", self._given[issued.provision]):
            return ""
        return f"{self.expression(revision)}/!main#{name}"

    @property
    def issue(self) -> str:
        """The event in the document's life that gave the present numbers."""
        return f"eref_{len(self.issues) or 1}"

    def href(self, provision: str) -> str:
        """Where a provision is: in this text, else in the last issue that had it, else where it
        was to be put in the work."""
        if provision in self._given:
            return f"#{self._given[provision]}"
        if provision in self._last:
            name, revision = self._last[provision]
            return f"{self.expression(revision)}/!main#{name}"
        found = self.state.now.provisions[provision]
        place = "-".join(filter(None, map(number_of, found.now.address.split("/"))))
        return f"{work(self.state)}/!main~{ELEMENTS[found.kind]}_{place or 'nn'}"

    def expression(self, revision: Revision) -> str:
        """The identifier of one issue: language and day, and its name where another is of that
        day."""
        day = revision.stamp.happened[:10]
        same = any(r.stamp.happened[:10] == day and r.name != revision.name for r in self.issues)
        return f"{work(self.state)}/eng@{day}{f'-{slug(revision.name)}' if same else ''}"


def _unlike(wanted: str, taken: set[str]) -> str:
    """The name wanted, or with a number where it is taken; taken afterwards."""
    name, count = wanted, 1
    while name in taken:
        count += 1
        name = f"{wanted}_{count}"
    taken.add(name)
    return name


def work(state: State) -> str:
    """The identifier of the text in all its versions, as the naming convention builds it: kind,
    subtype, the organ that is its author, first day, number."""
    first = state.past.revisions[0] if state.past.revisions else None
    date = first.stamp.happened[:10] if first else "1980-01-01"
    symbol = first.symbol if first else state.now.symbol
    organ, _name = organ_of(symbol)
    return f"/akn/un/statement/deliberation/{organ}/{date}/{document_number(symbol)}"


def document_number(symbol: str) -> str:
    """A symbol as the number in an identifier: ``CL 154/1`` is ``CL_154-1``.

    Source: the AKN4UN guidelines, part 1, FRBRnumber.
    """
    return _UNSAFE.sub("-", symbol.strip().replace(" ", "_").replace("/", "-")) or "nn"


def organ_of(symbol: str) -> tuple[str, str]:
    """The organ a symbol begins with, as an identifier and by name: ``A/...`` is the General
    Assembly's; other series are their own."""
    series = symbol.partition("/")[0].strip()
    return _ORGANS.get(series, (slug(series).casefold(), series or "unknown"))


def party(code: str) -> str:
    return f"#party_{slug(code)}"
