"""A person's own keys and colours."""

from __future__ import annotations

from pathlib import Path

import pytest

from draftrace.tui import keymap, themes, tour
from draftrace.tui.actions import action
from draftrace.tui.screens.room import RoomScreen
from draftrace.workspace import Workspace
from tui.kit import NARROW, Overheard, Seat, Table


def read(folder: Path, text: str) -> tuple[keymap.Keymap, list[str]]:
    file = folder / "keys.toml"
    file.write_text(text, encoding="utf-8")
    return keymap.read(file)


def test_no_file_is_what_is_declared(tmp_path: Path) -> None:
    found, troubles = keymap.read(tmp_path / "none")
    assert not troubles
    assert found.of(action("amend")) == "a"


def test_own_keys_stand_in_place_of_the_declared_ones(tmp_path: Path) -> None:
    found, troubles = read(tmp_path, 'amend = "ctrl+e"\nmove.down = "j,down"\n')
    assert not troubles
    assert found.of(action("amend")) == "ctrl+e"
    assert found.readable(action("move.down")) == "j, ↓"
    assert found.bindings()["trace.amend"] == "ctrl+e"


def test_two_keys_may_change_places(tmp_path: Path) -> None:
    found, troubles = read(tmp_path, 'amend = "i"\ninsert = "a"\n')
    assert not troubles
    assert (found.of(action("amend")), found.of(action("insert"))) == ("i", "a")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('amend = "i"', "i would be both amend and insert on draft"),
        ('amnd = "i"', "No action is called amnd. Did you mean amend?"),
        ("amend = 7", "amend: 7 is no key"),
        ('amend = "ctrl+"', "is no key"),
        ('palette = "P"', "No action is called palette"),
        ("amend = ", "can't be read"),
    ],
)
def test_what_can_t_be_taken_is_told_and_left_out(tmp_path: Path, text: str, said: str) -> None:
    found, troubles = read(tmp_path, text)
    assert said in " ".join(troubles)
    assert found.of(action("amend")) == "a"


def test_the_tour_names_own_keys() -> None:
    own = keymap.Keymap({"go": "ctrl+j", "tour.next": "ctrl+n"})
    said = [tour.lines(number, 80, False, own) for number in range(len(tour.STEPS))]
    words = " ".join(span.text for step in said for line in step for span in line)
    assert "ctrl+j goes to an address" in words
    assert words.count("ctrl+n") == len(tour.STEPS)
    assert "{" not in words


async def test_the_room_obeys_shows_and_tells(table: Table) -> None:
    home = table.root.parent / "home"
    (home / "draftrace").mkdir(parents=True)
    (home / "draftrace" / "keys.toml").write_text('go = "ctrl+j"\nhelp = "h"\nsearch = "n"\n')
    environment = {"XDG_STATE_HOME": str(home), "XDG_CONFIG_HOME": str(home)}
    app = Overheard(Workspace(table.root), "EU", environment=environment)
    async with app.run_test(size=NARROW) as pilot:
        seat = Seat(app, pilot)
        await seat.until(lambda: isinstance(app.screen, RoomScreen))
        await pilot.pause()
        assert any("n would be both search and next" in said for said in seat.refused)
        assert "h help" in seat.text()
        await seat.press("g")
        assert isinstance(app.screen, RoomScreen)
        await seat.press("h")
        await seat.until(lambda: "Help on this screen" in seat.text())
        await seat.press("escape")
        await seat.press("ctrl+j")
        await seat.until(lambda: "Go to" in seat.text())


async def test_a_theme_chosen_once_is_there_the_next_time(table: Table) -> None:
    home = table.root.parent / "home"
    environment = {"XDG_STATE_HOME": str(home), "XDG_CONFIG_HOME": str(home)}
    app = Overheard(Workspace(table.root), "EU", environment=environment)
    async with app.run_test(size=NARROW) as pilot:
        app.theme = "high-contrast-light"
        await pilot.pause()
    again = Overheard(Workspace(table.root), "EU", environment=environment)
    async with again.run_test(size=NARROW):
        assert again.theme == "high-contrast-light"
    asked = Overheard(
        Workspace(table.root), "EU", environment={**environment, themes.VARIABLE: "textual-light"}
    )
    async with asked.run_test(size=NARROW):
        assert asked.theme == "textual-light"
