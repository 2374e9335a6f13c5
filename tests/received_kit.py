"""A file handed to a room: what it would propose, or proposed."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from draftrace.intake import tracked
from draftrace.intake.authors import party_of
from draftrace.intake.changes import Change, Left
from draftrace.intake.received import received
from draftrace.intake.recording import Account, Offered, record
from draftrace.journal import Journal
from draftrace.journal.memory import MemoryJournal
from draftrace.negotiation import Negotiation
from draftrace.room.acts.payloads import DraftTabled, MemberJoined, PartyAdded, WorkspaceOpened
from draftrace.room.floor import Floor
from draftrace.room.state import State
from draftrace.text.labels import printed
from draftrace.text.wording import runs
from room_kit import Room
from word_kit import note, p, run

NOTES = {2: "As defined in the earlier declaration."}
"""The note of the room's draft, as a Word file keeps it."""
OPENING = (WorkspaceOpened, PartyAdded, MemberJoined, DraftTabled)
"""What stands in a record before anybody has proposed anything."""


def empty_copy(journal: Journal) -> Negotiation:
    """Parties and the tabled draft of a record, and nothing after it."""
    copied = MemoryJournal()
    copied.append([e.act for e in journal.read() if isinstance(e.act.payload, OPENING)], 0)
    return Negotiation(copied)


def handed_in(talks: Negotiation, path: Path) -> Account:
    """A marked file of ours, recorded: its authors are the parties, its dates the acts'."""
    found = received(talks.state(), tracked.read(path), path.name)
    assert found.untracked() == []
    parties = {author: author for author in found.authors()}

    @cache
    def floor_of(change: Change, party: str) -> Floor:
        return talks.floor(party, recorder="SEC", happened=change.happened)

    return talks.rehearse(
        lambda rehearsal: record(rehearsal, found, parties, floor_of), record=True
    )


def printed_text(state: State, changed: Mapping[str, str] | None = None) -> list[str]:
    """The standing text as paragraphs of a Word file, some of them changed, by address; one that
    is changed to nothing is left out."""
    changes = dict(changed or {})
    made = []
    for provision in state.standing():
        if provision.kind == "footnote":
            continue
        own = changes.pop(provision.now.address, None)
        if own is not None:
            made += [own] if own else []
            continue
        label = printed(provision.now.label, provision.kind)
        told = "".join(
            note(2) if each.note else run(each.text, "<w:i/>" if each.emphasis else "")
            for each in runs(provision.now.wording)
        )
        made.append(p(*([f"{label}\t"] if label else []), told))
    assert not changes, changes
    return made


def receive(
    room: Room,
    file: Path,
    *,
    by: str = "EU",
    on: str = "",
    mapped: Mapping[str, str] | None = None,
    dry: bool = False,
) -> Account:
    """Receive a file as the command does."""
    state = room.state
    found = received(state, tracked.read(file), file.name, on)
    parties = {a: party_of(state, a, mapped or {}) for a in found.authors()} | {"": by}

    @cache
    def floor_of(change: Change, party: str) -> Floor:
        when, meeting = change.happened, room.meeting
        return room.talks.floor(party, recorder="SEC", happened=when, meeting=meeting)

    return room.talks.rehearse(
        lambda rehearsal: record(rehearsal, found, parties, floor_of), record=not dry
    )


def told(account: Account) -> list[tuple[str, str, str, str]]:
    """What was offered: party, kind, address, wording."""
    return [(o.party, o.change.kind, o.address, o.wording) for o in account.offered]


def named(left: tuple[Left, ...]) -> list[tuple[str, str]]:
    """What was not taken in, and where."""
    return [(each.what, each.where) for each in left]


def only(account: Account) -> Offered:
    """The one thing offered, where nothing was left."""
    assert account.left == (), account.left
    (offered,) = account.offered
    return offered
