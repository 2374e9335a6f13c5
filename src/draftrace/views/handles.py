"""Which proposals do words name by their handles?"""

from __future__ import annotations

import re
from collections.abc import Iterable

from draftrace.room.state import State


def named(state: State, texts: Iterable[str]) -> tuple[str, ...]:
    """The handles in some texts, ``EU-7`` of a known party ``EU``, each once."""
    codes = "|".join(map(re.escape, sorted(state.now.parties, key=len, reverse=True)))
    pattern = re.compile(rf"(?<![\w-])(?:{codes})-\d+(?!\w)")
    return tuple(dict.fromkeys(found for text in texts for found in pattern.findall(text)))
