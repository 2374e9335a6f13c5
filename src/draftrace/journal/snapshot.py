"""A folded state kept beside the journal, so that opening need not fold everything again.

One SQLite file. What every screen needs stands there in one piece; the histories stand beside it
row by row (``histories``) and are read when they are asked for. So opening takes as long after a
hundred thousand acts as after a thousand, an act reads the histories of what it touches, and
saving writes those that changed.

Derived and deletable: a snapshot of another program version, of another journal, or damaged is
the same as none, and a history found damaged later is folded again. A state reads within one
transaction, so it sees what stood there when it was loaded, however far others carry the file.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing, suppress
from functools import cache
from hashlib import sha256
from itertools import islice
from pathlib import Path
from typing import Any

import msgspec

from draftrace.journal import Head, Stored
from draftrace.journal.codec import link
from draftrace.journal.histories import DAMAGED, KINDS, Histories, keep, lay_out
from draftrace.journal.schema import transaction
from draftrace.room.evolve import fold
from draftrace.room.laid_over import LaidOver
from draftrace.room.state import Past, Present, State

_PATIENCE = 2.0
_LABEL = """
    CREATE TABLE IF NOT EXISTS label (
        code TEXT NOT NULL, position INTEGER NOT NULL, hash TEXT NOT NULL,
        sha256 TEXT NOT NULL, present BLOB NOT NULL)"""


class Snapshot:
    """The snapshot at ``path`` of a state folded from ``journal`` by the program version ``code``:
    loaded once, carried on and saved by one process, while others do the same.
    """

    def __init__(self, path: Path, journal: Stored, code: str) -> None:
        self.path = path
        self._journal = journal
        self._code = code
        self._reading: sqlite3.Connection | None = None
        self._base = Head()

    def load(self) -> State | None:
        """The state as it was saved; fold on from there. None where no saved one can be used."""
        if not self.path.is_file():
            return None
        try:
            connection, head = self._opened()
            if not self._is_ours(head):
                return None
            ((hashed, present),) = connection.execute("SELECT sha256, present FROM label")
            if sha256(present).hexdigest() != hashed:
                return None
            now = msgspec.msgpack.decode(present, type=Present)
        except sqlite3.OperationalError:
            return None
        except DAMAGED:
            self._forget()
            return None
        return State(now, self._resting(connection, head))

    def save(self, state: State) -> bool:
        """Keep the state at the journal's head, and read its histories from there. False where
        that can't be written or the record has grown meanwhile, which costs only time.
        """
        head = self._journal.head()
        if head.position != state.now.position or not head.position:
            return False
        try:
            self.path.parent.mkdir(exist_ok=True)
            with closing(_connected(self.path)) as connection:
                connection.execute("PRAGMA journal_mode = WAL")
                with transaction(connection, "BEGIN IMMEDIATE"):
                    if not self._write(connection, head, state):
                        return False
            connection, kept = self._opened()
        except (OSError, *DAMAGED):
            return False
        if kept == head:
            self.close()
            state.hand_over(self._resting(connection, head))
        return True

    def close(self) -> None:
        """Let go of the file; what was loaded from it can be read no longer."""
        if self._reading is not None:
            self._reading.close()
            self._reading = None

    # Reading

    def _opened(self) -> tuple[sqlite3.Connection, Head]:
        """A transaction that reads what is kept, and its head; none where it is another program
        version's."""
        connection = _connected(self.path)
        connection.execute("BEGIN")
        return connection, self._head(connection)

    def _head(self, connection: sqlite3.Connection) -> Head:
        found = connection.execute("SELECT position, hash FROM label WHERE code = ?", (self._code,))
        return Head(*(found.fetchone() or ()))

    def _is_ours(self, head: Head) -> bool:
        """Whether this very entry stands in the journal, which may have grown since."""
        if head.position < 1:
            return False
        line = next(self._journal.lines(head.position - 1), None)
        return line is not None and link(line) == head

    def _resting(self, connection: sqlite3.Connection, head: Head) -> Callable[[], Past]:
        """How to come by the histories as they stand in this transaction."""
        self._reading, self._base = connection, head

        @cache
        def folded() -> Past:
            self._forget()
            return fold(islice(self._journal.read(), head.position)).past

        def past() -> Past:
            kept = {name: Histories[Any](connection, name, folded) for name in KINDS}
            revisions = list(kept.pop("revisions").values())
            return Past(revisions=revisions, **{n: LaidOver(table) for n, table in kept.items()})

        return past

    def _forget(self) -> None:
        """Take the damaged file away, so that a whole one is written."""
        with suppress(OSError):
            for end in ("", "-wal", "-shm"):
                Path(f"{self.path}{end}").unlink(missing_ok=True)

    # Writing

    def _write(self, connection: sqlite3.Connection, head: Head, state: State) -> bool:
        lay_out(connection)
        connection.execute(_LABEL)
        kept = self._head(connection)
        if not self._is_ours(kept):
            kept = Head()
        rests = isinstance(state.past.steps, LaidOver)
        if kept.position > head.position or (rests and kept.position < self._base.position):
            return False
        if rests and kept == head:
            return True  # another process has kept this very state
        keep(connection, state.past)
        present = msgspec.msgpack.encode(state.now)
        hashed = sha256(present).hexdigest()
        connection.execute("DELETE FROM label")
        connection.execute(
            "INSERT INTO label VALUES (?, ?, ?, ?, ?)",
            (self._code, head.position, head.hash, hashed, present),
        )
        return True


def _connected(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(path, timeout=_PATIENCE, isolation_level=None, check_same_thread=False)
