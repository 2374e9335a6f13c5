"""The journal's file: its table, its guards, and whether this program may open it.

The file is refused without being touched when a newer version wrote it or when it is not a
journal. Guards are triggers: SQLite itself refuses UPDATE, DELETE, REPLACE, gaps and ids seen
twice, whichever program asks. REPLACE needs a guard of its own because the rows it deletes fire
no delete trigger unless the connection asked for recursive triggers.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from draftrace.errors import JournalError
from draftrace.room.record import FORMAT

APPLICATION_ID = 0x64724A6C
"""``drJl``, in the file's header: tells a journal from any other SQLite file."""

_HEADER = slice(0, 16), slice(60, 64), slice(68, 72)
_MAGIC = b"SQLite format 3\x00"
_PATIENCE = 30.0
_NO_WRITING = (
    *(sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN),
    *(sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR),
)
"""SQLite lays files beside a journal even to read it: on a full disk it can't."""

_GUARDS = {
    "no_update": """
        CREATE TRIGGER no_update BEFORE UPDATE ON entries BEGIN
            SELECT RAISE(ABORT, 'An entry of the journal cannot be changed.');
        END""",
    "no_delete": """
        CREATE TRIGGER no_delete BEFORE DELETE ON entries BEGIN
            SELECT RAISE(ABORT, 'An entry of the journal cannot be deleted.');
        END""",
    "no_gap_no_repeat": """
        CREATE TRIGGER no_gap_no_repeat BEFORE INSERT ON entries BEGIN
            SELECT CASE
                WHEN NEW.position IS NOT (SELECT coalesce(max(position), 0) + 1 FROM entries)
                THEN RAISE(ABORT, 'An entry stands only behind the last one.')
                WHEN EXISTS (SELECT 1 FROM entries WHERE id = NEW.id)
                THEN RAISE(ABORT, 'An act with this id stands in the journal already.')
            END;
        END""",
}


_OURS: set[tuple[int, int]] = set()
"""Files this process has opened as journals. Closing any other handle of such a file would drop
every lock that POSIX gave this process on it; another process would then take itself for the last
reader and delete the WAL, and with it whatever this one writes afterwards."""


def _identity(path: Path) -> tuple[int, int]:
    try:
        found = path.stat()
    except OSError:
        return 0, 0
    return found.st_dev, found.st_ino


def connect(path: Path) -> sqlite3.Connection:
    """A connection to the journal at ``path``, which is created when there is none. Where the
    file or its folder may only be read, or the disk is full, a connection that only reads.

    Raises ``JournalError`` when the file is a newer version's, is no journal, or cannot be
    opened; ``sqlite3.Error`` for what the caller puts into words.
    """
    if _identity(path) not in _OURS:
        _refuse_foreign_file(path)
    try:
        connection = _opened(path, "mode=rwc")
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode & 0xFF not in _NO_WRITING or not path.is_file():
            raise
        connection = _opened_to_read(path)
    _OURS.add(_identity(path))
    return connection


def _opened_to_read(path: Path) -> sqlite3.Connection:
    """Without the files beside it SQLite reads a journal in WAL only when told that nobody writes;
    where the WAL holds anything it must not be told so, or it would miss that."""
    beside = Path(f"{path}-wal")
    if not beside.exists():
        return _opened(path, "immutable=1")
    try:
        return _opened(path, "mode=ro")
    except sqlite3.OperationalError:
        if beside.stat().st_size:
            raise
        return _opened(path, "immutable=1")


def _opened(path: Path, mode: str) -> sqlite3.Connection:
    connection = sqlite3.connect(
        f"{path.absolute().as_uri()}?{mode}",
        uri=True,
        timeout=_PATIENCE,
        isolation_level=None,
        check_same_thread=False,
    )
    try:
        _prepare(connection, path)
    except BaseException:
        connection.close()
        raise
    return connection


def missing_guards(connection: sqlite3.Connection) -> list[str]:
    """Names of the guards that somebody has taken off or rewritten."""
    found = dict(connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"))
    return [
        name for name, sql in _GUARDS.items() if _squeezed(found.get(name, "")) != _squeezed(sql)
    ]


def _squeezed(sql: str) -> str:
    return " ".join(sql.split())


def _refuse_foreign_file(path: Path) -> None:
    """Judge by the header alone: opening a file with SQLite may already write beside it."""
    try:
        with path.open("rb") as file:
            header = file.read(100)
    except FileNotFoundError:
        return
    except OSError as error:
        raise JournalError(f"The journal {path} cannot be opened: {error.strerror}.") from error
    magic, version, application = (header[part] for part in _HEADER)
    if header and magic != _MAGIC:
        raise _not_a_journal(path)
    _refuse_identity(path, int.from_bytes(application), int.from_bytes(version), blank_is_fine=True)


def _refuse_identity(path: Path, application: int, version: int, *, blank_is_fine: bool) -> None:
    if blank_is_fine and application == version == 0:
        return
    if application != APPLICATION_ID:
        raise _not_a_journal(path)
    if version > FORMAT:
        raise JournalError(
            f"The journal {path} has format {version}; this draftrace knows {FORMAT}.",
            "It was written by a newer version: update draftrace. Nothing was changed.",
        )


def _not_a_journal(path: Path) -> JournalError:
    return JournalError(
        f"{path} is not a draftrace journal.", "Move it away; nothing was changed.", exit_code=3
    )


def _prepare(connection: sqlite3.Connection, path: Path) -> None:
    if _is_blank(connection, path):
        create(connection)
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA wal_autocheckpoint = 256")


def _is_blank(connection: sqlite3.Connection, path: Path) -> bool:
    """Whether this is yet to become a journal; refuses what is not one and never will be."""
    with transaction(connection, "BEGIN"):
        tables = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
        application = connection.execute("PRAGMA application_id").fetchone()[0]
        version = connection.execute("PRAGMA user_version").fetchone()[0]
    _refuse_identity(path, application, version, blank_is_fine=tables == 0)
    return bool(tables == 0)


def create(connection: sqlite3.Connection) -> None:
    """Lay out an empty journal. Of several processes that try at once one does it."""
    # Larger pages are read a fifth faster; the checkpoint keeps the file beside it at 4 MB.
    connection.execute("PRAGMA page_size = 16384")
    _write_ahead(connection)
    with transaction(connection, "BEGIN IMMEDIATE"):
        if not connection.execute("SELECT 1 FROM sqlite_master").fetchone():
            _lay_out(connection)
    # The header must carry the version in the file itself, where older programs look first.
    connection.execute("PRAGMA wal_checkpoint(PASSIVE)")


@contextmanager
def transaction(connection: sqlite3.Connection, begin: str) -> Iterator[None]:
    """Begin with the statement ``begin``; commit, or roll back when anything is raised."""
    connection.execute(begin)
    try:
        yield
        connection.execute("COMMIT")
    finally:
        if connection.in_transaction:
            connection.execute("ROLLBACK")


def _lay_out(connection: sqlite3.Connection) -> None:
    from sqlite_utils import Database

    database = Database(connection, execute_plugins=False)
    columns = {"position": int, "id": str, "entry": str}
    entries = database.table("entries").create(
        columns, pk="position", not_null=set(columns), strict=True
    )
    entries.create_index(["id"], unique=True)
    for guard in _GUARDS.values():
        connection.execute(guard)
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version = {FORMAT}")


def _write_ahead(connection: sqlite3.Connection) -> None:
    """Switch to WAL. SQLite's own patience does not cover this switch when two processes make
    it at once, so it is tried again here.
    """
    deadline = time.monotonic() + _PATIENCE
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            busy = error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY
            if not busy or time.monotonic() > deadline:
                raise
            time.sleep(0.01)
        else:
            return
