"""``draftrace check``: a file or the draft, as lines and as JSON."""

from __future__ import annotations

from pathlib import Path

from cli.kit import Desk

FAULTY = """\
# Report on lamps

1. The keepers keep keep lamps.

2. They met the cross border risk [and the oil.

4. See paragraph 9 above.
"""


def test_a_file_line_by_line(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "lamps.md"
    path.write_text(FAULTY, encoding="utf-8")
    told = desk.done("check", str(path))
    lines = told.out.splitlines()
    assert lines[0].startswith("error  1 3:16  doubled-word: “keep keep”: a word twice in a row.")
    assert lines[0].endswith("Consistent: “keep”.")
    assert [line.split()[3].rstrip(":") for line in lines] == [
        *("doubled-word", "hyphen", "bracket", "paragraph-number", "reference"),
    ]
    assert "5 findings, 4 of them errors." in told.err


def test_a_file_as_json(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "lamps.md"
    path.write_text(FAULTY, encoding="utf-8")
    first = desk.done("check", str(path), "--json").json[0]
    assert first == {
        "rule": "doubled-word",
        "address": "1",
        "line": 3,
        "column": 16,
        "message": "“keep keep”: a word twice in a row",
        "suggestion": "“keep”",
        "severity": "error",
        "excerpt": "keep keep",
        "also": [],
    }


def test_without_a_draft(fresh: Desk) -> None:
    fresh.refused("There is no draft yet.", "check", "--draft", code=2)


def test_the_draft_is_the_standing_text(desk: Desk) -> None:
    assert desk.done("check", "--draft", "--json").json == []
    desk.done("propose", "PA/2(b)", "--by", "EU", "--wording", "Strengthen the the agencies;")
    assert desk.done("check", "--draft", "--json").json == []
    desk.done("accept", "EU-1", "--by", "CHAIR")
    told = desk.done("check", "--draft", "--json").json
    assert [(f["address"], f["rule"]) for f in told] == [("PA/2(b)", "doubled-word")]


def test_what_to_check_must_be_said(desk: Desk, tmp_path: Path) -> None:
    desk.refused("Name a file", "check", code=2)
    desk.refused("Name a file", "check", "x.txt", "--draft", code=2)
    desk.refused("there is no such file", "check", str(tmp_path / "none.txt"), code=3)
