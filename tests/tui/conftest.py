"""Workspaces for the terminal room's tests."""

from __future__ import annotations

from pathlib import Path

import pytest

from tui.kit import Table


@pytest.fixture
def table(tmp_path: Path) -> Table:
    """A workspace on disk with the short text of the room's tests."""
    return Table(tmp_path / "workspace")
