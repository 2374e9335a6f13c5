"""Long work in a process of its own, at low priority: no key waits for it, and ending the process
is cancelling it.

``python -m draftrace.tui.apart TASK ROOT`` reads what is asked from its input and tells, a line
of JSON each, how far it is and what came of it.
"""

from __future__ import annotations

import importlib
import os
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from types import FrameType
from typing import IO, Any

import msgspec

from draftrace.errors import DraftraceError, Hint

TASKS = {
    "export": "draftrace.tui.exporting",
    "progress": "draftrace.tui.measuring",
    "verify": "draftrace.tui.verifying",
    "coverage": "draftrace.tui.covering",
    "receive": "draftrace.tui.receiving",
    "receive-revision": "draftrace.tui.outside",
    "proofread": "draftrace.tui.proofreading",
    "letter": "draftrace.tui.silence_letter",
    "save": "draftrace.tui.saving",
}
"""Which module performs a task: ``perform(root, asked, tell)``."""
_NICE = 10
_GRACE = 3.0

Tell = Callable[[str], None]


class Told(msgspec.Struct, frozen=True, tag="told"):
    """How far it is."""

    said: str


class Refused(msgspec.Struct, frozen=True, tag="refused"):
    """It can't be done, and what to do next."""

    message: str
    hint: str = ""
    in_room: str = ""

    @property
    def error(self) -> DraftraceError:
        """What was raised over there."""
        return DraftraceError(self.message, Hint(self.hint, self.in_room or self.hint))


class Found(msgspec.Struct, frozen=True, tag="found"):
    """An answer; a task may give a better one later. ``answer`` is JSON."""

    answer: msgspec.Raw


class Ended(msgspec.Struct, frozen=True, tag="ended"):
    """The process has ended; ``cancelled`` when it was told to."""

    cancelled: bool


Telling = Told | Refused | Found | Ended


class Job:
    """One task under way. Read by one thread, cancelled from any."""

    def __init__(self, task: str, root: Path, asked: object) -> None:
        self.task = task
        self.cancelled = False
        self._troubles: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115 - closed at the end
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-m", __name__, task, str(root)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._troubles,
            env=os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        )
        if self._process.stdin is not None:
            with suppress(OSError):
                self._process.stdin.write(msgspec.json.encode(asked))
            with suppress(OSError):
                self._process.stdin.close()

    def tellings(self) -> Iterator[Telling]:
        """What it tells, until it has ended. One that breaks off says why."""
        settled = False
        with self._troubles:
            with self._process as process:
                for line in process.stdout or ():
                    telling = msgspec.json.decode(line, type=Telling)
                    settled = settled or not isinstance(telling, Told)
                    yield telling
            if not settled and not self.cancelled:
                yield Refused("The work broke off.", self._last_trouble())
        yield Ended(self.cancelled)

    def cancel(self) -> None:
        """Ask it to end: what it had begun to write is taken away before it does. Returns at
        once; one that does not listen is ended by force."""
        self.cancelled = True
        if self._process.poll() is None:
            self._process.terminate()
            force = threading.Timer(_GRACE, self._process.kill)
            force.daemon = True
            force.start()

    def close(self) -> None:
        """End it and wait until it has ended."""
        self.cancel()
        self._process.wait()

    def _last_trouble(self) -> str:
        self._troubles.seek(0)
        lines = self._troubles.read().decode("utf-8", "replace").strip().splitlines()
        return lines[-1] if lines else f"It ended with code {self._process.returncode}."


def perform(task: str, root: Path, asked: bytes, say: Callable[[Telling], None]) -> None:
    """Do a task and tell what comes of it."""
    work: Any = importlib.import_module(TASKS[task])
    try:
        for answer in work.perform(root, asked, lambda said: say(Told(said))):
            say(Found(msgspec.Raw(msgspec.json.encode(answer))))
    except DraftraceError as error:
        say(Refused(error.message, str(error.hint), getattr(error.hint, "in_room", "")))


def _end(number: int, frame: FrameType | None) -> None:
    """Asked to end: everything open is left in order."""
    del number, frame
    raise SystemExit(0)


def main() -> None:
    """The other process."""
    signal.signal(signal.SIGTERM, _end)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.nice(_NICE)
    replies = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    # Whatever a library prints must not come between the answers.
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())

    def say(telling: Telling) -> None:
        replies.write(msgspec.json.encode(telling) + b"\n")
        replies.flush()

    perform(sys.argv[1], Path(sys.argv[2]), sys.stdin.buffer.read(), say)


if __name__ == "__main__":
    main()
