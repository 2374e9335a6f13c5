"""How is text that came from a file shown, so that it can do nothing to the terminal?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from unicodedata import category

from rich.cells import cell_len

_SPACES = re.compile("[\t\n\r\x0b\x0c\x85\u2028\u2029]+")
_UNSAFE = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u206f\ud800-\udfff"
    "\xad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u2060-\u2065\u2800\u3164\ufeff\uffa0"
    "\ufff0-\ufffb\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
_NO_LETTERS = re.compile(r"[^\w\s\x00-\x7f]{9,}")
_HIGHEST = 8
"""No script piles more signs and joiners on one letter; more would reach into the lines around."""
_NAMED = re.compile(r"<U\+([0-9A-F]{4,5}|10[0-9A-F]{4})>")


def shown(text: str) -> str:
    """The text with line ends as spaces and every control, direction override, unseen and
    broken character as its code, ``<U+202E>``: visible, and without effect; so are signs piled
    up on one letter. Joiners stay, since scripts and signs are written with them."""
    if text.isascii() and text.isprintable():
        return text
    spaced = _NO_LETTERS.sub(_levelled, _SPACES.sub(" ", text))
    return _UNSAFE.sub(lambda found: _code(found[0]), spaced)


def harmless(text: str) -> str:
    """The text without what a terminal would obey or pile up, in as many cells: for letters that
    are painted as they were typed or pasted."""
    if text.isascii() and text.isprintable():
        return text
    level = _NO_LETTERS.sub(
        lambda run: "".join(sign for sign, above in _piled(run[0]) if above <= _HIGHEST), text
    )
    return _UNSAFE.sub(lambda found: " " * cell_len(found[0]), level)


def _levelled(run: re.Match[str]) -> str:
    """What stands between letters, with its piles of signs cut down."""
    return "".join(_code(sign) if above > _HIGHEST else sign for sign, above in _piled(run[0]))


def _piled(text: str) -> Iterator[tuple[str, int]]:
    """Each character with its place in a pile, 0 where it stands on the line."""
    above = 0
    for character in text:
        piles = category(character) in ("Mn", "Me") or character in "\u200c\u200d"
        above = above + 1 if piles else 0
        yield character, above


def _code(character: str) -> str:
    return f"<U+{ord(character):04X}>"


def restored(text: str, original: str) -> str:
    """Text edited in its shown form, with the characters the original held put back."""
    held = set(_UNSAFE.findall(original))
    held |= {sign for sign, above in _piled(original) if above > _HIGHEST}

    def back(found: re.Match[str]) -> str:
        character = chr(int(found[1], 16))
        return character if character in held else found[0]

    return _NAMED.sub(back, text)


def folder_name(name: str) -> str:
    """A name for a file or folder, from any text."""
    return re.sub(r"[^A-Za-z0-9_-]+", "-", name).strip("-")[:80] or "unnamed"


def beneath(folder: Path, name: str) -> Path:
    """A path in a folder, from any text."""
    return folder / folder_name(name)
