"""A text cut at its blank lines, with nothing recognised (``--as paragraphs``)."""

from __future__ import annotations

import re
from itertools import chain
from pathlib import Path

from draftrace.readers import encodings
from draftrace.readers.files import content_of

_BLANK = re.compile(r"\n[^\S\n]*\n\s*")


class Cut(dict[str, tuple[str, ...]]):
    """The blocks of each stretch of text between two empty lines: more than one where a line looks
    empty and is not. Drafts share most stretches, so that each is cut once.
    """

    def __missing__(self, stretch: str) -> tuple[str, ...]:
        blocks = map(_collapsed, _BLANK.split(stretch))
        found = self[stretch] = tuple([block for block in blocks if block])
        return found


def paragraphs(
    path: Path, known: Cut | None = None, heard: encodings.Oddities | None = None
) -> list[str]:
    """Every block between blank lines, white space collapsed. ``known`` is what other files were
    cut into; ``heard`` is told of a guessed encoding. Raises UnreadableInput.
    """
    text = encodings.decoded(content_of(path), path.name, heard)
    cut = Cut() if known is None else known
    return list(chain.from_iterable(map(cut.__getitem__, text.split("\n\n"))))


def _collapsed(block: str) -> str:
    """The block with single spaces between its words; most have no others."""
    if block.isprintable() and "  " not in block:
        return block.strip(" ")
    return " ".join(block.split())
