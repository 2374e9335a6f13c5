"""Does a paragraph still say what it said when it was written?"""

from __future__ import annotations

import unicodedata
from hashlib import sha256

_HYPHENS = str.maketrans({"\u2010": "-", "\u2011": "-"})
_LENGTH = 16


def fingerprint(after: str, before: str) -> str:
    """A short digest (16 hex digits of SHA-256) of the letters a paragraph shows with all changes
    taken in and with none: white space, signs no page shows and citations of notes are no
    letters, and letters that only look otherwise are the same (NFKC)."""
    told = "\n".join(map(_letters, (after, before)))
    return sha256(told.encode()).hexdigest()[:_LENGTH]


def _letters(text: str) -> str:
    same = unicodedata.normalize("NFKC", text.translate(_HYPHENS))
    if same.isascii() and same.isprintable():
        return same.replace(" ", "")
    return "".join(c for c in same if unicodedata.category(c)[0] not in "CZ" and c != "\ufffc")
