"""The first minute in an empty folder, and the tour."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from draftrace.cli.hand import Hand
from draftrace.cli.printing import page
from draftrace.cli.rebuilding import print_rebuilt, rebuild
from draftrace.cli.sample import packaged
from draftrace.tui import actions, explained, tour
from draftrace.tui.declared import SCREENS, Action, ScreenName
from draftrace.tui.keymap import Keymap
from draftrace.tui.reader import ReaderApp
from draftrace.tui.screens.help import help_rows
from draftrace.tui.screens.room import RoomScreen
from draftrace.tui.signs import Signs
from draftrace.tui.start import Beginning, StartApp
from draftrace.tui.widgets.painted import Bar
from draftrace.tui.widgets.rows import Rows
from draftrace.workspace import Workspace
from tui.kit import NARROW, WIDE, Overheard, Seat, Table, said, seated
from tui.terminals import Terminal


def start(folder: Path) -> StartApp:
    return StartApp(folder, {"XDG_STATE_HOME": str(folder / "state")})


async def chosen(app: StartApp, *keys: str) -> Beginning | None:
    async with app.run_test(size=NARROW) as pilot:
        for key in keys:
            await pilot.press(key)
            await pilot.pause()
    return app.return_value


async def test_the_sample_is_two_keys_away(tmp_path: Path) -> None:
    assert await chosen(start(tmp_path), "down", "enter") == Beginning("sample")


async def test_leaving_begins_nothing(tmp_path: Path) -> None:
    assert await chosen(start(tmp_path), "escape") is None
    assert not list(tmp_path.iterdir())


async def test_a_negotiation_needs_a_name_and_keeps_what_was_written(tmp_path: Path) -> None:
    wanted = await chosen(
        start(tmp_path), "enter", "enter", "P", "l", "a", "n", "tab", "v", "tab", "x", "enter",
        "tab", "tab", "backspace", "enter",
    )  # fmt: skip
    # The missing file x was refused, its name struck out, and nothing else had to be said again.
    assert wanted == Beginning("new", "Plan", "v")


async def test_drafts_are_taken_in_order(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name).write_text("1. Decide;\n", encoding="utf-8")
    wanted = await chosen(
        start(tmp_path), "down", "down", "enter", "a", "enter", "end", "space", "b", "enter"
    )
    # One draft alone was refused; what was written stood there still.
    assert wanted == Beginning("drafts", files=("a", "b"))


async def test_what_was_rebuilt_is_read_on_pages_of_any_width(tmp_path: Path) -> None:
    """Laid out for the page, and again where the terminal is another; nothing is printed."""
    drafts = tmp_path / "drafts"
    drafts.mkdir()
    for name, words in (("zero.txt", "Decide"), ("rev1.txt", "Decide in the end")):
        many = "\n\n".join(f"{n}. {words} on matter {n};" for n in range(1, 40))
        (drafts / name).write_text(f"# Plan\n\n{many}\n", encoding="utf-8")
    files = [Path("zero.txt"), Path("rev1.txt")]
    read, rebuilt = rebuild(Hand(drafts), files, "un")

    def fill() -> None:
        print_rebuilt(read, rebuilt)

    app = ReaderApp("Rebuilt", lambda wide: page(fill, wide), {"XDG_STATE_HOME": str(tmp_path)})
    async with app.run_test(size=NARROW) as pilot:
        await pilot.pause()
        shown = app.screen.query_one(Rows)
        narrow = list(shown.rows)
        assert "draft 1 1 · 2 1 (reworded)" in said(narrow)
        assert max(len(line) for line in said(narrow).split("\n")) <= shown.inner_width
        await pilot.press("end")
        assert shown.scroll_offset.y == shown.max_scroll_y > 0
        await pilot.resize_terminal(*WIDE)
        await pilot.pause()
        assert said(shown.rows) != said(narrow)
        await pilot.press("q")
        await pilot.pause()
    assert not app.is_running


@pytest.fixture
def sample(tmp_path: Path) -> Path:
    """A copy of the sample negotiation."""
    root = tmp_path / "sample"
    for name in ("corpus", "sessions"):
        shutil.copytree(
            packaged() / name, root / name, ignore=shutil.ignore_patterns("journal.db*")
        )
    return root


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_the_tour_leads_through_six_steps_and_does_not_come_back(
    sample: Path, tmp_path: Path, size: tuple[int, int]
) -> None:
    state = tmp_path / "state"
    environment = {"XDG_STATE_HOME": str(state), "XDG_CONFIG_HOME": str(state)}
    app = Overheard(Workspace(sample), "SEC", environment=environment, tour=True)
    async with app.run_test(size=size) as pilot:
        seat = Seat(app, pilot)
        await seat.until(lambda: isinstance(app.screen, RoomScreen))
        for number, step in enumerate(tour.STEPS):
            await seat.until(lambda n=number: app.tour == n)  # type: ignore[misc]
            await seat.until(lambda s=step: seat.on(s.screen))  # type: ignore[misc]
            bar = app.screen.query_one("#tour", Bar)
            await seat.until(lambda b=bar, s=step: s.title in b.text)  # type: ignore[misc]
            assert f"Tour {number + 1} of 6" in bar.text
            shown = " ".join(bar.text.split())
            assert " ".join(Keymap().keyed(step.words).split()) in shown
            if step.address:
                assert app.provision is not None
                assert app.provision.now.address == step.address
            await seat.press("greater_than_sign")
        await seat.until(lambda: app.tour is None)
        assert not app.screen.query_one("#tour", Bar).display
        await seat.press("T")
        await seat.until(lambda: app.tour == 0)
        await seat.press("greater_than_sign", "less_than_sign")
        await seat.until(lambda: app.tour == 0)
        await seat.press("T")
        await seat.until(lambda: app.tour is None)
    assert tour.taken(state / "draftrace")


def test_a_step_fits_four_lines_at_eighty_columns() -> None:
    for number in range(len(tour.STEPS)):
        found = tour.lines(number, 78, plain=True, keymap=Keymap())
        assert len(found) <= 5
        assert "".join(s.text for line in found for s in line).isascii()


def test_the_help_says_first_what_the_screen_is_and_then_shows_how() -> None:
    for screen in SCREENS:
        told = explained.SCREENS[screen]
        rows = " ".join(said(help_rows(screen, Signs(plain=True), 70)).split())
        assert rows.startswith(told.words[:40])
        assert 0 < rows.index("For example") < rows.index("Signs and words on this screen")
        named = re.findall(r"\{([a-z.-]+)\}", " ".join(map(" ".join, told.examples)))
        assert named
        assert set(named) <= {action.id for action in actions.of_screen(screen)}
        assert all(rows.count(f" {action.title} {action.help}") for action in of(screen))
    assert "A            Amend" in said(help_rows("draft", Signs(), 70, Keymap({"amend": "A"})))


def of(screen: ScreenName) -> list[Action]:
    """The actions whose help fits a line."""
    return [a for a in actions.of_screen(screen) if len(a.title + a.help) < 50]


async def test_help_opens_on_every_screen_also_where_a_question_mark_is_a_letter(
    table: Table,
) -> None:
    async with seated(table, "EU") as eu:
        await eu.go("3")
        for keys, screen in (
            ((), "draft"), (("3",), "decide"), (("q", "4"), "trace"), (("q", "5"), "compare"),
            (("q", "6"), "corpus"), (("q", "7"), "record"), (("q", "x"), "export"),
            (("q", "a"), "amend"),
        ):  # fmt: skip
            await eu.press(*keys, "f1")
            assert f"Help on this screen: {screen}" in eu.text()
            await eu.press("escape")
            assert eu.on(screen)
        await eu.press("question_mark")
        assert eu.on("amend")


def test_in_an_empty_folder_the_sample_opens_with_its_tour(tmp_path: Path) -> None:
    folder = tmp_path / "empty"
    folder.mkdir()
    terminal = Terminal(folder, "SEC")
    try:
        terminal.until("Nothing is negotiated in empty yet.")
        terminal.until("Start a negotiation")
        terminal.keys("\x1b[B\r")
        terminal.until("Tour 1 of 6")
        terminal.keys(">")
        terminal.until("Tour 2 of 6")
        terminal.keys("T")
        terminal.until("a amend")
        terminal.keys("q")
        assert terminal.ended() == 0
        assert "cd draftrace-sample; draftrace" in terminal.text
    finally:
        terminal.close()


def test_a_negotiation_of_one_s_own_opens_the_room(tmp_path: Path) -> None:
    folder = tmp_path / "empty"
    folder.mkdir()
    (folder / "draft.txt").write_text("1. Decide to meet again.\n\n2. Thank the host.\n")
    terminal = Terminal(folder, "SEC")
    try:
        terminal.until("Start a negotiation")
        terminal.keys("\r")
        terminal.until("what it is about")
        for keys in ("Plan", "\t", "\t", "draft.txt"):
            terminal.keys(keys)
            terminal.read(1.0)
            terminal.read(0.3)
        terminal.until("draft.txt")
        terminal.keys("\r")
        terminal.until("Decide to meet again")
        terminal.keys("q")
        assert terminal.ended() == 0
    finally:
        terminal.close()
    state = Workspace(folder).state()
    assert state.now.title
    assert len(state.now.provisions) >= 2
