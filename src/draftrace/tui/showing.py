"""What is on the room's wall? The presiding party's terminal says so in a small file of
``.draftrace/``, which may be deleted at any time; the wall looks there. Never in the record."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

import msgspec

from draftrace.tui.safe import folder_name

_FOLDER = "wall"


class Shown(msgspec.Struct, frozen=True, kw_only=True):
    """The provision, and whether sponsors' names and the rivals stand beside it."""

    party: str
    provision: str
    names: bool = True
    rivals: bool = True


def file_of(derived: Path, party: str) -> Path:
    """Where a party's terminal says what it shows."""
    return derived / _FOLDER / f"{folder_name(party)}.json"


def show(derived: Path, shown: Shown) -> bool:
    """Say what is shown, in one step. False where it could not be written: the wall stands still."""
    path = file_of(derived, shown.party)
    unfinished = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        unfinished.write_bytes(msgspec.json.encode(shown))
        unfinished.replace(path)
    except OSError:
        with suppress(OSError):
            unfinished.unlink(missing_ok=True)
        return False
    return True


def shown_by(derived: Path, party: str) -> Shown | None:
    """What a party's terminal shows; None where it has said nothing."""
    try:
        found = msgspec.json.decode(file_of(derived, party).read_bytes(), type=Shown)
    except (OSError, msgspec.MsgspecError, UnicodeDecodeError):
        return None
    return found if found.party == party else None
