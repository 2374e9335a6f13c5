"""The text itself: preface, preamble, main body, notes where they are first cited."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from draftrace.exporters.akoma.names import Names, element
from draftrace.exporters.akoma.naming import Node, nested
from draftrace.exporters.inlines import note_numbers
from draftrace.exporters.markup import pieces
from draftrace.exporters.sheet import Run
from draftrace.room.entities import Issued
from draftrace.text.labels import printed

_HIERARCHY = {"title": "part", "heading": "section", "item": "subparagraph", "subitem": "point"}


class Body:
    """The parts of the document that carry the text, in printed order."""

    def __init__(self, names: Names) -> None:
        self.names = names
        provisions = names.text.provisions
        self._numbers = note_numbers(provisions)
        self._notes = {i.note: i for i in provisions if i.kind == "footnote"}
        self._shown: set[str] = set()
        printed_ones = [i for i in provisions if i.kind != "footnote"]
        titles = _leading(printed_ones, ("title", "heading"))
        preamble = _leading(printed_ones[len(titles) :], ("preambular",))
        if not preamble:
            titles = _leading(printed_ones, ("title",))[:1]
        self._titles, self._preamble = titles, preamble
        self._rest = printed_ones[len(titles) + len(preamble) :]

    def elements(self, title: str, symbol: str) -> list[Any]:
        """Preface, preamble, main body, and notes nobody cites."""
        preface = element(
            "preface",
            {},
            element("p", {}, element("docNumber", {}, symbol)),
            element("p", {}, element("docTitle", {}, title)),
            *(self._titled(i) for i in self._titles),
        )
        containers = [self._container(i) for i in self._preamble]
        nodes = nested(self._rest)
        main = [self._top(node) for node in nodes] or [element("p")]
        found = [preface]
        found += [element("preamble", {}, *containers)] if containers else []
        found.append(element("mainBody", {}, *main))
        left = [i for note, i in self._notes.items() if note not in self._shown]
        told = [self._left_over(i) for i in left]
        return [*found, element("conclusions", {}, *told)] if told else found

    def words(self, wording: str) -> list[Any]:
        """A wording as text, emphasis and notes."""
        found: list[Any] = []
        for piece in pieces((Run(text=wording),)):
            if piece.note:
                found.append(self._note(piece.note))
            else:
                found.append(element("i", {}, piece.text) if piece.emphasis else piece.text)
        return found

    def _note(self, note: str) -> Any:
        marker = {"marker": self._numbers[note]}
        issued = self._notes.get(note)
        if issued is None:
            return element("sup", {}, self._numbers[note])
        names = self.names.attributes(issued)
        if note in self._shown:
            return element("noteRef", {**marker, "href": f"#{names['eId']}"})
        self._shown.add(note)
        words = element("p", {}, *self.words(issued.wording))
        return element("authorialNote", {**names, **marker, "placement": "bottom"}, words)

    def _left_over(self, issued: Issued) -> Any:
        told = {**self.names.attributes(issued), "class": "footnote"}
        return element("p", told, *self.words(issued.wording))

    def _titled(self, issued: Issued) -> Any:
        named = "docTitle" if issued.kind == "title" else "inline"
        told = {"name": "heading"} if named == "inline" else {}
        words = element(named, told, *self.words(issued.wording))
        return element("p", self.names.attributes(issued), *_label(issued, " "), words)

    def _container(self, issued: Issued) -> Any:
        told = {**self.names.attributes(issued), "name": "preambular"}
        return element("container", told, element("p", {}, *self.words(issued.wording)))

    def _top(self, node: Node) -> Any:
        loose = node.issued.kind == "preambular" and not node.below
        return self._container(node.issued) if loose else self._hierarchy(node)

    def _hierarchy(self, node: Node) -> Any:
        issued = node.issued
        number = [element("num", {}, *_label(issued))] if issued.label else []
        words = self.words(issued.wording)
        told = self.names.attributes(issued)
        if issued.kind in ("title", "heading"):
            opening = _leading([n.issued for n in node.below], ("preambular",))
            inner = [element("intro", {}, *map(self._block, opening))] if opening else []
            inner += [self._hierarchy(n) for n in node.below[len(opening) :]]
            heading = element("heading", {}, *words)
            return element(_HIERARCHY[issued.kind], told, *number, heading, *inner)
        if issued.kind not in ("operative", "item", "subitem"):
            told["class"] = issued.kind
        named = _HIERARCHY.get(issued.kind, "paragraph")
        said = element("p", {}, *words)
        if not node.below:
            return element(named, told, *number, element("content", {}, said))
        below = [self._hierarchy(n) for n in node.below]
        return element(named, told, *number, element("intro", {}, said), *below)

    def _block(self, issued: Issued) -> Any:
        told = {**self.names.attributes(issued), "class": "preambular"}
        return element("blockContainer", told, element("p", {}, *self.words(issued.wording)))


def _label(issued: Issued, after: str = "") -> list[str]:
    return [label + after] if (label := printed(issued.label, issued.kind)) else []


def _leading(provisions: Sequence[Issued], kinds: Sequence[str]) -> list[Issued]:
    found: list[Issued] = []
    for issued in provisions:
        if issued.kind not in kinds:
            break
        found.append(issued)
    return found
