"""What Amend knows of the words being written, files received, and what a refusal leaves."""

from __future__ import annotations

from pathlib import Path

from draftrace.room.acts import deciding, proposing, restructuring
from draftrace.tui.widgets.panel import Panel
from received_kit import NOTES, printed_text
from room_kit import document
from tui.kit import NARROW, WIDE, Seat, Table, seated
from tui.staging import Stage
from word_kit import comment, docx, gone, ins, p, remarked, run, saved

SHARED = (
    "services that are based on evidence, open to everybody who asks for help, "
    "and close to where people live and work"
)


async def write_at_the_end(seat: Seat, address: str, key: str, more: str) -> None:
    await seat.go(address)
    await seat.press(key)
    await seat.write(more)


async def test_amend_tells_force_and_formula_and_proposes_it_there_too(tmp_path: Path) -> None:
    table = Table(
        tmp_path / "formal",
        document(
            f"1. States shall offer {SHARED}",
            f"2. Towns shall plan {SHARED}",
            "3. Schools shall learn.",
        ),
    )
    async with seated(table, "EU") as eu:
        eu.app.lead_to("1")
        await eu.press("f", "escape")
        eu.screen.query_one(Panel).open("Formulas")
        await eu.settled()
        assert "also in 2" in eu.rows("#cards")
        await eu.press("a")
        await eu.write(", where possible")
        await eu.until(lambda: "the same words stand in 2" in eu.rows("#checks"))
        assert "force" in eu.rows("#checks")
        await eu.press("ctrl+s")
        assert "Propose the change there too?" in eu.text()
        await eu.press("escape")
        assert eu.on("amend"), "not sent yet"
        await eu.press("ctrl+s", "y")
        assert eu.on("draft")
    (package,) = table.state.now.packages.values()
    assert package.name == "Same words in 1, 2 (EU-1)"
    assert table.pending("2")[0].now.wording.endswith("live and work, where possible")


async def test_amend_tells_where_the_new_words_were_agreed_before(tmp_path: Path) -> None:
    stage = Stage(tmp_path / "workspace", "EU")
    async with seated(stage.table, "EU") as eu:
        await write_at_the_end(eu, "3", "a", " by exchange of intelligence among harbour towns")
        before = "nearly so before: WG.1 1, tabled 26"
        await eu.until(lambda: before in " ".join(eu.rows("#checks").split()))
        await eu.press("ctrl+a")
        # Letters that came slowly were asked about by halves: the answer to all may be on its way.
        whole = "intelligence among harbour towns should be promoted"
        await eu.until(lambda: whole in eu.rows("#checks"))
        await eu.press("ctrl+a")
        assert "change" in eu.rows("#checks")


async def test_a_fall_back_stands_behind_ones_own_proposal(table: Table) -> None:
    async with seated(table, "EU", NARROW) as eu:
        await write_at_the_end(eu, "3", "a", " Indeed.")
        await eu.press("ctrl+b")
        assert "you have none here" in eu.refused[-1]
        await eu.press("ctrl+s")
        await write_at_the_end(eu, "3", "a", " Perhaps.")
        await eu.press("ctrl+b")
        assert "a fall-back, in case EU-1 is not accepted" in eu.rows("#checks")
        await eu.press("ctrl+s")
    first, second = table.pending("3")
    assert second.second_to == first.id


async def test_a_division_may_word_otherwise_and_goes_along_with_the_text(table: Table) -> None:
    async with seated(table, "EU", NARROW) as eu:
        await eu.go("3")
        await eu.press("S", "ctrl+s")
        assert "Say where it is to be divided." in eu.refused[-1]
        await eu.press("ctrl+left", "ctrl+left", "enter")
        await eu.write("each of ")
        await eu.until(lambda: "¶" in eu.rows("#checks") and "{+" in eu.rows("#checks"))
        agree = "Agree to review progress every two years."
        rival = table.act(
            "CUB", lambda s, f: proposing.propose_wording(s, f, table.id("3"), agree)
        ).act.id
        table.act("CHAIR", lambda s, f: deciding.accept(s, f, rival))
        await eu.until(lambda: "your amendment was carried over" in eu.rows("#checks"))
        await eu.press("ctrl+s")
    (one,) = table.pending("3")
    assert (one.change, one.now.base) == ("split", table.wording("3"))
    assert one.now.wording == "Agree to review progress every two\neach of years."


async def test_a_bracket_is_shown_as_the_gavel_would_leave_it(table: Table) -> None:
    async with seated(table, "CHAIR") as chair:
        await chair.go("1")
        await chair.press("b", "enter")
        await chair.write("as appropriate")
        await chair.press("tab")
        await chair.write("cub, eu")
        await chair.press("enter")
        assert "[as appropriate](CUB, EU)" in table.wording("1")
        await chair.press("b", "enter", "x")
        assert "1: brackets struck. It is so decided?" in chair.text()
        assert "{-[as appropriate](CUB," in chair.text()
        await chair.press("enter")
    assert "as appropriate" not in table.wording("1")


async def test_a_refused_form_keeps_what_was_written(table: Table) -> None:
    async with seated(table, "CUB") as cub:
        await cub.go("2a")
        await cub.press("m")
        await cub.write("99")
        await cub.press("tab")
        await cub.write("order")
        await cub.press("enter")
        assert "99" in cub.refused[-1]
        assert cub.app.screen.is_modal
        await cub.press(*["backspace"] * 2)
        await cub.write("2c")
        await cub.press("enter")
    (one,) = table.pending("2(a)")
    assert (one.after, one.now.reason) == (table.id("2(c)"), "order")


async def test_the_text_is_filtered_by_party_status_and_meeting(table: Table) -> None:
    for by, at in (("EU", "1"), ("CUB", "3")):
        new = table.wording(at) + " Now."
        table.act(by, lambda s, f, a=at, w=new: proposing.propose_wording(s, f, table.id(a), w))
    async with seated(table, "NOR") as nor:
        await nor.press("f", "end", "up", "up", "enter")
        assert "Which party?" in nor.text()
        await nor.press("home")
        codes = list(table.state.now.parties)
        await nor.press(*["down"] * codes.index("CUB"), "enter")
        assert "filter party CUB 1/1" in nor.lines()[-2] or nor.app.reading.wanted == "party CUB"
        await nor.press("n")
        assert nor.app.place == table.id("3")
        await nor.press("f", "end", "enter", "enter")
        assert nor.app.reading.wanted_words == "meeting First informal"
        assert nor.app.reading.matches() == [table.id("1"), table.id("3")]
        await nor.press("f", "end", "up", "enter", "enter")
        assert nor.app.reading.wanted.startswith("status ")
        assert nor.app.reading.matches()


async def test_a_received_file_is_shown_before_it_is_recorded(tmp_path: Path) -> None:
    table = Table(tmp_path / "workspace")
    state = table.state
    body = printed_text(state, {"3": ""})
    third = "Decide to review progress every "
    changed = remarked(1, gone("two") + ins("five"))
    body.append(p("3.\t", run(third), changed, run(" years.")))
    remark = comment(1, "as CUB-7 asked")
    saved(tmp_path, docx("".join(body), notes=NOTES, comments=[remark]))
    async with seated(table, "EU", WIDE) as eu:
        before = table.state.now.position
        await eu.press("ctrl+p")
        await eu.write("receive a file")
        await eu.until(lambda: "Receive a file" in eu.text())
        await eu.press("enter")
        await eu.until(lambda: "made from" in eu.text())
        await eu.write("nowhere.docx")
        await eu.press("enter")
        await eu.until(lambda: any("nowhere.docx" in said for said in eu.refused))
        await eu.until(lambda: "made from" in eu.text())
        await eu.press(*["backspace"] * len("nowhere.docx"))
        await eu.write("../letter.docx")
        await eu.press("enter")
        await eu.until(lambda: "Record 1 proposal" in eu.text())
        assert "{-two-}{+five+}" in eu.rows("#foreseen")
        assert "name CUB-7: written in another record" in " ".join(eu.rows("#foreseen").split())
        assert table.state.now.position == before
        await eu.press("ctrl+s")
        await eu.until(lambda: table.pending("3"))
    (one,) = table.pending("3")
    assert one.now.wording == "Decide to review progress every five years."
    assert one.now.sponsors == ("EU",)


async def test_a_draft_is_tabled_by_keys(tmp_path: Path) -> None:
    table = Table(tmp_path / "empty", draft=None)
    (tmp_path / "draft.md").write_text("Symbol: L.1\n\n# Plan\n\n1. Agree;\n", encoding="utf-8")
    async with seated(table, "SEC", NARROW) as sec:
        await sec.do("table")
        await sec.until(lambda: sec.app.screen.is_modal and sec.app.focused)
        await sec.write("../draft.md")
        await sec.press("enter")
        await sec.until(lambda: "Agree;" in sec.text())
    assert table.state.now.symbol == "L.1"


async def test_a_division_of_anothers_is_amended_with_its_line_ends(table: Table) -> None:
    table.act("EU", lambda s, f: restructuring.propose_split(s, f, table.id("3"), ["every two"]))
    async with seated(table, "CUB", NARROW) as cub:
        await cub.go("3")
        await cub.press("E")
        await cub.until(lambda: cub.on("amend"))
        assert "Amend EU-1 on 3" in cub.text()
        await cub.press("ctrl+end")
        await cub.write(" At most.")
        await cub.until(lambda: "¶" in cub.rows("#checks"))
        await cub.press("ctrl+s")
    _split, amendment = table.pending("3")
    assert (amendment.change, amendment.now.wording) == (
        "amendment",
        "Decide to review progress\nevery two years. At most.",
    )
    async with seated(table, "EU", NARROW) as eu:
        await eu.go("3")
        await eu.press("e", "ctrl+end")
        await eu.write(" Or three.")
        await eu.press("ctrl+s")
    revised = "Decide to review progress\nevery two years. Or three."
    assert table.pending("3")[0].now.wording == revised


async def test_a_merger_of_anothers_is_amended_with_its_redline(table: Table) -> None:
    merged = [table.id("2(b)")]
    table.act("EU", lambda s, f: restructuring.propose_merge(s, f, table.id("2(a)"), merged))
    async with seated(table, "CUB", NARROW) as cub:
        await cub.go("2a")
        await cub.press("E")
        await cub.until(lambda: cub.on("amend"))
        assert "Amend EU-1 on 2(a)" in cub.text()
        await cub.press("backspace")
        await cub.write(" at once;")
        await cub.until(lambda: "{+at once+}" in cub.rows("#checks"))
        await cub.press("ctrl+s")
        await cub.until(lambda: "CUB (on EU-1): merge with 2(b):" in " ".join(cub.text().split()))
    merge, amendment = table.pending("2(a)")
    assert amendment.now.to == merge.id
    assert amendment.now.wording == f"{merge.now.wording.rstrip(';')} at once;"
