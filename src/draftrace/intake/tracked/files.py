"""Which files with tracked changes are read, and which are refused before anything is."""

from __future__ import annotations

from pathlib import Path

from draftrace.errors import UnreadableInput
from draftrace.intake.tracked.model import Tracked
from draftrace.readers import office, word_parts
from draftrace.readers.files import content_of, refuse_protected

_RESAVE = "Save it in Word or Writer as .docx or .odt, then receive that."


def read(file: Path) -> Tracked:
    """A Word or ODT file with its changes, comments and notes.

    Raises UnreadableInput for what is missing, too large, protected, carries macros, is broken,
    a zip bomb, or neither of the two.
    """
    content = content_of(file)
    refuse_protected(content, file.name)
    if content[:4] != b"PK\x03\x04":
        raise UnreadableInput(f"{file.name} is neither a Word nor an ODT file.", _RESAVE)
    format_ = office.checked_package(content, "", file.name)
    try:
        return _tracked(content, format_)
    except UnreadableInput as broken:
        hint = broken.hint or "Open it in Word or Writer and save it anew, or have it sent again."
        raise UnreadableInput(f"{file.name}: {broken.message}", hint) from broken


def _tracked(content: bytes, format_: str) -> Tracked:
    if format_ == "docx":
        from draftrace.intake.tracked import word

        return word.tracked(word_parts.renamed(content))
    from draftrace.intake.tracked import writer

    return writer.tracked(content)
