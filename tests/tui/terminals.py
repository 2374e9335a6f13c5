"""The real program at a terminal that is read as a screen; the sample path walked on it by keys."""

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
from pathlib import Path
from typing import Protocol

import pyte

from draftrace.cli.run import run
from tui.kit import Table

COLUMNS, LINES = 80, 24


class Keyboard(Protocol):
    """A terminal at which somebody sits."""

    def keys(self, keys: str) -> None:
        """Press keys."""

    def until(self, words: str, within: float = 60.0) -> None:
        """Wait for words on the screen."""

    def gone(self, words: str, within: float = 60.0) -> None:
        """Wait until words are on the screen no more."""

    def ended(self, within: float = 60.0) -> int:
        """The exit code, once the program has ended."""


def environment_of(root: Path, party: str) -> dict[str, str]:
    """What the program at a terminal is started with."""
    return {
        **os.environ,
        "PYTHONPATH": os.pathsep.join(sys.path),
        "DRAFTRACE_PARTY": party,
        "XDG_STATE_HOME": str(root.parent / "state"),
        "TERM": "xterm-256color",
        "PYTHONIOENCODING": "utf-8",
    }


class Watched:
    """A screen that is looked at until it shows something."""

    def lines(self) -> list[str]:
        """What stands on the screen."""
        raise NotImplementedError

    def pause(self) -> None:
        """Let the program go on for a moment."""
        raise NotImplementedError

    @property
    def text(self) -> str:
        """What stands on the screen, in one line."""
        return " ".join(" ".join(self.lines()).split())

    def until(self, words: str, within: float = 60.0) -> None:
        """Wait for words on the screen."""
        self._wait(words, within, there=True)

    def gone(self, words: str, within: float = 60.0) -> None:
        """Wait until words are on the screen no more."""
        self._wait(words, within, there=False)

    def _wait(self, words: str, within: float, *, there: bool) -> None:
        deadline = time.monotonic() + within
        while (words in self.text) is not there:
            said = f"{'no' if there else 'still'} {words!r} on:"
            assert time.monotonic() < deadline, "\n".join((said, *self.lines()))
            self.pause()


class Terminal(Watched):
    """``draftrace`` on the far side of a pseudo-terminal, its output read as a screen."""

    def __init__(self, root: Path, party: str) -> None:
        near, far = pty.openpty()
        fcntl.ioctl(far, termios.TIOCSWINSZ, struct.pack("HHHH", LINES, COLUMNS, 0, 0))
        self.process = subprocess.Popen(
            [sys.executable, "-m", "draftrace", "-C", str(root)],
            stdin=far,
            stdout=far,
            stderr=far,
            env=environment_of(root, party),
            start_new_session=True,
        )
        os.close(far)
        self._near = near
        self.written = b""
        self._screen = pyte.Screen(COLUMNS, LINES)
        self._stream = pyte.ByteStream(self._screen)

    def lines(self) -> list[str]:
        """The screen's lines, read at any moment: pyte's own ``display`` takes a cell for a whole
        letter where a frame under way has written over the first half of a wide one."""
        rows = (self._screen.buffer[y] for y in range(LINES))
        return ["".join(row[x].data for x in range(COLUMNS)) for row in rows]

    def read(self, seconds: float) -> None:
        """Take in what the program writes within a moment."""
        ready, _, _ = select.select([self._near], [], [], seconds)
        if ready:
            try:
                came = os.read(self._near, 65536)
            except OSError:
                return
            self.written += came
            self._stream.feed(came)

    def pause(self) -> None:
        """Take in what comes meanwhile."""
        self.read(0.05)

    def keys(self, keys: str) -> None:
        """Press keys."""
        os.write(self._near, keys.encode())

    def ended(self, within: float = 60.0) -> int:
        """The exit code, once the program has ended."""
        deadline = time.monotonic() + within
        while self.process.poll() is None and time.monotonic() < deadline:
            self.read(0.05)
        assert self.process.poll() is not None, "\n".join(("still there:", *self.lines()))
        return self.process.wait()

    def close(self) -> None:
        """Leave nothing behind."""
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        os.close(self._near)


# The sample path

_PALETTE, _SEND, _UP, _DOWN, _HOME = "\x10", "\x13", "\x1b[A", "\x1b[B", "\x1b[H"
FILE = "l-1-rev-1-clean.docx"
PATH = (
    "proposed", "co-sponsored", "decided", "revision issued",
)  # fmt: skip
"""The acts that walking the path leaves, in order."""


def walk(terminal: Keyboard, table: Table) -> None:
    """As the Secretariat that records for all: amend, co-sponsor, decide, issue, trace, export."""
    terminal.until("SEC (secretariat)")
    _act_as(terminal, table, "EU")
    terminal.keys("g3\r")
    terminal.until("3 open")
    terminal.keys("a")
    terminal.until("Amend 3 as EU")
    terminal.keys(" Indeed.")
    terminal.until("{+Indeed.+}")
    terminal.keys(_SEND)
    terminal.until("[Indeed.](EU)")
    _see_a_notice_go(terminal)
    _act_as(terminal, table, "NOR")
    terminal.keys("c")
    terminal.until("(EU, NOR)")
    _act_as(terminal, table, "CHAIR")
    terminal.keys("\r")
    terminal.until("The decision")
    terminal.keys(" ")
    terminal.until("accepted: EU-1")
    terminal.keys("\r")
    terminal.until("It is so decided?")
    terminal.keys("no objection\r")
    terminal.until("No proposal is pending here.")
    terminal.keys("I")
    terminal.until("is renumbered, frozen and sealed")
    terminal.keys("\r")
    terminal.until("A draft Rev.1")
    terminal.keys("t")
    terminal.until("EU proposed EU-1")
    terminal.keys("x")
    terminal.until(FILE)
    terminal.keys(_SEND)
    terminal.until("proved by reading it back", 120)
    terminal.keys("q")
    terminal.until("a amend")
    terminal.keys("q")
    assert terminal.ended() == 0


def _see_a_notice_go(terminal: Keyboard) -> None:
    """What it stood on is there again, also where one has moved meanwhile. A slow terminal may
    have missed it: then there is nothing to see."""
    terminal.keys(_UP)
    terminal.until("2(c) open")
    terminal.gone("Recorded")
    terminal.keys(_DOWN)
    terminal.until("3 open")
    terminal.until("[Indeed.](EU)")


def _act_as(terminal: Keyboard, table: Table, party: str) -> None:
    terminal.keys(_PALETTE)
    terminal.until("Search for commands")
    terminal.keys("act as another")
    terminal.until("Choose the party")
    terminal.keys("\r")
    terminal.until("enter take it")
    terminal.keys(_HOME + _DOWN * sorted(table.state.now.parties).index(party) + "\r")
    terminal.until(f"acting: {party} (")


def walked(table: Table) -> None:
    """The record holds what was done by keys, and the file what was issued."""
    stamps = list(table.state.past.stamps.values())[-len(PATH) :]
    assert tuple(stamp.kind for stamp in stamps) == PATH
    assert [(stamp.by, stamp.recorder) for stamp in stamps] == [
        ("EU", "SEC"),
        ("NOR", "SEC"),
        ("CHAIR", "SEC"),
        ("CHAIR", "SEC"),
    ]
    assert table.state.proposal("EU-1").now.sponsors == ("EU", "NOR")  # type: ignore[union-attr]
    assert table.wording("3") == "Decide to review progress every two years. Indeed."
    file = table.workspace.exports / FILE
    assert run(["-C", str(table.root), "verify", str(file), "--against", "Rev.1"]) == 0
    assert run(["-C", str(table.root), "verify"]) == 0
