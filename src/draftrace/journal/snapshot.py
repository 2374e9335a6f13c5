"""A folded state saved beside the journal, so that opening need not fold everything again.

Derived and deletable: a snapshot of another program version, of another journal, or damaged in
any way is the same as none. The file's first line says what it is a snapshot of and hashes the
rest, which is MessagePack.
"""

from __future__ import annotations

import os
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import TypeVar

import msgspec

from draftrace.journal import Head, Stored
from draftrace.journal.codec import link

_NAME = "snapshot"
_T = TypeVar("_T")


class _Label(msgspec.Struct, frozen=True, kw_only=True):
    code: str
    position: int
    hash: str
    sha256: str


def save(folder: Path, head: Head, code: str, state: object) -> bool:
    """Keep ``state``, folded up to ``head`` by the program version ``code``, in ``folder``.

    The one before it is replaced. False when it could not be written, which costs only time.
    """
    folded = msgspec.msgpack.encode(state)
    label = _Label(
        code=code, position=head.position, hash=head.hash, sha256=sha256(folded).hexdigest()
    )
    unfinished = folder / f"{_NAME}.{os.getpid()}"
    try:
        folder.mkdir(exist_ok=True)
        unfinished.write_bytes(msgspec.json.encode(label) + b"\n" + folded)
        unfinished.replace(folder / _NAME)
    except OSError:
        with suppress(OSError):
            unfinished.unlink(missing_ok=True)
        return False
    return True


def load(folder: Path, journal: Stored, code: str, kind: type[_T]) -> tuple[Head, _T] | None:
    """The state saved in ``folder`` and the head it was folded to, when the same program version
    made it from this journal; fold on from there. None otherwise.
    """
    try:
        with (folder / _NAME).open("rb") as file:
            label = msgspec.json.decode(file.readline(), type=_Label)
            if label.code != code or not _stands(journal, label):
                return None
            folded = file.read()
        if sha256(folded).hexdigest() != label.sha256:
            return None
        state = msgspec.msgpack.decode(folded, type=kind)
    except (OSError, msgspec.MsgspecError, UnicodeDecodeError):
        return None
    return Head(label.position, label.hash), state


def _stands(journal: Stored, label: _Label) -> bool:
    """Whether this very entry stands in the journal, which may have grown since."""
    if label.position < 1:
        return False
    line = next(journal.lines(label.position - 1), None)
    return line is not None and link(line) == Head(label.position, label.hash)
