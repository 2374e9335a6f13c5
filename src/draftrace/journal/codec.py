"""The bytes of an act and the hashes of act and entry: the record's format, fixed for good.

An act is canonical JSON by RFC 8785: members sorted, no white space, the shortest escapes;
strings in NFC, no floats, integers within 2**53 - 1. Its hash is the SHA-256 of those bytes.
An entry's hash is the SHA-256 of four lines of ASCII, joined by line feeds with none behind the
last: previous hash (64 hex digits), position (decimal), recorded, the act's hash (64 hex digits).
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
from draftrace.journal import Head, Row
from draftrace.room.record import Act, Entry

LARGEST_INTEGER = 2**53 - 1
"""RFC 8785 keeps JSON numbers to what every reader holds exactly."""

ACT_VERSIONS: dict[str, int] = {}
"""The newest version known of each kind of act; a kind not named here is at version 1."""

_ENCODER = msgspec.json.Encoder(order="sorted")
_DECODER = msgspec.json.Decoder(Act)
_BUILTINS = msgspec.json.Decoder()
_LONG_NUMBER = re.compile(rb"[\[:,]-?\d{16}")


class UnknownAct(JournalError):
    """An act of a kind, version or shape this program does not know: written by a newer one."""


def canonical(act: Act) -> bytes:
    """The act's one spelling in bytes. Raises ``JournalError`` when it has none: a lone
    surrogate, or an integer outside what JSON carries exactly.
    """
    try:
        encoded = _ENCODER.encode(act)
    except UnicodeEncodeError as error:
        message = f"Act {act.id} holds a character that is no Unicode text: {error.reason}."
        raise JournalError(message, "Remove the character and try again.") from error
    except OverflowError as error:
        raise _inexact(act) from error
    if _LONG_NUMBER.search(encoded) and _largest(_BUILTINS.decode(encoded)) > LARGEST_INTEGER:
        raise _inexact(act)
    if encoded.isascii() or unicodedata.is_normalized("NFC", encoded.decode()):
        return encoded
    return _ENCODER.encode(_nfc(_BUILTINS.decode(encoded)))


def decode(encoded: bytes) -> Act:
    """The act in these bytes. Raises ``UnknownAct`` when a newer program wrote it,
    ``JournalError`` when it is no act at all.
    """
    try:
        act = _DECODER.decode(encoded)
    except msgspec.ValidationError as error:
        raise UnknownAct(
            f"This version of draftrace does not know such an act: {error}.",
            "It was probably written by a newer version: update draftrace.",
        ) from error
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise JournalError(f"It holds no readable act: {error}.") from error
    if act.version != 1:
        _refuse_newer(act)
    return act


def settled(acts: Sequence[Act]) -> list[tuple[Act, bytes]]:
    """Each act as it will be read back, with its canonical bytes.

    Structures are not checked when they are made, so a wrong one is found here, before it
    stands in a record from which nothing can be taken out again.
    """
    pairs = []
    for act in acts:
        encoded = canonical(act)
        pairs.append((decode(encoded), encoded))
    return pairs


def act_hash(encoded: bytes) -> str:
    """The act's own hash, in hex."""
    return sha256(encoded).hexdigest()


def entry_hash(previous: str, position: int, recorded: str, act: str) -> str:
    """The entry's hash, in hex, from the hash before it and its act's hash."""
    return sha256(f"{previous}\n{position}\n{recorded}\n{act}".encode()).hexdigest()


def chained(
    acts: Sequence[tuple[Act, bytes]], head: Head, recorded: str
) -> Iterator[tuple[Entry, Row]]:
    """The entries, and the rows to store, that put settled ``acts`` behind ``head``."""
    previous = head.hash
    for position, (act, encoded) in enumerate(acts, head.position + 1):
        own = entry_hash(previous, position, recorded, act_hash(encoded))
        row = (position, recorded.encode(), act.id.encode(), encoded, own.encode())
        yield (
            Entry(position=position, recorded=recorded, act=act, previous=previous, hash=own),
            row,
        )
        previous = own


def utc_now() -> str:
    """The time as entries state it: ``2008-11-03T10:12:00Z``."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _refuse_newer(act: Act) -> None:
    kind = str(act.payload.__struct_config__.tag)
    known = ACT_VERSIONS.get(kind, 1)
    if not 1 <= act.version <= known:
        raise UnknownAct(
            f'Act {act.id} is version {act.version} of "{kind}"; this draftrace knows {known}.',
            "It was written by a newer version: update draftrace.",
        )


def _inexact(act: Act) -> JournalError:
    return JournalError(f"Act {act.id} holds a number too large to be kept exactly.")


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
