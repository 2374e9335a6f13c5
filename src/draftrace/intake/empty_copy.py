"""What does a file of ours come to where nothing has happened but that its base was tabled?

The room another workspace would receive it in: the same parties, the base as the draft. There its
changes are proposed, and then accepted in the order in which the record decided on them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import partial
from pathlib import Path

import msgspec

from draftrace.errors import DraftraceError, NegotiationError
from draftrace.intake import tracked
from draftrace.intake.changes import Change
from draftrace.intake.received import received
from draftrace.intake.recording import Account, record
from draftrace.negotiation import Rehearsal
from draftrace.room import ranks
from draftrace.room.acts.deciding import accept
from draftrace.room.acts.meetings import open_meeting
from draftrace.room.acts.payloads import DraftTabled, PartyAdded, Payload, WorkspaceOpened
from draftrace.room.acts.terms import NewProvision
from draftrace.room.entities import Issued, Revision
from draftrace.room.floor import Floor
from draftrace.room.roles import may_speak
from draftrace.room.state import State

_KEEPER = "SEC"
_CHAIR = "CHAIR"
_MEETING = "copy-meeting"
Count = Callable[[int, int], None]
"""Hears how many of how many steps are done."""


class EmptyCopy:
    """A room with the parties of a record, where a base of it is on the table."""

    def __init__(self, state: State, base: Revision) -> None:
        self.room = Rehearsal(State())
        self._enact(WorkspaceOpened(workspace="copy", title="Copy", presiding=_CHAIR))
        for party in state.now.parties.values():
            if party.code not in self.room.state.now.parties:
                self._enact(PartyAdded(code=party.code, name=party.name, role=party.role))
        tabled = _tabled(base)
        self._enact(DraftTabled(symbol="COPY", title=state.now.title, provisions=tabled))

    @property
    def state(self) -> State:
        return self.room.state

    def receive(self, path: Path, count: Count) -> Account:
        """Propose what the file asks for. Raises DraftraceError where it is no file of ours."""
        base = self.state.past.revisions[0].name
        found = received(self.state, tracked.read(path), path.name, base)
        spoken = tuple(c for c in found.changes if self._may_propose(c.author))
        found = msgspec.structs.replace(found, changes=spoken)
        parties = {author: author for author in (*found.authors(), "")}
        done = 0

        def floor(change: Change, party: str) -> Floor:
            nonlocal done
            done += 1
            count(min(done, len(found.changes)), len(found.changes))
            return _floor(f"back{done}", party or _KEEPER, change.happened)

        return record(self.room, found, parties, floor)

    def accept(self, handles: Iterable[str], count: Count) -> int:
        """Accept proposals one after the other; how many the rules let nobody accept then, as one
        that waits for its sponsor."""
        every = list(dict.fromkeys(handles))
        opening = _floor(_MEETING, _KEEPER)
        self.room.perform(lambda s, f: open_meeting(s, f, "Copy", level="informal"), opening)
        taken = 0
        for done, handle in enumerate(every, 1):
            count(done, len(every))
            floor = msgspec.structs.replace(_floor(f"taken{done}", _CHAIR), meeting=_MEETING)
            with suppress(DraftraceError):
                self.room.perform(partial(accept, proposal=handle), floor)
                taken += 1
        return len(every) - taken

    def _enact(self, payload: Payload) -> None:
        floor = _floor(f"copy{len(self.room.acts)}", _KEEPER)
        self.room.perform(lambda _state, _floor: payload, floor)

    def _may_propose(self, author: str) -> bool:
        """Whether somebody named by marks is a party that proposes: nobody else's proposal was
        accepted."""
        try:
            may_speak(self.state, _floor("asked", author or _KEEPER), "proposed")
        except NegotiationError:
            return False
        return True


def _tabled(base: Revision) -> tuple[NewProvision, ...]:
    issued = sorted(base.provisions, key=lambda i: i.kind == "footnote")
    return tuple(map(_as_new, issued, ranks.spread(len(issued))))


def _as_new(issued: Issued, rank: str) -> NewProvision:
    return NewProvision(
        id=issued.provision,
        kind=issued.kind,
        level=issued.level,
        wording=issued.wording,
        rank=rank,
        address=issued.address,
        label=issued.label,
        part=issued.part,
        note=issued.note,
    )


def _floor(act: str, by: str, happened: str = "1980-01-01T00:00:00Z") -> Floor:
    return Floor(act=act, by=by, recorder=_KEEPER, behalf="", meeting="", happened=happened)
