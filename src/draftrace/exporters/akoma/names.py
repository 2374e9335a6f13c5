"""Identifiers and elements: one name for each provision, party, meeting and amendment."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from draftrace.exporters.markup import printable
from draftrace.room.entities import Issued, Revision
from draftrace.room.state import State
from draftrace.text.documents import Kind

NAMESPACE = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
OWN = "urn:draftrace:record:1"
_PREFIX: dict[Kind, str] = {
    "title": "title",
    "heading": "sec",
    "preambular": "pp",
    "operative": "para",
    "item": "subpara",
    "subitem": "point",
    "paragraph": "p",
    "footnote": "fn",
    "tablerow": "tr",
}
_UNSAFE = re.compile(r"[^A-Za-z0-9_.-]+")
_ALTERNATIVE = re.compile(r"\s+alt(?:\s+\d+)?$", re.IGNORECASE)
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
    """The identifiers of one text: ``eId`` by present address, ``wId`` by the address before
    renumbering, ``GUID`` by the provision itself."""

    def __init__(self, state: State, text: Revision) -> None:
        self.state = state
        self.text = text
        self._given: dict[str, str] = {}
        self._taken: set[str] = set()
        self.issues = [r for r in state.past.revisions if r.stamp.position <= text.stamp.position]
        self._first = {
            issued.provision: issued.address
            for revision in reversed(self.issues)
            for issued in revision.provisions
        }
        self.at = {issued.address: issued.provision for issued in text.provisions}
        for issued in text.provisions:
            self._given[issued.provision] = self.fresh(_eid(issued.kind, issued.address))

    def fresh(self, wanted: str) -> str:
        """An identifier no other element has."""
        name, count = wanted, 1
        while name in self._taken:
            count += 1
            name = f"{wanted}-{count}"
        self._taken.add(name)
        return name

    def attributes(self, issued: Issued) -> dict[str, str]:
        """What identifies a provision, and the one it is an alternative to."""
        told = {"eId": self._given[issued.provision], "GUID": issued.provision}
        before = self._first.get(issued.provision, issued.address)
        if before != issued.address:
            told["wId"] = _eid(issued.kind, before)
        other = self.at.get(_ALTERNATIVE.sub("", issued.address), issued.provision)
        if other != issued.provision:
            told["alternativeTo"] = self._given[other]
        return told

    def formerly(self, issued: Issued) -> str:
        """The first address it was issued under, where it is another now."""
        before = self._first.get(issued.provision, issued.address)
        return before if before != issued.address else ""

    @property
    def issue(self) -> str:
        """The event in the document's life that gave the present numbers."""
        return f"issue_{slug(self.issues[-1].name)}" if self.issues else "issue"

    def href(self, provision: str) -> str:
        """Where a provision is; one that is gone by its last address in the work."""
        if provision in self._given:
            return f"#{self._given[provision]}"
        found = self.state.now.provisions[provision]
        return f"{work(self.state)}/~{_eid(found.kind, found.now.address)}"


def _eid(kind: Kind, address: str) -> str:
    return f"{_PREFIX.get(kind, 'prov')}_{slug(address)}"


def work(state: State) -> str:
    """The identifier of the text in all its versions, as the naming convention builds it."""
    first = state.past.revisions[0] if state.past.revisions else None
    date = first.stamp.happened[:10] if first else "1980-01-01"
    symbol = first.symbol if first else state.now.symbol
    return f"/akn/un/statement/deliberation/{date}/{slug(symbol)}"


def party(code: str) -> str:
    return f"#party_{slug(code)}"
