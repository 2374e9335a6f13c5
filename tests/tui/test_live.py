"""Other people's acts appear within a second, and move nothing."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
from pathlib import Path

import pytest

from draftrace.room.acts import deciding, proposing
from draftrace.workspace import Workspace
from room_kit import document
from tui.kit import NARROW, WIDE, Table, seated

ANOTHER_PROCESS = """
import sys
from pathlib import Path
from draftrace.room.acts import proposing
from draftrace.workspace import Workspace
workspace = Workspace(Path(sys.argv[1]))
talks = workspace.negotiation
state = talks.state()
provision = state.now.addresses["2(b)"]
talks.perform(
    lambda s, f: proposing.propose_wording(s, f, provision, "Strengthen border posts;"),
    talks.floor("CUB"),
)
print("done", flush=True)
"""


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_another_process_is_seen_within_a_second_without_a_key(
    table: Table, size: tuple[int, int]
) -> None:
    async with seated(table, "EU", size) as eu:
        await eu.go("3")
        focused = eu.app.focused
        process = subprocess.Popen(
            [sys.executable, "-c", ANOTHER_PROCESS, str(table.root)],
            stdout=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        )
        position = eu.app.state.now.position
        await eu.until(lambda: Workspace(table.root).journal.head().position > position)
        # Within a second, as tests/bench/room.py measures it.
        await eu.until(lambda: "[CUB: delete" in eu.text() or "(CUB)" in eu.text())
        assert process.wait(30) == 0
        assert eu.app.place == table.id("3")
        assert eu.app.focused is focused


async def test_text_that_grows_above_does_not_move_what_is_being_read(tmp_path: Path) -> None:
    lines = [f"{n}. The paragraph with the number {n} says this;" for n in range(1, 40)]
    table = Table(tmp_path / "long", document(*lines))
    async with seated(table, "EU", NARROW) as eu:
        await eu.go("20")
        screen_row = next(n for n, line in enumerate(eu.lines()) if "the number 20" in line)
        long = table.wording("1") + " " + "and to do so without delay " * 12
        made = table.act("CUB", lambda s, f: proposing.propose_wording(s, f, table.id("1"), long))
        await eu.until(lambda: len(eu.app.state.now.pending) == 1)
        assert "the number 20" in eu.lines()[screen_row]
        table.act("CHAIR", lambda s, f: deciding.accept(s, f, made.act.id))
        await eu.until(lambda: not eu.app.state.now.pending)
        assert "the number 20" in eu.lines()[screen_row]
        assert eu.app.place == table.id("20")


async def test_a_provision_struck_under_the_cursor_leaves_the_cursor_at_the_next(
    table: Table,
) -> None:
    made = table.act("CUB", lambda s, f: proposing.propose_deletion(s, f, table.id("2(b)")))
    following = table.id("2(c)")
    async with seated(table, "EU") as eu:
        await eu.go("2b")
        table.act("CHAIR", lambda s, f: deciding.accept(s, f, made.act.id))
        await eu.until(lambda: eu.app.place == following)
        assert "Support alternative development" in eu.text()


async def test_a_question_stands_while_others_act(table: Table) -> None:
    async with seated(table, "EU") as eu:
        await eu.go("3")
        await eu.press("d")
        await eu.write("because")
        table.act(
            "CUB", lambda s, f: proposing.propose_wording(s, f, table.id("1"), "Reaffirm it all;")
        )
        await eu.until(lambda: len(eu.app.state.now.pending) == 1)
        await eu.press("enter")
        assert table.pending("3")[0].now.reason == "because"


async def test_a_meeting_that_closes_is_no_longer_sat_in(table: Table) -> None:
    from draftrace.room.acts import meetings

    async with seated(table, "EU") as eu:
        table.act("SEC", lambda s, f: meetings.close_meeting(s, f, table.meeting))
        await eu.until(lambda: "no meeting is open" in eu.lines()[0])
        assert eu.app.seat.meeting == ""


async def test_a_process_beside_the_room_keeps_the_state_for_the_next_opening(
    table: Table,
) -> None:
    async with seated(table, "EU") as eu:
        eu.app.workspace.when_due()
        await asyncio.to_thread(eu.app.saver.wait)
        assert Workspace(table.root).negotiation.known == eu.app.state.now.position
