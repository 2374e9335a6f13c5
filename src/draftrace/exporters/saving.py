"""Files written whole or not at all."""

from __future__ import annotations

import errno
import os
import secrets
from contextlib import suppress
from pathlib import Path

from draftrace.errors import DraftraceError, Hint

_TAKEN = Hint("Give another name, or --force.", "Give another name.")
_ELSEWHERE = "Choose another folder."
_MAKE_ROOM = "Make room, or choose another folder."
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


def refuse_folder(path: Path) -> None:
    """Said first: a folder has no suffix, and its name would be told to be of no kind."""
    if path.is_dir():
        raise DraftraceError(f"{path} is a folder.", "Name a file in it.")


def check_writable(path: Path, *, force: bool) -> None:
    """Refuse early, before any work: the file exists, or its folder is missing or closed."""
    refuse_folder(path)
    if path.exists() and not force:
        raise DraftraceError(f"{path} exists already.", _TAKEN)
    if not path.parent.is_dir():
        raise DraftraceError(f"There is no folder {path.parent}.", "Make it first.")
    if not os.access(path.parent, os.W_OK | os.X_OK):
        raise DraftraceError(f"The folder {path.parent} is not writable.", _ELSEWHERE)


def save(path: Path, content: bytes, *, force: bool) -> None:
    """Put the content at the path in one step, through a temporary file beside it.

    Raises DraftraceError naming the reason; then the path is as it was.
    """
    check_writable(path, force=force)
    beside = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        with beside.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        _place(beside, path, force=force)
    except OSError as error:
        hint = _MAKE_ROOM if error.errno in _FULL else _ELSEWHERE
        raise DraftraceError(f"{path} was not written: {_reason(error)}.", hint) from error
    finally:
        with suppress(OSError):
            beside.unlink()


def _place(beside: Path, path: Path, *, force: bool) -> None:
    if force:
        beside.replace(path)
        return
    try:
        path.hardlink_to(beside)  # refuses where somebody was faster; a rename would overwrite
    except FileExistsError:
        raise DraftraceError(f"{path} exists already.", _TAKEN) from None
    except OSError:
        beside.replace(path)  # a file system without hard links


def _reason(error: OSError) -> str:
    if error.errno in _FULL:
        return "the disk is full"
    return (error.strerror or str(error)).lower()
