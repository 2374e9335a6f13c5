"""What an Akoma Ntoso file says, read back: every provision by its GUID, every reference."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from draftrace.exporters.akoma.names import NAMESPACE
from draftrace.exporters.inlines import note_numbers, wording_text
from draftrace.exporters.markup import printable
from draftrace.exporters.packages import parsed
from draftrace.room.entities import Revision

_AKN = f"{{{NAMESPACE}}}"
_SAYS = frozenset(f"{_AKN}{name}" for name in ("p", "heading", "docTitle", "inline"))
_BELOW = frozenset(f"{_AKN}{name}" for name in ("authorialNote", "noteRef", "sup"))


def akoma_unsaid(text: Revision, made: bytes) -> list[str]:
    """The provisions whose words the file does not say, identifiers that stand twice, and
    references to what is not in it."""
    root = parsed(made, "the Akoma Ntoso file")
    numbers = note_numbers(text.provisions)
    said = {each.get("GUID"): each for each in root.iter() if each.get("GUID")}
    wrong = [
        issued.address
        for issued in text.provisions
        if issued.provision not in said
        or _words(said[issued.provision]) != _spaced(wording_text(issued.wording, numbers))
    ]
    ids = Counter(each.get("eId") for each in root.iter() if each.get("eId"))
    wrong += [name for name, count in ids.items() if count > 1]
    return wrong + [f"#{name}" for name in _cited(root) if name not in ids]


def _cited(root: Any) -> Iterator[str]:
    for each in root.iter():
        for value in each.attrib.values():
            if value.startswith("#"):
                yield value[1:]


def _words(provision: Any) -> str:
    """The provision's own words: its first line, notes as ``[note 4]``."""
    within = (each for each in provision.iter() if each.tag in _SAYS)
    line = next(within, provision)
    nested = next((each for each in line if each.tag in _SAYS), None)
    return _spaced("".join(_said(line if nested is None else nested)))


def _said(element: Any) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if child.tag in _BELOW:
            yield f"[note {child.get('marker') or child.text}]"
        else:
            yield from _said(child)
        yield child.tail or ""


def _spaced(words: str) -> str:
    return " ".join(printable(words).split())
