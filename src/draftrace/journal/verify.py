"""Is this journal whole? Names the first entry that is wrong, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from hashlib import sha256

import msgspec

from draftrace.errors import JournalError
from draftrace.journal import Fault, Head, Stored
from draftrace.journal.codec import UNREADABLE, act_hash, entry_hash, printable, readable
from draftrace.room.record import Entry

_LINE = b'{"act":%b,"hash":"%b","position":%b,"previous":"%b","recorded":"%b"}'
_START = len(b'{"act":')
_END = len(_LINE % (b"", b"0" * 64, b"", b"0" * 64, b"2008-11-03T10:12:00Z")) - _START


class Broken(JournalError):
    """Entries that do not form a whole chain; ``fault`` says where."""

    def __init__(self, fault: Fault, hint: str = "") -> None:
        super().__init__(f"Entry {fault.position}: {fault.what}", hint)
        self.fault = fault


class _Frame(msgspec.Struct, forbid_unknown_fields=True):
    act: msgspec.Raw
    hash: str
    position: int
    previous: str
    recorded: str


_FRAMES = msgspec.json.Decoder(_Frame)


def verify(journal: Stored) -> Fault | None:
    """The first fault, every entry being hashed from the first; None when the journal is whole.

    An act that this version cannot read is no fault of the journal: reading it says so.
    """
    count = 0
    try:
        for _ in unbroken(journal.lines()):
            count += 1
    except Broken as broken:
        return broken.fault
    except JournalError as error:
        return Fault(count + 1, error.message)
    return journal.damage()


def checked(lines: Iterable[bytes], head: Head | None = None) -> Iterator[tuple[bytes, Entry]]:
    """Each entry's line, and the entry, as ``unbroken``; raises ``Broken`` also at the first act
    that cannot be read.
    """
    start = head.position if head else 0
    for position, line in enumerate(unbroken(lines, head), start + 1):
        try:
            entry = readable(line)
        except JournalError as error:
            raise Broken(Fault(position, error.message), error.hint) from error
        yield line, entry


def unbroken(lines: Iterable[bytes], head: Head | None = None) -> Iterator[bytes]:
    """Each entry's line once it is known to continue the chain behind ``head``.

    Raises ``Broken`` at the first that does not: a gap, a hash that does not fit, a line that is
    not its entry's one spelling. Every line is spelled and hashed anew from the act's bytes and
    the hash before it, so any changed byte shows. That no id stands twice is the engine's promise.
    """
    head = head or Head()
    previous, position = head.hash.encode(), head.position
    following = iter(lines)
    for line in following:
        position += 1
        # As codec.entry_hash and codec.line_end, without their calls: this sets the pace.
        count, recorded = b"%d" % position, line[-22:-2]
        act = line[_START : -_END - len(count)]
        said = sha256(act).hexdigest().encode()
        own = sha256(b"%b\n%b\n%b\n%b" % (previous, count, recorded, said)).hexdigest().encode()
        if line != _LINE % (act, own, count, previous, recorded):
            before = Head(position - 1, previous.decode())
            raise Broken(_diagnosis(line, before, next(following, None)))
        previous = own
        yield line


def _diagnosis(line: bytes, before: Head, after: bytes | None) -> Fault:
    """A gap, a stranger, or what was changed; of that the next entry knows, for it names the
    hash as it was.
    """
    position = before.position + 1
    try:
        frame = _FRAMES.decode(line)
    except UNREADABLE as error:
        return Fault(position, f"it is not an entry: {printable(str(error))}.")
    said = act_hash(bytes(frame.act))
    computed = entry_hash(before.hash, position, frame.recorded, said)
    if entry_hash(frame.previous, frame.position, frame.recorded, said) == frame.hash != computed:
        if frame.position > position:
            return Fault(position, f"entry {position} is missing; the next is {frame.position}.")
        return Fault(position, "it does not follow the entry before it.")
    if computed == frame.hash:
        return Fault(position, "its place in the chain was changed; what it says was not.")
    if after is not None and _previous(after) == computed:
        return Fault(position, "its hash was changed; what it says is what was recorded.")
    return Fault(position, "what it says was changed after it was recorded.")


def _previous(line: bytes) -> str:
    try:
        return _FRAMES.decode(line).previous
    except UNREADABLE:
        return ""
