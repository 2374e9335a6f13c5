"""Who keeps the folded state while the room is open? A process of its own: writing it down takes
as long as several keys, and needs nothing that the room holds."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

from draftrace.tui.apart import Job, Tell
from draftrace.workspace import Workspace


def perform(root: Path, asked: bytes, tell: Tell) -> Iterator[int]:
    """Fold on from what was kept, and keep that. Gives the position reached."""
    del asked, tell
    workspace = Workspace(root)
    workspace.save()
    yield workspace.negotiation.known


class Saver:
    """Lets the state of a workspace be kept, one process at a time. What fails costs only time at
    the next opening, so nothing is told."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._job: Job | None = None
        self._listening: threading.Thread | None = None

    def begin(self) -> None:
        """Keep what the record holds now, unless that is under way."""
        if self._listening is None or not self._listening.is_alive():
            self._job = Job("save", self._root, None)
            self._listening = threading.Thread(target=_listen, args=(self._job,), daemon=True)
            self._listening.start()

    def wait(self) -> None:
        """Until it is done."""
        if self._listening is not None:
            self._listening.join()

    def close(self) -> None:
        """Leave it: what was kept before stays whole."""
        if self._job is not None:
            self._job.close()
            self.wait()


def _listen(job: Job) -> None:
    for _telling in job.tellings():
        pass
