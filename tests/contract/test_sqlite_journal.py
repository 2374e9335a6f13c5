"""What the SQLite journal promises besides: other processes, crashes, disks, strangers."""

from __future__ import annotations

import multiprocessing
import os
import random
import shutil
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from multiprocessing.context import ForkServerContext
from pathlib import Path

import pytest

from contract import writers
from contract.acts import numbered, several
from draftrace.errors import JournalError
from draftrace.journal import schema
from draftrace.journal.codec import UnknownAct
from draftrace.journal.sqlite import SqliteJournal
from draftrace.journal.verify import verify

TESTS = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def processes() -> ForkServerContext:
    """Processes that start quickly because one of them has imported everything already."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["contract.writers", "sqlite_utils"])
    return context


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "journal.db"


@pytest.fixture
def journal(path: Path) -> Iterator[SqliteJournal]:
    journal = SqliteJournal(path)
    yield journal
    journal.close()


def in_another_process(function: str, path: Path, *numbers: int) -> list[str]:
    """Run one of ``writers`` in a fresh interpreter; its output by line."""
    paths = os.pathsep.join([str(TESTS.parent / "src"), str(TESTS)])
    done = subprocess.run(
        [sys.executable, "-m", "contract.writers", function, str(path), *map(str, numbers)],
        env={**os.environ, "PYTHONPATH": paths},
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    return done.stdout.splitlines()


def contents(folder: Path) -> dict[str, bytes]:
    return {each.name: each.read_bytes() for each in folder.iterdir()}


def test_four_processes_lose_nothing_and_double_nothing(
    path: Path, processes: ForkServerContext
) -> None:
    firsts = (1, 1001, 2001, 3001)
    started = [
        processes.Process(target=writers.append_one_by_one, args=(path, first, first + 499))
        for first in firsts
    ]
    for process in started:
        process.start()
    for process in started:
        process.join()
    assert [process.exitcode for process in started] == [0, 0, 0, 0]
    journal = SqliteJournal(path)
    ids = [entry.act.id for entry in journal.read()]
    assert len(ids) == 2000
    for first in firsts:
        own = {act.id for act in several(first, first + 499)}
        assert [found for found in ids if found in own] == sorted(own)
    assert verify(journal) is None


def test_a_killed_process_loses_nothing_it_acknowledged(
    path: Path, processes: ForkServerContext
) -> None:
    chance = random.Random(20081103)
    acknowledged: set[int] = set()
    for attempt in range(40):
        acknowledged |= killed_while_appending(
            path, processes, 10_000 * attempt, chance.uniform(0, 0.1)
        )
        check_kept(path, acknowledged)
    assert len(acknowledged) > 40


def test_a_process_killed_while_creating_leaves_what_can_be_opened(
    path: Path, processes: ForkServerContext
) -> None:
    chance = random.Random(20081104)
    for attempt in range(10):
        created = path.with_name(f"{attempt}.db")
        seconds = chance.uniform(0, 0.06)
        check_kept(created, killed_while_appending(created, processes, 1, seconds))


def check_kept(path: Path, acknowledged: set[int]) -> None:
    with closing(SqliteJournal(path)) as journal:
        kept = {entry.act.id for entry in journal.read()}
        assert {numbered(number).id for number in acknowledged} <= kept
        journal.append([numbered(10**9 + len(kept))], journal.head().position)
        assert verify(journal) is None


def killed_while_appending(
    path: Path, processes: ForkServerContext, first: int, seconds: float
) -> set[int]:
    """The numbers a writer acknowledged before it was killed ``seconds`` after its start."""
    heard, said = processes.Pipe(duplex=False)
    writer = processes.Process(target=writers.append_until_killed, args=(path, first, said))
    writer.start()
    said.close()
    heard.recv()
    time.sleep(seconds)
    writer.kill()
    writer.join()
    acknowledged = set()
    while True:
        try:
            acknowledged.add(heard.recv())
        except EOFError:
            return acknowledged


def test_a_full_disk_is_said_and_leaves_the_journal_whole(
    journal: SqliteJournal, path: Path
) -> None:
    journal.append(several(1, 20), 0)
    last, head, message, hint = in_another_process("append_until_full", path, 100, 400_000)
    assert "cannot be written: the disk is full" in message
    assert hint == "Nothing was changed."
    ids = [entry.act.id for entry in journal.read()]
    assert len(ids) == int(head) > 25
    assert ids[-1] == numbered(int(last)).id
    assert verify(journal) is None
    journal.append([numbered(5000)], journal.head().position)
    assert verify(journal) is None


def test_on_a_full_disk_a_journal_is_read(journal: SqliteJournal, path: Path) -> None:
    """SQLite lays files beside it even to read, closed or with somebody at work on it."""
    journal.append(several(1, 3), 0)
    beside = in_another_process("read_when_full", path, 1000)
    journal.close()
    alone = in_another_process("read_when_full", path, 1000)
    again = in_another_process("read_when_full", path, 1000)
    assert {said[0] for said in (beside, alone, again)} == {"3"}
    assert all("cannot be written" in said[1] and "full" in said[1] for said in (alone, again))
    journal.append([numbered(5000)], 3)
    assert len(list(journal.read())) == 4
    assert verify(journal) is None


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE entries SET entry = '{}' WHERE position = 2",
        "UPDATE entries SET position = 9 WHERE position = 3",
        "UPDATE OR REPLACE entries SET position = 1 WHERE position = 3",
        "DELETE FROM entries",
        "DELETE FROM entries WHERE position = 3",
        "INSERT OR REPLACE INTO entries SELECT 2, 'x', entry FROM entries LIMIT 1",
        "REPLACE INTO entries SELECT 4, id, entry FROM entries LIMIT 1",
        "INSERT OR IGNORE INTO entries SELECT 9, 'x', entry FROM entries LIMIT 1",
        "INSERT INTO entries SELECT 5, 'x', entry FROM entries LIMIT 1",
        "INSERT INTO entries SELECT NULL, 'x', entry FROM entries LIMIT 1",
        "INSERT INTO entries SELECT 0, 'x', entry FROM entries LIMIT 1",
        "INSERT INTO entries SELECT -1, 'x', entry FROM entries LIMIT 1",
        "INSERT INTO entries VALUES (4, 'x', NULL)",
        "INSERT INTO entries SELECT 3, 'x', entry FROM entries LIMIT 1"
        " ON CONFLICT (position) DO UPDATE SET entry = 'x'",
    ],
)
def test_sqlite_itself_refuses_to_change_the_record(
    journal: SqliteJournal, path: Path, statement: str
) -> None:
    written = journal.append(several(1, 3), 0)
    with closing(sqlite3.connect(path)) as raw, pytest.raises(sqlite3.IntegrityError):
        raw.execute(statement)
    assert tuple(journal.read()) == written


def test_guards_taken_off_are_found(journal: SqliteJournal, path: Path) -> None:
    journal.append(several(1, 3), 0)
    with closing(sqlite3.connect(path)) as raw:
        raw.execute("DROP TRIGGER no_delete")
    fault = verify(journal)
    assert fault is not None
    assert "no_delete" in fault.what


def test_several_processes_create_one_journal(path: Path, processes: ForkServerContext) -> None:
    for attempt in range(3):
        created = path.with_name(f"{attempt}.db")
        pipes = [processes.Pipe() for _ in range(4)]
        started = [
            processes.Process(target=writers.create_together, args=(created, theirs))
            for _, theirs in pipes
        ]
        for process in started:
            process.start()
        for ours, _ in pipes:
            ours.recv()
        for ours, _ in pipes:
            ours.send("go")
        for process in started:
            process.join()
        assert [process.exitcode for process in started] == [0] * 4
        with closing(SqliteJournal(created)) as journal:
            journal.append(several(1, 2), 0)
            assert verify(journal) is None


def test_another_process_is_seen_soon(
    journal: SqliteJournal, path: Path, processes: ForkServerContext
) -> None:
    journal.append([numbered(1)], 0)
    writer = processes.Process(target=writers.append_one_by_one, args=(path, 2, 2))
    writer.start()
    assert journal.wait(1, 60) == 2
    writer.join()


def test_a_newer_journal_is_refused_untouched(journal: SqliteJournal, path: Path) -> None:
    journal.append(several(1, 3), 0)
    with closing(sqlite3.connect(path)) as raw:
        raw.execute("PRAGMA user_version = 2")
    journal.close()
    before = contents(path.parent)
    with pytest.raises(JournalError, match="has format 2; this draftrace knows 1") as refused:
        SqliteJournal(path)
    assert "newer version" in refused.value.hint
    assert contents(path.parent) == before == {path.name: before[path.name]}


def test_a_newer_journal_whose_header_is_not_yet_written_is_refused(path: Path) -> None:
    SqliteJournal(path).close()
    with closing(sqlite3.connect(path)) as raw:
        raw.execute("PRAGMA user_version = 2")
        beside = path.with_name("copy.db")
        for suffix in ("", "-wal"):
            shutil.copy(f"{path}{suffix}", f"{beside}{suffix}")
    assert beside.read_bytes()[60:64] == b"\0\0\0\1"
    with pytest.raises(JournalError, match="has format 2"):
        SqliteJournal(beside)


def test_a_new_journal_says_its_format_in_the_file_itself(journal: SqliteJournal) -> None:
    assert journal.path.read_bytes()[60:64] == b"\0\0\0\1"


@pytest.mark.parametrize("strange", [b"not a database", b"SQLite format 3\0", b"\0" * 5000])
def test_a_file_that_is_no_journal_is_refused_untouched(path: Path, strange: bytes) -> None:
    path.write_bytes(strange)
    with pytest.raises(JournalError):
        SqliteJournal(path)
    assert contents(path.parent) == {path.name: strange}


def test_somebody_elses_database_is_refused_untouched(path: Path) -> None:
    with closing(sqlite3.connect(path)) as raw:
        raw.execute("CREATE TABLE entries (position INTEGER)")
        raw.commit()
    before = contents(path.parent)
    with pytest.raises(JournalError, match="is not a draftrace journal") as refused:
        SqliteJournal(path)
    assert refused.value.exit_code == 3
    assert contents(path.parent) == before


def test_a_folder_in_the_place_of_the_journal_is_refused(tmp_path: Path) -> None:
    with pytest.raises(JournalError, match="cannot be opened"):
        SqliteJournal(tmp_path)
    with pytest.raises(JournalError, match="cannot be opened"):
        SqliteJournal(tmp_path / "missing" / "journal.db")


def test_what_stands_in_the_way_of_the_files_beside_is_said(
    journal: SqliteJournal, path: Path
) -> None:
    journal.append([numbered(1)], 0)
    journal.close()
    path.with_name("journal.db-wal").mkdir()
    with pytest.raises(JournalError, match="cannot be opened"):
        SqliteJournal(path)


def test_a_journal_is_created_once_another_process_lets_go(path: Path) -> None:
    with closing(sqlite3.connect(path, isolation_level=None, check_same_thread=False)) as other:
        other.execute("CREATE TABLE t (x)")
        other.execute("DROP TABLE t")
        other.execute("BEGIN IMMEDIATE")
        later = threading.Timer(0.1, other.execute, ("COMMIT",))
        later.start()
        journal = SqliteJournal(path)
        later.join()
        journal.append([numbered(1)], 0)
        assert verify(journal) is None
        journal.close()


def test_a_file_another_program_never_lets_go_is_said(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(schema, "_PATIENCE", 0.05)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("CREATE TABLE t (x)")
        other.execute("DROP TABLE t")
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(JournalError, match="cannot be opened: another program holds it"):
            SqliteJournal(path)


def test_whoever_comes_second_finds_the_journal_laid_out(path: Path) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as second:
        journal = SqliteJournal(path)
        journal.append([numbered(1)], 0)
        schema.create(second)
        assert journal.head().position == 1
        journal.close()


def test_an_act_of_an_unknown_kind_is_named_with_its_position(
    journal: SqliteJournal, path: Path
) -> None:
    journal.append(several(1, 3), 0)
    with closing(sqlite3.connect(path)) as raw:
        raw.execute("DROP TRIGGER no_update")
        raw.execute("""UPDATE entries SET entry = replace(entry, '"proposed"', '"sung"')
                       WHERE position = 2""")
        raw.commit()
    reading = journal.read()
    assert next(reading).position == 1
    with pytest.raises(UnknownAct, match=r"Entry 2: .*'sung'") as refused:
        next(reading)
    assert "newer version" in refused.value.hint


def test_a_missing_entry_is_not_read_over(journal: SqliteJournal, path: Path) -> None:
    journal.append(several(1, 5), 0)
    with closing(sqlite3.connect(path)) as raw:
        raw.execute("DROP TRIGGER no_delete")
        raw.execute("DELETE FROM entries WHERE position = 3")
        raw.commit()
    for after in (0, 2):
        with pytest.raises(JournalError, match="missing"):
            list(journal.read(after))
    assert [entry.position for entry in journal.read(3)] == [4, 5]
    fault = verify(journal)
    assert fault is not None
    assert (fault.position, "missing" in fault.what) == (3, True)


def test_a_folder_that_may_only_be_read_is_said(
    journal: SqliteJournal, path: Path, tmp_path: Path
) -> None:
    journal.append(several(1, 3), 0)
    journal.close()
    for folder in (tmp_path, *tmp_path.parents[:3]):
        folder.chmod(0o755)
    tmp_path.chmod(0o555)
    path.chmod(0o444)
    try:
        said = in_another_process("open_without_privileges", path)
        missing = in_another_process("open_without_privileges", tmp_path / "other.db")
    finally:
        tmp_path.chmod(0o755)
    assert said[0] == "3"
    assert "cannot be written: it may only be read here, or" in said[1]
    assert "cannot be opened" in missing[0]


def test_a_held_journal_is_waited_for(journal: SqliteJournal, path: Path) -> None:
    journal.append([numbered(1)], 0)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        assert len(list(journal.read())) == 1
        other.execute("COMMIT")
    journal.append([numbered(2)], 1)


def test_a_closed_journal_opens_again_when_used(journal: SqliteJournal) -> None:
    journal.append([numbered(1)], 0)
    journal.close()
    assert journal.head().position == 1
