"""Files out by keys: the form, the writing, cancelling, what came of it."""

from __future__ import annotations

import re
import zipfile
from functools import partial
from pathlib import Path

import pytest

from draftrace.exporters import prove
from draftrace.exporters.compilation import chosen as text_named
from draftrace.exporters.compilation import clean_sheet
from draftrace.exporting import SUFFIXES, WHATS
from draftrace.room.acts import deciding, issuing, proposing
from draftrace.tui import exporting
from draftrace.tui.apart import Ended, Found, Job, Refused
from draftrace.tui.exporting import Order
from draftrace.tui.screens.export import ExportScreen
from room_kit import document
from tui.kit import NARROW, WIDE, Seat, Table, seated


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
        "CUB", lambda s, f: proposing.propose_wording(s, f, table.id("3"), "Decide to review it.")
    )


async def opened(seat: Seat) -> ExportScreen:
    await seat.press("x")
    screen = seat.screen
    assert isinstance(screen, ExportScreen)
    return screen


async def written(seat: Seat) -> None:
    """Press the key and wait until the work has ended."""
    before = len(seat.app.outbox.outcomes)
    await seat.press("ctrl+s")
    await seat.until(lambda: len(seat.app.outbox.outcomes) > before and seat.app.outbox.job is None)
    await seat.settled()


@pytest.mark.parametrize(("size", "party"), [(NARROW, "OBS"), (WIDE, "SEC")])
async def test_the_latest_issue_is_written_clean_and_told_with_its_seal(
    table: Table, party: str, size: tuple[int, int]
) -> None:
    story(table)
    async with seated(table, party, size) as seat:
        screen = await opened(seat)
        assert screen.order.path == "l-1-rev-1-clean.docx"
        await written(seat)
        seal = table.state.past.revisions[-1].seal
        told = seat.rows("#outbox")
        assert seal in told
        assert "proved by reading it back" in " ".join(told.split())
        assert any(seal[:12] in said for said in seat.told)
        file = table.workspace.exports / screen.order.path
        assert not prove(clean_sheet(table.state, text_named(table.state, "Rev.1")), file)


@pytest.mark.parametrize("what", WHATS)
async def test_each_kind_is_written(table: Table, what: str) -> None:
    story(table)
    order = Order(what=what, revision="Rev.1", path=f"it{SUFFIXES[what][-1]}")  # type: ignore[arg-type, index]
    told = list(Job("export", table.root, order).tellings())
    assert isinstance(told[-2], Found), told
    assert (table.workspace.exports / order.path).stat().st_size > 0
    assert told[-1] == Ended(cancelled=False)


async def test_the_form_shows_what_matters_and_the_name_follows(table: Table) -> None:
    story(table)
    async with seated(table, "SEC") as sec:
        screen = await opened(sec)
        assert "attribution" not in sec.rows("#form")
        await sec.press("right")
        assert screen.order.what == "marked"
        assert "base" in sec.rows("#form")
        assert screen.order.path.endswith("rev-1-marked.docx")
        await sec.press("right")
        assert "attribution" in sec.rows("#form")
        assert "revision" not in sec.rows("#form")
        await sec.press("left", "down", "right")
        assert screen.order.revision == "tabled"
        await sec.press("enter", "home", "enter")
        assert screen.order.revision == "standing"
        assert "standing-marked" in screen.order.path
        await sec.press("end", "right")
        assert screen.order.path.endswith(".odt")


async def test_words_that_came_and_went_are_told_unless_left_out(table: Table) -> None:
    """The first proposal is put otherwise by a second: only the history tells what it said."""
    story(table)
    for party, agencies in (("NOR", "seaworthy"), ("CUB", "coastal")):
        said = f"Strengthen {agencies} agencies;"
        made = table.act(
            party, partial(proposing.propose_wording, provision=table.id("2(b)"), wording=said)
        )
        table.act("CHAIR", partial(deciding.accept, proposal=made.act.id))
    table.act("SEC", issuing.issue)
    async with seated(table, "SEC") as sec:
        screen = await opened(sec)
        assert "history" not in sec.rows("#form")
        await sec.press("right", "down", "right", "left", "down", "down", "down")
        assert screen.form.cursor == "history"
        assert "[told]" in sec.rows("#form")
        for told in (True, False):
            assert screen.order.history is told
            await written(sec)
            file = table.workspace.exports / screen.order.path
            assert ("seaworthy" in words_of(file)) is told
            assert "coastal" in words_of(file)
            file.unlink()
            await sec.press("right")
        await sec.press("left", "end", "right", "right")
        assert screen.order.path.endswith(".html")
        assert "history" not in sec.rows("#form"), "a page is not worked on"


def words_of(file: Path) -> str:
    """Every word a Word file holds, struck or not."""
    with zipfile.ZipFile(file) as package:
        return re.sub(r"<[^>]*>", "", package.read("word/document.xml").decode())


async def test_a_name_is_written_and_kept(table: Table) -> None:
    story(table)
    (table.workspace.exports / "ours.docx").write_bytes(b"x")
    async with seated(table, "SEC") as sec:
        screen = await opened(sec)
        await sec.press("end", "enter")
        await sec.until(lambda: "ours.docx" in sec.text())
        await sec.press("ctrl+u")
        await sec.write("our")
        await sec.press("tab", "enter")
        assert screen.order.path == "ours.docx"
        await sec.press("home", "right")
        assert screen.order.path == "ours.docx", "a name somebody wrote stays"
        await sec.press("ctrl+s")
        await sec.until(lambda: "Replace the file?" in sec.text())
        await sec.press("escape")
        assert (table.workspace.exports / "ours.docx").read_bytes() == b"x"
        await sec.press("ctrl+s")
        await sec.until(lambda: "Replace the file?" in sec.text())
        await sec.press("enter")
        await sec.until(lambda: bool(sec.app.outbox.outcomes))
        assert (table.workspace.exports / "ours.docx").stat().st_size > 1


async def test_some_paragraphs_only(table: Table) -> None:
    story(table)
    async with seated(table, "SEC") as sec:
        screen = await opened(sec)
        await sec.press("down", "down", "enter")
        await sec.write("2(b)")
        await sec.press("enter")
        assert screen.order.only == "2(b)"
        assert "2(b)" in sec.rows("#form")
        await sec.press("down", "right", "right", "right", "right")
        assert screen.order.path.endswith(".md")
        await written(sec)
        content = (table.workspace.exports / screen.order.path).read_text("utf-8")
        assert "Strengthen national border control" in content
        assert "Decide to review" not in content


async def test_what_is_refused_names_the_reason_and_leaves_nothing(table: Table) -> None:
    story(table)
    async with seated(table, "SEC") as sec:
        screen = await opened(sec)
        await sec.press("down", "down", "enter")
        await sec.write("99")
        await sec.press("enter")
        await written(sec)
        assert sec.refused
        assert "exports/" in sec.rows("#outbox")
        assert not (table.workspace.exports / screen.order.path).exists()
        sec.app.remembered.order = Order(what="marked", path="it.xlsx")
        await sec.press("ctrl+s")
        assert "can't be written as marked" in sec.refused[-1]
        await sec.press("ctrl+g")
        assert "Nothing is being written." in sec.refused[-1]


async def test_cancelled_nothing_half_written_stays(tmp_path: Path) -> None:
    lines = [f"{n}. The paragraph with the number {n} says this and more;" for n in range(1, 3000)]
    table = Table(tmp_path / "long", document(*lines))
    async with seated(table, "SEC") as sec:
        screen = await opened(sec)
        await sec.press("ctrl+s")
        await sec.until(lambda: any("writing" in s for s in sec.app.outbox.said))
        assert "ctrl+g cancels" in sec.rows("#outbox")
        await sec.press("ctrl+s")
        assert "is being written" in sec.refused[-1]
        await sec.press("ctrl+g")
        await sec.until(lambda: sec.app.outbox.job is None)
        assert "Cancelled: nothing was written." in " ".join(sec.rows("#outbox").split())
        assert "Cancelled" in sec.told[-1]
        assert sec.refused == [], "what one asked for was not refused"
        assert screen.order.path
        assert [p.name for p in table.workspace.exports.iterdir()] == []


async def test_leaving_the_room_cancels_and_leaves_nothing(tmp_path: Path) -> None:
    lines = [f"{n}. The paragraph with the number {n} says this and more;" for n in range(1, 3000)]
    table = Table(tmp_path / "long", document(*lines))
    async with seated(table, "SEC") as sec:
        await opened(sec)
        await sec.press("ctrl+s")
        await sec.until(lambda: any("writing" in s for s in sec.app.outbox.said))
    assert list(table.workspace.exports.iterdir()) == []


async def test_writing_goes_on_on_other_screens(table: Table) -> None:
    story(table)
    async with seated(table, "SEC") as sec:
        await opened(sec)
        await sec.press("ctrl+s", "1")
        assert sec.on("draft")
        await sec.until(lambda: any("Rev.1 clean" in said for said in sec.told))


async def test_nothing_tabled_is_refused_with_the_next_step(tmp_path: Path) -> None:
    table = Table(tmp_path / "empty", draft=None)
    async with seated(table, "SEC", NARROW) as sec:
        await opened(sec)
        await written(sec)
        assert "Table a draft (ctrl+p, palette) on Draft (1)." in sec.refused[-1]


@pytest.mark.parametrize("size", [NARROW, WIDE, (240, 70)])
async def test_plain_terminals_have_the_form_too(table: Table, size: tuple[int, int]) -> None:
    story(table)
    async with seated(table, "OBS", size, DRAFTRACE_ASCII="1") as observer:
        await opened(observer)
        await written(observer)
        assert all(line.isascii() for line in observer.lines())


def test_work_that_breaks_off_says_why(table: Table) -> None:
    told = list(Job("no such task", table.root, None).tellings())
    assert isinstance(told[0], Refused)
    assert "no such task" in told[0].hint


def test_a_cancelled_job_ends(table: Table) -> None:
    job = Job("export", table.root, Order(path="it.docx"))
    job.close()
    assert list(job.tellings())[-1] == Ended(cancelled=True)


def test_the_settings_masthead_is_taken_and_what_none_takes_is_refused(table: Table) -> None:
    settings = table.root / ".draftrace.toml"
    settings.write_text('[masthead]\norgan = "Conference"\n', "utf-8")
    order = Order(revision="tabled", path="it.txt")
    done = list(exporting.perform(table.root, _json(order), lambda _: None))
    assert "Conference" in (table.workspace.exports / "it.txt").read_text("utf-8")
    assert done[0].revision == "tabled"
    settings.write_text('[masthead]\nseal = "mine"\n', "utf-8")
    with pytest.raises(Exception, match="comes from the record"):
        list(exporting.perform(table.root, _json(Order(path="b.txt")), lambda _: None))


def _json(order: Order) -> bytes:
    import msgspec

    return msgspec.json.encode(order)
