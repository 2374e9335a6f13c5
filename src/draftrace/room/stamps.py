"""Which act is it, and whose?"""

from __future__ import annotations

import msgspec


class Stamp(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """Which act, at which place of the record, of what kind, when, by whom, in which meeting."""

    act: str
    position: int
    kind: str
    happened: str
    by: str
    behalf: str
    recorder: str
    meeting: str

    @property
    def speaker(self) -> str:
        """The party the act is attributed to: the group where it was on a group's behalf."""
        return self.behalf or self.by
