"""The real program in a real terminal's stead: bytes in, a screen out, the record checked."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tui.kit import Table
from tui.terminals import Terminal, walk, walked


@pytest.fixture
def terminal(table: Table) -> Iterator[Terminal]:
    """EU at a terminal of 80 by 24."""
    opened = Terminal(table.root, "EU")
    yield opened
    opened.close()


def test_a_proposal_made_by_keys_alone_stands_in_the_record(
    table: Table, terminal: Terminal
) -> None:
    terminal.until("EU (delegation)")
    terminal.until("Reaffirm our commitment")
    terminal.keys("g")
    terminal.until("Go to")
    terminal.keys("3\r")
    terminal.until("3 open")
    terminal.keys("a")
    terminal.until("Amend 3 as EU")
    terminal.keys(" Indeed.")
    terminal.until("{+Indeed.+}")
    terminal.keys("\x13")
    terminal.until("[Indeed.](EU)")
    assert table.pending("3")[0].now.wording.endswith("years. Indeed.")
    terminal.keys("t")
    terminal.until("EU proposed EU-1")
    terminal.keys("q")
    terminal.until("a amend")
    terminal.keys("q")
    assert terminal.ended() == 0


def test_the_whole_sample_path_by_keys_alone(table: Table) -> None:
    desk = Terminal(table.root, "SEC")
    try:
        walk(desk, table)
    finally:
        desk.close()
    walked(table)


def test_keys_typed_ahead_go_where_they_were_meant(table: Table, terminal: Terminal) -> None:
    terminal.until("Reaffirm our commitment")
    terminal.keys("g2c\rdout of scope\rg3\ra Indeed.\x13g2b\rrwith capital\rq")
    assert terminal.ended() == 0
    assert [(p.change, p.now.reason) for p in table.pending("2(c)")] == [
        ("deletion", "out of scope")
    ]
    assert table.pending("3")[0].now.wording == "Decide to review progress every two years. Indeed."
    (position,) = table.state.now.positions[table.id("2(b)")]
    assert (position.party, position.text) == ("EU", "with capital")


def test_killed_while_writing_nothing_written_is_lost(table: Table, terminal: Terminal) -> None:
    terminal.until("Reaffirm our commitment")
    terminal.keys("g3\r")
    terminal.until("3 open")
    terminal.keys("a")
    terminal.until("Amend 3 as EU")
    terminal.keys(" Indeed.")
    terminal.until("draft kept")
    terminal.process.kill()
    terminal.process.wait()
    again = Terminal(table.root, "EU")
    try:
        again.until("Unsent drafts of EU are kept for 3.")
        again.keys("g3\r")
        again.until("3 open")
        again.keys("a")
        again.until("draft of earlier restored")
        again.until("{+Indeed.+}")
    finally:
        again.close()
