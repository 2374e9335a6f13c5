"""One seat behind a page of the browser: ``python -m draftrace.tui.served ROOT SEAT``.

The server that started it has checked who sits there; no token comes here. A page without one has
no party, a state folder of its own that ends with it, and can record nothing.
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

from draftrace.tui.app import RoomApp, stay
from draftrace.tui.seat import Seat
from draftrace.tui.wall import WallApp
from draftrace.workspace import Workspace

READING = "reading"
WALL = "wall:"
PARTY = "party:"


def main(root: Path, seat: str) -> None:
    """Run the seat until its page is closed."""
    workspace = Workspace(root)
    if seat.startswith(WALL):
        WallApp(workspace, seat.removeprefix(WALL)).run()
    elif seat.startswith(PARTY):
        party = seat.removeprefix(PARTY)
        fixed = Seat(home=party, by=party, fixed=True)
        stay(RoomApp(workspace, party, seat=fixed, meaning=True))
    else:
        with tempfile.TemporaryDirectory(prefix="draftrace-page-") as kept:
            environment = {**os.environ, "XDG_STATE_HOME": kept}
            stay(RoomApp(workspace, "", seat=Seat.reader(), environment=environment))


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
