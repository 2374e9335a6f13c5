"""Sealed records that are not as they were sealed: truncated, hostile, forged, misplaced."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import pytest

from contract.acts import numbered, several
from contract.sealed import OPENED, at_noon, opened_journal, sealed, two_records
from draftrace.errors import JournalError
from draftrace.journal import GENESIS, Head
from draftrace.journal.codec import canonical, chained, encode, settled
from draftrace.journal.memory import MemoryJournal
from draftrace.journal.records import Altered, Header, placed, records
from draftrace.journal.sealing import difference, rebuild
from draftrace.journal.sqlite import SqliteJournal


@pytest.fixture
def journal() -> MemoryJournal:
    return opened_journal()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path


@pytest.fixture
def two(journal: MemoryJournal, folder: Path) -> tuple[Path, Path]:
    return two_records(journal, folder)


def broken(folder: Path) -> Altered:
    """What rebuilding says about records that are not as they were sealed; it keeps nothing."""
    empty = MemoryJournal()
    with pytest.raises(Altered) as refused:
        rebuild(empty, folder)
    assert empty.head() == Head()
    assert refused.value.exit_code == 3
    return refused.value


def place_named(journal: MemoryJournal, folder: Path) -> str:
    """The record in which a difference is found, or which a newer version is said to have
    written: one byte makes format 1 format 7.
    """
    try:
        found = difference(journal, folder)
    except JournalError as error:
        return error.message.split(" has format ")[0]
    return found.record if found else ""


def test_any_changed_byte_is_found(
    journal: MemoryJournal, folder: Path, two: tuple[Path, Path]
) -> None:
    chance = random.Random(47)
    for path in two:
        whole = path.read_bytes()
        sampled = chance.sample(range(len(whole)), 300)
        for place in {0, len(whole) - 1, *range(120), *sampled}:
            other = (whole[place] + chance.randrange(1, 256)) % 256
            path.write_bytes(whole[:place] + bytes([other]) + whole[place + 1 :])
            assert place_named(journal, folder) in {each.name for each in two}, place
        path.write_bytes(whole)
    assert difference(journal, folder) is None


def test_a_changed_byte_is_named_with_its_line(
    folder: Path, two: tuple[Path, Path], journal: MemoryJournal
) -> None:
    whole = two[1].read_bytes()
    two[1].write_bytes(whole.replace(b"000000000007", b"000000000017"))
    found = difference(journal, folder)
    assert found is not None
    assert (found.record, found.line, found.position) == (two[1].name, 3, 7)
    assert "changed" in found.what
    assert broken(folder).difference == found


@pytest.mark.parametrize(
    ("change", "line", "what"),
    [
        (lambda lines: [], 1, "missing"),
        (lambda lines: [b"\n", *lines[1:]], 1, "not the first line"),
        (lambda lines: [b"null\n", *lines[1:]], 1, "not the first line"),
        (lambda lines: [b"\xff\xfe\n", *lines[1:]], 1, "not the first line"),
        (lambda lines: [b"[" * 9000 + b"\n", *lines[1:]], 1, "not the first line"),
        (lambda lines: [b" " * 20_000 + b"\n", *lines[1:]], 1, "breaks off"),
        (lambda lines: [lines[0][:-1]], 1, "breaks off"),
        (lambda lines: [lines[0].replace(b":", b": "), *lines[1:]], 1, "canonical"),
        (lambda lines: [lines[0].replace(b'"last":5', b'"last":6'), *lines[1:]], 1, "range"),
        (lambda lines: [lines[0].replace(b"w-1", b"w-2"), *lines[1:]], 1, "workspace"),
        (lambda lines: [lines[0].replace(b":1", b":0", 1), *lines[1:]], 1, "not the first line"),
        (lambda lines: lines[:1], 1, "it is the last, but"),
        (lambda lines: lines[:-1], 5, "it is the last, but"),
        (lambda lines: [*lines, lines[-1]], 7, "does not follow"),
        (lambda lines: [*lines[:-1], lines[-1][:-1]], 6, "breaks off"),
        (lambda lines: [*lines[:-1], lines[-1][:50]], 6, "breaks off"),
        (lambda lines: [*lines[:3], b"\n", *lines[3:]], 4, "not an entry"),
        (lambda lines: [*lines[:2], *lines[3:]], 3, "entry 2 is missing"),
        (lambda lines: [lines[0], lines[2], lines[1], *lines[3:]], 2, "entry 1 is missing"),
        (lambda lines: [*lines[:2], b"[" * 50_000 + b"\n", *lines[3:]], 3, "not an entry"),
        (lambda lines: [*lines[:2], b"\x00" * 500 + b"\n", *lines[3:]], 3, "not an entry"),
        (lambda lines: [*lines[:2], b'{"a":1,' + lines[2][1:], *lines[3:]], 3, "not an entry"),
        (
            lambda lines: [*lines[:2], lines[2].replace(b',"hash', b', "hash'), *lines[3:]],
            3,
            "changed",
        ),
        (
            lambda lines: [*lines[:2], lines[2].replace(b'"act":{', b'"act":{"x":1,'), *lines[3:]],
            3,
            "what it says was changed",
        ),
    ],
)
def test_truncated_and_hostile_records_are_named_with_the_line(
    journal: MemoryJournal,
    folder: Path,
    change: Callable[[list[bytes]], list[bytes]],
    line: int,
    what: str,
) -> None:
    path = sealed(journal, folder)
    path.write_bytes(b"".join(change(path.read_bytes().splitlines(keepends=True))))
    error = broken(folder)
    assert f"{path.name}, line {line}: " in error.message
    assert what in error.message
    assert difference(journal, folder) == error.difference


def forged(folder: Path, encoded: list[bytes]) -> None:
    """A record by a writer who computes every hash well but not the acts."""
    ((opened, _),) = settled([OPENED])
    lines = [line for _, line in chained([(opened, act) for act in encoded], Head(), at_noon())]
    header = Header(workspace="w-1", first=1, last=len(lines), format=1, previous=GENESIS)
    path = folder / f"000001-{len(lines):06}-2008-11-03-forged.jsonl"
    path.write_bytes(b"\n".join([encode(header), *lines, b""]))


@pytest.mark.parametrize(
    ("encoded", "what"),
    [
        (b"{}", "does not know such an act"),
        (b"1", "does not know such an act"),
        (b'{"id":"x"', "does not know such an act"),
        (canonical(numbered(2)).replace(b'"proposed"', b'"sung"'), "does not know such an act"),
        (canonical(numbered(2)).replace(b'"kind"', b'"later":1,"kind"'), "more than this version"),
        (canonical(numbered(2)).replace(b"Decides", b"\\u0044ecides"), "canonical"),
        (canonical(numbered(2)).replace(b"Decides", b"e\xcc\x81"), "canonical"),
    ],
)
def test_hashes_that_fit_do_not_make_an_act_good(folder: Path, encoded: bytes, what: str) -> None:
    forged(folder, [canonical(OPENED), encoded])
    error = broken(folder)
    assert ", line 3: " in error.message
    assert what in error.message


def test_an_id_seen_twice_is_not_rebuilt(folder: Path) -> None:
    forged(folder, [canonical(OPENED), canonical(numbered(2)), canonical(numbered(2))])
    for empty in (MemoryJournal(), SqliteJournal(folder / "journal.db")):
        with pytest.raises(JournalError, match="this id"):
            rebuild(empty, folder)
        assert empty.head() == Head()


def test_a_record_of_a_newer_version_is_refused(
    folder: Path, two: tuple[Path, Path], journal: MemoryJournal
) -> None:
    two[1].write_bytes(two[1].read_bytes().replace(b'"format":1', b'"format":2,"more":[]', 1))
    with pytest.raises(JournalError, match="has format 2; this draftrace knows 1") as refused:
        rebuild(MemoryJournal(), folder)
    assert "newer version" in refused.value.hint


@pytest.mark.parametrize(
    ("rename", "what"),
    [
        ((0, "notes.jsonl"), "its name"),
        ((0, "000001-000005-2008-11-03-.jsonl"), "its name"),
        ((0, "000001-000006-2008-11-03-x.jsonl"), "its range"),
        ((0, "notes.txt"), "the records before it end at 0"),
    ],
)
def test_a_record_that_is_missing_or_misnamed_is_found(
    folder: Path, two: tuple[Path, Path], rename: tuple[int, str], what: str
) -> None:
    number, name = rename
    two[number].rename(folder / name)
    assert what in broken(folder).message


def test_a_record_of_another_workspace_or_journal_is_found(
    folder: Path, two: tuple[Path, Path], tmp_path_factory: pytest.TempPathFactory
) -> None:
    whole = two[1].read_bytes()
    two[1].write_bytes(whole.replace(b"w-1", b"w-2", 1))
    assert "another workspace" in broken(folder).message
    two[1].write_bytes(whole)
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    other = MemoryJournal()
    other.append([OPENED, *several(2, 5)], 0)
    shorter = sealed(other, elsewhere)
    two[0].write_bytes(shorter.read_bytes())
    error = broken(folder)
    assert f"{two[1].name}, line 1: it does not follow" in error.message


def test_a_record_that_vanishes_while_it_is_read_is_said(
    folder: Path, two: tuple[Path, Path]
) -> None:
    found = records(folder)
    two[1].unlink()
    with pytest.raises(JournalError, match=r"pleniere-i\.jsonl cannot be read: No such file"):
        list(placed(found))


def test_a_folder_that_cannot_be_used_is_said(folder: Path, journal: MemoryJournal) -> None:
    with pytest.raises(JournalError, match="cannot be opened: No such file"):
        sealed(journal, folder / "missing")
    (folder / "file").write_text("x")
    with pytest.raises(JournalError, match="cannot be read"):
        records(folder / "file")
    (folder / "000001-000005-2008-11-03-x.jsonl").mkdir()
    with pytest.raises(JournalError, match="cannot be read: Is a directory"):
        records(folder)
