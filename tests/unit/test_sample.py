"""The sample is a negotiation one can believe in, and shows one of everything."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from draftrace.room.acts.payloads import Decided, Proposed
from draftrace.room.state import State
from draftrace.views.standing import resolve
from draftrace.views.trace import trace
from sample import showcase
from sample.player import Player
from sample.stage import HERE, REPOSITORY, told

SHARED = Path(os.environ.get("DRAFTRACE_SHARED", REPOSITORY.parent / "shared"))
SOURCES = sorted(REPOSITORY.glob("corpus/*.md"))
RUN = 10


@pytest.fixture(scope="module")
def player(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Player]:
    played = Player(tmp_path_factory.mktemp("sample"))
    played.play()
    yield played
    played.workspace.journal.close()


@pytest.fixture(scope="module")
def state(player: Player) -> State:
    return player.workspace.state()


def test_every_act_of_the_story_has_its_effect(player: Player, state: State) -> None:
    story = list(told())
    assert state.now.position == len(story) - len(player.refused)
    assert [void.reason for void in state.now.voids] == []
    assert not state.now.pending
    assert not state.open_meetings()
    assert state.now.revision == "adopted+Corr.1"


def test_there_is_an_example_of_everything(player: Player) -> None:
    shown = showcase.found(player.workspace.journal.read(0), player.conclusions())
    assert showcase.wanted() - shown.keys() == set()
    assert all(shown.values())


def test_two_plays_write_the_same_records(player: Player, tmp_path: Path) -> None:
    again = Player(tmp_path)
    again.play()
    first, second = _records(player.root), _records(tmp_path)
    assert len(first) == 15
    assert first == second
    again.workspace.journal.close()


def test_the_repository_holds_what_the_story_plays(player: Player) -> None:
    played = _records(player.root)
    kept = {name: content for name, content in _records(REPOSITORY).items() if name in played}
    assert kept == played, "play it again: PYTHONPATH=src:tests python -m sample.player"
    for reading in player.root.glob("corpus/*.reading.json"):
        assert (REPOSITORY / "corpus" / reading.name).read_bytes() == reading.read_bytes()


def test_the_record_is_rebuilt_from_what_the_meetings_sealed(
    player: Player, tmp_path: Path
) -> None:
    from draftrace.workspace import Workspace

    (tmp_path / "sessions").mkdir()
    for name, content in _records(player.root).items():
        (tmp_path / "sessions" / name).write_bytes(content)
    rebuilt = Workspace(tmp_path)
    assert rebuilt.journal.head() == player.workspace.journal.head()
    rebuilt.journal.close()


def test_the_draft_has_the_size_of_a_chapter(state: State) -> None:
    tabled, adopted = state.past.revisions[0], state.past.revisions[-1]
    assert 110 <= len(tabled.provisions) <= 135
    assert {i.kind for i in adopted.provisions} >= {
        "title", "heading", "preambular", "operative", "item", "subitem", "footnote"
    }  # fmt: skip
    assert 60 <= len(state.past.closed) <= 120


def test_every_proposal_and_decision_gives_a_reason(player: Player) -> None:
    silent = [
        entry.position
        for entry in player.workspace.journal.read(0)
        if isinstance(entry.act.payload, (Proposed, Decided)) and not entry.act.payload.reason
    ]
    assert silent == []


def test_what_is_refused_is_refused_with_the_rule(player: Player) -> None:
    assert [(act["by"], act["do"]) for act, _ in player.refused] == [
        ("FAL", "accept"),
        ("SUN", "propose"),
        ("TES", "accept-package"),
        ("ELU", "propose"),
    ]


def test_two_informal_meetings_are_open_at_once_under_different_parties(state: State) -> None:
    informal = [m for m in state.now.meetings.values() if m.level == "informal"]
    assert [m.presiding for m in informal] == ["ALD", "TES"]
    first, second = informal
    assert first.closed is not None
    assert second.closed is not None
    assert first.opened.position < second.opened.position < first.closed.position
    assert first.closed.position < second.closed.position


def test_a_stranger_can_say_why_an_adopted_item_reads_so(state: State) -> None:
    answer = trace(state, resolve(state, "PA/12(b)"))
    assert [(s.document, s.address) for s in answer.sources] == [("SAMPLE/2030/WG.2/3", "18(l)")]
    told_of = [(v.sponsors, v.meeting, v.decision) for v in answer.versions]
    assert told_of == [
        ((), "", "draft tabled"),
        (("QUI",), "Third intersessional meeting", "chair's text"),
        (("DOR", "QUI"), "Fourth intersessional meeting", "accepted"),
    ]


@pytest.mark.parametrize("file", SOURCES, ids=lambda path: path.name)
def test_every_document_says_that_it_is_a_sample(file: Path) -> None:
    assert "Sample, not a United Nations document" in file.read_text(encoding="utf-8")


def test_every_word_is_our_own() -> None:
    originals = sorted((SHARED / "corpus").glob("*.txt"))
    if not originals:
        pytest.skip("the shared documents are not here")
    theirs = {run for path in originals for run in _runs(path)}
    ours = [*SOURCES, *HERE.glob("story/*.toml"), *HERE.glob("letters/*.md")]
    assert {path.name: shared for path in ours if (shared := _runs(path) & theirs)} == {}


def _records(root: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(root.glob("sessions/*.jsonl"))}


def _runs(path: Path) -> set[tuple[str, ...]]:
    words = re.findall(r"[a-z0-9]+", path.read_text(encoding="utf-8").lower())
    return {tuple(words[at : at + RUN]) for at in range(len(words) - RUN + 1)}
