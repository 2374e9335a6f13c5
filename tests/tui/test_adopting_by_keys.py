"""Adoption by keys: what is read out is prepared, kept, shown, and taken as one; and given back."""

from __future__ import annotations

from pathlib import Path

import pytest

from draftrace.room.acts import deciding, meetings, proposing
from draftrace.room.acts.payloads import TextAdopted
from room_kit import document
from tui.kit import NARROW, WIDE, Seat, Table, seated
from tui.staging import Stage


@pytest.fixture
def stage(tmp_path: Path) -> Stage:
    """A text that is ready for adoption, in a plenary."""
    ready = Stage(tmp_path / "workspace", "CHAIR")
    ready.ripe(1)
    return ready


async def prepare(seat: Seat, address: str, more: str, reason: str, by: str) -> None:
    await seat.go(address)
    await seat.press("H")
    await seat.write(more)
    await seat.press("tab")
    await seat.write(reason)
    await seat.press("tab")
    await seat.write(by)
    await seat.press("ctrl+s")


async def test_several_oral_amendments_are_kept_shown_and_adopted_as_one(stage: Stage) -> None:
    table = stage.table
    before = table.state.now.position
    async with seated(table, "CHAIR", NARROW) as chair:
        await prepare(chair, "4", " Always.", "read out", "nor")
        assert "1 oral amendment kept" in chair.told[-1]
        await chair.press("H")
        assert "ctrl+s prepare" in chair.lines()[-1]
        await chair.press("escape")
        await prepare(chair, "2", " Never.", "also", "EU")
        await prepare(chair, "3", " Perhaps.", "and this", "CUB")
        assert "3 oral amendments kept: K adopts the text" in chair.told[-1]
        assert "K adopt  " in chair.lines()[-1]
    assert table.state.now.position == before, "nothing is recorded before the text is adopted"
    async with seated(table, "CHAIR", WIDE) as chair:
        (kept,) = (said for said in chair.told if "Unsent drafts" in said)
        assert {"2", "3", "4"} <= set(kept.replace(",", " ").replace(".", " ").split())
        await chair.go("3")
        await chair.press("H", "ctrl+g", "enter")
        assert chair.on("draft")
        await chair.press("K")
        assert "To be adopted, with 2 oral amendments" in chair.text()
        shown = chair.rows("#foreseen")
        assert "4, by NOR: read out" in shown
        assert "in its own way. {+Always.+}" in " ".join(shown.split())
        assert "Perhaps" not in shown
        await chair.press("escape")
        assert table.state.now.position == before, "and there is a way back"
        await chair.do("adopt")
        await chair.press("ctrl+s")
        assert "It is so decided?" in chair.text()
        await chair.press("enter")
        assert not chair.app.keeping.drafts("CHAIR")
    (adopted,) = (e.act.payload for e in table.workspace.journal.read(before))
    assert isinstance(adopted, TextAdopted)
    assert [(o.party, o.reason) for o in adopted.oral] == [("EU", "also"), ("NOR", "read out")]
    assert table.wording("4").endswith("way. Always.")


async def test_what_is_not_finished_or_has_been_overtaken_is_left_out_and_said(
    stage: Stage,
) -> None:
    table = stage.table
    async with seated(table, "CHAIR", NARROW) as chair:
        await prepare(chair, "2", " Never.", "", "EU")
        assert "An oral amendment states its reason." in chair.refused[-1]
        assert chair.on("amend")
        await chair.press("escape")
        await prepare(chair, "5", " Once.", "because", "OBS")
        assert "OBS may not amend orally" in chair.refused[-1]
        await chair.press(*["backspace"] * 3)
        await chair.write("NOR")
        await chair.press("ctrl+s")
        new = table.wording("5").replace("way.", "way. Gladly.")
        made = table.act("EU", lambda s, f: proposing.propose_wording(s, f, table.id("5"), new))
        await chair.until(lambda: chair.app.state.now.pending)
        await chair.do("adopt")
        assert "Proposals are pending: EU-1" in chair.refused[-1]
        table.act("CHAIR", lambda s, f: deciding.accept(s, f, made.act.id))
        await chair.until(lambda: not chair.app.state.now.pending)
        await chair.do("adopt")
        shown = " ".join(chair.rows("#foreseen").split())
        assert "with 0 oral amendments" in chair.text()
        assert "2: It is not finished" in shown
        assert "5: 5 has changed where it is amended orally (conflict)" in shown


async def test_only_who_presides_prepares_what_is_read_out(stage: Stage) -> None:
    async with seated(stage.table, "EU", NARROW) as eu:
        await eu.press("H")
        assert "EU (delegation) may not adopt the text" in eu.refused[-1]
        assert eu.on("draft")


async def test_who_adopts_is_told_what_was_never_agreed_and_sees_no_signs(tmp_path: Path) -> None:
    table = Table(tmp_path / "open", document("PP *Recalling* the past,", "1. Decide to act."))
    table.act("SEC", lambda s, f: meetings.open_meeting(s, f, "Plenary", level="plenary"))
    async with seated(table, "CHAIR", WIDE) as chair:
        await chair.press("K")
        shown = " ".join(chair.rows("#foreseen").split())
        assert "not agreed 2 provisions: PP1, 1" in shown
        assert "Recalling the past," in shown
