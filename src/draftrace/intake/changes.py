"""What a received file asks for, before anybody is asked to record it."""

from __future__ import annotations

from typing import Literal

import msgspec

from draftrace.errors import DraftraceError
from draftrace.exporters.original import NOBODY, Asks, Hand
from draftrace.text.documents import Kind

Asked = Literal[Asks, "revision"]


class Spotted(msgspec.Struct, frozen=True):
    """Where a paragraph comes to stand: behind a provision, or behind another that came in (by
    the number of its paragraph), before the next provision of the file; ids. ``beneath`` is the
    moved provision right before it, on which it may hang. ``kind`` and ``level`` are what its
    label or style says it is, empty where they say nothing."""

    behind: str = ""
    behind_new: int = 0
    next: str = ""
    kind: Kind | Literal[""] = ""
    level: int = 0
    beneath: str = ""


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """One author's change to one provision. ``base`` is what the provision says in the issue the
    file was made from, ``author`` as the file names it (empty: not tracked), ``happened`` UTC or
    empty, ``number`` the paragraph of the file, ``spot`` where it comes to stand. A merge takes
    in the ``merged`` provisions; a split's ``begins`` are the words its further parts begin
    with; an amendment changes what the author ``to`` asks for there, a deletion ``to`` one
    strikes what that brings in, a revision is the author's own later word on it; an inserted
    footnote is the ``note`` of the file, by which wordings of this file cite it as
    ``[^new-…]``. ``act`` tells the acts of one author apart in a file we marked. Of what is
    divided, ``piece`` is the one, counted from 1, that is all it words otherwise. The ``others``
    joined the proposal that it was. One ``told`` whole, by its original, is what its sponsor asked
    for: upon the act of ``to`` at the moment ``upon``, behind what the act ``beside`` inserted,
    a merger also of what the acts ``members`` did. ``shown`` is what a file we marked showed there
    with all our marks taken in, and what the author made of that."""

    kind: Asked
    provision: str
    address: str
    base: str
    wording: str
    author: str
    happened: str
    reason: str
    number: int
    spot: Spotted | None = None
    merged: tuple[str, ...] = ()
    begins: tuple[str, ...] = ()
    to: str = ""
    note: str = ""
    act: str = ""
    piece: int = 0
    others: tuple[str, ...] = ()
    told: bool = False
    upon: str = ""
    beside: Hand = NOBODY
    members: tuple[Hand, ...] = ()
    shown: tuple[str, str] = ("", "")

    @property
    def is_tracked(self) -> bool:
        return bool(self.author)

    def made_on(self, standing: str, wording: str) -> tuple[str, str]:
        """What a wording was written on, and the wording: where the file showed what stands there,
        that is what its author changed."""
        on, made = self.shown
        return self.shown if made and on == standing else (self.base, wording)


ON_NO_CHANGE = "comment on no change"
"""What is left of a comment that gives no reason for anything."""
NEW_NOTE = "new-"
"""Before the file's own id of a note that is not in the text yet."""


class Left(msgspec.Struct, frozen=True, kw_only=True):
    """Something of the file that is not taken in: ``what`` it is, where, whose and of when (UTC,
    empty where nothing tells), its words."""

    what: str
    where: str
    author: str = ""
    text: str = ""
    happened: str = ""


def left_of(change: Change, refused: DraftraceError, text: str) -> Left:
    """What the room does not take of a change, with its rule."""
    return Left(
        what=refused.message.rstrip("."),
        where=change.address or f"paragraph {change.number}",
        author=change.author,
        text=text,
        happened=change.happened,
    )


class Received(msgspec.Struct, frozen=True):
    """A file as understood: what it was made from, what it asks for, what it does not say in a
    way that can be taken in."""

    file: str
    base: str
    changes: tuple[Change, ...]
    left: tuple[Left, ...]
    formatting: int

    def authors(self) -> list[str]:
        """Everybody who asks for something, in the order of the text."""
        return list(dict.fromkeys(c.author for c in self.changes if c.author))

    def untracked(self) -> list[Change]:
        return [c for c in self.changes if not c.is_tracked]
