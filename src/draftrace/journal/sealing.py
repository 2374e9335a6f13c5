"""Copies entries between the journal and its sealed records, and says where the two disagree."""

from __future__ import annotations

import os
import re
import unicodedata
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import msgspec

from draftrace.errors import HeadMoved, JournalError, way
from draftrace.journal import Head, Stored
from draftrace.journal.codec import UNREADABLE, encode, link, printable
from draftrace.journal.records import (
    NAME,
    Altered,
    Difference,
    Header,
    Record,
    placed,
    record_lines,
    records,
    unusable,
)
from draftrace.journal.verify import checked
from draftrace.room.record import FORMAT

_UNFINISHED = ".sealing"


def seal(journal: Stored, folder: Path, *, workspace: str, date: str, name: str) -> Path | None:
    """Write the entries since the last record to a new one; None when there are none.

    ``date`` is ``2008-11-03``; ``name`` is put into the letters a file name may have. The file
    appears whole or not at all. Raises ``JournalError`` when the records do not agree with the
    journal, when it is not whole since then, or when nothing can be written.
    """
    with _alone(folder):
        found = records(folder)
        head = _end(journal, found)
        if found and found[-1].header.workspace != workspace:
            raise JournalError("The records here belong to another workspace.")
        since = list(checked(journal.lines(head.position), head))
        if not since:
            return None
        header = Header(
            workspace=workspace,
            first=head.position + 1,
            last=since[-1][1].position,
            format=FORMAT,
            previous=head.hash,
        )
        path = folder / f"{header.first:06}-{header.last:06}-{date}-{slug(name)}.jsonl"
        if not NAME.fullmatch(path.name):
            raise JournalError(f"{date} is not a date a record can carry.", "Write 2008-11-03.")
        _write(path, [encode(header), *(line for line, _ in since)])
        return path


def rebuild(journal: Stored, folder: Path) -> Head:
    """Fill an empty journal from the records, hash for hash, all of it or nothing.

    A journal that holds entries already, perhaps because another process was faster, is left
    alone. Raises ``Altered`` when a record is not as it was sealed.
    """
    found = records(folder)
    if not found or journal.head().position:
        return journal.head()
    try:
        return journal.restore(line for _, _, line in placed(found))
    except HeadMoved:
        return journal.head()


def difference(journal: Stored, folder: Path) -> Difference | None:
    """Where the records first disagree with themselves or the journal; None when they agree.

    A journal that goes on behind the last record agrees with it. Nothing is changed.
    """
    kept = journal.lines()
    try:
        for record, number, line in placed(records(folder)):
            beside = next(kept, None)
            if line != beside:
                return Difference(
                    record=record.path.name,
                    line=number,
                    position=link(line).position,
                    what=_unlike(line, beside),
                )
    except Altered as altered:
        return altered.difference
    return None


def slug(name: str) -> str:
    """``name`` in the letters a record's name may have: ``[a-z0-9-]``."""
    letters = unicodedata.normalize("NFKD", name).lower()
    plain = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:60].strip("-") or "record"


def _end(journal: Stored, found: list[Record]) -> Head:
    """The last entry of the records, which the journal must hold too."""
    if not found:
        return Head()
    ((_, line, entry),) = deque(record_lines(found[-1]), maxlen=1)
    if next(journal.lines(entry.position - 1), None) != line:
        raise JournalError(
            f"The journal does not hold what {found[-1].path.name} ends with.",
            way("{} names the first difference. Nothing was changed.", "verify", "record.verify"),
        )
    return Head(entry.position, entry.hash)


def _write(path: Path, lines: Iterable[bytes]) -> None:
    unfinished = path.with_name(_UNFINISHED)
    try:
        with unfinished.open("wb") as file:
            file.writelines(line + b"\n" for line in lines)
            file.flush()
            os.fsync(file.fileno())
        unfinished.rename(path)
    except OSError as error:
        with suppress(OSError):
            unfinished.unlink(missing_ok=True)
        raise unusable(path, "written", error) from error


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Let one process seal at a time; two would write overlapping records."""
    from fcntl import LOCK_EX, flock

    try:
        lock = os.open(folder, os.O_RDONLY)
    except OSError as error:
        raise unusable(folder, "opened", error) from error
    try:
        flock(lock, LOCK_EX)
        yield
        # Only now does the folder itself remember the new name through a power cut.
        os.fsync(lock)
    finally:
        os.close(lock)


def _unlike(sealed: bytes, kept: bytes | None) -> str:
    if kept is None:
        return "the journal ends before this entry."
    try:
        member = _member(msgspec.json.decode(sealed), msgspec.json.decode(kept))
    except UNREADABLE:
        return "what the journal holds here is not readable."
    return f"the journal holds another entry here: {member} is not the same."


def _member(ours: object, theirs: object) -> str:
    """The path of the first member in which two entries differ."""
    path = []
    while isinstance(ours, dict) and isinstance(theirs, dict):
        both = {**ours, **theirs}
        name = next((name for name in both if ours.get(name) != theirs.get(name)), "its spelling")
        path.append(printable(name))
        ours, theirs = ours.get(name), theirs.get(name)
    return ".".join(path)
