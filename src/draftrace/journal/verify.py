"""Is this journal whole? Names the first entry that is wrong, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from hashlib import sha256

from draftrace.errors import JournalError
from draftrace.journal import Fault, Head, Row, Stored
from draftrace.journal.codec import (
    UNREADABLE,
    act_hash,
    decode_act,
    entry_hash,
    refuse_newer,
    unreadable,
)
from draftrace.room.record import Act


class Broken(JournalError):
    """Entries that do not form a whole chain; ``fault`` says where."""

    def __init__(self, fault: Fault, hint: str = "") -> None:
        super().__init__(f"Entry {fault.position}: {fault.what}", hint)
        self.fault = fault


def verify(journal: Stored) -> Fault | None:
    """The first fault, every entry being read from the first; None when the journal is whole."""
    position = 0
    try:
        for row, _ in checked(journal.rows()):
            position = row[0]
    except Broken as broken:
        return broken.fault
    except JournalError as error:
        return Fault(position + 1, error.message)
    return journal.damage()


def checked(rows: Iterable[Row], head: Head | None = None) -> Iterator[tuple[Row, Act]]:
    """Each row with its act once it is known to continue the chain behind ``head``.

    Raises ``Broken`` at the first that does not: a gap, a hash that does not fit, an act that
    cannot be read. Hashes are computed over the bytes as stored, so any changed byte shows.
    That no id stands twice is the engine's promise.
    """
    head = head or Head()
    previous, expected = head.hash, head.position
    following = iter(rows)
    for row in following:
        expected += 1
        position, recorded, encoded, own = row
        # As codec.entry_hash, without the calls: this loop sets the pace of verifying.
        said = f"{previous}\n{position}\n{recorded}\n{sha256(encoded).hexdigest()}"
        if sha256(said.encode()).hexdigest() != own or position != expected:
            raise Broken(_diagnosis(row, expected, said, next(following, None)))
        try:
            act = decode_act(encoded)
            if act.version != 1:
                refuse_newer(act)
        except UNREADABLE as error:
            raise _broken(position, unreadable(error)) from error
        except JournalError as error:
            raise _broken(position, error) from error
        previous = own
        yield row, act


def _broken(position: int, error: JournalError) -> Broken:
    return Broken(Fault(position, error.message), error.hint)


def _diagnosis(row: Row, expected: int, said: str, after: Row | None) -> Fault:
    """A gap, or which was changed: what the entry says, or its hash. The next entry tells, for
    it was chained to the hash as it was.
    """
    if row[0] != expected:
        return Fault(expected, f"it is missing; the next one found is {row[0]}.")
    if after is None:
        return Fault(row[0], "its hash does not fit: it was changed after it was recorded.")
    position, recorded, encoded, own = after
    computed = sha256(said.encode()).hexdigest()
    if entry_hash(computed, position, recorded, act_hash(encoded)) == own:
        return Fault(row[0], "its hash was changed; what it says is what was recorded.")
    return Fault(row[0], "what it says was changed after it was recorded.")
