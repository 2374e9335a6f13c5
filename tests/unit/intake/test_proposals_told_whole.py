"""What tracked changes have no sign for comes back too: a rival to a whole paragraph, who joined a
proposal, and whose a reason is."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from zipfile import ZipFile

import msgspec
import pytest

from draftrace import exporters
from draftrace.exporters import compilation
from draftrace.intake import tracked
from draftrace.intake.changes import Change
from draftrace.intake.received import received
from draftrace.intake.recording import record
from draftrace.room.acts.amending import propose_alternative
from draftrace.room.acts.deciding import accept
from draftrace.room.acts.proposing import propose_wording
from draftrace.room.acts.supporting import co_sponsor
from draftrace.room.floor import Floor
from received_kit import empty_copy, handed_in
from room_kit import Room, document

SUFFIXES = pytest.mark.parametrize("suffix", [".docx", ".odt"])
DRAFT = document("# Plan", "1. Build roads;", "2. Open schools;", "3. Meet again.")


def reasoned(room: Room, party: str, address: str, wording: str, reason: str, hour: int) -> str:
    at = room.id(address)
    decide = propose_alternative if wording.startswith("Rather") else propose_wording
    made = room.act(
        party,
        lambda s, f: decide(s, f, at, wording, reason=reason),
        happened=f"2030-03-01T{hour:02}:15:00Z",
    )
    return room.state.now.pending[made.act.id].handle


@pytest.fixture
def room() -> Room:
    """EU's rival, whose reason begins like a sentence of ours, is joined by NOR; CUB's wording has
    no reason; both are accepted for one. What CUB inserts makes the numbers others."""
    played = Room(DRAFT)
    rival = reasoned(played, "EU", "1", "Rather plant trees;", "With regard to floods", 9)
    played.act("NOR", lambda s, f: co_sponsor(s, f, played.proposal(rival).id))
    worded = reasoned(played, "CUB", "2", "Open all schools;", "", 10)
    played.accept(played.insert("CUB", "1", "Mend bridges;"))
    for handle in (rival, worded):
        played.act(
            "CHAIR",
            lambda s, f, h=handle: accept(s, f, s.proposal(h).id, reason="no voice against"),
            meeting=played.meeting,
        )
    played.issue()
    return played


@SUFFIXES
def test_each_comes_back_with_its_kind_its_sponsors_and_its_own_reason(
    room: Room, tmp_path: Path, suffix: str
) -> None:
    tabled, text = room.state.past.revisions
    path = tmp_path / f"marked{suffix}"
    sheet = compilation.marked_sheet(room.state, text, tabled, history=True)
    exporters.write(sheet, path, as_="marked")
    copy = empty_copy(room.talks.journal)
    account = handed_in(copy, path)
    assert account.left == ()
    assert {
        (p.change, p.now.wording, p.now.sponsors, p.now.reason)
        for p in copy.state().now.pending.values()
    } == {
        ("alternative", "Rather plant trees;", ("EU", "NOR"), "With regard to floods"),
        ("wording", "Open all schools;", ("CUB",), ""),
        ("insertion", "Mend bridges;", ("CUB",), ""),
    }
    assert {o.fate for o in handed_in(copy, path).offered} == {"exists"}


def test_every_date_in_a_file_is_that_of_an_act(room: Room, tmp_path: Path) -> None:
    """Of a label that became another too: it did when the text was issued."""
    tabled, text = room.state.past.revisions
    path = tmp_path / "marked.docx"
    exporters.write(compilation.marked_sheet(room.state, text, tabled), path, as_="marked")
    with ZipFile(path) as package:
        body = package.read("word/document.xml").decode()
    dates = set(re.findall(r'w:date="([^"]*)"', body))
    assert text.stamp.happened in dates
    assert dates <= {entry.act.happened for entry in room.talks.journal.read()}


def test_who_joined_and_is_no_party_here_is_named(room: Room, tmp_path: Path) -> None:
    tabled, text = room.state.past.revisions
    path = tmp_path / "marked.docx"
    exporters.write(compilation.marked_sheet(room.state, text, tabled), path, as_="marked")
    with ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    for name, told in (("word/comments.xml", b"With %s."), ("customXml/item1.xml", b">%s<")):
        assert told % b"NOR" in parts[name]
        parts[name] = parts[name].replace(told % b"NOR", told % b"XYZ")
    with ZipFile(path, "w") as package:
        for name, content in parts.items():
            package.writestr(name, content)
    account = handed_in(empty_copy(room.talks.journal), path)
    assert [(left.author, left.text) for left in account.left] == [("EU", "XYZ")]
    assert "no known party" in account.left[0].what


def test_a_change_that_is_told_twice_is_proposed_once(room: Room, tmp_path: Path) -> None:
    tabled, text = room.state.past.revisions
    path = tmp_path / "marked.docx"
    exporters.write(compilation.marked_sheet(room.state, text, tabled), path, as_="marked")
    talks = empty_copy(room.talks.journal)
    once = received(talks.state(), tracked.read(path), path.name)
    twice = msgspec.structs.replace(once, changes=once.changes * 2)
    parties = {author: author for author in once.authors()}

    @cache
    def floor_of(change: Change, party: str) -> Floor:
        return talks.floor(party, recorder="SEC", happened=change.happened)

    account = talks.rehearse(lambda r: record(r, twice, parties, floor_of), record=True)
    assert [o.change for o in account.offered] == list(once.changes)
    assert len(talks.state().now.pending) == len(once.changes)


@SUFFIXES
def test_of_proposals_made_at_once_each_has_its_own_reason_or_none(
    tmp_path: Path, suffix: str
) -> None:
    """As those of a list of amendments, which are of one party and moment."""
    room = Room(DRAFT)
    worded = (("1", "Build wide roads;", "Safety."), ("2", "Open all schools;", ""))
    for address, wording, why in (*worded, ("3", "Meet soon.", "It is urgent.")):
        room.accept(reasoned(room, "EU", address, wording, why, 9))
    room.issue()
    tabled, text = room.state.past.revisions
    path = tmp_path / f"marked{suffix}"
    sheet = compilation.marked_sheet(room.state, text, tabled, history=True)
    exporters.write(sheet, path, as_="marked")
    offered = handed_in(empty_copy(room.talks.journal), path).offered
    assert [o.change.reason for o in offered] == ["Safety.", "", "It is urgent."]
