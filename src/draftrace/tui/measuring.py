"""The room's progress, measured from the first entry on. A task of ``apart``."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from draftrace.tui.apart import Tell
from draftrace.views.progress import Milestone, progress
from draftrace.workspace import Workspace


def perform(root: Path, asked: bytes, tell: Tell) -> Iterator[list[Milestone]]:
    """A milestone for every meeting closed and revision issued, and one for the present."""
    del asked
    tell("reading the record from its first act")
    workspace = Workspace(root)
    workspace.tell = lambda said: tell(said) if said else None
    yield progress(workspace.journal.read())
