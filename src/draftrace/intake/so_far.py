"""What of a received file has been taken in so far, to which its later changes refer?"""

from __future__ import annotations

from draftrace.compare import dividing
from draftrace.errors import NegotiationError
from draftrace.intake.changes import NEW_NOTE, Change, Spotted
from draftrace.negotiation import Rehearsal
from draftrace.room.entities import Proposal
from draftrace.room.state import State, depth_of
from draftrace.text.wording import cite, note_ids, with_notes

_NOT_DIVIDED = "is about a part of what {} divides there, which was not taken in"


class SoFar:
    """The proposals that changes of a file became, by all that others name them by: the paragraph
    of the file that they inserted (``_inserted``), the author and what that is about (``_made``),
    the act (``_acted``), what they divide (``_parted``), the note they brought in (``_notes``), the
    act that struck (``_gone``)."""

    def __init__(self, rehearsal: Rehearsal) -> None:
        self._rehearsal = rehearsal
        self._inserted: dict[int, str] = {}
        self._notes: dict[str, str] = {}
        self._made: dict[tuple[str, str | int], str] = {}
        self._acted: dict[tuple[str, str], str] = {}
        self._parted: dict[str | int, str] = {}
        self._gone: dict[tuple[str, str], list[str]] = {}

    def remember(self, change: Change, proposal: Proposal) -> None:
        """A change became a proposal."""
        if change.act:
            self._acted[change.author, change.happened] = proposal.id
        if change.kind in ("deletion", "move") and proposal.change == "amendment":
            pass  # Of one piece only: what else its author says there is not about that.
        elif change.kind == "deletion":
            self._gone.setdefault((change.author, change.happened), []).append(proposal.provision)
        elif change.kind != "move" or change.provision:
            self._made[change.author, change.provision or change.number] = proposal.id
        if proposal.change == "split":
            self._parted[change.provision or change.number] = proposal.id
        if change.note:
            note = self._state.now.provisions[proposal.provision].note
            self._notes[NEW_NOTE + change.note] = note
        elif change.kind == "insertion":
            self._inserted[change.number] = proposal.provision

    def goes_along(self, change: Change) -> bool:
        """Whether it strikes what is below something that goes by the same act."""
        state, above = self._state, self._inserted.get(change.number, "")
        if change.kind != "deletion" or change.provision or not above:
            return False
        gone = self._gone.get((change.author, change.happened), ())
        while gone and _lives(state, above) and (above := state.above(above)):
            if above in gone:
                return True
        return False

    def concerned(self, change: Change) -> str:
        """The provision that a change is about: of the text, or brought in by the file."""
        found = change.provision or self._inserted.get(change.number, "")
        if change.upon:
            brought = self._state.proposal(self.amended_by(change))
            found = brought.provision if brought is not None else ""
        if not found:
            raise NegotiationError(f"is about what {change.to} inserts, which was not taken in")
        return found

    def divided_by(self, change: Change) -> Proposal | None:
        """The proposal that divides what a change is about one piece of."""
        if not change.piece or not change.upon:
            return None
        found = self._state.proposal(self.amended_by(change))
        if found is None or found.change != "split":
            raise NegotiationError(_NOT_DIVIDED.format(change.to))
        return found

    def members(self, change: Change) -> list[str]:
        """What acts of the file brought in that a merger takes in."""
        made = [self._state.proposal(self._acted.get(hand, "")) for hand in change.members]
        if None in made:
            raise NegotiationError("merges what another inserts, which was not taken in")
        return [p.provision for p in made if p is not None]

    def amended_by(self, change: Change) -> str:
        """The proposal that a change amends or revises: of what is parted the split."""
        if change.upon:
            return self._acted.get((change.to, change.upon), "")
        if dividing.CUT in change.wording:
            return self._parted.get(change.provision or change.number, "")
        return self._made.get((change.to, change.provision or change.number), "")

    def worded(self, change: Change) -> str:
        """The wording with the ids that the notes inserted with it have been given."""
        wording = with_notes(change.wording, self._notes)
        for note in note_ids(wording):
            if note.startswith(NEW_NOTE):
                wording = dividing.normalised(wording.replace(cite(note), ""))
        return wording

    def moved_behind(self, change: Change, moved: str) -> str:
        """What a provision moved behind: what moved there before it, where that is what it would
        hang on."""
        beneath = change.spot.beneath if change.spot is not None else ""
        if beneath:
            above, moving = (self._state.now.provisions[i] for i in (beneath, moved))
            if depth_of(above) < depth_of(moving):
                return beneath
        return self.behind(change)

    def behind(self, change: Change) -> str:
        """What something comes to stand behind."""
        spot = change.spot or Spotted()
        beside = self._state.proposal(self._acted.get(change.beside, ""))
        if beside is not None:
            return beside.provision
        return self._inserted.get(spot.behind_new, spot.behind)

    @property
    def _state(self) -> State:
        return self._rehearsal.state


def _lives(state: State, provision: str) -> bool:
    """Whether it has a place in the text: what was struck has none."""
    return state.now.provisions[provision].now.life != "struck"
