"""What was a proposal when it was made, told beside the marks of a text?

Marks tell what became of words. Where several decisions met, or the rules of a room leave a file
that is received no form for it, they do not give a proposal back: its original does.
"""

from __future__ import annotations

from typing import Literal

import msgspec

from draftrace.room.entities import Proposal
from draftrace.text.documents import Kind

Hand = tuple[str, str]
"""An act, by the party and its moment (UTC)."""
NOBODY: Hand = ("", "")
Asks = Literal[
    "wording",
    "alternative",
    "deletion",
    "insertion",
    "move",
    "split",
    "merge",
    "amendment",
]


WORDLESS = ("deletion", "move")
"""The kinds of proposals without words of their own."""


class Original(msgspec.Struct, frozen=True, kw_only=True):
    """A proposal of a ``hand``, as it asked for it: of what stands at an address (``of``) of the
    base, or else of what the act ``upon`` brought in; an amendment changes what the act ``upon``
    asked for, of what that divides the ``piece`` alone (counted from 1). It takes in what stands
    at the addresses ``merged`` and what the acts ``members`` brought in, and goes behind an
    address or what the act ``beside`` brought in; what it brings in is of a ``kind`` and ``level``.
    ``cites`` gives the fingerprints of the notes that the wording cites and the base has not,
    ``on`` those of the paragraphs and notes with its changes: who receives the file believes it
    only where these stand as they were written."""

    hand: Hand
    asks: Asks
    on: tuple[str, ...]
    wording: str = ""
    of: str = ""
    upon: Hand = NOBODY
    piece: int = 0
    merged: tuple[str, ...] = ()
    members: tuple[Hand, ...] = ()
    behind: str = ""
    beside: Hand = NOBODY
    kind: Kind | Literal[""] = ""
    level: int = 0
    cites: tuple[tuple[str, str], ...] = ()


def hand_of(proposal: Proposal) -> Hand:
    """The act that made a proposal."""
    return proposal.stamp.speaker, proposal.stamp.happened
