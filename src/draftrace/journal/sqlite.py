"""The journal in one SQLite file, shared by every process of the workspace.

WAL, so that reading never waits for writing; ``BEGIN IMMEDIATE``, so that what was read under the
lock is what is written behind; ``synchronous=FULL``, so that what was acknowledged survives.
"""

from __future__ import annotations

import sqlite3
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import msgspec

from draftrace.errors import HeadMoved, JournalError, way
from draftrace.journal import Fault, Head
from draftrace.journal.codec import (
    UNREADABLE,
    chained,
    decode_entry,
    link,
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
_PAGE_OF_LINES = """
    SELECT position, CAST(entry AS BLOB) FROM entries
    WHERE position > ? ORDER BY position LIMIT ?"""
_INSERT = "INSERT INTO entries (position, id, entry) VALUES (?, ?, CAST(? AS TEXT))"
# In an entry's line the first member called id is the act's, and the last called position the
# entry's. A line with escapes in its id is suspected wrongly, so whoever asks looks for himself.
_PERHAPS_MISPLACED = """
    SELECT position, CAST(id AS BLOB), CAST(entry AS BLOB) FROM entries
    WHERE substr(entry, instr(entry, '"id":"') + 6, length(id) + 1) IS NOT id || '"'
    OR instr(substr(CAST(entry AS BLOB), -220),
             CAST('","position":' || position || ',"' AS BLOB)) = 0
    ORDER BY position"""
_VERIFY = way("{} names the first entry that is wrong.", "verify", "record.verify")
_WORDS = {
    sqlite3.SQLITE_FULL: "the disk is full",
    sqlite3.SQLITE_IOERR: "the disk is full or failing",
    sqlite3.SQLITE_READONLY: "it may only be read here, or the disk is full",
    sqlite3.SQLITE_CANTOPEN: "the file or its folder cannot be opened for writing",
    sqlite3.SQLITE_BUSY: "another program holds it",
    sqlite3.SQLITE_CORRUPT: "the file is damaged",
    sqlite3.SQLITE_NOTADB: "the file is damaged or is no journal",
}


class _Identified(msgspec.Struct):
    id: str


class _Place(msgspec.Struct):
    act: _Identified
    position: int


_PLACES = msgspec.json.Decoder(_Place)


class SqliteJournal:
    """The journal at ``path``, created when there is none. Safe to share between threads and
    processes, but not across ``os.fork``. ``clock`` gives the time of recording.

    Raises ``JournalError`` when the file cannot be opened, was written by a newer version, or
    is something else; it is then left as it was.
    """

    def __init__(self, path: Path, clock: Callable[[], str] = utc_now) -> None:
        self.path = path
        self._clock = clock
        self.reading: Callable[[int], object] | None = None
        """Told how far reading has come, by position, page by page, and 0 at its end."""
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
            rows = [(entry.position, entry.act.id, line) for entry, line in written]
            connection.executemany(_INSERT, rows)
        return tuple(entry for entry, _ in written)

    def read(self, after: int = 0) -> Iterator[Entry]:
        """See ``Journal.read``. Holds no lock between entries."""
        for page in self._pages(after):
            for _, line in page:
                after += 1
                try:
                    entry = decode_entry(line)
                    if entry.act.version != 1:
                        refuse_newer(entry.act)
                except UNREADABLE as error:
                    raise _at(after, unreadable(error)) from error
                except JournalError as error:
                    raise _at(after, error) from error
                if entry.position != after:
                    raise JournalError(f"Entry {after} is missing or out of its place.", _VERIFY)
                yield entry

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

    def lines(self, after: int = 0) -> Iterator[bytes]:
        """See ``Stored.lines``."""
        for page in self._pages(after):
            for _, line in page:
                yield line

    def restore(self, lines: Iterable[bytes], after: int = 0) -> Head:
        """See ``Stored.restore``."""
        with self._writing(after) as (connection, head):
            rows = ((entry.position, entry.act.id, line) for line, entry in checked(lines, head))
            connection.executemany(_INSERT, rows)
            return _head(connection)

    def damage(self) -> Fault | None:
        """See ``Stored.damage``."""
        try:
            with _in_words(self.path, "read"):
                connection = self._connection()
                misplaced = _misplaced(connection)
                (found,) = connection.execute("PRAGMA integrity_check(1)").fetchone()
                lost = missing_guards(connection)
        except JournalError as error:
            return Fault(0, error.message)
        if misplaced:
            return Fault(misplaced, "it is kept under a position or an id that is not its own.")
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

    def _pages(self, after: int) -> Iterator[list[tuple[int, bytes]]]:
        told = self.reading or _untold
        try:
            while page := self._page(after):
                yield page
                after = page[-1][0]
                told(after)
        finally:
            told(0)

    def _page(self, after: int) -> list[tuple[int, bytes]]:
        with _in_words(self.path, "read"):
            return self._connection().execute(_PAGE_OF_LINES, (after, _PAGE)).fetchall()


def _untold(position: int) -> None:
    del position


def _head(connection: sqlite3.Connection) -> Head:
    last = connection.execute(
        "SELECT position, CAST(entry AS BLOB) FROM entries ORDER BY position DESC LIMIT 1"
    ).fetchone()
    if not last:
        return Head()
    try:
        return link(last[1])
    except UNREADABLE as error:
        raise JournalError(f"Entry {last[0]}, the last, is not readable.", _VERIFY) from error


def _misplaced(connection: sqlite3.Connection) -> int:
    """The first entry kept under a position or id that is not its own; 0 when there is none."""
    for position, identifier, line in connection.execute(_PERHAPS_MISPLACED):
        try:
            place = _PLACES.decode(line)
        except UNREADABLE:
            return int(position)
        if place.position != position or place.act.id.encode() != identifier:
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
