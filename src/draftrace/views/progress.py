"""How far has the room come: agreed share, brackets left, proposals open, over the meetings?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

import msgspec

from draftrace.room.acts.payloads import (
    MeetingClosed,
    RevisionIssued,
    TextAdopted,
    TextCorrected,
)
from draftrace.room.acts.receiving_payloads import RevisionReceived
from draftrace.room.evolve import evolve
from draftrace.room.record import Entry
from draftrace.room.state import State
from draftrace.text.brackets import left
from draftrace.views.rolling import stranded

AGREED_KINDS = ("preambular", "operative", "item", "subitem", "paragraph", "tablerow")
"""What the room agrees one by one; headings and notes go with what they belong to."""


class Tally(msgspec.Struct, frozen=True, kw_only=True):
    """Counts over the standing text of one part (``part`` its code), or over all of it.
    ``proposals`` are the pending ones, on provisions that are gone too, ``waiting`` those of them
    that wait for their sponsors."""

    part: str
    provisions: int = 0
    agreed: int = 0
    brackets: int = 0
    proposals: int = 0
    waiting: int = 0
    reserved: int = 0

    @property
    def share(self) -> float:
        """The agreed share, from 0 to 1; 1 where there is nothing to agree."""
        return self.agreed / self.provisions if self.provisions else 1.0


class Milestone(msgspec.Struct, frozen=True, kw_only=True):
    """The text at one moment: when a meeting closed, a revision was issued, or now.
    ``parties`` pairs each party with how many pending proposals it sponsors, most first."""

    name: str
    kind: str
    position: int
    date: str
    total: Tally
    parts: tuple[Tally, ...]
    parties: tuple[tuple[str, int], ...]


def tally(state: State) -> tuple[Tally, tuple[Tally, ...]]:
    """The counts for the whole text and for each part, in printed order."""
    counts: dict[str, Counter[str]] = {}
    living = [state.now.provisions[i] for i in state.order()]
    for provision in (*living, *stranded(state)):
        of = counts.setdefault(provision.now.part, Counter())
        pending = state.pending_on(provision.id)
        of["proposals"] += len(pending)
        of["waiting"] += sum(p.now.waiting for p in pending)
        if provision.now.life != "standing":
            continue
        of["brackets"] += left(provision.now.wording)
        of["reserved"] += any(
            p.stance == "reserves" for p in state.now.positions.get(provision.id, ())
        )
        if provision.kind in AGREED_KINDS:
            of["provisions"] += 1
            of["agreed"] += provision.now.agreed
    parts = tuple(Tally(part=part, **of) for part, of in counts.items() if any(of.values()))
    return Tally(part="", **sum(counts.values(), Counter[str]())), parts


def milestone(state: State, name: str, kind: str, date: str) -> Milestone:
    """Where the room stands in this state."""
    total, parts = tally(state)
    sponsors = Counter(s for p in state.now.pending.values() for s in p.now.sponsors)
    return Milestone(
        name=name,
        kind=kind,
        position=state.now.position,
        date=date,
        total=total,
        parts=parts,
        parties=tuple(sorted(sponsors.items(), key=lambda item: (-item[1], item[0]))),
    )


def progress(entries: Iterable[Entry]) -> list[Milestone]:
    """A milestone for every meeting closed and revision issued since a text was on the table, and
    one for the present."""
    state = State()
    found: list[Milestone] = []
    date = ""
    for entry in entries:
        evolve(state, entry)
        date = entry.act.happened[:10]
        if state.now.voids and state.now.voids[-1].position == entry.position:
            continue
        named = _ended(state, entry)
        if named and state.now.provisions:
            found.append(milestone(state, *named, date))
    if state.now.provisions and (not found or found[-1].position < state.now.position):
        found.append(milestone(state, "now", "now", date))
    return found


def _ended(state: State, entry: Entry) -> tuple[str, str] | None:
    """What came to an end with an entry: its name, and meeting or revision."""
    match entry.act.payload:
        case MeetingClosed(meeting=meeting):
            return state.now.meetings[meeting].name, "meeting"
        case RevisionIssued() | RevisionReceived() | TextAdopted() | TextCorrected() as act:
            return act.revision, "revision"
        case _:
            return None
