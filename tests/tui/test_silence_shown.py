"""Silence, fixes, conditions and statements in the rows of the terminal room."""

from __future__ import annotations

from draftrace.room.acts import fixing, issuing, silence, supporting
from draftrace.room.acts.closing_payloads import OralAmendment
from draftrace.tui.cards import history_rows, note_rows
from draftrace.tui.prose import Row
from draftrace.tui.signs import Signs
from draftrace.tui.timeline import timeline_rows
from draftrace.views.standing import line
from room_kit import Room


def told(rows: list[Row]) -> str:
    return "\n".join("".join(span.text for span in row.spans) for row in rows)


def signs_of(room: Room, address: str) -> list[str]:
    return [span.text for span in Signs().beside(line(room.state, room.at(address)))]


def test_what_qualifies_an_agreement_has_its_sign() -> None:
    room = Room()
    room.agree("2")
    room.reopen("2(a)")
    room.agree("3", upon=(room.id("1"),))
    until = "2030-01-05T00:00:00Z"
    room.act("CHAIR", lambda s, f: silence.open_silence(s, f, [room.id("1")], until))
    assert signs_of(room, "2") == ["≈", "¬"]
    assert signs_of(room, "3") == ["≈", "c"]
    assert signs_of(room, "1") == ["s"]


def test_the_life_of_a_provision_tells_every_act() -> None:
    room = Room(level="plenary")
    target = room.id("1")
    until, after = "2030-01-05T00:00:00Z", "2030-01-06T00:00:00Z"
    room.act("CHAIR", lambda s, f: silence.open_silence(s, f, [target], until))
    room.act("CUB", lambda s, f: silence.break_silence(s, f, [target], "[b]no[/b] \x1b[31m"))
    room.act("CHAIR", silence.close_silence, happened=after)
    room.agree("1")
    room.act("CHAIR", lambda s, f: fixing.fix(s, f, target, "Reaffirm it;", "style"))
    oral = OralAmendment(provision=target, wording="Reaffirm all;", party="NOR", reason="so")
    room.act("CHAIR", lambda s, f: issuing.adopt(s, f, oral=[oral]))
    room.act(
        "CUB",
        lambda s, f: supporting.take_position(s, f, "explains", provision=target, text="hm"),
    )
    provision = room.at("1")
    life = told(timeline_rows(room.state, provision, 80, Signs()))
    for words in (
        "under silence until 5 Jan 2030, 00:00 UTC",
        "silence broken by CUB",
        "editorial fix",
        "adopted, with an oral amendment of NOR",
        "[b]no[/b]",
    ):
        assert words in life
    assert "\x1b" not in life
    assert "silence broken" in told(history_rows(room.state, provision, 80, Signs()))
    assert "explains: hm" in told(note_rows(room.state, provision, "", 80, Signs()))
