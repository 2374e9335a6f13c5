"""An act as it is kept, and an entry: an act at its place in the chain."""

from __future__ import annotations

import msgspec

from draftrace.room.acts.payloads import Payload

FORMAT = 1
"""The record's format. A reader refuses a higher one, untouched."""


class Attachment(msgspec.Struct, frozen=True, kw_only=True):
    """A file attached by hash; the file itself may be absent."""

    name: str
    sha256: str


class Act(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What somebody did. ``id`` is a UUIDv7; ``happened`` UTC, ``2008-11-03T10:12:00Z``.

    ``by`` is the party whose act it is, ``behalf`` the group it speaks for, ``recorder`` who
    typed it. ``version`` is the version of the act's kind. Signed or carried offline, an act
    can be appended elsewhere unchanged: it knows no position.
    """

    id: str
    happened: str
    by: str
    recorder: str
    payload: Payload
    version: int
    behalf: str = ""
    meeting: str = ""
    attachments: tuple[Attachment, ...] = ()


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """An act at its place: ``position`` counts from 1, ``recorded`` is UTC, ``previous`` and
    ``hash`` are SHA-256 in hex; the hash covers previous, position, recorded and the act's own
    hash. The first entry's previous is 64 zeros."""

    position: int
    recorded: str
    act: Act
    previous: str
    hash: str
