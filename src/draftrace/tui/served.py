"""One seat behind a page of the browser: ``python -m draftrace.tui.served ROOT SEAT``.

The server that started it has checked who sits there; no token comes here. A page without one has
no party, a state folder of its own that ends with it, and can record nothing.
"""

from __future__ import annotations

import os
import sys
import tempfile
import threading
import time
from contextlib import suppress
from pathlib import Path

from textual.app import App

from draftrace.tui.app import RoomApp, stay
from draftrace.tui.seat import Seat
from draftrace.tui.wall import WallApp
from draftrace.workspace import Workspace

READING = "reading"
WALL = "wall:"
PARTY = "party:"
_LOOK_EVERY = 1.0


def main(root: Path, seat: str) -> None:
    """Run the seat until its page is closed, or its server is no more."""
    workspace = Workspace(root)
    if seat.startswith(WALL):
        wall = WallApp(workspace, seat.removeprefix(WALL))
        _end_with_server(wall)
        wall.run()
    elif seat.startswith(PARTY):
        party = seat.removeprefix(PARTY)
        fixed = Seat(home=party, by=party, fixed=True)
        _stay(RoomApp(workspace, party, seat=fixed, meaning=True))
    else:
        with tempfile.TemporaryDirectory(prefix="draftrace-page-") as kept:
            environment = {**os.environ, "XDG_STATE_HOME": kept}
            _stay(RoomApp(workspace, "", seat=Seat.reader(), environment=environment))


def _stay(room: RoomApp) -> None:
    _end_with_server(room)
    stay(room)


def _end_with_server(app: App[None]) -> None:
    """A server that was killed closes no page: the seat leaves when it has lost its parent."""
    server = os.getppid()

    def watch() -> None:
        while os.getppid() == server:
            time.sleep(_LOOK_EVERY)
        with suppress(RuntimeError):  # it has left already
            app.call_from_thread(app.exit)

    threading.Thread(target=watch, daemon=True, name="server").start()


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
