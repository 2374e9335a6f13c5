"""What a negotiation is made of: provisions, proposals, packages, parties, meetings, links, issues.

Every entity keeps its present (``now``, an immutable value); its steps, each act that touched it
with the value after it, are kept in ``state.Past``. Of what a long record makes hundreds of
thousands, all is kept out of the garbage collector's sight (``gc=False``): none of it can be part
of a cycle.
"""

from __future__ import annotations

from typing import Literal

import msgspec

from draftrace.room.acts.terms import (
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
from draftrace.room.stamps import Stamp
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


class Provision(msgspec.Struct, array_like=True, gc=False):
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
    """A proposal at one moment. ``waiting``: a rebase that was not clean waits for the sponsor.

    ``provision`` and ``change`` are what it is about: a split takes it along to a piece, and an
    amendment ``to`` a proposal becomes one to the text when that proposal is accepted. ``address``
    is how the room cites an alternative.
    """

    status: Status
    base: str
    wording: str
    reason: str = ""
    sponsors: tuple[str, ...] = ()
    positions: tuple[Position, ...] = ()
    rebase: RebaseOutcome | Literal[""] = ""
    waiting: bool = False
    decided: Stamp | None = None
    provision: str = ""
    change: Change = "wording"
    to: str = ""
    address: str = ""


class OfferStep(msgspec.Struct, frozen=True, array_like=True, gc=False):
    stamp: Stamp
    now: Offer


class Proposal(msgspec.Struct, array_like=True, gc=False):
    """One party's change to one provision; ``handle`` (``EU-7``) is how the room calls it.

    ``second_to`` is the proposal it is a fall-back to, ``merged`` are the provisions a merge takes
    into its own.
    """

    id: str
    handle: str
    stamp: Stamp
    now: Offer
    inserted: NewProvision | None = None
    places: tuple[Place, ...] = ()
    after: str = ""
    sources: tuple[SourceRef, ...] = ()
    second_to: str = ""
    merged: tuple[str, ...] = ()

    @property
    def provision(self) -> str:
        return self.now.provision

    @property
    def change(self) -> Change:
        return self.now.change

    @property
    def concerns(self) -> tuple[str, ...]:
        """Ids of the provisions that would change."""
        provision = self.now.provision
        return (provision, *self.merged) if self.merged else (provision,)


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
