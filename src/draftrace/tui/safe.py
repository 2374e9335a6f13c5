"""How is text that came from a file shown, so that it can do nothing to the terminal?"""

from __future__ import annotations

import re
from pathlib import Path

_SPACES = re.compile("[\t\n\r\x0b\x0c\x85\u2028\u2029]+")
_UNSAFE = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff"
    "\xad\u180e\u200b\u2060-\u2064\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
)
_NAMED = re.compile(r"<U\+([0-9A-F]{4,5})>")


def shown(text: str) -> str:
    """The text with line ends as spaces and every control, direction override, unseen and
    broken character as its code, ``<U+202E>``: visible, and without effect. Joiners stay, since
    scripts and signs are written with them."""
    if text.isascii() and text.isprintable():
        return text
    spaced = _SPACES.sub(" ", text)
    return _UNSAFE.sub(lambda found: f"<U+{ord(found[0]):04X}>", spaced)


def restored(text: str, original: str) -> str:
    """Text edited in its shown form, with the characters the original held put back."""
    held = set(_UNSAFE.findall(original))

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
