"""Sealed records: every entry of the journal copied to files that travel with the workspace.

``sessions/<first>-<last>-<date>-<slug>.jsonl``, positions zero-padded. The first line names the
workspace, the range, the record's format and the hash that stands before the first entry; then
one line an entry. Every line is canonical JSON (see ``codec``) and ends with a line feed, so a
record has one spelling and any changed byte shows.
"""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Annotated, TypeVar

import msgspec

from draftrace.errors import HeadMoved, JournalError
from draftrace.journal import Head, Row, Stored
from draftrace.journal.codec import LARGEST_INTEGER, canonical, decode
from draftrace.journal.verify import Broken, checked
from draftrace.room.acts.payloads import WorkspaceOpened
from draftrace.room.record import FORMAT, Act

_NAME = re.compile(r"(\d{6,})-(\d{6,})-(\d{4}-\d\d-\d\d)-([a-z0-9]+(?:-[a-z0-9]+)*)\.jsonl")
_UNFINISHED = ".sealing"
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
_UNREADABLE = (msgspec.MsgspecError, UnicodeDecodeError, RecursionError)


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


def sealed_rows(found: Iterable[Record]) -> Iterator[Row]:
    """Every entry of these records, in order, once it is known to continue the chain.

    Raises ``Altered`` at the first line that does not.
    """
    for _, _, row in _placed(found):
        yield row


def seal(journal: Stored, folder: Path, *, workspace: str, date: str, name: str) -> Path | None:
    """Write the entries since the last record to a new one; None when there are none.

    ``date`` is ``2008-11-03``; ``name`` is put into the letters a file name may have. The file
    appears whole or not at all. Raises ``JournalError`` when the records do not agree with the
    journal or nothing can be written.
    """
    with _alone(folder):
        found = records(folder)
        head = _end(journal, found)
        if found and found[-1].header.workspace != workspace:
            raise JournalError("The records here belong to another workspace.")
        rows = list(journal.rows(head.position))
        if not rows:
            return None
        header = Header(
            workspace=workspace,
            first=head.position + 1,
            last=rows[-1][0],
            format=FORMAT,
            previous=head.hash,
        )
        path = folder / f"{header.first:06}-{header.last:06}-{date}-{slug(name)}.jsonl"
        if not _NAME.fullmatch(path.name):
            raise JournalError(f"{date} is not a date a record can carry.", "Write 2008-11-03.")
        _write(path, [_ENCODER.encode(header), *_lines(rows, head)])
        return path


def rebuild(journal: Stored, folder: Path) -> Head:
    """Fill an empty journal from the records, hash for hash, all of it or nothing.

    A journal that holds entries already, perhaps because another process was faster, is left
    alone. Raises ``Altered`` when a record is not as it was sealed.
    """
    found = records(folder)
    if not found or journal.head().position:
        return journal.head()
    try:
        return journal.restore(sealed_rows(found))
    except HeadMoved:
        return journal.head()


def difference(journal: Stored, folder: Path) -> Difference | None:
    """Where the records first disagree with themselves or the journal; None when they agree.

    A journal that goes on behind the last record agrees with it. Nothing is changed.
    """
    kept = journal.rows()
    try:
        for record, line, row in _placed(records(folder)):
            beside = next(kept, None)
            if row != beside:
                what = _unlike(row, beside)
                return Difference(record=record.path.name, line=line, position=row[0], what=what)
    except Altered as altered:
        return altered.difference
    return None


def slug(name: str) -> str:
    """``name`` in the letters a record's name may have: ``[a-z0-9-]``."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain)[:60].strip("-") or "record"


def _listed(folder: Path) -> list[Path]:
    try:
        names = [path for path in folder.iterdir() if path.suffix == ".jsonl"]
    except FileNotFoundError:
        return []
    except OSError as error:
        raise _unusable(folder, "read", error) from error
    return [path for path in names if not path.name.startswith(".")]


def _header(path: Path) -> Header:
    named = _NAME.fullmatch(path.name)
    if not named:
        raise Altered(path, 0, "its name is not that of a record.")
    try:
        with path.open("rb") as file:
            line = file.readline(_LONGEST_HEADER)
    except OSError as error:
        raise _unusable(path, "read", error) from error
    _refuse_newer(path, line)
    header = _exact(_HEADERS, path, 1, line)
    if (header.first, header.last) != (int(named[1]), int(named[2])):
        raise Altered(path, 1, "its range is not the one in the file's name.")
    return header


def _refuse_newer(path: Path, line: bytes) -> None:
    try:
        version = _FORMATS.decode(line).format
    except _UNREADABLE:
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
    except _UNREADABLE as error:
        raise Altered(path, number, f"it is not a line of a record: {error}.") from error
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
                yield (
                    line.position,
                    line.recorded.encode(),
                    decode(bytes(line.act)).id.encode(),
                    bytes(line.act),
                    line.hash.encode(),
                )
    except OSError as error:
        raise _unusable(path, "read", error) from error
    if number - 1 != header.last - header.first + 1:
        what = f"the record ends here, but goes to entry {header.last} by its first line."
        raise Altered(path, number, what)


def _placed(found: Iterable[Record]) -> Iterator[tuple[Record, int, Row]]:
    """Each entry with its record and line, once it is known to continue the chain."""
    head = Head()
    for record in found:
        if record.header.previous != head.hash:
            what = "it does not follow the last entry of the record before it."
            raise Altered(record.path, 1, what)
        for line, row in _chained(record):
            yield record, line, row
            head = Head(row[0], row[4].decode())


def _chained(record: Record) -> Iterator[tuple[int, Row]]:
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


def _refuse_other_spelling(record: Record, line: int, row: Row, act: Act) -> None:
    """Hashes that fit do not make an act canonical: another writer may have computed them."""
    if canonical(act) != row[3]:
        what = "its act is not in the canonical form, or says more than this version knows."
        raise Altered(record.path, line, what, position=row[0])
    opened = act.payload
    if isinstance(opened, WorkspaceOpened) and opened.workspace != record.header.workspace:
        raise Altered(record.path, 1, "its workspace is not the one opened in its entries.")


def _end(journal: Stored, found: list[Record]) -> Head:
    """The last entry of the records, which the journal must hold too."""
    if not found:
        return Head()
    row = None
    for _, row in _chained(found[-1]):
        pass
    if row is None or next(journal.rows(row[0] - 1), None) != row:
        raise JournalError(
            f"The journal does not hold what {found[-1].path.name} ends with.",
            "`draftrace verify` names the first difference. Nothing was changed.",
        )
    return Head(row[0], row[4].decode())


def _lines(rows: Iterable[Row], head: Head) -> Iterator[bytes]:
    previous = head.hash
    for position, recorded, _, act, own in rows:
        line = _Line(
            act=msgspec.Raw(act),
            hash=own.decode(),
            position=position,
            previous=previous,
            recorded=recorded.decode(),
        )
        yield _ENCODER.encode(line) + b"\n"
        previous = line.hash


def _write(path: Path, lines: Iterable[bytes]) -> None:
    unfinished = path.with_name(_UNFINISHED)
    try:
        with unfinished.open("wb") as file:
            file.writelines(lines)
            file.flush()
            os.fsync(file.fileno())
        unfinished.rename(path)
    except OSError as error:
        with suppress(OSError):
            unfinished.unlink(missing_ok=True)
        raise _unusable(path, "written", error) from error


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Let one process seal at a time; two would write overlapping records."""
    from fcntl import LOCK_EX, flock

    try:
        lock = os.open(folder, os.O_RDONLY)
    except OSError as error:
        raise _unusable(folder, "opened", error) from error
    try:
        flock(lock, LOCK_EX)
        yield
        # Only now does the folder itself remember the new name through a power cut.
        os.fsync(lock)
    finally:
        os.close(lock)


def _unlike(sealed: Row, kept: Row | None) -> str:
    if kept is None:
        return "the journal ends before this entry."
    names = ("position", "recorded", "id", "act", "hash")
    unlike = [name for name, a, b in zip(names, sealed, kept, strict=True) if a != b]
    if "act" in unlike:
        unlike[unlike.index("act")] = f"act ({_member(sealed[3], kept[3])})"
    return f"the journal holds another entry here; unlike are: {', '.join(unlike)}."


def _member(sealed: bytes, kept: bytes) -> str:
    """The path of the first member in which two acts differ."""
    ours, theirs = msgspec.to_builtins(decode(sealed)), msgspec.to_builtins(decode(kept))
    path = []
    while isinstance(ours, dict) and isinstance(theirs, dict):
        both = {**ours, **theirs}
        name = next((name for name in both if ours.get(name) != theirs.get(name)), None)
        if name is None:
            break
        path.append(name)
        ours, theirs = ours.get(name), theirs.get(name)
    return ".".join(path)


def _unusable(path: Path, what: str, error: OSError) -> JournalError:
    return JournalError(f"{path} cannot be {what}: {error.strerror}.", "Nothing was changed.")
