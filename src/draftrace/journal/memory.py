"""A journal in memory: the reference every engine is held against, and what tests fold from."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from threading import Condition

from draftrace.errors import HeadMoved, JournalError
from draftrace.journal import Head, Row
from draftrace.journal.codec import chained, settled, utc_now
from draftrace.journal.verify import checked
from draftrace.room.record import Act, Entry


class MemoryJournal:
    """Keeps entries as long as the process lives. Safe to share between threads.

    ``clock`` gives the time at which an entry is recorded.
    """

    def __init__(self, clock: Callable[[], str] = utc_now) -> None:
        self._clock = clock
        self._rows: list[Row] = []
        self._entries: list[Entry] = []
        self._ids: set[str] = set()
        self._changed = Condition()

    def append(self, acts: Sequence[Act], after: int) -> tuple[Entry, ...]:
        """See ``Journal.append``."""
        pairs = settled(acts)
        with self._changed:
            head = self._expect(after)
            written = list(chained(pairs, head, self._clock()))
            self._keep(written)
        return tuple(entry for entry, _ in written)

    def read(self, after: int = 0) -> Iterator[Entry]:
        """See ``Journal.read``."""
        while after < len(self._entries):
            yield self._entries[after]
            after += 1

    def head(self) -> Head:
        """See ``Journal.head``."""
        with self._changed:
            return self._head()

    def wait(self, after: int, timeout: float) -> int:
        """See ``Journal.wait``."""
        with self._changed:
            self._changed.wait_for(lambda: len(self._entries) > after, timeout)
            return len(self._entries)

    def rows(self, after: int = 0) -> Iterator[Row]:
        """See ``Stored.rows``."""
        while after < len(self._rows):
            yield self._rows[after]
            after += 1

    def restore(self, rows: Iterable[Row], after: int = 0) -> Head:
        """See ``Stored.restore``."""
        with self._changed:
            head = self._expect(after)
            previous = head.hash
            written = []
            for row, act in checked(rows, head):
                position, recorded, _, own = row
                entry = Entry(
                    position=position, recorded=recorded, act=act, previous=previous, hash=own
                )
                written.append((entry, row))
                previous = own
            self._keep(written)
            return self._head()

    def damage(self) -> None:
        """See ``Stored.damage``. Nothing can befall memory."""

    def _head(self) -> Head:
        if not self._entries:
            return Head()
        last = self._entries[-1]
        return Head(last.position, last.hash)

    def _expect(self, after: int) -> Head:
        head = self._head()
        if head.position != after:
            raise HeadMoved(f"The journal ends at {head.position}, not at {after}.")
        return head

    def _keep(self, written: Sequence[tuple[Entry, Row]]) -> None:
        ids = {entry.act.id for entry, _ in written}
        if len(ids) < len(written) or not ids.isdisjoint(self._ids):
            raise JournalError("An act with this id stands in the journal already.")
        self._ids.update(ids)
        self._rows.extend(row for _, row in written)
        self._entries.extend(entry for entry, _ in written)
        self._changed.notify_all()
