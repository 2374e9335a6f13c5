"""What other processes do to a journal while a test watches."""

from __future__ import annotations

import os
import resource
import sys
from multiprocessing.connection import Connection
from pathlib import Path

from contract.acts import numbered
from draftrace.errors import HeadMoved, JournalError
from draftrace.journal.sqlite import SqliteJournal
from draftrace.room.record import Act, Entry


def append_behind_others(journal: SqliteJournal, act: Act) -> Entry:
    """Append one act, reading on as often as somebody else was faster."""
    while True:
        try:
            (entry,) = journal.append([act], journal.head().position)
        except HeadMoved:
            continue
        return entry


def append_one_by_one(path: Path, first: int, last: int) -> None:
    """Append the acts numbered ``first`` to ``last``, each in its own transaction."""
    journal = SqliteJournal(path)
    for number in range(first, last + 1):
        append_behind_others(journal, numbered(number))


def append_until_killed(path: Path, first: int, acknowledge: Connection) -> None:
    """Append acts numbered from ``first`` on, saying the number of each once it is kept."""
    acknowledge.send(None)
    journal = SqliteJournal(path)
    number = first
    while True:
        append_behind_others(journal, numbered(number, "word " * (number % 700)))
        acknowledge.send(number)
        number += 1


def append_until_full(path: Path, first: int, limit: int) -> None:
    """Append until no file may grow above ``limit`` bytes; print what was acknowledged last and
    what the refusal said."""
    journal = SqliteJournal(path)
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
    number = first
    try:
        while True:
            append_behind_others(journal, numbered(number, "word " * 200))
            number += 1
    except JournalError as error:
        print(number - 1, journal.head().position, error.message, error.hint, sep="\n")


def read_when_full(path: Path, limit: int) -> None:
    """Open where no file may grow above ``limit`` bytes; print how much can be read, and what
    writing says."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
    journal = SqliteJournal(path)
    print(len(list(journal.read())))
    try:
        journal.append([numbered(999)], journal.head().position)
    except JournalError as error:
        print(error.message)


def create_together(path: Path, start: Connection) -> int:
    """Open the journal at the moment told; give the position of its head."""
    start.send("ready")
    start.recv()
    return SqliteJournal(path).head().position


def open_without_privileges(path: Path) -> None:
    """Open as a user who may not write here and print what is said."""
    if os.getuid() == 0:
        os.setgid(65534)
        os.setuid(65534)
    try:
        journal = SqliteJournal(path)
        print(len(list(journal.read())))
        journal.append([numbered(999)], journal.head().position)
    except JournalError as error:
        print(error.message)


if __name__ == "__main__":
    globals()[sys.argv[1]](Path(sys.argv[2]), *map(int, sys.argv[3:]))
