"""The words of the room for proposals about proposals and about the structure of the text."""

from __future__ import annotations

from cases.spoken import MOVES, each, said
from room_kit import Room


@said(r"{by:PARTY} proposes {at:AT} as a fall-back to {first:PROPOSAL}: {wording:.+}", MOVES)
def _fall_back(room: Room, by: str, at: str, first: str, wording: str) -> None:
    room.propose(by, at, wording, second_to=first)


@said(r"{by:PARTY} proposes {at:AT} alt: {wording:.+}", MOVES)
def _alternative(room: Room, by: str, at: str, wording: str) -> None:
    room.alternative(by, at, wording)


@said(r"{by:PARTY} amends {what:NAMED}: {wording:.+}", MOVES)
def _amend(room: Room, by: str, what: str, wording: str) -> None:
    room.amend(by, what, wording)


@said(r"{by:PARTY} takes {amendments:PROPOSALS} into {what:PROPOSAL}", MOVES)
def _take_in(room: Room, by: str, amendments: str, what: str) -> None:
    room.take_in(by, what, *each(amendments))


@said(r"{by:PARTY} proposes to split {at:AT} before: {phrase:.+}", MOVES)
def _split(room: Room, by: str, at: str, phrase: str) -> None:
    room.split(by, at, phrase)


@said(r"{by:PARTY} proposes to merge {others:.+} into {at:AT}(?:: {wording:.+})?", MOVES)
def _merge(room: Room, by: str, others: str, at: str, wording: str = "") -> None:
    room.merge(by, at, *each(others), wording=wording)
