"""A marked file that returns to its own record: what that has already is proposed to nobody."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from draftrace.exporters import compilation, write
from draftrace.intake.recording import Account
from draftrace.room import places
from draftrace.room.acts import proposing, restructuring
from draftrace.room.acts.payloads import Payload
from draftrace.room.floor import Floor
from draftrace.room.state import State
from property.negotiations import TEXT
from received_kit import handed_in
from room_kit import Room

SUFFIXES = pytest.mark.parametrize("suffix", [".docx", ".odt"])


def made(room: Room, party: str, day: int, decide: Callable[[State, Floor], Payload]) -> str:
    """The handle of what a party proposes on a day."""
    act = room.act(party, decide, happened=f"2030-03-{day:02}T10:00:00Z").act
    return room.state.now.pending[act.id].handle


def returned(room: Room, tmp_path: Path, suffix: str) -> Account:
    """What is made of the marked file in the record it is of."""
    state = room.state
    tabled, text = state.past.revisions[0], compilation.standing_revision(state)
    path = tmp_path / f"marked{suffix}"
    write(compilation.marked_sheet(state, text, tabled, history=True), path, as_="marked")
    return handed_in(room.talks, path)


@SUFFIXES
def test_a_chairs_text_that_was_changed_since_is_in_the_record(tmp_path: Path, suffix: str) -> None:
    """EU and NOR word a paragraph, the chair draws on both, CUB words that; it is divided, and EU
    words a piece of it."""
    room = Room(TEXT)
    one = room.state.now.addresses["1"]

    def worded(party: str, day: int, wording: str) -> str:
        return made(room, party, day, lambda s, f: proposing.propose_wording(s, f, one, wording))

    eu = worded("EU", 1, "Promote good services in all regions, as appropriate;")
    nor = worded("NOR", 2, "Promote services in many regions, as appropriate;")
    room.settle("1", "Foster good services in many lands;", eu, nor)
    room.accept(worded("CUB", 3, "Foster good health services in many lands;"))
    division = made(
        room, "NOR", 4, lambda s, f: restructuring.propose_split(s, f, one, ["in many"])
    )
    room.accept(division)
    room.accept(worded("EU", 5, "Foster good health;"))
    room.issue()
    account = returned(room, tmp_path, suffix)
    fates = {(o.party, o.fate) for o in account.offered}
    assert not [o for o in account.offered if o.fate == "proposed"]
    assert ("CHAIR", "recorded already") in fates
    assert account.left == ()


@SUFFIXES
@pytest.mark.parametrize("issued", [True, False])
def test_a_split_that_says_nothing_new_is_in_the_record(
    tmp_path: Path, suffix: str, issued: bool
) -> None:
    """Of a text that was not issued since, the second part is numbered ``1 bis``."""
    room = Room(TEXT)
    one = room.state.now.addresses["1"]
    room.accept(
        made(room, "NOR", 4, lambda s, f: restructuring.propose_split(s, f, one, ["in all"]))
    )
    if issued:
        room.issue()
    account = returned(room, tmp_path, suffix)
    assert [(o.party, o.change.kind, o.fate) for o in account.offered] == [
        ("NOR", "split", "exists")
    ]
    assert account.left == ()


@SUFFIXES
def test_what_came_in_and_was_struck_since_is_in_the_record(tmp_path: Path, suffix: str) -> None:
    """EU adds a paragraph, NOR an item below it, CUB strikes both."""
    room = Room(TEXT)
    one = room.state.now.addresses["1"]
    behind = places.after(room.state, one)
    room.accept(
        made(room, "EU", 1, lambda s, f: proposing.propose_insertion(s, f, behind, "Invite:"))
    )
    added = room.state.now.addresses["1 bis"]
    below = places.first_in(room.state, added)
    room.accept(made(room, "NOR", 2, lambda s, f: proposing.propose_insertion(s, f, below, "All;")))
    room.accept(made(room, "CUB", 3, lambda s, f: proposing.propose_deletion(s, f, added)))
    account = returned(room, tmp_path, suffix)
    assert {o.fate for o in account.offered} == {"exists", "recorded already"}
