"""Which reader takes a file, and which files none takes."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from draftrace.errors import UnreadableInput
from draftrace.readers import encodings

if TYPE_CHECKING:
    from draftrace.text.documents import Document, DocumentRole
    from draftrace.text.structure.blocks import Source

LARGEST = 32 * 1024 * 1024
"""Bytes; a larger file is refused before it is opened."""

_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""First bytes of an OLE compound file: an old .doc, or a docx under a password.
Source: [MS-CFB] 2.2."""
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
UNLOCK = "Ask for it without one."
_RESAVE = "Save it in Word or Writer as .docx or .odt."
MARKDOWN = (".md", ".markdown", ".mkd")
OFFICE = {".docx": "docx", ".odt": "odt", ".html": "html", ".htm": "html", ".xhtml": "html"}


def read(path: Path | str, *, symbol: str = "", role: DocumentRole = "reference") -> Document:
    """The document in a file, recognised by its ending: Markdown, docx, odt, html, PDF, else plain
    text in print layout. ``symbol`` wins over what the file says.

    Raises UnreadableInput (exit code 3) with one line that says what and where for a file that is
    missing, empty, too large, binary, broken or in no encoding that is known.
    """
    file = Path(path)
    content = content_of(file)
    refuse_protected(content, file.name)
    ending = file.suffix.lower()
    if ending in OFFICE or content[:4] == b"PK\x03\x04":
        from draftrace.readers import office

        return _checked(office.source(content, OFFICE.get(ending, ""), file.name), symbol, role)
    if ending == ".pdf" or content[:5] == b"%PDF-":
        from draftrace.readers import pdf

        return _checked(pdf.source(content, file.name), symbol, role)
    from draftrace.text.structure import (
        bracketed_notes,
        fidelity,
        markdown,
        print_layout,
        recognise,
    )

    heard: encodings.Oddities = []
    text = encodings.decoded(content, file.name, heard)
    lexer = markdown if ending in MARKDOWN else print_layout
    source = lexer.blocks(text if lexer is markdown else bracketed_notes.raised(text))
    source.oddities.extend([*heard, *encodings.oddities(text)])
    del content, text  # a large file is not held three times over
    document = recognise.document(source, symbol=symbol, role=role)
    source.blocks = [block for block in source.blocks if block.form == "note"]
    return fidelity.checked(document, lexer.stream(source))


def lines(path: Path | str) -> tuple[str, ...]:
    """The lines of a file of plain text or Markdown, as a finding's place counts them; none for
    other formats. Raises UnreadableInput like ``read``.
    """
    file = Path(path)
    content = content_of(file)
    ending = file.suffix.lower()
    if ending in OFFICE or ending == ".pdf" or content[:5] == b"%PDF-" or content[:2] == b"PK":
        return ()
    return tuple(encodings.decoded(content, file.name).split("\n"))


def _checked(source: Source, symbol: str, role: DocumentRole) -> Document:
    from draftrace.text.structure import fidelity, recognise

    stream = fidelity.stream_of(source)
    return fidelity.checked(recognise.document(source, symbol=symbol, role=role), stream)


def refuse_protected(content: bytes, name: str) -> None:
    """Raises UnreadableInput for a Word file under a password, and for the old binary kind."""
    if content[:8] != _COMPOUND:
        return
    if _ENCRYPTED in content:
        raise UnreadableInput(f"{name} is protected by a password.", UNLOCK)
    raise UnreadableInput(f"{name} is of an old binary kind, as .doc is.", _RESAVE)


_MISSING = ": there is no such file."


def content_of(file: Path) -> bytes:
    """The bytes of a file that may be read. Raises UnreadableInput."""
    try:
        if file.is_dir():
            raise UnreadableInput(f"{file.name} is a folder.", "Name a file in it.")
        if not file.is_file():
            what = " is no file that could be read whole." if file.exists() else _MISSING
            raise UnreadableInput(f"{file.name}{what}", "Check the path.")
        size = file.stat().st_size
        if size > LARGEST:
            pictured = file.suffix.lower() in (*OFFICE, ".pdf")
            raise UnreadableInput(
                f"{file.name}: {size:,} bytes are more than {LARGEST:,}.",
                "Take the pictures out of it, or split it." if pictured else "Split it.",
            )
        content = file.read_bytes()
    except (OSError, ValueError) as refused:
        why = getattr(refused, "strerror", None) or refused
        raise UnreadableInput(f"{Path(file).name}: cannot be opened ({why}).") from refused
    if not content.strip():
        raise UnreadableInput(f"{file.name}: the file is empty.", "Have it sent again.")
    return content
