"""Pandoc's document tree, written as the JSON pandoc reads.

The ``pandoc`` package's types know pandoc up to 3.2 and must find one on PATH when imported; this
handful of nodes is stable since pandoc 3.0 and costs nothing to import.
Source: https://hackage.haskell.org/package/pandoc-types, Text.Pandoc.Definition.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import msgspec

Node = dict[str, object]
API_VERSION = (1, 23, 1)
_PLAIN: tuple[object, ...] = ("", (), ())
Cells = Sequence[Sequence[object]]
"""A row of a table, as ``cell`` makes them."""


def string(text: str) -> Node:
    """Words as they are, spaces included."""
    return {"t": "Str", "c": text}


def spaced(text: str) -> list[Node]:
    """Words that may be broken into lines at their spaces; a tab is one, or a paragraph that begins
    with it would be code in Markdown."""
    nodes: list[Node] = []
    for position, word in enumerate(text.replace("\t", " ").split(" ")):
        nodes += [{"t": "Space"}] if position else []
        nodes += [string(word)] if word else []
    return nodes


def emphasis(inlines: Sequence[Node]) -> Node:
    return {"t": "Emph", "c": inlines}


def strong(inlines: Sequence[Node]) -> Node:
    return {"t": "Strong", "c": inlines}


def underline(inlines: Sequence[Node]) -> Node:
    return {"t": "Underline", "c": inlines}


def strikeout(inlines: Sequence[Node]) -> Node:
    return {"t": "Strikeout", "c": inlines}


def superscript(text: str) -> Node:
    return {"t": "Superscript", "c": [string(text)]}


def side_by_side(before: list[Node], after: Sequence[Node]) -> list[Node]:
    """Inlines in a row; raised numbers that meet are parted by a comma, or ¹ and ¹ read as 11;
    emphasis that meets is one, or Markdown's stars between would read as strong."""
    if before and after and before[-1]["t"] == after[0]["t"] == "Superscript":
        met: Node = {
            "t": "Superscript",
            "c": [*_within(before[-1]), string(","), *_within(after[0])],
        }
        return [*before[:-1], met, *after[1:]]
    if before and after and before[-1]["t"] == after[0]["t"] == "Emph":
        return [*before[:-1], emphasis([*_within(before[-1]), *_within(after[0])]), *after[1:]]
    return [*before, *after]


def _within(node: Node) -> list[Node]:
    content = node["c"]
    return content if isinstance(content, list) else []


def words_within(node: Node) -> str:
    """The words of an element that holds nothing but words."""
    return "".join(str(each["c"]) for each in _within(node))


def span(inlines: Sequence[Node], *classes: str, **attributes: str) -> Node:
    return {"t": "Span", "c": [["", classes, list(attributes.items())], inlines]}


def styled(inlines: Sequence[Node], style: str) -> Node:
    """Inlines in a named character style of Word or Writer."""
    return {"t": "Span", "c": [["", [], [["custom-style", style]]], inlines]}


def raw(language: str, source: str) -> Node:
    """Source of the target itself; whoever calls this has escaped it."""
    return {"t": "RawInline", "c": [language, source]}


def source_of(node: Node) -> str:
    """The source a raw node carries."""
    content = node["c"]
    return str(content[1]) if isinstance(content, list) else ""


def raw_block(language: str, source: str) -> Node:
    return {"t": "RawBlock", "c": [language, source]}


def note(inlines: Sequence[Node]) -> Node:
    return {"t": "Note", "c": [paragraph(inlines)]}


def inlines_of(note: Node) -> list[Node]:
    """What stands in a note of one paragraph."""
    (words,) = _within(note)
    return _within(words)


def paragraph(inlines: Sequence[Node]) -> Node:
    return {"t": "Para", "c": inlines}


def line(inlines: Sequence[Node]) -> Node:
    """A paragraph without space around it, as in the cells of a table."""
    return {"t": "Plain", "c": inlines}


def heading(depth: int, inlines: Sequence[Node], anchor: str = "", *classes: str) -> Node:
    return {"t": "Header", "c": [min(depth, 6), [anchor, classes, []], inlines]}


def division(blocks: Sequence[Node], *classes: str, anchor: str = "", style: str = "") -> Node:
    """Blocks kept together under classes (HTML) or in a named paragraph style (Word)."""
    attributes = [["custom-style", style]] if style else []
    return {"t": "Div", "c": [[anchor, classes, attributes], blocks]}


def table(widths: Sequence[float], header: Sequence[str], rows: Sequence[Cells]) -> Node:
    """A table whose header repeats on every page; ``widths`` are shares of the line, and each row
    is a list of ``cell``s."""
    columns = [[{"t": "AlignDefault"}, {"t": "ColWidth", "c": width}] for width in widths]
    titles = [cell([line([strong([string(title)])])]) for title in header]
    body = [_PLAIN, 0, [], [[_PLAIN, row] for row in rows]]
    parts = [_PLAIN, [None, []], columns, [_PLAIN, [[_PLAIN, titles]]], [body], [_PLAIN, []]]
    return {"t": "Table", "c": parts}


def table_of(heads: Iterable[Cells], rows: Iterable[Cells]) -> Node:
    """A table as wide as its words, with one row of headings or none."""
    first, body = [[_PLAIN, row] for row in heads], [[_PLAIN, row] for row in rows]
    columns = len((first or body)[0][1])
    spec = [[{"t": "AlignDefault"}, {"t": "ColWidthDefault"}] for _ in range(columns)]
    body_of = [_PLAIN, 0, [], body]
    return {"t": "Table", "c": [_PLAIN, [None, []], spec, [_PLAIN, first], [body_of], [_PLAIN, []]]}


def cell(blocks: Sequence[Node], columns: int = 1) -> list[object]:
    """A cell of a table over one or more columns."""
    return [_PLAIN, {"t": "AlignDefault"}, 1, columns, blocks]


def document(blocks: Sequence[Node], told: Mapping[str, str] | None = None) -> bytes:
    """The whole tree as pandoc's JSON; what is ``told`` about it becomes its metadata."""
    meta = {name: {"t": "MetaString", "c": text} for name, text in (told or {}).items()}
    whole = {"pandoc-api-version": API_VERSION, "meta": meta, "blocks": blocks}
    return msgspec.json.encode(whole)
