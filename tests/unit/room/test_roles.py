"""Who may do what: the whole table, every kind of act from every seat, through the real rules.

``tests/cases/roles.md`` is the table for a person to review; the code must say the same.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any, get_args

import pytest

from draftrace.errors import DraftraceError
from draftrace.room.acts import (
    agreeing,
    corpus,
    deciding,
    fixing,
    issuing,
    meetings,
    outside,
    packaging,
    proposing,
    setup,
    silence,
    supporting,
    tabling,
    undoing,
)
from draftrace.room.acts.payloads import DocumentAdded, Payload
from draftrace.room.acts.terms import SourceRef
from draftrace.room.roles import RULES, allowed
from room_kit import DRAFT, Room

TABLE = Path(__file__).parents[2] / "cases" / "roles.md"
SOURCE = SourceRef(document="WG", address="1", wording="x")
REPORT = DocumentAdded(
    symbol="S", title="", date="", role="conclusions", file="", sha256="", reading="", provisions=1
)
SEATS = {
    "delegation": "EU",
    "group": "G",
    "bureau": "BUR",
    "secretariat": "SEC",
    "observer": "OBS",
    "delegation presiding": "NOR",
    "bureau presiding": "CHAIR",
}
INTENTS: dict[str, Callable[[Any, Any], Any]] = {
    "party added": lambda s, f: setup.add_party(s, f, "NEW", "New", "delegation"),
    "member joined": lambda s, f: setup.join_group(s, f, "G", "EU"),
    "member left": lambda s, f: setup.leave_group(s, f, "G", "CUB"),
    "meeting opened": lambda s, f: meetings.open_meeting(s, f, "Next", level="informal"),
    "meeting closed": lambda s, f: meetings.close_meeting(s, f, f.meeting),
    "document added": lambda s, f: corpus.add_document(s, f, REPORT),
    "draft tabled": lambda s, f: tabling.table(s, f, DRAFT),
    "provision lifted": lambda s, f: tabling.lift(s, f, [SOURCE], "x", after="p"),
    "proposed": lambda s, f: proposing.propose_wording(s, f, "p", "x"),
    "proposal revised": lambda s, f: proposing.revise(s, f, "EU-1", "x"),
    "proposal withdrawn": lambda s, f: proposing.withdraw(s, f, "EU-1"),
    "proposal confirmed": lambda s, f: proposing.confirm(s, f, "EU-1"),
    "co-sponsored": lambda s, f: supporting.co_sponsor(s, f, "EU-1"),
    "position taken": lambda s, f: supporting.take_position(s, f, "objects", proposal="EU-1"),
    "package formed": lambda s, f: packaging.form(s, f, "P", ["EU-1"]),
    "package dissolved": lambda s, f: packaging.dissolve(s, f, "P"),
    "package decided": lambda s, f: packaging.accept_package(s, f, "P"),
    "decided": lambda s, f: deciding.accept(s, f, "EU-1"),
    "agreed": lambda s, f: agreeing.agree(s, f, "p", "agreed in informals"),
    "editorial fix": lambda s, f: fixing.fix(s, f, "p", "x", "why"),
    "silence opened": lambda s, f: silence.open_silence(s, f, ["p"], "2031-01-01T00:00:00Z"),
    "silence broken": lambda s, f: silence.break_silence(s, f, ["p"], "why"),
    "silence closed": silence.close_silence,
    "silence withdrawn": silence.withdraw_silence,
    "reopened": lambda s, f: agreeing.reopen(s, f, "p"),
    "revision issued": lambda s, f: issuing.issue(s, f, "Rev.9"),
    "revision received": lambda s, f: outside.receive_revision(s, f, DRAFT),
    "text adopted": issuing.adopt,
    "text corrected": lambda s, f: issuing.correct(s, f, {}, "why"),
    "source linked": lambda s, f: corpus.link(s, f, "p", SOURCE, relation="adapted"),
    "suggestion dismissed": lambda s, f: corpus.dismiss(s, f, "p", SOURCE),
    "undone": lambda s, f: undoing.undo(s, f, "nothing"),
}


@pytest.fixture(scope="module")
def room() -> Room:
    """Two open meetings: one in which a delegation presides, one in which the bureau does."""
    room = Room(level="")
    room.act("SEC", lambda s, f: setup.add_party(s, f, "BUR", "Vice-Chair", "bureau"))
    room.open("informal", "NOR", name="of NOR")
    room.open("informal", name="of CHAIR")
    return room


def told() -> dict[tuple[str, str], bool]:
    """What the table for people says, by kind and seat."""
    lines = re.findall(r"^\| (.+) \|$", TABLE.read_text(encoding="utf-8"), re.MULTILINE)
    header, _, *rows = [[cell.strip() for cell in line.split(" | ")] for line in lines]
    return {
        (row[0], seat): {"yes": True, "no": False}[cell]
        for row in rows
        for seat, cell in zip(header[1:], row[1:], strict=True)
    }


def _meeting(room: Room, party: str) -> str:
    chair = "NOR" if party == "NOR" else "CHAIR"
    return next(m.id for m in room.state.open_meetings() if m.presiding == chair)


def test_every_kind_of_act_has_its_rule_and_its_row() -> None:
    kinds = {str(kind.__struct_config__.tag) for kind in get_args(Payload)}
    assert kinds - {"workspace opened"} == set(RULES)
    assert set(INTENTS) == set(RULES)
    assert {kind for kind, _ in told()} == set(RULES)
    assert {seat for _, seat in told()} == set(SEATS)


@pytest.mark.parametrize("seat", SEATS)
@pytest.mark.parametrize("kind", RULES)
def test_who_may_is_what_the_table_says(room: Room, kind: str, seat: str) -> None:
    assert allowed(room.state, SEATS[seat], _meeting(room, SEATS[seat]), kind) is told()[kind, seat]


@pytest.mark.parametrize("seat", SEATS)
@pytest.mark.parametrize("kind", INTENTS)
def test_each_refusal_names_the_rule(room: Room, kind: str, seat: str) -> None:
    party = SEATS[seat]
    floor = room.talks.floor(party, meeting=_meeting(room, party))
    refusal = ""
    try:
        INTENTS[kind](room.state, floor)
    except DraftraceError as error:
        refusal = error.message
    rule = f"may not {RULES[kind].what}: only "
    assert (rule in refusal) is not told()[kind, seat], refusal


def test_a_party_that_does_not_exist_may_do_nothing(room: Room) -> None:
    floor = room.talks.floor("XYZ", meeting=_meeting(room, "CHAIR"))
    for kind, intent in INTENTS.items():
        assert not allowed(room.state, "XYZ", floor.meeting, kind)
        with pytest.raises(DraftraceError, match="There is no party XYZ"):
            intent(room.state, floor)
