"""Does LibreOffice take what came in and went in the cells of a table in and out as we mean it?"""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import Any

import docx
import pytest

from draftrace.exporters import write
from draftrace.exporters.word_reading import signatures, word_lines
from office import judges


def tables() -> Any:
    """The unit tests of such tables, whose folder is no package."""
    file = Path(__file__).parents[1] / "unit" / "test_marked_tables.py"
    spec = importlib.util.spec_from_file_location("marked_tables", file)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


TABLES = tables()


@pytest.fixture(scope="module", params=["ROWS", "CAME_AND_WENT"])
def marked(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("tables") / "marked.docx"
    write(TABLES.sheet(*getattr(TABLES, request.param)), path, as_="marked")
    assert len(docx.Document(str(path)).tables) == 1
    return path


@pytest.mark.parametrize(("how", "side"), [("Accept", "clean"), ("Reject", "base")])
def test_libreoffice_takes_words_in_cells_and_rows_in_or_out(
    marked: Path, tmp_path: Path, how: str, side: Any
) -> None:
    settled = judges.settled(marked, how, tmp_path, marked.parent / "profile").read_bytes()
    assert word_lines(settled, "clean") == word_lines(marked.read_bytes(), side)
    assert not signatures(settled).changes


def test_a_file_with_marks_of_cells_and_rows_is_valid_open_xml(marked: Path) -> None:
    assert judges.faults_of_open_xml(marked) == []
