"""The two real documents, which are no part of the project: tests on them skip when absent."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

REPORT = "working-group-supply-reduction-2008.txt"
OUTCOME = "political-declaration-2009.txt"


def shared() -> Path:
    """The folder with the real documents and the answer keys, from DRAFTRACE_SHARED or beside
    the repository."""
    beside = Path(__file__).parents[1].parent / "shared"
    return Path(os.environ.get("DRAFTRACE_SHARED", beside))


def real(name: str, folder: str = "corpus") -> Path:
    """The path of a real document; skips the test where it is not there."""
    path = shared() / folder / name
    if not path.is_file():
        pytest.skip(f"{folder}/{name} is not here (DRAFTRACE_SHARED)")
    return path
