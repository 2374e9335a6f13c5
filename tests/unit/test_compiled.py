"""The compiled draft holds every pending proposal, and its counts and indexes are of the same."""

from __future__ import annotations

from typing import get_args

import pytest

from draftrace.compare.rendering import Attribution
from draftrace.exporters.compiled import rolling_sheet
from draftrace.exporters.sheet import Sheet, side_wording
from draftrace.room.acts import setup
from room_kit import Room, document


@pytest.fixture
def room() -> Room:
    """A rewording and a deletion of a paragraph that is struck, and a rewording of one that is
    not."""
    room = Room(document("1. Promote services;", "2. Decide to meet [again](CUB);"))
    room.propose("NOR", "1", "Promote *all* services;", reason="None is <left> out.")
    room.propose("CUB", "2", "Decide to meet [soon](CUB);")
    struck = room.strike("EU", "1")
    room.strike("CUB", "1")
    room.accept(struck)
    return room


def lines(sheet: Sheet) -> list[str]:
    return [side_wording(block.runs, "clean") for block in sheet.blocks]


def test_a_proposal_on_a_provision_that_is_gone_stands_behind_the_text(room: Room) -> None:
    told = lines(rolling_sheet(room.state))
    at = told.index("Proposals on provisions that are gone")
    assert told[at + 1 : at + 3] == ["1: [Promote *all* services;](NOR)", "1: [CUB: delete]"]
    assert "3 proposals pending; 2 of them waiting for their sponsors." in told[at + 4]
    assert "NOR: NOR-1 on 1 (gone)." in told
    assert told[-1] == "1 (gone): NOR-1 (NOR), amend; CUB-2 (CUB), delete."


def test_it_names_who_wants_it_as_the_draft_names_everybody(room: Room) -> None:
    margin = rolling_sheet(room.state, "margin")
    remarks = [run.comments for block in margin.blocks for run in block.runs if run.comments]
    assert [c.text for (c,) in remarks[-2:]] == [
        "NOR-1, on “Promote all services;”. None is <left> out.",
        "CUB-2: delete.",
    ]
    noted = rolling_sheet(room.state, "footnote")
    assert {side_wording(note.runs, "clean") for note in noted.notes} >= {
        "NOR (NOR-1).",
        "CUB (CUB-2).",
    }
    for attribution in ("anonymous", "none"):
        assert not [line for line in lines(rolling_sheet(room.state, attribution)) if "NOR" in line]


@pytest.mark.parametrize("attribution", get_args(Attribution))
def test_a_draft_without_such_has_no_heading_for_them(attribution: Attribution) -> None:
    room = Room()
    room.propose("NOR", "1", "Promote services;")
    assert not [line for line in lines(rolling_sheet(room.state, attribution)) if "gone" in line]


def test_a_letter_that_stands_for_nobody_is_no_party_s_code() -> None:
    room = Room(document("1. Promote services;"))
    room.act("SEC", lambda s, f: setup.add_party(s, f, "A", "Aldmark", "delegation"))
    room.propose("NOR", "1", "Promote all services;")
    assert "Promote [all](B) services;" in lines(rolling_sheet(room.state, "anonymous"))
