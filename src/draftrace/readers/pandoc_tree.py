"""From pandoc's document tree to blocks: what is a paragraph, a list label, a note, a row."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import msgspec

from draftrace.readers.linked_notes import with_notes
from draftrace.text import labels
from draftrace.text.labels import Style
from draftrace.text.structure import slashed_notes
from draftrace.text.structure.blocks import Block, Layout, Source
from draftrace.text.structure.inline import RAISED
from draftrace.text.structure.joins import ends
from draftrace.text.structure.leads import lead
from draftrace.text.wording import cite, escape, normalise, row

DEEPEST = 60
_STYLES: dict[str, Style] = {
    "LowerAlpha": "letters",
    "LowerRoman": "roman",
    "UpperAlpha": "capitals",
    "UpperRoman": "Roman",
}
_BRACKETED = ("letters", "roman")
_WRAPPED = ("Strong", "Underline", "SmallCaps", "Subscript")
_STRUCK = "~~"
"""Around what is struck through, as people type it in plain text."""
_TYPED_BULLET = re.compile(r"([-–—•·▪◦])\s+(?=\S)")
_SPACES = ("Space", "SoftBreak", "LineBreak")
Node = dict[str, Any]


class Tree(msgspec.Struct):
    """Pandoc's JSON: its metadata and its blocks."""

    blocks: list[Node]
    meta: dict[str, Node] = msgspec.field(default_factory=dict)


class TooDeep(Exception):
    """Lists or quotations nest deeper than any text; ``place`` is the block reached."""

    def __init__(self, place: int) -> None:
        super().__init__(f"block {place}")
        self.place = place


def source(tree: Tree, *, with_meta: bool = True) -> Source:
    """The blocks of a document pandoc has read; lines count its blocks. Its metadata are part of
    the text (a Word title is), but not in HTML, whose head is shown nowhere. Where no paragraph
    has the style of a heading, headings and titles show by their look alone, as in print."""
    walk = _Walk()
    if with_meta:
        walk.meta(tree.meta)
    walk.blocks(with_notes(tree.blocks), depth=0)
    walk.found.extend(walk.notes)
    slashed_notes.apart(walk.found)
    styled = any(block.form == "heading" for block in walk.found)
    return Source(
        blocks=walk.found,
        layout=Layout(printed=not styled),
        stated=walk.stated,
        oddities=_struck(walk.found),
    )


class _Walk:
    def __init__(self) -> None:
        self.found: list[Block] = []
        self.notes: list[Block] = []
        self.stated: dict[str, str] = {}
        self.place = 0
        self.pending = ""
        self.mark = ""

    # -- blocks

    def meta(self, meta: dict[str, Node]) -> None:
        for key in ("title", "subtitle", "author", "date", "abstract"):
            for inlines in _meta_inlines(meta.get(key)):
                text = self.inlines(inlines)
                if text and key in ("title", "date"):
                    self.stated.setdefault(key, text)
                if text:
                    self.add(text, form="heading" if key == "title" else "text")

    def blocks(self, nodes: list[Node], *, depth: int) -> None:
        if depth > DEEPEST:
            raise TooDeep(self.place)
        for node in nodes:
            self.block(node, depth)

    def block(self, node: Node, depth: int) -> None:
        kind: str = node["t"]
        content: Any = node.get("c")
        match kind:
            case "Para" | "Plain":
                self.paragraph(content, depth)
            case "Header":
                self.add(self.inlines(content[2]), form="heading", depth=content[0])
            case "OrderedList":
                self.ordered(content, depth)
            case "BulletList":
                self.bulleted(content, depth)
            case "Table":
                self.table(content)
            case "CodeBlock" | "RawBlock":
                self.add(escape(normalise(content[1])), depth=max(depth - 1, 0))
            case _:
                self.container(kind, content, depth)

    def container(self, kind: str, content: Any, depth: int) -> None:
        match kind:
            case "LineBlock":
                for line in content:
                    self.paragraph(line, depth)
            case "DefinitionList":
                for term, definitions in content:
                    self.paragraph(term, depth)
                    for definition in definitions:
                        self.blocks(definition, depth=depth + 1)
            case "BlockQuote":
                self.blocks(content, depth=depth + 1)
            case "Div":
                self.blocks(content[1], depth=depth)
            case "Figure":
                self.blocks(content[1][1], depth=depth)
                self.blocks(content[2], depth=depth)

    def paragraph(self, inlines: list[Node], depth: int) -> None:
        """A paragraph; a line break in it that leads to a label begins another."""
        start = 0
        for place, node in enumerate(inlines):
            if node["t"] != "LineBreak" or not ends(self.words(inlines[start:place])):
                continue
            if lead(self.words(inlines[place + 1 : place + 12])) is not None:
                self.one(inlines[start:place], depth)
                start = place + 1
        self.one(inlines[start:] if start else inlines, depth)

    def words(self, inlines: list[Node]) -> str:
        """Some inlines as text, their notes left for the paragraph to number."""
        return self.inlines([node for node in inlines[-40:] if node["t"] != "Note"])

    def one(self, inlines: list[Node], depth: int) -> None:
        text = _label_unstruck(self.inlines(inlines))
        typed = _TYPED_BULLET.match(text) if not (self.mark or self.pending) else None
        if typed is not None:
            self.mark, text = typed[1], text[typed.end() :]
        if text or self.pending:
            bold = bool(inlines) and all(node["t"] in ("Strong", *_SPACES) for node in inlines)
            self.add(text, depth=max(depth - 1, 0), bold=bold)

    def ordered(self, content: list[Any], depth: int) -> None:
        (start, style, delimiter), items = content
        for number, item in enumerate(items, start=start):
            self.pending = _label(number, style["t"], delimiter["t"])
            self.item(item, depth)

    def bulleted(self, items: list[list[Node]], depth: int) -> None:
        for item in items:
            self.mark = "-"
            self.item(item, depth)

    def item(self, blocks: list[Node], depth: int) -> None:
        if not blocks or blocks[0]["t"] not in ("Para", "Plain"):
            self.paragraph([], depth + 1)
        self.blocks(blocks, depth=depth + 1)
        self.pending = self.mark = ""

    def table(self, content: list[Any]) -> None:
        _, caption, _, head, bodies, foot = content
        self.blocks(caption[1], depth=0)
        for cells_of in head[1]:
            self.row(cells_of, header=True)
        for body in bodies:
            for cells_of in (*body[2], *body[3]):
                self.row(cells_of, header=False)
        for cells_of in foot[1]:
            self.row(cells_of, header=False)

    def row(self, cells_of: list[Any], *, header: bool) -> None:
        cells = tuple(self.cell(cell[4]) for cell in cells_of[1])
        if any(cells):
            self.add(row(cells), form="row")
            self.found[-1].cells, self.found[-1].header = cells, header

    def cell(self, blocks: list[Node]) -> str:
        """A cell's text in one line, whatever blocks it holds."""
        apart = _Walk()
        apart.notes, apart.place = self.notes, self.place
        apart.blocks(blocks, depth=1)
        return " ".join(f"{block.mark} {block.text}".strip() for block in apart.found)

    def add(self, text: str, *, form: str = "text", depth: int = 0, bold: bool = False) -> None:
        self.place += 1
        block = Block(
            text=normalise(f"{self.pending} {text}"),
            line=self.place,
            last=self.place,
            depth=depth,
            bold=bold,
            mark=self.mark,
        )
        block.form = "heading" if form == "heading" else "row" if form == "row" else "text"
        self.pending = self.mark = ""
        if block.text:
            self.found.append(block)

    # -- inlines

    def inlines(self, nodes: list[Node]) -> str:
        return normalise("".join(self.pieces(nodes, emphasis=False, depth=0)))

    def pieces(self, nodes: list[Node], *, emphasis: bool, depth: int) -> Iterator[str]:
        if depth > DEEPEST:
            raise TooDeep(self.place)
        for node in nodes:
            yield self.piece(node, emphasis=emphasis, depth=depth)

    def piece(self, node: Node, *, emphasis: bool, depth: int) -> str:
        kind: str = node["t"]
        content: Any = node.get("c")
        match kind:
            case "Str":
                return escape(content)
            case "Space" | "SoftBreak" | "LineBreak":
                return " "
            case "Emph":
                inside = "".join(self.pieces(content, emphasis=True, depth=depth + 1))
                return inside if emphasis else _wrapped(inside, "*")
            case "Strikeout":
                inside = "".join(self.pieces(content, emphasis=emphasis, depth=depth + 1))
                return _wrapped(inside, _STRUCK)
            case "Superscript":
                inside = "".join(self.pieces(content, emphasis=emphasis, depth=depth + 1))
                return inside.translate(RAISED) if inside.isdecimal() else inside
            case "Note":
                return self.note(content)
            case "Code" | "Math" | "RawInline":
                return escape(content[1])
            case "Quoted":
                opening, closing = ("“", "”") if content[0]["t"] == "DoubleQuote" else ("‘", "’")
                inside = "".join(self.pieces(content[1], emphasis=emphasis, depth=depth + 1))
                return f"{opening}{inside}{closing}"
            case "Link" | "Image" | "Span" | "Cite":
                return "".join(self.pieces(content[1], emphasis=emphasis, depth=depth + 1))
            case _ if kind in _WRAPPED:
                return "".join(self.pieces(content, emphasis=emphasis, depth=depth + 1))
        return ""

    def note(self, blocks: list[Node]) -> str:
        number = str(len(self.notes) + 1)
        block = Block(text="", line=self.place + 1, form="note", note=number, number=number)
        self.notes.append(block)
        block.text = self.cell(blocks)
        return cite(number)


def _label(number: int, style: str, delimiter: str) -> str:
    """A list label as it is shown: letters and small roman numerals in brackets unless the source
    says otherwise, as these texts have them."""
    own = _STYLES.get(style, "arabic")
    written = labels.number_text(max(number, 1), own)
    if delimiter == "TwoParens" or (delimiter == "DefaultDelim" and own in _BRACKETED):
        return f"({written})"
    return f"{written})" if delimiter == "OneParen" else f"{written}."


def _wrapped(inside: str, sign: str) -> str:
    """The text between two signs, white space at its ends left outside."""
    text = inside.strip()
    if not text:
        return inside
    left = inside[: len(inside) - len(inside.lstrip())]
    right = inside[len(inside.rstrip()) :]
    return f"{left}{sign}{text}{sign}{right}"


def _label_unstruck(text: str) -> str:
    """A paragraph struck through from its label on, its label apart: it is cited all the same."""
    found = lead(text.removeprefix(_STRUCK)) if text.startswith(_STRUCK) else None
    if found is None or not found.rest.strip(f"[{_STRUCK}"):
        return text
    return f"{found.printed} {_STRUCK}{text[len(_STRUCK) + found.at :].lstrip()}"


def _struck(blocks: list[Block]) -> list[tuple[int, int, str]]:
    """Where text is struck through, as what is odd: the first place, and how many."""
    places = [block.line for block in blocks for _ in range(block.text.count(_STRUCK) // 2)]
    what = f"struck through, and read between {_STRUCK} and {_STRUCK}: {len(places)} in all"
    return [(places[0], 1, what)] if places else []


def _meta_inlines(value: Node | None) -> Iterator[list[Node]]:
    if value is None:
        return
    kind: str = value["t"]
    content: Any = value.get("c")
    if kind == "MetaInlines":
        yield content
    elif kind == "MetaString":
        yield [{"t": "Str", "c": content}]
    elif kind == "MetaBlocks":
        for block in content:
            if block["t"] in ("Para", "Plain"):
                yield block["c"]
    elif kind == "MetaList":
        for entry in content:
            yield from _meta_inlines(entry)
