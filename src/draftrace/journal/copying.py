"""The whole record as one sealed file, entries not yet sealed included."""

from __future__ import annotations

from itertools import islice

from draftrace.errors import JournalError
from draftrace.journal import GENESIS, Head, Stored
from draftrace.journal.codec import encode
from draftrace.journal.records import Header
from draftrace.journal.verify import Broken, checked
from draftrace.room.record import FORMAT


def copied(journal: Stored, workspace: str, last: int) -> tuple[bytes, Head]:
    """The bytes of a record of every entry up to ``last``, as ``records`` reads it back, and where
    it ends.

    Put into the empty ``sessions/`` of another folder under a record's name, it rebuilds the
    journal hash for hash. Raises ``JournalError`` when the journal is empty or not whole.
    """
    held = list(islice(checked(journal.lines(), Head()), last))
    if not held:
        raise JournalError("Nothing is recorded yet.")
    end = held[-1][1]
    header = Header(
        workspace=workspace, first=1, last=end.position, format=FORMAT, previous=GENESIS
    )
    content = b"".join(line + b"\n" for line in (encode(header), *(line for line, _ in held)))
    return content, Head(end.position, end.hash)


def faults(content: bytes, head: str) -> list[str]:
    """What is wrong with such bytes, read back: the first break of the chain, an act that cannot
    be read, or another end than ``head``, the hash of the last entry."""
    _header, *lines = content.split(b"\n")[:-1]
    try:
        entries = [entry for _line, entry in checked(lines, Head())]
    except Broken as broken:
        return [f"entry {broken.fault.position}: {broken.fault.what}"]
    ended = entries[-1].hash if entries else ""
    return [] if ended == head else [f"the last entry, {head}"]
