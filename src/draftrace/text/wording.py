"""What is one wording? One paragraph of NFC text with ``*emphasis*`` and note references ``[^id]``.

A literal asterisk, the two characters ``[^`` and a literal backslash are stored with a backslash
before them, so every text can be stored and read back. Negotiating brackets stand as they are. The
cells of a table row stand in one wording between `` | ``; a bar that is text has a backslash too.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping

import msgspec

_CONTROLS = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f]")
WHITE = "\t\n\v\f\r\x1c\x1d\x1e\x1f \x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000" + "".join(
    map(chr, range(0x2000, 0x200B))
)
"""Every character that counts as white space."""
_LITERAL = re.compile(r"\\|\*|\[(?=\^)")
_MARK = re.compile(r"\\(?P<literal>[\\*\[|])|\[\^(?P<note>[^\[\]\s\\*]+)\]|(?P<star>\*+)")
_ESCAPED = re.compile(r"\\([\\*\[|])")
BAR = "\ufdd2"
"""A bar that is text, among the letters of a row whose other bars part its cells: no text has this
sign."""
_REFERENCE = re.compile(r"(\\[\\*\[|])|\[\^([^\[\]\s\\*]+)\]")


class Run(msgspec.Struct, frozen=True):
    """A stretch of a wording that looks the same: literal ``text``, whether it is emphasised, or
    (with empty text) the id of the ``note`` cited here.
    """

    text: str
    emphasis: bool = False
    note: str = ""


def normalise(text: str) -> str:
    """Text as it is compared and stored: NFC, white space collapsed to single spaces, trimmed;
    control characters that are not white space are left out. Idempotent.
    """
    if text.isprintable():
        if "  " not in text and unicodedata.is_normalized("NFC", text):
            return text.strip(" ")
    else:
        text = without_controls(text)
    return " ".join(unicodedata.normalize("NFC", text).split())


def without_controls(text: str) -> str:
    """Text without control characters; white space stays as it is."""
    return text if text.isprintable() else _CONTROLS.sub("", text)


def escape(text: str) -> str:
    """Literal text as a wording that shows exactly this text."""
    return _LITERAL.sub(r"\\\g<0>", text)


def row(cells: Iterable[str]) -> str:
    """The wording of a table row, from the wordings of its cells."""
    return " | ".join(cell.replace("|", "\\|") for cell in cells)


def cells(wording: str) -> list[str]:
    """The wordings of the cells that a table row's wording holds; emphasis that goes on through
    several begins anew in each."""
    made: list[list[str]] = [[]]
    for run in runs(barred(wording)):
        if run.note:
            made[-1].append(cite(run.note))
        for place, text in enumerate(run.text.split("|")):
            if place:
                made.append([])
            said, core = escape(text), escape(text.strip())
            made[-1].append(said.replace(core, f"*{core}*") if run.emphasis and core else said)
    return [normalise("".join(cell)).replace(BAR, "|") for cell in made]


def barred(wording: str) -> str:
    """The wording of a table row with BAR for each bar that is text."""
    if "\\|" not in wording:
        return wording
    return _ESCAPED.sub(lambda found: BAR if found[1] == "|" else found[0], wording)


def runs(wording: str) -> Iterator[Run]:
    """The wording cut into runs, in order; texts are literal, escapes resolved."""
    held: list[str] = []
    emphasis, place = False, 0
    for mark in _MARK.finditer(wording):
        held.append(wording[place : mark.start()])
        place = mark.end()
        if mark["literal"] is not None:
            held.append(mark["literal"])
            continue
        yield from _held(held, emphasis)
        if mark["note"] is not None:
            yield Run("", note=mark["note"])
        else:
            emphasis = not emphasis
    held.append(wording[place:])
    yield from _held(held, emphasis)


def plain(wording: str) -> str:
    """The words alone: no emphasis marks, no note references, escapes resolved."""
    if "*" not in wording and "[^" not in wording and "\\" not in wording:
        return wording
    return _MARK.sub(lambda mark: mark["literal"] or "", wording)


def cut_out(phrase: str) -> str:
    """A phrase cut out of a wording, without the mark of an emphasis whose other half lies
    outside it."""
    halved = phrase.count("*") - phrase.count("\\*") == 1
    return re.sub(r"(?<!\\)\*", "", phrase) if halved else phrase


def note_ids(wording: str) -> tuple[str, ...]:
    """The ids of the notes cited, in order, repetitions included."""
    if "[^" not in wording:
        return ()
    return tuple(found[2] for found in _REFERENCE.finditer(wording) if found[2])


def with_notes(wording: str, ids: Mapping[str, str]) -> str:
    """The wording citing its notes by other ids; ids that are not in ``ids`` stay."""

    def renamed(found: re.Match[str]) -> str:
        return found[0] if found[2] is None else f"[^{ids.get(found[2], found[2])}]"

    return _REFERENCE.sub(renamed, wording) if "[^" in wording else wording


def cite(note: str) -> str:
    """The reference to a note as it stands in a wording."""
    return f"[^{note}]"


def _held(held: list[str], emphasis: bool) -> Iterator[Run]:
    text = "".join(held)
    held.clear()
    if text:
        yield Run(text, emphasis)
