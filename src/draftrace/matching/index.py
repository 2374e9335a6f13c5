"""What is kept in ``.draftrace/`` so that nothing is computed twice: all of it can be deleted."""

from __future__ import annotations

import hashlib
import os
import sqlite3
from contextlib import closing, contextmanager
from tempfile import TemporaryFile
from typing import TYPE_CHECKING, Final
from zipfile import BadZipFile

import msgspec
import numpy as np

from draftrace.matching import indexing, lexical
from draftrace.matching.settings import ModelUnavailable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from draftrace.matching.embeddings import Vectors

_VERSION: Final = "5"
_ASKED_AT_ONCE: Final = 500
_PATIENCE: Final = 1.0  # seconds
_SCHEMA: Final = (
    "CREATE TABLE IF NOT EXISTS vectors (model TEXT, wording BLOB, vector BLOB,"
    " UNIQUE (model, wording))"
)


def wording_hash(wording: str) -> bytes:
    """Names a wording among the vectors."""
    return hashlib.blake2b(wording.encode(), digest_size=16).digest()


class VectorStore:
    """Vectors by model and wording, in one SQLite file; several processes may share it."""

    def __init__(self, file: Path) -> None:
        """A file that is not a store of vectors is begun afresh: it is derived."""
        self._file = file
        file.parent.mkdir(parents=True, exist_ok=True)
        try:
            self._begin()
        except sqlite3.DatabaseError:
            file.unlink()
            self._begin()

    def _begin(self) -> None:
        with self._open() as database:
            database.execute("PRAGMA journal_mode=WAL")
            database.execute(_SCHEMA)

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        try:
            with closing(sqlite3.connect(self._file, timeout=30)) as database, database:
                database.execute("PRAGMA synchronous=OFF")  # what a crash loses is computed again
                yield database
        except sqlite3.OperationalError as refused:
            if refused.sqlite_errorcode != sqlite3.SQLITE_FULL:
                raise
            raise ModelUnavailable(
                "The disk is full: what is compared by meaning cannot be kept.", "Free some space."
            ) from refused

    @contextmanager
    def turn(self) -> Iterator[Callable[[], bool]]:
        """Asks, for a second at most, whether it is ours to encode: one process at a time does, and
        when it ends, be it killed, the next may.

        Held as a lock on a database of its own, which every system gives back at a process's end.
        """
        gate = self._file.with_name("encoding.db")
        with closing(
            sqlite3.connect(gate, timeout=_PATIENCE, isolation_level=None, check_same_thread=False)
        ) as database:

            def ours() -> bool:
                try:
                    database.execute("BEGIN EXCLUSIVE")
                except sqlite3.OperationalError as refused:
                    return refused.sqlite_errorcode != sqlite3.SQLITE_BUSY
                return True

            yield ours

    def count(self, model: str) -> int:
        """How many wordings have a vector."""
        with self._open() as database:
            rows = database.execute("SELECT count(*) FROM vectors WHERE model = ?", (model,))
            return int(rows.fetchone()[0])

    def known(self, model: str) -> set[bytes]:
        """The wordings that have a vector."""
        with self._open() as database:
            rows = database.execute("SELECT wording FROM vectors WHERE model = ?", (model,))
            return {wording for (wording,) in rows}

    def fetch(self, model: str, wordings: Sequence[bytes]) -> dict[bytes, Vectors]:
        """The vectors of those wordings that have one."""
        found: dict[bytes, Vectors] = {}
        with self._open() as database:
            for first in range(0, len(wordings), _ASKED_AT_ONCE):
                some = wordings[first : first + _ASKED_AT_ONCE]
                marks = ",".join("?" * len(some))
                rows = database.execute(
                    f"SELECT wording, vector FROM vectors WHERE model = ? AND wording IN ({marks})",  # noqa: S608 - only question marks are put in
                    (model, *some),
                )
                found.update((wording, np.frombuffer(raw, np.float32)) for wording, raw in rows)
        return found

    def keep(self, model: str, wordings: Sequence[bytes], vectors: Vectors) -> None:
        """Keep one vector per wording."""
        rows = [
            (model, wording, vector.astype(np.float32).tobytes())
            for wording, vector in zip(wordings, vectors, strict=True)
        ]
        with self._open() as database:
            database.executemany("INSERT OR IGNORE INTO vectors VALUES (?, ?, ?)", rows)


def usable(folder: Path | None) -> Path | None:
    """The folder, where something can be kept in it: a workspace may be only readable."""
    if folder is None:
        return None
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with TemporaryFile(dir=folder):
            return folder
    except OSError:
        return None


def lexical_index(wordings: Sequence[str], folder: Path | None) -> lexical.LexicalIndex:
    """The lexical index of the wordings: read where it was kept, else built and kept."""
    if folder is None:
        return indexing.build(wordings)
    file, key = folder / "lexical.npz", _corpus_key(wordings)
    kept = _read(file, key)
    if kept is not None:
        return kept
    built = indexing.build(wordings)
    _write(file, key, built)
    return built


def _corpus_key(wordings: Iterable[str]) -> str:
    seen = hashlib.blake2b(_VERSION.encode(), digest_size=16)
    for wording in wordings:
        seen.update(wording.encode())
        seen.update(b"\0")
    return seen.hexdigest()


_ARRAYS: Final = (
    "starts",
    "families",
    "places",
    "pointers",
    "paragraphs",
    "frequency",
    "pairs",
    "pair_counts",
    "weights",
    "totals",
    "sentences",
    "parted",
)


def _read(file: Path, key: str) -> lexical.LexicalIndex | None:
    try:
        with np.load(file, allow_pickle=False) as kept:
            if str(kept["key"]) != key:
                return None
            spellings = msgspec.json.decode(kept["spellings"].tobytes(), type=dict[str, int])
            names = msgspec.json.decode(kept["names"].tobytes(), type=dict[str, int])
            return lexical.LexicalIndex(spellings, names, **{name: kept[name] for name in _ARRAYS})
    except (OSError, ValueError, KeyError, BadZipFile, EOFError):
        return None


def _write(file: Path, key: str, index: lexical.LexicalIndex) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    fresh = file.with_name(f"{file.name}.{os.getpid()}")
    try:
        with fresh.open("wb") as opened:
            np.savez(
                opened,
                key=np.array(key),
                spellings=np.frombuffer(msgspec.json.encode(index.spellings), np.uint8),
                names=np.frombuffer(msgspec.json.encode(index.names), np.uint8),
                **{name: getattr(index, name) for name in _ARRAYS},
            )
        fresh.replace(file)
    except OSError:  # a full disk: it is built again next time
        fresh.unlink(missing_ok=True)
