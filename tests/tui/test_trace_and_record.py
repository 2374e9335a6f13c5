"""Trace a provision; read the record."""

from __future__ import annotations

import pytest

from draftrace.room.acts import deciding, issuing, proposing, supporting
from draftrace.tui.screens.record import RecordScreen
from tui.kit import NARROW, WIDE, Seat, Table, seated
from tui.kit import said as said_of


def story(table: Table) -> None:
    made = table.act(
        "EU",
        lambda s, f: proposing.propose_wording(
            s, f, table.id("3"), "Decide to review progress every five years.", reason="time to act"
        ),
    )
    table.act("NOR", lambda s, f: supporting.co_sponsor(s, f, made.act.id))
    for stance, text in (("reserves", "not yet"), ("lifted", ""), ("objects", "no")):
        table.act(
            "CUB",
            lambda s, f, x=stance, t=text: supporting.take_position(
                s, f, x, proposal=made.act.id, text=t
            ),
        )
    table.act("CHAIR", lambda s, f: deciding.accept(s, f, made.act.id, reason="a large majority"))
    table.act("SEC", issuing.issue)


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_trace_tells_a_provisions_life(table: Table, size: tuple[int, int]) -> None:
    story(table)
    async with seated(table, "OBS", size) as observer:
        await observer.go("3")
        await observer.press("t")
        assert observer.on("trace")
        told = " ".join(observer.rows("#timeline").replace("│", " ").split())
        for part in (
            "no confirmed source",
            "SEC tabled the draft",
            "EU proposed EU-1",
            "every {-two-}{+five+} years",
            "reason: time to act",
            "NOR co-sponsored EU-1",
            "CUB placed a reservation on EU-1",
            "reason: not yet",
            "CUB lifted its position on EU-1",
            "CUB objected to EU-1",
            "reason: no ",
            "CHAIR decided: accepted EU-1",
            "sponsors: EU, NOR",
            "objections: CUB",
            "a large majority",
            "issued as 3 (tabled to Rev.1)",
            "First informal",
        ):
            assert part in told
        await observer.go("1")
        assert "Reaffirm our commitment" in observer.rows("#timeline")
        await observer.press("q")
        assert observer.on("draft")
        assert observer.app.place == table.id("1")


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_a_word_answers_who_when_why_and_instead_of_what(
    table: Table, size: tuple[int, int]
) -> None:
    story(table)
    async with seated(table, "OBS", size) as observer:
        await observer.go("3")
        await observer.press("t")
        told = observer.rows("#timeline")
        assert "A·Decide to review progress every B·five A·years." in told
        assert "B· EU, NOR, First informal  1 word" in told
        await observer.press("enter")
        assert "No word is chosen." in observer.refused[-1]
        await observer.press("left", "left")
        told = observer.rows("#timeline")
        for name, said in (
            ("brought in by", "EU, NOR"),
            ("reason of the proposal", "time to act"),
            ("reason of the decision", "a large majority"),
            ("objections", "CUB"),
            ("replaced", "“two”"),
        ):
            assert f"{name:<24}{said}" in told
        await observer.press("enter")
        at = observer.view("#timeline").cursor
        decided = [r for r in observer.view("#timeline").rows if r.key == at]
        assert "CHAIR decided: accepted EU-1" in said_of(decided)
        await observer.press("right")
        assert "“years”" in observer.rows("#timeline")


async def test_the_record_reads_as_sentences_and_leads_to_the_trace(table: Table) -> None:
    story(table)
    async with seated(table, "OBS") as observer:
        await observer.press("7")
        told = observer.rows("#log")
        assert "EU proposed a change to 3" in told
        assert "CHAIR gavelled 3: accepted (EU-1)" in told
        assert "reason: a large majority" in told
        await observer.press("slash")
        await observer.write("gavelled")
        await observer.press("enter")
        assert "EU proposed" not in observer.rows("#log")
        await observer.press("end", "t")
        assert observer.on("trace")
        assert observer.app.place == table.id("3")


async def test_the_record_grows_while_it_is_read(table: Table) -> None:
    async with seated(table, "OBS", NARROW) as observer:
        await observer.press("7", "up")
        cursor = observer.view("#log").cursor
        table.act(
            "EU",
            lambda s, f: proposing.propose_wording(s, f, table.id("3"), "Decide to review it."),
        )
        await observer.until(lambda: "EU proposed a change to 3" in observer.rows("#log"))
        assert observer.view("#log").cursor == cursor


def first_read(seat: Seat) -> int:
    screen = seat.screen
    assert isinstance(screen, RecordScreen)
    return screen.sentences[0].position


async def test_a_long_record_is_read_piece_by_piece(table: Table) -> None:
    for number in range(330):
        table.act(
            "EU",
            lambda s, f, n=number: supporting.take_position(
                s, f, "supports" if n % 2 == 0 else "lifted", provision=table.id("3")
            ),
        )
    async with seated(table, "OBS") as observer:
        await observer.press("7")
        first = first_read(observer)
        assert first > 1
        assert "earlier acts: ↑ reads on" in observer.rows("#log")
        await observer.press("home")
        assert first_read(observer) == 1
        assert observer.view("#log").cursor == str(first)


async def test_screens_are_reached_by_number_and_left_by_q(table: Table) -> None:
    async with seated(table, "EU") as eu:
        for key, name in (("4", "trace"), ("7", "record"), ("3", "decide"), ("1", "draft")):
            await eu.press(key)
            assert name == eu.screen.NAME
        await eu.press("2")
        assert eu.on("amend"), "a heading may be amended too"
        await eu.press("escape")
        assert eu.on("draft")


async def test_q_on_the_draft_leaves_and_loses_nothing(table: Table) -> None:
    async with seated(table, "EU") as eu:
        await eu.press("q")
        assert eu.app.return_code == 0
