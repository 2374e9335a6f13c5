"""What sponsors said, told where no page shows it: believed of paragraphs nobody touched, and only
as far as it is made of words that stand there."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from xml.sax.saxutils import escape, unescape
from zipfile import ZipFile

import pytest

from draftrace.exporters import compilation, write
from draftrace.exporters.sheet import Sheet
from draftrace.intake import tracked
from draftrace.intake.received import received
from draftrace.room.acts import deciding, proposing
from property.negotiations import TEXT
from room_kit import Room
from word_kit import package

SUFFIXES = pytest.mark.parametrize("suffix", [".docx", ".odt"])
HIDDEN = {".docx": "customXml/item1.xml", ".odt": "meta.xml"}
BODY = {".docx": "word/document.xml", ".odt": "content.xml"}
SAID = {
    "EU": "Promote services in as appropriate;",
    "NOR": "Promote at sea services regions, as appropriate;",
}
BY_MARKS = {"EU": SAID["EU"], "NOR": "Promote at sea services as appropriate;"}
UNTOLD = {"EU": SAID["EU"], "NOR": "Promote at sea services all regions, as appropriate;"}
"""By the marks alone where nothing is told, not even who had seen what."""


@pytest.fixture(scope="module")
def room() -> Room:
    """Two rivals at the same words, of which the chair makes something else."""
    room = Room(TEXT)
    one = room.state.now.addresses["1"]
    for day, (party, said) in enumerate(SAID.items(), 1):
        room.act(
            party,
            lambda s, f, w=said: proposing.propose_wording(s, f, one, w),
            happened=f"2030-03-{day:02}T10:00:00Z",
        )
    both = [p.id for p in room.state.pending_on(one)]
    chairs = "Promote some services;"
    room.act(
        "CHAIR",
        lambda s, f: deciding.settle(s, f, one, chairs, drawing_on=both),
        happened="2030-03-03T10:00:00Z",
    )
    room.issue()
    return room


def sheet(room: Room) -> Sheet:
    tabled, *_between, last = room.state.past.revisions
    return compilation.marked_sheet(room.state, last, tabled, history=True)


def written(room: Room, tmp_path: Path, suffix: str, **changed: Callable[[str], str]) -> Path:
    """The marked file, with its ``hidden`` part or its ``body`` as they were changed."""
    path = tmp_path / f"marked{suffix}"
    write(sheet(room), path, as_="marked", force=True)
    with ZipFile(path) as source:
        parts = {name: source.read(name) for name in source.namelist()}
    for which, change in changed.items():
        name = (HIDDEN if which == "hidden" else BODY)[suffix]
        before = parts[name].decode()
        parts[name] = change(before).encode()
        assert parts[name].decode() != before
    path.write_bytes(package(parts))
    return path


def said_in(room: Room, path: Path) -> dict[str, str]:
    found = received(room.state, tracked.read(path), path.name, "tabled")
    return {c.author: c.wording for c in found.changes if c.author in SAID}


def within(change: Callable[[str], str]) -> Callable[[str], str]:
    """A change of the element that tells of the acts, wherever it stands: in an ODT escaped."""

    def changed(part: str) -> str:
        if "<acts" in part:
            return re.sub(r"<acts.*</acts>", lambda found: change(found[0]), part, flags=re.S)
        inside = r"&lt;acts.*&lt;/acts&gt;"
        return re.sub(inside, lambda found: escape(change(unescape(found[0]))), part, flags=re.S)

    return changed


def saying(words: str) -> Callable[[str], str]:
    """Other words of NOR's in the hidden part."""
    return within(lambda told: told.replace(f">{SAID['NOR']}<", f">{words}<"))


@SUFFIXES
def test_sponsors_are_given_back_what_they_said_where_the_marks_do_not_give_it(
    room: Room, tmp_path: Path, suffix: str
) -> None:
    assert [(said.author, said.wording) for said in sheet(room).said] == [("NOR", SAID["NOR"])]
    assert said_in(room, written(room, tmp_path, suffix)) == SAID


@SUFFIXES
def test_a_file_that_lost_it_is_read_by_its_marks(room: Room, tmp_path: Path, suffix: str) -> None:
    lost = within(lambda told: re.sub("<said.*?</said>", "", told, flags=re.S))
    assert said_in(room, written(room, tmp_path, suffix, hidden=lost)) == BY_MARKS


@SUFFIXES
def test_of_a_paragraph_that_somebody_touched_only_the_marks_are_read(
    room: Room, tmp_path: Path, suffix: str
) -> None:
    """A word changed in it quietly; another paragraph changed leaves it what it is."""
    path = written(room, tmp_path, suffix, body=lambda body: re.sub(r"\bsea\b", "ease", body))
    assert said_in(room, path)["NOR"] == BY_MARKS["NOR"].replace("sea", "ease")
    path = written(room, tmp_path, suffix, body=lambda body: body.replace("States", "Parties"))
    assert said_in(room, path) == SAID


@SUFFIXES
@pytest.mark.parametrize(
    "words",
    [
        pytest.param("Promote nothing anywhere;", id="words that stand nowhere"),
        pytest.param("*Promote services at sea;", id="an emphasis left open"),
        pytest.param("Promote [^9] services;", id="a note there is none of"),
        pytest.param("&lt;w:p&gt;Promote&lt;/w:p&gt;", id="markup"),
        pytest.param("\n\n", id="nothing"),
        pytest.param("sea " * 300_000, id="a great many"),
    ],
)
def test_what_does_not_fit_is_not_believed(
    room: Room, tmp_path: Path, suffix: str, words: str
) -> None:
    assert said_in(room, written(room, tmp_path, suffix, hidden=saying(words))) == BY_MARKS


@SUFFIXES
@pytest.mark.parametrize(
    "told",
    [
        pytest.param('<acts xmlns="urn:draftrace:acts"><said', id="no end"),
        pytest.param('<acts xmlns="urn:draftrace:acts"><said/><act/></acts>', id="empty"),
        pytest.param("<acts/>", id="another's"),
        pytest.param(
            '<acts xmlns="urn:draftrace:acts"><said by="EU" of="x" on="a b"><b/>x</said></acts>',
            id="elements within",
        ),
    ],
)
def test_a_broken_part_is_none(room: Room, tmp_path: Path, suffix: str, told: str) -> None:
    path = written(room, tmp_path, suffix, hidden=within(lambda _told: told))
    assert said_in(room, path) == UNTOLD
