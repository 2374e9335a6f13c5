"""Every screen, question and page of help of a workspace whose every outside text is hostile."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.events import Paste
from textual.widgets import Input

from draftrace.tui import actions, showing
from draftrace.tui.declared import SCREENS, ScreenName
from draftrace.tui.showing import Shown
from draftrace.tui.start import StartApp
from draftrace.tui.wall import WallApp
from draftrace.workspace import Workspace
from tui.hostile import FILE_NAME, HOSTILE, hostile_table, unsafe
from tui.kit import NARROW, WIDE, Seat, Table, seated
from tui.seen import strips
from tui.terminals import Terminal

LEAVES = {"quit", "export.write", "proofread"}
"""Actions after which there is nothing to look at, or long work that other tests await."""
OPENED: dict[ScreenName, tuple[str, ...]] = {
    "draft": (), "decide": ("3",), "trace": ("4",), "compare": ("5",), "corpus": ("6",),
    "record": ("7",), "export": ("x",), "amend": ("a",),
}  # fmt: skip
DEPTHS: dict[ScreenName, tuple[str, ...]] = {
    "draft": (*["right"] * 4, "v", "v", "v", "tab", "tab"),
    "decide": ("tab", "space", "down", "down", "space"),
    "trace": ("right", "right", "enter", "end"),
    "compare": ("v", "z", "n", "tab"),
    "corpus": ("tab", "right", "right", "down"),
    "record": ("end", "right", "v", "right"),
    "export": ("down", "right", "down", "right"),
    "amend": ("tab", "ctrl+l"),
}
"""Keys that lead through what a screen can show, without any question."""

NAMED = {
    "3": "The decision", "4": "its act", "5": "side by side", "6": "[Search]", "7": "[Log]",
    "x": "Write a file",
}  # fmt: skip
"""Keys of screens, and words that stand on that screen alone."""


@pytest.fixture
def table(tmp_path: Path) -> Table:
    """The hostile workspace."""
    return hostile_table(tmp_path)


def look(seat: Seat, at: str) -> None:
    """Nothing on the screen does anything, and its columns stand."""
    assert unsafe(strips(seat.app.screen), seat.app.size.width) == [], at


@pytest.mark.parametrize(("party", "size"), [("CHAIR", WIDE), ("HST", NARROW)])
async def test_every_screen_shows_hostile_text_and_does_not_obey_it(
    table: Table, party: str, size: tuple[int, int]
) -> None:
    async with seated(table, party, size) as seat:
        for screen in SCREENS:
            await _open(seat, screen)
            seen = [seat.text()]
            look(seat, screen)
            for key in DEPTHS[screen]:
                await seat.press(key)
                look(seat, f"{screen}: {key}")
                seen.append(seat.text())
            assert "[red]R[/red]" in " ".join(seen), screen


async def test_every_question_and_every_page_of_help(table: Table) -> None:
    async with seated(table, "CHAIR", NARROW) as seat:
        done = set(LEAVES)
        for screen in SCREENS:
            for action in actions.of_screen(screen):
                again = screen if action.id.startswith("help") else ""
                if action.id + again in done or action.id.startswith("screen."):
                    continue
                done.add(action.id + again)
                await _open(seat, screen)
                seat.screen.action_do(action.id)
                await seat.pilot.pause()
                await seat.settled()
                look(seat, f"{screen}: {action.id}")


async def test_hostile_text_that_is_pasted(table: Table) -> None:
    async with seated(table, "EU", NARROW) as seat:
        for keys in (("g",), ("slash",), ("a",), ("a", "tab"), ("6", "slash"), ("i",), ("N",)):
            await _open(seat, "draft")
            await seat.press(*keys)
            assert seat.app.focused is not None
            seat.app.focused.post_message(Paste(HOSTILE))
            await seat.pilot.pause()
            look(seat, " ".join(keys))
            await seat.press("enter")
            look(seat, " ".join((*keys, "enter")))


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_the_wall(table: Table, size: tuple[int, int]) -> None:
    for address in ("PP1", "1", "2", "4"):
        where = table.id(address)
        showing.show(table.workspace.derived, Shown(party="CHAIR", provision=where))
        environment = {"XDG_STATE_HOME": str(table.root.parent / "state")}
        app = WallApp(Workspace(table.root), "CHAIR", environment=environment)
        async with app.run_test(size=size) as pilot:
            while app.provision is None:
                await pilot.pause(0.01)
            await pilot.pause()
            painted = strips(app.screen)
            assert unsafe(painted, size[0]) == [], address
            assert "[red]R[/red]" in "\n".join(strip.text for strip in painted)


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_the_first_run_in_a_folder_of_a_hostile_name(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    folder = tmp_path / FILE_NAME
    folder.mkdir()
    app = StartApp(folder, {"XDG_STATE_HOME": str(tmp_path)})
    async with app.run_test(size=size) as pilot:
        for keys in ((), ("enter",), ("tab", "tab"), ("enter",), ("escape", "down"), ("enter",)):
            await pilot.press(*keys)
            await pilot.pause()
            assert unsafe(strips(app.screen), size[0]) == [], keys
            if isinstance(app.focused, Input):
                app.focused.post_message(Paste(HOSTILE))
                await pilot.pause()
                assert unsafe(strips(app.screen), size[0]) == [], keys


async def _open(seat: Seat, screen: ScreenName) -> None:
    """The screen with nothing over it, on a provision that has rivals."""
    for _ in range(8):
        if not seat.app.screen.is_modal and seat.on(screen):
            return
        if not seat.app.screen.is_modal and seat.on("draft"):
            break
        await seat.press("escape")
    seat.app.lead_to("1")
    seat.app.renew()
    await seat.press(*OPENED[screen])


def test_no_sequence_from_a_text_reaches_the_terminal(table: Table) -> None:
    terminal = Terminal(table.root, "CHAIR")
    try:
        terminal.until("[red]R[/red]")
        for key, words in NAMED.items():
            terminal.keys(key)
            terminal.until(words)
            terminal.keys("q")
            terminal.until("q leave")
        terminal.keys("q")
        assert terminal.ended() == 0
    finally:
        terminal.close()
    for sequence in (b"\x1b]52", b"\x1b]8;", b"\x1b]0;t", "\x9b".encode(), "\u202e".encode()):
        assert sequence not in terminal.written
