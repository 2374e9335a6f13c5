"""What follows from the acts so far: parties, meetings, the text, the proposals.

Every entity keeps its present (``now``, an immutable value) and its steps: each act that touched
it with the value after it. Undo takes an act's steps out again, so it needs no inverse of any act.
Only ``room.acts`` changes a state; everybody else reads it.

Immutable values are kept out of the garbage collector's sight (``gc=False``): they can't be part
of a cycle, and a long record makes hundreds of thousands of them.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

import msgspec

from draftrace.room.acts.payloads import (
    RUNGS,
    Change,
    MeetingLevel,
    NewProvision,
    PartyRole,
    Place,
    RebaseOutcome,
    Relation,
    Rung,
    SourceRef,
    Span,
    Stance,
)
from draftrace.room.record import Attachment
from draftrace.room.silences import Silence
from draftrace.room.stamps import Stamp as Stamp  # noqa: PLC0414 - part of what a state says
from draftrace.text.documents import DocumentRole, Kind

Life = Literal["proposed", "standing", "struck"]
Status = Literal[
    "pending", "accepted", "accepted in part", "rejected", "withdrawn", "overtaken", "lapsed"
]
Verdict = Literal["confirmed", "dismissed"]


class Form(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A provision at one moment: wording and place, life and rung. The rung may be *ad referendum*,
    pending some parties, conditional ``upon`` other provisions, of the chapeau ``alone``."""

    wording: str
    rank: str
    address: str
    label: str
    part: str
    life: Life = "standing"
    rung: Rung = "proposed"
    ad_referendum: bool = False
    pending: tuple[str, ...] = ()
    upon: tuple[str, ...] = ()
    alone: bool = False

    @property
    def agreed(self) -> bool:
        return RUNGS.index(self.rung) >= RUNGS.index("agreed in informals")


class Step(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """One act in a provision's life, what it said then, and the proposals it came from; in spite
    of whose ``objections``; the parties ``credited`` with words that no proposal brought in."""

    stamp: Stamp
    now: Form
    proposals: tuple[str, ...] = ()
    outcome: str = ""
    reason: str = ""
    objections: tuple[str, ...] = ()
    credited: tuple[str, ...] = ()


class Provision(msgspec.Struct, array_like=True):
    """One provision of the text; ``touched`` is the position of the last act that concerned it,
    its proposals' acts included."""

    id: str
    kind: Kind
    level: int
    note: str
    now: Form
    touched: int = 0


class Position(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """Where a party stands on something; ``statement``: the group's act it dissociates from."""

    party: str
    stance: Stance
    text: str
    stamp: Stamp
    statement: str = ""


class Offer(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A proposal at one moment. ``waiting``: a rebase that was not clean waits for the sponsor."""

    status: Status
    base: str
    wording: str
    reason: str = ""
    sponsors: tuple[str, ...] = ()
    positions: tuple[Position, ...] = ()
    rebase: RebaseOutcome | Literal[""] = ""
    waiting: bool = False
    decided: Stamp | None = None


class OfferStep(msgspec.Struct, frozen=True, array_like=True, gc=False):
    stamp: Stamp
    now: Offer


class Proposal(msgspec.Struct, array_like=True):
    """One party's change to one provision; ``handle`` (``EU-7``) is how the room calls it."""

    id: str
    handle: str
    provision: str
    change: Change
    stamp: Stamp
    now: Offer
    inserted: NewProvision | None = None
    places: tuple[Place, ...] = ()
    after: str = ""
    sources: tuple[SourceRef, ...] = ()


class Package(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """Proposals accepted as one, and those of others on which they are conditional, by id."""

    id: str
    name: str
    proposals: tuple[str, ...]
    upon: tuple[str, ...]
    stamp: Stamp
    life: Literal["open", "accepted", "dissolved"] = "open"


class PackageStep(msgspec.Struct, frozen=True, array_like=True, gc=False):
    stamp: Stamp
    now: Package


class Membership(msgspec.Struct, array_like=True):
    """A party's time in a group; positions of the record, ``until`` 0 while it lasts."""

    member: str
    since: int
    until: int = 0


class Party(msgspec.Struct, array_like=True):
    code: str
    name: str
    role: PartyRole
    since: int
    memberships: list[Membership] = []

    def members(self, at: int | None = None) -> list[str]:
        """Members now, or at a position of the record."""
        return [
            m.member
            for m in self.memberships
            if (not m.until if at is None else m.since <= at and (not m.until or at < m.until))
        ]


class Meeting(msgspec.Struct, array_like=True):
    id: str
    name: str
    level: MeetingLevel
    presiding: str
    place: str
    opened: Stamp
    closed: Stamp | None = None


class DocumentRecord(msgspec.Struct, array_like=True):
    """A registered source: the file and its reading by hash."""

    symbol: str
    title: str
    date: str
    role: DocumentRole
    file: str
    sha256: str
    reading: str
    provisions: int
    stamp: Stamp


class Link(msgspec.Struct, array_like=True):
    """A person's verdict that a provision does or does not descend from a source paragraph.
    ``evidence`` are character spans in ``wording`` (the provision's then) and the source's."""

    source: SourceRef
    relation: Relation | Literal[""]
    verdict: Verdict
    wording: str
    evidence: tuple[tuple[Span, Span], ...]
    reason: str
    stamp: Stamp


class Issued(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """One provision as it stands in an issued revision."""

    provision: str
    kind: Kind
    level: int
    part: str
    label: str
    address: str
    wording: str
    note: str


class Revision(msgspec.Struct, array_like=True):
    """A frozen, sealed issue of the text, in printed order."""

    name: str
    symbol: str
    stamp: Stamp
    seal: str
    provisions: tuple[Issued, ...]


class Void(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """An entry of the record that has no effect, and why."""

    position: int
    act: str
    reason: str


class Past(msgspec.Struct):
    """What only histories need; a snapshot loads it on first use.

    ``steps`` by provision, ``offers`` by proposal, ``closed`` proposals, ``stamps`` by act,
    ``positions`` ever taken by provision, ``attached`` file names and hashes by act,
    ``concerned`` the provisions and proposals each act since the last issue changed, by act.
    """

    steps: dict[str, list[Step]] = {}
    offers: dict[str, list[OfferStep]] = {}
    closed: dict[str, Proposal] = {}
    stamps: dict[str, Stamp] = {}
    positions: dict[str, list[Position]] = {}
    revisions: list[Revision] = []
    attached: dict[str, tuple[Attachment, ...]] = {}
    concerned: dict[str, list[str]] = {}
    packages: dict[str, list[PackageStep]] = {}


class Present(msgspec.Struct):
    """What every screen needs.

    ``revision`` is the latest issue and ``issued`` its position in the record;
    ``provisions`` by id; ``addresses`` of the living ones; ``used``, every address given since
    the last issue, none of which is given again; ``pending`` proposals by id; ``handles`` to ids;
    ``positions`` on provisions, or the whole text; ``undone`` acts to the act that undid them.
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
    """The folded record: ``now`` at hand, ``past`` on first use."""

    __slots__ = ("_kept", "_on", "_order", "_past", "_place", "now")

    def __init__(self, now: Present | None = None, past: Callable[[], Past] = Past) -> None:
        """``past`` gives the histories up to ``now``; it is asked when first one is wanted."""
        self.now = now if now is not None else Present()
        self._kept = past
        self._past: Past | None = None
        self._order: tuple[str, ...] | None = None
        self._place: dict[str, int] = {}
        self._on: dict[str, list[str]] | None = None

    @property
    def past(self) -> Past:
        if self._past is None:
            self._past = self._kept()
        return self._past

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
        """A proposal by id or handle, pending or closed."""
        found = self.now.handles.get(proposal, proposal)
        return self.now.pending.get(found) or self.past.closed.get(found)

    def pending_on(self, provision: str) -> list[Proposal]:
        """Pending proposals on a provision, oldest first."""
        if self._on is None:
            self._on = {}
            # One that undo brought back stands last among the pending, though it is older.
            for proposal in sorted(self.now.pending.values(), key=lambda p: p.stamp.position):
                self._on.setdefault(proposal.provision, []).append(proposal.id)
        pending = self.now.pending
        return [pending[i] for i in self._on.get(provision, ())]

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

    def pending_changed(self) -> None:
        self._on = None


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
