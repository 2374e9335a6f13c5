"""What each kind of act carries: results, never recipes, so folding needs no diff and no reader.

Kinds are the ``tag`` of each structure and part of the record's format: never rename one, never
change a field's meaning; add fields with a default, or a new kind.
Provisions, proposals and acts are referred to by id, never by position.
"""

from __future__ import annotations

import msgspec

from draftrace.room.acts.closing_payloads import Closing, OralAmendment
from draftrace.room.acts.receiving_payloads import RevisionReceived
from draftrace.room.acts.terms import (
    Change,
    MeetingLevel,
    NewProvision,
    Numbered,
    Outcome,
    PartyRole,
    Place,
    Rebased,
    Relation,
    Rung,
    SourceRef,
    Span,
    Stance,
    TabledPart,
)
from draftrace.text.documents import DocumentRole


class _Payload(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", omit_defaults=True):
    pass


class WorkspaceOpened(_Payload, frozen=True, kw_only=True, tag="workspace opened"):
    workspace: str
    title: str
    presiding: str


class PartyAdded(_Payload, frozen=True, kw_only=True, tag="party added"):
    code: str
    name: str
    role: PartyRole


class MemberJoined(_Payload, frozen=True, kw_only=True, tag="member joined"):
    group: str
    member: str


class MemberLeft(_Payload, frozen=True, kw_only=True, tag="member left"):
    group: str
    member: str


class MeetingOpened(_Payload, frozen=True, kw_only=True, tag="meeting opened"):
    meeting: str
    name: str
    level: MeetingLevel
    presiding: str
    place: str = ""


class MeetingClosed(_Payload, frozen=True, kw_only=True, tag="meeting closed"):
    meeting: str


class DocumentAdded(_Payload, frozen=True, kw_only=True, tag="document added"):
    """A source file and its reading (provisions as JSON beside it), both by hash."""

    symbol: str
    title: str
    date: str
    role: DocumentRole
    file: str
    sha256: str
    reading: str
    provisions: int
    reader: str = ""


class DraftTabled(_Payload, frozen=True, kw_only=True, tag="draft tabled"):
    symbol: str
    title: str
    provisions: tuple[NewProvision, ...]
    parts: tuple[TabledPart, ...] = ()
    reader: str = ""
    sources: tuple[tuple[str, SourceRef], ...] = ()


class ProvisionLifted(_Payload, frozen=True, kw_only=True, tag="provision lifted"):
    """A provision born from source paragraphs, its links confirmed at birth."""

    provision: NewProvision
    sources: tuple[SourceRef, ...]


class Proposed(_Payload, frozen=True, kw_only=True, tag="proposed"):
    """One party's change to one provision; the proposal's id is the act's.

    ``base`` is the standing wording it was made on and ``wording`` the wording it proposes. An
    insertion carries ``inserted``, whose id is ``provision``; a move carries ``places``, the new
    places of the provision and all below it. ``after`` is the provision it comes to stand behind
    (empty: at the very start). An alternative has an ``address`` of its own. An amendment is made
    ``to`` another proposal, whose wording is its base. A fall-back is ``second_to`` the proposal
    its sponsor would rather see accepted. A split's wording is its base with a line end wherever
    it is divided; a merge takes in the ``merged`` provisions, and its base are their wordings
    behind the provision's own, a line each.
    """

    provision: str
    change: Change
    base: str = ""
    wording: str = ""
    inserted: NewProvision | None = None
    places: tuple[Place, ...] = ()
    after: str = ""
    reason: str = ""
    sources: tuple[SourceRef, ...] = ()
    address: str = ""
    to: str = ""
    second_to: str = ""
    merged: tuple[str, ...] = ()


class ProposalRevised(_Payload, frozen=True, kw_only=True, tag="proposal revised"):
    """``taken`` are the amendments to it that its sponsor takes in; ``rebased`` what becomes of
    the others."""

    proposal: str
    base: str
    wording: str
    reason: str = ""
    taken: tuple[str, ...] = ()
    rebased: tuple[Rebased, ...] = ()


class ProposalWithdrawn(_Payload, frozen=True, kw_only=True, tag="proposal withdrawn"):
    """With an insertion go the insertions that hang on it: ``removed``. What was proposed on
    those, and the amendments to the proposal itself, is orphaned in ``rebased``."""

    proposal: str
    reason: str = ""
    removed: tuple[str, ...] = ()
    rebased: tuple[Rebased, ...] = ()


class ProposalConfirmed(_Payload, frozen=True, kw_only=True, tag="proposal confirmed"):
    """The sponsor stands by a proposal that waited after a rebase, on the new base; ``rebased``
    is what becomes of the amendments to it."""

    proposal: str
    base: str
    wording: str
    rebased: tuple[Rebased, ...] = ()


class CoSponsored(_Payload, frozen=True, kw_only=True, tag="co-sponsored"):
    proposal: str


class PositionTaken(_Payload, frozen=True, kw_only=True, tag="position taken"):
    """Support, objection or reservation on a proposal or a provision; ``lifted`` ends one's own.
    An explanation on neither is on the text as a whole. A member ``dissociates`` itself from a
    group's ``statement``, an act."""

    stance: Stance
    proposal: str = ""
    provision: str = ""
    text: str = ""
    statement: str = ""


class Decided(_Payload, frozen=True, kw_only=True, tag="decided"):
    """The gavel on one provision, with everything it did in one act.

    ``wording`` is the new standing wording (None: unchanged). ``adopted`` are the proposals the
    words come from; ``edits`` names the accepted edits of a part-acceptance. ``removed`` are the
    provisions struck, ``places`` those moved, ``inserted`` says that the provision enters the
    text. ``rebased`` carries the outcome for every other pending proposal on it, ``overtaken``
    those that fall. ``seal`` is the hash of the wording it fixed. A split brings in ``born``, the
    later pieces; a merge strikes ``merged``, whose words stand in the provision from now on. An
    accepted amendment leaves the text and gives the proposal it is made to the wording ``amended``.
    ``objections`` are the parties in spite of whom it was decided.
    """

    provision: str
    outcome: Outcome
    wording: str | None = None
    adopted: tuple[str, ...] = ()
    edits: tuple[int, ...] = ()
    rejected: tuple[str, ...] = ()
    overtaken: tuple[str, ...] = ()
    rebased: tuple[Rebased, ...] = ()
    removed: tuple[str, ...] = ()
    places: tuple[Place, ...] = ()
    inserted: bool = False
    reason: str = ""
    seal: str = ""
    born: tuple[NewProvision, ...] = ()
    merged: tuple[str, ...] = ()
    amended: str | None = None
    objections: tuple[str, ...] = ()


class PackageFormed(_Payload, frozen=True, kw_only=True, tag="package formed"):
    """Proposals that are accepted as one; ``upon`` are others on which they are conditional. The
    package's id is the act's."""

    package: str
    name: str
    proposals: tuple[str, ...]
    upon: tuple[str, ...] = ()
    reason: str = ""


class PackageDissolved(_Payload, frozen=True, kw_only=True, tag="package dissolved"):
    package: str
    reason: str = ""


class PackageDecided(_Payload, frozen=True, kw_only=True, tag="package decided"):
    """A package accepted as one: a decision for each of its proposals, in their order."""

    package: str
    decisions: tuple[Decided, ...]
    reason: str = ""


class Agreed(_Payload, frozen=True, kw_only=True, tag="agreed"):
    """Agreement on a rung; ``covers`` are the provisions it fixes and ``seal`` what they said.
    ``upon`` are the provisions on whose agreement it is conditional."""

    provision: str
    rung: Rung
    covers: tuple[str, ...]
    seal: str
    ad_referendum: bool = False
    pending: tuple[str, ...] = ()
    alone: bool = False
    reason: str = ""
    upon: tuple[str, ...] = ()


class Reopened(_Payload, frozen=True, kw_only=True, tag="reopened"):
    provision: str
    covers: tuple[str, ...]
    reason: str = ""


class RevisionIssued(_Payload, frozen=True, kw_only=True, tag="revision issued"):
    """A frozen, numbered, sealed issue: ``labels`` are the new labels of every standing
    provision in printed order, then of the pending insertions; ``wordings`` the provisions whose
    references follow their targets, pending insertions too, and ``rebased`` the pending proposals
    on them; ``alternatives`` the new addresses of those pending, by proposal."""

    revision: str
    symbol: str
    labels: tuple[Numbered, ...]
    seal: str
    wordings: tuple[tuple[str, str], ...] = ()
    alternatives: tuple[tuple[str, str], ...] = ()
    rebased: tuple[Rebased, ...] = ()


class TextAdopted(_Payload, frozen=True, kw_only=True, tag="text adopted"):
    """Adoption; ``oral`` amendments are part of it, and ``seal`` is over the text with them."""

    revision: str
    symbol: str
    labels: tuple[Numbered, ...]
    seal: str
    wordings: tuple[tuple[str, str], ...] = ()
    oral: tuple[OralAmendment, ...] = ()


class TextCorrected(_Payload, frozen=True, kw_only=True, tag="text corrected"):
    """A corrigendum to the adopted text, with its own seal."""

    revision: str
    symbol: str
    wordings: tuple[tuple[str, str], ...]
    seal: str
    reason: str = ""


class SourceLinked(_Payload, frozen=True, kw_only=True, tag="source linked"):
    """A confirmed link from a provision to a source paragraph; ``evidence`` are character spans
    (in the provision's wording, in the source's) that carry it."""

    provision: str
    source: SourceRef
    relation: Relation
    wording: str = ""
    evidence: tuple[tuple[Span, Span], ...] = ()
    reason: str = ""


class SuggestionDismissed(_Payload, frozen=True, kw_only=True, tag="suggestion dismissed"):
    provision: str
    source: SourceRef
    reason: str = ""


class Undone(_Payload, frozen=True, kw_only=True, tag="undone"):
    """Takes one act back by a new act; nothing is erased from the record."""

    act: str
    reason: str = ""


Payload = (
    WorkspaceOpened
    | PartyAdded
    | MemberJoined
    | MemberLeft
    | MeetingOpened
    | MeetingClosed
    | DocumentAdded
    | DraftTabled
    | ProvisionLifted
    | Proposed
    | ProposalRevised
    | ProposalWithdrawn
    | ProposalConfirmed
    | CoSponsored
    | PositionTaken
    | Decided
    | PackageFormed
    | PackageDissolved
    | PackageDecided
    | Agreed
    | Reopened
    | RevisionIssued
    | TextAdopted
    | TextCorrected
    | RevisionReceived
    | SourceLinked
    | SuggestionDismissed
    | Closing
    | Undone
)
