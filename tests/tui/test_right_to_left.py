"""Right-to-left words stay in their place on terminals that turn them about, and on all others."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path
from unicodedata import bidirectional

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from draftrace.room.acts import proposing, setup
from draftrace.tui.writable import MARK, embedded
from room_kit import document
from tui.kit import NARROW, WIDE, Table, seated

_WORDS = ("נחן", "الدول", "EU", "12", "3,5", "[", "](", "+}", "│", " ", ". ", "±3", "é")


def reordered(line: str) -> str:
    """The line as a terminal shows it that turns right-to-left words about: the implicit levels
    of UAX #9 in a left-to-right paragraph, without the mirroring of brackets."""
    kinds = [bidirectional(c) for c in line]
    strong = "L"
    for at, kind in enumerate(kinds):
        if kind in ("L", "R", "AL"):
            strong = kind
        elif kind == "EN" and strong == "AL":
            kinds[at] = "AN"
        elif kind == "EN" and strong == "L":
            kinds[at] = "L"
    kinds = ["R" if kind == "AL" else kind for kind in kinds]
    levels = [{"L": 0, "R": 1, "EN": 2, "AN": 2}.get(kind, -1) for kind in kinds]
    for at, level in enumerate(levels):
        if level < 0:
            after = next((x for x in levels[at:] if x >= 0), 0)
            before = levels[at - 1] if at else 0
            levels[at] = 1 if before > 0 and after > 0 else 0
    cells = list(range(len(line)))
    for depth in (2, 1):
        high = [level >= depth for level in levels]
        runs = [(up, list(run)) for up, run in groupby(cells, high.__getitem__)]
        cells = [c for up, run in runs for c in (run[::-1] if up else run)]
    return "".join(line[c] for c in cells).replace(MARK, "")


def _is_turned(character: str) -> bool:
    return bidirectional(character) in ("R", "AL")


@given(st.lists(st.sampled_from(_WORDS), max_size=12).map("".join))
def test_nothing_beside_right_to_left_words_is_turned_about(line: str) -> None:
    told = reordered(embedded(line))
    assert embedded(line).replace(MARK, "") == line
    for shown, said in zip(told.split("EU"), line.split("EU"), strict=True):
        first = next((n for n, c in enumerate(said) if _is_turned(c)), len(said))
        last = next((n for n, c in enumerate(reversed(said)) if _is_turned(c)), 0)
        assert shown[:first] == said[:first]
        assert shown[len(shown) - last :] == said[len(said) - last :]
        assert sorted(shown) == sorted(said)


def test_without_the_marks_a_terminal_would_turn_the_number_about() -> None:
    assert reordered("נחן 12") == "12 ןחנ"
    assert reordered(embedded("נחן 12")) == "ןחנ 12"


@pytest.mark.parametrize("size", [NARROW, WIDE], ids=["narrow", "wide"])
async def test_a_party_and_a_phrase_of_another_direction(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    table = Table(tmp_path / "workspace", document("1. The words أنشأ stand."))
    table.act("SEC", lambda s, f: setup.add_party(s, f, "ARB", "مجموعة 77", "delegation"))
    table.act(
        "ARB",
        lambda s, f: proposing.propose_wording(
            s, f, table.id("1"), "The words אנחנו 12 stand.", reason="כך 3 טוב"
        ),
    )
    async with seated(table, "ARB", size) as seat:
        await seat.go("1")
        seen = [seat.lines()]
        for keys in (["tab"], ["escape", "3"], ["q", "t"], ["q", "7"], ["q", "a"]):
            await seat.press(*keys)
            seen.append(seat.lines())
    told = [line for page in seen for line in page if any(map(_is_turned, line))]
    assert len(told) > len(seen)  # each screen shows some
    for line in told:
        bare = line.replace(MARK, "")
        assert cell_len(bare) == cell_len(line) == size[0]
        panes, read = reordered(line).split("│"), bare.split("│")
        assert list(map(sorted, panes)) == list(map(sorted, read))
        assert [p[:1] + p[-1:] for p in panes] == [p[:1] + p[-1:] for p in read]
