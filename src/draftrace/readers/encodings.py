"""In which encoding is a text file written? UTF-8, or UTF-16 where its mark says so; else UTF-16
or Windows-1252 where nothing else can be meant, which is said."""

from __future__ import annotations

import codecs
import re

from draftrace.errors import UnreadableInput

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_NAMES = {"cp1252": "Windows-1252", "utf-16-le": "UTF-16", "utf-16-be": "UTF-16"}
_LOOKED_AT = 4096
_RARELY, _MOSTLY = 0.1, 0.5
_UNDEFINED = frozenset((0x81, 0x8D, 0x8F, 0x90, 0x9D))
"""Bytes that Windows-1252 leaves open. Source: WHATWG Encoding, index windows-1252."""
_CONTROLS = re.compile(rb"[\x01-\x08\x0e-\x1b\x7f]")
_LETTER_IN_A_WORD = re.compile(rb"[A-Za-z][\xc0-\xff]|[\xc0-\xff](?=[A-Za-z])")
_WITHIN_WORDS = 0.8
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?([A-Za-z0-9_-]{2,40})", re.IGNORECASE)
_WESTERN = ("iso-8859-1", "latin1", "windows-1252", "cp1252", "us-ascii", "ascii")
_ODD = (
    (re.compile("[\x01-\x08\x0e-\x1b\x7f-\x84\x86-\x9f]"), "control characters left out"),
    (re.compile("[\u202a-\u202e\u2066-\u2069]"), "marks that change the direction of text"),
)
Oddities = list[tuple[int, int, str]]
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


def _guessed(content: bytes) -> str:
    """UTF-16 without a mark, or Windows-1252, where nothing else can be meant: of the bytes of the
    one every other is zero; the other is no UTF-8 and has few letters beyond ASCII, each within a
    word or with a mark's meaning. Empty where there is nothing to guess, or no way to."""
    pair = content[:_LOOKED_AT]
    if b"\0" in pair:
        zeros = [pair[parity::2].count(0) / max(len(pair) // 2, 1) for parity in (0, 1)]
        if min(zeros) < _RARELY and max(zeros) > _MOSTLY:
            return "utf-16-be" if zeros[0] > zeros[1] else "utf-16-le"
        return ""
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return "cp1252" if _is_western(content) else ""
    return ""


def _is_western(content: bytes) -> bool:
    high = [byte for byte in content if byte > 0x7F]
    some_is_utf_8 = content.decode("utf-8", "replace").replace("\ufffd", "")
    if not some_is_utf_8.isascii() or len(high) > _RARELY * len(content):
        return False
    if any(byte in _UNDEFINED for byte in high) or _CONTROLS.search(content):
        return False
    letters = sum(byte >= 0xC0 for byte in high)
    within = len(_LETTER_IN_A_WORD.findall(content))
    return within >= letters * _WITHIN_WORDS


def decoded_page(content: bytes, name: str, heard: Oddities | None = None) -> str:
    """The text of an html page, in the encoding it says it is in where it is not UTF-8: what calls
    itself Latin-1 is read as browsers read it. Source: WHATWG Encoding, 4.2. ``heard`` and
    UnreadableInput as for ``decoded``."""
    said = _CHARSET.search(content[:4096])
    named = said[1].decode("ascii").lower() if said else ""
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        marked = any(content.startswith(mark) for mark, _ in _MARKS)
        if named in _WESTERN and not marked:
            return decoded(content.decode("cp1252", "replace").encode(), name)
    return decoded(content, name, heard)


def decoded(content: bytes, name: str, heard: Oddities | None = None) -> str:
    """The text, with every line end a line feed; ``heard`` is told of an encoding that was
    guessed, as (line, column, what). Raises UnreadableInput naming the place of the first byte
    that fits no known encoding, or of the first NUL, which says the file is no text.
    """
    encoding = next((named for mark, named in _MARKS if content.startswith(mark)), "")
    guessed = "" if encoding else _guessed(content)
    if guessed and heard is not None:
        heard.append((1, 1, f"this is not UTF-8; it was read as {_NAMES[guessed]}"))
    encoding = encoding or guessed or "utf-8"
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
