"""The file being written and what was written: one at a time, whichever screen one is on."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import msgspec

from draftrace.tui.apart import Ended, Found, Job, Refused, Telling, Told
from draftrace.tui.exporting import Order, Receipt, target

_TOO_LATE = "It was in place before it could be stopped."


class Outcome(msgspec.Struct, frozen=True):
    """What became of an order: a receipt, or why there is none; ``stopped`` by who gave it."""

    order: Order
    receipt: Receipt | None = None
    said: str = ""
    hint: str = ""
    stopped: bool = False


class Outbox:
    """What the room writes to files. It lives as long as the app, so no screen has to stay open."""

    def __init__(self, root: Path, say: Callable[[str], str] = str) -> None:
        """``say`` tells a hint as the room does."""
        self._root = root
        self._say = say
        self.job: Job | None = None
        self.order = Order()
        self.said: list[str] = []
        self.outcomes: list[Outcome] = []
        self._began = 0.0
        self._before: tuple[object, frozenset[Path]] = (None, frozenset())

    def begin(self, order: Order) -> Job:
        """Begin to write."""
        self.order = order
        self.said = []
        self._began = time.monotonic()
        self._before = self._there()
        self.job = Job("export", self._root, order)
        return self.job

    @property
    def seconds(self) -> int:
        """How long it has taken so far."""
        return int(time.monotonic() - self._began)

    def hear(self, telling: Telling) -> Outcome | None:
        """Take in what the work tells; what came of it when it has ended."""
        match telling:
            case Told(said=said):
                self.said.append(said)
            case Refused() as refused:
                hint = self._say(refused.error.hint)
                self.outcomes.append(Outcome(self.order, None, refused.message, hint))
            case Found(answer=answer):
                receipt = msgspec.json.decode(answer, type=Receipt)
                self.outcomes.append(Outcome(self.order, receipt))
            case Ended(cancelled=cancelled):
                known = bool(self.outcomes) and self.outcomes[-1].order is self.order
                if cancelled and not known:
                    self.outcomes.append(self._stopped())
                self.job = None
                return self.outcomes[-1]
        return None

    def _stopped(self) -> Outcome:
        """Cancelled: nothing half-written stays. A file that was whole already is told so."""
        present, beside = self._there()
        for unfinished in beside - self._before[1]:
            with suppress(OSError):
                unfinished.unlink()
        if present != self._before[0]:
            return Outcome(self.order, None, _TOO_LATE, stopped=True)
        return Outcome(self.order, None, "Cancelled: nothing was written.", stopped=True)

    def _there(self) -> tuple[object, frozenset[Path]]:
        """The file as it is now, and what unfinished files lie beside it."""
        path = target(self._root, self.order)
        pattern = re.compile(rf"\.{re.escape(path.name)}\.[0-9a-f]{{8}}")
        beside: frozenset[Path] = frozenset()
        with suppress(OSError):
            beside = frozenset(p for p in path.parent.iterdir() if pattern.fullmatch(p.name))
        with suppress(OSError):
            found = path.stat()
            return (found.st_ino, found.st_mtime_ns, found.st_size), beside
        return None, beside

    def cancel(self) -> None:
        """Ask what is being written to stop, and say at once that it was asked."""
        if self.job is not None:
            self.job.cancel()
            self.said.append("cancelling")

    def close(self) -> None:
        """The room is left: what is being written is cancelled."""
        if self.job is not None:
            self.job.close()
            self._stopped()
