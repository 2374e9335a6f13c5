"""The presiding party's desk: picks, outcomes, gavel, stale sight, rungs, undo."""

from __future__ import annotations

import pytest
from textual.widgets import Input

from draftrace.room.acts import agreeing, proposing, supporting
from tui.kit import NARROW, WIDE, Table, seated

BASE = "Decide to review progress every two years."


def proposed(table: Table, by: str, wording: str, address: str = "3") -> str:
    return table.act(
        by, lambda s, f: proposing.propose_wording(s, f, table.id(address), wording)
    ).act.id


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_accept_whole_shows_the_outcomes_first(table: Table, size: tuple[int, int]) -> None:
    proposed(table, "EU", "Decide to review progress every five years.")
    proposed(table, "CUB", "Decide to review progress every ten years.")
    proposed(table, "NOR", "Decide to review all progress every two years.")
    async with seated(table, "CHAIR", size) as chair:
        await chair.go("3")
        await chair.press("enter")
        assert chair.on("decide")
        rivals = chair.rows("#rivals")
        assert BASE in rivals
        assert "every {-two-}{+five+} years" in rivals
        assert "review {+all+} progress" in rivals
        await chair.press("space")
        foreseen = chair.rows("#decision")
        assert "accepted: EU-1" in foreseen
        assert "CUB-1 (CUB)  conflict: falls with this decision" in foreseen
        assert "NOR-1 (NOR)  clean: carried over" in foreseen
        await chair.press("enter")
        assert "It is so decided?" in chair.text()
        assert table.wording("3") == BASE, "not before the second enter"
        await chair.write("no objection heard")
        await chair.press("enter")
        assert table.wording("3") == "Decide to review progress every five years."
    (left,) = table.pending("3")
    assert left.handle == "NOR-1"
    assert left.now.wording == "Decide to review all progress every five years."
    assert table.state.proposal("CUB-1").now.status == "overtaken"  # type: ignore[union-attr]


async def test_a_rival_in_conflict_may_be_kept_pending(table: Table) -> None:
    proposed(table, "EU", "Decide to review progress every five years.")
    proposed(table, "CUB", "Decide to review progress every ten years.")
    async with seated(table, "CHAIR") as chair:
        await chair.go("3")
        await chair.press("enter", "space", "tab", "space")
        assert "conflict: must be confirmed by its sponsor" in chair.rows("#decision")
        await chair.press("enter", "enter")
    (left,) = table.pending("3")
    assert (left.handle, left.now.waiting, left.now.rebase) == ("CUB-1", True, "conflict")


async def test_accept_some_edits_of_a_proposal(table: Table) -> None:
    proposed(table, "EU", "Decide at last to review progress every five years.")
    async with seated(table, "CHAIR") as chair:
        await chair.go("3")
        await chair.press("enter", "down", "space")
        assert "accepted in part: EU-1" in chair.rows("#decision")
        await chair.press("enter", "enter")
    assert table.wording("3") == "Decide at last to review progress every two years."
    assert table.state.proposal("EU-1").now.status == "accepted in part"  # type: ignore[union-attr]


async def test_edits_of_two_proposals_become_a_chairs_text(table: Table) -> None:
    proposed(table, "EU", "Decide at last to review progress every two years.")
    proposed(table, "CUB", "Decide to review progress every five years.")
    async with seated(table, "CHAIR") as chair:
        await chair.go("3")
        await chair.press("enter", "space", "down", "space")
        assert "chair's text, drawing on EU-1, CUB-1" in chair.rows("#decision")
        await chair.press("enter", "enter")
    assert table.wording("3") == "Decide at last to review progress every five years."
    assert not table.pending("3")


async def test_edits_on_the_same_words_cant_be_joined(table: Table) -> None:
    proposed(table, "EU", "Decide to review progress every ten years.")
    proposed(table, "CUB", "Decide to review progress every five years.")
    async with seated(table, "CHAIR") as chair:
        await chair.go("3")
        await chair.press("enter", "space", "down", "space")
        told = " ".join(chair.rows("#decision").split())
        assert "change the same words" in told
        await chair.press("enter")
        assert "change the same words" in chair.refused[-1]
    assert table.wording("3") == BASE


async def test_a_chairs_text_is_written_and_gavelled(table: Table) -> None:
    proposed(table, "EU", "Decide to review progress every ten years.")
    async with seated(table, "CHAIR") as chair:
        await chair.go("3")
        await chair.press("enter", "space", "e")
        assert "Chair's text for 3" in chair.text()
        await chair.write(" Amen.")
        await chair.press("ctrl+s")
        assert chair.on("decide")
        assert "chair's text, drawing on EU-1" in chair.rows("#decision")
        await chair.press("enter", "enter")
    assert table.wording("3") == "Decide to review progress every ten years. Amen."
    assert table.state.proposal("EU-1").now.status == "accepted"  # type: ignore[union-attr]


async def test_reject_and_defer(table: Table) -> None:
    proposed(table, "EU", "Decide to review progress every ten years.")
    async with seated(table, "CHAIR") as chair:
        await chair.go("3")
        await chair.press("enter", "D")
        await chair.write("tomorrow")
        await chair.press("enter")
        assert len(table.pending("3")) == 1
        await chair.press("R")
        assert "Reject EU-1; the text stays" in chair.text()
        await chair.press("enter")
    assert not table.pending("3")
    assert table.wording("3") == BASE
    outcomes = [step.outcome for step in table.state.past.steps[table.id("3")]]
    assert outcomes[-2:] == ["deferred", "rejected"]


async def test_insertions_deletions_and_moves_are_gavelled(table: Table) -> None:
    table.act("EU", lambda s, f: proposing.propose_deletion(s, f, table.id("2(b)")))
    table.act("CUB", lambda s, f: proposing.propose_move(s, f, table.id("2(a)"), table.id("2(c)")))
    from draftrace.room import places

    table.act(
        "NOR",
        lambda s, f: proposing.propose_insertion(s, f, places.after(s, table.id("3")), "End well."),
    )
    async with seated(table, "CHAIR") as chair:
        await chair.go("2b")
        await chair.press("enter", "space")
        assert "and 2 below it" in chair.rows("#decision")
        await chair.press("enter", "enter", "q")
        await chair.go("2a")
        await chair.press("enter", "space")
        assert "moves to 2(c) bis" in chair.rows("#decision")
        await chair.press("enter", "enter", "q")
        await chair.go("3 bis")
        await chair.press("enter", "space", "enter", "enter")
    standing = [p.now.address for p in table.state.standing()]
    assert "2(b)" not in standing
    assert "2(b)(i)" not in standing
    assert standing.index("2(c) bis") > standing.index("2(c)")
    assert "3 bis" in standing


async def test_a_decision_on_stale_sight_is_refused_with_what_came_in_between(
    table: Table,
) -> None:
    made = proposed(table, "EU", "Decide to review progress every ten years.")
    async with seated(table, "CHAIR") as chair:
        await chair.go("3")
        await chair.press("enter", "space")
        table.act("CUB", lambda s, f: supporting.take_position(s, f, "objects", proposal=made))
        await chair.until(lambda: "changed since you looked" in chair.text())
        assert "objection: CUB" in chair.rows("#rivals"), "seen, but not taken note of"
        await chair.press("enter", "enter")
        assert "3 has changed since you saw it: CUB: position taken" in chair.refused[-1]
        assert table.wording("3") == BASE
        assert "changed since you looked" not in chair.lines()[2]
        await chair.press("enter", "enter")
        assert table.wording("3") == "Decide to review progress every ten years."


async def test_taking_note_first_lets_the_decision_through(table: Table) -> None:
    made = proposed(table, "EU", "Decide to review progress every ten years.")
    async with seated(table, "CHAIR") as chair:
        await chair.go("3")
        await chair.press("enter", "space")
        table.act("CUB", lambda s, f: supporting.take_position(s, f, "objects", proposal=made))
        await chair.until(lambda: "changed since you looked" in chair.text())
        await chair.press("ctrl+r", "enter", "enter")
        assert table.wording("3") == "Decide to review progress every ten years."


async def test_a_pick_that_is_withdrawn_meanwhile_is_not_gavelled(table: Table) -> None:
    made = proposed(table, "EU", "Decide to review progress every ten years.")
    async with seated(table, "CHAIR") as chair:
        await chair.go("3")
        await chair.press("enter", "space", "enter")
        table.act("EU", lambda s, f: proposing.withdraw(s, f, made))
        await chair.until(lambda: not chair.app.state.now.pending)
        await chair.press("enter")
        assert "no longer pending" in chair.refused[-1]
    assert table.wording("3") == BASE


@pytest.mark.parametrize("key", ["enter", "R", "D", "e", "k", "O"])
async def test_a_delegation_may_look_but_not_gavel(table: Table, key: str) -> None:
    proposed(table, "EU", "Decide to review progress every ten years.")
    at = table.state.now.position
    async with seated(table, "NOR") as nor:
        await nor.go("3")
        await nor.press("3")
        assert nor.on("decide")
        assert "{-two-}{+ten+}" in nor.rows("#rivals")
        assert "gavel" not in nor.lines()[-1]
        await nor.press("space", key)
        assert "NOR (delegation) may not" in nor.refused[-1]
        assert "only the presiding party may" in nor.refused[-1]
    assert table.state.now.position == at


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_the_agenda_leads_through_what_is_open(table: Table, size: tuple[int, int]) -> None:
    proposed(table, "EU", "Decide to review progress every ten years.")
    proposed(table, "EU", "Strengthen all border control agencies;", "2(b)")
    async with seated(table, "CHAIR", size) as chair:
        await chair.go("2b")
        await chair.press("enter")
        assert "2(b)" in chair.rows("#agenda")
        assert "2(c)" not in chair.rows("#agenda")
        await chair.press("n")
        assert chair.app.place == table.id("3")
        await chair.press("p")
        assert chair.app.place == table.id("2(b)")
        await chair.go("3")
        assert "{-two-}{+ten+}" in chair.rows("#rivals")


async def test_agree_with_all_below_and_qualifiers(table: Table) -> None:
    async with seated(table, "CHAIR") as chair:
        await chair.go("2")
        await chair.press("k")
        assert "Agree on 2 and" in chair.text()
        await chair.press("down", "down", "space", "tab")
        await chair.write("CUB")
        await chair.press("ctrl+s")
        assert "agreed in informals ad referendum, pending CUB" in chair.lines()[-2]
    for address in ("2", "2(a)", "2(b)(ii)"):
        form = table.provision(address).now
        assert (form.rung, form.ad_referendum, form.pending) == (
            "agreed in informals",
            True,
            ("CUB",),
        )


async def test_a_rung_refused_is_asked_again_with_what_was_said(table: Table) -> None:
    async with seated(table, "CHAIR", NARROW) as chair:
        await chair.go("3")
        await chair.press("k", "down", "down", "space", "tab")
        await chair.write("CU")
        await chair.until(lambda: "CUB " in chair.text())
        await chair.press("right")
        await chair.write(", XYZ")
        await chair.press("tab", "tab")
        await chair.write("as heard")
        await chair.press("ctrl+s")
        assert "XYZ" in chair.refused[-1]
        again = chair.app.screen.query_one("#pending", Input)
        assert again.has_focus
        assert again.value == "CUB, XYZ"
        assert "as heard" in chair.text()
        await chair.press("end", *["backspace"] * len(", XYZ"), "ctrl+s")
        assert "agreed in informals ad referendum, pending CUB" in chair.lines()[-2]
        assert not chair.refused


async def test_agreement_waits_for_what_is_pending_and_can_be_reopened(table: Table) -> None:
    proposed(table, "EU", "Decide to review progress every ten years.")
    async with seated(table, "CHAIR") as chair:
        await chair.go("3")
        await chair.press("k", "ctrl+s")
        assert "Proposals are pending on 3: EU-1." in chair.refused[-1]
    table.act("CHAIR", lambda s, f: agreeing.agree(s, f, table.id("1"), "agreed in informals"))
    async with seated(table, "CHAIR") as chair:
        await chair.go("1")
        await chair.press("O")
        await chair.write("at the request of CUB")
        await chair.press("enter")
    assert table.provision("1").now.rung == "under discussion"


async def test_undoing_a_decision_asks_once(table: Table) -> None:
    proposed(table, "EU", "Decide to review progress every ten years.")
    async with seated(table, "CHAIR") as chair:
        await chair.go("3")
        await chair.press("enter", "enter", "enter")
        assert table.wording("3") == "Decide to review progress every ten years."
        await chair.press("u")
        assert "Undo this decision?" in chair.text()
        await chair.press("escape")
        assert table.wording("3") == "Decide to review progress every ten years."
        await chair.press("u", "enter")
    assert table.wording("3") == BASE
    assert [p.handle for p in table.pending("3")] == ["EU-1"]
