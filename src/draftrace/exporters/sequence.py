"""In which order were the acts of a marked text decided, and which of them had each seen?

A tracked change tells whose it is and of when, not on which text it was made. A part of our Word
files and a property of our ODT files, which no page shows, tell that; the part also what parties
brought in and took out again themselves.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any
from xml.sax.saxutils import quoteattr

from draftrace.exporters.markup import printable
from draftrace.exporters.sheet import Turn

SPACE = "urn:draftrace:acts"
PART = "customXml/item1.xml"
_RELATIONSHIP = (
    '<Relationship Id="draftraceActs" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
    f'relationships/customXml" Target="../{PART}"/>'
)


def with_acts(
    parts: Mapping[str, bytes], turns: Iterable[Turn], withdrawn: Iterable[str]
) -> dict[str, bytes]:
    """A Word package's parts and the one that tells the turns and what was ``withdrawn``, where
    there is any of either."""
    made = acts_told(turns, withdrawn)
    if not made:
        return dict(parts)
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    name = "word/_rels/document.xml.rels"
    related = parts[name].decode().replace("</Relationships>", f"{_RELATIONSHIP}</Relationships>")
    return {**parts, name: related.encode(), PART: f"{head}{made}".encode()}


def acts_told(turns: Iterable[Turn], withdrawn: Iterable[str] = ()) -> str:
    """The turns as XML, and the elements of what was ``withdrawn``; empty where there are none."""
    told = "".join((*map(_told, turns), *withdrawn))
    return f'<acts xmlns="{SPACE}">{told}</acts>' if told else ""


def _told(turn: Turn) -> str:
    signed = _signed(turn.author, turn.date)
    return f'<act {signed} saw="{turn.saw}" decided="{turn.decided}"/>'


@lru_cache(maxsize=1024)
def _signed(author: str, date: str) -> str:
    return f"by={quoteattr(printable(author))} of={quoteattr(date)}"


def turns_of(root: Any) -> list[Turn]:
    """The turns in the root of a part; none where it is not ours or is broken."""
    if root is None or root.tag != f"{{{SPACE}}}acts":
        return []
    found = []
    for act in root:
        saw, decided = act.get("saw", ""), act.get("decided", "")
        if saw.isdecimal() and decided.isdecimal() and len(saw + decided) < 40:
            found.append(Turn(act.get("by", ""), act.get("of", ""), int(saw), int(decided)))
    return found
