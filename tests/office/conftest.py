"""The sample negotiation and a small text with every kind of change, as files to be judged."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import Any

import msgspec
import pytest

from draftrace import exporters
from draftrace.cli.run import run
from draftrace.exporters import Sheet, compilation, compiled
from draftrace.exporting import WORKED_ON, Order, fulfil
from draftrace.workspace import Workspace

SUFFIXES = ("docx", "odt", "html", "pdf")
PAPERS = (
    *("table.docx", "table.html", "consolidation.docx", "consolidation.html"),
    *("trace.docx", "trace.html"),
)


class Papers(msgspec.Struct):
    """Where the files are, and the sheets they were written from."""

    folder: Path
    profile: Path
    sheets: dict[str, Sheet]

    def path(self, name: str, mode: str, suffix: str) -> Path:
        return self.folder / f"{name}-{mode}.{suffix}"


@pytest.fixture(scope="session")
def papers(tmp_path_factory: pytest.TempPathFactory) -> Papers:
    """Each text clean and marked in every format, and the sample's rolling text half way."""
    folder = tmp_path_factory.mktemp("papers")
    sheets = {"harbour": _harbour(), "sample": _sample(folder)}
    papers = Papers(folder, folder / "profile", sheets)
    for name, sheet in sheets.items():
        for mode in ("clean", "marked"):
            for suffix in SUFFIXES:
                exporters.write(sheet, papers.path(name, mode, suffix), as_=mode)
    for suffix in WORKED_ON:
        path = papers.path("sample", "marked", suffix.removeprefix("."))
        exporters.write(_sample_marked(folder, history=True), path, as_="marked", force=True)
    return papers


def _harbour() -> Sheet:
    """The sheet of the unit tests, whose folder is no package."""
    file = Path(__file__).parents[1] / "unit" / "test_exporters_files.py"
    spec = importlib.util.spec_from_file_location("exporters_files", file)
    assert spec is not None
    assert spec.loader is not None
    module: Any = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    sheet: Sheet = module.harbour()
    return sheet


def _sample(folder: Path) -> Sheet:
    assert run(["-C", str(folder), "demo", "sample"]) == 0
    workspace = Workspace.find(folder / "sample")
    state = workspace.state()
    exporters.write(
        compiled.rolling_sheet(state, "margin"), folder / "rolling-margin.docx", as_="rolling"
    )
    for name in PAPERS:
        what, _, _suffix = name.partition(".")
        kind = ("table", "consolidation") if what == "consolidation" else (what, "proposals")
        order = Order(what=kind[0], table=kind[1])  # type: ignore[arg-type]
        fulfil(workspace, state, order, folder / name)
    workspace.journal.close()
    return _sample_marked(folder, history=False)


def _sample_marked(folder: Path, *, history: bool) -> Sheet:
    workspace = Workspace.find(folder / "sample")
    state = workspace.state()
    workspace.journal.close()
    text, base = compilation.chosen(state, ""), compilation.chosen(state, "tabled")
    sheet = compilation.marked_sheet(state, text, base, history=history)
    masthead = msgspec.structs.replace(
        sheet.masthead,
        organ="Sample Commission",
        distribution="General",
        language="English",
        agenda_item="7",
    )
    return msgspec.structs.replace(sheet, masthead=masthead)
