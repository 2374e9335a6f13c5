"""A desk in a fresh workspace, and one in the middle of a negotiation."""

from __future__ import annotations

from pathlib import Path

import pytest

from cli.kit import DRAFT, REPORT, Desk
from cli.wells import FILES


@pytest.fixture
def fresh(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """A workspace with nothing in it yet; the files to read lie beside it."""
    monkeypatch.delenv("DRAFTRACE_PARTY", raising=False)
    (tmp_path / "draft.md").write_text(DRAFT, encoding="utf-8")
    (tmp_path / "report.md").write_text(REPORT, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    Desk(tmp_path).done("init", "room", "--title", "Test")
    monkeypatch.chdir(tmp_path / "room")
    return Desk(tmp_path / "room")


@pytest.fixture
def desk(fresh: Desk) -> Desk:
    """A draft on the table, a report in the corpus, parties, one open meeting."""
    fresh.done("corpus", "add", "../report.md", "--role", "conclusions")
    fresh.done("table", "../draft.md")
    for code, name in (("EU", "European Union"), ("NOR", "Norvia"), ("CUB", "Cubaria")):
        fresh.done("party", "add", code, name)
    fresh.done("meeting", "open", "First informal", "--level", "informal")
    return fresh


@pytest.fixture(scope="module")
def wells(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of its own for each module, with the texts about wells in it."""
    folder = tmp_path_factory.mktemp("wells")
    for name, text in FILES.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder
