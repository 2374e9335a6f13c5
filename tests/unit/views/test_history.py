"""A provision's life in acts."""

from __future__ import annotations

from pathlib import Path

from draftrace.views.history import events, how_many
from draftrace.workspace import Workspace
from looks.playing import sample_at
from looks.scenes import ENDED


def test_as_many_acts_are_counted_as_are_told(tmp_path: Path) -> None:
    """On the sample's whole record: proposals, positions, silence, issues, splits."""
    state = Workspace(sample_at(ENDED, tmp_path / "sample")).state()
    counts = {i: how_many(state, i) for i in state.now.provisions}
    assert counts == {i: len(events(state, i)) for i in state.now.provisions}
    assert max(counts.values()) > 10
