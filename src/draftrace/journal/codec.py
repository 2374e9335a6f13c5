"""The bytes and hashes of acts and entries: the record's format, fixed for good.

An act is canonical JSON by RFC 8785: members sorted, no white space, the shortest escapes;
strings in NFC, no floats, integers within 2**53 - 1. Its hash is the SHA-256 of those bytes.
An entry's hash is the SHA-256 of four lines of ASCII, joined by line feeds with none behind the
last: previous hash (64 hex digits), position (decimal), recorded, the act's hash (64 hex digits).
An entry is kept as its line: canonical JSON of act, hash, position, previous and recorded.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

import msgspec

from draftrace.errors import JournalError
from draftrace.journal import Head
from draftrace.room.record import Act, Entry

LARGEST_INTEGER = 2**53 - 1
"""RFC 8785 keeps JSON numbers to what every reader holds exactly."""

ACT_VERSIONS: dict[str, int] = {}
"""The newest version known of each kind of act; a kind not named here is at version 1."""

UNREADABLE = (msgspec.MsgspecError, UnicodeDecodeError, RecursionError)
"""What decoding raises for bytes that are not what they should be."""

encode = msgspec.json.Encoder(order="sorted").encode
"""Sorted JSON, which ``canonical`` makes of an act's."""

decode_entry = msgspec.json.Decoder(Entry).decode
"""An entry's line decoded without a word on what failed (``UNREADABLE``), for loops in which one
call more would be felt. ``refuse_newer`` an act whose version is not 1; ``readable`` does both."""

link = msgspec.json.Decoder(Head).decode
"""Position and hash of an entry, from its line."""

_LINE_START = b'{"act":'
_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
_ACTS = msgspec.json.Decoder(Act)
_BUILTINS = msgspec.json.Decoder()
_DIGITS_ALIKE = bytes.maketrans(b"123456789", b"0" * 9)
_MANY_DIGITS = b"0" * 16


class UnknownAct(JournalError):
    """An act of a kind, version or shape this program does not know: written by a newer one."""


def canonical(act: Act) -> bytes:
    """The act's one spelling in bytes.

    Raises ``JournalError`` when it has none: a lone surrogate, or an integer outside what JSON
    carries exactly.
    """
    encoded = _encoded(act)
    if _MANY_DIGITS in encoded.translate(_DIGITS_ALIKE) and _has_inexact_number(encoded):
        raise _inexact(act)
    if encoded.isascii() or unicodedata.is_normalized("NFC", encoded.decode()):
        return encoded
    return encode(_nfc(_BUILTINS.decode(encoded)))


def settled(acts: Sequence[Act]) -> list[tuple[Act, bytes]]:
    """Each act as it will be read back, with its canonical bytes.

    Structures are not checked when they are made, so a wrong one is found here, before it
    stands in a record from which nothing can be taken out again; and a list where a tuple
    belongs is made one, since an empty list is written where an empty tuple is left out.
    """
    pairs = []
    for act in acts:
        encoded = _encoded(act)
        tidy = decode_act(encoded)
        spelled = canonical(tidy)
        pairs.append((tidy if spelled == encoded else decode_act(spelled), spelled))
    return pairs


def decode_act(encoded: bytes) -> Act:
    """The act in these bytes. Raises ``UnknownAct`` when a newer program wrote it,
    ``JournalError`` when it is no act at all.
    """
    try:
        act = _ACTS.decode(encoded)
    except UNREADABLE as error:
        raise unreadable(error) from error
    if act.version != 1:
        refuse_newer(act)
    return act


def readable(line: bytes) -> Entry:
    """The entry in this line, with the errors of ``decode_act``."""
    try:
        entry = decode_entry(line)
    except UNREADABLE as error:
        raise unreadable(error) from error
    if entry.act.version != 1:
        refuse_newer(entry.act)
    return entry


def unreadable(error: Exception) -> JournalError:
    """What one of ``UNREADABLE`` means."""
    if isinstance(error, msgspec.ValidationError):
        return UnknownAct(
            f"This version of draftrace does not know such an act: {printable(str(error))}.",
            "It was probably written by a newer version: update draftrace.",
        )
    return JournalError(f"It holds no readable act: {printable(str(error))}.")


def refuse_newer(act: Act) -> None:
    """Raise ``UnknownAct`` unless this version of the act's kind is known; 1 always is, so that
    whoever is in haste asks for others only.
    """
    kind = str(act.payload.__struct_config__.tag)
    known = ACT_VERSIONS.get(kind, 1)
    if not 1 <= act.version <= known:
        raise UnknownAct(
            f"Act {printable(act.id)} is version {act.version} of its kind, {kind};"
            f" this draftrace knows {known}.",
            "It was written by a newer version: update draftrace.",
        )


def act_hash(encoded: bytes) -> str:
    """The act's own hash, in hex."""
    return sha256(encoded).hexdigest()


def entry_hash(previous: str, position: int, recorded: str, act: str) -> str:
    """The entry's hash, in hex, from the hash before it and its act's hash."""
    return sha256(f"{previous}\n{position}\n{recorded}\n{act}".encode()).hexdigest()


def line_end(entry: Entry) -> bytes:
    """What stands in the entry's line behind its act."""
    return (
        f',"hash":"{entry.hash}","position":{entry.position}'
        f',"previous":"{entry.previous}","recorded":"{entry.recorded}"}}'
    ).encode()


def act_bytes(line: bytes, entry: Entry) -> bytes:
    """The act's bytes as they stand in the line; nonsense where the line is not canonical."""
    return line[len(_LINE_START) : -len(line_end(entry))]


def chained(
    acts: Sequence[tuple[Act, bytes]], head: Head, recorded: str
) -> Iterator[tuple[Entry, bytes]]:
    """The entries, with their lines, that put settled ``acts`` behind ``head``."""
    if not _TIME.fullmatch(recorded):
        raise JournalError(f"{printable(recorded)} is not a time: write 2008-11-03T10:12:00Z.")
    previous = head.hash
    for position, (act, encoded) in enumerate(acts, head.position + 1):
        own = entry_hash(previous, position, recorded, act_hash(encoded))
        entry = Entry(position=position, recorded=recorded, act=act, previous=previous, hash=own)
        yield entry, _LINE_START + encoded + line_end(entry)
        previous = own


def printable(text: str) -> str:
    """``text`` without what a terminal would obey: messages quote what stood in a file."""
    return "".join(sign if sign.isprintable() else "\N{REPLACEMENT CHARACTER}" for sign in text)


def utc_now() -> str:
    """The time as entries state it: ``2008-11-03T10:12:00Z``."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _encoded(act: Act) -> bytes:
    try:
        return encode(act)
    except UnicodeEncodeError as error:
        message = f"Act {printable(act.id)} holds a character that is no Unicode text."
        raise JournalError(message, "Remove the character and try again.") from error


def _has_inexact_number(encoded: bytes) -> bool:
    """Sure, but slow: most long runs of digits stand in wordings."""
    return _largest(_BUILTINS.decode(encoded)) > LARGEST_INTEGER


def _inexact(act: Act) -> JournalError:
    message = f"Act {printable(act.id)} holds a number too large to be kept exactly."
    return JournalError(message)


def _largest(value: Any) -> int:
    """The largest magnitude of any number in it."""
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        return max(map(_largest, value), default=0)
    return abs(value) if isinstance(value, int) else 0


def _nfc(value: Any) -> Any:
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value)
    if isinstance(value, dict):
        return {name: _nfc(part) for name, part in value.items()}
    if isinstance(value, list):
        return [_nfc(part) for part in value]
    return value
