"""Files of ours edited in LibreOffice by two people with changes tracked, and received: every
change is a proposal or named."""

from __future__ import annotations

from pathlib import Path

import pytest

from cases.writer_edits import EDITS, LEFT, OFFERED, A, B, left, offered, received, tabled
from cli.conftest import fresh
from cli.kit import Desk
from office import judges

__all__ = ["fresh"]


@pytest.fixture(scope="module")
def profile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """LibreOffice's own settings, for these tests alone."""
    return tmp_path_factory.mktemp("office") / "profile"


@pytest.mark.parametrize("suffix", ["docx", "odt"])
def test_a_clean_file(fresh: Desk, tmp_path: Path, profile: Path, suffix: str) -> None:
    desk = tabled(fresh)
    path, outs = tmp_path / f"clean.{suffix}", (tmp_path / "out.docx", tmp_path / "out.odt")
    desk.done("export", "--as", "clean", "--to", str(path))
    judges.typed(path, EDITS, profile, *outs)
    for out in outs:
        seen = received(desk, out, "--dry-run")
        assert offered(seen) == OFFERED
        assert left(seen) == LEFT
    received(desk, outs[0])
    assert offered(received(desk, outs[1])) == []


SPOKEN = (
    ("PD/1", "--replace", "health", "public health"),
    ("PA/2(c)", "--replace", "growers", "farmers"),
    ("PA/3", "--add-before", "Name focal points;"),
)
MORE = (
    {"by": B, "do": "replace", "old": "public", "new": "everybody's"},
    {"by": A, "do": "replace", "old": "focal points", "new": "contact points"},
)
"""Typed into words that the file shows as inserted by another."""


@pytest.mark.parametrize(("suffix", "out"), [("docx", "docx"), ("docx", "odt"), ("odt", "odt")])
def test_a_marked_file(fresh: Desk, tmp_path: Path, profile: Path, suffix: str, out: str) -> None:
    desk = tabled(fresh)
    for n, (address, *change) in enumerate(SPOKEN, 1):
        desk.done("propose", address, "--by", "CUB", *change, "--happened", f"2020-03-0{n}T09:00")
        desk.done("accept", f"CUB-{n}", "--by", "CHAIR")
    desk.done("issue", "Rev.1", "--by", "CHAIR")
    path, edited = tmp_path / f"marked.{suffix}", tmp_path / f"out.{out}"
    desk.done("export", "--as", "marked", "--since", "tabled", "--to", str(path))
    judges.typed(path, (*EDITS, *MORE), profile, edited)
    seen = received(desk, edited, "--dry-run")
    more = [
        (
            "NOR",
            "amendment",
            "PD/1",
            "*Reaffirm* our commitment to everybody's health, as appropriate, in all regions;[^1]",
        ),
        ("EU", "amendment", "PA/3", "Name contact points;"),
    ]
    assert sorted(offered(seen)) == sorted([*OFFERED, *more])
    assert left(seen) == LEFT
    fates = [each["fate"] for each in seen["proposals"] if each["party"] == "CUB"]
    assert fates == ["stands already", "stands already", "exists"]


def test_a_marked_odt_saved_as_word_is_refused(fresh: Desk, tmp_path: Path, profile: Path) -> None:
    desk = tabled(fresh)
    desk.done("propose", "PD/1", "--by", "CUB", "--replace", "health", "public health")
    desk.done("accept", "CUB-1", "--by", "CHAIR")
    path = tmp_path / "marked.odt"
    desk.done("export", "--revision", "standing", "--as", "marked", "--to", str(path))
    saved = judges.converted(path, tmp_path / "saved", profile, "docx")
    desk.refused("a marked ODT saved as a Word file", "receive", str(saved), code=3)


ACCEPTED = (
    ("PD/1", "--replace", "health", "public health"),
    ("PD/2", "--delete", "again "),
    ("PA/2(c)", "--replace", "growers", "farmers"),
    ("PA/2(b)", "--add-after", "Name focal points;"),
    ("PA/2(a)", "--strike"),
    ("PA/1", "--replace", "Too little", "Not enough"),
)
UPON = (
    {"by": B, "do": "replace", "old": "public", "new": ""},
    {"by": B, "do": "strike", "holds": "meet"},
    {"by": B, "do": "put", "behind": "farmers", "text": " and peasants"},
    {"by": A, "do": "add", "behind": "Name focal", "text": "Train them;"},
    {"by": A, "do": "move", "holds": "Strengthen border"},
    {"by": A, "do": "put", "behind": "Not enough", "text": "(sic)"},
)
"""Typed upon what the file shows as taken in, partly where Writer gives it the look of our signs;
Writer copies the bookmarks of what it moves."""


@pytest.mark.parametrize(("suffix", "out"), [("docx", "docx"), ("docx", "odt"), ("odt", "odt")])
def test_what_a_marked_file_shows_is_what_its_reader_changes(
    fresh: Desk, tmp_path: Path, profile: Path, suffix: str, out: str
) -> None:
    desk = tabled(fresh)
    for n, (address, *change) in enumerate(ACCEPTED, 1):
        desk.done("propose", address, "--by", "CUB", *change, "--happened", f"2020-03-0{n}T09:00")
        desk.done("accept", f"CUB-{n}", "--by", "CHAIR")
    desk.done("issue", "Rev.1", "--by", "CHAIR")
    path, edited = tmp_path / f"marked.{suffix}", tmp_path / f"out.{out}"
    desk.done("export", "--as", "marked", "--since", "tabled", "--to", str(path))
    judges.typed(path, UPON, profile, edited)
    seen = received(desk, edited, "--dry-run")
    assert sorted(offered(seen)) == sorted(
        [
            (
                "NOR",
                "amendment",
                "PD/1",
                "*Reaffirm* our commitment to health, as appropriate, in all regions;[^1]",
            ),
            ("NOR", "deletion", "PD/2", ""),
            (
                "NOR",
                "wording",
                "PA/2(c)",
                "Support farmers and peasants who give up illicit crops;",
            ),
            ("EU", "insertion", "PA/2(b) bis", "Train them;"),
            ("EU", "move", "PA/2(a)", ""),
            ("EU", "wording", "PA/1", "Not enough(sic) is known about new routes."),
        ]
    )
    assert left(seen) == []
