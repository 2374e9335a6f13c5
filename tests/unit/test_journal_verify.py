"""Is a journal whole? Whatever is changed behind our back is found and named."""

from __future__ import annotations

import random
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from contract.acts import numbered, several
from contract.sealed import opened_journal
from draftrace.errors import JournalError
from draftrace.journal import Fault, Head, Row
from draftrace.journal.codec import chained, entry_hash, settled
from draftrace.journal.sqlite import SqliteJournal
from draftrace.journal.verify import Broken, checked, verify

COLUMNS = ("recorded", "id", "act", "hash")


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


def said_of(path: Path, rows: list[Row]) -> str:
    """What verifying the file says, or that it holds the very same entries."""
    try:
        with closing(SqliteJournal(path)) as journal:
            fault = verify(journal)
            if fault is None and list(journal.rows()) == rows:
                return "the same entries"
            return fault.what if fault else ""
    except JournalError as error:
        return error.message


def test_any_changed_byte_of_the_file_is_found_or_touches_no_entry(tmp_path: Path) -> None:
    """Pages also hold unused space; only a change there may pass."""
    path = tmp_path / "journal.db"
    with closing(SqliteJournal(path)) as journal:
        journal.append(several(1, 8), 0)
        rows = list(journal.rows())
    whole = path.read_bytes()
    chance = random.Random(8)
    entries = [place for place in range(len(whole)) if whole[place : place + 9] == b'{"by":"NO']
    assert len(entries) >= 8
    inside = [place + 150 for place in entries]
    for place in [*chance.sample(range(len(whole)), 150), *inside]:
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 0x15]) + whole[place + 1 :])
        said = said_of(path, rows)
        assert said, place
        assert said != "the same entries" or place not in inside, place


def test_a_removed_entry_is_named(path: Path) -> None:
    rewrite(path, "DELETE FROM entries WHERE position = 5")
    assert fault_of(path) == Fault(5, "it is missing; the next one found is 6.")


def test_two_exchanged_entries_are_found(path: Path) -> None:
    rewrite(path, "UPDATE entries SET position = 99 WHERE position = 3")
    rewrite(path, "UPDATE entries SET position = 3 WHERE position = 4")
    rewrite(path, "UPDATE entries SET position = 4 WHERE position = 99")
    assert fault_of(path).position == 3


@pytest.mark.parametrize(
    ("change", "what"),
    [
        ("act = replace(act, 'meet', 'part')", "what it says was changed"),
        ("recorded = '1999-01-01T00:00:00Z'", "what it says was changed"),
        ("hash = replace(hash, 'a', 'b')", "its hash was changed; what it says is what was"),
        ("id = 'x'", "kept under an id that is not its act's"),
    ],
)
def test_what_was_changed_is_told_from_the_next_entry(path: Path, change: str, what: str) -> None:
    rewrite(path, f"UPDATE entries SET {change} WHERE position = 4")
    fault = fault_of(path)
    assert fault.position == 4
    assert what in fault.what


def test_of_the_last_entry_only_the_misfit_is_known(path: Path) -> None:
    rewrite(path, "UPDATE entries SET hash = replace(hash, 'a', 'b') WHERE position = 8")
    assert fault_of(path) == Fault(
        8, "its hash does not fit: it was changed after it was recorded."
    )


def test_an_act_of_a_newer_version_is_named_though_the_chain_fits(path: Path) -> None:
    act = settled([numbered(9)])[0]
    newer = act[1].replace(b'"proposed"', b'"sung"')
    with closing(SqliteJournal(path)) as journal:
        head = journal.head()
        ((_, row),) = chained([(act[0], newer)], head, "2008-11-03T12:00:00Z")
    columns = "position, recorded, act, hash, id"
    rewrite(
        path,
        f"INSERT INTO entries ({columns}) VALUES (?, ?, CAST(? AS TEXT), ?, ?)",
        *row,
        act[0].id,
    )
    fault = fault_of(path)
    assert fault.position == 9
    assert "does not know such an act" in fault.what


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


def test_rows_are_checked_from_any_head_on() -> None:
    journal = opened_journal()
    rows = list(journal.rows())
    head = Head(2, rows[1][3])
    assert [row for row, _ in checked(rows[2:], head)] == rows[2:]
    with pytest.raises(Broken, match="Entry 3"):
        list(checked(rows[2:], Head(2, entry_hash(head.hash, 2, "", ""))))
    with pytest.raises(Broken, match="Entry 2: it is missing"):
        list(checked(rows[2:], Head(1, head.hash)))
