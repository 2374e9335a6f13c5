"""A desk in a fresh workspace, and one in the middle of a negotiation."""

from __future__ import annotations

from pathlib import Path

import pytest

from cli.kit import DRAFT, REPORT, Desk


@pytest.fixture
def fresh(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Desk:
    """A workspace with nothing in it yet; the files to read lie beside it."""
    monkeypatch.delenv("DRAFTRACE_PARTY", raising=False)
    (tmp_path / "draft.md").write_text(DRAFT, encoding="utf-8")
    (tmp_path / "report.md").write_text(REPORT, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    Desk(tmp_path, capsys).done("init", "room", "--title", "Test")
    monkeypatch.chdir(tmp_path / "room")
    return Desk(tmp_path / "room", capsys)


@pytest.fixture
def desk(fresh: Desk) -> Desk:
    """A draft on the table, a report in the corpus, parties, one open meeting."""
    fresh.done("corpus", "add", "../report.md", "--role", "conclusions")
    fresh.done("table", "../draft.md")
    for code, name in (("EU", "European Union"), ("NOR", "Norvia"), ("CUB", "Cubaria")):
        fresh.done("party", "add", code, name)
    fresh.done("meeting", "open", "First informal", "--level", "informal")
    return fresh
