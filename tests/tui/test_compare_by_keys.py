"""Compare two texts by keys: revisions, the standing text, files."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from draftrace.room.acts import deciding, issuing, proposing
from draftrace.tui.screens.compare import CompareScreen
from tui.kit import NARROW, WIDE, Seat, Table, seated


def story(table: Table) -> None:
    """2(b) is reworded, 3 struck, a paragraph inserted; then Rev.1 is issued."""
    made = [
        table.act(
            "EU",
            lambda s, f: proposing.propose_wording(
                s, f, table.id("2(b)"), "Strengthen national border control agencies;"
            ),
        ),
        table.act(
            "EU",
            lambda s, f: proposing.propose_wording(
                s, f, table.id("1"), "Reaffirm our full commitment;"
            ),
        ),
        table.act("EU", lambda s, f: proposing.propose_deletion(s, f, table.id("2(a)"))),
    ]
    for one in made:
        table.act("CHAIR", lambda s, f, o=one: deciding.accept(s, f, o.act.id))
    table.act("SEC", issuing.issue)


async def compared(seat: Seat) -> CompareScreen:
    """Open the screen and wait for the worker."""
    await seat.press("5")
    screen = seat.screen
    assert isinstance(screen, CompareScreen)
    await seat.until(lambda: screen.comparison is not None)
    await seat.settled()
    return screen


@pytest.mark.parametrize("size", [NARROW, WIDE])
@pytest.mark.parametrize("party", ["OBS", "EU", "CHAIR", "SEC"])
async def test_everybody_compares_the_last_two_issues(
    table: Table, party: str, size: tuple[int, int]
) -> None:
    story(table)
    async with seated(table, party, size) as seat:
        screen = await compared(seat)
        page = seat.rows("#page")
        assert "Strengthen {+national+} border control" in page
        assert "{-" in page
        assert "tabled" in seat.text()
        assert "Rev.1" in seat.text()
        counts = screen.comparison.counts() if screen.comparison else {}
        assert counts["reworded"] == 2
        assert counts["dropped"] >= 1
        assert seat.view("#changes").display is (size == WIDE)
        if size == NARROW:
            await seat.press("tab")
        await seat.until(lambda: "reworded       2" in seat.rows("#changes"))


async def test_n_and_p_go_through_changes_and_the_filter_narrows_them(table: Table) -> None:
    story(table)
    async with seated(table, "OBS") as observer:
        screen = await compared(observer)
        await observer.press("home", "n")
        assert screen.page.cursor == "1>1"
        assert observer.app.place == table.id("1"), "the reader's place follows"
        await observer.press("n")
        first = screen.page.cursor
        await observer.press("p")
        assert screen.page.cursor == "1>1"
        await observer.press("f", "end", "enter")
        assert screen.choice.kind == "renumbered"
        await observer.press("f", "home", "down", "down", "down", "enter")
        assert screen.choice.kind == "dropped"
        await observer.press("n")
        assert screen.page.cursor.endswith(">")
        assert "dropped 1/1" in observer.lines()[-2]
        await observer.press("f", "home", "enter")
        assert screen.choice.kind == ""
        assert first


async def test_side_by_side_the_columns_are_one_line(table: Table) -> None:
    story(table)
    async with seated(table, "OBS") as observer:
        screen = await compared(observer)
        await observer.press("v")
        assert screen.choice.beside
        line = next(x for x in observer.lines() if "Strengthen {+national+}" in x)
        assert line.count("Strengthen") == 2
        old, _, new = line.partition("{+national+}")
        assert "Strengthen border" in old
        assert "border" in new
        assert "{+" not in old.rpartition("│")[0]
        await observer.press("v")
        assert not screen.choice.beside


async def test_only_changes_counts_what_is_left_out(table: Table) -> None:
    story(table)
    async with seated(table, "OBS") as observer:
        await compared(observer)
        assert "Decide to review progress" in observer.rows("#page")
        await observer.press("z")
        page = observer.rows("#page")
        assert "Decide to review progress" not in page
        assert "left out" in page
        await observer.press("z")
        assert "left out" not in observer.rows("#page")


async def test_go_trace_and_coming_back(table: Table) -> None:
    story(table)
    async with seated(table, "OBS") as observer:
        screen = await compared(observer)
        await observer.go("3")
        assert "3" in screen.page.cursor
        await observer.press("t")
        assert observer.on("trace")
        assert observer.app.place == table.id("3")
        await observer.press("5")
        again = observer.screen
        assert isinstance(again, CompareScreen)
        await observer.until(lambda: again.comparison is not None)
        await observer.go("99")
        assert observer.refused


async def test_the_list_leads_the_page_and_slides_where_it_is_narrow(table: Table) -> None:
    story(table)
    async with seated(table, "OBS", NARROW) as observer:
        screen = await compared(observer)
        await observer.press("home", "tab")
        assert screen.changes.has_focus
        assert screen.changes.display
        await observer.press("down")
        assert screen.page.cursor == screen.changes.cursor
        await observer.press("q")
        assert observer.on("compare")
        assert screen.page.has_focus
        await observer.press("q")
        assert observer.on("draft")


async def test_other_texts_are_chosen_and_swapped(table: Table) -> None:
    story(table)
    async with seated(table, "SEC") as sec:
        screen = await compared(sec)
        await sec.press("right_square_bracket", "home", "enter")
        await sec.until(lambda: screen.comparison is not None)
        await sec.press("left_square_bracket", "home", "down", "enter")
        await sec.until(lambda: screen.comparison is not None)
        assert "0 changes" in sec.rows("#changes")
        await sec.do("compare.swap")
        names = [side.name for side in (screen.choice.older, screen.choice.newer) if side]
        assert names == ["standing", "Rev.1"]


async def test_a_file_is_compared_by_a_name_that_completes(table: Table) -> None:
    story(table)
    file = table.root / "exports" / "ours.md"
    file.write_text("# A draft\n\n1. Reaffirm our commitment now;\n\n2. Decide to act.\n", "utf-8")
    async with seated(table, "OBS") as observer:
        screen = await compared(observer)
        await observer.press("right_square_bracket", "end", "enter")
        await observer.until(lambda: "which file" in observer.text().casefold())
        await observer.write("our")
        await observer.press("tab", "enter")
        await observer.until(lambda: screen.comparison is not None)
        assert screen.choice.newer is not None
        assert screen.choice.newer.name == "exports/ours.md"
        assert "{+now+}" in observer.rows("#page").replace(" ", "")
        await observer.press("right_square_bracket", "end", "enter")
        await observer.write("exports/none.md")
        await observer.press("enter")
        await observer.until(lambda: any("There is no file" in said for said in observer.refused))
        assert "choose other texts" in observer.text()


async def test_what_is_decided_meanwhile_is_compared_again(table: Table) -> None:
    story(table)
    async with seated(table, "OBS") as observer:
        screen = await compared(observer)
        await observer.press("right_square_bracket", "home", "enter")
        await observer.until(lambda: screen.comparison is not None)
        made = table.act(
            "EU", lambda s, f: proposing.propose_wording(s, f, table.id("1"), "Reaffirm it all;")
        )
        table.act("CHAIR", lambda s, f: deciding.accept(s, f, made.act.id))
        await observer.until(lambda: "it all" in observer.rows("#page"))


async def test_nothing_tabled_says_so(tmp_path: object) -> None:
    from pathlib import Path

    table = Table(Path(str(tmp_path)) / "empty", draft=None)
    async with seated(table, "SEC", NARROW) as sec:
        await sec.press("5", "n", "z", "v", "t")
        assert "No text is on the table yet" in sec.text()
        assert sec.on("compare")


@pytest.mark.parametrize("size", [NARROW, WIDE, (240, 70)])
async def test_plain_terminals_compare_too(table: Table, size: tuple[int, int]) -> None:
    story(table)
    async with seated(table, "OBS", size, DRAFTRACE_ASCII="1") as observer:
        await compared(observer)
        for key in ("v", "z"):
            await observer.press(key)
            every: Callable[[str], bool] = str.isascii
            assert all(every(line) for line in observer.lines())
