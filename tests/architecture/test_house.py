"""The house rules a machine can check: rooms stay small, exports travel, names stay true."""

from __future__ import annotations

import ast
import subprocess
import sys
import zipfile
from pathlib import Path

ROOT = Path(__file__).parents[2]
SOURCES = sorted((ROOT / "src").rglob("*.py"))


def _functions() -> list[tuple[str, int]]:
    return [
        (f"{path.name}:{node.lineno} {node.name}", (node.end_lineno or 0) - node.lineno + 1)
        for path in SOURCES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]


def test_no_file_is_longer_than_four_hundred_lines() -> None:
    assert [p.name for p in SOURCES if p.read_text(encoding="utf-8").count("\n") > 400] == []


def test_functions_are_short() -> None:
    found = _functions()
    assert [name for name, length in found if length > 50] == []
    within = sum(length <= 25 for _, length in found)
    assert within >= 0.9 * len(found)


def test_nothing_catches_everything() -> None:
    caught = [
        path.name
        for path in SOURCES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ExceptHandler)
        and (node.type is None or (isinstance(node.type, ast.Name) and node.type.id == "Exception"))
    ]
    assert caught == []


def test_the_sample_travels_in_the_wheel(tmp_path: Path) -> None:
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    (wheel,) = tmp_path.glob("*.whl")
    names = zipfile.ZipFile(wheel).namelist()
    assert any(n.startswith("draftrace/sample/sessions/000001-") for n in names)
    assert "draftrace/sample/corpus/zero-draft.md" in names
    assert not any("journal.db" in n for n in names)
    assert any(n.endswith(".tcss") for n in names)
