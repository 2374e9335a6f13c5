"""Pages that are read without a cursor, and refusals that no longer stand in the way."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.widgets import Input

from draftrace.room.acts import setup, silence
from draftrace.tui.widgets.rows import Rows
from tui.kit import NARROW, Table, seated
from tui.staging import Stage


async def test_help_is_read_by_the_keys_it_names(table: Table) -> None:
    async with seated(table, "EU", NARROW) as seat:
        await seat.press("question_mark")
        page = seat.app.screen.query_one(Rows)
        places = [page.scroll_offset.y]
        for key in ("down", "pagedown", "up", "end", "pageup", "home"):
            await seat.press(key)
            places.append(page.scroll_offset.y)
        start, line, on, back, end, before, home = places
        assert (start, line, home) == (0, 1, 0)
        assert line < on == back + 1 < end == page.max_scroll_y
        assert back < before < end


async def test_the_text_to_be_adopted_is_read_to_its_end(tmp_path: Path) -> None:
    stage = Stage(tmp_path / "workspace", "CHAIR")
    stage.ripe(1)
    async with seated(stage.table, "CHAIR", NARROW) as seat:
        await seat.do("adopt")
        page = seat.view("#foreseen")
        await seat.press("end")
        assert page.scroll_offset.y == page.max_scroll_y > 0


async def test_one_refusal_at_a_time_and_none_after_one_gives_up(table: Table) -> None:
    async with seated(table, "SEC", NARROW) as seat:
        await seat.do("party.add")
        await seat.write("FRA")
        await seat.press("tab", "tab")
        for role in ("wizard", "witch"):
            seat.app.screen.query_one("#role", Input).value = role
            await seat.press("enter")
            (said,) = seat.refused
            assert f"'{role}' is no role" in said
            focused = seat.app.screen.focused
            assert focused is not None
            assert focused.id == "role", "where it is wrong"
        await seat.press("escape")
        assert seat.refused == []


@pytest.mark.parametrize("screen", ["1", "3", "4", "5"])
async def test_an_address_that_is_none_is_asked_for_again(tmp_path: Path, screen: str) -> None:
    stage = Stage(tmp_path / "workspace", "CHAIR")
    stage.ripe(1)
    async with seated(stage.table, "CHAIR", NARROW) as seat:
        await seat.press(screen, "g")
        await seat.write("99 septies")
        await seat.press("enter")
        assert "99 septies" in seat.refused[-1]
        assert seat.app.screen.query_one("#address", Input).value == "99 septies"
        await seat.press("escape")
        assert seat.refused == []


@pytest.mark.parametrize("many", [1, 2])
async def test_the_letter_of_a_silence_procedure_fits_the_page(table: Table, many: int) -> None:
    async with seated(table, "CHAIR", NARROW) as seat:
        await seat.do("silence.open")
        await seat.press("end")
        seat.app.screen.query_one("#what", Input).value = ", ".join("12"[:many])
        seat.app.screen.query_one("#until", Input).value = "2099-01-01"
        await seat.press("enter")
        await seat.do("silence.letter")
        told = " ".join(seat.rows("#foreseen").split())
        ends = {1: "1 provision was placed", 2: "8 provisions were placed"}
        assert ends[many] in told
        lines = seat.rows("#foreseen").split("\n")
        first = next(n for n, line in enumerate(lines) if "under silence" in line)
        assert len(lines[first]) > 50
        assert len(lines[first - 1]) > 50 or "1." in lines[first]


async def test_a_hint_names_what_the_room_offers_not_a_command(table: Table) -> None:
    """Raised here, or in the process that reads a file: the same words."""
    outside = table.root / "rev1.md"
    outside.write_text("# A draft\n\nSymbol: L.1/Rev.1\n\n1. New;\n", encoding="utf-8")
    over, until = [table.id("1")], "2099-01-01T00:00:00Z"
    table.act("CHAIR", lambda s, f: silence.open_silence(s, f, over, until))
    off = "calls it off before, Call silence off (ctrl+p, palette)"
    async with seated(table, "EU", NARROW) as seat:
        await seat.go("1")
        await seat.press("d", "enter")
        (said,) = seat.refused
        assert "Break it: Break silence (ctrl+p, palette)" in said
        assert off in said
    async with seated(table, "SEC", NARROW) as seat:
        await seat.do("receive-revision")
        await seat.write("rev1.md")
        await seat.press("enter")
        await seat.until(lambda: seat.refused)
        (said,) = seat.refused
        assert off in said


async def test_a_line_completes_what_is_written_on_it(table: Table) -> None:
    (table.root / "rolling.docx").touch()
    async with seated(table, "SEC", NARROW) as seat:
        await seat.do("receive")
        assert "→ completes" in seat.text()
        await seat.write("rol")
        line = seat.app.screen.query_one("#file", Input)
        await seat.until(lambda: "rolling.docx" in seat.text())
        await seat.press("right")
        assert line.value == "rolling.docx"
        await seat.press("escape")
        await seat.do("party.add")
        await seat.press("tab", "tab", "tab")
        await seat.write("EU, n")
        await seat.until(lambda: "EU, nOR" in seat.text())
        await seat.press("right")
        assert seat.app.screen.query_one("#members", Input).value == "EU, NOR"
        await seat.press("escape")
        await seat.do("meeting.close")
        assert "completes" not in seat.text()


async def test_a_letter_leads_to_the_next_option_that_begins_with_it(table: Table) -> None:
    for code in ("CAN", "CHE", "QAT"):
        table.act("SEC", lambda s, f, c=code: setup.add_party(s, f, c, c, "delegation"))
    async with seated(table, "EU", NARROW) as seat:
        await seat.do("act.as")
        assert "a letter finds" in seat.text()
        found = []
        for key in ("c", "c", "c", "c", "c", "n", "z"):
            await seat.press(key)
            found.append(seat.app.screen.query_one(Rows).cursor)
        assert found == ["CAN", "CHAIR", "CHE", "CUB", "CAN", "NOR", "NOR"]
        await seat.press("enter")
        assert seat.app.seat.by == "NOR"
