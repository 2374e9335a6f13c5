"""Workspaces, parties, groups, meetings, roles: who may do what, and what each refusal says."""

from __future__ import annotations

from functools import partial

import pytest

from draftrace.room.acts import meetings, setup, supporting
from draftrace.room.roles import RULES, allowed
from draftrace.room.state import depth_of
from room_kit import Room


def test_a_workspace_is_opened_once() -> None:
    room = Room(level="")
    room.refused(
        "opened already", lambda: room.act("SEC", lambda s, f: setup.open_workspace(s, f, "x", "y"))
    )
    assert room.state.now.presiding == "CHAIR"


@pytest.mark.parametrize("code", ["", "1EU", "EU NOR", "x" * 17, "a;b"])
def test_a_bad_code_is_refused(code: str) -> None:
    room = Room(level="")
    room.refused(
        "is not a party's code",
        lambda: room.act("SEC", lambda s, f: setup.add_party(s, f, code, "n", "delegation")),
    )


def test_a_code_is_taken_in_any_case() -> None:
    room = Room(level="")
    room.refused(
        "There is a party EU already",
        lambda: room.act("SEC", lambda s, f: setup.add_party(s, f, "eu", "n", "delegation")),
    )


def test_a_delegation_admits_nobody() -> None:
    room = Room(level="")
    told = room.refused(
        "EU (delegation) may not admit a party",
        lambda: room.act("EU", lambda s, f: setup.add_party(s, f, "XX", "n", "delegation")),
    )
    assert "only a secretariat or a bureau may" in told.message


def test_an_unknown_party_is_named() -> None:
    room = Room()
    room.refused("There is no party ZZ", lambda: room.propose("ZZ", "1", "New words"))


def test_only_the_secretariat_records_for_others() -> None:
    room = Room()
    room.refused(
        "NOR may not record an act of EU",
        lambda: room.propose("EU", "1", "New words", floor={"recorder": "NOR"}),
    )
    made = room.propose("EU", "1", "New words", floor={"recorder": "SEC"})
    assert room.proposal(made).stamp.recorder == "SEC"


def _join(room: Room, member: str) -> None:
    room.act("SEC", lambda s, f: setup.join_group(s, f, "G", member))


def test_members_join_and_leave_over_time() -> None:
    room = Room(level="")
    joined = room.state.now.position
    assert room.state.now.parties["G"].members() == ["NOR", "CUB"]
    room.act("SEC", lambda s, f: setup.leave_group(s, f, "G", "CUB"))
    group = room.state.now.parties["G"]
    assert group.members() == ["NOR"]
    assert group.members(joined) == ["NOR", "CUB"]
    for what, member in (("member of G already", "NOR"), ("no party ZZ", "ZZ"), ("of itself", "G")):
        room.refused(what, partial(_join, room, member))
    room.refused(
        "CUB is not a member",
        lambda: room.act("SEC", lambda s, f: setup.leave_group(s, f, "G", "CUB")),
    )
    room.refused(
        "There is no group EU",
        lambda: room.act("SEC", lambda s, f: setup.join_group(s, f, "EU", "NOR")),
    )


def test_who_speaks_for_a_group_is_its_member() -> None:
    room = Room()
    made = room.propose("NOR", "1", "Words of the group", floor={"behalf": "G"})
    assert room.proposal(made).now.sponsors == ("G",)
    room.refused(
        "EU is not a member of G",
        lambda: room.propose("EU", "1", "Other words", floor={"behalf": "G"}),
    )
    room.refused(
        "is not a member of NOR",
        lambda: room.propose("EU", "1", "Other words", floor={"behalf": "NOR"}),
    )


def test_meetings_open_side_by_side_and_close_once() -> None:
    room = Room(level="")
    first = room.open("informal", "EU", "Room A")
    second = room.open("informal", "NOR", "Room B")
    assert len(room.state.open_meetings()) == 2
    assert room.state.presides("EU", first)
    assert not room.state.presides("EU", second)
    room.refused("Room B is open already", lambda: room.open("informal", name="room b"))
    room.meeting = second
    room.close()
    room.meeting = second
    room.refused("not open", room.close)
    room.refused("not open", lambda: room.propose("CUB", "1", "Words"))


@pytest.mark.parametrize(
    ("presiding", "name", "what"),
    [
        ("ZZ", "M", "There is no party ZZ"),
        ("OBS", "M", "OBS is a observer"),
        ("G", "M", "G is a group"),
        ("", "  ", "needs a name"),
    ],
)
def test_a_meeting_needs_a_name_and_one_who_may_preside(
    presiding: str, name: str, what: str
) -> None:
    room = Room(level="")
    room.refused(
        what,
        lambda: room.act(
            "SEC",
            lambda s, f: meetings.open_meeting(s, f, name, level="informal", presiding=presiding),
        ),
    )


def test_the_presiding_party_may_close_its_meeting() -> None:
    room = Room(level="")
    meeting = room.open("informal", "EU")
    room.act("EU", lambda s, f: meetings.close_meeting(s, f, meeting))
    assert room.state.open_meetings() == []


def test_observers_only_listen() -> None:
    room = Room()
    room.refused("OBS (observer) may not propose", lambda: room.propose("OBS", "1", "Words"))
    made = room.propose("EU", "1", "Words")
    room.refused(
        "OBS (observer) may not co-sponsor",
        lambda: room.act("OBS", lambda s, f: supporting.co_sponsor(s, f, made)),
    )


def test_every_rule_says_who() -> None:
    room = Room(level="")
    for kind, rule in RULES.items():
        assert rule.what
        assert rule.roles or rule.presiding, kind
    assert not allowed(room.state, "ZZ", "", "proposed")
    assert allowed(room.state, "CHAIR", "", "decided")
    assert not allowed(room.state, "EU", "", "decided")


def test_depth_orders_headings_paragraphs_items() -> None:
    room = Room()
    depths = {p.now.address: depth_of(p) for p in room.state.standing()}
    assert depths["h:~1"] < depths["1"] < depths["2(b)"] < depths["2(b)(i)"]
    assert depths["note:1"] == 0


def test_who_presides_elsewhere_does_not_close_this_meeting() -> None:
    room = Room(level="")
    elsewhere = room.open("informal", "EU", "Room A")
    here = room.open("informal", "NOR", "Room B")
    room.refused(
        "EU (delegation) may not close a meeting",
        lambda: room.act("EU", lambda s, f: meetings.close_meeting(s, f, here), meeting=elsewhere),
    )
    room.act("NOR", lambda s, f: meetings.close_meeting(s, f, here))


def test_whoever_acts_for_a_group_is_its_member_whatever_the_act() -> None:
    room = Room()
    room.refused(
        "EU is not a member of G",
        lambda: room.act(
            "EU", lambda s, f: setup.add_party(s, f, "XX", "n", "delegation"), behalf="G"
        ),
    )
