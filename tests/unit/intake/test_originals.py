"""What marks do not give back is told whole; and what no reader sees is never proposed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import msgspec
import pytest

from draftrace import exporters
from draftrace.exporters import Sheet, Written, compilation
from draftrace.exporters.asides import told_whole
from draftrace.exporters.original import Original
from draftrace.exporters.saying import print_of
from draftrace.exporters.sequence import PART
from draftrace.exporters.sheet import Comment
from draftrace.intake.coming_back import written_to_come_back
from draftrace.intake.losses import Loss
from draftrace.room.acts import proposing
from draftrace.room.acts.payloads import Payload
from draftrace.room.floor import Floor
from draftrace.room.state import State
from received_kit import empty_copy, handed_in
from room_kit import Room, document

TEXT = (
    "1. Promote services;",
    "2. States should:",
    "(a) Review laws;",
    "(b) Train staff:",
    "(i) By courses;",
    "(ii) By review;",
    "(c) Support research;",
    "3. Report;",
    "4. Meet again.",
)
COMMENTS = "word/comments.xml"


def _move(what: str, behind: str, why: str) -> Callable[[State, Floor], Payload]:
    return lambda state, floor: proposing.propose_move(state, floor, what, behind, reason=why)


@pytest.fixture
def room() -> Room:
    """EU moves an item with what hangs on it under the paragraph before, CUB moves the paragraph
    it hung on to the end: all but the sub-items has moved, so no mark takes these along."""
    room = Room(document(*TEXT))
    moves = (("EU", "2(b)", "1", "Sooner."), ("CUB", "2", "4", ""))
    for day, (party, *named, why) in enumerate(moves, 1):
        what, behind = (room.state.now.addresses[address] for address in named)
        move = _move(what, behind, why)
        act = room.act(party, move, happened=f"2030-03-{day:02}T10:00:00Z").act
        room.accept(room.state.now.pending[act.id].handle)
    room.issue()
    return room


def exported(room: Room, path: Path) -> tuple[list[Loss], list[Sheet]]:
    """What is lost at last, and each sheet that was written."""
    state, made = room.state, list[Sheet]()
    tabled, *_between, last = state.past.revisions

    def put(sheet: Sheet) -> Written:
        made.append(sheet)
        return exporters.write(sheet, path, as_="marked", force=True)

    sheet = compilation.marked_sheet(state, last, tabled, history=True)
    _file, lost = written_to_come_back(state, sheet, (tabled, last), put, lambda _said: None)
    return lost, made


def came(room: Room, path: Path) -> list[tuple[str, str, str, str]]:
    account = handed_in(empty_copy(room.talks.journal), path)
    return [(o.party, o.change.kind, o.address, o.change.reason) for o in account.offered]


@pytest.mark.parametrize("suffix", [".docx", ".odt"])
def test_what_no_marks_give_back_is_told_whole(room: Room, tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"marked{suffix}"
    lost, (first, told) = exported(room, path)
    assert lost == []
    assert came(room, path) == [("EU", "move", "2(b)", "Sooner."), ("CUB", "move", "2", "")]
    before = {comment for block in first.blocks for comment in block.comments}
    more = {c for block in told.blocks for c in block.comments} - before
    assert {(c.author, c.date, c.text) for c in more} == {
        ("EU", "2030-03-01T10:00:00Z", "As it was proposed, 2(b) moves behind 1."),
        ("CUB", "2030-03-02T10:00:00Z", "As it was proposed, 2 moves behind 4."),
    }
    again = tmp_path / f"again{suffix}"
    exported(room, again)
    assert again.read_bytes() == path.read_bytes()


@pytest.mark.parametrize(
    ("part", "was", "becomes"),
    [
        pytest.param(PART, b'<original by="CUB"', b'<original by="NOR"', id="another's"),
        pytest.param(PART, b'behind="4"', b'behind="3"', id="another place"),
        pytest.param(PART, b'at="2" behind="4"', b'at="3" behind="4"', id="another paragraph"),
        pytest.param(PART, b'asks="move" at="2" ', b'asks="deletion" at="2" ', id="another kind"),
        pytest.param(PART, b'asks="move" at="2" ', b'asks="all" at="2" ', id="no kind"),
        pytest.param(
            PART,
            b"<words></words></original></acts>",
            b"<words>All.</words></original></acts>",
            id="words",
        ),
        pytest.param(COMMENTS, b"2 moves behind 4.", b"2 moves behind 3.", id="another comment"),
        pytest.param(
            "word/document.xml", b">States should:</w:t>", b">States may:</w:t>", id="another text"
        ),
    ],
)
def test_only_what_a_comment_says_of_paragraphs_as_they_were_is_believed(
    room: Room, tmp_path: Path, part: str, was: bytes, becomes: bytes
) -> None:
    path, plain = tmp_path / "marked.docx", tmp_path / "plain.docx"
    exported(room, path)
    state = room.state
    tabled, *_between, last = state.past.revisions
    by_marks = compilation.marked_sheet(state, last, tabled, history=True)
    exporters.write(by_marks, plain, as_="marked")
    forged = edited(path, part, was, becomes)
    if part == "word/document.xml":
        plain = edited(plain, part, was, becomes)
    first, second = (
        [change[:3] for change in came(room, file) if change[0] == "CUB"]
        for file in (plain, forged)
    )
    assert first == second != [("CUB", "move", "2")]


def edited(path: Path, part: str, was: bytes, becomes: bytes) -> Path:
    """A copy of a package with other words in a part."""
    made = path.with_stem(f"{path.stem}-edited")
    with ZipFile(path) as source, ZipFile(made, "w") as copy:
        assert was in source.read(part)
        for name in source.namelist():
            content = source.read(name)
            copy.writestr(name, content.replace(was, becomes) if name == part else content)
    return made


CUB, EU = ("CUB", "2030-03-02T10:00:00Z"), ("EU", "2030-03-01T10:00:00Z")


@pytest.mark.parametrize(
    "told",
    [
        {"asks": "wording", "wording": "All;"},
        {"asks": "wording", "of": "9", "wording": "All;"},
        {"asks": "alternative", "of": "3"},
        {"asks": "deletion"},
        {"asks": "deletion", "upon": ("JPN", "never")},
        {"asks": "insertion", "behind": "3", "wording": "All;", "kind": "title", "level": 9},
        {"asks": "insertion", "behind": "3", "wording": "All;", "kind": "operative", "level": -3},
        {"asks": "insertion", "behind": "3", "wording": "Odd.", "kind": "tablerow", "level": 1},
        {"asks": "move", "of": "3"},
        {"asks": "move", "of": "2", "behind": "2(a)"},
        {"asks": "split", "of": "3", "wording": "Report;"},
        {"asks": "split", "upon": EU, "wording": "One\ntwo;"},
        {"asks": "merge", "of": "3", "merged": ("3",), "wording": "Report;"},
        {"asks": "merge", "of": "3", "merged": ("2(a)",), "wording": "Report;"},
        {"asks": "merge", "of": "3", "members": (EU,), "wording": "Report;"},
        {"asks": "amendment", "upon": EU, "wording": "All;"},
        {"asks": "amendment", "upon": EU, "of": "3", "piece": 99, "wording": "One\ntwo;"},
        {"asks": "amendment", "upon": EU, "of": "3", "piece": -7, "wording": "One\ntwo;"},
        {"asks": "amendment", "upon": CUB, "of": "3", "wording": "All;"},
    ],
    ids=str,
)
@pytest.mark.parametrize("suffix", [".docx", ".odt"])
def test_what_is_told_of_nothing_that_is_there_ends_in_no_fault(
    room: Room, tmp_path: Path, told: dict[str, Any], suffix: str
) -> None:
    """Whatever a file tells whole is proposed, or named with the rule, or read by its marks."""
    state, path = room.state, tmp_path / f"odd{suffix}"
    tabled, *_between, last = state.past.revisions
    sheet = compilation.marked_sheet(state, last, tabled, history=True)
    here = sheet.blocks[0]
    original = Original(hand=CUB, on=(print_of(here),), **told)
    comment = Comment(author=CUB[0], date=CUB[1], text=told_whole(original))
    beside = msgspec.structs.replace(here, comments=(comment,))
    odd = msgspec.structs.replace(sheet, blocks=(beside, *sheet.blocks[1:]), originals=(original,))
    exporters.write(odd, path, as_="marked")
    account = handed_in(empty_copy(room.talks.journal), path)
    named = {left.author for left in account.left} | {o.party for o in account.offered}
    assert "CUB" in named


@pytest.mark.parametrize("suffix", [".docx", ".odt"])
def test_what_was_asked_of_one_part_of_a_division_waits_upon_it(
    tmp_path: Path, suffix: str
) -> None:
    room = Room(document("1. Promote health. Promote sport. Learn.", "2. Report;", "3. Meet."))
    room.accept(room.split("EU", "1", "Promote sport", "Learn"))
    room.accept(room.move("NOR", "1 bis", "3"))
    room.accept(room.strike("CUB", "1 ter"))
    room.issue()
    path = tmp_path / f"marked{suffix}"
    lost, _made = exported(room, path)
    assert lost == []
    there = empty_copy(room.talks.journal)
    offered = {o.party: (o.change.kind, o.handle) for o in handed_in(there, path).offered}
    kinds = {party: kind for party, (kind, _handle) in offered.items()}
    assert kinds == {"EU": "split", "NOR": "move", "CUB": "deletion"}
    asked = {p.handle: p for p in there.state().now.pending.values()}
    split, moved, struck = (asked[offered[party][1]] for party in ("EU", "NOR", "CUB"))
    assert moved.now.to == struck.now.to == split.id
    assert moved.after == room.id("3") == there.state().now.addresses["3"]
    assert moved.now.wording == "Promote health.\nLearn."
    assert struck.now.wording == "Promote health.\nPromote sport."
