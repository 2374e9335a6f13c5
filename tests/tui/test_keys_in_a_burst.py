"""Keys that come all at once, as over a slow line: each is obeyed before the next counts."""

from __future__ import annotations

from draftrace.cli.run import run
from draftrace.views.log import tell
from tui.kit import Table
from tui.terminals import Terminal

_LEFT, _RIGHT, _HOME, _END = "\x1b[D", "\x1b[C", "\x1b[H", "\x1b[F"
_TAB, _BACK, _ENTER, _SEND = "\t", "\x7f", "\r", "\x13"


def test_every_field_and_screen_obeys_in_order(table: Table) -> None:
    seat = Terminal(table.root, "EU")
    try:
        seat.until("Reaffirm our commitment")
        # A line of a form, and the form after it.
        address = "22" + _LEFT + _BACK + _END + "(a" + _HOME + _END + ")"
        seat.keys("g99" + _BACK * 2 + address + _ENTER)
        seat.until("2(a) open")
        # A form sent by a key that its fields do not take: with the last letter written.
        seat.keys("r" + "we must askk" + _BACK + "x" + _BACK + " at home" + _SEND)
        seat.until("2(a) open !")
        # The text, what stands below it, and the key that sends it.
        seat.keys("g3" + _ENTER)
        seat.until("3 open")
        seat.keys("a")
        seat.until("Amend 3 as EU")
        written = "zs." + _LEFT * 2 + _BACK + _RIGHT + ", yearly"
        seat.keys(_BACK * 2 + written + _TAB + "brevitty" + _LEFT + _BACK + _SEND)
        seat.until("[, yearly](EU)")
        # A query, and what leaves it.
        seat.keys("6")
        seat.until("/ to ask")
        seat.keys("/rgus" + _HOME + "du" + _RIGHT + _LEFT + _LEFT + _END + _TAB + "q")
        seat.until("a amend")
        seat.keys("6")
        seat.until("words durgus")
        seat.keys("q")
        seat.until("a amend")
        seat.keys("q")
        assert seat.ended() == 0
    finally:
        seat.close()
    last = list(table.workspace.journal.read(0))[-2]
    assert tell(table.state, last).text == "EU placed a reservation on 2(a): we must ask at home"
    (proposed,) = table.pending("3")
    assert proposed.now.wording == "Decide to review progress every two years, yearly."
    assert proposed.now.reason == "brevity"
    assert run(["-C", str(table.root), "verify"]) == 0
