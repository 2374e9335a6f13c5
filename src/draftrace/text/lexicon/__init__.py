"""Word lists one can read and edit: one entry a line, ``#`` begins a comment."""

from __future__ import annotations

from functools import cache
from pathlib import Path


@cache
def lines(name: str) -> tuple[str, ...]:
    """The entries of a list, in its order."""
    # A file beside this one: importlib.resources takes longer to import than all lists to read.
    text = Path(__file__).with_name(name).read_text(encoding="utf-8")
    stripped = (line.partition("#")[0].strip() for line in text.splitlines())
    return tuple(line for line in stripped if line)
