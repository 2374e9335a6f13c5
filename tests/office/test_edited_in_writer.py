"""Files of ours edited in LibreOffice by two people with changes tracked, and received: every
change is a proposal or named."""

from __future__ import annotations

from pathlib import Path

import pytest

from cases.writer_edits import EDITS, LEFT, OFFERED, left, offered, received, tabled
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
