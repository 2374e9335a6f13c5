"""The real program in a real terminal's stead: bytes in, a screen out, the record checked."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Iterator
from pathlib import Path

import pyte
import pytest

from tui.kit import Table

COLUMNS, LINES = 80, 24


class Terminal:
    """``draftrace`` on the far side of a pseudo-terminal, its output read as a screen."""

    def __init__(self, root: Path, party: str) -> None:
        near, far = pty.openpty()
        fcntl.ioctl(far, termios.TIOCSWINSZ, struct.pack("HHHH", LINES, COLUMNS, 0, 0))
        environment = {
            **os.environ,
            "PYTHONPATH": os.pathsep.join(sys.path),
            "DRAFTRACE_PARTY": party,
            "XDG_STATE_HOME": str(root.parent / "state"),
            "TERM": "xterm-256color",
            "PYTHONIOENCODING": "utf-8",
        }
        self.process = subprocess.Popen(
            [sys.executable, "-m", "draftrace", "-C", str(root)],
            stdin=far,
            stdout=far,
            stderr=far,
            env=environment,
            start_new_session=True,
        )
        os.close(far)
        self._near = near
        self._screen = pyte.Screen(COLUMNS, LINES)
        self._stream = pyte.ByteStream(self._screen)

    @property
    def text(self) -> str:
        """What stands on the screen."""
        return " ".join(" ".join(self._screen.display).split())

    def read(self, seconds: float) -> None:
        """Take in what the program writes within a moment."""
        ready, _, _ = select.select([self._near], [], [], seconds)
        if ready:
            try:
                self._stream.feed(os.read(self._near, 65536))
            except OSError:
                return

    def until(self, words: str, within: float = 60.0) -> None:
        """Wait for words on the screen."""
        deadline = time.monotonic() + within
        while words not in self.text:
            assert time.monotonic() < deadline, f"no {words!r} on:\n" + "\n".join(
                self._screen.display
            )
            self.read(0.05)

    def keys(self, keys: str) -> None:
        """Press keys."""
        os.write(self._near, keys.encode())

    def ended(self, within: float = 60.0) -> int:
        """The exit code, once the program has ended."""
        deadline = time.monotonic() + within
        while self.process.poll() is None and time.monotonic() < deadline:
            self.read(0.05)
        assert self.process.poll() is not None, "still there:\n" + "\n".join(self._screen.display)
        return self.process.wait()

    def close(self) -> None:
        """Leave nothing behind."""
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        os.close(self._near)


@pytest.fixture
def terminal(table: Table) -> Iterator[Terminal]:
    """EU at a terminal of 80 by 24."""
    opened = Terminal(table.root, "EU")
    yield opened
    opened.close()


def test_a_proposal_made_by_keys_alone_stands_in_the_record(
    table: Table, terminal: Terminal
) -> None:
    terminal.until("EU (delegation)")
    terminal.until("Reaffirm our commitment")
    terminal.keys("g")
    terminal.until("Go to")
    terminal.keys("3\r")
    terminal.until("3 open")
    terminal.keys("a")
    terminal.until("Amend 3 as EU")
    terminal.keys(" Indeed.")
    terminal.until("{+. Indeed+}")
    terminal.keys("\x13")
    terminal.until("[. Indeed](EU)")
    assert table.pending("3")[0].now.wording.endswith("years. Indeed.")
    terminal.keys("t")
    terminal.until("EU proposed EU-1")
    terminal.keys("q")
    terminal.until("a amend")
    terminal.keys("q")
    assert terminal.ended() == 0


def test_keys_typed_ahead_go_where_they_were_meant(table: Table, terminal: Terminal) -> None:
    terminal.until("Reaffirm our commitment")
    terminal.keys("g2c\rdout of scope\rg3\ra Indeed.\x13g2b\rrwith capital\rq")
    assert terminal.ended() == 0
    assert [(p.change, p.now.reason) for p in table.pending("2(c)")] == [
        ("deletion", "out of scope")
    ]
    assert table.pending("3")[0].now.wording == "Decide to review progress every two years. Indeed."
    (position,) = table.state.now.positions[table.id("2(b)")]
    assert (position.party, position.text) == ("EU", "with capital")


def test_killed_while_writing_nothing_written_is_lost(table: Table, terminal: Terminal) -> None:
    terminal.until("Reaffirm our commitment")
    terminal.keys("g3\r")
    terminal.until("3 open")
    terminal.keys("a")
    terminal.until("Amend 3 as EU")
    terminal.keys(" Indeed.")
    terminal.until("draft kept")
    terminal.process.kill()
    terminal.process.wait()
    again = Terminal(table.root, "EU")
    try:
        again.until("Unsent drafts of EU are kept for 3.")
        again.keys("g3\r")
        again.until("3 open")
        again.keys("a")
        again.until("draft of earlier restored")
        again.until("{+. Indeed+}")
    finally:
        again.close()
