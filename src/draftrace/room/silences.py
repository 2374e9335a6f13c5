"""A silence procedure: text that goes round and stands agreed unless somebody speaks in time."""

from __future__ import annotations

from typing import Literal

import msgspec

from draftrace.room.acts.closing_payloads import SilentRung
from draftrace.room.stamps import Stamp


class Break(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A party's word against one paragraph, in time."""

    provision: str
    party: str
    text: str
    stamp: Stamp


class Silence(msgspec.Struct, array_like=True):
    """What it covers, until when (UTC), and to which rung silence brings it. It runs until it is
    ``ended``, by the presiding party: the deadline alone decides nothing."""

    id: str
    opened: Stamp
    until: str
    rung: SilentRung
    covers: tuple[str, ...]
    seal: str
    breaks: list[Break] = []
    ended: Stamp | None = None
    outcome: Literal["", "closed", "withdrawn"] = ""

    @property
    def handle(self) -> str:
        """How the room calls it: by the number of the entry that opened it."""
        return str(self.opened.position)

    @property
    def broken(self) -> tuple[str, ...]:
        """Ids of the broken provisions, in the order of the text it covers."""
        spoken_on = {b.provision for b in self.breaks}
        return tuple(i for i in self.covers if i in spoken_on)

    @property
    def unbroken(self) -> tuple[str, ...]:
        """Ids of the provisions nobody spoke on."""
        spoken_on = {b.provision for b in self.breaks}
        return tuple(i for i in self.covers if i not in spoken_on)
