"""Whose is each word of a marked text, where several decisions met on one provision?"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest

from draftrace.exporters import compilation, write
from draftrace.exporters.extract import extract
from draftrace.exporters.readback import lines_of
from draftrace.exporters.sheet import Block, Sheet
from draftrace.exporters.untold import untold
from draftrace.room import places
from draftrace.room.acts import amending, deciding, proposing, restructuring
from property.negotiations import TEXT
from received_kit import empty_copy, handed_in
from room_kit import Room


def proposed(room: Room, party: str, day: int, decide: Callable[..., Any], **more: Any) -> str:
    """Make a proposal on a day of March; its handle."""
    act = room.act(party, decide, happened=f"2030-03-{day:02}T10:00:00Z", **more).act
    return room.state.now.pending[act.id].handle


def at(room: Room, address: str) -> str:
    return room.state.now.addresses[address]


def marked(room: Room) -> Sheet:
    room.issue()
    first, *_between, last = room.state.past.revisions
    sheet = compilation.marked_sheet(room.state, last, first)
    for side, issue in (("clean", last), ("base", first)):
        issued = lines_of(compilation.clean_sheet(room.state, issue), "clean")
        assert lines_of(sheet, side) == issued  # type: ignore[arg-type]
    return sheet


def block(sheet: Sheet, address: str, change: str = "") -> Block:
    return next(b for b in sheet.blocks if (b.address, b.change) == (address, change))


def hands(found: Block) -> list[tuple[str, str, str]]:
    return [(r.op, r.text.strip(), r.author) for r in found.runs if r.op != "=" and r.text.strip()]


def test_a_moved_paragraph_keeps_the_hands_of_its_rewording() -> None:
    room = Room(TEXT)
    item = at(room, "2(c)")
    move = proposed(
        room, "CUB", 1, lambda s, f: proposing.propose_move(s, f, item, at(room, "2(a)"))
    )
    word = "Support development[^1] in most regions;"
    wording = proposed(room, "NOR", 2, lambda s, f: proposing.propose_wording(s, f, item, word))
    room.accept(move)
    room.accept(wording)
    sheet = marked(room)
    here, there = block(sheet, "2(b)", "inserted"), block(sheet, "2(c)", "deleted")
    assert hands(here)[1:] == [("+", "most", "NOR"), ("+", "regions;", "CUB")]
    assert hands(there)[1:] == [("-", "all", "NOR"), ("-", "regions;", "CUB")]
    assert (here.author, there.author) == ("CUB", "CUB")
    assert [c.text for c in here.comments] == ["Moved here from 2(c)."]


def test_the_history_of_a_provision_is_nested_and_comes_back(tmp_path: Path) -> None:
    room = Room(TEXT)
    item = at(room, "2(a)")
    said = [room.state.now.provisions[item].now.wording]
    for day, (party, words) in enumerate((("EU", "all"), ("NOR", "most"), ("CUB", "some")), 1):
        asked = f"{said[-1].removesuffix(f' {day - 1}')} {words} {day}".replace("women", words)
        wording = lambda s, f, w=asked: proposing.propose_wording(s, f, item, w)  # noqa: E731
        room.accept(proposed(room, party, day, wording))
        said.append(room.state.now.provisions[item].now.wording)
    room.issue()
    first, *_between, last = room.state.past.revisions
    sheet = compilation.marked_sheet(room.state, last, first, history=True)
    assert [t.author for t in sheet.turns] == ["EU", "NOR", "CUB"]
    for suffix in (".docx", ".odt", ".html"):
        write(sheet, tmp_path / f"marked{suffix}", as_="marked")
    with ZipFile(tmp_path / "marked.docx") as package:
        body = package.read("word/document.xml").decode()
    assert re.search(r'<w:ins [^>]*w:author="EU"[^>]*><w:del [^>]*w:author="NOR"', body)
    for suffix in (".docx", ".odt"):
        account = handed_in(empty_copy(room.talks.journal), tmp_path / f"marked{suffix}")
        assert account.left == ()
        assert [(o.party, o.wording) for o in account.offered] == list(
            zip(("EU", "NOR", "CUB"), said[1:], strict=True)
        )


def test_splits_and_mergers_are_ends_of_paragraphs() -> None:
    room = Room(TEXT)
    one, three, four = (at(room, address) for address in ("1", "3", "4"))
    split = lambda s, f: restructuring.propose_split(s, f, one, ["in all"])  # noqa: E731
    merge = lambda s, f: restructuring.propose_merge(s, f, three, [four])  # noqa: E731
    for handle in (proposed(room, "EU", 1, split), proposed(room, "NOR", 2, merge)):
        room.accept(handle)
    sheet = marked(room)
    ends = [(b.address, b.end.op, b.end.author, b.end.date[:10]) for b in sheet.blocks if b.end]
    assert ends == [("1", "+", "EU", "2030-03-01"), ("4", "-", "NOR", "2030-03-02")]
    assert [b.author for b in sheet.blocks if b.label == "2" and b.old_label == ""] == ["EU"]
    assert not any(b.change or hands(b) for b in sheet.blocks)
    part = extract(sheet, "1")
    assert [line for line in lines_of(part, "base") if line.startswith("1.")] == [
        "1. Promote services in all regions, as appropriate;"
    ]


def test_the_paragraph_with_the_first_note_is_divided_by_its_words(tmp_path: Path) -> None:
    """LibreOffice forgets what became of an end where it meets the first note."""
    room = Room(TEXT)
    item, three = at(room, "2(c)"), at(room, "3")
    for day, provision, begins in ((1, item, "in all"), (2, three, "review")):
        split = lambda s, f, p=provision, b=begins: restructuring.propose_split(s, f, p, [b])  # noqa: E731
        room.accept(proposed(room, "EU", day, split))
    sheet = marked(room)
    assert [(b.address, b.end.op) for b in sheet.blocks if b.end] == [("3", "+")]
    assert hands(block(sheet, "2(c)")) == [("-", "in all regions;", "EU")]
    came = block(sheet, "2(d)", "inserted")
    assert (came.author, came.comments[0].text) == ("EU", "Split from 2(c).")
    write(sheet, tmp_path / "marked.docx", as_="marked")
    account = handed_in(empty_copy(room.talks.journal), tmp_path / "marked.docx")
    split_up = {(o.change.address, o.change.begins) for o in account.offered}
    assert split_up == {("2(c)", ("in all regions;",)), ("3", ("review progress[^2];",))}


def test_what_an_accepted_amendment_brought_in_is_the_amenders() -> None:
    room = Room(TEXT)
    one = at(room, "1")
    new = "Promote new services in all regions, as appropriate;"
    handle = proposed(room, "EU", 1, lambda s, f: proposing.propose_wording(s, f, one, new))
    amended = "Promote new services by boat in all regions, as appropriate;"
    parent = next(iter(room.state.now.pending))
    amendment = proposed(
        room, "NOR", 2, lambda s, f: amending.propose_amendment(s, f, parent, amended)
    )
    room.accept(amendment)
    room.accept(handle)
    assert hands(block(marked(room), "1")) == [("+", "new", "EU"), ("+", "by boat", "NOR")]


def test_a_chairs_text_credits_what_it_takes_out_to_who_asked_for_that() -> None:
    room = Room(TEXT)
    one = at(room, "1")
    without = "Promote services in all regions;"
    drawn = proposed(room, "NOR", 1, lambda s, f: proposing.propose_wording(s, f, one, without))
    chair = "Promote good services in all regions;"
    ids = [p.id for p in room.state.now.pending.values() if p.handle == drawn]
    room.act("CHAIR", lambda s, f: deciding.settle(s, f, one, chair, drawing_on=ids))
    assert hands(block(marked(room), "1")) == [
        ("+", "good", "CHAIR"),
        ("-", ", as appropriate", "NOR"),
    ]


def test_emphasis_alone_is_told_as_words() -> None:
    room = Room(TEXT)
    one = at(room, "1")
    new = "Promote *services* in all regions, as appropriate;"
    room.accept(proposed(room, "EU", 1, lambda s, f: proposing.propose_wording(s, f, one, new)))
    told = hands(block(marked(room), "1"))
    assert ("-", "services", "EU") in told
    assert {author for _op, _text, author in told} == {"EU"}


def test_what_no_tracked_change_carries_is_named_with_the_reason(tmp_path: Path) -> None:
    """What an amendment made of a proposal that was then rejected; and without its history what
    came in and went again."""
    room = Room(TEXT)
    first = places.after(room.state, at(room, "1"))
    new = "Invite all States to take part;"
    came = proposed(room, "EU", 1, lambda s, f: proposing.propose_insertion(s, f, first, new))
    added = next(p.provision for p in room.state.now.pending.values() if p.handle == came)
    room.accept(came)
    went = proposed(room, "NOR", 2, lambda s, f: proposing.propose_deletion(s, f, added))
    room.accept(went)
    one = at(room, "1")
    said = "Promote services by road;"
    kept = proposed(room, "EU", 3, lambda s, f: proposing.propose_wording(s, f, one, said))
    parent = next(p.id for p in room.state.now.pending.values() if p.handle == kept)
    other = "Promote services by boat;"
    amends = proposed(room, "CUB", 4, lambda s, f: amending.propose_amendment(s, f, parent, other))
    room.accept(amends)
    room.act("CHAIR", lambda s, f: deciding.reject(s, f, [parent]))
    two = at(room, "2(a)")
    told = "Train all officers;"
    shown = proposed(room, "CUB", 5, lambda s, f: proposing.propose_wording(s, f, two, told))
    room.accept(shown)
    room.issue()
    tabled, *_between, last = room.state.past.revisions
    sheet = compilation.marked_sheet(room.state, last, tabled, history=True)
    in_vain = {"amends what the text did not take over": [amends]}
    assert untold(room.state, sheet, tabled, last) == {}, "told in the margin"
    came_and_went = {"on a paragraph that came in and went again": [came, went]}
    result_only = compilation.marked_sheet(room.state, last, tabled)
    assert untold(room.state, result_only, tabled, last) == came_and_went | in_vain
    (passing,) = (each for each in sheet.blocks if each.change == "passed")
    assert (passing.author, passing.taker, passing.runs[0].text) == ("EU", "NOR", new)
    for side, issue in (("clean", last), ("base", tabled)):
        issued = lines_of(compilation.clean_sheet(room.state, issue), "clean")
        assert lines_of(sheet, side) == issued  # type: ignore[arg-type]
    for suffix in (".docx", ".odt"):
        write(sheet, tmp_path / f"marked{suffix}", as_="marked")
        account = handed_in(empty_copy(room.talks.journal), tmp_path / f"marked{suffix}")
        offered = [(o.party, o.change.kind, o.wording) for o in account.offered]
        assert {("EU", "insertion", new), ("NOR", "deletion", "")} <= set(offered)
        assert account.left == ()
    assert untold(room.state, sheet, last, last) == {}


@pytest.mark.parametrize("suffix", [".docx", ".odt"])
def test_what_a_decision_took_of_proposals_leaves_them_as_they_were_made(
    tmp_path: Path, suffix: str
) -> None:
    """One accepted in part; two that brought in the same word, of which a chair's text has one;
    what a party made of its own insertion later."""
    room = Room(TEXT)
    item = at(room, "2(a)")
    part = "Review and assess their services and ships now;"
    proposed(room, "EU", 1, lambda s, f: proposing.propose_wording(s, f, item, part))
    (taken,) = room.state.pending_on(item)
    room.act("CHAIR", lambda s, f: deciding.accept(s, f, taken.id, only=[1]))
    one = at(room, "1")
    ports, end = "Promote full services in all regions and ports, ", "as appropriate"
    rivals = [f"{ports}{end};", f"Promote full services in all regions, {end} and in time;"]
    for day, (party, said) in enumerate(zip(("EU", "NOR"), rivals, strict=True), 2):
        proposed(room, party, day, lambda s, f, w=said: proposing.propose_wording(s, f, one, w))
    both = [p.id for p in room.state.pending_on(one)]
    chairs = f"{ports}{end} and in time;"
    room.act(
        "CHAIR",
        lambda s, f: deciding.settle(s, f, one, chairs, drawing_on=both),
        happened="2030-03-03T12:00:00Z",
    )
    spot = places.after(room.state, one)
    own = ("Invite all States;", "Invite all States, ports included;")
    proposed(room, "CUB", 4, lambda s, f: proposing.propose_insertion(s, f, spot, own[0]))
    added = next(p for p in room.state.now.pending.values() if p.change == "insertion")
    room.accept(added.handle)
    anew = proposed(
        room, "CUB", 5, lambda s, f: proposing.propose_wording(s, f, added.provision, own[1])
    )
    room.accept(anew)
    result_only = marked(room)
    tabled, *_between, last = room.state.past.revisions
    unsaid = {"what was not accepted of a proposal accepted in part": [taken.handle]}
    assert untold(room.state, result_only, tabled, last) == unsaid
    sheet = compilation.marked_sheet(room.state, last, tabled, history=True)
    assert untold(room.state, sheet, tabled, last) == {}
    write(sheet, tmp_path / f"marked{suffix}", as_="marked")
    talks = empty_copy(room.talks.journal)
    account = handed_in(talks, tmp_path / f"marked{suffix}")
    told = {(o.party, o.change.happened[8:10], o.wording) for o in account.offered}
    assert told >= {
        ("EU", "01", part),
        ("EU", "02", rivals[0]),
        ("NOR", "03", rivals[1]),
        ("CUB", "04", own[0]),
        ("CUB", "05", own[1]),
    }
    assert [o.change.kind for o in account.offered if o.party == "CUB"] == [
        "insertion",
        "amendment",
    ]
    again = handed_in(talks, tmp_path / f"marked{suffix}")
    assert ({o.fate for o in again.offered}, again.left) == ({"exists"}, ())


def test_a_wording_made_when_another_stood_is_none_of_its_amendments(tmp_path: Path) -> None:
    """NOR writes on what EU's accepted proposal left; CUB amends EU's next while it is pending."""
    room = Room(TEXT)
    one = at(room, "1")
    said = {
        "EU": "Promote good services in all regions, as appropriate;",
        "NOR": "Promote good services in all regions and at sea, as appropriate;",
        "CUB": "Promote good services in all regions and at sea, by boat, as appropriate;",
    }
    for day, party in enumerate(("EU", "NOR"), 1):
        words = said[party]
        room.accept(
            proposed(
                room, party, day, lambda s, f, w=words: proposing.propose_wording(s, f, one, w)
            )
        )
    two = at(room, "2(a)")
    handle = proposed(
        room, "EU", 4, lambda s, f: proposing.propose_wording(s, f, two, "Train all officers;")
    )
    parent = next(p.id for p in room.state.now.pending.values() if p.handle == handle)
    amended = "Train and equip all officers;"
    room.accept(
        proposed(room, "CUB", 5, lambda s, f: amending.propose_amendment(s, f, parent, amended))
    )
    room.accept(handle)
    room.issue()
    tabled, *_between, last = room.state.past.revisions
    path = tmp_path / "marked.docx"
    write(compilation.marked_sheet(room.state, last, tabled, history=True), path, as_="marked")
    account = handed_in(empty_copy(room.talks.journal), path)
    assert [(o.party, o.change.kind, o.wording) for o in account.offered] == [
        ("EU", "wording", said["EU"]),
        ("NOR", "wording", said["NOR"]),
        ("EU", "wording", "Train all officers;"),
        ("CUB", "amendment", amended),
    ]


@pytest.mark.parametrize("suffix", [".docx", ".odt"])
def test_words_added_by_one_and_parted_by_another_are_still_the_ones(
    tmp_path: Path, suffix: str
) -> None:
    """EU adds a sentence, NOR splits the paragraph before it, CUB words one part otherwise, NOR the
    other: in the copy, where none of that is decided, the split is one of what EU asks for, and
    what came later amends or revises the split."""
    room = Room(TEXT)
    one = at(room, "1")
    said = "Promote services in all regions, as appropriate; train those who render them;"
    room.accept(proposed(room, "EU", 1, lambda s, f: proposing.propose_wording(s, f, one, said)))
    begins = ["train those"]
    room.accept(
        proposed(room, "NOR", 2, lambda s, f: restructuring.propose_split(s, f, one, begins))
    )
    parts = {"1": "Promote services in every region;", "1 bis": "train all who render them;"}
    for day, (party, address) in enumerate((("CUB", "1"), ("NOR", "1 bis")), 3):
        found, new = at(room, address), parts[address]
        anew = proposed(
            room, party, day, lambda s, f, i=found, w=new: proposing.propose_wording(s, f, i, w)
        )
        room.accept(anew)
    room.issue()
    tabled, *_between, last = room.state.past.revisions
    path = tmp_path / f"marked{suffix}"
    write(compilation.marked_sheet(room.state, last, tabled, history=True), path, as_="marked")
    copy = empty_copy(room.talks.journal)
    account = handed_in(copy, path)
    first, _space, second = said.partition("; ")
    assert [(o.party, o.change.kind, o.wording) for o in account.offered] == [
        ("EU", "wording", said),
        ("NOR", "split", f"{first};\n{second}"),
        ("CUB", "amendment", f"{parts['1']}\n{second}"),
        ("NOR", "amendment", f"{first};\n{parts['1 bis']}"),
    ]
    assert account.left == ()
    again = handed_in(copy, path)
    assert ({o.fate for o in again.offered}, again.left) == ({"exists"}, ())


@pytest.mark.parametrize("suffix", [".docx", ".odt"])
def test_words_on_what_a_merger_made_amend_the_merger(tmp_path: Path, suffix: str) -> None:
    """And words on one part of what was divided leave the other as the division has it."""
    room = Room(TEXT)
    three, one = at(room, "3"), at(room, "1")
    four = [at(room, "4")]
    room.accept(
        proposed(room, "EU", 1, lambda s, f: restructuring.propose_merge(s, f, three, four))
    )
    merged = room.state.now.provisions[three].now.wording
    later = merged.replace("meet again.", "meet each year.")
    last_word = later.replace("Decide to review", "Agree to review")
    for day, (party, said) in enumerate((("NOR", later), ("CUB", last_word)), 2):
        anew = proposed(
            room, party, day, lambda s, f, w=said: proposing.propose_wording(s, f, three, w)
        )
        room.accept(anew)
    begins = ["in all regions"]
    room.accept(
        proposed(room, "EU", 4, lambda s, f: restructuring.propose_split(s, f, one, begins))
    )
    parts = {"1": "Promote all services", "1 bis": "in every region, as appropriate;"}
    for day, (party, address) in enumerate((("NOR", "1"), ("CUB", "1 bis")), 5):
        found, new = at(room, address), parts[address]
        anew = proposed(
            room, party, day, lambda s, f, i=found, w=new: proposing.propose_wording(s, f, i, w)
        )
        room.accept(anew)
    room.issue()
    tabled, *_between, last = room.state.past.revisions
    path = tmp_path / f"marked{suffix}"
    write(compilation.marked_sheet(room.state, last, tabled, history=True), path, as_="marked")
    account = handed_in(empty_copy(room.talks.journal), path)
    assert account.left == ()
    assert [(o.party, o.change.kind, o.address, o.wording) for o in account.offered] == [
        ("EU", "split", "1", "Promote services\nin all regions, as appropriate;"),
        ("NOR", "amendment", "1", "Promote all services\nin all regions, as appropriate;"),
        ("CUB", "amendment", "1", "Promote services\nin every region, as appropriate;"),
        ("EU", "merge", "3", merged),
        ("NOR", "amendment", "3", later),
        ("CUB", "amendment", "3", last_word),
    ]


@pytest.mark.parametrize("suffix", [".docx", ".odt"])
def test_an_amended_merger_comes_back_with_what_amended_it(tmp_path: Path, suffix: str) -> None:
    room = Room(TEXT)
    three, four = at(room, "3"), at(room, "4")
    joined = "Decide to review progress[^2] and to meet again."
    merge = proposed(
        room, "EU", 1, lambda s, f: restructuring.propose_merge(s, f, three, [four], joined)
    )
    said = [joined.replace("again", "each year"), joined.replace("Decide", "Agree")]
    amendments = [
        proposed(room, party, day, lambda s, f, w=w: amending.propose_amendment(s, f, merge, w))
        for day, (party, w) in enumerate(zip(("NOR", "CUB"), said, strict=True), 2)
    ]
    room.accept(amendments[0])
    room.accept(merge)
    room.accept(amendments[1])
    both = said[0].replace("Decide", "Agree")
    assert room.says("3") == both
    sheet = marked(room)
    assert {(op, by) for b in sheet.blocks for op, _text, by in hands(b)} == {
        ("-", "EU"), ("+", "EU"), ("-", "NOR"), ("+", "NOR"), ("-", "CUB"), ("+", "CUB"),
    }  # fmt: skip
    tabled, *_between, last = room.state.past.revisions
    path = tmp_path / f"marked{suffix}"
    write(compilation.marked_sheet(room.state, last, tabled, history=True), path, as_="marked")
    account = handed_in(empty_copy(room.talks.journal), path)
    assert account.left == ()
    assert [(o.party, o.change.kind, o.address, o.wording) for o in account.offered] == [
        ("EU", "merge", "3", joined),
        ("NOR", "amendment", "3", said[0]),
        ("CUB", "amendment", "3", said[1]),
    ]
    assert [o.change.to for o in account.offered[1:]] == [account.offered[0].change.author] * 2


@pytest.mark.parametrize("suffix", [".docx", ".odt"])
def test_a_note_whose_citation_went_and_came_back_keeps_who_worded_it(
    tmp_path: Path, suffix: str
) -> None:
    room = Room(TEXT)
    item = at(room, "2(c)")
    note = next(p.id for p in room.state.standing() if p.note == "1")
    steps = (
        ("NOR", item, "Support programmes in all regions;"),
        ("EU", note, "As defined much earlier."),
        ("CUB", item, "Support programmes and growth[^1] in all regions;"),
    )
    for day, (party, provision, said) in enumerate(steps, 1):
        room.accept(
            proposed(
                room,
                party,
                day,
                lambda s, f, i=provision, w=said: proposing.propose_wording(s, f, i, w),
            )
        )
    room.issue()
    tabled, *_between, last = room.state.past.revisions
    path = tmp_path / f"marked{suffix}"
    write(compilation.marked_sheet(room.state, last, tabled, history=True), path, as_="marked")
    account = handed_in(empty_copy(room.talks.journal), path)
    told = {(o.party, o.change.kind, o.change.provision, o.wording) for o in account.offered}
    assert told == {(party, "wording", provision, said) for party, provision, said in steps}


@pytest.mark.parametrize("suffix", [".docx", ".odt"])
def test_a_division_whose_parts_were_torn_apart_is_told_with_what_became_of_them(
    tmp_path: Path, suffix: str
) -> None:
    """EU rewords, NOR divides that, CUB words a part otherwise; the parts come to stand apart, or
    the second is struck."""
    room = Room(TEXT)
    one, three = at(room, "1"), at(room, "3")
    said = "Promote services in all regions, as appropriate; train those who render them;"
    room.accept(proposed(room, "EU", 1, lambda s, f: proposing.propose_wording(s, f, one, said)))
    cuts = ((one, "train those", 2), (three, "progress", 3))
    for provision, words, day in cuts:
        room.accept(
            proposed(
                room,
                "NOR",
                day,
                lambda s, f, i=provision, w=words: restructuring.propose_split(s, f, i, [w]),
            )
        )
    second, gone = at(room, "1 bis"), at(room, "3 bis")
    anew = "train all who render them;"
    room.accept(
        proposed(room, "CUB", 4, lambda s, f: proposing.propose_wording(s, f, second, anew))
    )
    last = at(room, "4")
    room.accept(proposed(room, "EU", 5, lambda s, f: proposing.propose_move(s, f, second, last)))
    room.accept(proposed(room, "CUB", 6, lambda s, f: proposing.propose_deletion(s, f, gone)))
    room.issue()
    tabled, *_between, issue = room.state.past.revisions
    path = tmp_path / f"marked{suffix}"
    write(compilation.marked_sheet(room.state, issue, tabled, history=True), path, as_="marked")
    account = handed_in(empty_copy(room.talks.journal), path)
    first, _space, rest = said.partition("; ")
    assert [(o.party, o.change.kind, o.address, o.wording) for o in account.offered] == [
        ("EU", "wording", "1", said),
        ("NOR", "split", "1", f"{first};\n{rest}"),
        ("CUB", "amendment", "1", f"{first};\n{anew}"),
        ("NOR", "split", "3", "Decide to review\nprogress[^2];"),
        ("CUB", "amendment", "3", "Decide to review"),
    ]
