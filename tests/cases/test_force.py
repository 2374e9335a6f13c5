"""Reads the case files on force: a title, what stood, what comes, and what the change does.

``before`` or ``after`` left empty is a provision added or struck; a case without a line of its own
stays unclassified.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from draftrace.compare.force import describe

FOLDER = Path(__file__).parent / "force"
_CASE = re.compile(
    r"^## (?P<title>.+)\n+before: ?(?P<before>.*)\nafter: ?(?P<after>.*)\n+(?P<does>(?:- .+\n?)*)",
    re.MULTILINE,
)
CASES = [
    pytest.param(c["before"], c["after"], c["does"], id=f"{path.stem}: {c['title']}")
    for path in sorted(FOLDER.glob("*.md"))
    for c in _CASE.finditer(path.read_text(encoding="utf-8"))
]


@pytest.mark.parametrize(("before", "after", "does"), CASES)
def test_the_case(before: str, after: str, does: str) -> None:
    found = describe(before, after)
    assert [f"{c.effect}, {c.kind}: {c.words}" for c in found] == re.findall(r"^- (.+)", does, re.M)


def test_every_heading_is_a_case() -> None:
    texts = [path.read_text(encoding="utf-8") for path in FOLDER.glob("*.md")]
    assert sum(text.count("\n## ") for text in texts) == len(CASES) > 60
