"""What has changed since the party last looked?"""

from __future__ import annotations

from draftrace.room.entities import Provision
from draftrace.room.state import State
from draftrace.tui.keeping import Keeping, Looked


class Looking:
    """Remembers, in the user's own folder, what a party has had under its cursor."""

    def __init__(self, keeping: Keeping, party: str, state: State) -> None:
        self._keeping = keeping
        self.party = party
        found = keeping.looked(party)
        if found is None or found.position > state.now.position:
            found = Looked(position=state.now.position)
        self._looked = found

    def changed(self, provision: Provision) -> bool:
        """Whether something touched the provision since the party looked at it."""
        at = self._looked.provisions.get(provision.id, 0)
        return provision.touched > max(at, self._looked.position)

    def look(self, provision: Provision) -> bool:
        """The party looks at it now; whether there was something new."""
        if not self.changed(provision):
            return False
        self._looked.provisions[provision.id] = provision.touched
        return True

    def look_at_all(self, state: State) -> None:
        """Everything so far has been seen."""
        self._looked = Looked(position=state.now.position)

    def own(self, state: State, position: int) -> None:
        """What the party's own act touched is not news to it."""
        for provision in state.now.provisions.values():
            if provision.touched == position:
                self._looked.provisions[provision.id] = position

    def save(self, state: State) -> bool:
        """Keep it for the next time."""
        if not any(self.changed(p) for p in state.now.provisions.values()):
            self.look_at_all(state)
        return self._keeping.keep_looked(self.party, self._looked)
