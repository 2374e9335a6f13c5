"""The words of the room for proposals about proposals and about the structure of the text."""

from __future__ import annotations

from typing import Any

import msgspec

from cases.spoken import MOVES, each, said
from draftrace.room.acts.outside import receive_revision
from room_kit import Room, document


@said(r"{by:PARTY} proposes {at:AT} as a fall-back to {first:PROPOSAL}: {wording:.+}", MOVES)
def _fall_back(room: Room, by: str, at: str, first: str, wording: str) -> None:
    room.propose(by, at, wording, second_to=first)


@said(r"{by:PARTY} proposes {at:AT} alt: {wording:.+}", MOVES)
def _alternative(room: Room, by: str, at: str, wording: str) -> None:
    room.alternative(by, at, wording)


@said(r"{by:PARTY} amends {what:NAMED}: {wording:.+}", MOVES)
def _amend(room: Room, by: str, what: str, wording: str) -> None:
    room.amend(by, what, wording.replace(" / ", "\n"))


@said(r"{by:PARTY} proposes to strike part {n:[0-9]+} of {what:PROPOSAL}", MOVES)
def _strike_part(room: Room, by: str, n: str, what: str) -> None:
    room.leave_out(by, what, int(n))


@said(r"{by:PARTY} proposes to move part {n:[0-9]+} of {what:PROPOSAL} after {anchor:AT}", MOVES)
def _move_part(room: Room, by: str, n: str, what: str, anchor: str) -> None:
    room.leave_out(by, what, int(n), anchor)


@said(r"{by:PARTY} takes {amendments:PROPOSALS} into {what:PROPOSAL}", MOVES)
def _take_in(room: Room, by: str, amendments: str, what: str) -> None:
    room.take_in(by, what, *each(amendments))


@said(r"{by:PARTY} proposes to split {at:AT} before: {phrase:.+}", MOVES)
def _split(room: Room, by: str, at: str, phrase: str) -> None:
    room.split(by, at, phrase)


@said(r"{by:PARTY} proposes to merge {others:.+} into {at:AT}(?:: {wording:.+})?", MOVES)
def _merge(room: Room, by: str, others: str, at: str, wording: str = "") -> None:
    room.merge(by, at, *each(others), wording=wording)


@said(
    r"SEC receives {name:Rev\.\d+} with {number:\d+} bis behind {at:AT}, read as an "
    r"{bis:insertion|alternative}: {wording:.+}",
    MOVES,
)
def _receive_with_bis(room: Room, name: str, number: str, at: str, bis: Any, wording: str) -> None:
    behind = room.state.standing()
    text = [f"{p.now.label}. {p.now.wording}" for p in behind]
    place = behind.index(room.at(at)) + 1
    read = document(*text[:place], f"99. {wording}", *text[place:], symbol=f"L.1/{name}")
    suffixed = msgspec.structs.replace(
        read.provisions[place], label=f"{number} bis", address=f"{number} bis"
    )
    provisions = (*read.provisions[:place], suffixed, *read.provisions[place + 1 :])
    received = msgspec.structs.replace(read, provisions=provisions)
    room.act("SEC", lambda s, f: receive_revision(s, f, received, bis=bis))
