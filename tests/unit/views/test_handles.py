"""Handles in what people write: of known parties, whole, each once."""

from __future__ import annotations

from draftrace.room.acts import setup
from draftrace.views.handles import named, of_elsewhere
from room_kit import Room


def test_handles_of_known_parties_are_found_whole_and_once() -> None:
    room = Room()
    room.act("SEC", lambda s, f: setup.add_party(s, f, "EU-B", "More", "delegation"))
    texts = ["as in EU-2, NOR-11 (EU-B-3)", "EU-2 again, MEX-4, PRE-EU-5, EU-2x, EU-", ""]
    assert named(room.state, texts) == ("EU-2", "NOR-11", "EU-B-3")
    assert "name EU-2, NOR-11, EU-B-3: written" in of_elsewhere(room.state, texts)
    assert not of_elsewhere(room.state, ["no handle"])
