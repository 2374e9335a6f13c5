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
from typing import Annotated, TypeVar

import msgspec

from draftrace.errors import JournalError
from draftrace.journal import Head, Row
from draftrace.journal.codec import LARGEST_INTEGER, UNREADABLE, canonical, printable
from draftrace.journal.verify import Broken, checked
from draftrace.room.acts.payloads import WorkspaceOpened
from draftrace.room.record import FORMAT, Act

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
        super().__init__(f"{record.name}, line {line}: {what}", hint, exit_code=3)
        self.difference = Difference(record=record.name, line=line, position=position, what=what)


class _Line(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    act: msgspec.Raw
    hash: _Hash
    position: _Position
    previous: _Hash
    recorded: str


class _Format(msgspec.Struct):
    format: _Position


_ENCODER = msgspec.json.Encoder(order="sorted")
_LINES = msgspec.json.Decoder(_Line)
_HEADERS = msgspec.json.Decoder(Header)
_FORMATS = msgspec.json.Decoder(_Format)
_T = TypeVar("_T")


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


def placed(found: Iterable[Record]) -> Iterator[tuple[Record, int, Row]]:
    """Each entry with its record and line, once it is known to continue the chain.

    Raises ``Altered`` at the first line that does not.
    """
    head = Head()
    for record in found:
        if record.header.previous != head.hash:
            what = "it does not follow the last entry of the record before it."
            raise Altered(record.path, 1, what)
        for line, row in record_rows(record):
            yield record, line, row
            head = Head(row[0], row[3])


def record_rows(record: Record) -> Iterator[tuple[int, Row]]:
    """One record's entries with their lines, checked as ``placed`` does but from its own first
    line on.
    """
    before = Head(record.header.first - 1, record.header.previous)
    line = 1
    try:
        for line, (row, act) in enumerate(checked(_rows(record), before), 2):
            _refuse_other_spelling(record, line, row, act)
            yield line, row
    except Broken as broken:
        raise Altered(
            record.path,
            line + 1,
            broken.fault.what,
            position=broken.fault.position,
            hint=broken.hint,
        ) from broken


def written(header: Header, rows: Iterable[Row]) -> Iterator[bytes]:
    """The lines of a record: ``header``, then ``rows``."""
    yield _ENCODER.encode(header) + b"\n"
    previous = header.previous
    for position, recorded, act, own in rows:
        line = _Line(
            act=msgspec.Raw(act), hash=own, position=position, previous=previous, recorded=recorded
        )
        yield _ENCODER.encode(line) + b"\n"
        previous = own


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
    header = _exact(_HEADERS, path, 1, line)
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


def _exact(decoder: msgspec.json.Decoder[_T], path: Path, number: int, line: bytes) -> _T:
    """The line's structure, when the line is that structure's one spelling."""
    if not line.endswith(b"\n"):
        raise Altered(path, number, "it breaks off." if line else "it is missing.")
    try:
        found = decoder.decode(line)
    except UNREADABLE as error:
        raise Altered(
            path, number, f"it is not a line of a record: {printable(str(error))}."
        ) from error
    if _ENCODER.encode(found) + b"\n" != line:
        raise Altered(path, number, "it is not in the canonical form.")
    return found


def _rows(record: Record) -> Iterator[Row]:
    path, header = record.path, record.header
    previous, number = header.previous, 1
    try:
        with path.open("rb") as file:
            file.readline()
            for number, text in enumerate(file, 2):
                line = _exact(_LINES, path, number, text)
                if line.previous != previous:
                    raise Altered(path, number, "it does not follow the line before it.")
                previous = line.hash
                yield line.position, line.recorded, bytes(line.act), line.hash
    except OSError as error:
        raise unusable(path, "read", error) from error
    if number != header.last - header.first + 2:
        what = f"the record ends here, but goes to entry {header.last} by its first line."
        raise Altered(path, number, what)


def _refuse_other_spelling(record: Record, line: int, row: Row, act: Act) -> None:
    """Hashes that fit do not make an act canonical: another writer may have computed them."""
    if canonical(act) != row[2]:
        what = "its act is not in the canonical form, or says more than this version knows."
        raise Altered(record.path, line, what, position=row[0])
    opened = act.payload
    if isinstance(opened, WorkspaceOpened) and opened.workspace != record.header.workspace:
        raise Altered(record.path, 1, "its workspace is not the one opened in its entries.")
