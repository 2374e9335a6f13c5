"""What is really imported, asked of a fresh interpreter: nobody waits for what is not used."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
HEAVY = ("torch", "sentence_transformers", "transformers", "numpy", "textual")
_PROGRAM = """\
import sys
sys.argv = ["draftrace", *{arguments!r}]
from draftrace.cli import main
try:
    main()
except SystemExit as left:
    assert not left.code, left.code
print("\\n".join(sorted(sys.modules)), file=sys.stderr)
"""


def loaded(*arguments: str) -> set[str]:
    """The modules a command has loaded when it is done."""
    done = subprocess.run(
        [sys.executable, "-c", _PROGRAM.format(arguments=arguments)],
        env=os.environ | {"PYTHONPATH": str(ROOT / "src"), "NO_COLOR": "1"},
        check=True,
        capture_output=True,
        text=True,
    )
    assert done.stdout
    return set(done.stderr.split())


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sample")
    for name in ("corpus", "sessions"):
        (folder / name).mkdir()
        for file in (ROOT / name).iterdir():
            if file.suffix in (".md", ".json", ".jsonl"):
                (folder / name / file.name).write_bytes(file.read_bytes())
    return folder


@pytest.mark.parametrize("command", [("show",), ("show", "PA/1"), ("log",), ("meeting", "list")])
def test_reading_the_sample_loads_neither_model_nor_screen(
    sample: Path, command: tuple[str, ...]
) -> None:
    found = loaded("-C", str(sample), *command)
    assert "draftrace.views.standing" in found or command != ("show",)
    assert found.isdisjoint(HEAVY)


def test_the_version_is_told_without_a_command_line() -> None:
    found = loaded("--version")
    assert found.isdisjoint((*HEAVY, "click", "rich", "msgspec", "sqlite3"))
    own = {name for name in found if name.startswith("draftrace")}
    assert own == {"draftrace", "draftrace.cli"}


def test_the_version_loads_hardly_more_than_nothing() -> None:
    bare = subprocess.run(
        [sys.executable, "-c", "import sys; print(len(sys.modules))"],
        check=True,
        capture_output=True,
        text=True,
    )
    assert len(loaded("--version")) <= int(bare.stdout) + 5
