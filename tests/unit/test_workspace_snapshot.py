"""Opening from a snapshot: the same negotiation, whatever became of it."""

from __future__ import annotations

import shutil
from functools import partial
from pathlib import Path

import pytest

from draftrace.negotiation import Rehearsal
from draftrace.room.acts import setup
from draftrace.room.acts.payloads import PartyAdded
from draftrace.room.floor import Floor
from draftrace.room.state import State
from draftrace.workspace import Workspace


@pytest.fixture
def saved(tmp_path: Path) -> Path:
    """A workspace with a snapshot of an early state."""
    workspace = Workspace.found(tmp_path / "room", "Test")
    admit(workspace, "EU")
    workspace.save()
    return workspace.root


def admit(workspace: Workspace, code: str) -> None:
    talks = workspace.negotiation
    talks.perform(lambda s, f: setup.add_party(s, f, code, code, "delegation"), talks.floor("SEC"))


def parts(state: State) -> tuple[object, object]:
    return state.now, state.past


def folded(root: Path) -> tuple[object, object]:
    """The state folded from the first entry."""
    shutil.rmtree(root / ".draftrace")
    return parts(Workspace(root).state())


def test_a_workspace_opens_where_it_was_saved_and_goes_on(saved: Path) -> None:
    reopened = Workspace(saved)
    assert reopened.negotiation.known == 2
    admit(reopened, "NOR")
    state = reopened.state()
    assert list(state.now.parties) == ["CHAIR", "SEC", "EU", "NOR"]
    assert len(state.past.stamps) == 3
    assert parts(state) == folded(saved)


def test_histories_another_process_has_saved_since_are_not_taken_for_ours(saved: Path) -> None:
    early = Workspace(saved)
    assert early.negotiation.known == 2
    other = Workspace(saved)
    admit(other, "NOR")
    other.save()
    state = early.state()
    assert len(state.past.stamps) == 3
    assert parts(state) == folded(saved)


def admit_all(workspace: Workspace, codes: list[str]) -> None:
    talks = workspace.negotiation

    def play(rehearsal: Rehearsal) -> None:
        for code in codes:
            rehearsal.perform(partial(_added, code), talks.floor("SEC"))

    talks.rehearse(play, record=True)


def _added(code: str, state: State, floor: Floor) -> PartyAdded:
    return setup.add_party(state, floor, code, code, "delegation")


def test_what_another_process_keeps_is_gone_on_from(saved: Path) -> None:
    ours = Workspace(saved)
    due: list[int] = []
    ours.when_due = lambda: due.append(ours.negotiation.known)
    admit_all(ours, [f"P{number}" for number in range(600)])
    ours.state()
    admit(ours, "NOR")
    assert len(ours.state().now.parties) == 604
    assert due == [602], "asked for once, not at every act from then on"
    other = Workspace(saved)
    other.save()
    kept = (saved / ".draftrace" / "snapshot.db").stat().st_mtime_ns
    ours.save()
    assert (saved / ".draftrace" / "snapshot.db").stat().st_mtime_ns == kept
    admit(ours, "ISL")
    assert parts(ours.state()) == folded(saved)


def test_what_takes_long_is_told_while_it_does(saved: Path) -> None:
    admit_all(Workspace(saved), [f"P{number}" for number in range(1100)])
    shutil.rmtree(saved / ".draftrace")
    workspace, told = Workspace(saved), list[str]()
    workspace.tell = told.append
    workspace.state()
    assert list(filter(None, told)) == [
        "reading the record, entry 1,024 of 1,102",
        "keeping what was read for the next opening",
    ]
    assert told[-1] == ""
