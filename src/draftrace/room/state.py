"""What follows from the acts so far: parties, meetings, the text, the proposals.

Every entity keeps its present and its steps (``room.entities``). Undo takes an act's steps out
again, so it needs no inverse of any act. Only ``room.acts`` changes a state; everybody else reads
it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, MutableMapping

import msgspec

from draftrace.room.awaited import Awaited
from draftrace.room.entities import (
    DocumentRecord,
    Link,
    Meeting,
    OfferStep,
    Package,
    PackageStep,
    Party,
    Position,
    Proposal,
    Provision,
    Revision,
    Step,
    Void,
)
from draftrace.room.laid_over import LaidOver
from draftrace.room.record import Attachment
from draftrace.room.silences import Silence
from draftrace.room.stamps import Stamp


class Past(msgspec.Struct):
    """What only histories need: they grow with the record, so a snapshot gives each of them when
    it is first asked for. Whoever changes one puts another value in its place.

    ``steps`` by provision, ``offers`` by proposal, ``proposals`` ever made on a provision or moved
    to it, ``closed`` proposals, ``stamps`` by act, ``positions`` ever taken by provision,
    ``attached`` file names and hashes by act, ``descents`` what provisions of received revisions
    came from besides their own past, ``concerned`` the provisions and proposals each act since the
    last issue changed, by act. ``revisions`` only grow.
    """

    steps: MutableMapping[str, tuple[Step, ...]] = {}
    offers: MutableMapping[str, tuple[OfferStep, ...]] = {}
    proposals: MutableMapping[str, tuple[str, ...]] = {}
    closed: MutableMapping[str, Proposal] = {}
    stamps: MutableMapping[str, Stamp] = {}
    positions: MutableMapping[str, tuple[Position, ...]] = {}
    revisions: list[Revision] = []
    attached: MutableMapping[str, tuple[Attachment, ...]] = {}
    concerned: MutableMapping[str, tuple[str, ...]] = {}
    packages: MutableMapping[str, tuple[PackageStep, ...]] = {}
    descents: MutableMapping[str, tuple[str, ...]] = {}


class Present(msgspec.Struct):
    """What every screen needs.

    ``revision`` is the latest issue and ``issued`` its position in the record;
    ``provisions`` by id; ``addresses`` of the living ones; ``used``, every address given since
    the last issue, none of which is given again; ``alternatives`` by address to the proposal;
    ``pending`` proposals by id; ``handles`` to ids; ``positions`` on provisions, or the whole
    text; ``undone`` acts to the act that undid them.
    """

    position: int = 0
    workspace: str = ""
    title: str = ""
    presiding: str = ""
    symbol: str = ""
    revision: str = ""
    issued: int = 0
    issues: int = 0
    parts: dict[str, str] = {}
    parties: dict[str, Party] = {}
    meetings: dict[str, Meeting] = {}
    documents: dict[str, DocumentRecord] = {}
    provisions: dict[str, Provision] = {}
    addresses: dict[str, str] = {}
    used: set[str] = set()
    alternatives: dict[str, str] = {}
    pending: dict[str, Proposal] = {}
    counts: dict[str, int] = {}
    handles: dict[str, str] = {}
    links: dict[str, list[Link]] = {}
    positions: dict[str, list[Position]] = {}
    silences: dict[str, Silence] = {}
    voids: list[Void] = []
    undone: dict[str, str] = {}
    packages: dict[str, Package] = {}


class State:
    """The folded record: ``now`` at hand, ``past`` on first use. ``concerned`` are the provisions
    and proposals that the act being taken in has changed so far."""

    __slots__ = ("_awaited", "_kept", "_order", "_place", "concerned", "now", "past")
    past: Past

    def __init__(self, now: Present | None = None, past: Callable[[], Past] = Past) -> None:
        """``past`` gives the histories up to ``now``; it is asked when first one is wanted."""
        self.now = now if now is not None else Present()
        self.concerned: list[str] = []
        self._kept = past
        self._order: tuple[str, ...] | None = None
        self._place: dict[str, int] = {}
        self._awaited: Awaited | None = None

    def __getattr__(self, name: str) -> Past:
        """The histories, when they are asked for the first time; folding asks ten times an act."""
        if name != "past":
            raise AttributeError(name)
        self.past = self._kept()
        return self.past

    def hand_over(self, kept: Callable[[], Past]) -> None:
        """The histories up to now are kept elsewhere: hold them no longer."""
        self._kept = kept
        del self.past

    def latest(self) -> Iterator[Stamp]:
        """The stamps of all acts, the last first."""
        stamps = self.past.stamps
        if isinstance(stamps, dict | LaidOver):
            yield from (stamps[act] for act in reversed(stamps))

    # The text

    def order(self) -> tuple[str, ...]:
        """Ids of every living provision, proposed insertions included, in printed order."""
        if self._order is None:
            living = (p for p in self.now.provisions.values() if p.now.life != "struck")
            self._order = tuple(p.id for p in sorted(living, key=lambda p: (p.now.rank, p.id)))
            self._place = {provision: at for at, provision in enumerate(self._order)}
        return self._order

    def standing(self) -> list[Provision]:
        """The provisions of the standing text in printed order."""
        provisions = self.now.provisions
        return [p for i in self.order() if (p := provisions[i]).now.life == "standing"]

    def below(self, provision: str) -> list[str]:
        """Ids of the living provisions that hang on one, in printed order."""
        order = self.order()
        provisions = self.now.provisions
        depth = depth_of(provisions[provision])
        found: list[str] = []
        for other in order[self._place[provision] + 1 :]:
            if depth_of(provisions[other]) <= depth:
                break
            found.append(other)
        return found

    def above(self, provision: str) -> str:
        """Id of the nearest provision this one hangs on, or empty."""
        order = self.order()
        provisions = self.now.provisions
        depth = depth_of(provisions[provision])
        for other in reversed(order[: self._place[provision]]):
            if depth_of(provisions[other]) < depth:
                return other
        return ""

    # Proposals

    def proposal(self, proposal: str) -> Proposal | None:
        """A proposal by id, by handle or by the address it made, pending or closed."""
        now = self.now
        found = now.handles.get(proposal) or now.alternatives.get(proposal) or proposal
        if inserted := now.addresses.get(found):
            made = (p.id for p in self.pending_on(inserted) if p.change == "insertion")
            found = next(made, found)
        return now.pending.get(found) or self.past.closed.get(found)

    def pending_on(self, provision: str) -> list[Proposal]:
        """Pending proposals on a provision, oldest first."""
        return [p for p in self.concerning(provision) if p.provision == provision]

    def concerning(self, provision: str) -> list[Proposal]:
        """Pending proposals on a provision, and those that would merge it into another."""
        pending = self.now.pending
        return [pending[i] for i in self._waiting().on(provision)]

    def coming_behind(self, provision: str) -> list[Proposal]:
        """Pending moves that would put something behind a provision, oldest first."""
        pending = self.now.pending
        return [pending[i] for i in self._waiting().behind(provision)]

    def _waiting(self) -> Awaited:
        if self._awaited is None:
            self._awaited = Awaited(self.now.pending.values())
        return self._awaited

    def amendments_to(self, proposal: Proposal) -> list[Proposal]:
        """Pending amendments to a proposal, oldest first."""
        return [p for p in self.pending_on(proposal.provision) if p.now.to == proposal.id]

    # Offices

    def presides(self, party: str, meeting: str) -> bool:
        """Whether the party presides over the meeting, or by default where none is named."""
        found = self.now.meetings.get(meeting)
        return party == (found.presiding if found else self.now.presiding)

    def open_meetings(self) -> list[Meeting]:
        return [m for m in self.now.meetings.values() if m.closed is None]

    # Changed by room.acts only

    def structure_changed(self) -> None:
        self._order = None

    def pending_changed(self, proposal: Proposal) -> None:
        """A proposal has become pending, is so no longer, or is about something else."""
        if self._awaited is None:
            return
        if proposal.id in self.now.pending:
            self._awaited.file(proposal)
        else:
            self._awaited.forget(proposal)


ITEM_DEPTH = 102
"""From this depth on a provision is part of the one above it; paragraphs stand on their own."""

_DEPTH = {"title": 0, "preambular": 101, "operative": 101, "paragraph": 101, "tablerow": 101}


def depth_of(provision: Provision) -> int:
    """How deep a provision hangs: headings by level, then paragraphs, items, sub-items.
    Footnotes hang on nothing."""
    if provision.kind == "heading":
        return provision.level
    if provision.kind == "footnote":
        return 0
    return _DEPTH.get(provision.kind, 100 + provision.level)
