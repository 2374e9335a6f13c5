"""A pseudo-terminal that times what a program paints."""

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
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import NamedTuple

import pyte

COLUMNS, LINES = 160, 50
_QUIET = 0.15
_PIECES = 0.004
_LONGEST = 20.0


class Painted(NamedTuple):
    """What a key cost until the first frame that answers it, and until the screen was still: in
    seconds of processor, all threads together, and by the clock. 0 where it painted nothing."""

    busy_first: float
    first: float
    busy: float
    last: float


class Terminal:
    """A program on the far side of a pseudo-terminal, read as a screen."""

    def __init__(self, command: Sequence[str], state: Path) -> None:
        near, far = pty.openpty()
        fcntl.ioctl(far, termios.TIOCSWINSZ, struct.pack("HHHH", LINES, COLUMNS, 0, 0))
        source = Path(__file__).parents[2]
        environment = {
            **os.environ,
            "PYTHONPATH": os.pathsep.join(
                [str(source / "src"), str(source / "tests"), *sys.path[1:]]
            ),
            "XDG_STATE_HOME": str(state),
            "TERM": "xterm-256color",
            "PYTHONIOENCODING": "utf-8",
        }
        self._environment = environment
        self.begun = time.perf_counter()
        self.process = subprocess.Popen(
            command, stdin=far, stdout=far, stderr=far, env=environment, start_new_session=True
        )
        os.close(far)
        self._near = near
        self._screen = pyte.Screen(COLUMNS, LINES)
        self._stream = pyte.ByteStream(self._screen)
        self._unread = bytearray()

    def __enter__(self) -> Terminal:
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        self.process.kill()
        self.process.wait()
        os.close(self._near)

    def beside(self, command: Sequence[str]) -> subprocess.Popen[bytes]:
        """Another program in the same surroundings, without a terminal."""
        return subprocess.Popen(command, env=self._environment)

    @property
    def lines(self) -> list[str]:
        """The screen, line by line."""
        self._stream.feed(bytes(self._unread))
        self._unread.clear()
        return list(self._screen.display)

    @property
    def text(self) -> str:
        """The screen in one string."""
        return "\n".join(self.lines)

    def send(self, keys: str) -> None:
        """Press keys."""
        os.write(self._near, keys.encode())

    def until(self, words: str) -> float:
        """Seconds since the program was started until the words stand on the screen."""
        while words not in self.text:
            if time.perf_counter() - self.begun > 6 * _LONGEST:
                raise TimeoutError(f"no {words!r} on:\n{self.text}")
            self._take(0.01)
        return time.perf_counter() - self.begun

    def painted(self, key: str) -> Painted:
        """Press a key, and wait until the screen is still.

        Bytes are only collected meanwhile: reading them as a screen would be timed too.
        """
        while self._take(0):
            continue
        used, begun = self.busy(), time.perf_counter()
        self.send(key)
        first = last = (0.0, 0.0)
        quiet_from = begun + 1.0
        while time.perf_counter() < quiet_from and time.perf_counter() - begun < _LONGEST:
            if self._take(0.002):
                last = (self.busy() - used, time.perf_counter() - begun)
                quiet_from = time.perf_counter() + _QUIET
                if not first[1] or last[1] - first[1] < _PIECES:
                    first = last  # a frame is one write, which may come in several pieces
        return Painted(*first, *last)

    def told(self, key: str, words: str) -> tuple[float, float]:
        """Press a key and wait until words that it brings stand on the screen: seconds of
        processor, and by the clock."""
        used, begun = self.busy(), time.perf_counter()
        self.send(key)
        while words not in self.text:
            if time.perf_counter() - begun > _LONGEST:
                raise TimeoutError(f"no {words!r} on:\n{self.text}")
            self._take(0.01)
        return self.busy() - used, time.perf_counter() - begun

    def _take(self, seconds: float) -> bool:
        ready, _, _ = select.select([self._near], [], [], seconds)
        if not ready:
            return False
        try:
            self._unread += os.read(self._near, 1 << 16)
        except OSError:
            return False
        return True

    def blank_run(self) -> int:
        """The longest run of empty lines in the page of text, which stands in the middle."""
        longest = run = 0
        for line in self.lines[1:-2]:
            run = 0 if line[34:110].strip(" │|█▌") else run + 1
            longest = max(longest, run)
        return longest

    def busy(self) -> float:
        """Seconds of processor the program has used so far, all its threads together."""
        used = 0
        for task in Path(f"/proc/{self.process.pid}/task").iterdir():
            used += int((task / "schedstat").read_text(encoding="utf-8").split()[0])
        return used / 1e9

    def memory(self) -> float:
        """The most the program itself ever held, in MB."""
        status = Path(f"/proc/{self.process.pid}/status").read_text(encoding="utf-8")
        found = next(line for line in status.splitlines() if line.startswith("VmHWM"))
        return int(found.split()[1]) / 1024


def percentile(values: Sequence[float], of: int) -> float:
    """The value that ``of`` in a hundred do not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) * of // 100, len(ordered) - 1)]
