"""What every journal promises, whichever engine keeps it."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from contract.acts import any_act, changed, numbered, several
from draftrace.errors import HeadMoved, JournalError
from draftrace.journal import GENESIS, Head, Stored
from draftrace.journal.codec import act_hash, canonical, chained, entry_hash, link, settled
from draftrace.journal.memory import MemoryJournal
from draftrace.journal.sqlite import SqliteJournal
from draftrace.journal.verify import Broken, verify
from draftrace.room.acts.payloads import Proposed
from draftrace.room.record import Act

Opener = Callable[[], Stored]


def at_noon() -> str:
    return "2008-11-03T12:00:00Z"


@pytest.fixture(params=["memory", "sqlite"])
def another(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Opener]:
    """Opens a new, empty journal each time."""
    opened: list[SqliteJournal] = []

    def open_one() -> Stored:
        if request.param == "memory":
            return MemoryJournal(clock=at_noon)
        opened.append(SqliteJournal(tmp_path / f"{len(opened)}.db", clock=at_noon))
        return opened[-1]

    yield open_one
    for journal in opened:
        journal.close()


@pytest.fixture
def journal(another: Opener) -> Stored:
    return another()


def test_a_new_journal_is_empty_and_whole(journal: Stored) -> None:
    assert journal.head() == Head(0, GENESIS)
    assert list(journal.read()) == []
    assert verify(journal) is None


def test_what_was_appended_is_read_in_order(journal: Stored) -> None:
    written = journal.append(several(1, 3), 0) + journal.append(several(4, 5), 3)
    assert [entry.act for entry in written] == several(1, 5)
    assert [entry.position for entry in written] == [1, 2, 3, 4, 5]
    assert tuple(journal.read()) == written
    assert tuple(journal.read(3)) == written[3:]
    assert list(journal.read(5)) == list(journal.read(99)) == []
    assert journal.head() == Head(5, written[-1].hash)


def test_entries_form_a_chain_anybody_can_recompute(journal: Stored) -> None:
    previous = GENESIS
    for entry in journal.append(several(1, 4), 0):
        act = act_hash(canonical(entry.act))
        assert entry.recorded == at_noon()
        assert entry.previous == previous
        assert entry.hash == entry_hash(previous, entry.position, entry.recorded, act)
        previous = entry.hash


def test_more_entries_than_one_page_are_all_read(journal: Stored) -> None:
    journal.append(several(1, 2500), 0)
    assert [entry.position for entry in journal.read(10)] == list(range(11, 2501))
    assert [link(line).position for line in journal.lines(10)] == list(range(11, 2501))
    assert verify(journal) is None


def test_reading_goes_on_to_what_was_appended_meanwhile(journal: Stored) -> None:
    journal.append(several(1, 2), 0)
    reading = journal.read()
    first = next(reading)
    journal.append(several(3, 4), 2)
    assert [first.position] + [entry.position for entry in reading] == [1, 2, 3, 4]


def test_whoever_did_not_see_the_head_is_refused(journal: Stored) -> None:
    journal.append(several(1, 2), 0)
    for after in (0, 1, 3, -1):
        with pytest.raises(HeadMoved, match="ends at 2"):
            journal.append([numbered(9)], after)
    assert journal.head().position == 2


def test_appending_nothing_changes_nothing(journal: Stored) -> None:
    assert journal.append([], 0) == ()
    with pytest.raises(HeadMoved):
        journal.append([], 1)
    assert journal.head() == Head()


@pytest.mark.parametrize("acts", [several(2, 2), [numbered(3), numbered(3)], several(3, 4) * 2])
def test_an_id_seen_twice_is_refused_with_all_that_came_with_it(
    journal: Stored, acts: list[Act]
) -> None:
    journal.append(several(1, 2), 0)
    with pytest.raises(JournalError, match="this id"):
        journal.append(acts, 2)
    assert [entry.act for entry in journal.read()] == several(1, 2)
    journal.append([numbered(5)], 2)


def test_an_act_that_cannot_be_read_back_is_refused_with_all_that_came_with_it(
    journal: Stored,
) -> None:
    wrong = changed(numbered(2), payload=Proposed(provision="p1", change="sing"))  # type: ignore[arg-type]
    with pytest.raises(JournalError):
        journal.append([numbered(1), wrong], 0)
    assert journal.head() == Head()


def test_a_clock_that_tells_no_time_is_refused() -> None:
    with pytest.raises(JournalError, match="not a time"):
        MemoryJournal(clock=lambda: 'now","x":"').append([numbered(1)], 0)


def test_strings_are_kept_in_nfc(journal: Stored) -> None:
    (entry,) = journal.append([numbered(1, "cafe\u0301")], 0)
    assert entry.act == numbered(1, "caf\u00e9")
    assert list(journal.read()) == [entry]


def test_waiting_ends_at_once_when_something_stands_behind(journal: Stored) -> None:
    journal.append(several(1, 2), 0)
    started = time.monotonic()
    assert journal.wait(1, 60) == 2
    assert time.monotonic() - started < 10


def test_waiting_in_vain_ends_at_the_timeout(journal: Stored) -> None:
    assert journal.wait(0, 0) == 0
    assert journal.wait(0, 0.01) == 0


def test_waiting_ends_when_another_thread_appends(journal: Stored) -> None:
    journal.append([numbered(1)], 0)
    later = threading.Timer(0.05, journal.append, ([numbered(2)], 1))
    later.start()
    assert journal.wait(1, 60) == 2
    later.join()


def test_threads_share_a_journal(journal: Stored) -> None:
    def write(first: int) -> None:
        for act in several(first, first + 19):
            while True:
                try:
                    journal.append([act], journal.head().position)
                except HeadMoved:
                    continue
                break

    threads = [threading.Thread(target=write, args=(first,)) for first in (1, 101, 201)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert journal.head().position == 60
    assert {entry.act.id for entry in journal.read()} == {
        act.id for first in (1, 101, 201) for act in several(first, first + 19)
    }
    assert verify(journal) is None


def test_a_journal_is_restored_hash_for_hash(journal: Stored, another: Opener) -> None:
    journal.append(several(1, 5), 0)
    copy = another()
    assert copy.restore(journal.lines()) == journal.head()
    assert list(copy.read()) == list(journal.read())
    assert list(copy.lines()) == list(journal.lines())
    journal.append([numbered(6)], 5)
    assert copy.restore(journal.lines(5), 5) == journal.head()
    assert copy.restore([], 6) == journal.head()


def test_only_what_continues_the_chain_is_restored(journal: Stored, another: Opener) -> None:
    journal.append(several(1, 3), 0)
    first, second = list(journal.lines())[:2]
    hash_of_first = link(first).hash.encode()
    for line in (
        second.replace(b'"position":2', b'"position":3'),
        second.replace(b"T12:00:00Z", b"T12:00:01Z"),
        second.replace(b"meet", b"part"),
        second.replace(hash_of_first, b"0" * 64),
        second.replace(b'"hash":"', b'"hash":"0'),
        second.replace(b",", b", "),
        second.replace(b'"act":{', b'"act":{"then":1,'),
        b"",
    ):
        copy = another()
        with pytest.raises(Broken):
            copy.restore([first, line])
        assert copy.head() == Head()


def test_nothing_is_restored_over_other_entries(journal: Stored, another: Opener) -> None:
    journal.append(several(1, 2), 0)
    copy = another()
    copy.append([numbered(7)], 0)
    with pytest.raises(HeadMoved):
        copy.restore(journal.lines())
    with pytest.raises(Broken):
        copy.restore(journal.lines(1), 1)
    assert [entry.act for entry in copy.read()] == [numbered(7)]


def test_an_id_seen_twice_is_not_restored(another: Opener) -> None:
    twice = [line for _, line in chained(settled([numbered(1), numbered(1)]), Head(), at_noon())]
    journal = another()
    with pytest.raises(JournalError, match="this id"):
        journal.restore(twice)
    assert journal.head() == Head()


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30, deadline=None
)
@given(st.lists(any_act(), max_size=4, unique_by=canonical))
def test_whatever_the_record_knows_is_kept_exactly(another: Opener, acts: list[Act]) -> None:
    journal = another()
    apart = [changed(act, id=f"{number}:{act.id}") for number, act in enumerate(acts)]
    written = journal.append(apart, 0)
    assert [canonical(entry.act) for entry in written] == [canonical(act) for act in apart]
    assert tuple(journal.read()) == written
    assert verify(journal) is None
