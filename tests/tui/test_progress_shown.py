"""Progress over the meetings, seals, verify, and the log's filter, on the record screen."""

from __future__ import annotations

import pytest

from draftrace.room.acts import deciding, issuing, meetings, proposing
from draftrace.tui.charts import chart_rows, figure_rows
from draftrace.tui.screens.record import RecordScreen
from draftrace.tui.signs import Signs
from draftrace.views.progress import Milestone, Tally, progress
from tui.kit import NARROW, WIDE, Seat, Table, said, seated


def story(table: Table) -> None:
    made = table.act(
        "EU",
        lambda s, f: proposing.propose_wording(
            s, f, table.id("2(b)"), "Strengthen national border control agencies;"
        ),
    )
    table.act("CHAIR", lambda s, f: deciding.accept(s, f, made.act.id))
    table.act("SEC", issuing.issue)
    table.act(
        "CUB",
        lambda s, f: proposing.propose_wording(s, f, table.id("3"), "Decide to review it [soon]."),
    )
    table.act("SEC", lambda s, f: meetings.close_meeting(s, f, table.meeting))


async def opened(seat: Seat) -> RecordScreen:
    await seat.press("7")
    screen = seat.screen
    assert isinstance(screen, RecordScreen)
    return screen


@pytest.mark.parametrize("size", [NARROW, WIDE])
@pytest.mark.parametrize("party", ["OBS", "SEC"])
async def test_charts_and_figures_over_the_meetings(
    table: Table, party: str, size: tuple[int, int]
) -> None:
    story(table)
    async with seated(table, party, size) as seat:
        await opened(seat)
        await seat.press("right")
        await seat.until(lambda: "Agreed share of the text" in seat.rows("#sheet"))
        told = seat.rows("#sheet")
        for part in ("1 Rev.1", "2 First informal", "Brackets left", "Open proposals", "CUB"):
            assert part in told
        assert "main series" in told
        await seat.press("v")
        figures = seat.rows("#sheet")
        assert "at the end of" in figures
        assert "open by sponsor: CUB 1" in figures
        await seat.press("v", "down", "pagedown", "end", "home", "up", "pageup")
        assert "Agreed share" in seat.rows("#sheet")
        await seat.press("left")
        assert seat.view("#log").display


async def test_progress_is_measured_again_when_the_record_grows(table: Table) -> None:
    story(table)
    async with seated(table, "OBS") as observer:
        await opened(observer)
        await observer.press("right")
        await observer.until(lambda: "Agreed share" in observer.rows("#sheet"))
        assert "3 now" not in observer.rows("#sheet")
        table.meeting = ""
        table.act(
            "NOR",
            lambda s, f: proposing.propose_wording(s, f, table.id("1"), "Reaffirm [all] of it;"),
        )
        await observer.until(lambda: "3 now" in observer.rows("#sheet"))
        assert "NOR" in observer.rows("#sheet")


async def test_coming_back_shows_the_view_one_left(table: Table) -> None:
    story(table)
    async with seated(table, "OBS") as observer:
        await opened(observer)
        await observer.press("right")
        await observer.until(lambda: "Agreed share" in observer.rows("#sheet"))
        await observer.press("1", "7")
        assert "[Progress]" in observer.text()
        await observer.until(lambda: "Agreed share" in observer.text())


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_seals_are_shown_and_verified(table: Table, size: tuple[int, int]) -> None:
    story(table)
    async with seated(table, "OBS", size) as observer:
        await opened(observer)
        await observer.press("left")
        assert table.state.past.revisions[-1].seal in observer.rows("#sheet")
        await observer.press("V")
        await observer.until(lambda: "The record is whole" in observer.rows("#sheet"))


async def test_an_altered_record_is_named(table: Table) -> None:
    story(table)
    sealed = sorted(table.workspace.sessions.glob("*.jsonl"))[0]
    content = sealed.read_text("utf-8")
    sealed.write_text(content.replace("national", "regional"), "utf-8")
    async with seated(table, "OBS") as observer:
        await opened(observer)
        await observer.press("V")
        await observer.until(
            lambda: "fault" in observer.rows("#sheet") or "broke" in observer.rows("#sheet"), 60
        )
        assert sealed.name[:12] in observer.rows("#sheet").replace("\n", "")


async def test_the_log_is_filtered_by_party_meeting_or_kind(table: Table) -> None:
    story(table)
    async with seated(table, "OBS") as observer:
        screen = await opened(observer)
        await observer.press("f")
        await observer.until(lambda: "Show which acts" in observer.text())
        await observer.press("home", "down", "down", "enter")
        assert screen.only[0] == "by"
        told = observer.rows("#log")
        assert f"{screen.only[1]} " in told
        others = {"EU", "CUB", "SEC", "CHAIR"} - {screen.only[1]}
        assert not any(f"  {other} " in told for other in others)
        assert f"only {screen.only[1]}" in observer.lines()[-2]
        await observer.press("f")
        await observer.until(lambda: "Show which acts" in observer.text())
        await observer.press("home", "enter")
        assert screen.only == ("", "")


@pytest.mark.parametrize("size", [NARROW, WIDE, (240, 70)])
async def test_plain_terminals_show_progress_too(table: Table, size: tuple[int, int]) -> None:
    story(table)
    async with seated(table, "OBS", size, DRAFTRACE_ASCII="1") as observer:
        await opened(observer)
        await observer.press("right")
        await observer.until(lambda: "Agreed share" in observer.rows("#sheet"))
        await observer.settled()
        assert all(line.isascii() for line in observer.lines())


async def test_nothing_tabled_says_so(tmp_path: object) -> None:
    from pathlib import Path

    table = Table(Path(str(tmp_path)) / "empty", draft=None)
    async with seated(table, "SEC", NARROW) as sec:
        await opened(sec)
        await sec.press("right")
        await sec.until(lambda: "Nothing is on the table yet." in sec.rows("#sheet"))
        await sec.press("right")
        assert "Nothing has been issued yet." in sec.rows("#sheet")


def test_no_line_of_any_chart_is_wider_than_asked(table: Table) -> None:
    story(table)
    found = progress(table.workspace.journal.read())
    for width in (76, 117, 118, 160, 236):
        for lay in (chart_rows, figure_rows):
            rows = lay(found, width, Signs())
            assert max(len("".join(s.text for s in row.spans)) for row in rows) <= width


def test_long_names_of_meetings_are_never_cut() -> None:
    name = "Informal meeting on the second and third parts of the Plan of Action"
    total = Tally(part="", provisions=10, agreed=4, brackets=3, proposals=2)
    found = [
        Milestone(
            name=name, kind="meeting", position=1, date="2030-01-01",
            total=total, parts=(total,), parties=(("EU", 2),),
        )
    ]  # fmt: skip
    for lay in (chart_rows, figure_rows):
        words = " ".join(said(lay(found, 76, Signs())).replace("█", " ").replace("░", " ").split())
        assert "…" not in words
        assert all(word in words for word in name.split())
