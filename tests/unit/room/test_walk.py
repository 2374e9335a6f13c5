"""The whole way through once: table, propose, decide, agree, issue, adopt, correct."""

from __future__ import annotations

from draftrace.room import places
from draftrace.room.acts import issuing, supporting
from draftrace.views.trace import trace
from room_kit import Room


def test_a_negotiation_from_table_to_corrigendum() -> None:
    room = Room()
    assert room.addresses()[:4] == ["h:~1", "PP1", "1", "2"]
    eu = room.propose("EU", "2(a)", room.says("2(a)").replace("of origin", "of origin and transit"))
    nor = room.propose("NOR", "2(a)", room.says("2(a)").replace("Promote", "Foster"))
    room.act("CUB", lambda s, f: supporting.co_sponsor(s, f, eu))
    decided = room.accept(eu)
    assert room.says("2(a)") == (
        "Promote the exchange of intelligence among countries of origin and transit;"
    )
    assert room.proposal(nor).now.rebase == "clean"
    assert room.proposal(nor).now.wording.startswith("Foster the exchange")
    room.reject(nor)
    room.refused("Later acts rest on it", lambda: room.undo(decided))
    inserted = room.insert("CUB", "2(a)", "Respect the sovereignty of States;")
    assert room.inserted_at(inserted) == "2(a) bis"
    room.accept(inserted)
    assert "2(a) bis" in room.addresses()
    room.agree("2")
    room.issue()
    assert "2(b)" in room.addresses()
    assert room.says("2(b)") == "Respect the sovereignty of States;"
    assert room.says("tabled:2(b)") == "Strengthen border control agencies;"
    room.open("plenary")
    room.adopt()
    assert {p.now.rung for p in room.state.standing()} == {"adopted"}
    corrected = {room.id("1"): room.says("1").replace("regions", "areas")}
    room.act("SEC", lambda s, f: issuing.correct(s, f, corrected, "a slip"))
    assert [r.name for r in room.state.past.revisions] == [
        "tabled",
        "Rev.1",
        "adopted",
        "adopted+Corr.1",
    ]
    told = trace(room.state, room.at("2(a)"))
    assert [v.decision for v in told.versions] == ["draft tabled", "accepted"]
    assert told.versions[1].sponsors == ("EU", "CUB")
    assert told.addresses[-1] == ("adopted+Corr.1", "2(a)")


def test_a_move_takes_all_below_it_along() -> None:
    room = Room()
    moved = room.move("EU", "2(b)", "2(c)")
    room.accept(moved)
    assert room.addresses()[4:9] == ["2(a)", "2(c)", "2(c) bis", "2(c) bis(i)", "2(c) bis(ii)"]
    room.issue()
    assert room.addresses()[4:9] == ["2(a)", "2(b)", "2(c)", "2(c)(i)", "2(c)(ii)"]
    assert room.says("2(c)") == "Strengthen border control agencies;"


def test_an_insertion_before_the_first_is_ante() -> None:
    room = Room()
    made = room.insert("EU", "2(a)", "Begin with this;", places.before)
    assert room.inserted_at(made) == "2(a) ante"
    room.accept(made)
    room.issue()
    assert room.says("2(a)") == "Begin with this;"
