"""What can be written from a workspace, and writing it: the command line and the terminal room
both ask here, so a new kind of file is known to both."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import msgspec

from draftrace.compare.rendering import Attribution
from draftrace.errors import DraftraceError, UsageError
from draftrace.room.floor import TABLE_IT

if TYPE_CHECKING:
    from draftrace.exporters import Masthead, Sheet, Written
    from draftrace.exporters.paper import Stationery
    from draftrace.exporters.papers import Forms
    from draftrace.intake.losses import Loss
    from draftrace.room.entities import Revision
    from draftrace.room.state import State
    from draftrace.workspace import Workspace

What = Literal["clean", "marked", "rolling", "table", "trace", "record"]
TEXTS: tuple[What, ...] = ("clean", "marked", "rolling")
PAPERS: tuple[What, ...] = ("table", "trace", "record")
WHATS: tuple[What, ...] = (*TEXTS, *PAPERS)
TableOf = Literal["proposals", "consolidation"]
TABLES: tuple[TableOf, ...] = ("proposals", "consolidation")
SUFFIXES: dict[What, tuple[str, ...]] = {
    "clean": (".docx", ".odt", ".html", ".pdf", ".md", ".txt"),
    "marked": (".docx", ".odt", ".html", ".pdf"),
    "rolling": (".docx", ".odt", ".html", ".pdf", ".md", ".txt"),
    "table": (".docx", ".html", ".csv", ".xlsx"),
    "trace": (".html", ".docx"),
    "record": (".zip", ".jsonl", ".csv", ".json", ".provn", ".xml", ".akn"),
}
"""What can be written as which file, told without importing the exporters; they have the last
word, and a test holds the two together."""


WORKED_ON = (".docx", ".odt")
"""Marked files that are worked on and come back: only in these can the history be told."""


class Order(msgspec.Struct, frozen=True, kw_only=True):
    """What is to be written. ``revision`` and ``base`` are names (without the first: the latest
    issue, or for a table the text as it stands), ``only`` addresses and ranges; ``masthead`` goes
    before the settings', ``reference`` names a Word file whose styles a docx takes; ``history``
    tells in a marked text that is worked on also the words that came in and went again."""

    what: What = "clean"
    revision: str = ""
    base: str = "tabled"
    only: str = ""
    attribution: Attribution = "inline"
    table: TableOf = "proposals"
    masthead: dict[str, str] = {}
    reference: str = ""
    history: bool = True
    force: bool = False


def _silently(said: str) -> None:
    del said


def _unheard(loss: Loss) -> None:
    del loss


def fulfil(
    workspace: Workspace,
    state: State,
    order: Order,
    path: Path,
    *,
    tell: Callable[[str], None] = _silently,
    note: Callable[[str], None] = _silently,
    lose: Callable[[Loss], None] = _unheard,
) -> tuple[Revision, Written]:
    """Write the file, whole and proved or not at all; the text it holds or tells of.

    ``tell`` hears what is being done, ``note`` what is missing and was done without, ``lose`` what
    a marked file does not give back. Raises DraftraceError naming the reason.
    """
    from draftrace.intake.coming_back import written_to_come_back
    from draftrace.intake.losses import losses

    text = _text(state, order)
    if order.what in PAPERS:
        return text, _paper(workspace, state, text, order, path, tell, note)
    sheet = _sheet(state, text, order, path)
    put = _putting(workspace, sheet, order, path, tell)
    if not _comes_back(order, path) or order.only:
        return text, put(sheet)
    issues = (_base(state, order), text)
    if order.history:
        written, lost = written_to_come_back(state, sheet, issues, put, tell)
    else:
        written = put(sheet)
        lost = list(losses(state, sheet, issues, path, tell))
    _tell_what_is_lost(lost, order, note, lose)
    return text, written


def _paper(
    workspace: Workspace,
    state: State,
    text: Revision,
    order: Order,
    path: Path,
    tell: Callable[[str], None],
    note: Callable[[str], None],
) -> Written:
    from draftrace.exporters import papers

    if order.only and order.what != "table":
        raise UsageError(f"A {order.what} is of the whole text.", "Leave `only` empty.")
    tell(f"making {path.name}")
    on = _stationery(workspace, text, order, path)
    forms = _forms(workspace, state, text, order, on, note)
    return papers.put(forms, path, order.what, force=order.force, tell=tell)


def _putting(
    workspace: Workspace, sheet: Sheet, order: Order, path: Path, tell: Callable[[str], None]
) -> Callable[[Sheet], Written]:
    """What writes the text, as the sheet or told otherwise; it may replace what it wrote itself."""
    from draftrace import exporters

    masthead = furnished(workspace, sheet.masthead, order.masthead)
    written: list[Written] = []

    def put(made: Sheet) -> Written:
        file = exporters.write(
            msgspec.structs.replace(made, masthead=masthead),
            path,
            as_=order.what,  # type: ignore[arg-type]
            force=order.force or bool(written),
            reference=_reference(workspace, order, path),
            tell=tell,
        )
        written.append(file)
        return file

    return put


def _tell_what_is_lost(
    found: Iterable[Loss],
    order: Order,
    note: Callable[[str], None],
    lose: Callable[[Loss], None],
) -> None:
    """``lose`` hears what a marked file does not give back, ``note`` the same in lines, and what
    to do."""
    lost = list(found)
    for each in lost:
        lose(each)
        note(each.said)
    count = len({handle for each in lost for handle in each.proposals})
    if count and not order.history:
        note(f"{count} in all: without its history a file tells what came of the proposals")
    for do in dict.fromkeys(each.do for each in lost):
        note(do)


def _text(state: State, order: Order) -> Revision:
    """The text asked for. Raises DraftraceError where nothing is on the table."""
    from draftrace.exporters.compilation import chosen

    unissued = order.what in PAPERS and not state.past.revisions
    now = order.what == "rolling" or (not order.revision and (order.what == "table" or unissued))
    text = chosen(state, "standing" if now else order.revision)
    if not text.provisions and order.what != "record":
        raise DraftraceError("Nothing is on the table yet.", TABLE_IT)
    return text


def _comes_back(order: Order, path: Path) -> bool:
    """Whether it is a marked file that is worked on and received again."""
    return order.what == "marked" and path.suffix.lower() in WORKED_ON


def _tells_all(order: Order, path: Path) -> bool:
    """Whether it is a marked file that tells the whole history."""
    return order.history and _comes_back(order, path)


def _base(state: State, order: Order) -> Revision:
    """What a marked text is marked against."""
    from draftrace.exporters.compilation import chosen

    return chosen(state, order.base)


def _sheet(state: State, text: Revision, order: Order, path: Path) -> Sheet:
    """What is to be written. A file that is worked on tells the whole history unless that is to be
    left out, as one written with changes tracked all along would; others tell what came of it."""
    from draftrace.exporters import compilation, compiled
    from draftrace.exporters.extract import extract

    if order.what == "marked":
        base = _base(state, order)
        if base.stamp.position > text.stamp.position:
            raise UsageError(
                f"{base.name} is later than {text.name}: what was proposed leads from the earlier "
                "to the later.",
                f"Mark {base.name} against {text.name}.",
            )
        sheet = compilation.marked_sheet(state, text, base, history=_tells_all(order, path))
    elif order.what == "rolling":
        sheet = compiled.rolling_sheet(state, order.attribution)
    else:
        sheet = compilation.clean_sheet(state, text)
    return extract(sheet, order.only) if order.only else sheet


def furnished(
    workspace: Workspace, masthead: Masthead, told: Mapping[str, str] | None = None
) -> Masthead:
    """The masthead with what the settings say of it, and what is told, which goes before."""
    from draftrace.exporters import mastheads

    settled: Any = workspace.settings.get("masthead", {})
    if not isinstance(settled, Mapping):
        raise UsageError("masthead in .draftrace.toml is not a table.", "Write [masthead].")
    settings = {name: str(text) for name, text in settled.items()}
    return mastheads.furnished(masthead, settings, told or {})


def _stationery(workspace: Workspace, text: Revision, order: Order, path: Path) -> Stationery:
    """What a paper is written on. Raises UnreadableInput for a reference that is no Word file."""
    from draftrace.exporters.compilation import masthead_of
    from draftrace.exporters.paper import Stationery
    from draftrace.exporters.writing import check_reference

    masthead = furnished(workspace, masthead_of(text), order.masthead)
    reference = _reference(workspace, order, path)
    if reference is None:
        return Stationery(masthead=masthead)
    if path.suffix.lower() != ".docx":
        raise UsageError("Only a docx takes a reference document.", "Leave it out.")
    check_reference(reference)
    return Stationery(masthead=masthead, reference=reference)


def _reference(workspace: Workspace, order: Order, path: Path) -> Path | None:
    """The reference document: the order's, or for a Word file the one of the settings
    (``reference``, a path below the workspace)."""
    if order.reference:
        return Path(order.reference)
    return settled_reference(workspace) if path.suffix.lower() == ".docx" else None


def settled_reference(workspace: Workspace) -> Path | None:
    """The reference document of the settings, which need not be there."""
    named = workspace.settings.get("reference")
    return workspace.root / str(named) if named else None


def _forms(
    workspace: Workspace,
    state: State,
    text: Revision,
    order: Order,
    on: Stationery,
    note: Callable[[str], None],
) -> Forms:
    from draftrace.exporters import dossier, papers
    from draftrace.journal import copying
    from draftrace.views.report import report

    if order.what == "table":
        base = _base(state, order)
        return papers.tables(state, text, base, order.table, order.only, on)
    sealed, head = copying.copied(workspace.journal, state.now.workspace, state.now.position)
    if order.what == "trace":
        return papers.reports(report(state, text, _conclusions(workspace, note), head.hash), on)
    return papers.records(
        dossier.Dossier(
            state=state, text=text, sealed=sealed, head=head.hash, faults=copying.faults
        )
    )


def _conclusions(workspace: Workspace, note: Callable[[str], None]) -> list[tuple[str, str, str]]:
    """Every conclusion of the readable reports: symbol, address, wording."""
    from draftrace.room.compiling import conclusions

    readings, troubles = workspace.documents()
    for trouble in troubles:
        note(trouble)
    reports = [document for document in readings if document.role == "conclusions"]
    return [(d.symbol, p.address, p.wording) for d in reports for p in conclusions(d)]
