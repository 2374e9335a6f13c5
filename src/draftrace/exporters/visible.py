"""Which characters of a file are shown instead of obeyed?"""

from __future__ import annotations

import re

_OBEYED = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)


def visible(text: str) -> str:
    """Text with control and direction characters, and what XML cannot hold, as hex numbers."""
    return _OBEYED.sub(lambda found: f"\\x{ord(found[0]):02x}", text)
