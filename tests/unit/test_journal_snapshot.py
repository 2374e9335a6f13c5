"""Saved states: used only where they are certainly of this journal and this program."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from contract.acts import numbered, several
from contract.sealed import opened_journal
from draftrace.journal import Head
from draftrace.journal.memory import MemoryJournal
from draftrace.journal.snapshot import load, save


class Folded(msgspec.Struct):
    wordings: dict[str, tuple[str, ...]]
    count: int = 0


STATE = Folded(wordings={"p1": ("Decides;", "\u00e9")}, count=5)


@pytest.fixture
def journal() -> MemoryJournal:
    return opened_journal()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / ".draftrace"


def test_a_state_comes_back_with_the_head_it_was_folded_to(
    journal: MemoryJournal, folder: Path
) -> None:
    head = journal.head()
    assert save(folder, head, "1.0", STATE)
    assert load(folder, journal, "1.0", Folded) == (head, STATE)
    journal.append(several(6, 9), 5)
    assert load(folder, journal, "1.0", Folded) == (head, STATE)
    assert save(folder, journal.head(), "1.0", STATE)
    assert load(folder, journal, "1.0", Folded) == (journal.head(), STATE)
    assert [path.name for path in folder.iterdir()] == ["snapshot"]


def test_without_a_snapshot_there_is_none(journal: MemoryJournal, folder: Path) -> None:
    assert load(folder, journal, "1.0", Folded) is None


def test_a_snapshot_of_another_program_version_is_none(
    journal: MemoryJournal, folder: Path
) -> None:
    save(folder, journal.head(), "1.0", STATE)
    assert load(folder, journal, "1.1", Folded) is None


def test_a_snapshot_of_another_journal_is_none(journal: MemoryJournal, folder: Path) -> None:
    save(folder, journal.head(), "1.0", STATE)
    other = MemoryJournal()
    assert load(folder, other, "1.0", Folded) is None
    other.append(several(1, 9), 0)
    assert load(folder, other, "1.0", Folded) is None


def test_a_snapshot_of_an_empty_journal_is_none(folder: Path) -> None:
    save(folder, Head(), "1.0", STATE)
    assert load(folder, MemoryJournal(), "1.0", Folded) is None


def test_a_damaged_snapshot_is_none(journal: MemoryJournal, folder: Path) -> None:
    save(folder, journal.head(), "1.0", STATE)
    whole = (folder / "snapshot").read_bytes()
    for place in range(len(whole)):
        damaged = whole[:place] + bytes([whole[place] ^ 0x81]) + whole[place + 1 :]
        (folder / "snapshot").write_bytes(damaged)
        assert load(folder, journal, "1.0", Folded) is None, place
        (folder / "snapshot").write_bytes(whole[:place])
        assert load(folder, journal, "1.0", Folded) is None, place


def test_a_state_of_another_shape_is_none(journal: MemoryJournal, folder: Path) -> None:
    save(folder, journal.head(), "1.0", {"wordings": 1})
    assert load(folder, journal, "1.0", Folded) is None


def test_where_nothing_can_be_written_nothing_is_saved(
    journal: MemoryJournal, tmp_path: Path
) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("x")
    assert not save(blocked, journal.head(), "1.0", STATE)
    assert not save(tmp_path / "missing" / ".draftrace", journal.head(), "1.0", STATE)
    (tmp_path / ".draftrace" / "snapshot").mkdir(parents=True)
    assert not save(tmp_path / ".draftrace", journal.head(), "1.0", STATE)
    assert load(tmp_path / ".draftrace", journal, "1.0", Folded) is None
    assert [path.name for path in (tmp_path / ".draftrace").iterdir()] == ["snapshot"]
    journal.append([numbered(6)], 5)
