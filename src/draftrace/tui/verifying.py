"""Is the record whole: its chain, its sealed files, its seals, its sources? A task of ``apart``."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec

from draftrace.journal import sealing
from draftrace.journal.verify import verify
from draftrace.tui.apart import Tell
from draftrace.views.seals import broken_seals
from draftrace.workspace import Workspace


class Verdict(msgspec.Struct, frozen=True):
    """What was checked, by count, and every fault found; ``sources`` that are missing or altered
    are no fault of the record."""

    entries: int
    faults: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()


def perform(root: Path, asked: bytes, tell: Tell) -> Iterator[Verdict]:
    """Check everything, from the first entry on."""
    del asked
    workspace = Workspace(root)
    workspace.tell = lambda said: tell(said) if said else None
    journal = workspace.journal
    faults: list[str] = []
    tell("checking the chain of entries")
    broken = verify(journal)
    if broken is not None:
        faults.append(f"entry {broken.position}: {broken.what}")
    tell("holding the sealed records against the journal")
    unlike = sealing.difference(journal, workspace.sessions)
    if unlike is not None:
        faults.append(f"{unlike.record}, line {unlike.line}: {unlike.what}")
    if broken is None:
        tell("checking every seal")
        faults += [f"entry {at}: {said}" for at, said in broken_seals(journal.read())]
    sources = workspace.documents()[1] if broken is None else []
    yield Verdict(journal.head().position, tuple(faults), tuple(sources))
