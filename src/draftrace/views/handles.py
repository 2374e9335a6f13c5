"""Which proposals do words name by their handles?"""

from __future__ import annotations

import re
from collections.abc import Iterable

from draftrace.room.state import State


def of_elsewhere(state: State, reasons: Iterable[str]) -> str:
    """What a reader of a received file must know of its reasons: handles count in the record in
    which they were written, and are others here. Empty where they name none."""
    found = ", ".join(named(state, reasons))
    if not found:
        return ""
    return (
        f"Reasons in the file name {found}: written in another record, these are handles of that "
        "one, and other proposals here."
    )


def named(state: State, texts: Iterable[str]) -> tuple[str, ...]:
    """The handles in some texts, ``EU-7`` of a known party ``EU``, each once."""
    codes = "|".join(map(re.escape, sorted(state.now.parties, key=len, reverse=True)))
    pattern = re.compile(rf"(?<![\w-])(?:{codes})-\d+(?!\w)")
    return tuple(dict.fromkeys(found for text in texts for found in pattern.findall(text)))
