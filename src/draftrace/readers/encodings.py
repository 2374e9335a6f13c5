"""In which encoding is a text file written? UTF-8, or UTF-16 where its mark says so."""

from __future__ import annotations

import codecs

from draftrace.errors import UnreadableInput

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


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
