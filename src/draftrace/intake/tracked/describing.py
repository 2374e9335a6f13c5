"""What a file says of itself in its properties and at the foot of its pages."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import unquote

import msgspec

from draftrace.exporters.furniture import ENTRY, EXTRACT, UNTIL
from draftrace.exporters.opendocument import ACTS
from draftrace.exporters.sequence import acts_in

_META = "{urn:oasis:names:tc:opendocument:xmlns:meta:1.0}"
_SEAL = re.compile(r"[0-9a-f]{64}")
_AGAINST = re.compile(r"Changes against (\S+) \(")
_UNTIL = re.compile(rf"{UNTIL}(\d{{4}})(\d\d)(\d\dT\d\d)(\d\d)(\d\dZ)")
_ENTRY = re.compile(rf"{ENTRY}(\d{{1,9}})")
_EXTRACT = re.compile(rf"{EXTRACT}(\S+)")
_EXTRACT_PRINTED = re.compile(r"\bextract (\S.*?), seal: ")


class Described(msgspec.Struct, frozen=True):
    """Seal and symbol of the text, the base it is marked against, of what it is an extract, after
    which entry of the record it stood where it was not issued, the date of the last change we
    wrote; empty where the file is not one of our exports. ``Tracked`` has the same fields."""

    seal: str = ""
    symbol: str = ""
    against: str = ""
    extract: str = ""
    entry: int = 0
    until: str = ""


def described(properties: Any, printed: str) -> Described:
    """Read from the root of the file's properties and the words printed on every page."""
    texts: dict[str, list[str]] = {}
    for element in () if properties is None else properties.iter():
        name = str(element.tag).rpartition("}")[2]
        texts.setdefault(name, []).append((element.text or "").strip())
    # Word has one list of keywords, ODT any number of them, empty ones too.
    keywords = " ".join(texts.get("keywords", []) + texts.get("keyword", []))
    found, until = _SEAL.findall(keywords), _UNTIL.findall(keywords)
    against = _AGAINST.search(printed)
    return Described(
        seal=found[0] if found else "",
        symbol=next(filter(None, texts.get("subject", [])), ""),
        against=against[1] if against else "",
        entry=int(entry[1]) if found and (entry := _ENTRY.search(keywords)) else 0,
        extract=_extract(keywords, printed) if found else "",
        until="{}-{}-{}:{}:{}".format(*until[0]) if until else "",
    )


def _extract(keywords: str, printed: str) -> str:
    kept, foot = _EXTRACT.search(keywords), _EXTRACT_PRINTED.search(printed)
    return unquote(kept[1]) if kept else foot[1] if foot else ""


def acts_told_in(properties: Any) -> Any:
    """The root of what the properties of an ODT file of ours tell of its acts; None where they
    tell nothing."""
    for element in () if properties is None else properties.iter(f"{_META}user-defined"):
        if element.get(f"{_META}name") == ACTS and element.text:
            return acts_in(element.text.encode())
    return None
