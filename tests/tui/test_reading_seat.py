"""A seat that reads only: whatever is pressed, nothing is recorded and nothing is kept."""

from __future__ import annotations

from pathlib import Path

import pytest

from draftrace.errors import NegotiationError
from draftrace.room.acts import proposing
from draftrace.tui.declared import ACTIONS, SCREENS, ScreenName
from draftrace.tui.screens.asking import Question
from draftrace.tui.screens.placing import may_read
from draftrace.tui.screens.room import RoomScreen
from draftrace.tui.seat import Seat
from draftrace.workspace import Workspace
from tui.kit import NARROW, Overheard, Table
from tui.kit import Seat as Keyboard

READING = [a for a in ACTIONS if a.id not in ("palette", "back", "leave", "quit")]


def seat_of(table: Table, seat: Seat) -> Overheard:
    state = table.root.parent / "state"
    environment = {"XDG_STATE_HOME": str(state), "XDG_CONFIG_HOME": str(state)}
    return Overheard(Workspace(table.root), seat.by, seat=seat, environment=environment)


@pytest.mark.parametrize("screen", [s for s in SCREENS if s != "amend"])
async def test_no_action_of_any_screen_records_anything(table: Table, screen: ScreenName) -> None:
    table.act("EU", lambda s, f: proposing.propose_wording(s, f, table.id("3"), "Decide;"))
    before = table.state.now.position
    app = seat_of(table, Seat.reader())
    async with app.run_test(size=NARROW) as pilot:
        keyboard = Keyboard(app, pilot)
        await keyboard.until(lambda: isinstance(app.screen, RoomScreen))
        for action in (a for a in READING if screen in a.screens):
            room = next(s for s in app.screen_stack if isinstance(s, RoomScreen))
            while app.screen is not room:
                if isinstance(app.screen, Question):
                    await keyboard.press("escape")
                else:
                    app.pop_screen()
                    await keyboard.settled()
            if screen != room.NAME:
                await room.action_screen(screen)
                await keyboard.settled()
            assert isinstance(app.screen, RoomScreen)
            if action.kind or action.presiding:
                assert not app.seat.may(app.state, action), action.id
            app.screen.action_do(action.id)
            await keyboard.settled()
    assert table.state.now.position == before
    assert not list((table.root / ".draftrace").glob("wall/*"))


async def test_even_past_the_keys_a_reading_seat_records_nothing(table: Table) -> None:
    app = seat_of(table, Seat.reader())
    async with app.run_test(size=NARROW):
        with pytest.raises(NegotiationError, match="reads only"):
            app.perform(lambda s, f: proposing.propose_deletion(s, f, table.id("3")))
        with pytest.raises(NegotiationError, match="reads only"):
            app.require("proposed")
        with pytest.raises(NegotiationError, match="reads only"):
            app.sit_as("CHAIR")
        assert app.seat.who(app.state) == "reading only"


async def test_a_party_s_page_acts_for_no_other_party(table: Table) -> None:
    app = seat_of(table, Seat(home="EU", by="EU", fixed=True))
    async with app.run_test(size=NARROW) as pilot:
        keyboard = Keyboard(app, pilot)
        await keyboard.until(lambda: isinstance(app.screen, RoomScreen))
        await keyboard.do("act.as")
        assert any("This seat is EU's" in said for said in keyboard.refused)
        assert app.seat.by == "EU"


async def test_a_party_s_page_reads_no_file_outside_the_workspace(
    table: Table, tmp_path: Path
) -> None:
    (tmp_path / "private.docx").write_bytes(b"not for others")
    (table.root / "letter.docx").write_bytes(b"")
    app = seat_of(table, Seat(home="EU", by="EU", fixed=True))
    async with app.run_test(size=NARROW) as pilot:
        keyboard = Keyboard(app, pilot)
        await keyboard.until(lambda: isinstance(app.screen, RoomScreen))
        screen = app.screen
        assert isinstance(screen, RoomScreen)
        assert not screen.knows("file")
        assert screen.knows("parties")
        await keyboard.do("receive")
        await keyboard.write(str(tmp_path / "private.docx"))
        await keyboard.press("enter")
        assert "A seat in a browser reads files of the workspace only." in keyboard.refused[-1]
        assert may_read(screen, " letter.docx ") == "letter.docx"
