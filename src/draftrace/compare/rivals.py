"""Which dropped texts were rivals of one that stands: others under its number, or notes to it?

What a settled text took from them is older than itself (PRACTICE: ``6 alt``, ``Option 2``; a party
that would prefer other words says so in a note).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from draftrace.compare.kinship import Block
from draftrace.text.wording import note_ids

_VARIANT = re.compile(r" (?:alt(?: \d+)?|opt \d+)|~\d+")


def rivals(
    before: Sequence[Block], descent: Mapping[int, Iterable[int]], dropped: Iterable[int]
) -> dict[int, list[int]]:
    """For each place whose ancestors stood at some places of the draft ``before``: the ``dropped``
    places that were rivals of one of those.
    """
    texts: dict[str, list[int]] = {}
    for place in dropped:
        texts.setdefault(_number(before[place]), []).append(place)
    found: dict[int, list[int]] = {}
    for place, ancestors in descent.items() if texts else ():
        named = [name for old in ancestors for name in _names(before[old])]
        beside = [rival for name in dict.fromkeys(named) for rival in texts.get(name, ())]
        if beside:
            found[place] = beside
    return found


def _number(block: Block) -> str:
    """What a text is cited by, be it an alternative, an option or none; of a note its own number,
    since notes are numbered through all parts.
    """
    if block.kind == "footnote":
        return block.address.rpartition("/")[2]
    return block.address if "h:" in block.address else _VARIANT.sub("", block.address)


def _names(block: Block) -> list[str]:
    return [_number(block), *(f"note:{note}" for note in note_ids(block.wording))]
