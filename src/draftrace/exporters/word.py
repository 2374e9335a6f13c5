"""Word: real tracked changes and comments, and what pandoc leaves undone in the package.

Pandoc 3.9 writes ``w:ins`` and ``w:del`` around words but not on paragraph marks, numbers
insertions and deletions apart so that ids clash, and leaves bare ``w:delText`` in the notes of
deleted citations; ``finish`` mends these and fills in headers and footers.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from itertools import count
from xml.etree import ElementTree
from xml.sax.saxutils import quoteattr

import msgspec

from draftrace.exporters import tree
from draftrace.exporters.dialect import Dialect
from draftrace.exporters.markup import printable
from draftrace.exporters.packages import zipped
from draftrace.exporters.sheet import Block, Comment, Op, attribution
from draftrace.exporters.tree import Node

_Element = ElementTree.Element
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_TEXTS = ("word/document.xml", "word/footnotes.xml")
_CHANGES = (("+", f"{W}ins"), ("-", f"{W}del"))
_CORE = "{http://schemas.openxmlformats.org/package/2006/metadata/core-properties}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_DCTERMS = "{http://purl.org/dc/terms/}"
_PLACEHOLDER = re.compile(r"\{(\w+)\}")
_TAB = "<w:r><w:tab/></w:r>"
_SPAN = {"+": "insertion", "-": "deletion"}
STYLES = {
    "preambular": "Preambular Paragraph",
    "operative": "Operative Paragraph",
    "item": "Item",
    "subitem": "Sub-item",
    "paragraph": "Unnumbered Paragraph",
    "footnote": "Unnumbered Paragraph",
    "tablerow": "Table Row",
}


class WordDialect(Dialect):
    """Insertions, deletions, paragraph marks and comments as Word keeps them."""

    shows_both_sides = False
    anchors_remarks = True

    def after_label(self) -> list[Node]:
        return [tree.raw("openxml", _TAB)]

    def changed(
        self, op: Op, author: str, date: str, inlines: list[Node], *, signed: bool
    ) -> list[Node]:
        del signed
        return [tree.span(inlines, _SPAN[op], author=printable(author), date=date)]

    def whole(self, block: Block) -> list[Node]:
        if not block.change:
            return []
        author, date = attribution(block)
        kind = "ins" if block.change == "inserted" else "del"
        who = f"w:author={quoteattr(printable(author))} w:date={quoteattr(date)}"
        return [tree.raw("openxml", f'<w:rPr><w:{kind} w:id="0" {who}/></w:rPr>')]

    def remark(self, number: int, comment: Comment, inlines: list[Node]) -> list[Node]:
        author, text = printable(comment.author), tree.string(printable(comment.text))
        opened = tree.span(
            [text], "comment-start", id=str(number), author=author, date=comment.date
        )
        return [opened, *inlines, tree.span([], "comment-end", id=str(number))]

    def provision(
        self, block: Block, inlines: list[Node], remarks: Sequence[Comment]
    ) -> list[Node]:
        del remarks
        return [tree.division([tree.paragraph(inlines)], style=STYLES[block.kind])]


def finish(package: bytes, furniture: Mapping[str, str], moment: int) -> bytes:
    """The package with marks, ids and notes mended, headers, footers and properties filled in.

    ``furniture`` gives each ``{placeholder}`` of headers and footers its text; a paragraph whose
    placeholders are all empty goes. ``moment`` (seconds since 1970) dates every member, so that
    the same sheet gives the same bytes.
    """
    source = zipfile.ZipFile(io.BytesIO(package))
    parts = {name: source.read(name) for name in source.namelist()}
    ids = count(1)
    for name, part in parts.items():
        if name in _TEXTS:
            parts[name] = _mended(part, ids)
        elif re.fullmatch(r"word/(header|footer)\d*\.xml", name):
            parts[name] = _filled(part, furniture)
        elif name == "docProps/core.xml":
            parts[name] = _described(part, furniture, moment)
    return zipped(parts, moment)


Signature = tuple[str, str, str]


class Signatures(msgspec.Struct, frozen=True):
    """(op, author, date) of the tracked changes in a file; ``marks`` those of paragraph marks."""

    changes: frozenset[Signature]
    marks: tuple[Signature, ...]


def signatures(package: bytes) -> Signatures:
    """Who changed what and when, as the file tells it."""
    roots = _texts(package)
    tagged = [(root, op, tag) for root in roots for op, tag in _CHANGES]
    return Signatures(
        frozenset(_signed(op, change) for root, op, tag in tagged for change in root.iter(tag)),
        tuple(
            _signed(op, change)
            for root, op, tag in tagged
            for properties in root.iter(f"{W}pPr")
            for change in properties.findall(f"{W}rPr/{tag}")
        ),
    )


def _texts(package: bytes) -> list[_Element]:
    source = zipfile.ZipFile(io.BytesIO(package))
    return [_root(source.read(name)) for name in source.namelist() if name in _TEXTS]


def _signed(op: str, change: _Element) -> Signature:
    return op, change.get(f"{W}author", ""), change.get(f"{W}date", "")


def _mended(part: bytes, ids: count[int]) -> bytes:
    root = _root(part)
    for paragraph in root.iter(f"{W}p"):
        mark = paragraph.find(f"{W}rPr")
        if mark is not None:
            paragraph.remove(mark)
            _properties(paragraph).append(mark)
    for tag in (f"{W}ins", f"{W}del"):
        for change in root.iter(tag):
            change.set(f"{W}id", str(next(ids)))
    _delay_comments(root)
    tracked = {text for change in root.iter(f"{W}del") for text in change.iter(f"{W}delText")}
    for text in root.iter(f"{W}delText"):
        if text not in tracked:
            text.tag = f"{W}t"
    return _serialised(root)


def _delay_comments(root: _Element) -> None:
    """Move comment references that stand between the first two notes behind the second.

    LibreOffice 7.4 scrambles every footnote of a file where one stands there; ranges, which say
    what is commented, stay. Found by bisecting our own files; Word and pandoc read both alike.
    """
    held: list[tuple[_Element, _Element]] = []
    notes = 0
    for paragraph in root.iter(f"{W}p"):
        for child in paragraph:
            cited = sum(1 for _note in child.iter(f"{W}footnoteReference"))
            if notes == 1 and not cited and child.find(f"{W}commentReference") is not None:
                held.append((paragraph, child))
            notes += cited
            if notes > 1:
                for former, reference in held:
                    former.remove(reference)
                place = list(paragraph).index(child) + 1
                paragraph[place:place] = [reference for _former, reference in held]
                return


def _properties(paragraph: _Element) -> _Element:
    found = paragraph.find(f"{W}pPr")
    if found is None:
        found = ElementTree.Element(f"{W}pPr")
        paragraph.insert(0, found)
    return found


def _filled(part: bytes, furniture: Mapping[str, str]) -> bytes:
    root = _root(part)
    for paragraph in root.findall(f"{W}p"):
        texts = [text for text in paragraph.iter(f"{W}t") if _PLACEHOLDER.search(text.text or "")]
        named = [name for text in texts for name in _PLACEHOLDER.findall(text.text or "")]
        if named and not any(furniture.get(name) for name in named):
            fields = paragraph.find(f".//{W}fldSimple")
            if fields is None and len(root) > 1:
                root.remove(paragraph)
                continue
        for text in texts:
            text.text = _PLACEHOLDER.sub(
                lambda found: printable(furniture.get(found[1], "")), text.text or ""
            )
    return _serialised(root)


def _described(part: bytes, furniture: Mapping[str, str], moment: int) -> bytes:
    root = _root(part)
    told = {
        f"{_DC}title": "title",
        f"{_DC}subject": "symbol",
        f"{_DC}creator": "organ",
        f"{_CORE}keywords": "seal",
    }
    for tag, name in told.items():
        element = root.find(tag)
        if element is None:
            element = ElementTree.SubElement(root, tag)
        element.text = printable(furniture.get(name, ""))
    stamp = datetime.fromtimestamp(moment, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    for tag in ("created", "modified"):
        element = root.find(f"{_DCTERMS}{tag}")
        if element is not None:
            element.text = stamp
    return _serialised(root)


def _root(part: bytes) -> _Element:
    """The part's root; its prefixes are kept for writing it again."""
    opening = part[: part.index(b">", part.index(b"<", part.index(b"?>") + 2))]
    for prefix, uri in re.findall(r'xmlns:(\w+)="([^"]*)"', opening.decode()):
        ElementTree.register_namespace(prefix, uri)
    return ElementTree.fromstring(part)  # noqa: S314


def _serialised(root: _Element) -> bytes:
    return bytes(ElementTree.tostring(root, encoding="UTF-8", xml_declaration=True))
