"""Text from files is never markup, never a terminal sequence, never a hidden direction."""

from __future__ import annotations

from unicodedata import normalize

import pytest

from draftrace.room.acts import proposing
from draftrace.tui.writable import MARK
from room_kit import document
from tui.kit import NARROW, WIDE, Table, seated

HOSTILE = (
    "[red]States[/red] [@click=app.quit]click[/] should \x1b[31m act \x1b]0;title\x07 now; "
    "\u202egnirts a\u202c and \u2066isolated\u2069 text \u200f sta\u200btes\U000e0041 end [bold"
)


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_hostile_wording_is_shown_as_it_is(tmp_path: object, size: tuple[int, int]) -> None:
    from pathlib import Path

    draft = document(
        "1. " + HOSTILE, "2. 漢字かな交じり文と e\u0301 combining", title="[b]T[/b]\x1b[2J"
    )
    table = Table(Path(str(tmp_path)) / "workspace", draft)
    table.act(
        "EU",
        lambda s, f: proposing.propose_wording(
            s, f, table.id("1"), "[/] \u202e {+ +} [link=x]", reason="[@click=app.bell]r[/]\x1b[1m"
        ),
    )
    async with seated(table, "CHAIR", size) as chair:
        await chair.go("1")
        pages = [chair.text()]
        for keys in (["tab"], ["escape", "enter"], ["q", "t"], ["q", "7"], ["q", "a"]):
            await chair.press(*keys)
            pages.append(chair.text())
        for page in pages:
            assert "\x1b" not in page
            assert not set("\u202e\u202c\u2066\u2069\u200f\x07") & set(page)
        assert "[red]States[/red]" in pages[0]
        assert "[@click=app.quit]click[/]" in " ".join(pages)
        assert "<U+202E>" in pages[0]
        assert "sta<U+200B>tes<U+E0041>" in pages[0]


async def test_what_is_edited_keeps_the_characters_it_had(tmp_path: object) -> None:
    from pathlib import Path

    table = Table(Path(str(tmp_path)) / "workspace", document("1. One \u202etwo\u202c three"))
    async with seated(table, "EU") as eu:
        await eu.go("1")
        await eu.press("a")
        assert "<U+202E>" in eu.text()
        await eu.write(" four")
        await eu.press("ctrl+s")
    assert table.pending("1")[0].now.wording == "One \u202etwo\u202c three four"


async def test_wide_characters_do_not_break_the_lines(tmp_path: object) -> None:
    from pathlib import Path

    from rich.cells import cell_len

    table = Table(Path(str(tmp_path)) / "workspace", document("1. " + "漢字かな交じり文" * 30))
    async with seated(table, "EU", NARROW) as eu:
        assert {cell_len(line) for line in eu.lines()} == {80}


FAMILIES = {
    "wide": "漢字かな交じり文と한국어 text " * 12,
    "combining": "re\u0301sume\u0301 a\u0308o\u0308 กำลังที่ " * 14,
    "right to left": "the words نحن الدول and אנחנו המדינות, (EU) 123 stand " * 8,
    "joined": "families 👩‍👩‍👧 and flags 🇦🇹 and e\u20dd stand " * 10,
}


@pytest.mark.parametrize("size", [NARROW, WIDE])
@pytest.mark.parametrize("family", FAMILIES)
async def test_every_script_keeps_the_page_straight(
    tmp_path: object, family: str, size: tuple[int, int]
) -> None:
    from pathlib import Path

    from rich.cells import cell_len

    table = Table(Path(str(tmp_path)) / "workspace", document("1. " + FAMILIES[family], "2. End."))
    table.act(
        "EU",
        lambda s, f: proposing.propose_wording(
            s, f, table.id("1"), table.wording("1").replace("text", "words").replace("stand", "go")
        ),
    )
    async with seated(table, "CHAIR", size) as chair:
        await chair.go("1")
        # Every line of every pane is as wide as the terminal, so no border is pushed aside.
        assert {cell_len(line) for line in chair.lines()} == {size[0]}
        page = chair.view("#text")
        for y in range(page.size.height):
            assert page.render_line(y).cell_length == page.scrollable_content_region.width
        # Nothing is lost and nothing is reordered: the terminal gets the letters as they are read.
        said = "".join(chair.rows("#text").split())
        assert normalize("NFC", FAMILIES[family].split()[0]) in said
        await chair.press("tab")
        assert {cell_len(line) for line in chair.lines()} == {size[0]}


async def test_no_direction_marks_reach_the_terminal_with_right_to_left_words(
    tmp_path: object,
) -> None:
    from pathlib import Path

    words = "\u202bنحن\u202c \u2067אנחנו\u2069 \u200eEU\u200f \u061cالدول"
    table = Table(Path(str(tmp_path)) / "workspace", document("1. " + words))
    async with seated(table, "EU", NARROW) as eu:
        await eu.go("1")
        text = eu.text()
    assert "نحن" in text
    assert "<U+202B>" in text
    assert "<U+200E>EU<U+200F>" in text
    assert not set("\u202b\u202c\u2067\u2069\u200f\u061c") & set(text)
    around = {text[at - 1 : at + 2] for at, c in enumerate(text) if c == MARK}
    # Only the room's own mark, which holds each run of such words in its place.
    assert around == {">\u200eن", "ن\u200e<", ">\u200eא", "ו\u200e<", ">\u200eا", "ل\u200e "}
