"""Sealed records as files, read strictly: copies of the journal that travel with the workspace.

``sessions/<first>-<last>-<date>-<slug>.jsonl``, positions zero-padded. The first line names the
workspace, the range, the record's format and the hash that stands before the first entry; then
one line an entry. Every line is canonical JSON (see ``codec``) and ends with a line feed, so a
record has one spelling and any changed byte shows.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Annotated

import msgspec

from draftrace.errors import JournalError
from draftrace.journal import Head
from draftrace.journal.codec import (
    LARGEST_INTEGER,
    UNREADABLE,
    act_bytes,
    canonical,
    encode,
    printable,
)
from draftrace.journal.verify import Broken, checked
from draftrace.room.acts.payloads import WorkspaceOpened
from draftrace.room.record import FORMAT, Entry

NAME = re.compile(r"(\d{6,})-(\d{6,})-(\d{4}-\d\d-\d\d)-([a-z0-9]+(?:-[a-z0-9]+)*)\.jsonl")
_LONGEST_HEADER = 10_000

_Position = Annotated[int, msgspec.Meta(ge=1, le=LARGEST_INTEGER)]
_Hash = Annotated[str, msgspec.Meta(pattern="^[0-9a-f]{64}$")]


class Header(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A record's first line. ``previous`` is the hash of the entry before ``first``."""

    workspace: str
    first: _Position
    last: _Position
    format: _Position
    previous: _Hash


class Record(msgspec.Struct, frozen=True, kw_only=True):
    """A sealed record: where it is, and its first line."""

    path: Path
    header: Header


class Difference(msgspec.Struct, frozen=True, kw_only=True):
    """Where the records first disagree with each other or with the journal. ``line`` counts from
    1 in the file ``record``; ``position`` is the entry's, 0 when the fault is in a first line.
    """

    record: str
    line: int
    position: int
    what: str


class Altered(JournalError):
    """A record that is not as it was sealed; ``difference`` says where."""

    def __init__(
        self, record: Path, line: int, what: str, *, position: int = 0, hint: str = ""
    ) -> None:
        restore = "Put back an unaltered copy, as with `git checkout sessions/`."
        super().__init__(f"{record.name}, line {line}: {what}", hint or restore, exit_code=3)
        self.difference = Difference(record=record.name, line=line, position=position, what=what)


class _Format(msgspec.Struct):
    format: _Position


_HEADERS = msgspec.json.Decoder(Header)
_FORMATS = msgspec.json.Decoder(_Format)


def records(folder: Path) -> list[Record]:
    """The sealed records in ``folder``, in order. Reads first lines only.

    Raises ``Altered`` for one whose first line does not fit its name or the record before it,
    and ``JournalError`` for one written by a newer version.
    """
    found = [Record(path=path, header=_header(path)) for path in _listed(folder)]
    found.sort(key=lambda record: record.header.first)
    last, workspace = 0, found[0].header.workspace if found else ""
    for record in found:
        if record.header.first != last + 1:
            what = f"it begins at {record.header.first}, but the records before it end at {last}."
            raise Altered(record.path, 1, what)
        if record.header.workspace != workspace:
            raise Altered(record.path, 1, "it belongs to another workspace.")
        last = record.header.last
    return found


def placed(found: Iterable[Record]) -> Iterator[tuple[Record, int, bytes]]:
    """Each entry's record, line number and line, once it is known to continue the chain.

    Raises ``Altered`` at the first line that does not.
    """
    head = Head()
    for record in found:
        if record.header.previous != head.hash:
            what = "it does not follow the last entry of the record before it."
            raise Altered(record.path, 1, what)
        for number, line, entry in record_lines(record):
            yield record, number, line
            head = Head(entry.position, entry.hash)


def record_lines(record: Record) -> Iterator[tuple[int, bytes, Entry]]:
    """One record's entries with the numbers of their lines, checked as ``placed`` does but from
    its own first line on.
    """
    header, number = record.header, 1
    before = Head(header.first - 1, header.previous)
    try:
        for number, (line, entry) in enumerate(checked(_lines(record.path), before), 2):
            _refuse_other_spelling(record, number, line, entry)
            yield number, line, entry
    except Broken as broken:
        fault = broken.fault
        raise Altered(
            record.path, number + 1, fault.what, position=fault.position, hint=broken.hint
        ) from broken
    if number != header.last - header.first + 2:
        what = f"it is the last, but the record goes to entry {header.last} by its first line."
        raise Altered(record.path, number, what)


def unusable(path: Path, what: str, error: OSError) -> JournalError:
    """The error to raise when the system refuses a record or its folder."""
    return JournalError(f"{path} cannot be {what}: {error.strerror}.", "Nothing was changed.")


def _listed(folder: Path) -> list[Path]:
    try:
        names = [path for path in folder.iterdir() if path.suffix == ".jsonl"]
    except FileNotFoundError:
        return []
    except OSError as error:
        raise unusable(folder, "read", error) from error
    return [path for path in names if not path.name.startswith(".")]


def _header(path: Path) -> Header:
    named = NAME.fullmatch(path.name)
    if not named:
        raise Altered(path, 0, "its name is not that of a record.")
    try:
        with path.open("rb") as file:
            line = file.readline(_LONGEST_HEADER)
    except OSError as error:
        raise unusable(path, "read", error) from error
    _refuse_newer(path, line)
    header = _exact_header(path, line)
    if (header.first, header.last) != (int(named[1]), int(named[2])):
        raise Altered(path, 1, "its range is not the one in the file's name.")
    return header


def _refuse_newer(path: Path, line: bytes) -> None:
    try:
        version = _FORMATS.decode(line).format
    except UNREADABLE:
        return
    if version > FORMAT:
        raise JournalError(
            f"{path.name} has format {version}; this draftrace knows {FORMAT}.",
            "It was written by a newer version: update draftrace.",
        )


def _exact_header(path: Path, line: bytes) -> Header:
    """The first line's meaning, when the line is its one spelling."""
    if not line.endswith(b"\n"):
        raise Altered(path, 1, "it breaks off." if line else "it is missing.")
    try:
        header = _HEADERS.decode(line)
    except UNREADABLE as error:
        what = f"it is not the first line of a record: {printable(str(error))}."
        raise Altered(path, 1, what) from error
    if encode(header) + b"\n" != line:
        raise Altered(path, 1, "it is not in the canonical form.")
    return header


def _lines(path: Path) -> Iterator[bytes]:
    try:
        with path.open("rb") as file:
            file.readline()
            for number, line in enumerate(file, 2):
                if not line.endswith(b"\n"):
                    raise Altered(path, number, "it breaks off.")
                yield line[:-1]
    except OSError as error:
        raise unusable(path, "read", error) from error


def _refuse_other_spelling(record: Record, number: int, line: bytes, entry: Entry) -> None:
    """Hashes that fit do not make an act canonical: another writer may have computed them."""
    if canonical(entry.act) != act_bytes(line, entry):
        what = "its act is not in the canonical form, or says more than this version knows."
        raise Altered(record.path, number, what, position=entry.position)
    opened = entry.act.payload
    if isinstance(opened, WorkspaceOpened) and opened.workspace != record.header.workspace:
        raise Altered(record.path, 1, "its workspace is not the one opened in its entries.")
