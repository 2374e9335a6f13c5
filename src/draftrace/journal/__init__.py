"""The record: an append-only, hash-chained sequence of entries. Nothing above knows the engine.

``codec`` fixes the bytes and hashes, ``memory`` and ``sqlite`` keep them, ``records`` seals
copies as files, ``verify`` says whether a journal is whole, ``snapshot`` saves refolding.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol

import msgspec

from draftrace.room.record import Act, Entry

GENESIS = "0" * 64
"""What stands as ``previous`` in the first entry."""


class Head(msgspec.Struct, frozen=True):
    """Where the journal ends: the last entry's position and hash; 0 and 64 zeros when empty."""

    position: int = 0
    hash: str = GENESIS


class Fault(msgspec.Struct, frozen=True):
    """What is wrong in a journal, as a sentence, and the entry's position; 0 when it is the store
    itself and no single entry.
    """

    position: int
    what: str


class Journal(Protocol):
    """The four calls on which everything above rests. All raise ``JournalError``."""

    def append(self, acts: Sequence[Act], after: int) -> tuple[Entry, ...]:
        """Write ``acts`` behind position ``after``, all of them or none, and return their entries
        as they can be read back: strings in NFC, types checked.

        Raises ``HeadMoved`` when the journal no longer ends at ``after``, ``JournalError`` when
        an act's id stands already, an act cannot be read back, or nothing can be written.
        """
        ...

    def read(self, after: int = 0) -> Iterator[Entry]:
        """Entries behind position ``after``, in order. Decodes; does not verify the hashes."""
        ...

    def head(self) -> Head:
        """The last entry's position and hash."""
        ...

    def wait(self, after: int, timeout: float) -> int:
        """Block until an entry stands behind ``after``, whoever wrote it, or ``timeout`` seconds
        have passed; return the position of the head.
        """
        ...


class Stored(Journal, Protocol):
    """What an engine offers besides, for verifying, sealing and rebuilding: entries as they are
    stored, each as the line of bytes that ``codec`` fixes.
    """

    def lines(self, after: int = 0) -> Iterator[bytes]:
        """The lines of the entries behind ``after``, undecoded and unverified."""
        ...

    def restore(self, lines: Iterable[bytes], after: int = 0) -> Head:
        """Write entries that exist already, hash for hash, behind position ``after``: all of
        them or none. Raises ``HeadMoved`` when the journal does not end there, ``JournalError``
        when they do not continue the chain.
        """
        ...

    def damage(self) -> Fault | None:
        """What is wrong with the store though its chain is whole: a guard taken off, an index
        or a page that does not fit. None when nothing is.
        """
        ...
