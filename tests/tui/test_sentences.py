"""Fields for sentences at 80x24: all that is written is in sight, and enter sends it."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.events import Paste

from draftrace import intake
from draftrace.room.acts import corpus, proposing
from tui.kit import NARROW, Seat, Table, seated

SAID = (
    "Karanda holds that no measure of this kind is ever in proportion to what it answers, and "
    "asks to be heard again before anyone speaks of agreement on the paragraph as a whole"
)
POINT = (
    "The exchange of intelligence among countries of origin, of transit and of destination "
    "should be promoted, in keeping with the laws of each, and its sources protected."
)


def in_a_box(seat: Seat) -> str:
    """What stands in the question, as one text."""
    whole = "\n".join(seat.lines())
    inside = whole.partition("╭")[2].partition("╰")[0].splitlines()[1:-1]
    return " ".join(" ".join(line.split("│")[1] for line in inside).split())


async def test_an_explanation_is_seen_whole_and_recorded_as_one_paragraph(table: Table) -> None:
    async with seated(table, "EU", NARROW) as eu:
        await eu.go("1")
        await eu.do("explain")
        await eu.press("enter")
        half = SAID.index(" and asks")
        assert eu.app.focused is not None
        eu.app.focused.post_message(Paste(f"{SAID[:half]}\n{SAID[half:]}"))
        await eu.settled()
        whole = SAID.split()
        await eu.until(lambda: whole == in_a_box(eu).split()[-len(whole) - 4 : -4])
        assert "Explain (enter)" in in_a_box(eu)
        await eu.press("enter")
    [position] = table.state.now.positions[table.id("1")]
    assert position.text == " ".join(whole)


async def test_the_wording_of_a_lift_is_seen_whole(table: Table, tmp_path: Path) -> None:
    file = tmp_path / "report.txt"
    file.write_text(f"Report\n\nSymbol: WG.1\n\nConclusions\n\n1. {POINT}\n", encoding="utf-8")
    source = intake.source(file, symbol="WG.1", role="conclusions")
    source.keep(table.workspace.corpus)
    table.act("SEC", lambda s, f: corpus.add_document(s, f, source.intent()))
    async with seated(table, "SEC", NARROW) as sec:
        await sec.go("3")
        await sec.press("6", "slash")
        await sec.write("intelligence")
        await sec.press("enter")
        await sec.until(lambda: POINT[:40] in sec.rows("#found"))
        await sec.do("corpus.lift")
        offered = "wording Promote the exchange of intelligence among countries of origin"
        assert offered in in_a_box(sec)
        assert "its sources protected. behind 3" in in_a_box(sec).replace("  ", " ")
        await sec.write(" everywhere")
        await sec.press("ctrl+s")
    lifted = [
        p for p in table.state.now.provisions.values() if p.now.wording.endswith("everywhere")
    ]
    assert [p.now.wording.split()[:2] for p in lifted] == [["Promote", "the"]]


async def test_the_ways_on_stay_in_sight_however_much_is_written(table: Table) -> None:
    base = table.wording("1")
    long = f"{base[:-1]}, {SAID[0].lower()}{SAID[1:]}, and likewise {SAID[0].lower()}{SAID[1:]};"
    table.act("EU", lambda s, f: proposing.propose_wording(s, f, table.id("1"), long))
    async with seated(table, "CHAIR", NARROW) as chair:
        await chair.go("1")
        await chair.press("3", "space", "enter")
        first = in_a_box(chair)
        assert "Gavel (enter)" in first
        await chair.write(f"{SAID} {SAID}")
        await chair.settled()
        assert "Gavel (enter)" in in_a_box(chair)
        assert "objections" in in_a_box(chair)
        assert "acting: CHAIR" in chair.text()
        await chair.press("pagedown", "pagedown")
        assert in_a_box(chair) != first
        await chair.press("enter")
    assert table.wording("1") == long


@pytest.mark.parametrize("key", ["tab", "enter"])
async def test_a_reason_wraps_in_amend(table: Table, key: str) -> None:
    async with seated(table, "EU", NARROW) as eu:
        await eu.go("1")
        await eu.press("a")
        await eu.write(" at once")
        await eu.press("tab")
        await eu.write(SAID)
        await eu.settled()
        assert all(word in eu.text() for word in SAID.split())
        await eu.press(key)
        assert eu.app.focused is not None
        assert eu.app.focused.id == "wording"
        await eu.press("ctrl+s")
    [proposal] = table.pending("1")
    assert proposal.now.reason == SAID
