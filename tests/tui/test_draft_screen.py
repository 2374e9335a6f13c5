"""Reading: what stands where, getting about, filters, modes, sizes."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.widgets import Input

from draftrace.room.acts import deciding, proposing, supporting
from room_kit import document
from tui.kit import NARROW, WIDE, Table, seated


def again(table: Table, address: str) -> None:
    wording, provision = table.wording(address) + " again", table.id(address)
    table.act("CUB", lambda s, f: proposing.propose_wording(s, f, provision, wording))


async def test_wide_terminal_shows_outline_text_and_panel(table: Table) -> None:
    async with seated(table, "EU", WIDE) as eu:
        for pane in ("#outline", "#text", "#panel"):
            assert eu.screen.query_one(pane).size.width > 20
        assert "Promote the exchange of intelligence" in eu.text()
        assert "A draft" in eu.lines()[0]
        assert "EU (delegation)" in eu.lines()[0]
        assert "First informal, open" in eu.lines()[0]


async def test_small_terminal_gives_the_text_the_whole_width(table: Table) -> None:
    async with seated(table, "EU", NARROW) as eu:
        assert eu.screen.query_one("#text").size.width == 80
        assert not eu.screen.query_one("#outline").display
        assert "A draft" in eu.lines()[0]
        assert "EU (delegation)" in eu.lines()[1]
        assert "First informal, open" in eu.lines()[1]
        await eu.press("tab")
        assert eu.screen.query_one("#panel").display
        assert eu.screen.query_one("#cards").has_focus
        await eu.press("tab")
        assert eu.screen.query_one("#outline").has_focus
        await eu.press("escape")
        assert eu.screen.query_one("#text").has_focus
        assert not eu.screen.query_one("#outline").display


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_address_state_and_party_never_leave_the_screen(
    table: Table, size: tuple[int, int]
) -> None:
    async with seated(table, "EU", size) as eu:
        for keys in ([], ["tab"], ["tab"], ["escape"], ["4"], ["5"], ["6"], ["7"], ["x"]):
            await eu.press(*keys)
            top, bottom = " ".join(eu.lines()[:2]), eu.lines()[-2]
            assert "EU (delegation)" in top
            assert eu.app.provision is not None
            assert eu.app.provision.now.address in bottom


async def test_jumping_takes_any_spelling(table: Table) -> None:
    async with seated(table, "EU") as eu:
        await eu.go("para 2 (b)")
        assert eu.app.place == table.id("2(b)")
        await eu.go("2b(ii)")
        assert eu.app.place == table.id("2(b)(ii)")


async def test_an_unknown_address_names_the_nearest(table: Table) -> None:
    async with seated(table, "EU") as eu:
        before = eu.app.place
        await eu.go("2d")
        assert "2(a)" in eu.refused[-1]
        assert eu.app.place == before


async def test_next_and_previous_go_through_the_filter(table: Table) -> None:
    for address in ("2(a)", "3"):
        again(table, address)
    async with seated(table, "EU") as eu:
        await eu.press("f", "home", "down", "down", "enter")
        assert eu.app.reading.wanted == "proposals"
        await eu.press("n")
        assert eu.app.place == table.id("2(a)")
        await eu.press("n")
        assert eu.app.place == table.id("3")
        await eu.press("n")
        assert eu.app.place == table.id("2(a)"), "after the last comes the first"
        await eu.press("p")
        assert eu.app.place == table.id("3")
        assert "filter proposals 2/2" in eu.lines()[-2]


async def test_mine_and_changed_are_filters(table: Table) -> None:
    async with seated(table, "EU") as eu:
        assert not [k for k in eu.app.reading.matches() if eu.app.reading.wanted == "changed"]
    table.act(
        "EU", lambda s, f: proposing.propose_wording(s, f, table.id("3"), "Decide to review it.")
    )
    async with seated(table, "EU") as eu:
        eu.app.reading.wanted = "mine"
        assert eu.app.reading.matches() == [table.id("3")]
        eu.app.reading.wanted = "changed"
        assert eu.app.reading.matches() == [table.id("3")]
        await eu.go("3")
        assert eu.app.reading.matches() == [], "standing on it is having looked"
    async with seated(table, "EU") as eu:
        eu.app.reading.wanted = "changed"
        assert eu.app.reading.matches() == [], "and it is remembered"


async def test_search_goes_to_what_says_it_and_escape_ends_it(table: Table) -> None:
    async with seated(table, "EU") as eu:
        await eu.press("slash")
        await eu.write("alternative dev")
        await eu.press("enter")
        assert eu.app.place == table.id("2(c)")
        await eu.press("escape")
        assert eu.app.reading.phrase == ""


async def test_reading_modes(table: Table) -> None:
    table.act(
        "EU",
        lambda s, f: proposing.propose_wording(
            s, f, table.id("2(b)"), "Strengthen national border control agencies;"
        ),
    )
    async with seated(table, "NOR") as nor:
        assert "Strengthen [national](EU) border control" in nor.text()
        await nor.press("v")
        assert nor.reads("marked")
        assert "Strengthen border control agencies" in nor.text(), "nothing decided, nothing marked"
        await nor.press("v")
        assert nor.reads("clean")
        assert "Strengthen border control agencies" in nor.text()


async def test_marked_mode_shows_what_was_decided_since_the_issue(table: Table) -> None:
    made = table.act(
        "EU",
        lambda s, f: proposing.propose_wording(
            s, f, table.id("2(b)"), "Strengthen national border control agencies;"
        ),
    )
    struck = table.act("EU", lambda s, f: proposing.propose_deletion(s, f, table.id("3")))
    table.act("CHAIR", lambda s, f: deciding.accept(s, f, made.act.id))
    table.act("CHAIR", lambda s, f: deciding.accept(s, f, struck.act.id))
    async with seated(table, "NOR") as nor:
        await nor.press("v")
        text = nor.rows("#text")
        assert "Strengthen {+national+} border control" in text
        assert "{-Decide to review progress every two years.-}" in text


async def test_a_small_terminal_says_what_it_does_not_show_as_rolling_text(table: Table) -> None:
    table.act("EU", lambda s, f: proposing.propose_deletion(s, f, table.id("3")))
    async with seated(table, "NOR", NARROW) as nor:
        await nor.go("3")
        for mode in ("marked", "clean"):
            await nor.press("v")
            assert f"{mode} text" in nor.lines()[-2]
        await nor.press("right")
        assert "[Proposals 1]" in nor.text(), "the panel comes before its tabs are turned"
        await nor.press("right")
        assert "[Sources]" in nor.text()


async def test_every_tab_counts_what_it_holds(tmp_path: Path) -> None:
    said = "services that are based on evidence and open to everybody who asks for help"
    draft = document(f"1. States offer {said}[^1];", f"2. Towns plan {said};", "[^1]: As agreed.")
    table = Table(tmp_path / "workspace", draft)
    table.act("EU", lambda s, f: proposing.propose_deletion(s, f, table.id("1")))
    async with seated(table, "NOR", NARROW) as nor:
        await nor.go("1")
        await nor.press("tab")
        await nor.until(lambda: "Formulas 1" in nor.text())
        assert "[Proposals 1] Sources History 2 Formulas 1 Notes 1" in nor.text()
        table.act(
            "CHAIR", lambda s, f: deciding.settle(s, f, table.id("2"), "Towns.", drawing_on=[])
        )
        await nor.until(lambda: "Formulas 1" not in nor.text())
    async with seated(table, "NOR", WIDE) as nor:
        await nor.go("1")
        assert "[Proposals 1] Sources History 2 Formulas Notes 1" in nor.text()


async def test_panel_tabs_tell_about_the_provision_under_the_cursor(table: Table) -> None:
    made = table.act(
        "EU",
        lambda s, f: proposing.propose_wording(
            s, f, table.id("2(b)"), "Strengthen national border control agencies;", reason="scope"
        ),
    )
    table.act(
        "CUB",
        lambda s, f: supporting.take_position(s, f, "objects", proposal=made.act.id, text="no"),
    )
    async with seated(table, "NOR") as nor:
        await nor.go("2b")
        assert "[Proposals 1]" in nor.text()
        cards = nor.rows("#cards")
        assert "EU-1" in cards
        assert "{+national+}" in cards
        assert "reason: scope" in cards
        assert "objection: CUB" in cards
        await nor.press("right")
        assert "No source is confirmed." in nor.rows("#cards")
        await nor.press("right")
        assert "proposed EU-1" in nor.rows("#cards")
        await nor.go("2c")
        await nor.press("right", "right")
        assert "As defined in the earlier declaration." in nor.rows("#cards"), "its note"
        await nor.press("left", "left", "left", "left")
        assert "No proposal is pending here." in nor.rows("#cards")


async def test_help_explains_this_screen_and_the_signs(table: Table) -> None:
    async with seated(table, "EU") as eu:
        await eu.press("question_mark")
        help_text = " ".join(eu.rows("HelpPage").split())
        assert "Propose another wording for the provision you are on." in help_text
        assert "the presiding party" in help_text
        assert "a proposal waits for its sponsor after a rebase" in help_text
        await eu.press("escape")
        assert eu.on("draft")


async def test_the_key_line_offers_what_the_party_may_do(table: Table) -> None:
    async with seated(table, "EU") as eu:
        assert "a amend" in eu.lines()[-1]
        assert "agree" not in eu.lines()[-1]
    async with seated(table, "CHAIR") as chair:
        assert "k agree" in chair.lines()[-1]
        assert "co-sponsor" not in chair.lines()[-1]


async def test_clicking_a_provision_or_a_key_does_what_keys_do(table: Table) -> None:
    async with seated(table, "EU") as eu:
        row = next(n for n, line in enumerate(eu.lines()) if "Strengthen border" in line)
        column = eu.lines()[row].index("Strengthen border")
        await eu.pilot.click(offset=(column, row))
        await eu.settled()
        assert eu.app.place == table.id("2(b)")
        await eu.pilot.click(offset=(eu.lines()[-1].index("a amend"), 49))
        await eu.settled()
        assert eu.on("amend")


async def test_an_empty_workspace_says_how_to_begin(tmp_path: object) -> None:
    from pathlib import Path

    table = Table(Path(str(tmp_path)) / "empty", draft=None)
    async with seated(table, "SEC", NARROW) as sec:
        assert "No text is on the table yet." in sec.text()
        assert "draftrace table FILE" in sec.text()
        await sec.press("a", "n", "k", "t", "escape", "7", "q", "3", "q", "tab", "s", "escape")
        assert sec.on("draft")


async def test_plain_terminals_get_signs_they_can_write(table: Table) -> None:
    table.act(
        "EU", lambda s, f: proposing.propose_wording(s, f, table.id("3"), "Decide to review it.")
    )
    async with seated(table, "NOR", WIDE, DRAFTRACE_ASCII="1") as nor:
        await nor.go("3")
        assert "*1" in nor.lines()[-2]
        assert all(line.isascii() for line in nor.lines())


async def test_switching_who_acts_changes_what_is_offered(table: Table) -> None:
    async with seated(table, "SEC") as sec:
        await sec.do("act.as")
        await sec.press("home")
        await sec.press("enter")
        assert sec.app.seat.by == "CHAIR"
        assert sec.app.seat.recorder(sec.app.state) == "SEC"
        assert "CHAIR (presiding)" in sec.lines()[0]
        assert "k agree" in sec.lines()[-1]


async def test_speaking_for_a_group_and_outside_a_meeting(table: Table) -> None:
    async with seated(table, "NOR") as nor:
        await nor.do("act.behalf")
        await nor.press("end", "enter")
        assert "NOR (delegation) for G, 2 members" in nor.lines()[0]
        await nor.do("act.meeting")
        await nor.press("end", "enter")
        assert "written submission" in nor.lines()[0]
    async with seated(table, "EU") as eu:
        await eu.do("act.behalf")
        assert "not a member of any group" in eu.refused[-1]


async def test_there_is_a_way_back_after_each_jump(table: Table) -> None:
    async with seated(table, "EU", NARROW) as eu:

        def here() -> str:
            return eu.app.state.now.provisions[eu.app.place].now.address

        begun = here()
        await eu.press("backspace")
        assert "jumped from nowhere" in eu.told[-1]
        await eu.go("3")
        await eu.go("nowhere")
        assert eu.refused, "and what was written is asked again"
        assert eu.app.screen.query_one("#address", Input).value == "nowhere"
        await eu.press("ctrl+u")
        await eu.write("1")
        await eu.press("enter")
        assert not eu.refused, "it found the way after all"
        await eu.press("n")
        after = here()
        assert after not in ("1", "3")
        visited = []
        for _ in range(4):
            await eu.press("backspace")
            visited.append(here())
        assert visited[:2] == ["1", "3"]
        assert visited[2:] == [begun, begun]
