"""Word lists one can read and edit: one entry a line, ``#`` begins a comment."""

from __future__ import annotations

from functools import cache
from pkgutil import get_data


@cache
def lines(name: str) -> tuple[str, ...]:
    """The entries of a list, in its order."""
    # importlib.resources takes longer to import than all lists to read.
    text = (get_data(__name__, name) or b"").decode("utf-8")
    stripped = (line.partition("#")[0].strip() for line in text.splitlines())
    return tuple(line for line in stripped if line)
