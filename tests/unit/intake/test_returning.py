"""Which proposals a marked file does not give back as they were made, tried in an empty copy."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from draftrace.exporters import compilation, write
from draftrace.exporters.sheet import Block, Run, Sheet, clean
from draftrace.exporters.untold import accepted_between
from draftrace.intake.returning import Returned, not_as_made
from draftrace.room import places, resting
from draftrace.room.acts import proposing, restructuring
from draftrace.room.acts.payloads import Payload
from draftrace.room.entities import Proposal
from draftrace.room.floor import Floor
from draftrace.room.state import State
from property.negotiations import TEXT
from received_kit import empty_copy, handed_in, receive, told
from room_kit import Room, document


def played() -> Room:
    """EU words a paragraph and adds one; NOR divides what was added, CUB strikes a part."""
    room = Room(TEXT)
    one = room.state.now.addresses["1"]
    said = "Promote good services in all regions, as appropriate;"
    spot = places.after(room.state, one)
    decisions = (
        ("EU", lambda s, f: proposing.propose_wording(s, f, one, said)),
        ("EU", lambda s, f: proposing.propose_insertion(s, f, spot, "Invite all to take part;")),
        ("NOR", lambda s, f: restructuring.propose_split(s, f, added(s), ["to take"])),
        ("CUB", lambda s, f: proposing.propose_deletion(s, f, s.now.addresses["1 ter"])),
    )
    decided(room, *decisions)
    return room


def decided(room: Room, *proposals: tuple[str, Callable[[State, Floor], Payload]]) -> None:
    """Propose by each party on a day of its own, and accept; then issue."""
    for day, (party, decide) in enumerate(proposals, 1):
        act = room.act(party, decide, happened=f"2030-03-{day:02}T10:00:00Z").act
        room.accept(room.state.now.pending[act.id].handle)
    room.issue()


def added(state: State) -> str:
    return state.now.addresses["1 bis"]


def returned(room: Room, sheet: Sheet, path: Path) -> Returned:
    tabled, *_between, last = room.state.past.revisions
    write(sheet, path, as_="marked")
    made = accepted_between(room.state, tabled, last)
    return not_as_made(room.state, (tabled, last), path, made)


def whole(room: Room) -> Sheet:
    tabled, *_between, last = room.state.past.revisions
    return compilation.marked_sheet(room.state, last, tabled, history=True)


def handles(found: dict[str, list[Proposal]]) -> dict[str, list[str]]:
    return {why: [p.handle for p in proposals] for why, proposals in found.items()}


def test_what_comes_back_otherwise_and_what_not_is_told_apart(tmp_path: Path) -> None:
    room = played()
    for suffix in (".docx", ".odt"):
        found = returned(room, whole(room), tmp_path / f"marked{suffix}")
        otherwise, lost = handles(found.otherwise), handles(found.lost)
        assert [handle for each in otherwise.values() for handle in each] == ["NOR-1"]
        assert lost == {}


@pytest.mark.parametrize("suffix", [".docx", ".odt"])
def test_what_came_in_and_was_divided_is_divided_again_and_that_amended(
    tmp_path: Path, suffix: str
) -> None:
    """EU adds a paragraph, NOR divides it, EU divides the second part again and CUB words the
    first; what is added behind stands behind the whole."""
    room = Room(TEXT)
    one = room.state.now.addresses["1"]
    said = "Invite all States to take part in full."
    decided(
        room,
        ("EU", lambda s, f: proposing.propose_insertion(s, f, places.after(s, one), said)),
        ("NOR", lambda s, f: restructuring.propose_split(s, f, added(s), ["to take"])),
        (
            "EU",
            lambda s, f: restructuring.propose_split(s, f, s.now.addresses["1 ter"], ["in full"]),
        ),
        ("CUB", lambda s, f: proposing.propose_wording(s, f, added(s), "Invite some States")),
        (
            "NOR",
            lambda s, f: proposing.propose_insertion(
                s, f, places.after(s, s.now.addresses["1 quater"]), "Meet soon."
            ),
        ),
    )
    found = returned(room, whole(room), tmp_path / f"marked{suffix}")
    assert (found.otherwise, found.lost) == ({}, {})
    account = handed_in(empty_copy(room.talks.journal), tmp_path / f"marked{suffix}")
    assert [(o.party, o.change.kind, o.address, o.wording) for o in account.offered] == [
        ("EU", "insertion", "1 bis", said),
        ("NOR", "split", "1 bis", "Invite all States\nto take part in full."),
        ("CUB", "amendment", "1 bis", "Invite some States\nto take part in full."),
        ("EU", "amendment", "1 bis", "Invite all States\nto take part\nin full."),
        ("NOR", "insertion", "1 ter", "Meet soon."),
    ]
    assert account.left == ()


@pytest.mark.parametrize("suffix", [".docx", ".odt"])
def test_what_came_in_and_was_moved_is_inserted_where_it_was_and_moved_again(
    tmp_path: Path, suffix: str
) -> None:
    """CUB moves what EU adds, with NOR's item in it; what NOR adds behind it stands there alone."""
    room = Room(TEXT)
    one, four = (room.state.now.addresses[address] for address in ("1", "4"))
    decided(
        room,
        ("EU", lambda s, f: proposing.propose_insertion(s, f, places.after(s, one), "Invite:")),
        (
            "NOR",
            lambda s, f: proposing.propose_insertion(s, f, places.first_in(s, added(s)), "All;"),
        ),
        ("CUB", lambda s, f: proposing.propose_move(s, f, added(s), four)),
        (
            "NOR",
            lambda s, f: proposing.propose_insertion(
                s, f, places.after(s, s.now.addresses["4 bis"]), "Meet soon."
            ),
        ),
    )
    found = returned(room, whole(room), tmp_path / f"marked{suffix}")
    assert (found.otherwise, found.lost) == ({}, {})
    copy = empty_copy(room.talks.journal)
    account = handed_in(copy, tmp_path / f"marked{suffix}")
    assert [(o.party, o.change.kind, o.address, o.wording) for o in account.offered] == [
        ("EU", "insertion", "1 bis", "Invite:"),
        ("CUB", "move", "1 bis", ""),
        ("NOR", "insertion", "1 bis(a)", "All;"),
        ("NOR", "insertion", "4 bis", "Meet soon."),
    ]
    assert account.left == ()
    moved = copy.state().proposal("CUB-1")
    assert moved is not None
    assert copy.state().now.provisions[moved.after].now.address == "4"
    own = handed_in(room.talks, tmp_path / f"marked{suffix}")
    assert {o.fate for o in own.offered} == {"exists"}


def test_what_came_in_before_the_first_of_its_kind_was_inserted_there_and_moved(
    tmp_path: Path,
) -> None:
    room = Room(TEXT)
    one, four = (room.state.now.addresses[address] for address in ("1", "4"))

    def moved(state: State, floor: Floor) -> Payload:
        return proposing.propose_move(state, floor, state.now.addresses["1 ante"], four)

    decided(
        room,
        ("EU", lambda s, f: proposing.propose_insertion(s, f, places.before(s, one), "Invite.")),
        ("CUB", moved),
    )
    found = returned(room, whole(room), tmp_path / "marked.docx")
    assert (found.otherwise, found.lost) == ({}, {})


@pytest.mark.parametrize("suffix", [".docx", ".odt"])
def test_what_came_in_and_was_struck_with_all_below_it_is_struck_again(
    tmp_path: Path, suffix: str
) -> None:
    room = Room(TEXT)
    one = room.state.now.addresses["1"]
    decided(
        room,
        ("EU", lambda s, f: proposing.propose_insertion(s, f, places.after(s, one), "Invite:")),
        (
            "NOR",
            lambda s, f: proposing.propose_insertion(s, f, places.first_in(s, added(s)), "All;"),
        ),
        ("CUB", lambda s, f: proposing.propose_deletion(s, f, added(s))),
    )
    found = returned(room, whole(room), tmp_path / f"marked{suffix}")
    assert (found.otherwise, found.lost) == ({}, {})
    account = handed_in(empty_copy(room.talks.journal), tmp_path / f"marked{suffix}")
    assert [(o.party, o.change.kind, o.address) for o in account.offered] == [
        ("EU", "insertion", "1 bis"),
        ("CUB", "deletion", "1 bis"),
        ("NOR", "insertion", "1 bis(a)"),
    ]
    assert account.left == ()


@pytest.mark.parametrize("suffix", [".docx", ".odt"])
def test_a_merger_of_what_was_moved_beside_it_waits_upon_the_move(
    tmp_path: Path, suffix: str
) -> None:
    """EU moves an item beside another, with which NOR merges it: in the text of the draft they
    hang on two paragraphs, and the move is told further down. Where nobody asks for the move, as
    its mover is no party, the rule is told."""
    items = ("1. States should:", "(a) Review;", "(b) Train;", "2. States may:", "(a) Share;")
    room = Room(document(*items, "(b) Meet."))
    review, share = (room.state.now.addresses[address] for address in ("1(a)", "2(a)"))
    decided(
        room,
        ("EU", lambda s, f: proposing.propose_move(s, f, share, review)),
        ("NOR", lambda s, f: restructuring.propose_merge(s, f, review, [share])),
    )
    path, sheet = tmp_path / f"marked{suffix}", whole(room)
    found = returned(room, sheet, path)
    assert (found.otherwise, found.lost, found.refused) == ({}, {}, 0)
    there = empty_copy(room.talks.journal)
    handed_in(there, path)
    (merger,) = (p for p in there.state().now.pending.values() if p.change == "merge")
    assert [p.handle for p in resting.rests_upon(there.state(), merger)] == ["EU-1"]
    blocks = tuple(_credited(block, "EU", "Friends") for block in sheet.blocks)
    credited = msgspec.structs.replace(sheet, blocks=blocks)
    found = returned(room, credited, tmp_path / f"credited{suffix}")
    assert handles(found.lost)[
        "is refused in a text without these decisions: 1(a), 2(a) are not provisions of one kind "
        "in one place"
    ] == ["NOR-1"]


@pytest.mark.parametrize("suffix", [".docx", ".odt"])
def test_paragraphs_are_merged_over_one_that_is_gone_from_between_them(
    tmp_path: Path, suffix: str
) -> None:
    """CUB strikes the paragraph that EU added, and NOR merges those around it; the file tells what
    is gone where it stood."""
    room = Room(document("1. Review;", "2. Train;", "3. Meet."))
    review, train = (room.state.now.addresses[address] for address in "12")
    spot = places.after(room.state, review)
    decided(
        room,
        ("EU", lambda s, f: proposing.propose_insertion(s, f, spot, "Invite all;")),
        ("CUB", lambda s, f: proposing.propose_deletion(s, f, added(s))),
        ("NOR", lambda s, f: restructuring.propose_merge(s, f, review, [train])),
    )
    path, sheet = tmp_path / f"marked{suffix}", whole(room)
    one, two, gone, *rest = sheet.blocks
    assert one.end is not None
    assert gone.change == "passed"
    write(msgspec.structs.replace(sheet, blocks=(one, gone, two, *rest)), path, as_="marked")
    account = handed_in(empty_copy(room.talks.journal), path)
    assert told(account) == [
        ("NOR", "merge", "1", "Review; Train;"),
        ("EU", "insertion", "1 bis", "Invite all;"),
        ("CUB", "deletion", "1 bis", ""),
    ]


def test_what_came_and_went_stands_behind_a_paragraph_that_was_divided_around_it() -> None:
    """EU divides a paragraph, NOR adds one between the parts, and CUB one behind that, which goes
    again: LibreOffice 7.4 keeps its end where all is rejected, so that it would part the first."""
    room = Room(document("1. Review laws and train staff;", "2. Meet."))
    one = room.state.now.addresses["1"]

    def second(state: State) -> str:
        return state.order()[state.order().index(one) + 1]

    decided(
        room,
        ("EU", lambda s, f: restructuring.propose_split(s, f, one, ["and train"])),
        ("NOR", lambda s, f: proposing.propose_insertion(s, f, places.after(s, one), "Share;")),
        (
            "CUB",
            lambda s, f: proposing.propose_insertion(s, f, places.after(s, second(s)), "Invite;"),
        ),
        ("EU", lambda s, f: proposing.propose_deletion(s, f, s.order()[s.order().index(one) + 2])),
    )
    first, new, part, gone, _last = whole(room).blocks
    assert first.end is not None
    assert [new.change, part.change, gone.change] == ["inserted", "", "passed"]


def test_who_accepts_all_our_marks_goes_on_from_the_text(tmp_path: Path) -> None:
    """The file still says what it was marked against; what was added since is not added again."""
    room = Room(document("1. Review;", "2. Meet."))
    one = room.state.now.addresses["1"]
    decided(
        room,
        ("CUB", lambda s, f: proposing.propose_insertion(s, f, places.after(s, one), "Share;")),
    )
    marked = whole(room)
    settled = msgspec.structs.replace(clean(marked), against=marked.against)
    first, added_then, last = settled.blocks
    more = Run(text=" at once", op="+", author="NOR", date="2031-01-01T00:00:00Z")
    first = msgspec.structs.replace(first, runs=(*first.runs, more))
    path = tmp_path / "accepted.docx"
    write(msgspec.structs.replace(settled, blocks=(first, added_then, last)), path, as_="marked")
    account = receive(room, path)
    assert told(account) == [("NOR", "wording", "1", "Review; at once")]
    assert account.left == ()


def _credited(block: Block, by: str, to: str) -> Block:
    """A paragraph whose marks and comments of one party are told as another's."""
    told = {by: to}
    return msgspec.structs.replace(
        block,
        author=told.get(block.author, block.author),
        runs=tuple(
            msgspec.structs.replace(run, author=told.get(run.author, run.author))
            for run in block.runs
        ),
        comments=tuple(
            msgspec.structs.replace(each, author=told.get(each.author, each.author))
            for each in block.comments
        ),
    )


def test_marks_of_nobody_who_is_a_party_are_no_proposals(tmp_path: Path) -> None:
    """Words credited to one who never took the floor leave all others' as they are."""
    room = played()

    sheet = whole(room)
    blocks = tuple(_credited(block, "EU", "Friends") for block in sheet.blocks)
    found = returned(
        room,
        msgspec.structs.replace(sheet, blocks=blocks),
        tmp_path / "marked.docx",
    )
    assert "EU-1" in handles(found.lost)["no change in the file is told as its sponsor's"]


@pytest.mark.parametrize("suffix", [".docx", ".odt"])
def test_two_acts_of_one_second_are_told_apart_by_their_paragraphs(
    tmp_path: Path, suffix: str
) -> None:
    """EU words two paragraphs in one second, NOR words both: one on what EU had made of it, one
    before EU's was decided."""
    room = Room(TEXT)
    one, two = (room.state.now.addresses[address] for address in ("1", "4"))
    at = "2030-03-01T10:00:00Z"

    def word(party: str, provision: str, wording: str, happened: str) -> str:
        act = room.act(
            party,
            lambda s, f: proposing.propose_wording(s, f, provision, wording),
            happened=happened,
        ).act
        return room.state.now.pending[act.id].handle

    first = word("EU", one, "Promote good services in all regions, as appropriate;", at)
    second = word("EU", two, "Decide firmly to meet again.", at)
    room.accept(first)
    apart = word("NOR", two, "Decide to meet again soon.", "2030-03-02T10:00:00Z")
    on_it = word(
        "NOR",
        one,
        "Promote good services in all regions, as far as appropriate;",
        "2030-03-03T10:00:00Z",
    )
    for handle in (on_it, apart, second):
        room.accept(handle)
    room.issue()
    sheet = whole(room)
    assert sorted(bool(turn.on) for turn in sheet.turns) == [False, False, True, True]
    found = returned(room, sheet, tmp_path / f"marked{suffix}")
    assert not found.otherwise
    assert not found.lost


def changed(sheet: Sheet, change: Callable[[Run], Run]) -> Sheet:
    """The sheet with other runs."""

    def block(each: Block) -> Block:
        return msgspec.structs.replace(each, runs=tuple(map(change, each.runs)))

    return msgspec.structs.replace(sheet, blocks=tuple(map(block, sheet.blocks)), said=())


def test_what_nobody_made_is_named_and_where_the_text_is_another(tmp_path: Path) -> None:
    """A file that tells EU's word as CUB's, and one that says another word."""
    room = Room(TEXT)
    one = room.state.now.addresses["1"]
    said = "Promote good services in all regions, as appropriate;"
    decided(room, ("EU", lambda s, f: proposing.propose_wording(s, f, one, said)))
    assert returned(room, whole(room), tmp_path / "as_made.docx") == ({}, {}, [], 0, None)

    def credited(run: Run) -> Run:
        return msgspec.structs.replace(run, author="CUB") if run.author else run

    def better(run: Run) -> Run:
        return msgspec.structs.replace(run, text=run.text.replace("good", "better"))

    found = returned(room, changed(whole(room), credited), tmp_path / "credited.docx")
    assert [(o.party, o.wording) for o in found.invented] == [("CUB", said)]
    assert handles(found.lost) == {"no change in the file is told as its sponsor's": ["EU-1"]}
    assert found.differs is None
    found = returned(room, changed(whole(room), better), tmp_path / "better.docx")
    assert handles(found.otherwise) == {"in other words": ["EU-1"]}
    assert found.differs == ("1", said.replace("good", "better"), said)


def test_one_change_stands_for_one_proposal(tmp_path: Path) -> None:
    """EU adds the same words twice in one second; the file tells it once."""
    room = Room(TEXT)
    at = "2030-03-01T10:00:00Z"
    for address in ("1", "3"):
        spot = places.after(room.state, room.state.now.addresses[address])
        act = room.act(
            "EU", lambda s, f, at=spot: proposing.propose_insertion(s, f, at, "Go;"), happened=at
        ).act
        room.accept(room.state.now.pending[act.id].handle)
    room.issue()
    sheet = whole(room)
    twice = returned(room, sheet, tmp_path / "twice.docx")
    assert twice == ({}, {}, [], 0, None)
    came = [block for block in sheet.blocks if block.change == "inserted"]
    assert len(came) == 2
    kept = tuple(block for block in sheet.blocks if block is not came[1])
    once = returned(room, msgspec.structs.replace(sheet, blocks=kept), tmp_path / "once.docx")
    assert [handle for each in handles(once.lost).values() for handle in each] == ["EU-2"]
    assert once.differs is not None
