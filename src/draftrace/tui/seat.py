"""Who sits at this keyboard: the party acting, for whom it speaks, and in which meeting."""

from __future__ import annotations

import msgspec

from draftrace.errors import NegotiationError
from draftrace.room.entities import Meeting, Party
from draftrace.room.roles import allowed
from draftrace.room.state import State
from draftrace.tui.declared import Action


class Seat(msgspec.Struct, frozen=True, kw_only=True):
    """``home`` is who sat down here; where that is the Secretariat it records others' acts.
    ``meeting`` is an open meeting's id, or empty for written submissions. A seat that is ``fixed``
    belongs to its party; one that ``reads_only`` to nobody, and records nothing."""

    home: str
    by: str
    behalf: str = ""
    meeting: str = ""
    fixed: bool = False
    reads_only: bool = False

    @classmethod
    def reader(cls) -> Seat:
        """The seat of somebody who only reads."""
        return cls(home="", by="", meeting=WRITTEN, fixed=True, reads_only=True)

    def recorder(self, state: State) -> str:
        """Who types: the Secretariat where it sat down, else the party itself."""
        found = state.now.parties.get(self.home)
        return self.home if found is not None and found.role == "secretariat" else self.by

    def party(self, state: State) -> Party | None:
        """The party acting, if it is known."""
        return state.now.parties.get(self.by)

    def speaker(self) -> str:
        """The name to which an act will be attributed."""
        return self.behalf or self.by

    def sits_in(self, state: State) -> Meeting | None:
        """The meeting in which it acts, if it is still open."""
        found = state.now.meetings.get(self.meeting)
        return found if found is not None and found.closed is None else None

    def can(self, state: State, action: Action) -> bool:
        """Whether the meeting is one in which it comes to that: a text is adopted in a plenary."""
        found = self.sits_in(state)
        plenary = found is not None and found.level == "plenary"
        adopted = state.now.revision.startswith("adopted")
        return action.id != "adopt" or (plenary and not adopted)

    def presides(self, state: State) -> bool:
        """Whether the party acting presides here."""
        return state.presides(self.by, self.meeting)

    def may(self, state: State, action: Action) -> bool:
        """Whether the action is offered; pressing its key all the same names the rule."""
        if self.against(state, action) is not None:
            return False
        if action.presiding and not self.presides(state):
            return False
        return not action.kind or allowed(state, self.by, self.meeting, action.kind)

    def against(self, state: State, action: Action) -> NegotiationError | None:
        """Why this seat, whatever the room's rules say, does not take an action."""
        if self.reads_only and (action.kind or action.group not in _READ):
            return NegotiationError(
                "This seat reads only.",
                "To act, open the page with a party's token: `draftrace serve --party` gives it.",
            )
        if action.presiding and not action.kind and not self.presides(state):
            return self._only_presiding(state, action)
        party = self.party(state)
        secretariat = party is not None and party.role == "secretariat"
        if self.fixed and action.id == "act.as" and not (secretariat or self.by != self.home):
            return NegotiationError(
                f"This seat is {self.home}'s.", "Each party has a page of its own."
            )
        return None

    def _only_presiding(self, state: State, action: Action) -> NegotiationError:
        """What is not recorded is no less the presiding party's."""
        meeting = self.sits_in(state)
        where = f" over {meeting.name}" if meeting is not None else " by default"
        presiding = meeting.presiding if meeting is not None else state.now.presiding
        return NegotiationError(
            f"{self.by} may not use “{action.title}”: only the presiding party may.",
            f"{presiding} presides{where}.",
        )

    def settled(self, state: State) -> Seat:
        """The seat with a meeting that is open: its own, or else one in which the party presides,
        or else the one opened last."""
        if self.meeting == WRITTEN or self.sits_in(state) is not None:
            return self
        still_open = sorted(state.open_meetings(), key=lambda m: m.presiding == self.by)
        latest = still_open[-1].id if still_open else ""
        return msgspec.structs.replace(self, meeting=latest)

    def who(self, state: State) -> str:
        """``EU (delegation)``, ``EU (group of 27)``, with the group it speaks for."""
        if self.reads_only:
            return "reading only"
        found = self.party(state)
        if found is None:
            return f"{self.by} (unknown party)"
        role = f"group of {len(found.members())}" if found.role == "group" else found.role
        if self.presides(state):
            role = "presiding"
        words = f"{self.by} ({role})"
        if self.behalf:
            group = state.now.parties.get(self.behalf)
            count = f", {len(group.members())} members" if group is not None else ""
            words += f" for {self.behalf}{count}"
        return words

    def where(self, state: State) -> str:
        """The meeting in words."""
        meeting = self.sits_in(state)
        if meeting is None and self.reads_only:
            return ", ".join(f"{m.name}, open" for m in state.open_meetings()[-1:])
        if meeting is None:
            return "written submission" if state.open_meetings() else "no meeting is open"
        return f"{meeting.name}, open"


WRITTEN = "-"
"""Stands for: in no meeting, though some are open."""
_READ = ("Screens", "Moving", "Provenance", "Tour", "Comparing", "Searching", "Proof")
"""Groups of actions that leave nothing behind, where they have no rule of the room."""
