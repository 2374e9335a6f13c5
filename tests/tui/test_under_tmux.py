"""The sample path under tmux, a terminal we did not write: keys in, its screen out, the record."""

from __future__ import annotations

import shlex
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tui.kit import Table
from tui.terminals import COLUMNS, LINES, Watched, environment_of, walk, walked

TMUX = shutil.which("tmux")
pytestmark = pytest.mark.skipif(TMUX is None, reason="tmux is not installed")
_PASSED_ON = ("PYTHONPATH", "DRAFTRACE_PARTY", "XDG_STATE_HOME", "PYTHONIOENCODING")


class Pane(Watched):
    """``draftrace`` in a tmux server of its own."""

    def __init__(self, root: Path, party: str, folder: Path) -> None:
        self._folder = folder
        self._left = folder / "exit-code"
        wanted = environment_of(root, party)
        given = " ".join(f"{name}={shlex.quote(wanted[name])}" for name in _PASSED_ON)
        program = f"{given} {shlex.quote(sys.executable)} -m draftrace -C {shlex.quote(str(root))}"
        leaving = f"echo $? > {shlex.quote(str(self._left))}"
        size = ("-x", str(COLUMNS), "-y", str(LINES))
        self._tmux("-f", "/dev/null", "new-session", "-d", *size, f"{program}; {leaving}")

    def _tmux(self, *words: str) -> str:
        # A socket's path must be short, so it is told from the folder it is in.
        asked = [str(TMUX), "-u", "-S", "tmux", *words]
        ran = subprocess.run(
            asked, check=True, capture_output=True, encoding="utf-8", cwd=self._folder
        )
        return ran.stdout

    def keys(self, keys: str) -> None:
        """Press keys, as the bytes they are."""
        self._tmux("send-keys", "-H", *(f"{byte:02x}" for byte in keys.encode()))

    def lines(self) -> list[str]:
        """What stands on the screen."""
        return self._tmux("capture-pane", "-p").splitlines()

    def pause(self) -> None:
        """Let the program go on for a moment."""
        time.sleep(0.1)

    def ended(self, within: float = 60.0) -> int:
        """The exit code, once the program has ended."""
        deadline = time.monotonic() + within
        while not self._left.exists() or not self._left.read_text().strip():
            assert time.monotonic() < deadline, "still there"
            time.sleep(0.1)
        return int(self._left.read_text())

    def close(self) -> None:
        """End the server, if it has not ended with its only session."""
        asked = [str(TMUX), "-S", "tmux", "kill-server"]
        subprocess.run(asked, check=False, capture_output=True, cwd=self._folder)


@pytest.fixture
def table(tmp_path: Path) -> Table:
    return Table(tmp_path / "workspace")


@pytest.fixture
def pane(table: Table, tmp_path: Path) -> Iterator[Pane]:
    """The Secretariat in a pane of 80 by 24."""
    opened = Pane(table.root, "SEC", tmp_path)
    yield opened
    opened.close()


def test_the_whole_sample_path_by_keys_alone(table: Table, pane: Pane) -> None:
    walk(pane, table)
    walked(table)
