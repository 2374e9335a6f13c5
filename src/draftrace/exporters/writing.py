"""One sheet to one file: composed, written by pandoc, read back, put in place."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from itertools import chain
from pathlib import Path
from typing import Literal

import msgspec

from draftrace.errors import DraftraceError, UnreadableInput, UsageError
from draftrace.exporters import program
from draftrace.exporters.authorship import misattributed
from draftrace.exporters.formats import FORMATS, Format, word_file
from draftrace.exporters.packages import roots
from draftrace.exporters.readback import Difference, differences, focused, lines_of
from draftrace.exporters.saving import check_writable, refuse_folder, save
from draftrace.exporters.sheet import Sheet, Side, attributed, clean, is_marked

As = Literal["clean", "marked", "rolling"]
"""``rolling``: the sheet's words already tell who wants what; it is written as it stands."""


class Written(msgspec.Struct, frozen=True, kw_only=True):
    """A file as it was put in place, its hash and its size."""

    path: Path
    sha256: str
    bytes: int


def _silently(said: str) -> None:
    del said


def write(
    sheet: Sheet,
    path: Path,
    *,
    as_: As = "clean",
    force: bool = False,
    reference: Path | None = None,
    tell: Callable[[str], None] = _silently,
) -> Written:
    """The sheet as a file, its format told by the suffix; whole and proved, or not at all.

    ``reference`` is a Word file whose styles, headers and footers a docx takes; ``tell`` is told
    what is being done. Raises DraftraceError when the file exists and ``force`` is not given,
    cannot be written, or does not read back as the sheet; then both stay: the refused file beside,
    named ``.unproved``.
    """
    refuse_folder(path)
    form = _format(path, as_)
    check_writable(path, force=force)
    settle = {"marked": attributed, "clean": clean, "rolling": _as_it_stands}[as_]
    sheet = settle(sheet)
    _refuse_what_is_lost(sheet, path, form)
    tell(f"writing {path.name}: {len(sheet.blocks)} paragraphs")
    content = _content(sheet, form, reference)
    tell(f"reading {path.name} back")
    wrong = _differences(sheet, content, form, path.suffix.lower())
    if wrong:
        program.check_sound()
        kept = path.with_suffix(f".unproved{path.suffix}")
        save(kept, content, force=True)
        raise _unproved(path, kept, wrong)
    save(path, content, force=force)
    return Written(path=path, sha256=hashlib.sha256(content).hexdigest(), bytes=len(content))


def _as_it_stands(sheet: Sheet) -> Sheet:
    return sheet


def _content(sheet: Sheet, form: Format, reference: Path | None) -> bytes:
    if reference is None:
        return form.written(sheet)
    if form.written is not word_file:
        raise UsageError("Only a docx takes a reference document.", "Leave out --reference.")
    check_reference(reference)
    return word_file(sheet, reference)


def check_reference(reference: Path) -> None:
    """Raises UnreadableInput for a reference document that cannot be read or is no Word file."""
    try:
        styles = roots(reference.read_bytes(), "word/styles.xml")
    except OSError as error:
        raise UnreadableInput(f"{reference} cannot be read: {error.strerror}.") from error
    except UnreadableInput as broken:
        raise UnreadableInput(f"{reference}: {broken.message}", "Save it as docx.") from broken
    if styles == [None]:
        raise UnreadableInput(f"{reference} is no Word file.", "Save it as docx.")


def _refuse_what_is_lost(sheet: Sheet, path: Path, form: Format) -> None:
    """What a format cannot carry is not left out in silence."""
    every = chain(*(b.runs for b in sheet.blocks), *(note.runs for note in sheet.notes))
    passed = any(b.change == "passed" for b in sheet.blocks)
    if not form.nests and (passed or any(run.op == "±" for run in every)):
        nesting = ", ".join(suffix for suffix, each in FORMATS.items() if each.nests)
        raise UsageError(
            f"{path.name} can't show words that came in and went again.",
            f"Take {nesting}; or a text marked without its history.",
        )
    remarked = any(block.comments or any(r.comments for r in block.runs) for block in sheet.blocks)
    if remarked and not form.marks:
        raise UsageError(f"{path.name} has no margin to write in.", "Take docx, odt, html or pdf.")


def prove(sheet: Sheet, path: Path) -> list[Difference]:
    """Every line in which the file is not what the sheet says, on either side; authors last.

    Raises UnreadableInput when the file is not what its suffix says.
    """
    form = _format(path, "marked" if is_marked(sheet) else "clean")
    try:
        content = path.read_bytes()
        return _differences(attributed(sheet), content, form, path.suffix.lower())
    except (OSError, ValueError) as error:
        raise UnreadableInput(f"{path} cannot be read as {path.suffix}: {error}.") from error


def bears_changes(content: bytes, suffix: str) -> bool:
    """Whether a file's clean text and its base are not the same."""
    form = FORMATS[suffix]
    clean_text, base = form.read(content, ["clean", "base"]) if form.marks else ("", "")
    return clean_text != base


def _differences(sheet: Sheet, content: bytes, form: Format, suffix: str) -> list[Difference]:
    sides: list[Side] = ["clean", "base"] if is_marked(sheet) else ["clean"]
    found = [
        difference
        for side, lines in zip(sides, form.read(content, sides), strict=True)
        for difference in differences(
            side, form.compared(lines_of(sheet, side)), form.compared(lines)
        )
    ]
    return found + (misattributed(sheet, content) if suffix == ".docx" else [])


def _format(path: Path, as_: As) -> Format:
    form = FORMATS.get(path.suffix.lower())
    if form is None or (as_ == "marked" and not form.marks):
        known = ", ".join(
            suffix for suffix, each in FORMATS.items() if each.marks or as_ == "clean"
        )
        raise UsageError(f"{path.name} cannot be written {as_}.", f"Suffixes known: {known}.")
    return form


def _unproved(path: Path, kept: Path, wrong: list[Difference]) -> DraftraceError:
    first = wrong[0]
    found, expected = focused(first.found, first.expected)
    return DraftraceError(
        f"{path} was not issued: read back, it differs from the text in {len(wrong)} lines, first "
        f"line {first.line} of the {first.side}: {found!r} for {expected!r}.",
        f"The refused file is {kept}; please report it.",
    )
