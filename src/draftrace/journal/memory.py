"""A journal in memory: the reference every engine is held against, and what tests fold from."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from threading import Condition

from draftrace.errors import HeadMoved, JournalError
from draftrace.journal import Head
from draftrace.journal.codec import chained, settled, utc_now
from draftrace.journal.verify import checked
from draftrace.room.record import Act, Entry


class MemoryJournal:
    """Keeps entries as long as the process lives. Safe to share between threads.

    ``clock`` gives the time at which an entry is recorded.
    """

    def __init__(self, clock: Callable[[], str] = utc_now) -> None:
        self._clock = clock
        self._lines: list[bytes] = []
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

    def lines(self, after: int = 0) -> Iterator[bytes]:
        """See ``Stored.lines``."""
        while after < len(self._lines):
            yield self._lines[after]
            after += 1

    def restore(self, lines: Iterable[bytes], after: int = 0) -> Head:
        """See ``Stored.restore``."""
        with self._changed:
            head = self._expect(after)
            self._keep([(entry, line) for line, entry in checked(lines, head)])
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

    def _keep(self, written: Sequence[tuple[Entry, bytes]]) -> None:
        ids = {entry.act.id for entry, _ in written}
        if len(ids) < len(written) or not ids.isdisjoint(self._ids):
            raise JournalError("An act with this id stands in the journal already.")
        self._ids.update(ids)
        self._lines.extend(line for _, line in written)
        self._entries.extend(entry for entry, _ in written)
        self._changed.notify_all()
