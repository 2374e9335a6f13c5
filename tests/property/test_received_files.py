"""Export marked, receive it in an empty copy of the base: the same proposals, word for word.

Moves are tried one by one elsewhere: a marked file tells the fewest moves that explain the new
order, which need not be those the room decided.
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from draftrace import exporters
from draftrace.errors import DraftraceError
from draftrace.exporters import compilation
from draftrace.room import places
from draftrace.room.acts import proposing
from draftrace.room.acts.payloads import Proposed
from draftrace.room.entities import Proposal
from draftrace.room.floor import Floor
from draftrace.room.state import State
from draftrace.text.wording import note_ids
from property.negotiations import TEXT
from received_kit import receive
from room_kit import Room

WORDS = ("shall", "may", "human", "*rights*", "[or]", "5 \\* 3", "women,", "now")
PARTIES = ("EU", "NOR", "CUB")
Wanted = tuple[str, str, str, str, str]
"""Party, kind, provision (none yet: empty), wording, when."""

change = st.tuples(
    st.sampled_from(("replace", "delete", "insert", "strike", "add")),
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


def proposed(room: Room, number: int, asked: tuple[str, int, int, str, str]) -> None:
    """Make one proposal where the rules allow it; a party asks once for words of a provision."""
    kind, one, two, party, word = asked
    standing = [p for p in room.state.standing() if p.kind not in ("title", "heading")]
    found, other = standing[one % len(standing)], standing[two % len(standing)]
    mine = [p for p in room.state.pending_on(found.id) if p.stamp.by == party]
    if kind in ("replace", "delete", "insert") and any(p.change == "wording" for p in mine):
        return
    if kind == "add" and found.kind == "footnote":
        return
    new = reworded(found.now.wording, kind, two, word)

    def decide(state: State, floor: Floor) -> Proposed:
        if kind == "strike":
            return proposing.propose_deletion(state, floor, found.id)
        if kind == "move":
            return proposing.propose_move(state, floor, found.id, other.id)
        if kind == "add":
            spot = places.after(state, found.id)
            return proposing.propose_insertion(state, floor, spot, f"Invite {word} {number};")
        return proposing.propose_wording(state, floor, found.id, new)

    with suppress(DraftraceError):
        room.act(party, decide, happened=f"2030-03-{number + 1:02d}T10:{one % 60:02d}:00Z")


def accepted(room: Room) -> list[Proposal]:
    """Accept one after the other what can still be accepted as it was proposed."""
    taken = []
    for proposal in sorted(room.state.now.pending.values(), key=lambda p: p.stamp.position):
        try:
            room.accept(proposal.handle)
        except DraftraceError:
            continue
        taken.append(proposal.id)
    found = [room.state.proposal(i) for i in taken]
    return [p for p in found if p is not None and p.now.status == "accepted"]


def wanted(state: State, proposals: list[Proposal]) -> set[Wanted]:
    """What was proposed, as it was first proposed. What fell with something struck, and a note
    nothing cites, is not in the text any more; of what moved the file tells the mover
    alone, so other words of it count as nobody's."""
    found: set[Wanted] = set()
    moved = {p.provision for p in proposals if p.change == "move"}
    cited = {note for p in state.standing() for note in note_ids(p.now.wording)}
    for p in proposals:
        provision = state.now.provisions[p.provision]
        first = state.past.offers[p.id][0].now
        uncited = provision.note and provision.note not in cited
        gone = provision.now.life == "struck" and p.change != "deletion"
        if uncited or gone or (p.change == "wording" and p.provision in moved):
            continue
        ours = "" if p.change == "insertion" else p.provision
        wording = "" if p.change in ("deletion", "move") else first.wording
        found.add((p.stamp.speaker, p.change, ours, wording, p.stamp.happened))
    return found


def got(account_of: Room, file: Path) -> set[Wanted]:
    account = receive(account_of, file)
    moved = {o.change.provision for o in account.offered if o.change.kind == "move"}
    return {
        (o.party, o.change.kind, o.change.provision, o.wording, o.change.happened)
        for o in account.offered
        if o.change.kind != "wording" or o.change.provision not in moved
    }


@pytest.mark.parametrize("suffix", [".docx", ".odt"])
@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(changes=st.lists(change, min_size=1, max_size=6))
def test_marked_and_received_again_are_the_same_proposals(
    suffix: str, changes: list[tuple[str, int, int, str, str]]
) -> None:
    back_and_forth(suffix, changes)


def back_and_forth(suffix: str, changes: list[tuple[str, int, int, str, str]]) -> None:
    room = Room(TEXT)
    for number, asked in enumerate(changes):
        proposed(room, number, asked)
    proposals = accepted(room)
    room.issue()
    state = room.state
    first, last = state.past.revisions[0], state.past.revisions[-1]
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"marked{suffix}"
        exporters.write(compilation.marked_sheet(state, last, first), path, as_="marked")
        found, asked_for = got(Room(TEXT, level=""), path), wanted(state, proposals)
    assert (found - asked_for, asked_for - found) == (set(), set())
