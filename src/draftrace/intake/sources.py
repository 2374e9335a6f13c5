"""Received files to intents: a source registered with its reading kept beside it, by hash."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import msgspec

from draftrace.errors import DraftraceError, UnreadableInput
from draftrace.room.acts.payloads import DocumentAdded
from draftrace.room.entities import DocumentRecord
from draftrace.room.record import Attachment
from draftrace.text.documents import Document, DocumentRole

READING = ".reading.json"
"""What the name of a source's reading ends with."""

_UNSAFE = re.compile(r"[^A-Za-z0-9._-]+")


class Source:
    """A file read and ready to be registered; ``keep`` puts it and its reading into the corpus."""

    def __init__(self, file: Path, document: Document) -> None:
        self.file = file
        self.document = document
        self.name = _UNSAFE.sub("-", file.name).lstrip(".-") or "document"
        self._content = file.read_bytes()
        self._reading = msgspec.json.format(msgspec.json.encode(document), indent=1)
        self._made: list[Path] = []

    def place(self, corpus: Path) -> None:
        """Take a name that no other file of the corpus has: its own, else its symbol before it."""
        slug = _UNSAFE.sub("-", self.document.symbol).strip(".-") or "document"
        names = [self.name, f"{slug}-{self.name}"]
        names += [f"{slug}-{n}-{self.name}" for n in range(2, 10)]
        self.name = next((name for name in names if self._fits(corpus, name)), self.name)

    def _fits(self, corpus: Path, name: str) -> bool:
        return all(
            not path.exists() or (path.is_file() and path.read_bytes() == content)
            for path, content in (
                (corpus / name, self._content),
                (corpus / (name + READING), self._reading),
            )
        )

    def intent(self) -> DocumentAdded:
        """The act that registers it, with both hashes."""
        return DocumentAdded(
            symbol=self.document.symbol,
            title=self.document.title,
            date=self.document.date,
            role=self.document.role,
            file=self.name,
            sha256=hashlib.sha256(self._content).hexdigest(),
            reading=hashlib.sha256(self._reading).hexdigest(),
            provisions=len(self.document.provisions),
            reader=self.document.reader,
        )

    def register(
        self,
        corpus: Path,
        check: Callable[[DocumentAdded], object],
        add: Callable[[DocumentAdded], object],
    ) -> DocumentAdded:
        """Keep file and reading and record the act; nothing stays where the act is refused.
        ``check`` raises what can be refused before anything is written."""
        self.place(corpus)
        intent = self.intent()
        check(intent)
        self.keep(corpus)
        try:
            add(intent)
        except DraftraceError:
            self.forget()
            raise
        return intent

    def keep(self, corpus: Path) -> None:
        """Write file and reading into the corpus. Raises when another file has the name."""
        for name, content in (
            (self.name, self._content),
            (self.name + READING, self._reading),
        ):
            self._write(corpus / name, content)

    def forget(self) -> None:
        """Take out again what ``keep`` wrote; the act was refused."""
        for path in self._made:
            with suppress(OSError):
                path.unlink()

    def _write(self, path: Path, content: bytes) -> None:
        if path.exists():
            if path.read_bytes() == content:
                return
            self.forget()
            raise DraftraceError(
                f"The corpus has another file named {path.name}.", "Rename one of them."
            )
        unfinished = path.with_name(f".{path.name}.{os.getpid()}")
        try:
            unfinished.write_bytes(content)
            unfinished.replace(path)
        except OSError as error:
            with suppress(OSError):
                unfinished.unlink(missing_ok=True)
            self.forget()
            raise DraftraceError(
                f"{path} can't be written: {error.strerror}.", "Nothing was registered."
            ) from error
        self._made.append(path)


def source(
    file: Path,
    *,
    symbol: str = "",
    role: DocumentRole = "reference",
    title: str = "",
    date: str = "",
) -> Source:
    """Read a file to be registered; symbol, title and date are the file's where not given."""
    from draftrace import readers  # recognising structure is not needed to open a workspace

    document = readers.read(file, symbol=symbol, role=role)
    changes = {k: v for k, v in (("title", title), ("date", date)) if v}
    document = msgspec.structs.replace(document, role=role, **changes)
    return Source(file, document)


def reading(corpus: Path, record: DocumentRecord) -> Document:
    """The reading of a registered source. Raises UnreadableInput when it is missing or is not
    what was registered."""
    path = corpus / (record.file + READING)
    try:
        content = path.read_bytes()
    except OSError as error:
        raise UnreadableInput(
            f"The source {record.symbol} is missing: corpus/{path.name} ({error.strerror}).",
            f"Put {record.file} and its reading back; everything else still works.",
        ) from error
    if hashlib.sha256(content).hexdigest() != record.reading:
        raise UnreadableInput(
            f"The source {record.symbol} was altered: corpus/{path.name} is not as registered.",
            "Restore it from where it came; everything else still works.",
        )
    try:
        return msgspec.json.decode(content, type=Document)
    except msgspec.MsgspecError as error:
        raise UnreadableInput(
            f"The reading corpus/{path.name} is of another version: {error}.",
            "Register the file anew in a new workspace.",
        ) from error


def attachment(file: Path) -> Attachment:
    """A file to be attached by hash. Raises UnreadableInput when it can't be read."""
    try:
        content = file.read_bytes()
    except OSError as error:
        raise UnreadableInput(f"{file} can't be read: {error.strerror}.") from error
    return Attachment(name=file.name, sha256=hashlib.sha256(content).hexdigest())
