"""Papers beside the text: what each is made from."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from draftrace.cli import printing
from draftrace.cli.hand import Hand
from draftrace.errors import DraftraceError, UsageError

if TYPE_CHECKING:
    from draftrace.exporters import Written
    from draftrace.exporters.papers import Forms
    from draftrace.room.entities import Revision
    from draftrace.room.state import State

PAPERS = ("table", "trace", "record")


def put(
    hand: Hand, path: Path, mode: str, *, force: bool, **given: Any
) -> tuple[Revision, Written]:
    """Write one of ``PAPERS`` and say which text it tells of."""
    from draftrace.exporters import compilation, papers

    state = hand.state()
    now = mode == "table" or not state.past.revisions
    text = compilation.chosen(state, given["revision"] or ("standing" if now else ""))
    if not text.provisions and mode != "record":
        raise DraftraceError("Nothing is on the table yet.", "Table a draft: draftrace table FILE")
    if given["only"] and mode != "table":
        raise UsageError(f"A {mode} is of the whole text.", "Leave out --only.")
    forms = _forms(hand, state, text, mode, **given)
    return text, papers.put(forms, hand.file(path), mode, force=force)


def _forms(hand: Hand, state: State, text: Revision, mode: str, **given: Any) -> Forms:
    from draftrace.exporters import compilation, dossier, papers
    from draftrace.views.report import report

    if mode == "table":
        base = compilation.chosen(state, given["base"])
        return papers.tables(state, text, base, given["which"], given["only"])
    sealed, head = _copied(hand, state)
    if mode == "trace":
        return papers.reports(report(state, text, _conclusions(hand), head))
    return papers.records(dossier.Dossier(state=state, text=text, sealed=sealed, head=head))


def _copied(hand: Hand, state: State) -> tuple[bytes, str]:
    """The record up to the moment looked at, and the hash of its last entry."""
    from draftrace.journal.copying import copied

    journal = hand.workspace.journal
    content, head = copied(journal, state.now.workspace, state.now.position)
    return content, head.hash


def _conclusions(hand: Hand) -> list[tuple[str, str, str]]:
    """Every conclusion of the readable reports; those missing are named."""
    from draftrace.room.compiling import conclusions

    readings, troubles = hand.workspace.documents()
    for trouble in troubles:
        printing.note(trouble)
    reports = [document for document in readings if document.role == "conclusions"]
    return [(d.symbol, p.address, p.wording) for d in reports for p in conclusions(d)]
