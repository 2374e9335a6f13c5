"""The sample's adopted text, marked, received in an empty copy of what was tabled."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from zipfile import ZipFile

import pytest

from draftrace import exporters
from draftrace.exporters import compilation
from draftrace.room.entities import Proposal
from draftrace.room.state import State
from received_kit import empty_copy, handed_in
from sample.player import Player


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Player]:
    played = Player(tmp_path_factory.mktemp("sample"))
    played.play()
    yield played
    played.workspace.journal.close()


def regrouped(state: State) -> set[tuple[str, str, str]]:
    """Who moved, split and merged what was tabled, and when."""
    tabled = {i.provision for i in state.past.revisions[0].provisions}
    return {
        (p.stamp.speaker, p.change, p.stamp.happened)
        for p in state.past.closed.values()
        if p.now.status == "accepted"
        and p.change in ("move", "split", "merge")
        and p.provision in tabled
    }


def alone(state: State) -> dict[str, Proposal]:
    """The accepted proposals that are all there is to a provision that was tabled: one change,
    none before or after it, by provision."""
    found: dict[str, Proposal] = {}
    tabled = {i.provision: i for i in state.past.revisions[0].provisions}
    adopted = {i.provision: i for i in state.past.revisions[3].provisions}
    for proposal in state.past.closed.values():
        old, new = tabled.get(proposal.provision), adopted.get(proposal.provision)
        if proposal.now.status != "accepted" or proposal.change != "wording":
            continue
        if old is None or new is None or proposal.now.base != old.wording:
            continue
        if new.wording == proposal.now.wording:
            found[proposal.provision] = proposal
    return found


def sponsored(state: State) -> set[tuple[str, str, tuple[str, ...]]]:
    """When each pending proposal was made, for which reason, and whose it is."""
    return {(p.stamp.happened, p.now.reason, p.now.sponsors) for p in state.now.pending.values()}


@pytest.mark.parametrize("suffix", [".docx", ".odt"])
def test_the_sample_marked_is_received_as_it_was_proposed(
    sample: Player, tmp_path: Path, suffix: str
) -> None:
    state = sample.workspace.state()
    tabled, adopted = state.past.revisions[0], state.past.revisions[3]
    path = tmp_path / f"adopted{suffix}"
    exporters.write(compilation.marked_sheet(state, adopted, tabled), path, as_="marked")
    talks = empty_copy(sample.workspace.journal)
    account = handed_in(talks, path)
    kinds = {left.what for left in account.left}
    # What a chair's text drew on without a word of it has a reason and no mark.
    assert kinds <= {"comment on no change"}
    told = {
        (o.change.provision, o.party): (o.wording, o.change.happened)
        for o in account.offered
        if o.change.kind == "wording"
    }
    wanted = alone(state)
    assert len(wanted) >= 5
    for provision, proposal in wanted.items():
        assert told[provision, proposal.stamp.speaker] == (
            proposal.now.wording,
            proposal.stamp.happened,
        )
    kept = {(o.party, o.change.kind, o.change.happened) for o in account.offered}
    assert regrouped(state) <= kept
    assert len(regrouped(state)) >= 3
    assert sponsored(talks.state()) >= {
        (p.stamp.happened, p.now.reason, p.now.sponsors) for p in wanted.values()
    }
    again = handed_in(talks, path)
    assert {o.fate for o in again.offered} == {"exists"}


@pytest.mark.parametrize("history", [True, False])
def test_the_names_in_a_marked_file_are_those_of_the_record(
    sample: Player, tmp_path: Path, *, history: bool
) -> None:
    """Letter for letter, wherever the package has one: of sponsors, of who presided or recorded,
    and of nobody else."""
    state = sample.workspace.state()
    base, *_between, text = state.past.revisions
    path = tmp_path / "marked.docx"
    sheet = compilation.marked_sheet(state, text, base, history=history)
    exporters.write(sheet, path, as_="marked")
    with ZipFile(path) as package:
        parts = [package.read(name).decode("utf-8", "ignore") for name in package.namelist()]
    names = {name for part in parts for name in re.findall(r'\bw:author="([^"]*)"', part)}
    closed = state.past.closed.values()
    sponsors = {p.stamp.speaker for p in closed if p.now.status.startswith("accepted")}
    assert sponsors <= names
    presiding = {m.presiding for m in state.now.meetings.values()}
    assert names - sponsors <= presiding | {"SEC"}
