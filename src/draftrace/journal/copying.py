"""The whole record as one sealed file, entries not yet sealed included."""

from __future__ import annotations

from draftrace.errors import JournalError
from draftrace.journal import GENESIS, Head, Stored
from draftrace.journal.codec import encode
from draftrace.journal.records import Header
from draftrace.journal.verify import checked
from draftrace.room.record import FORMAT


def copied(journal: Stored, workspace: str) -> tuple[bytes, Head]:
    """The bytes of a record of every entry, as ``records`` reads it back, and where it ends.

    Put into the empty ``sessions/`` of another folder under a record's name, it rebuilds the
    journal hash for hash. Raises ``JournalError`` when the journal is empty or not whole.
    """
    lines = list(checked(journal.lines(), Head()))
    if not lines:
        raise JournalError("Nothing is recorded yet.")
    last = lines[-1][1]
    header = Header(
        workspace=workspace, first=1, last=last.position, format=FORMAT, previous=GENESIS
    )
    content = b"".join(line + b"\n" for line in (encode(header), *(line for line, _ in lines)))
    return content, Head(last.position, last.hash)
