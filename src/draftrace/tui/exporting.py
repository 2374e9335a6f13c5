"""What a person asked to have written, and writing it. A task of ``apart``."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import msgspec

from draftrace.compare.rendering import Attribution
from draftrace.errors import DraftraceError, UsageError
from draftrace.tui.apart import Tell
from draftrace.workspace import Workspace

if TYPE_CHECKING:
    from draftrace.exporters import Sheet, Written
    from draftrace.exporters.papers import Forms
    from draftrace.room.entities import Revision
    from draftrace.room.state import State

What = Literal["clean", "marked", "rolling", "table", "trace", "record"]
WHATS: tuple[What, ...] = ("clean", "marked", "rolling", "table", "trace", "record")
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
"""What can be written as which file; the exporters have the last word."""
_SETTLED = ("revision", "seal")


class Order(msgspec.Struct, frozen=True, kw_only=True):
    """One file to be written. ``revision`` and ``base`` are names, ``only`` addresses and ranges;
    ``path`` is relative to the workspace's ``exports/``."""

    what: What = "clean"
    revision: str = "standing"
    base: str = "tabled"
    only: str = ""
    attribution: Attribution = "inline"
    table: TableOf = "proposals"
    path: str = ""
    force: bool = False


class Receipt(msgspec.Struct, frozen=True, kw_only=True):
    """A file in place: its text, the seal of that text, the file's hash and size."""

    file: str
    what: What
    revision: str
    seal: str
    sha256: str
    bytes: int


def target(root: Path, order: Order) -> Path:
    """Where the file goes."""
    return root / "exports" / order.path


def perform(root: Path, asked: bytes, tell: Tell) -> Iterator[Receipt]:
    """Write the file, whole and proved, or not at all."""
    order = msgspec.json.decode(asked, type=Order)
    workspace = Workspace(root)
    tell("reading the record")
    state = workspace.state()
    path = target(root, order)
    if not state.past.revisions:
        raise DraftraceError("Nothing is on the table yet.", "Table a draft: draftrace table FILE")
    text, written = _text(workspace, state, order, path, tell)
    yield Receipt(
        file=str(path),
        what=order.what,
        revision=text.name,
        seal=text.seal,
        sha256=written.sha256,
        bytes=written.bytes,
    )


def _text(
    workspace: Workspace, state: State, order: Order, path: Path, tell: Tell
) -> tuple[Revision, Written]:
    from draftrace import exporters
    from draftrace.exporters import compilation, papers

    name = "standing" if order.what == "rolling" else order.revision
    text = compilation.chosen(state, name)
    if order.what in ("table", "trace", "record"):
        if order.only and order.what != "table":
            raise UsageError(f"A {order.what} is of the whole text.", "Empty the line `only`.")
        tell(f"making {path.name}")
        forms = _forms(workspace, state, text, order)
        return text, papers.put(forms, path, order.what, force=order.force)
    sheet = furnished(workspace, _sheet(state, text, order))
    written = exporters.write(
        sheet,
        path,
        as_=order.what,  # type: ignore[arg-type]
        force=order.force,
        reference=_reference(workspace, path),
        tell=tell,
    )
    return text, written


def _sheet(state: State, text: Revision, order: Order) -> Sheet:
    from draftrace.exporters import compilation, compiled
    from draftrace.exporters.extract import extract

    if order.what == "marked":
        sheet = compilation.marked_sheet(state, text, compilation.chosen(state, order.base))
    elif order.what == "rolling":
        sheet = compiled.rolling_sheet(state, order.attribution)
    else:
        sheet = compilation.clean_sheet(state, text)
    return extract(sheet, order.only) if order.only else sheet


def _forms(workspace: Workspace, state: State, text: Revision, order: Order) -> Forms:
    from draftrace.exporters import compilation, dossier, papers
    from draftrace.journal.copying import copied
    from draftrace.views.report import report

    if order.what == "table":
        base = compilation.chosen(state, order.base)
        return papers.tables(state, text, base, order.table, order.only)
    sealed, head = copied(workspace.journal, state.now.workspace, state.now.position)
    if order.what == "trace":
        return papers.reports(report(state, text, _conclusions(workspace), head.hash))
    return papers.records(dossier.Dossier(state=state, text=text, sealed=sealed, head=head.hash))


def _conclusions(workspace: Workspace) -> list[tuple[str, str, str]]:
    from draftrace.room.compiling import conclusions

    readings, _ = workspace.documents()
    reports = [d for d in readings if d.role == "conclusions"]
    return [(d.symbol, p.address, p.wording) for d in reports for p in conclusions(d)]


def furnished(workspace: Workspace, sheet: Sheet) -> Sheet:
    """The sheet under the masthead of the settings."""
    told: Any = workspace.settings.get("masthead", {})
    known = {f: str(told[f]) for f in sheet.masthead.__struct_fields__ if f in told}
    wrong = [name for name in told if name not in known or name in _SETTLED]
    if wrong:
        raise UsageError(
            f"[masthead] in .draftrace.toml sets {', '.join(wrong)}, which no masthead takes.",
            "Take the line out.",
        )
    return msgspec.structs.replace(sheet, masthead=msgspec.structs.replace(sheet.masthead, **known))


def _reference(workspace: Workspace, path: Path) -> Path | None:
    named = workspace.settings.get("reference")
    if not named or path.suffix.lower() != ".docx":
        return None
    return workspace.root / str(named)
