"""Which ``eId`` does a provision have? The Akoma Ntoso naming convention, from number and place.

An identifier is an abbreviation of the element and its number, ``para_24``, behind that of what
it hangs on, ``part_nn_2__para_24__subpara_d``, where its numbers begin anew. Paragraphs are
numbered through an instrument, so sections are no part of their identifiers; an element that
should have a number and has none is ``nn`` and counted.
Source: https://docs.oasis-open.org/legaldocml/akn-nc/v1.0/, section 5.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

import msgspec

from draftrace.room.entities import Issued
from draftrace.text.documents import Kind

ELEMENTS: dict[Kind, str] = {
    "title": "part",
    "heading": "sec",
    "preambular": "container",
    "operative": "para",
    "item": "subpara",
    "subitem": "point",
    "paragraph": "para",
    "footnote": "authorialNote",
    "tablerow": "para",
}
_COUNTED = ("preambular", "footnote")
_DEPTHS: dict[Kind, int] = {"title": 0, "item": 102, "subitem": 103}
_ARTICLE = re.compile(r"^(?:Article|Art\.?)\s+", re.IGNORECASE)
_AROUND = re.compile(r"^[\W_]+|[\W_]+$")
_BETWEEN = re.compile(r"[\W_]+")


class Node(msgspec.Struct):
    """A provision with what hangs on it."""

    issued: Issued
    below: list[Node]


def nested(provisions: Iterable[Issued]) -> list[Node]:
    """Provisions below the ones they hang on."""
    tops: list[Node] = []
    open_: list[tuple[int, Node]] = []
    for issued in provisions:
        depth = issued.level if issued.kind == "heading" else _DEPTHS.get(issued.kind, 101)
        while open_ and open_[-1][0] >= depth:
            open_.pop()
        node = Node(issued, [])
        (open_[-1][1].below if open_ else tops).append(node)
        open_.append((depth, node))
    return tops


def identifiers(provisions: Sequence[Issued]) -> dict[str, str]:
    """The ``eId`` of each provision of an issue, by its id."""
    naming = _Naming()
    naming.name(nested(i for i in provisions if i.kind != "footnote"), "", "")
    for issued in provisions:
        if issued.kind == "footnote":
            naming.give(issued, "")
    return naming.given


def number_of(label: str) -> str:
    """A label as the number of an identifier: ``(d)`` is ``d``, ``2 bis`` is ``2bis``, ``7.1`` is
    ``7-1``."""
    told = _AROUND.sub("", _ARTICLE.sub("", label.strip()))
    return _BETWEEN.sub("-", re.sub(r"\s+", "", told))


class _Naming:
    def __init__(self) -> None:
        self.given: dict[str, str] = {}
        self.taken: set[str] = set()
        self.counts: dict[str, int] = {}

    def name(self, nodes: Iterable[Node], around: str, series: str) -> None:
        """Name what hangs on ``around``; paragraphs are numbered through ``series``."""
        for node in nodes:
            issued = node.issued
            through = issued.kind in ("operative", "paragraph", "tablerow")
            own = self.give(issued, series if through else around, around)
            restarts = issued.kind == "title"
            self.name(node.below, own, own if restarts else series)

    def give(self, issued: Issued, context: str, instead: str = "") -> str:
        """The identifier under a context; where that is taken, in a list that restarts under its
        own heading, under the element it hangs on."""
        wanted = self.under(context, issued)
        if wanted in self.taken and instead != context:
            wanted = self.under(instead, issued)
        found, count = wanted, 1
        while found in self.taken:
            count += 1
            found = f"{wanted}_{count}"
        self.taken.add(found)
        self.given[issued.provision] = found
        return found

    def under(self, context: str, issued: Issued) -> str:
        stem = f"{context}__{ELEMENTS[issued.kind]}" if context else ELEMENTS[issued.kind]
        if issued.kind not in _COUNTED and (number := number_of(issued.label)):
            return f"{stem}_{number}"
        self.counts[stem] = self.counts.get(stem, 0) + 1
        nn = "" if issued.kind in _COUNTED else "nn_"
        return f"{stem}_{nn}{self.counts[stem]}"
