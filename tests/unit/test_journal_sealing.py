"""Sealing the journal into records, rebuilding it from them, comparing the two."""

from __future__ import annotations

import resource
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contract.acts import any_act, changed, numbered, several
from contract.sealed import OPENED, at_noon, opened_journal, sealed, two_records
from draftrace.errors import JournalError
from draftrace.journal import Head
from draftrace.journal.memory import MemoryJournal
from draftrace.journal.records import Altered, records
from draftrace.journal.sealing import difference, rebuild, seal, slug
from draftrace.journal.sqlite import SqliteJournal
from draftrace.journal.verify import verify
from draftrace.room.acts.payloads import WorkspaceOpened
from draftrace.room.record import Act


@pytest.fixture
def journal() -> MemoryJournal:
    return opened_journal()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path


@pytest.fixture
def two(journal: MemoryJournal, folder: Path) -> tuple[Path, Path]:
    return two_records(journal, folder)


def test_a_record_has_one_line_an_entry_behind_its_first_line(
    journal: MemoryJournal, folder: Path
) -> None:
    path = sealed(journal, folder)
    assert path.name == "000001-000005-2008-11-03-informals-week-1.jsonl"
    lines = path.read_bytes().splitlines(keepends=True)
    assert lines[0] == (
        b'{"first":1,"format":1,"last":5,"previous":"%s","workspace":"w-1"}\n' % (b"0" * 64)
    )
    entries = list(journal.read())
    assert [canonical_line(entry) for entry in entries] == lines[1:]
    assert msgspec.json.decode(lines[2], type=type(entries[1])) == entries[1]


def canonical_line(entry: object) -> bytes:
    return msgspec.json.encode(entry, order="sorted") + b"\n"


def test_each_record_holds_what_came_since_the_one_before(
    journal: MemoryJournal, folder: Path, two: tuple[Path, Path]
) -> None:
    assert [path.name for path in two] == [
        "000001-000005-2008-11-03-informals-week-1.jsonl",
        "000006-000008-2008-11-03-pleniere-i.jsonl",
    ]
    assert [record.path for record in records(folder)] == list(two)
    assert [record.header.last for record in records(folder)] == [5, 8]
    assert difference(journal, folder) is None
    assert seal(journal, folder, workspace="w-1", date="2008-11-03", name="x") is None
    assert sorted(folder.iterdir()) == sorted(two)


def test_a_journal_is_rebuilt_hash_for_hash(
    journal: MemoryJournal, folder: Path, two: tuple[Path, Path]
) -> None:
    rebuilt = SqliteJournal(folder / "journal.db")
    assert rebuild(rebuilt, folder) == journal.head()
    assert list(rebuilt.lines()) == list(journal.lines())
    assert difference(rebuilt, folder) is None
    assert rebuild(rebuilt, folder) == journal.head()
    rebuilt.append([numbered(9)], 8)
    assert rebuild(rebuilt, folder).position == 9
    assert difference(rebuilt, folder) is None


def test_without_records_there_is_nothing_to_rebuild(folder: Path) -> None:
    assert rebuild(MemoryJournal(), folder) == Head()
    assert rebuild(MemoryJournal(), folder / "missing") == Head()
    assert difference(MemoryJournal(), folder) is None


def test_whoever_rebuilt_first_is_believed(
    journal: MemoryJournal, folder: Path, two: tuple[Path, Path]
) -> None:
    class Raced(MemoryJournal):
        """Another process fills the journal between our looking and our writing."""

        def head(self) -> Head:
            seen = super().head()
            if not seen.position:
                super().restore(journal.lines())
            return seen

    assert rebuild(Raced(), folder) == journal.head()


@settings(max_examples=25)
@given(st.lists(any_act(), min_size=1, max_size=5))
def test_acts_of_every_kind_survive_sealing_and_rebuilding(
    tmp_path_factory: pytest.TempPathFactory, acts: list[Act]
) -> None:
    folder = tmp_path_factory.mktemp("sessions")
    journal = MemoryJournal()
    apart = [changed(act, id=f"{number}:{act.id}") for number, act in enumerate(acts)]
    kept = [act for act in apart if not isinstance(act.payload, WorkspaceOpened)]
    journal.append([OPENED, *kept], 0)
    sealed(journal, folder)
    rebuilt = MemoryJournal()
    rebuild(rebuilt, folder)
    assert list(rebuilt.lines()) == list(journal.lines())
    assert list(rebuilt.read()) == list(journal.read())


def test_the_first_difference_to_the_journal_is_named(folder: Path, two: tuple[Path, Path]) -> None:
    other = MemoryJournal(clock=at_noon)
    reworded = numbered(4, "Decides not to meet again;")
    other.append([OPENED, numbered(2), numbered(3), reworded, *several(5, 8)], 0)
    found = difference(other, folder)
    assert found is not None
    assert (found.record, found.line, found.position) == (two[0].name, 5, 4)
    assert "another entry here: act.payload.wording is not" in found.what
    later = MemoryJournal(clock=lambda: "2008-11-03T12:00:01Z")
    later.append([OPENED], 0)
    found = difference(later, folder)
    assert found is not None
    assert "another entry here: hash is not" in found.what


def test_a_journal_shorter_than_the_records_is_a_difference(
    folder: Path, two: tuple[Path, Path], journal: MemoryJournal
) -> None:
    shorter = MemoryJournal()
    shorter.restore(list(journal.lines())[:6])
    found = difference(shorter, folder)
    assert found is not None
    assert (found.line, found.position) == (3, 7)
    assert "the journal ends before" in found.what


def test_nothing_is_sealed_behind_records_that_disagree(
    folder: Path, two: tuple[Path, Path], journal: MemoryJournal
) -> None:
    other = MemoryJournal()
    other.append([OPENED, *several(2, 20)], 0)
    before = {path: path.read_bytes() for path in folder.iterdir()}
    for wrong in (other, MemoryJournal()):
        with pytest.raises(JournalError, match="does not hold what"):
            sealed(wrong, folder)
    journal.append([numbered(9)], 8)
    with pytest.raises(JournalError, match="another workspace"):
        seal(journal, folder, workspace="w-2", date="2008-11-03", name="x")
    two[1].write_bytes(two[1].read_bytes()[:-1])
    with pytest.raises(Altered):
        sealed(journal, folder)
    two[1].write_bytes(before[two[1]])
    assert {path: path.read_bytes() for path in folder.iterdir()} == before


def test_a_record_that_cannot_be_written_leaves_nothing(
    folder: Path, journal: MemoryJournal
) -> None:
    (folder / ".sealing").mkdir()
    with pytest.raises(JournalError, match="cannot be written: Is a directory"):
        sealed(journal, folder)
    assert [path.name for path in folder.iterdir()] == [".sealing"]


def test_a_journal_that_is_not_whole_is_not_sealed(folder: Path, journal: MemoryJournal) -> None:
    class Changed(MemoryJournal):
        def lines(self, after: int = 0) -> Iterator[bytes]:
            return (line.replace(b"meet", b"part") for line in journal.lines(after))

    with pytest.raises(JournalError, match="Entry 2: what it says was changed"):
        sealed(Changed(), folder)
    assert list(folder.iterdir()) == []


def test_a_journal_that_is_not_readable_is_a_difference(
    folder: Path, two: tuple[Path, Path]
) -> None:
    class Damaged(MemoryJournal):
        def lines(self, after: int = 0) -> Iterator[bytes]:
            return iter([b"x"])

    found = difference(Damaged(), folder)
    assert found is not None
    assert "not readable" in found.what


def test_a_date_that_is_none_is_refused(folder: Path, journal: MemoryJournal) -> None:
    with pytest.raises(JournalError, match="not a date"):
        seal(journal, folder, workspace="w-1", date="../../x", name="x")
    assert list(folder.iterdir()) == []


def test_a_full_disk_leaves_no_half_record(folder: Path, journal: MemoryJournal) -> None:
    kept = SqliteJournal(folder / "journal.db")
    kept.restore(journal.lines())
    done = subprocess.run(
        [sys.executable, "-c", FULL, str(folder)],
        env={"PYTHONPATH": str(Path(__file__).parents[2] / "src")},
        capture_output=True,
        text=True,
        check=True,
    )
    assert "cannot be written: File too large" in done.stdout
    assert records(folder) == []
    assert not [path for path in folder.iterdir() if "journal.db" not in path.name]
    assert verify(kept) is None
    assert resource.getrlimit(resource.RLIMIT_FSIZE)[0] != 1000


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Informals, week 1", "informals-week-1"),
        ("Réunion d\u2019été", "reunion-d-ete"),
        ("../../etc/passwd", "etc-passwd"),
        ("会议", "record"),
        ("", "record"),
        ("a" * 80, "a" * 60),
        ("x" * 59 + " y", "x" * 59),
        ("=1+1\x1b[31m", "1-1-31m"),
    ],
)
def test_a_slug_has_only_letters_digits_and_hyphens(name: str, expected: str) -> None:
    assert slug(name) == expected


FULL = """
import resource, sys
from pathlib import Path
from draftrace.errors import JournalError
from draftrace.journal.sealing import seal
from draftrace.journal.sqlite import SqliteJournal
folder = Path(sys.argv[1])
journal = SqliteJournal(folder / "journal.db")
resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
try:
    seal(journal, folder, workspace="w-1", date="2008-11-03", name="x")
except JournalError as error:
    print(error.message)
"""
