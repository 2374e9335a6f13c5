"""A text cut at its blank lines, with nothing recognised (``--as paragraphs``)."""

from __future__ import annotations

import re
from pathlib import Path

from draftrace.readers import encodings
from draftrace.readers.files import content_of

_BLANK = re.compile(r"\n[^\S\n]*\n\s*")


def paragraphs(path: Path) -> list[str]:
    """Every block between blank lines, white space collapsed. Raises UnreadableInput."""
    text = encodings.decoded(content_of(path), path.name)
    return [block for block in map(_collapsed, _BLANK.split(text)) if block]


def _collapsed(block: str) -> str:
    """The block with single spaces between its words; most have no others."""
    if block.isprintable() and "  " not in block:
        return block.strip(" ")
    return " ".join(block.split())
