"""The histories in a snapshot's file: a table for each kind, a row for each history.

A row is found by its key and holds the history as MessagePack, packed where that is worth it, and
a checksum of both. ``place`` keeps the order in which the keys came.
"""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, TypeVar, get_args

import msgspec

from draftrace.room.laid_over import Kept, LaidOver
from draftrace.room.state import Past

_Value = TypeVar("_Value")

KINDS: dict[str, Any] = {
    field.name: get_args(field.type)[-1] for field in msgspec.structs.fields(Past)
}
"""What one row of each table holds; the tables are named as the histories are in ``Past``."""

DAMAGED = (sqlite3.Error, zlib.error, msgspec.MsgspecError, UnicodeDecodeError, ValueError)
"""What reading raises where a snapshot's file is not what it should be."""

_WORTH = 512
_PAGE = 256
_TABLE = """
    CREATE TABLE IF NOT EXISTS {} (
        place INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE,
        packed INTEGER NOT NULL, checksum INTEGER NOT NULL, value BLOB NOT NULL)"""
_TAKE = "DELETE FROM {} WHERE key = ?"
_EMPTY = "DELETE FROM {}"
_PUT = """
    INSERT INTO {} (key, packed, checksum, value) VALUES (?, ?, ?, ?)
    ON CONFLICT (key) DO UPDATE
    SET packed = excluded.packed, checksum = excluded.checksum, value = excluded.value"""


class Histories(Kept[_Value]):
    """One table of a snapshot. Where it turns out damaged, ``again`` folds what stood there."""

    def __init__(
        self, connection: sqlite3.Connection, name: str, again: Callable[[], Past]
    ) -> None:
        self._connection = connection
        self._name = name
        self._decode = msgspec.msgpack.Decoder(KINDS[name]).decode
        self._again = again

    def __getitem__(self, key: str) -> _Value:
        try:
            row = self._asked("SELECT packed, checksum, value FROM {} WHERE key = ?", key)
            if row:
                value: _Value = self._decode(_unpacked(key, *row[0]))
                return value
        except DAMAGED:
            return self._folded()[key]
        raise KeyError(key)

    def __contains__(self, key: object) -> bool:
        try:
            return bool(self._asked("SELECT 1 FROM {} WHERE key = ?", key))
        except DAMAGED:
            return key in self._folded()

    def __iter__(self) -> Iterator[str]:
        try:
            keys = [key for (key,) in self._asked("SELECT key FROM {} ORDER BY place")]
        except DAMAGED:
            keys = list(self._folded())
        return iter(keys)

    def __reversed__(self) -> Iterator[str]:
        try:
            yield from self._from_the_last()
        except DAMAGED:
            yield from reversed(list(self._folded()))

    def pairs(self) -> Iterator[tuple[str, _Value]]:
        """See ``Kept.pairs``."""
        given = 0
        try:
            for key, *row in self._rows():
                yield key, self._decode(_unpacked(key, *row))
                given += 1
        except DAMAGED:
            yield from islice(self._folded().items(), given, None)

    def __len__(self) -> int:
        try:
            ((count,),) = self._asked("SELECT count(*) FROM {}")
            return int(count)
        except DAMAGED:
            return len(self._folded())

    def _asked(self, question: str, *values: object) -> list[Any]:
        return self._connection.execute(question.format(self._name), values).fetchall()

    def _rows(self) -> Iterator[list[Any]]:
        question = (
            "SELECT place, key, packed, checksum, value FROM {} WHERE place > ? "
            "ORDER BY place LIMIT ?"
        )
        after = 0
        while page := self._asked(question, after, _PAGE):
            yield from (row for _, *row in page)
            after = page[-1][0]

    def _from_the_last(self) -> Iterator[str]:
        question = "SELECT place, key FROM {} WHERE place < ? ORDER BY place DESC LIMIT ?"
        before = 2**62
        while page := self._asked(question, before, _PAGE):
            yield from (key for _, key in page)
            before = page[-1][0]

    def _folded(self) -> Mapping[str, _Value]:
        return by_key(getattr(self._again(), self._name))


def by_key(histories: Mapping[str, _Value] | Sequence[_Value]) -> Mapping[str, _Value]:
    """Histories as a table has them: what is a list in ``Past`` by the number in it, from 0."""
    if isinstance(histories, Mapping):
        return histories
    return {str(number): one for number, one in enumerate(histories)}


def lay_out(connection: sqlite3.Connection) -> None:
    """Make the tables where they are missing."""
    for name in KINDS:
        connection.execute(_TABLE.format(name))


def keep(connection: sqlite3.Connection, past: Past) -> None:
    """Put these histories in the place of those in the file; of histories that rest on a file,
    which holds them as they were or later, only what changed."""
    for name in KINDS:
        histories = getattr(past, name)
        if isinstance(histories, LaidOver):
            gone, since = histories.changes()
            connection.executemany(_TAKE.format(name), ((key,) for key in gone))
        else:
            since = dict(by_key(histories))
            connection.execute(_EMPTY.format(name))
        encode = msgspec.msgpack.Encoder().encode
        rows = ((key, *_packed(key, encode(value))) for key, value in since.items())
        connection.executemany(_PUT.format(name), rows)


def _packed(key: str, plain: bytes) -> tuple[bool, int, bytes]:
    is_worth_it = len(plain) > _WORTH
    return is_worth_it, _checksum(key, plain), zlib.compress(plain, 1) if is_worth_it else plain


def _unpacked(key: str, is_packed: int, checksum: int, value: bytes) -> bytes:
    plain = zlib.decompress(value) if is_packed else value
    if _checksum(key, plain) != checksum:
        raise ValueError(key)
    return plain


def _checksum(key: str, plain: bytes) -> int:
    return zlib.crc32(plain, zlib.crc32(key.encode()))
