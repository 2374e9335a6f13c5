"""A plain text that a word processor saved: it cites notes and brings none."""

from __future__ import annotations

from pathlib import Path

import pytest

from cli.kit import Desk

DRAFT = """\
# Declaration on Harbours

1. *Reaffirm* our duty to keep every harbour lit;[^1]

2. *Decide* to meet again[^2] in 2\\*3 years.

[^1]: Resolution 53/115, annex.

[^2]: As the pilots call it.
"""
SAVED = "\ufeffDeclaration on Harbours\n1.\tReaffirm our duty to keep every harbour lit;{one}\n"
SAVED += "2.\tDecide to meet again{two} in 2*3 years.\n"
NOTES = {"address": "note:1 to note:2", "change": "dropped", "redline": []}


@pytest.fixture
def harbour(fresh: Desk, tmp_path: Path) -> Desk:
    (tmp_path / "harbour.md").write_text(DRAFT, encoding="utf-8")
    fresh.done("table", "../harbour.md")
    return fresh


@pytest.mark.parametrize(("one", "two"), [("1", "2"), ("¹", "²")])
def test_what_it_does_not_bring_is_told_in_one_line(harbour: Desk, one: str, two: str) -> None:
    (harbour.folder / "saved.txt").write_text(SAVED.format(one=one, two=two), "utf-8")
    told = harbour("verify", "saved.txt", "--against", "tabled", "--json")
    assert (told.code, told.json["equal"], told.json["differences"]) == (1, False, [NOTES])
    assert "brings no notes" in told.err
    plainly = harbour("verify", "saved.txt", "--against", "tabled").out
    assert plainly.splitlines()[0] == "note:1 to note:2  dropped"
    assert "pilots" not in plainly


def test_everything_else_is_compared_to_the_figure(harbour: Desk) -> None:
    saved = SAVED.format(one="1", two="3").replace("every", "each")
    (harbour.folder / "saved.txt").write_text(saved, "utf-8")
    told = harbour("verify", "saved.txt", "--against", "tabled", "--json").json["differences"]
    assert [each["address"] for each in told] == ["1", "2", "note:1 to note:2"]
    changed = ["".join(f"{op}{t}" for op, t in each["redline"] if op != "=") for each in told]
    assert changed == ["-every+each", "-again2+again3", ""]
