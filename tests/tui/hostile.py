"""A workspace whose every text from outside is hostile, and what must hold of whatever shows it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from unicodedata import category, combining

from rich.cells import cell_len
from textual.strip import Strip

from draftrace import intake
from draftrace.room import places
from draftrace.room.acts import (
    corpus,
    deciding,
    issuing,
    meetings,
    packaging,
    proposing,
    setup,
    supporting,
)
from draftrace.room.acts.terms import SourceRef
from draftrace.tui.writable import MARK
from room_kit import document
from tui.kit import Table

MARKUP = "[red]R[/red] [/] [@click=app.quit]c[/] [bold"
ESCAPES = (
    "\x1b[31m \x1b]0;t\x07 \x1b]52;c;aGk=\x07 \x1b]8;;http://x\x1b\\L \x9b31m \x9d0;u\x9c \x90q"
)
DIRECTIONS = "\u202egnirts\u202c \u2066i\u2069 \u200f \u061c"
UNSEEN = "\u200b \u2060 \ufeff \xad \u3164 \u115f \ufe0f\ufe0f \U000e0041 \U000e0101 \u206a \u2800"
PILES = "Z" + "\u0300\u0301\u0302\u0303\u0304" * 6 + "x\u20dd\u20de\u20df\u20e0"
WIDE = "漢字かな交じり文 한국어 👩‍👩‍👧 🇦🇹"
LINES = "a\nb\r\nc\x0bd\x85e\u2028f\tg\x08\x00\x7f"
LONG = "W" * 300
HOSTILE = " ".join((MARKUP, ESCAPES, DIRECTIONS, UNSEEN, PILES, WIDE, LINES, "نحن", LONG))
"""All of it in one text; the markup stands first, so a pane of any width begins with it."""
FILE_NAME = "[red]f \x1b]0;t\x07\u202etxt.漢\n\x9b31m[@click=app.quit]g.txt"

SYMBOL = f"WG.1 {MARKUP} \x1b[31m\u202e\x9b"
_ONE_LINE = {ord(c): " " for c in "\n\r\x00\x08\x0b\x85\u2028\t"}
"""A file's lines are its paragraphs."""
_KEPT = {MARK, "\u200c", "\u200d"}
"""The room's own mark, which holds right-to-left words in place, and the joiners of scripts."""
_MOST_MARKS = 8
"""No script piles more signs on one letter; what would reach into other lines is cut off."""


def unsafe(strips: Iterable[Strip], width: int) -> list[str]:
    """What is wrong with painted lines: sequences, directions, unseen letters, links, actions that
    did not come from the program, piles of signs, and lines that are not ``width`` cells wide."""
    found = []
    for number, strip in enumerate(strips):
        for segment in strip:
            style = segment.style
            if segment.control or (style and (style.link or "@click" in style.meta)):
                found.append(f"line {number} acts: {segment!r}")
        letters = {c for c in strip.text if _does_something(c)}
        if letters:
            found.append(f"line {number} holds {sorted(map(hex, map(ord, letters)))}: {strip.text}")
        if cell_len(strip.text) != width or strip.cell_length != width:
            found.append(f"line {number} is {cell_len(strip.text)} cells wide: {strip.text}")
        if _highest(strip.text) > _MOST_MARKS:
            found.append(f"line {number} piles up: {strip.text}")
    return found


def _does_something(letter: str) -> bool:
    hidden = letter in "\u3164\uffa0\u115f\u1160\u2800" or 0xE0100 <= ord(letter) <= 0xE01EF
    acts = category(letter) in {"Cc", "Cf", "Cs", "Zl", "Zp"} and letter not in _KEPT
    return hidden or acts


def _highest(text: str) -> int:
    most = run = 0
    for letter in text:
        run = run + 1 if combining(letter) or category(letter) in {"Mn", "Me"} else 0
        most = max(most, run)
    return most


def hostile_table(folder: Path) -> Table:
    """Names, headings, wording, reasons, notes, symbols, sources and file names are all hostile;
    so is what was decided, refused, agreed, packaged, linked and issued about them."""
    draft = document(
        f"# {HOSTILE}",
        f"PP Recalling {HOSTILE},",
        f"1. Decide {HOSTILE};",
        f"2. States should[^1] {HOSTILE}:",
        f"(a) Promote {HOSTILE};",
        "3. Decide to review it.",
        "4. Thank the host.",
        f"[^1]: As in {HOSTILE}",
        symbol=f"L.1 {HOSTILE}",
        title=f"T {HOSTILE}",
    )
    table = Table(folder / "workspace", draft)
    _admit(table)
    _register(table, folder)
    _propose(table)
    _decide(table)
    return table


def _admit(table: Table) -> None:
    table.act("SEC", lambda s, f: setup.add_party(s, f, "HST", HOSTILE, "delegation"))
    table.act("SEC", lambda s, f: setup.add_party(s, f, "HGR", HOSTILE, "group"))
    table.act("SEC", lambda s, f: setup.join_group(s, f, "HGR", "HST"))
    opened = table.act(
        "SEC",
        lambda s, f: meetings.open_meeting(s, f, HOSTILE, level="informal", place=HOSTILE),
    )
    table.meeting = opened.act.id


def _register(table: Table, folder: Path) -> None:
    file = folder / FILE_NAME
    lines = (HOSTILE.translate(_ONE_LINE), "Conclusions", f"1. {HOSTILE.translate(_ONE_LINE)}")
    file.write_text("\n\n".join(lines), encoding="utf-8")
    source = intake.source(file, symbol=SYMBOL, role="conclusions", title=HOSTILE, date=HOSTILE)
    source.keep(table.workspace.corpus)
    table.act("SEC", lambda s, f: corpus.add_document(s, f, source.intent()))
    at = SourceRef(document=SYMBOL, address="1", wording=HOSTILE)
    for place in ("1", "2(a)"):
        table.act(
            "SEC",
            lambda s, f, p=place: corpus.link(
                s, f, table.id(p), at, relation="adapted", reason=HOSTILE
            ),
        )


def _propose(table: Table) -> None:
    proposed = [
        table.act(
            by,
            lambda s, f, a=at, m=more: proposing.propose_wording(
                s, f, table.id(a), f"{m} {HOSTILE} [{HOSTILE}] more", reason=HOSTILE
            ),
        ).act.id
        for by, at, more in (
            ("HST", "1", "Decide"), ("EU", "1", "Resolve"), ("HST", "2(a)", "Advance"),
            ("CUB", "4", "Thank"), ("HST", "4", "Praise"), ("HST", "PP1", "Noting"),
        )
    ]  # fmt: skip
    table.act("NOR", lambda s, f: supporting.co_sponsor(s, f, proposed[0]))
    for stance in ("objects", "reserves", "explains"):
        table.act(
            "HST",
            lambda s, f, to=stance: supporting.take_position(
                s, f, to, provision=table.id("2"), text=HOSTILE
            ),
        )
    table.act(
        "HST",
        lambda s, f: packaging.form(s, f, HOSTILE, [proposed[0], proposed[2]], reason=HOSTILE),
    )
    after = places.after(table.state, table.id("3"))
    table.act("HST", lambda s, f: proposing.propose_insertion(s, f, after, HOSTILE, reason=HOSTILE))


def _decide(table: Table) -> None:
    new = f"Decide to review {HOSTILE}"
    table.act(
        "CHAIR",
        lambda s, f: deciding.settle(
            s, f, table.id("3"), new, drawing_on=[], objections=["HST"], reason=HOSTILE
        ),
    )
    table.act("CHAIR", lambda s, f: deciding.defer(s, f, table.id("4"), HOSTILE))
    table.act("SEC", lambda s, f: issuing.issue(s, f, symbol=f"L.1/Rev.1 {HOSTILE}"))
    again = next(p for p in table.pending("4") if "HST" in p.now.sponsors)
    table.act("CHAIR", lambda s, f: deciding.accept(s, f, again.id, reason=HOSTILE))
