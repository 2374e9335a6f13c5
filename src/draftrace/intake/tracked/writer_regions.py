"""Who changed what in an ODT file, and when: the list of changes it keeps apart from the text."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from typing import Any

import msgspec

from draftrace.intake.tracked.model import Mark
from draftrace.intake.tracked.writer_oddities import SILENT

_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


class Region(msgspec.Struct, frozen=True):
    """A tracked change: who inserted, who deleted, and the paragraphs that were deleted."""

    inserted: Mark | None
    deleted: Mark | None
    content: Any = None


def regions(body: Any) -> Iterator[tuple[str, Region]]:
    """The changes of a text by their ids."""
    for region in body.iter(f"{_TEXT}changed-region"):
        inserted, deleted = region.find(f"{_TEXT}insertion"), region.find(f"{_TEXT}deletion")
        yield (
            region.get(f"{_TEXT}id") or region.get("{http://www.w3.org/XML/1998/namespace}id", ""),
            Region(_author(inserted), _author(deleted), deleted),
        )


def _author(change: Any) -> Mark | None:
    if change is None:
        return None
    info = change.find(f"{_OFFICE}change-info")
    return Mark("") if info is None else signed(info)


def signed(info: Any) -> Mark:
    """Who made a change or a comment, and when."""
    author, date = info.findtext(f"{_DC}creator") or "", info.findtext(f"{_DC}date") or ""
    return Mark(author, _in_utc(date))


def _in_utc(date: str) -> str:
    """Writer gives its local time, to the nanosecond, without a zone; at midnight the day alone."""
    if _DAY.fullmatch(date):
        return f"{date}T00:00:00Z"
    return f"{date[:19]}Z" if len(date) >= 19 and "T" in date else date


def outermost(deletion: Any, through: Container[str]) -> Iterator[Any]:
    """What was deleted, in order: paragraphs, and what is none as a whole; of an element to go
    ``through`` what is in it."""
    for child in deletion:
        if child.tag in through:
            yield from outermost(child, through)
        elif child.tag not in SILENT and child.tag != f"{_OFFICE}change-info":
            yield child
