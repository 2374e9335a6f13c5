"""Which files with tracked changes are read, and which are refused before anything is."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

from draftrace.errors import UnreadableInput
from draftrace.intake.tracked.model import Tracked
from draftrace.readers import office
from draftrace.readers.files import content_of

_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""First bytes of an OLE compound file: an old .doc, or a docx under a password.
Source: [MS-CFB] 2.2."""
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_RESAVE = "Save it in Word or Writer as .docx or .odt, then receive that."


def read(file: Path) -> Tracked:
    """A Word or ODT file with its changes, comments and notes.

    Raises UnreadableInput for what is missing, too large, protected, carries macros, is broken,
    a zip bomb, or neither of the two.
    """
    content = content_of(file)
    _refuse_protected(content, file.name)
    if content[:4] != b"PK\x03\x04":
        raise UnreadableInput(f"{file.name} is neither a Word nor an ODT file.", _RESAVE)
    format_ = office.checked_package(content, "", file.name)
    _refuse_macros(content, file)
    if format_ == "docx":
        from draftrace.intake.tracked import word

        return word.tracked(content)
    from draftrace.intake.tracked import writer

    return writer.tracked(content)


def _refuse_protected(content: bytes, name: str) -> None:
    if content[:8] != _COMPOUND:
        return
    if _ENCRYPTED in content:
        raise UnreadableInput(f"{name} is protected by a password.", "Ask for it without one.")
    raise UnreadableInput(f"{name} is of the old binary kind (.doc).", _RESAVE)


def _refuse_macros(content: bytes, file: Path) -> None:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        names = package.namelist()
        manifest = (
            package.read("META-INF/manifest.xml") if "META-INF/manifest.xml" in names else b""
        )
    carried = next((n for n in names if n.endswith("vbaProject.bin") or n.startswith("Basic/")), "")
    if carried or file.suffix.lower() == ".docm":
        told = f" ({carried})" if carried else ""
        raise UnreadableInput(f"{file.name} carries macros{told}; refused.", _RESAVE)
    if b"encryption-data" in manifest:
        raise UnreadableInput(f"{file.name} is protected by a password.", "Ask for it without one.")
