"""The room's wall: it follows who presides, shows the rivals, and writes nothing."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from draftrace.room.acts import proposing
from draftrace.tui import showing
from draftrace.tui.large import HEIGHT, large
from draftrace.tui.showing import Shown, shown_by
from draftrace.tui.signs import Signs
from draftrace.tui.wall import WallApp, WallPage
from draftrace.tui.wall_rows import wall_rows
from draftrace.workspace import Workspace
from tui.kit import NARROW, WIDE, Table, said, seated


@asynccontextmanager
async def wall(table: Table, size: tuple[int, int]) -> AsyncIterator[WallApp]:
    state = str(table.root.parent / "state")
    app = WallApp(Workspace(table.root), "CHAIR", environment={"XDG_STATE_HOME": state})
    async with app.run_test(size=size) as pilot:
        # It paints first and looks where the party stands after that.
        while not text_of(app) or app.shown != shown_by(table.workspace.derived, "CHAIR"):
            await pilot.pause()
        yield app


def text_of(app: WallApp) -> str:
    return " ".join(said(app.query_one(WallPage).rows).split())


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_the_wall_follows_the_presiding_party(table: Table, size: tuple[int, int]) -> None:
    table.act(
        "EU", lambda s, f: proposing.propose_wording(s, f, table.id("3"), "Decide to review it.")
    )
    async with wall(table, size) as shown, seated(table, "CHAIR", NARROW) as chair:
        await chair.go("3")
        await chair.until(lambda: "Decide to review progress" in text_of(shown))
        assert "EU: " in text_of(shown)
        assert "{-progress" in text_of(shown)
        await chair.press("W")
        await chair.until(lambda: "EU" not in text_of(shown))
        assert "A " in text_of(shown)
        await chair.press("V")
        await chair.until(lambda: "{-progress" not in text_of(shown))
        await chair.go("1")
        await chair.until(lambda: "Reaffirm" in text_of(shown))
        position = table.state.now.position
        table.act("CUB", lambda s, f: proposing.propose_deletion(s, f, table.id("1")))
        await chair.press("V")
        await chair.until(lambda: "delete the provision" in text_of(shown))
        assert table.state.now.position == position + 1


async def test_until_somebody_presides_the_wall_says_whom_it_waits_for(table: Table) -> None:
    async with wall(table, NARROW) as shown:
        assert "Waiting for CHAIR" in text_of(shown)


async def test_a_delegation_s_cursor_is_nobody_s_business(table: Table) -> None:
    async with seated(table, "EU", NARROW) as eu:
        await eu.go("3")
        assert shown_by(table.workspace.derived, "EU") is None


def test_what_is_damaged_is_the_same_as_nothing(table: Table) -> None:
    derived = table.workspace.derived
    assert showing.show(derived, Shown(party="CHAIR", provision="x"))
    assert shown_by(derived, "CHAIR") == Shown(party="CHAIR", provision="x")
    showing.file_of(derived, "CHAIR").write_bytes(b"{half")
    assert shown_by(derived, "CHAIR") is None
    showing.file_of(derived, "CHAIR").write_text('{"party":"EU","provision":"x"}')
    assert shown_by(derived, "CHAIR") is None


async def test_a_long_provision_says_that_more_follows(table: Table) -> None:
    long = "Decide " + "to review the progress of every part " * 60
    table.act("EU", lambda s, f: proposing.propose_wording(s, f, table.id("3"), long))
    showing.show(table.workspace.derived, Shown(party="CHAIR", provision=table.id("3")))
    async with wall(table, NARROW) as shown:
        page = shown.query_one(WallPage)
        assert len(page.rows) > page.size.height
        shown.show()
        from draftrace.tui.widgets.painted import Bar

        assert "lines more" in shown.query_one("#status", Bar).text


def test_an_address_is_written_large_letter_by_letter() -> None:
    lines = large("PA/24(c)")
    assert lines is not None
    assert len(lines) == HEIGHT
    assert len({len(line) for line in lines}) == 1
    letters = [large(letter) for letter in "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQR"]
    assert len({tuple(letter or ()) for letter in letters}) == len(letters)
    assert large("é") is None
    assert large("") is None


def test_where_not_all_fits_the_address_gives_way_to_the_words(table: Table) -> None:
    shown = Shown(party="CHAIR", provision=table.id("3"))
    provision = table.provision("3")

    def first(height: int) -> str:
        return "".join(
            span.text
            for span in wall_rows(table.state, provision, shown, 78, height, Signs())[0].spans
        )

    assert first(20).split() == ["▄▀▀▀▄"]
    assert first(5).split() == ["3"]
