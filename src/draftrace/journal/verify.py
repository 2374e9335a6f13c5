"""Is this journal whole? Names the first entry that is wrong, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from hashlib import sha256

import msgspec

from draftrace.errors import JournalError
from draftrace.journal import Head, Row, Stored
from draftrace.journal.codec import decode
from draftrace.room.record import Act


class Fault(msgspec.Struct, frozen=True):
    """The first thing wrong in a journal: the entry's position, and what, as a sentence."""

    position: int
    what: str


class Broken(JournalError):
    """Entries that do not form a whole chain; ``fault`` says where."""

    def __init__(self, fault: Fault, hint: str = "") -> None:
        super().__init__(f"Entry {fault.position}: {fault.what}", hint)
        self.fault = fault


def verify(journal: Stored) -> Fault | None:
    """The first fault, every entry being read from the first; None when the journal is whole.

    The store's own damage comes after that of the entries, at the position behind the last.
    """
    position = 0
    try:
        for row, _ in checked(journal.rows()):
            position = row[0]
    except Broken as broken:
        return broken.fault
    except JournalError as error:
        return Fault(position + 1, error.message)
    damage = journal.damage()
    return Fault(position + 1, damage) if damage else None


def checked(rows: Iterable[Row], head: Head | None = None) -> Iterator[tuple[Row, Act]]:
    """Each row with its act once it is known to continue the chain behind ``head``.

    Raises ``Broken`` at the first that does not: a gap, a hash that does not fit, an act that
    cannot be read or whose id is not the one it is kept under. Hashes are computed over the
    bytes as stored, so any changed byte shows. That no id stands twice is the engine's promise.
    """
    head = head or Head()
    previous, expected = head.hash.encode(), head.position
    for row in rows:
        expected += 1
        position, recorded, identifier, encoded, own = row
        line = b"%b\n%d\n%b\n%b" % (
            previous,
            position,
            recorded,
            sha256(encoded).hexdigest().encode(),
        )
        if sha256(line).hexdigest().encode() != own or position != expected:
            raise Broken(_diagnosis(row[0], expected))
        try:
            act = decode(encoded)
        except JournalError as error:
            raise Broken(Fault(position, error.message), error.hint) from error
        if act.id.encode() != identifier:
            raise Broken(Fault(position, "it is kept under an id that is not its act's."))
        previous = own
        yield row, act


def _diagnosis(position: int, expected: int) -> Fault:
    if position != expected:
        return Fault(expected, f"it is missing; the next one found is {position}.")
    return Fault(position, "its hash does not fit: it, or its hash, was changed after recording.")
