"""Which pending proposals concern a provision, and which would come to stand behind it?"""

from __future__ import annotations

from bisect import insort
from collections.abc import Iterable

from draftrace.room.entities import Proposal

_Filed = list[tuple[int, str]]


class Awaited:
    """Pending proposals by the provisions they are about, oldest first.

    One that undo brought back stands last among the pending, though it is older: so they are
    ordered by the position of the act that made them. Kept up act by act: filing two thousand
    proposals anew for every act would cost a long negotiation more than its acts.
    """

    def __init__(self, pending: Iterable[Proposal]) -> None:
        self._on: dict[str, _Filed] = {}
        self._behind: dict[str, _Filed] = {}
        self._where: dict[str, list[_Filed]] = {}
        for proposal in pending:
            self.file(proposal)

    def file(self, proposal: Proposal) -> None:
        """Let a pending proposal stand where it belongs by what it says."""
        self.forget(proposal)
        where = [self._on.setdefault(i, []) for i in dict.fromkeys(proposal.concerns)]
        if proposal.change == "move":
            where.append(self._behind.setdefault(proposal.after, []))
        for filed in where:
            insort(filed, (proposal.stamp.position, proposal.id))
        self._where[proposal.id] = where

    def forget(self, proposal: Proposal) -> None:
        """A proposal is pending no longer."""
        for filed in self._where.pop(proposal.id, ()):
            filed.remove((proposal.stamp.position, proposal.id))

    def on(self, provision: str) -> list[str]:
        """Ids of the pending proposals that concern a provision."""
        return [proposal for _, proposal in self._on.get(provision, ())]

    def behind(self, provision: str) -> list[str]:
        """Ids of the pending moves that would put something behind a provision."""
        return [proposal for _, proposal in self._behind.get(provision, ())]
