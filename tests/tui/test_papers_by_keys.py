"""Papers that come in and go out by key: an outside revision, a silence letter, proofreading."""

from __future__ import annotations

from pathlib import Path

from draftrace.room.acts import agreeing, proposing, silence
from draftrace.tui.widgets.panel import Panel
from received_kit import NOTES, printed_text
from room_kit import document
from tui.kit import NARROW, WIDE, Seat, Table, seated
from word_kit import docx, gone, ins, p, run, saved

REVISION = """\
Symbol: L.1

# A draft

1. Reaffirm our commitment, as appropriate, to cooperation;

2. Agree to:

(a) Promote the exchange of intelligence;

(b) Strengthen border posts at once;

3. Decide to review progress every two years.
"""


async def do(seat: Seat, action: str) -> None:
    """An action that asks something, once nothing else does."""
    await seat.until(lambda: not seat.app.screen.is_modal)
    await seat.do(action)
    await seat.until(lambda: seat.app.screen.is_modal)


async def fill(seat: Seat, *values: str) -> None:
    """Write into one field after the other, and confirm."""
    await seat.until(lambda: seat.app.screen.focused)
    for number, value in enumerate(values):
        await seat.press(*(["tab"] if number else []))
        await seat.write(value)
    await seat.press("enter")


async def test_an_outside_revision_is_shown_before_it_stands(tmp_path: Path) -> None:
    table = Table(tmp_path / "workspace")
    (tmp_path / "rev.md").write_text(REVISION, encoding="utf-8")
    table.act("CHAIR", lambda s, f: agreeing.agree(s, f, table.id("2(b)"), "agreed in informals"))
    other = table.wording("3") + " Indeed."
    table.act("EU", lambda s, f: proposing.propose_wording(s, f, table.id("3"), other))
    async with seated(table, "SEC", NARROW) as sec:
        await do(sec, "receive-revision")
        await fill(sec, "../rev.md", "L.1/Rev.1", "", "perhaps")
        await sec.until(lambda: any("'perhaps' does not say" in said for said in sec.refused))
        await sec.until(lambda: sec.app.screen.is_modal)
        await sec.press("backspace")  # asked again where it was wrong
        await sec.write("insertion")
        await sec.press("enter")
        await sec.until(lambda: sec.app.screen.query("#foreseen"))
        before = table.state.now.position
        foreseen = sec.rows("#foreseen")
        assert "open again: 2(b)" in foreseen
        assert "Not in it any more: h:~1; PP1; 2; 2(b)(i)" in foreseen
        assert "{+posts at once+}" in foreseen
        # Somebody acts while it is looked at: it is not recorded unseen.
        table.act("CUB", lambda s, f: proposing.propose_deletion(s, f, table.id("2(a)")))
        await sec.press("ctrl+s")
        await sec.until(lambda: any("has changed since you" in r for r in sec.refused))
        assert table.state.now.position == before + 1
        await sec.until(lambda: sec.app.screen.is_modal)
        await sec.press("enter")
        await sec.until(lambda: sec.app.screen.query("#foreseen"))
        await sec.press("ctrl+s")
        await sec.until(lambda: table.state.now.revision == "Rev.1")
        await sec.until(lambda: "Rev.1" in sec.lines()[0])
    assert table.wording("2(b)") == "Strengthen border posts at once;"
    assert list(table.state.past.stamps.values())[-1].by == "SEC"


async def test_only_the_desk_receives_a_revision(table: Table) -> None:
    async with seated(table, "EU", NARROW) as eu:
        await eu.do("receive-revision")
        assert "may not receive an outside revision" in eu.refused[-1]


async def test_the_secretariat_says_whose_the_untracked_changes_are(tmp_path: Path) -> None:
    table = Table(tmp_path / "workspace")
    untracked = p("(a)\t", run("Promote the exchange of intelligence among countries;"))
    third = run("Decide to review progress every "), gone("two"), ins("five"), run(" years.")
    body = printed_text(table.state, {"2(a)": untracked, "3": p("3.\t", *third)})
    saved(tmp_path, docx("".join(body), notes=NOTES))
    async with seated(table, "SEC", WIDE) as sec:
        await do(sec, "receive")
        await fill(sec, "../letter.docx", "tabled", "* = NOR", "cub")
        await sec.until(lambda: sec.app.screen.query("#foreseen"))
        assert "CUB, not tracked" in sec.rows("#foreseen")
        await sec.press("ctrl+s")
        await sec.until(lambda: table.pending("3"))
    assert [(x.stamp.by, x.stamp.recorder) for x in table.pending("2(a)")] == [("CUB", "SEC")]


async def written_as(seat: Seat, name: str) -> None:
    """The letter as a file, awaited until it is there."""
    await do(seat, "silence.letter")
    await seat.press("ctrl+s")
    await seat.until(lambda: seat.app.screen.query("#name"))
    await seat.write(name)
    await seat.press("enter")
    await seat.until(lambda: any(f"exports/{name}:" in said for said in seat.told))


async def test_a_silence_letter_is_read_and_written(table: Table) -> None:
    async with seated(table, "EU", NARROW) as eu:
        await eu.do("silence.letter")
        assert "There was no silence procedure yet." in eu.refused[-1]
        until = "2098-01-01T00:00:00Z"
        both = [table.id("1"), table.id("3")]
        opened = table.act("CHAIR", lambda s, f: silence.open_silence(s, f, both, until))
        table.act("CUB", lambda s, f: silence.break_silence(s, f, [table.id("3")], "no word yet"))
        await eu.until(lambda: eu.app.state.now.position == table.state.now.position)
        await do(eu, "silence.letter")
        letter = eu.rows("#foreseen")
        assert "Silence was broken by CUB." in letter
        assert "no word yet" in letter
        await eu.press("ctrl+s")
        name = f"silence-{opened.position}"
        await eu.until(lambda: eu.app.screen.query("#name"))
        await eu.write(f"{name}.exe")
        await eu.press("enter")
        await eu.until(lambda: any(f"{name}.exe can't hold" in said for said in eu.refused))
        for suffix in ("txt", "docx"):
            await written_as(eu, f"{name}.{suffix}")
        file = table.root / "exports" / f"{name}.txt"
        assert "no word yet" in file.read_text(encoding="utf-8")
        await do(eu, "silence.letter")
        await eu.press("ctrl+s")
        await eu.until(lambda: eu.app.screen.query("#name"))
        await eu.press("enter")
        await eu.until(lambda: "It is there already." in eu.text())


async def test_proofreading_is_gone_through_by_key(tmp_path: Path) -> None:
    text = document(
        "# Plan",
        "1. States shall co-operate;",
        "2. States shall cooperate;",
        "4. Towns shall plan;",
    )
    table = Table(tmp_path / "faulty", text)
    async with seated(table, "EU", WIDE) as eu:
        await do(eu, "proofread")
        await eu.until(lambda: eu.app.screen.query("#findings"))
        assert "paragraph-number" in eu.rows("#findings")
        await eu.press("end", "enter")
        assert eu.reads("rolling")
        assert eu.app.reading.wanted == "faults"
        assert eu.app.place in eu.app.reading.matches()
        assert eu.screen.query_one(Panel).tab == "Notes"
        assert "Proofreading" in eu.rows("#cards")
        here = eu.app.place
        new = eu.app.state.now.provisions[here].now.wording + " Now."
        table.act("SEC", lambda s, f: proposing.propose_wording(s, f, here, new))
        assert here in eu.app.reading.matches()
        await eu.press("escape")
        assert eu.app.reading.wanted == "open"
