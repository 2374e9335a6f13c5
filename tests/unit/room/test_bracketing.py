"""Decisions on brackets: by the gavel, on standing text that is not agreed."""

from __future__ import annotations

from draftrace.compare import bracketing
from draftrace.room.acts.bracketing import treat
from room_kit import Room, document


def _lift(room: Room, at: str, by: str = "CHAIR") -> None:
    target = room.id(at)
    room.act(
        by,
        lambda s, f: treat(s, f, target, "brackets lifted", lambda w: bracketing.lifted(w, 1)),
    )


def test_a_lifted_bracket_is_a_decision_with_seal_and_rebase() -> None:
    room = Room(document("1. States [shall] act;"))
    room.propose("EU", "1", "States [shall] act now;")
    _lift(room, "1")
    assert room.at("1").now.wording == "States shall act;"
    assert room.proposal("EU-1").now.wording == "States shall act now;"
    assert room.proposal("EU-1").now.rebase == "clean"


def test_only_standing_text_that_is_open_is_treated() -> None:
    room = Room(document("1. States act;", "2. [Decide];"))
    room.insert("EU", "1", "A [new] one;")
    room.refused("is only proposed", lambda: _lift(room, "1 bis"))
    room.agree("1")
    room.refused("is agreed in informals", lambda: _lift(room, "1"))
    target = room.id("2")
    room.refused(
        "Nothing would be left",
        lambda: room.act(
            "CHAIR",
            lambda s, f: treat(
                s, f, target, "brackets struck", lambda w: bracketing.struck(w, 1).strip(";")
            ),
        ),
    )
