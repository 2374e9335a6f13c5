"""In which order were the acts of a marked text decided, and which of them had each seen?

A tracked change tells whose it is and of when, not on which text it was made. A part of our Word
files and a property of our ODT files, which no page shows, tell that, and what sponsors said where
the marks do not give it; the part also what parties brought in and took out again themselves.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from draftrace.errors import UnreadableInput
from draftrace.exporters.markup import printable
from draftrace.exporters.packages import parsed
from draftrace.exporters.sheet import Said, Sheet, Turn

SPACE = "urn:draftrace:acts"
PART = "customXml/item1.xml"
_RELATIONSHIP = (
    '<Relationship Id="draftraceActs" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
    f'relationships/customXml" Target="../{PART}"/>'
)


def with_acts(parts: Mapping[str, bytes], made: str) -> dict[str, bytes]:
    """A Word package's parts and the one that tells of the acts, where there is anything to."""
    if not made:
        return dict(parts)
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    name = "word/_rels/document.xml.rels"
    related = parts[name].decode().replace("</Relationships>", f"{_RELATIONSHIP}</Relationships>")
    return {**parts, name: related.encode(), PART: f"{head}{made}".encode()}


def acts_told(sheet: Sheet, withdrawn: Iterable[str] = ()) -> str:
    """The turns of a sheet and what was said as XML, and the elements of what was ``withdrawn``;
    empty where there is none of them."""
    told = "".join((*map(_told, sheet.turns), *map(_worded, sheet.said), *withdrawn))
    return f'<acts xmlns="{SPACE}">{told}</acts>' if told else ""


def _told(turn: Turn) -> str:
    signed = _signed(turn.author, turn.date)
    on = f' on="{" ".join(turn.on)}"' if turn.on else ""
    return f'<act {signed} saw="{turn.saw}" decided="{turn.decided}"{on}/>'


def _worded(said: Said) -> str:
    on = f'on="{" ".join(said.on)}"'
    words = escape(printable(said.wording))
    return f"<said {_signed(said.author, said.date)} {on}>{words}</said>"


@lru_cache(maxsize=1024)
def _signed(author: str, date: str) -> str:
    return f"by={quoteattr(printable(author))} of={quoteattr(date)}"


def acts_in(content: bytes) -> Any:
    """The root of a part, ours or not; None where it is no XML: nobody sees such a part, so nobody
    could mend it."""
    try:
        return parsed(content, PART)
    except UnreadableInput:
        return None


def turns_of(root: Any) -> list[Turn]:
    """The turns in the root of a part; none where it is not ours or is broken."""
    if root is None or root.tag != f"{{{SPACE}}}acts":
        return []
    found = []
    for act in root.iterchildren(f"{{{SPACE}}}act"):
        saw, decided = act.get("saw", ""), act.get("decided", "")
        if saw.isdecimal() and decided.isdecimal() and len(saw + decided) < 40:
            on = tuple(act.get("on", "").split())
            found.append(Turn(act.get("by", ""), act.get("of", ""), int(saw), int(decided), on))
    return found


def said_in(root: Any) -> list[Said]:
    """What sponsors said by the root of a part, as it stands there; nothing if it is not ours."""
    if root is None or root.tag != f"{{{SPACE}}}acts":
        return []
    return [
        Said(each.get("by", ""), each.get("of", ""), each.text or "", tuple(on))
        for each in root.iterchildren(f"{{{SPACE}}}said")
        if (on := each.get("on", "").split())
    ]
