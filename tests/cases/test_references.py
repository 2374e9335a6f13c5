"""Reads the table of references: before, after, and what is left to a person."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from draftrace.text.references import Reference, find
from draftrace.text.rewriting import Lost, rewritten

TABLE = Path(__file__).parent / "references" / "following.md"
_ROW = re.compile(r"^\| (?P<before>.+?) \| (?P<after>.+?) \| ?(?P<left>.*?) ?\|$", re.MULTILINE)
ROWS = [
    (r["before"], r["after"], r["left"])
    for r in _ROW.finditer(TABLE.read_text(encoding="utf-8"))
    if r["before"] not in ("before", "---")
]
TITLES = ("Harbour Declaration", "Plan of Action against Storms")
_PATH = re.compile(r"(?P<kind>Art |h:|note:|PP)?(?P<number>\d+)(?P<rest>.*)")
_NAMED: dict[str, str | Lost] = {
    "h:II.B": "h:II.C",
    "h:II.C": "h:II.D",
    "h:II.D": "h:II.E",
    "Art 4/title": "Art 5/title",
    "30(b)": "31(c)",
    "30(c)": "31(d)",
    "30(d)": "32(a)",
    "20": "2",
    "9": Lost("it was struck"),
}


def told(path: str, reference: Reference) -> str | Lost:
    """What the table's introduction says of the numbers."""
    if path in _NAMED:
        return _NAMED[path]
    if path.startswith("Art 4/"):
        inside = told(path.removeprefix("Art 4/"), reference)
        return f"Art 5/{inside}" if isinstance(inside, str) else inside
    found = _PATH.fullmatch(path)
    if found is None:
        return path
    number = int(found["number"])
    if number > 60:
        return Lost("there is none", unknown=True)
    return f"{found['kind'] or ''}{number + (number > 3)}{found['rest']}"


@pytest.mark.parametrize(("before", "after", "left"), ROWS, ids=[row[0] for row in ROWS])
def test_the_row(before: str, after: str, left: str) -> None:
    found = rewritten(before, told, TITLES)
    assert found.wording == after
    assert "; ".join(f"{d.text}: {d.why}" for d in found.doubtful) == left
    at, made = 0, ""
    for change in found.changed:
        assert before[change.start : change.end] == change.old
        made += before[at : change.start] + change.new
        at = change.end
    assert made + before[at:] == after


def test_a_reference_knows_its_part_and_where_it_says_its_target_stands() -> None:
    (one, two) = find("paragraph 3 below, and paragraph 5 (a) of the Plan of Action", TITLES)
    assert (one.where, one.part, one.standing) == ("below", "", "own")
    assert (two.where, two.part, [t.path for t in two.targets]) == ("", "Plan of Action", ["5(a)"])
    (foreign,) = find("paragraph 5 of the Plan of Action")
    assert foreign.standing == "foreign"


def test_labels_are_where_they_are_written() -> None:
    wording = "paragraphs 3, 5 (b) and 7 bis"
    (found,) = find(wording)
    assert [wording[t.start : t.end] for t in found.targets] == ["3", "5 (b)", "7 bis"]
