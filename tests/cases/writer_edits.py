"""A text of ours, edited in LibreOffice by two people with changes tracked: what they did, what
comes in of it. ``received/`` keeps the text and the files LibreOffice 7.4 wrote."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from cli.kit import Desk

FOLDER = Path(__file__).parent / "received"
A, B = "A. Author", "B. Writer"
EDITS = (
    {"by": A, "do": "replace", "old": "two years", "new": "four years"},
    {"by": A, "do": "remark", "behind": "four years", "text": "Four years give time."},
    {"by": B, "do": "replace", "old": "meet again", "new": "meet once more"},
    {"by": A, "do": "strike", "holds": "Promote the exchange"},
    {"by": A, "do": "add", "behind": "Strengthen border", "text": "Protect witnesses;"},
    {"by": B, "do": "split", "behind": "promised before,"},
    {"by": B, "do": "merge", "holds": "Noting also"},
    {"by": A, "do": "replace", "old": "earlier declaration", "new": "previous declaration"},
    {"by": B, "do": "move", "holds": "Invite all"},
    {"by": A, "do": "replace", "old": "April", "new": "May"},
    {"by": A, "do": "table", "behind": "May", "text": "typed in a cell"},
    {"by": A, "do": "box", "at": "who give up", "text": "typed in a box"},
    {"by": B, "do": "replace", "old": "(d)", "new": "(e)"},
    {"by": B, "do": "strike", "holds": "Too little"},
)
"""Words, whole paragraphs in and out, Enter and Backspace, a note, a comment, a moved paragraph, a
row of our table, a table and a text box of their own, a number: by turns."""
OFFERED = [
    ("NOR", "split", "PD/PP2", "*Recalling* what was promised before,\nand what was kept,"),
    (
        *("NOR", "merge", "PD/PP3"),
        "*Noting* that routes change, *Noting also* that harbours change with them,",
    ),
    ("EU", "wording", "PD/note:1", "As the previous declaration has it."),
    ("NOR", "wording", "PD/2", "*Decide* to meet once more in two years."),
    ("EU", "wording", "PD/2", "*Decide* to meet again in four years."),
    ("NOR", "move", "PD/3", ""),
    ("NOR", "deletion", "PA/1", ""),
    ("EU", "deletion", "PA/2(a)", ""),
    ("EU", "insertion", "PA/2(b) bis", "Protect witnesses;"),
    ("EU", "wording", "PA/t1.r2", "South | May"),
]
LEFT = [
    ("PA/2(c)", "text box", "typed in a box"),
    ("PA/2(d)", "number typed anew", "(d) becomes (e)"),
    ("behind PA/t1.r2", "table", "typed in a cell"),
]


def tabled(desk: Desk) -> Desk:
    """The text on the table, two parties who write in the file, one who spoke before."""
    who = desk.folder.parent / "who.toml"
    who.write_text(f'"{A}" = "EU"\n"{B}" = "NOR"\n', encoding="utf-8")
    desk.done("table", str(FOLDER / "draft.md"))
    for code, name in (("EU", "European Union"), ("NOR", "Norvia"), ("CUB", "Cubaria")):
        desk.done("party", "add", code, name)
    desk.done("meeting", "open", "First informal", "--level", "informal")
    return desk


def received(desk: Desk, path: Path, *more: str) -> dict[str, Any]:
    """What the command says of a file."""
    command = ("receive", str(path), "--authors", "../who.toml", "--json")
    shape: dict[str, Any] = desk.done(*command, *more).json
    return shape


def offered(shape: dict[str, Any]) -> list[tuple[str, ...]]:
    """What it proposes that is not there already: party, change, address, wording."""
    assert all(each["tracked"] for each in shape["proposals"])
    return [
        (each["party"], each["change"], each["address"], each["wording"])
        for each in shape["proposals"]
        if each["fate"] == "proposed"
    ]


def left(shape: dict[str, Any]) -> list[tuple[str, str, str]]:
    """What is named but not taken in, the masthead apart, which an ODT has above its text: where,
    what, its words."""
    return sorted(
        (
            each["where"],
            each["what"].partition(",")[0],
            each["text"],
        )
        for each in shape["left"]
        if each["what"] != "stands above the text"
    )
