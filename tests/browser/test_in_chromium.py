"""The served room in headless Chromium: two parties amend and decide, seen in a second page.

``make test-browser`` brings playwright-core and Chromium; where one is missing the tests skip.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from tui.kit import Table

HERE = Path(__file__).parent
SECOND = 1000.0


def playwright() -> Path:
    """Where node finds playwright-core."""
    folder = Path(os.environ.get("DRAFTRACE_PLAYWRIGHT", HERE))
    if not (folder / "node_modules" / "playwright-core").is_dir():
        pytest.skip("playwright-core is not here: make test-browser")
    return folder


def chromium() -> str:
    """The browser."""
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    if found is None:
        pytest.skip("chromium is not installed")
    return found


@pytest.fixture
def table(tmp_path: Path) -> Table:
    """A workspace with a short text and an open meeting."""
    return Table(tmp_path / "workspace")


@pytest.fixture
def served(table: Table) -> Iterator[list[str]]:
    """``draftrace serve`` with two tokens: where CHAIR acts, where EU does, where all read."""
    process = subprocess.Popen(
        [sys.executable, "-m", "draftrace", "-C", str(table.root),
         "serve", "--port", "0", "--party", "CHAIR", "--party", "EU"],
        stdout=subprocess.PIPE, text=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path),
             "XDG_STATE_HOME": str(table.root.parent / "state")},
    )  # fmt: skip
    assert process.stdout is not None
    said = ""
    while "Ctrl-C" not in said:
        line = process.stdout.readline()
        assert line, f"the server ended: {said}"
        said += line
    words = said.split()
    reading = next(w for w in words if w.startswith("http"))
    acting = [w for w in words if "?token=" in w]
    try:
        yield [*acting, reading]
    finally:
        process.terminate()
        process.wait(20)


@pytest.fixture
def said(table: Table, served: list[str], tmp_path: Path) -> dict[str, Any]:
    """What the pages did and saw."""
    reading = served[-1]
    pictures = os.environ.get("DRAFTRACE_PICTURES", "")
    if pictures:
        Path(pictures).mkdir(parents=True, exist_ok=True)
    done = subprocess.run(
        ["node", str(HERE / "room.mjs"), str(playwright()), chromium(), str(tmp_path / "profile"),
         *served, f"{reading}wall", pictures],
        capture_output=True, text=True, timeout=240, check=True,
    )  # fmt: skip
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def test_move_amend_and_decide_in_one_page_seen_in_another_within_a_second(
    table: Table, said: dict[str, Any]
) -> None:
    assert "error" not in said, said["error"]
    print({step: round(milliseconds) for step, milliseconds in said["steps"].items()})
    assert said["steps"]["amended"] < SECOND
    assert said["steps"]["decided"] < SECOND
    assert said["steps"]["wall"] < SECOND
    assert table.wording("3").endswith("Indeed.")
    assert not table.pending("3")
    # A page without the token recorded nothing, whichever key it pressed.
    acts = [e.act for e in table.workspace.journal.read()]
    assert [a.payload.__class__.__name__ for a in acts[-2:]] == ["Proposed", "Decided"]
    assert said["restored"]
    assert len(said["closed"]) == 8
    # No request left this machine: the pages asked nobody but the server.
    hosts = {urlsplit(url).hostname for url in said["requests"] if not url.startswith("data:")}
    assert hosts == {"127.0.0.1"}
    assert any(url.endswith(".ttf") for url in said["requests"])
