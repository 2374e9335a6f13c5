"""The words that acts are made of: roles, rungs, kinds of change, outcomes, and what
several kinds of act carry. They are part of the record's format (see ``room.acts.payloads``).
"""

from __future__ import annotations

from typing import Literal

import msgspec

from draftrace.text.documents import Kind

PartyRole = Literal["delegation", "group", "bureau", "secretariat", "observer"]
MeetingLevel = Literal["working group", "intersessional", "informal", "committee", "plenary"]
Rung = Literal[
    "proposed", "under discussion", "agreed in informals", "agreed in committee", "adopted"
]
RUNGS: tuple[Rung, ...] = (
    "proposed",
    "under discussion",
    "agreed in informals",
    "agreed in committee",
    "adopted",
)
Change = Literal[
    "wording",
    "deletion",
    "insertion",
    "move",
    "split",
    "merge",
    "alternative",
    "amendment",
]
Stance = Literal["supports", "objects", "reserves", "lifted", "explains", "dissociates"]
Outcome = Literal[
    "accepted",
    "accepted in part",
    "chair's text",
    "rejected",
    "deferred",
    "bracketed",
    "brackets lifted",
    "brackets struck",
    "brackets chosen",
    "brackets split",
    "brackets merged",
    "brackets re-owned",
    "brackets repaired",
]
RebaseOutcome = Literal["clean", "absorbed", "partly absorbed", "conflict", "orphaned", "follows"]
Relation = Literal["verbatim", "adapted", "partial", "thematic"]
Span = tuple[int, int]


class SourceRef(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A source paragraph: document symbol, address in it, and its wording as it was relied on."""

    document: str
    address: str
    wording: str = ""


class NewProvision(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A provision at birth. ``rank`` orders the whole text (see ``room.ranks``); ``label`` is its
    label slots as text (``24``, ``(c) bis``); ``note`` is the id by which wordings cite a footnote.
    ``address`` holds until the next issue: no address shifts because a neighbour came or went."""

    id: str
    kind: Kind
    level: int
    wording: str
    rank: str
    address: str
    label: str = ""
    part: str = ""
    note: str = ""


class Place(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Where a provision stands from now on: its rank in the whole text, label and address."""

    provision: str
    rank: str
    address: str
    label: str = ""
    part: str = ""


class Numbered(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A provision's label and address in an issued revision."""

    provision: str
    address: str
    label: str = ""


class Rebased(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What a decision did to one pending proposal: outcome and carried-over base and wording.
    A conflict keeps its old base and wording. ``provision`` is the one it concerns from now on,
    ``change`` what it asks for from now on; empty: as before."""

    proposal: str
    outcome: RebaseOutcome
    base: str = ""
    wording: str = ""
    provision: str = ""
    change: Change | Literal[""] = ""


class TabledPart(msgspec.Struct, frozen=True, kw_only=True):
    code: str
    title: str
