"""What do the readers hand to structure recognition? Blocks: paragraphs, headings, rows, notes."""

from __future__ import annotations

from typing import Literal

import msgspec

BlockForm = Literal["text", "heading", "row", "note", "furniture"]


class Block(msgspec.Struct, kw_only=True, gc=False):
    """One block of a source in printed order.

    ``text`` is a wording: NFC, ``*emphasis*``, note references ``[^id]``, label still in front.
    ``line`` and ``last`` are its first and last source lines, from 1 (0: unknown). ``depth`` is
    the format's own depth: of a heading (1 for ``#``) or of a list (1 for an outermost item, 0
    for running text). ``tight``: it follows the line before with no blank line between.
    ``bold``: all of it is bold. ``note`` is the id of a footnote and ``number`` how it is printed.
    ``mark`` is the bullet of a list item, taken off the text.
    """

    text: str
    line: int = 0
    last: int = 0
    form: BlockForm = "text"
    depth: int = 0
    tight: bool = False
    bold: bool = False
    cells: tuple[str, ...] = ()
    header: bool = False
    note: str = ""
    number: str = ""
    mark: str = ""


class Layout(msgspec.Struct, frozen=True):
    """What a format leaves unsaid: ``printed`` pages cut paragraphs, show headings only by their
    look and may carry a masthead; other formats mark all that themselves. ``tight``: no blank lines
    stand between its blocks, so that standing right under another says nothing.
    """

    printed: bool
    tight: bool = False


class Source(msgspec.Struct, kw_only=True):
    """A source cut into blocks, with what the lexer found odd (line, column, what), its lines,
    what it states of itself (``symbol``, ``date``), the other values of its front ``matter``, and
    the lines that belong to its pages, which are blank in ``lines``: numbers and running heads."""

    blocks: list[Block]
    layout: Layout
    oddities: list[tuple[int, int, str]] = msgspec.field(default_factory=list)
    lines: list[str] = msgspec.field(default_factory=list)
    stated: dict[str, str] = msgspec.field(default_factory=dict)
    matter: list[str] = msgspec.field(default_factory=list)
    pages: list[tuple[int, str]] = msgspec.field(default_factory=list)
