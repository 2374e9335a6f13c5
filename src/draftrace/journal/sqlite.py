"""The journal in one SQLite file, shared by every process of the workspace.

WAL, so that reading never waits for writing; ``BEGIN IMMEDIATE``, so that what was read under the
lock is what is written behind; ``synchronous=FULL``, so that what was acknowledged survives.
"""

from __future__ import annotations

import sqlite3
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from draftrace.errors import HeadMoved, JournalError
from draftrace.journal import GENESIS, Fault, Head, Row
from draftrace.journal.codec import (
    UNREADABLE,
    chained,
    decode_act,
    printable,
    refuse_newer,
    settled,
    unreadable,
    utc_now,
)
from draftrace.journal.schema import connect, missing_guards, transaction
from draftrace.journal.verify import checked
from draftrace.room.record import Act, Entry

_PAGE = 256
_POLL = 0.05
_ROWS = """
    SELECT position, recorded, CAST(act AS BLOB), hash
    FROM entries WHERE position > ? ORDER BY position LIMIT ?"""
_ROWS_AS_BYTES = """
    SELECT position, CAST(recorded AS BLOB), CAST(act AS BLOB), CAST(hash AS BLOB)
    FROM entries WHERE position > ? ORDER BY position LIMIT ?"""
_INSERT = """
    INSERT INTO entries (position, recorded, act, hash, id)
    VALUES (?, ?, CAST(? AS TEXT), ?, ?)"""
# The act's own id is the first member of that name in its canonical form. An id with escapes in
# it is suspected wrongly, so whoever asks looks at the act itself.
_PERHAPS_MISNAMED = """
    SELECT position, CAST(id AS BLOB), CAST(act AS BLOB) FROM entries
    WHERE substr(act, instr(act, '"id":"') + 6, length(id) + 1) IS NOT id || '"'
    ORDER BY position"""
_VERIFY = "`draftrace verify` names the first entry that is wrong."
_WORDS = {
    sqlite3.SQLITE_FULL: "the disk is full",
    sqlite3.SQLITE_IOERR: "the disk is full or failing",
    sqlite3.SQLITE_READONLY: "it may only be read here",
    sqlite3.SQLITE_CANTOPEN: "the file or its folder cannot be opened for writing",
    sqlite3.SQLITE_BUSY: "another program holds it",
    sqlite3.SQLITE_CORRUPT: "the file is damaged",
    sqlite3.SQLITE_NOTADB: "the file is damaged or is no journal",
}


class SqliteJournal:
    """The journal at ``path``, created when there is none. Safe to share between threads and
    processes, but not across ``os.fork``. ``clock`` gives the time of recording.

    Raises ``JournalError`` when the file cannot be opened, was written by a newer version, or
    is something else; it is then left as it was.
    """

    def __init__(self, path: Path, clock: Callable[[], str] = utc_now) -> None:
        self.path = path
        self._clock = clock
        self._own = threading.local()
        self._connections: list[sqlite3.Connection] = []
        self._connection()

    def close(self) -> None:
        """Let go of the file. Whoever uses the journal again opens it again."""
        while self._connections:
            self._connections.pop().close()
        self._own = threading.local()

    def append(self, acts: Sequence[Act], after: int) -> tuple[Entry, ...]:
        """See ``Journal.append``."""
        pairs = settled(acts)
        with self._writing(after) as (connection, head):
            written = list(chained(pairs, head, self._clock()))
            connection.executemany(_INSERT, [(*row, entry.act.id) for entry, row in written])
        return tuple(entry for entry, _ in written)

    def read(self, after: int = 0) -> Iterator[Entry]:
        """See ``Journal.read``. Holds no lock between entries."""
        previous = self._hash_at(after)
        for position, recorded, encoded, own in self.rows(after):
            after += 1
            if position != after or not previous:
                raise JournalError(f"The entry at position {after} is missing.", _VERIFY)
            try:
                act = decode_act(encoded)
                if act.version != 1:
                    refuse_newer(act)
            except UNREADABLE as error:
                raise _at(position, unreadable(error)) from error
            except JournalError as error:
                raise _at(position, error) from error
            yield Entry(position=position, recorded=recorded, act=act, previous=previous, hash=own)
            previous = own

    def head(self) -> Head:
        """See ``Journal.head``."""
        with _in_words(self.path, "read"):
            return _head(self._connection())

    def wait(self, after: int, timeout: float) -> int:
        """See ``Journal.wait``. Looks 20 times a second whether anybody wrote to the file."""
        deadline = time.monotonic() + timeout
        seen = None
        position = 0
        with _in_words(self.path, "read"):
            connection = self._connection()
            while True:
                version = connection.execute("PRAGMA data_version").fetchone()
                if version != seen:
                    seen, position = version, _head(connection).position
                remaining = deadline - time.monotonic()
                if position > after or remaining <= 0:
                    return position
                time.sleep(min(_POLL, remaining))

    def rows(self, after: int = 0) -> Iterator[Row]:
        """See ``Stored.rows``."""
        while page := self._page(after):
            yield from page
            after = page[-1][0]
            if len(page) == _PAGE:
                for row in self._streamed(after):
                    yield row
                    after = row[0]

    def restore(self, rows: Iterable[Row], after: int = 0) -> Head:
        """See ``Stored.restore``."""
        with self._writing(after) as (connection, head):
            connection.executemany(_INSERT, ((*row, act.id) for row, act in checked(rows, head)))
            return _head(connection)

    def damage(self) -> Fault | None:
        """See ``Stored.damage``."""
        try:
            with _in_words(self.path, "read"):
                connection = self._connection()
                misnamed = _misnamed(connection)
                (found,) = connection.execute("PRAGMA integrity_check(1)").fetchone()
                lost = missing_guards(connection)
        except JournalError as error:
            return Fault(0, error.message)
        if misnamed:
            return Fault(misnamed, "it is kept under an id that is not its act's.")
        if found != "ok":
            return Fault(0, f"The journal's file is damaged: {printable(found)}.")
        if lost:
            return Fault(0, f"The journal's guards were taken off: {', '.join(lost)}.")
        return None

    def _connection(self) -> sqlite3.Connection:
        connection: sqlite3.Connection | None = getattr(self._own, "connection", None)
        if connection is None:
            with _in_words(self.path, "opened"):
                connection = connect(self.path)
            self._own.connection = connection
            self._connections.append(connection)
        return connection

    @contextmanager
    def _writing(self, after: int) -> Iterator[tuple[sqlite3.Connection, Head]]:
        with _in_words(self.path, "written"):
            connection = self._connection()
            with transaction(connection, "BEGIN IMMEDIATE"):
                head = _head(connection)
                if head.position != after:
                    raise HeadMoved(f"The journal ends at {head.position}, not at {after}.")
                yield connection, head

    def _streamed(self, after: int) -> Iterator[Row]:
        """A long way of rows, fast because each takes the memory of the one before.

        On a connection of its own: a cursor left standing would show the thread's other calls
        the journal as it was when the cursor began. Ends early where a page must be asked.
        """
        with closing(connect(self.path)) as connection, suppress(sqlite3.DatabaseError):
            yield from connection.execute(_ROWS, (after, -1))

    def _page(self, after: int) -> list[Row]:
        with _in_words(self.path, "read"):
            connection = self._connection()
            try:
                return connection.execute(_ROWS, (after, _PAGE)).fetchall()
            except sqlite3.OperationalError:
                # Bytes that are no text: reading goes on, and the hash tells where they stand.
                rows = connection.execute(_ROWS_AS_BYTES, (after, _PAGE))
                return [
                    (position, recorded.decode(errors="replace"), act, own.decode(errors="replace"))
                    for position, recorded, act, own in rows
                ]

    def _hash_at(self, position: int) -> str:
        if position == 0:
            return GENESIS
        with _in_words(self.path, "read"):
            found = self._connection().execute(
                "SELECT hash FROM entries WHERE position = ?", (position,)
            )
            row = found.fetchone()
        return str(row[0]) if row else ""


def _head(connection: sqlite3.Connection) -> Head:
    last = connection.execute("SELECT position, hash FROM entries ORDER BY position DESC LIMIT 1")
    row = last.fetchone()
    return Head(row[0], row[1]) if row else Head()


def _misnamed(connection: sqlite3.Connection) -> int:
    """The first entry whose id is not its act's; 0 when there is none."""
    for position, identifier, encoded in connection.execute(_PERHAPS_MISNAMED):
        if decode_act(encoded).id.encode() != identifier:
            return int(position)
    return 0


def _at(position: int, error: JournalError) -> JournalError:
    return type(error)(f"Entry {position}: {error.message}", error.hint, exit_code=error.exit_code)


@contextmanager
def _in_words(path: Path, what: str) -> Iterator[None]:
    """Say what SQLite's refusal means for the journal; nothing was changed by it."""
    try:
        yield
    except sqlite3.IntegrityError as error:
        raise JournalError(str(error), "Nothing was recorded.") from error
    except sqlite3.Error as error:
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF
        reason = _WORDS.get(code) or printable(str(error))
        raise JournalError(
            f"The journal {path} cannot be {what}: {reason}.", "Nothing was changed."
        ) from error
