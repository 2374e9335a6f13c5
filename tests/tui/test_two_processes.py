"""One writes in Amend at a terminal while another process changes what is being amended."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator

import pytest

from draftrace.cli.run import run
from draftrace.tui.keeping import Keeping, state_folder
from tui.kit import Table
from tui.terminals import Terminal

_SEND, _LEAVE = "\x13", "\x1b"


@pytest.fixture
def eu(table: Table) -> Iterator[Terminal]:
    """EU at a terminal of 80 by 24."""
    opened = Terminal(table.root, "EU")
    opened.until("Reaffirm our commitment")
    yield opened
    opened.close()


@pytest.fixture
def elsewhere(table: Table) -> Callable[..., None]:
    """A command given in another process than the room's."""

    def given(*words: str) -> None:
        assert run(["-C", str(table.root), *words]) == 0

    return given


def _amend(eu: Terminal, address: str, words: str, redline: str) -> None:
    eu.keys(f"g{address}\r")
    eu.until(f"{address} open")
    eu.keys("a")
    eu.until(f"Amend {address} as EU")
    eu.keys(words)
    eu.until(redline)
    eu.until("draft kept")


def test_what_is_written_is_kept_and_carried_over_while_others_change_the_text(
    table: Table, eu: Terminal, elsewhere: Callable[..., None]
) -> None:
    _amend(eu, "3", " Indeed.", "{+Indeed.+}")
    elsewhere("propose", "3", "--by", "CUB", "--replace", "progress", "all progress")
    eu.until("1 other proposal")
    elsewhere("accept", "CUB-1", "--by", "CHAIR")
    eu.until("carried over")
    eu.until("Decide to review all progress every two years. Indeed.")
    # All at once, as over a slow line: each key does its own before the next.
    eu.keys("\x7f" * len("years. Indeed.") + "monthss\x1b[D\x7f\x1b[F. Truly.")
    eu.until("{-years-}{+months. Truly+}")
    # The same words changed in another way: nothing of either is lost.
    elsewhere("propose", "3", "--by", "CUB", "--wording", "Decide to review all progress yearly.")
    elsewhere("accept", "CUB-2", "--by", "CHAIR")
    eu.until("look at the change before you send")
    eu.until("Decide to review all progress every two months. Truly.")
    eu.keys(_SEND)
    elsewhere("propose", "3", "--by", "NOR", "--replace", "yearly", "every year")
    eu.until("(EU)")
    theirs, mine = sorted(table.pending("3"), key=lambda p: p.handle, reverse=True)
    assert theirs.now.wording == "Decide to review all progress every year."
    assert mine.now.wording == "Decide to review all progress every two months. Truly."
    assert mine.now.base == table.wording("3") == "Decide to review all progress yearly."


def test_what_is_amended_moves_is_divided_and_is_struck(
    table: Table, eu: Terminal, elsewhere: Callable[..., None]
) -> None:
    _amend(eu, "2(c)", " Indeed;", "Indeed")
    elsewhere("propose", "2(c)", "--by", "CUB", "--move-after", "2(a)")
    elsewhere("accept", "CUB-1", "--by", "CHAIR")
    eu.until("Amend 2(a) bis as EU")
    eu.until("2(c) is 2(a) bis now")
    elsewhere("propose", "2(a) bis", "--by", "CUB", "--split-before", "development")
    elsewhere("accept", "CUB-2", "--by", "CHAIR")
    eu.until("Amend 2(a) ter as EU")
    eu.until("what you amend stands in 2(a) ter now")
    eu.until("development^1 programmes; {+Indeed;+}")
    elsewhere("propose", "2(a) ter", "--by", "CUB", "--strike")
    elsewhere("accept", "CUB-3", "--by", "CHAIR")
    eu.until("2(a) ter was struck: this draft can't go to it any more")
    eu.keys(_SEND)
    eu.until("Refused")
    eu.keys(_LEAVE)
    eu.until("a amend")
    eu.keys("q")
    assert eu.ended() == 0
    assert not table.state.now.pending
    folder = state_folder({"XDG_STATE_HOME": str(table.root.parent / "state")})
    (kept,) = Keeping(folder, table.state.now.workspace).drafts("EU")
    assert (kept.address, kept.wording) == ("2(a) ter", "development[^1] programmes; Indeed;")


def test_a_window_closed_in_the_middle_of_a_word_loses_no_letter(
    table: Table, eu: Terminal
) -> None:
    eu.keys("g3\ra Indeed, for the sa")
    eu.until("Indeed, for the sa")
    eu.process.send_signal(signal.SIGHUP)
    assert eu.ended() == 0
    folder = state_folder({"XDG_STATE_HOME": str(table.root.parent / "state")})
    (kept,) = Keeping(folder, table.state.now.workspace).drafts("EU")
    assert kept.wording == "Decide to review progress every two years. Indeed, for the sa"
