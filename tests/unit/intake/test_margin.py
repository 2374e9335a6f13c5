"""Accepted proposals that leave no word in a marked text are told in its margin, and come back."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest

from draftrace.exporters import compilation, write
from draftrace.exporters.asides import Aside, aside_in, sentence
from draftrace.exporters.untold import accepted_between, untold
from draftrace.intake import tracked
from draftrace.intake.received import received
from draftrace.intake.returning import not_as_made
from draftrace.room import places
from draftrace.room.acts import amending, proposing
from received_kit import empty_copy, handed_in
from room_kit import Room, document
from word_kit import package

SUFFIXES = pytest.mark.parametrize("suffix", [".docx", ".odt"])
DRAFT = document(
    "# Declaration",
    "1. *Promote* services in all regions;",
    "2. States should:",
    "(a) Review their services[^1];",
    "(b) Train staff;",
    "3. Decide to meet again.",
    "[^1]: As defined earlier.",
)
WORDED = "*Promote* services[^1] at sea “and” on land;"
AMENDED = "*Promote* services[^1] at sea “and” under *it*;"
ITEM = "Learn languages;"
ITEM_AMENDED = "Learn all languages;"
NOTED = "As defined later."


class Played:
    """What leaves no mark: EU rewords a paragraph and NOR an item behind another, CUB and EU amend
    that, both fall; CUB rewords a note whose only citation EU strikes, and moves a paragraph that
    EU moves on."""

    def __init__(self) -> None:
        self.room = Room(DRAFT)
        self.day = 0
        at = self.room.id
        one, review, train, three = map(at, ("1", "2(a)", "2(b)", "3"))
        note = at("note:1")
        behind = places.after(self.room.state, train)
        worded = self.made("EU", proposing.propose_wording, one, WORDED)
        inserted = self.made("NOR", proposing.propose_insertion, behind, ITEM)
        self.accept(self.made("CUB", amending.propose_amendment, worded, AMENDED))
        self.accept(self.made("EU", amending.propose_amendment, inserted, ITEM_AMENDED))
        self.room.reject(worded)
        self.room.reject(inserted)
        self.accept(self.made("CUB", proposing.propose_wording, note, NOTED))
        self.accept(self.made("EU", proposing.propose_wording, review, "Review services;"))
        self.accept(self.made("CUB", proposing.propose_move, three, at("h:~1")))
        self.accept(self.made("EU", proposing.propose_move, three, one))
        self.room.issue()

    def made(self, party: str, decide: Callable[..., Any], *asked: Any) -> str:
        self.day += 1
        when = f"2030-03-{self.day:02}T10:00:00Z"
        act = self.room.act(party, lambda s, f: decide(s, f, *asked), happened=when).act
        return self.room.state.now.pending[act.id].handle

    def accept(self, handle: str) -> None:
        self.room.accept(handle)

    def written(self, tmp_path: Path, suffix: str) -> Path:
        state, path = self.room.state, tmp_path / f"marked{suffix}"
        tabled, *_between, last = state.past.revisions
        sheet = compilation.marked_sheet(state, last, tabled, history=True)
        write(sheet, path, as_="marked")
        assert untold(state, sheet, tabled, last) == {}
        made = accepted_between(state, tabled, last)
        returned = not_as_made(state, (tabled, last), path, made)
        assert returned[:3] == ({}, {}, [])
        return path


@pytest.fixture(scope="module")
def played() -> Played:
    return Played()


def said(played: Played, path: Path) -> set[tuple[str, str, str]]:
    account = handed_in(empty_copy(played.room.talks.journal), path)
    return {(o.party, o.change.kind, o.wording) for o in account.offered}


TOLD = {
    ("EU", "wording", WORDED),
    ("CUB", "amendment", AMENDED),
    ("NOR", "insertion", ITEM),
    ("EU", "amendment", ITEM_AMENDED),
    ("CUB", "wording", NOTED),
    ("CUB", "move", ""),
    ("EU", "move", ""),
}


@SUFFIXES
def test_what_no_mark_shows_comes_back_with_its_emphasis_and_its_notes(
    played: Played, tmp_path: Path, suffix: str
) -> None:
    path = played.written(tmp_path, suffix)
    assert said(played, path) >= TOLD
    account = handed_in(empty_copy(played.room.talks.journal), path)
    assert account.left == ()
    made = {o.wording: o for o in account.offered}
    assert made[ITEM].address == "2(b) bis"
    assert made[NOTED].address == "note:1"
    dates = {o.change.happened for o in account.offered}
    assert dates == {f"2030-03-{day:02}T10:00:00Z" for day in range(1, played.day + 1)}


def changed(path: Path, pattern: str, words: str) -> Path:
    """The file with something else in its parts."""
    with ZipFile(path) as source:
        parts = {name: source.read(name) for name in source.namelist()}
    texts = {n: c.decode() for n, c in parts.items() if n.endswith(".xml")}
    other = {n: re.sub(pattern, words, c, flags=re.S) for n, c in texts.items()}
    assert other != texts
    path.write_bytes(package(parts | {n: c.encode() for n, c in other.items()}))
    return path


@SUFFIXES
def test_only_what_the_margin_shows_is_asked_for(
    played: Played, tmp_path: Path, suffix: str
) -> None:
    """Words changed in the comment alone are those of the comment, without emphasis; of an
    amendment whose object was taken out of the margin nothing is left."""
    path = changed(played.written(tmp_path, suffix), "under it", "below it")
    plain = "Promote services at sea “and” below it;"
    assert ("CUB", "amendment", plain) in said(played, path)
    changed(path, "Asked for here", "Said")
    kinds = {(party, kind) for party, kind, _wording in said(played, path)}
    assert ("NOR", "insertion") in kinds
    assert ("EU", "wording") in kinds, "by the marks: what EU says of the item"
    assert not {("CUB", "amendment")} & kinds


@SUFFIXES
def test_who_writes_such_a_sentence_into_the_margin_later_asks_for_nothing(
    played: Played, tmp_path: Path, suffix: str
) -> None:
    """A comment bears the date of its writing, which is none of an act in the file."""
    path = changed(played.written(tmp_path, suffix), "2030-03-02T", "2030-05-02T")
    account = handed_in(empty_copy(played.room.talks.journal), path)
    assert ITEM not in {o.wording for o in account.offered}
    assert ("comment on no change", "NOR") in {(left.what, left.author) for left in account.left}


@SUFFIXES
def test_in_its_own_record_the_file_proposes_nothing_anew(
    played: Played, tmp_path: Path, suffix: str
) -> None:
    """Neither what was taken over nor what fell."""
    account = handed_in(played.room.talks, played.written(tmp_path, suffix))
    assert {o.fate for o in account.offered} == {"exists", "stands already"}


@pytest.mark.parametrize(
    "aside",
    [
        Aside("asked", "for here", "a “b” c: “d”"),
        Aside("asked", "for a heading of level 2 behind this", "Title"),
        Aside("asked", "of PD/note:4", "words"),
        Aside("amended", "for a note", "words", "The asked for here"),
        Aside("moved", "PA/h:II.B.1"),
        Aside("came", "PA/22(k)"),
        Aside("struck", "of note:4"),
    ],
)
def test_a_sentence_is_read_as_it_was_written(aside: Aside) -> None:
    assert aside_in(sentence(aside)) == aside
    assert aside_in(f"{sentence(aside)} And more.") is None


def test_a_file_whose_paragraphs_were_struck_since_is_taken_in_as_far_as_it_can_be(
    tmp_path: Path,
) -> None:
    """What came in behind an item that is struck by now comes behind what stands before it; a
    move of what is struck is told as refused."""
    played = Played()
    path = played.written(tmp_path, ".docx")
    room = Room(DRAFT)
    for address in ("2(b)", "3"):
        room.accept(room.strike("EU", address))
    found = received(room.state, tracked.read(path), path.name, "tabled")
    assert {c.kind for c in found.changes} >= {"move", "insertion"}
    account = handed_in(room.talks, path)
    assert {o.wording: o.address for o in account.offered}[ITEM] == "2(a) bis"
    assert "3 has been struck" in " ".join(left.what for left in account.left)
