"""In which encoding is a text file written? UTF-8, or UTF-16 where its mark says so."""

from __future__ import annotations

import codecs
import re

from draftrace.errors import UnreadableInput

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?([A-Za-z0-9_-]{2,40})", re.IGNORECASE)
_WESTERN = ("iso-8859-1", "latin1", "windows-1252", "cp1252", "us-ascii", "ascii")
_ODD = (
    (re.compile("[\x01-\x08\x0e-\x1b\x7f-\x84\x86-\x9f]"), "control characters left out"),
    (re.compile("[\u202a-\u202e\u2066-\u2069]"), "marks that change the direction of text"),
)
_ANY_ODD = re.compile("[\x01-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069]")


def oddities(text: str) -> list[tuple[int, int, str]]:
    """Signs no reader sees, as (line, column, what): the first place of each sort."""
    found: list[tuple[int, int, str]] = []
    if _ANY_ODD.search(text) is None:
        return found
    for pattern, what in _ODD:
        first = pattern.search(text)
        if first is not None:
            line_start = text.rfind("\n", 0, first.start()) + 1
            line = text.count("\n", 0, first.start()) + 1
            found.append((line, first.start() - line_start + 1, what))
    return found


def decoded_page(content: bytes, name: str) -> str:
    """The text of an html page, in the encoding it says it is in where it is not UTF-8: what calls
    itself Latin-1 is read as browsers read it. Source: WHATWG Encoding, 4.2. Raises
    UnreadableInput like ``decoded``."""
    said = _CHARSET.search(content[:4096])
    named = said[1].decode("ascii").lower() if said else ""
    try:
        return decoded(content, name)
    except UnreadableInput:
        if named not in _WESTERN:
            raise
    return decoded(content.decode("cp1252", "replace").encode(), name)


def decoded(content: bytes, name: str) -> str:
    """The text, with every line end a line feed. Raises UnreadableInput naming the place of the
    first byte that fits no known encoding, or of the first NUL, which says the file is no text.
    """
    encoding = next((named for mark, named in _MARKS if content.startswith(mark)), "utf-8")
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as broken:
        line = content.count(b"\n", 0, broken.start) + 1
        raise UnreadableInput(
            f"{name}: line {line}: byte {broken.start + 1} is not {encoding.upper()}.",
            hint="Save the file as UTF-8 and read it again.",
        ) from broken
    nul = text.find("\0")
    if nul >= 0:
        line = text.count("\n", 0, nul) + 1
        raise UnreadableInput(f"{name}: line {line}: a NUL character; this is no text file.")
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    for separator in ("\f", "\v", "\x85", "\u2028", "\u2029"):
        if separator in text:
            text = text.replace(separator, "\n")
    return text
