"""Is a journal whole? Whatever is changed behind our back is found and named."""

from __future__ import annotations

import random
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from contract.acts import numbered, several
from contract.sealed import at_noon, opened_journal
from draftrace.errors import JournalError
from draftrace.journal import Fault, Head
from draftrace.journal.codec import UnknownAct, chained, link, settled
from draftrace.journal.memory import MemoryJournal
from draftrace.journal.sqlite import SqliteJournal
from draftrace.journal.verify import Broken, checked, unbroken, verify

COLUMNS = ("id", "entry")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A journal's file of eight entries, closed, without its guards."""
    with closing(SqliteJournal(tmp_path / "journal.db")) as journal:
        journal.append(several(1, 8), 0)
    with closing(sqlite3.connect(tmp_path / "journal.db")) as raw:
        for guard in ("no_update", "no_delete", "no_gap_no_repeat"):
            raw.execute(f"DROP TRIGGER {guard}")
    return tmp_path / "journal.db"


def rewrite(path: Path, statement: str, *values: object) -> None:
    with closing(sqlite3.connect(path)) as raw, raw:
        raw.execute(statement, values)


def fault_of(path: Path) -> Fault:
    with closing(SqliteJournal(path)) as journal:
        fault = verify(journal)
    assert fault is not None
    return fault


@pytest.mark.parametrize("column", COLUMNS)
def test_any_changed_byte_of_a_row_is_found_and_its_entry_named(path: Path, column: str) -> None:
    chance = random.Random(column)
    for position in (1, 4, 8):
        with closing(sqlite3.connect(path)) as raw:
            query = f"SELECT CAST({column} AS BLOB) FROM entries WHERE position = ?"
            (whole,) = raw.execute(query, (position,)).fetchone()
        setting = f"UPDATE entries SET {column} = CAST(? AS TEXT) WHERE position = ?"
        for place in chance.sample(range(len(whole)), min(len(whole), 15)):
            other = (whole[place] + chance.randrange(1, 256)) % 256
            rewrite(path, setting, whole[:place] + bytes([other]) + whole[place + 1 :], position)
            assert fault_of(path).position == position, (column, place)
        rewrite(path, setting, whole, position)
    assert "guards" in fault_of(path).what


def said_of(path: Path, lines: list[bytes]) -> str:
    """What verifying the file says, or that it holds the very same entries."""
    try:
        with closing(SqliteJournal(path)) as journal:
            fault = verify(journal)
            if fault is None and list(journal.lines()) == lines:
                return "the same entries"
            return fault.what if fault else ""
    except JournalError as error:
        return error.message


def test_any_changed_byte_of_the_file_is_found_or_touches_no_entry(tmp_path: Path) -> None:
    """Pages also hold unused space; only a change there may pass."""
    path = tmp_path / "journal.db"
    with closing(SqliteJournal(path)) as journal:
        journal.append(several(1, 8), 0)
        lines = list(journal.lines())
    whole = path.read_bytes()
    chance = random.Random(8)
    entries = [place for place in range(len(whole)) if whole.startswith(b'{"act":{"by', place)]
    assert len(entries) >= 8
    inside = [place + 150 for place in entries]
    for place in [*chance.sample(range(len(whole)), 150), *inside]:
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 0x15]) + whole[place + 1 :])
        said = said_of(path, lines)
        assert said, place
        assert said != "the same entries" or place not in inside, place


def test_a_removed_entry_is_named(path: Path) -> None:
    rewrite(path, "DELETE FROM entries WHERE position = 5")
    assert fault_of(path) == Fault(5, "entry 5 is missing; the next is 6.")


def test_two_exchanged_entries_are_found(path: Path) -> None:
    rewrite(path, "UPDATE entries SET position = 99 WHERE position = 3")
    rewrite(path, "UPDATE entries SET position = 3 WHERE position = 4")
    rewrite(path, "UPDATE entries SET position = 4 WHERE position = 99")
    assert fault_of(path).position == 3


def test_entries_kept_one_further_on_are_found(path: Path) -> None:
    rewrite(path, "UPDATE entries SET position = 9 - position + 100")
    rewrite(path, "UPDATE entries SET position = 110 - position")
    assert fault_of(path).position == 2
    assert "a position or an id that is not its own" in fault_of(path).what
    with closing(SqliteJournal(path)) as journal, pytest.raises(JournalError, match="Entry 5"):
        list(journal.read(4))


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ("meet", "part", "what it says was changed"),
        ('"recorded":"2', '"recorded":"1', "what it says was changed"),
        ('"position":4', '"position":5', "its place in the chain was changed"),
        ('"previous":"', '"previous":"0', "its place in the chain was changed"),
        ('"proposed"', '"sung"', "what it says was changed"),
        ('"act":{', '"act":{"then":1,', "what it says was changed"),
        ('"hash":"', '"hash":"0', "its hash was changed; what it says is what was"),
        ('"hash":', '"hash" :', "its place in the chain was changed"),
        ('"hash":', '"then":', "it is not an entry"),
        ('{"act"', '"act"', "it is not an entry"),
    ],
)
def test_what_was_changed_is_told_from_the_next_entry(
    path: Path, old: str, new: str, what: str
) -> None:
    rewrite(path, "UPDATE entries SET entry = replace(entry, ?, ?) WHERE position = 4", old, new)
    fault = fault_of(path)
    assert fault.position == 4
    assert what in fault.what


def test_an_id_that_is_not_its_acts_is_found(path: Path) -> None:
    rewrite(path, "UPDATE entries SET id = 'x' WHERE position = 4")
    fault = fault_of(path)
    assert fault.position == 4
    assert "a position or an id that is not its own" in fault.what


def test_of_the_last_entry_only_the_misfit_is_known(path: Path) -> None:
    change = 'UPDATE entries SET entry = replace(entry, \'"hash":"\', \'"hash":"0\')'
    rewrite(path, f"{change} WHERE position = 8")
    assert fault_of(path) == Fault(8, "what it says was changed after it was recorded.")
    rewrite(path, "UPDATE entries SET entry = 'x' WHERE position = 8")
    assert fault_of(path).position == 8
    with closing(SqliteJournal(path)) as journal, pytest.raises(JournalError, match="the last"):
        journal.head()


def test_the_next_entry_may_be_unreadable_too(path: Path) -> None:
    change = "UPDATE entries SET entry = replace(entry, 'meet', 'part')"
    rewrite(path, f"{change} WHERE position = 4")
    rewrite(path, "UPDATE entries SET entry = 'x' WHERE position = 5")
    assert fault_of(path) == Fault(4, "what it says was changed after it was recorded.")


def test_an_entry_of_another_journal_does_not_follow(path: Path) -> None:
    other = MemoryJournal(clock=at_noon)
    other.append(several(1, 8), 0)
    fourth = next(other.lines(3))
    rewrite(path, "UPDATE entries SET entry = CAST(? AS TEXT) WHERE position = 4", fourth)
    assert fault_of(path) == Fault(4, "it does not follow the entry before it.")


@pytest.mark.parametrize(
    ("old", "new"), [(b'"proposed"', b'"sung"'), (b'"version":1', b'"version":2')]
)
def test_an_act_of_a_newer_version_is_no_fault_but_is_not_read(
    path: Path, old: bytes, new: bytes
) -> None:
    ((act, encoded),) = settled([numbered(9)])
    with closing(SqliteJournal(path)) as journal:
        head = journal.head()
    ((_, line),) = chained([(act, encoded.replace(old, new))], head, "2008-11-03T12:00:00Z")
    rewrite(path, "INSERT INTO entries VALUES (9, ?, CAST(? AS TEXT))", act.id, line)
    with closing(SqliteJournal(path)) as journal:
        assert len(list(unbroken(journal.lines()))) == 9
        with pytest.raises(UnknownAct, match=r"^Entry 9: "):
            list(journal.read())
        with pytest.raises(Broken, match=r"^Entry 9: "):
            list(checked(journal.lines()))


def test_a_damaged_page_is_named_behind_the_last_good_entry(tmp_path: Path) -> None:
    path = tmp_path / "journal.db"
    with closing(SqliteJournal(path)) as journal:
        journal.append(several(1, 3000), 0)
    whole = bytearray(path.read_bytes())
    middle = whole.index(numbered(2000).id.encode()) // 16384 * 16384
    whole[middle : middle + 16384] = b"\x55" * 16384
    path.write_bytes(whole)
    fault = fault_of(path)
    assert 1000 < fault.position <= 2000
    assert "damaged" in fault.what
    with closing(SqliteJournal(path)) as journal:
        assert journal.damage() == Fault(0, fault.what)


def test_a_line_no_reader_would_take_is_kept_under_no_id(path: Path) -> None:
    """Hashes can be computed over anything."""
    with closing(SqliteJournal(path)) as journal:
        head = journal.head()
    ((_, line),) = chained([(numbered(9), b"}")], head, "2008-11-03T12:00:00Z")
    rewrite(path, "INSERT INTO entries VALUES (9, 'x', CAST(? AS TEXT))", line)
    assert fault_of(path) == Fault(9, "it is kept under a position or an id that is not its own.")


def test_a_damaged_index_is_found_though_every_entry_is_good(tmp_path: Path) -> None:
    path = tmp_path / "journal.db"
    with closing(SqliteJournal(path)) as journal:
        journal.append(several(1, 300), 0)
    whole = path.read_bytes()
    identifier = numbered(299).id.encode()
    places = [place for place in range(len(whole)) if whole.startswith(identifier, place)]
    assert len(places) == 3, "in the row, in its act, in the index"
    said = []
    for place in places:
        path.write_bytes(whole[:place] + b"9" + whole[place + 1 :])
        said.append(fault_of(path))
    assert [fault.position for fault in said].count(299) == 2
    assert [fault.position for fault in said if "damaged" in fault.what] == [0]


def test_lines_are_checked_from_any_head_on() -> None:
    journal = opened_journal()
    lines = list(journal.lines())
    head = link(lines[1])
    assert [line for line, _ in checked(lines[2:], head)] == lines[2:]
    with pytest.raises(Broken, match="Entry 3: it does not follow"):
        list(checked(lines[2:], Head(2, "0" * 64)))
    with pytest.raises(Broken, match="Entry 2: entry 2 is missing"):
        list(checked(lines[2:], Head(1, head.hash)))
