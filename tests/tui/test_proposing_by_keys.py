"""Amend, insert, delete, move, positions: each by its key, each refused to who may not."""

from __future__ import annotations

import pytest
from textual.widgets import Input

from draftrace.room.acts import deciding, proposing
from draftrace.tui.widgets.panel import Panel
from tui.kit import NARROW, WIDE, Seat, Table, seated


async def amended(seat: Seat, address: str, more: str) -> None:
    await seat.go(address)
    await seat.press("a")
    await seat.write(more)
    await seat.press("ctrl+s")


def proposed(table: Table, by: str, address: str, wording: str) -> str:
    return table.act(
        by, lambda s, f: proposing.propose_wording(s, f, table.id(address), wording)
    ).act.id


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_amend(table: Table, size: tuple[int, int]) -> None:
    before = table.wording("3")
    async with seated(table, "EU", size) as eu:
        await eu.go("3")
        await eu.press("a")
        assert eu.on("amend")
        await eu.write(" Indeed.")
        await eu.until(lambda: "{+" in eu.text())
        assert "balanced" in eu.text()
        await eu.press("tab")
        await eu.write("for emphasis")
        await eu.press("ctrl+s")
        assert eu.on("draft")
        assert eu.app.place == table.id("3")
    (one,) = table.pending("3")
    assert one.now.wording == before + " Indeed."
    assert one.now.reason == "for emphasis"
    assert one.now.sponsors == ("EU",)
    assert one.stamp.meeting == table.meeting


async def test_amending_says_what_is_wrong_with_brackets_and_previews_the_rolling_text(
    table: Table,
) -> None:
    proposed(table, "CUB", "3", "Decide to review progress every five years.")
    async with seated(table, "EU") as eu:
        await eu.go("3")
        await eu.press("a")
        await eu.pilot.press("left_square_bracket")
        await eu.write("annually")
        await eu.until(lambda: "without its other half" in eu.text())
        assert "1 other proposal here: CUB" in eu.text()
        await eu.press("ctrl+l")
        preview = eu.rows("#checks")
        assert "[two][five](CUB)" in preview
        assert "(EU, this draft)" in preview


async def test_a_wording_that_says_what_stands_is_refused_and_the_draft_stays(table: Table) -> None:
    async with seated(table, "EU") as eu:
        await eu.go("3")
        await eu.press("a", "ctrl+s")
        assert "This is what 3 says already." in eu.refused[-1]
        assert eu.on("amend")


@pytest.mark.parametrize(
    "key", ["a", "i", "d", "m", "e", "y", "w", "c", "plus", "o", "r", "L", "l", "minus", "k", "O"]
)
async def test_an_observer_is_refused_every_act_by_its_rule(table: Table, key: str) -> None:
    proposed(table, "EU", "3", "Decide to review it.")
    at = table.state.now.position
    async with seated(table, "OBS") as observer:
        await observer.go("3")
        await observer.press(key)
        assert "OBS (observer) may not" in observer.refused[-1]
        assert observer.on("draft")
    assert table.state.now.position == at


async def test_insert_after_before_and_as_first_item(table: Table) -> None:
    async with seated(table, "NOR") as nor:
        await nor.go("2a")
        await nor.press("i")
        assert "after 2(a): 2(a) bis" in nor.text()
        await nor.write("Share what they learn;")
        await nor.press("ctrl+s")
        await nor.go("2a")
        await nor.press("i", "ctrl+t")
        assert "before 2(a): 2(a) ante" in nor.text()
        await nor.write("Begin at once;")
        await nor.press("ctrl+s")
        await nor.go("2a")
        await nor.press("i", "ctrl+t", "ctrl+t")
        assert "first in 2(a): 2(a)(i)" in nor.text()
        await nor.write("By post;")
        await nor.press("ctrl+s")
        assert "[Share what they learn;](NOR)" in nor.text()
    assert table.wording("2(a) bis") == "Share what they learn;"
    assert table.wording("2(a) ante") == "Begin at once;"
    assert table.wording("2(a)(i)") == "By post;"


async def test_delete_asks_and_tells_what_goes_with_it(table: Table) -> None:
    async with seated(table, "CUB") as cub:
        await cub.go("2b")
        await cub.press("d")
        assert "all 2 below it" in cub.text()
        await cub.press("escape")
        assert not table.pending("2(b)")
        await cub.press("d")
        await cub.write("out of place")
        await cub.press("enter")
    (one,) = table.pending("2(b)")
    assert (one.change, one.now.reason) == ("deletion", "out of place")


async def test_move(table: Table) -> None:
    async with seated(table, "CUB") as cub:
        await cub.go("2a")
        await cub.press("m")
        await cub.write("2c")
        await cub.press("enter")
    (one,) = table.pending("2(a)")
    assert one.change == "move"
    assert one.after == table.id("2(c)")


async def test_co_sponsor_the_only_proposal(table: Table) -> None:
    proposed(table, "EU", "3", "Decide to review it.")
    async with seated(table, "NOR") as nor:
        await nor.go("3")
        await nor.press("c")
        assert "(EU, NOR)" in nor.text()
        await nor.press("c")
        assert "NOR sponsors EU-1 already." in nor.refused[-1]
    assert table.pending("3")[0].now.sponsors == ("EU", "NOR")


async def test_of_several_proposals_one_is_chosen(table: Table) -> None:
    proposed(table, "EU", "3", "Decide to review it.")
    proposed(table, "CUB", "3", "Decide to review progress every ten years.")
    async with seated(table, "NOR") as nor:
        await nor.go("3")
        await nor.press("c")
        assert "Co-sponsor which proposal?" in nor.text()
        await nor.press("down", "enter")
        assert table.pending("3")[1].now.sponsors == ("CUB", "NOR")
        await nor.press("tab", "c")
        assert table.pending("3")[0].now.sponsors == ("EU", "NOR"), "the one under the cursor"


async def test_nothing_pending_nothing_to_join(table: Table) -> None:
    async with seated(table, "NOR") as nor:
        await nor.go("3")
        await nor.press("c")
        assert "No proposal is pending on 3." in nor.refused[-1]


async def test_object_support_and_lift(table: Table) -> None:
    proposed(table, "EU", "3", "Decide to review it.")
    async with seated(table, "CUB") as cub:
        await cub.go("3")
        await cub.press("o", "enter")
        await cub.write("too vague")
        await cub.press("enter")
        (position,) = table.pending("3")[0].now.positions
        assert (position.stance, position.text) == ("objects", "too vague")
        await cub.press("L")
        assert not table.pending("3")[0].now.positions
        await cub.press("plus", "down", "enter", "enter")
        assert [p.stance for p in table.state.now.positions[table.id("3")]] == ["supports"]


async def test_reserve(table: Table) -> None:
    async with seated(table, "CUB") as cub:
        await cub.go("2c")
        await cub.press("r")
        await cub.write("with capital")
        await cub.press("enter")
        assert "!" in cub.lines()[-2]
        cub.screen.query_one(Panel).open("Notes")
        await cub.settled()
        assert "CUB reserves: with capital" in cub.rows("#cards")


async def test_withdraw_only_ones_own(table: Table) -> None:
    proposed(table, "EU", "3", "Decide to review it.")
    async with seated(table, "CUB") as cub:
        await cub.go("3")
        await cub.press("w")
        assert "No proposal of yours is pending on 3: EU-1 is EU's." in cub.refused[-1]
    async with seated(table, "EU") as eu:
        await eu.go("3")
        await eu.press("w")
        await eu.write("overtaken")
        await eu.press("enter")
    assert not table.pending("3")


async def test_revise_ones_own(table: Table) -> None:
    proposed(table, "EU", "3", "Decide to review it.")
    async with seated(table, "EU") as eu:
        await eu.go("3")
        await eu.press("e")
        assert "Revise EU-1 on 3" in eu.text()
        await eu.write(" Soon.")
        await eu.press("ctrl+s")
    assert table.pending("3")[0].now.wording == "Decide to review it. Soon."
    async with seated(table, "CUB") as cub:
        await cub.go("3")
        await cub.press("e")
        assert "EU-1 is EU's" in cub.refused[-1]


async def test_confirm_after_a_rebase_in_conflict(table: Table) -> None:
    chosen = proposed(table, "CUB", "3", "Decide to review progress every five years.")
    proposed(table, "EU", "3", "Decide to review progress every ten years.")
    table.act("CHAIR", lambda s, f: deciding.accept(s, f, chosen))
    (waiting,) = table.pending("3")
    assert waiting.now.waiting
    async with seated(table, "EU") as eu:
        await eu.go("3")
        cards = " ".join(eu.rows("#cards").split())
        assert "waits for EU to confirm, revise or withdraw" in cards
        await eu.press("y", "enter")
    (still,) = table.pending("3")
    assert not still.now.waiting
    assert still.now.base == "Decide to review progress every five years."


async def test_agreed_text_is_not_amended(table: Table) -> None:
    from draftrace.room.acts import agreeing

    table.act("CHAIR", lambda s, f: agreeing.agree(s, f, table.id("3"), "agreed in informals"))
    async with seated(table, "EU") as eu:
        await eu.go("3")
        await eu.press("a")
        assert "changes only when it is reopened" in eu.refused[-1]
        assert eu.on("draft")


async def test_undo_takes_back_ones_last_act(table: Table) -> None:
    async with seated(table, "EU") as eu:
        await amended(eu, "3", " Indeed.")
        assert len(table.pending("3")) == 1
        await eu.press("u")
        assert not table.pending("3")
        await eu.press("u")
        assert "EU has no act that could be undone." in eu.refused[-1]


async def test_the_secretariat_records_another_partys_act(table: Table) -> None:
    async with seated(table, "SEC") as sec:
        sec.app.sit_as("EU")
        await sec.settled()
        await amended(sec, "3", " Indeed.")
    (one,) = table.pending("3")
    assert (one.stamp.by, one.stamp.recorder) == ("EU", "SEC")


async def test_a_merger_is_written_as_one_wording_with_its_redline(table: Table) -> None:
    async with seated(table, "EU", NARROW) as eu:
        await eu.go("2a")
        await eu.press("M")
        assert "with 2(b)" in " ".join(eu.text().split())
        await eu.write("3")
        await eu.press("enter")
        assert "are not provisions of one kind in one place" in eu.refused[-1]
        await eu.press("backspace")
        await eu.write("2b")
        await eu.press("enter")
        assert "2(a) takes in 2(b)" in eu.text()
        await eu.press("backspace")
        await eu.write(" [together;")
        await eu.until(lambda: "[together;" in eu.rows("#checks"))
        assert "without its other half" in eu.rows("#checks")
        await eu.press("escape", "M")
        await eu.write("2b")
        await eu.press("enter")
        assert "draft of earlier restored" in eu.text()
        await eu.press("backspace")
        await eu.write("];")
        await eu.press("ctrl+s")
    (one,) = table.pending("2(a)")
    assert one.change == "merge"
    assert one.now.wording.endswith("Strengthen border control agencies [together];")


async def test_the_secretariat_names_co_sponsors_as_it_records(table: Table) -> None:
    async with seated(table, "SEC", NARROW) as sec:
        sec.app.sit_as("EU")
        await sec.go("3")
        await sec.press("a")
        assert "besides EU, as NOR, MEX" in sec.text()
        await sec.write(" Indeed.")
        await sec.press("tab", "tab")
        await sec.write("obs")
        await sec.press("ctrl+s")
        assert "OBS (observer) may not co-sponsor" in sec.refused[-1]
        assert not table.pending("3")
        await sec.press(*["backspace"] * 3)
        await sec.write("nor, cu")
        completes = sec.screen.query_one("#parties", Input)
        await sec.until(lambda: completes.value == "nor, cu" and "nor, cuB" in sec.text())
        await sec.press("right", "ctrl+s")
    (one,) = table.pending("3")
    assert one.now.sponsors == ("EU", "NOR", "CUB")
    acts = list(table.state.past.stamps.values())[-3:]
    assert [(s.kind, s.by, s.recorder) for s in acts] == [
        ("proposed", "EU", "SEC"),
        ("co-sponsored", "NOR", "SEC"),
        ("co-sponsored", "CUB", "SEC"),
    ]


async def test_a_delegation_is_told_how_others_join(table: Table) -> None:
    async with seated(table, "EU", NARROW) as eu:
        await eu.go("3")
        await eu.press("a")
        assert "EU; another joins it on the text, with c" in eu.text()
        await eu.press("tab", "tab")
        await eu.write(" Indeed.")
        await eu.press("ctrl+s")
    assert table.pending("3")[0].now.sponsors == ("EU",)
    assert table.wording("3") + " Indeed." == table.pending("3")[0].now.wording
