"""Is the text that a room has come to, paragraph by paragraph, an issue of another?

Notes are told by their words where they are cited: which id a room gave them is its own affair.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import zip_longest
from typing import NamedTuple

from draftrace.room.entities import Issued, Provision, Revision
from draftrace.room.state import State
from draftrace.text.documents import Kind
from draftrace.text.wording import note_ids, with_notes

_Line = tuple[Kind, str, tuple[str, ...]]
"""What a paragraph is, says, and notes."""


class Differing(NamedTuple):
    """The first paragraph that differs: its address, what the room came to, what was issued;
    either is empty where there is no such paragraph."""

    address: str
    came: str
    issued: str


def first_difference(state: State, text: Revision) -> Differing | None:
    """Where the standing text of a room differs first from an issue, if it does."""
    came = state.standing()
    here = _lines((p, p.now.wording) for p in came)
    there = _lines((i, i.wording) for i in text.provisions)
    addresses = [i.address for i in text.provisions if i.kind != "footnote"]
    addresses += [p.now.address for p in came if p.kind != "footnote"][len(addresses) :]
    for address, (ours, theirs) in zip(addresses, zip_longest(here, there), strict=True):
        if ours != theirs:
            return Differing(address, *(line[1] if line else "" for line in (ours, theirs)))
    return None


def _lines(text: Iterable[tuple[Provision | Issued, str]]) -> list[_Line]:
    """The paragraphs with their notes numbered as they are cited, and the words of those."""
    every = list(text)
    notes = {each.note: wording for each, wording in every if each.kind == "footnote"}
    numbers: dict[str, str] = {}
    lines: list[_Line] = []
    for each, wording in every:
        if each.kind == "footnote":
            continue
        cited = note_ids(wording)
        for note in cited:
            numbers.setdefault(note, str(len(numbers) + 1))
        told = with_notes(wording, numbers)
        lines.append((each.kind, told, tuple(notes.get(i, "") for i in cited)))
    return lines
