"""Saved states: used only where they are certainly of this journal and this program."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from contract.acts import several
from contract.sealed import opened_journal
from draftrace.journal import Head
from draftrace.journal.memory import MemoryJournal
from draftrace.journal.snapshot import Snapshot
from draftrace.room.evolve import fold
from draftrace.room.laid_over import LaidOver
from draftrace.room.state import State
from property.negotiations import MOVES, Table

PLAYED = [(move, 7 * n, 5 * n, 3 * n) for n, move in enumerate([*MOVES, *MOVES])]


@pytest.fixture
def played() -> MemoryJournal:
    """A negotiation with something in most histories."""
    table = Table()
    table.play(PLAYED)
    journal = table.room.talks.journal
    assert isinstance(journal, MemoryJournal)
    return journal


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / ".draftrace" / "snapshot.db"


def everything(state: State | None) -> object:
    assert state is not None
    return state.now, state.past


def grown(journal: MemoryJournal, state: State) -> State:
    """The state with what the journal holds behind it."""
    return fold(journal.read(state.now.position), state)


def test_a_state_comes_back_and_is_carried_on(played: MemoryJournal, path: Path) -> None:
    whole = fold(played.read())
    first = Snapshot(path, played, "1")
    assert first.load() is None
    assert first.save(whole)
    assert isinstance(whole.past.steps, LaidOver)  # it holds its histories no longer
    assert everything(whole) == everything(fold(played.read()))
    second = Snapshot(path, played, "1")
    state = second.load()
    assert state is not None
    assert list(state.latest()) == list(fold(played.read()).latest())
    played.append(several(901, 909), played.head().position)
    assert everything(grown(played, state)) == everything(fold(played.read()))
    assert second.save(state)
    assert second.save(state)
    assert everything(state) == everything(Snapshot(path, played, "1").load())
    assert everything(whole) != everything(state)


def test_what_others_save_does_not_change_what_was_loaded(
    played: MemoryJournal, path: Path
) -> None:
    early = fold(played.read())
    assert Snapshot(path, played, "1").save(early)
    mine, others = Snapshot(path, played, "1"), Snapshot(path, played, "1")
    state, theirs = mine.load(), others.load()
    assert state is not None
    assert theirs is not None
    played.append(several(901, 905), played.head().position)
    assert others.save(grown(played, theirs))
    assert everything(state) == everything(fold(list(played.read())[:-5]))
    assert not mine.save(state)  # the record has grown
    assert mine.save(grown(played, state))
    assert everything(state) == everything(theirs)


def test_a_later_state_is_not_replaced_by_an_earlier_one(played: MemoryJournal, path: Path) -> None:
    class Behind(MemoryJournal):
        """As another process saw the journal a moment ago."""

        def head(self) -> Head:
            return head

    head = played.head()
    early, state = fold(played.read()), fold(played.read())
    behind = Behind()
    behind.restore(played.lines())
    played.append(several(901, 905), played.head().position)
    assert Snapshot(path, played, "1").save(grown(played, state))
    behind.restore(list(played.lines())[head.position :], head.position)
    assert not Snapshot(path, behind, "1").save(early)
    assert everything(Snapshot(path, played, "1").load()) == everything(fold(played.read()))


def test_one_of_another_program_or_journal_is_none_and_is_replaced(
    played: MemoryJournal, path: Path
) -> None:
    assert Snapshot(path, played, "1").save(fold(played.read()))
    assert Snapshot(path, played, "2").load() is None
    assert Snapshot(path, MemoryJournal(), "1").load() is None
    other = opened_journal()
    assert Snapshot(path, other, "1").load() is None
    assert Snapshot(path, other, "1").save(fold(other.read()))
    assert everything(Snapshot(path, other, "1").load()) == everything(fold(other.read()))
    assert Snapshot(path, played, "1").load() is None


def test_nothing_is_saved_of_an_empty_journal_or_where_nothing_can_be_written(
    played: MemoryJournal, tmp_path: Path
) -> None:
    state = fold(played.read())
    assert not Snapshot(tmp_path / "x" / "s.db", MemoryJournal(), "1").save(State())
    (tmp_path / "file").write_text("x")
    assert not Snapshot(tmp_path / "file" / "s.db", played, "1").save(state)
    (tmp_path / "a.db").mkdir()
    assert not Snapshot(tmp_path / "a.db", played, "1").save(state)
    assert Snapshot(tmp_path / "a.db", played, "1").load() is None
    assert everything(state) == everything(fold(played.read()))


def _cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:5000])


def _scribble(path: Path) -> None:
    path.write_bytes(b"no database at all, but long enough to be looked at" * 99)


def _run(*statements: str) -> Callable[[Path], None]:
    def damage(path: Path) -> None:
        with sqlite3.connect(path) as connection:
            for statement in statements:
                connection.execute(statement)
        connection.close()

    return damage


@pytest.mark.parametrize(
    "damage",
    [
        _cut,
        _scribble,
        _run("UPDATE label SET present = x'00'"),
        _run("UPDATE label SET sha256 = '', hash = 'x'"),
        _run("DELETE FROM label"),
        _run("DROP TABLE label"),
    ],
)
def test_a_damaged_snapshot_is_none(
    damage: Callable[[Path], None], played: MemoryJournal, path: Path
) -> None:
    kept = Snapshot(path, played, "1")
    kept.save(fold(played.read()))
    kept.close()
    damage(path)
    assert Snapshot(path, played, "1").load() is None
    again = fold(played.read())
    assert Snapshot(path, played, "1").save(again)
    assert everything(Snapshot(path, played, "1").load()) == everything(again)


@pytest.mark.parametrize(
    "damage",
    [
        _run("UPDATE steps SET value = x'00'", "UPDATE stamps SET value = zeroblob(9)"),
        _run("UPDATE offers SET packed = 1, value = x'1234'"),
        _run("UPDATE closed SET checksum = checksum + 1", "UPDATE revisions SET value = x'90'"),
        _run("DROP TABLE proposals", "DROP TABLE concerned", "DROP TABLE stamps"),
    ],
)
def test_damaged_histories_are_folded_again(
    damage: Callable[[Path], None], played: MemoryJournal, path: Path
) -> None:
    kept = Snapshot(path, played, "1")
    kept.save(fold(played.read()))
    kept.close()
    damage(path)
    state = Snapshot(path, played, "1").load()
    whole = fold(played.read())
    assert state is not None
    played.append(several(901, 905), played.head().position)
    assert list(state.latest()) == list(whole.latest())
    assert len(state.past.stamps) == len(whole.past.stamps)
    assert all(act in state.past.stamps for act in whole.past.stamps)
    assert everything(state) == everything(whole)
    assert not path.exists()  # the next one saves it whole
