"""Which files of this machine may a seat write and read? Over one that is there only when asked;
from a browser in the workspace alone."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from draftrace.errors import UsageError
from draftrace.tui.prose import Span
from draftrace.tui.safe import shown
from draftrace.tui.screens.asking import Ask, told

if TYPE_CHECKING:
    from draftrace.tui.screens.room import RoomScreen


def may_read(screen: RoomScreen, name: str) -> str:
    """The name of a file to be read. Raises where this seat may not read it."""
    named = name.strip()
    root = screen.room.workspace.root.resolve()
    path = (root / Path(named).expanduser()).resolve()
    if screen.room.seat.fixed and not path.is_relative_to(root):
        raise UsageError(
            "A seat in a browser reads files of the workspace only.", "Have it put there first."
        )
    return named


async def may_write(screen: RoomScreen, name: str) -> bool | None:
    """Whether a file of this name in exports/ has to be replaced; None where it shall not be.
    Raises where this seat may not write there."""
    room = screen.room
    exports = room.workspace.exports
    path = exports / name
    if room.seat.fixed and not path.resolve().is_relative_to(exports.resolve()):
        raise UsageError("A seat in a browser writes in exports/ only.", "Give a name there.")
    try:
        there = path.exists()
    except OSError as error:
        raise UsageError(
            f"exports/{name} can't be written ({error.strerror}).", "Give a shorter name."
        ) from error
    if not there:
        return False
    words = told([Span(shown(f"exports/{name}"))], [Span("It is there already.", "dim")])
    answer = await screen.ask(Ask("Replace the file?", words, confirm="Replace it"))
    return True if answer is not None else None
