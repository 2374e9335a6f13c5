"""What an outside revision carries. See ``room.acts.payloads`` for the rules of such structures; it
imports this."""

from __future__ import annotations

from typing import Literal

import msgspec

from draftrace.room.acts.terms import NewProvision, Numbered, Rebased, TabledPart

Bis = Literal["insertion", "alternative"]
"""How ``bis`` is read: as inserted behind its number, or as a rival to it."""


class Descent(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What a provision of a received revision came from: the provisions of the text before it, and
    what happened to them (``reworded``, ``moved+renumbered``, ``split``, ``merged``, ``new``)."""

    provision: str
    change: str
    came_from: tuple[str, ...] = ()


class RevisionReceived(
    msgspec.Struct,
    frozen=True,
    kw_only=True,
    tag_field="kind",
    omit_defaults=True,
    tag="revision received",
):
    """An outside revision becomes the standing text. ``provisions`` are all of it as read, in
    printed order, notes last: those known by their ids, the others as born here. ``descents`` tell
    what changed, ``dropped`` what is not in it any more. ``reopened`` was agreed and reads
    otherwise now. ``rebased`` are the pending proposals on what changed; ``labels`` and
    ``alternatives`` the new addresses of the pending insertions and rivals."""

    revision: str
    symbol: str
    title: str
    seal: str
    provisions: tuple[NewProvision, ...]
    descents: tuple[Descent, ...] = ()
    dropped: tuple[str, ...] = ()
    reopened: tuple[str, ...] = ()
    rebased: tuple[Rebased, ...] = ()
    labels: tuple[Numbered, ...] = ()
    alternatives: tuple[tuple[str, str], ...] = ()
    parts: tuple[TabledPart, ...] = ()
    reader: str = ""
    bis: Bis
