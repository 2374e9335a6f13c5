"""A small journal and its sealed records."""

from __future__ import annotations

from pathlib import Path

from contract.acts import changed, numbered, several
from draftrace.journal.memory import MemoryJournal
from draftrace.journal.sealing import seal
from draftrace.room.acts.payloads import WorkspaceOpened

OPENED = changed(
    numbered(1), payload=WorkspaceOpened(workspace="w-1", title="Sample", presiding="CHAIR")
)


def at_noon() -> str:
    """A clock that stands."""
    return "2008-11-03T12:00:00Z"


def opened_journal() -> MemoryJournal:
    """A journal of five entries, the first of which opens the workspace ``w-1``."""
    journal = MemoryJournal(clock=at_noon)
    journal.append([OPENED, *several(2, 5)], 0)
    return journal


def sealed(journal: MemoryJournal, folder: Path, name: str = "Informals, week 1") -> Path:
    """Seal what came since the last record."""
    path = seal(journal, folder, workspace="w-1", date="2008-11-03", name=name)
    assert path is not None
    return path


def two_records(journal: MemoryJournal, folder: Path) -> tuple[Path, Path]:
    """A record of the five entries and one of three behind it."""
    first = sealed(journal, folder)
    journal.append(several(6, 8), 5)
    return first, sealed(journal, folder, "Pl\u00e9ni\u00e8re \u2014 I")
