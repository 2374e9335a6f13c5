"""What a party brought in and took out again itself stands in a part of a Word file that no page
shows: it comes back with the notes it cites, and brings no words into the text."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from zipfile import ZipFile

import pytest

from draftrace.exporters import compilation, write
from draftrace.room.acts import proposing
from property.negotiations import TEXT
from received_kit import receive
from room_kit import Room
from word_kit import package

PART = "customXml/item1.xml"
CITED = "Decide to meet soon[^2] again."
UNCITED = "Decide to meet soon again."


@pytest.fixture(scope="module")
def room() -> Room:
    """A party cites a note in one paragraph more, then strikes that."""
    room = Room(TEXT)
    four = room.state.now.addresses["4"]
    first, second = (f"2030-03-0{day}T10:00:00Z" for day in (1, 2))
    room.act("CUB", lambda s, f: proposing.propose_wording(s, f, four, CITED), happened=first)
    room.accept("CUB-1")
    room.act("CUB", lambda s, f: proposing.propose_deletion(s, f, four), happened=second)
    room.accept("CUB-2")
    room.issue()
    return room


def asked_of(room: Room, tmp_path: Path, change: Callable[[str], str]) -> list[tuple[str, str]]:
    """What a marked file asks for, with its hidden part changed."""
    tabled, *_between, last = room.state.past.revisions
    path = tmp_path / "marked.docx"
    write(compilation.marked_sheet(room.state, last, tabled, history=True), path, as_="marked")
    with ZipFile(path) as source:
        parts = {name: source.read(name) for name in source.namelist()}
    parts[PART] = change(parts[PART].decode()).encode()
    path.write_bytes(package(parts))
    account = receive(Room(TEXT, level=""), path)
    return [(each.change.kind, each.wording) for each in account.offered]


def test_a_note_that_a_party_cited_and_struck_again_comes_back(room: Room, tmp_path: Path) -> None:
    assert asked_of(room, tmp_path, str) == [("wording", CITED), ("deletion", "")]


@pytest.mark.parametrize(
    "kept",
    [
        pytest.param("<w:r><w:t>Nobody ever said so.</w:t></w:r>", id="words that never went"),
        pytest.param('<w:bookmarkStart w:name="_withdrawn2"/>', id="itself"),
        pytest.param("", id="nothing"),
    ],
)
def test_a_note_kept_there_brings_no_words_in(room: Room, tmp_path: Path, kept: str) -> None:
    def changed(part: str) -> str:
        before, _, rest = part.partition('<note xmlns="urn:draftrace:acts">')
        words, _, behind = rest.partition("</note>")
        assert words != kept
        return f'{before}<note xmlns="urn:draftrace:acts">{kept}</note>{behind}'

    assert asked_of(room, tmp_path, changed) == [("wording", UNCITED), ("deletion", "")]
