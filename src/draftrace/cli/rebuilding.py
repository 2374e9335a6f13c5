"""A negotiation rebuilt from its published drafts: word origins and the history of provisions."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import msgspec

from draftrace.compare.align import Block
from draftrace.compare.lineage import Lineage, lineage
from draftrace.compare.origins import Origins
from draftrace.errors import UnreadableInput
from draftrace.readers.paragraphs import paragraphs
from draftrace.text.brackets import left

_DAYS = ("%d %B %Y", "%Y-%m-%d")


class Draft(msgspec.Struct, frozen=True):
    """One published draft: its file's name, what it says of itself, its provisions and notes, and
    how many brackets it opens, those around labels included.
    """

    name: str
    blocks: tuple[Block, ...]
    brackets: int
    date: str = ""


def read_draft(path: Path, mode: str) -> Draft:
    """A file's provisions and notes, or every block between its blank lines."""
    if mode == "paragraphs":
        wordings = paragraphs(path)
        blocks = tuple([Block(str(n), text) for n, text in enumerate(wordings, 1)])
        return Draft(path.name, blocks, sum("[" in text and left(text) for text in wordings))
    from draftrace import readers
    from draftrace.text.brackets import around_labels

    document = readers.read(path)
    found = [Block(p.address, p.wording, p.label, p.kind) for p in document.provisions]
    found += [Block(n.address, n.wording, "", "footnote") for n in document.notes]
    if not found:
        raise UnreadableInput(f"{path.name}: no provisions.", "Does the file hold a text?")
    inside = sum(left(block.wording) for block in found)
    opened = inside + around_labels(document.provisions)
    return Draft(path.name, tuple(found), opened, document.date)


def rebuilt(
    drafts: Sequence[Draft], told: Callable[[int], object] = lambda _: None
) -> dict[str, Any]:
    """The shape of ``reconstruct --json`` (DESIGN.md, section 8). ``told`` hears of each draft."""
    origins = Origins()
    texts = [draft.blocks for draft in drafts]
    followed = lineage(texts, told=told)
    for blocks, ancestors in zip(texts, followed.ancestors, strict=True):
        origins.read([block.wording for block in blocks], ancestors)
    return {
        "documents": _documents(drafts, followed),
        "provisions": [
            {
                "address": block.address,
                "words": [
                    {"text": word.text, "document": word.origin, "parties": []} for word in words
                ],
                "history": history,
            }
            for block, words, history in zip(
                texts[-1], origins.words(), followed.provisions, strict=True
            )
        ],
        "dropped": [
            {"address": steps[-1].address, "document": steps[-1].document, "history": steps}
            for steps in followed.dropped
        ],
    }


def _documents(drafts: Sequence[Draft], followed: Lineage) -> list[dict[str, Any]]:
    counted: dict[str, int] = {}

    def words(wording: str) -> int:
        if wording not in counted:
            counted[wording] = len(wording.split())
        return counted[wording]

    return [
        {
            "name": draft.name,
            "date": draft.date,
            "provisions": len(draft.blocks),
            "words": sum([words(block.wording) for block in draft.blocks]),
            "brackets": draft.brackets,
            "changes": changes,
        }
        for draft, changes in zip(drafts, followed.changes, strict=True)
    ]


def doubts(drafts: Sequence[Draft], told: dict[str, Any]) -> list[str]:
    """What may be wrong with the files: one alone, the same twice, out of order, nothing in
    common."""
    found = ["One draft alone has no history: name them all."] if len(drafts) == 1 else []
    first: dict[tuple[str, ...], str] = {}
    latest: tuple[datetime, str] | None = None
    for number, (draft, document) in enumerate(zip(drafts, told["documents"], strict=True), 1):
        text = tuple([block.wording for block in draft.blocks])
        named = f"Draft {number} ({draft.name})"
        if text in first:
            found.append(f"{named} is the same text as {first[text]}.")
        elif first and document["changes"].get("new") == document["provisions"]:
            found.append(
                f"{named} has nothing in common with the drafts before it: "
                "another text, or another language?"
            )
        first.setdefault(text, named)
        day = _day(draft.date)
        if day is not None and latest is not None and day < latest[0]:
            found.append(
                f"{named}, of {draft.date}, stands after {latest[1]}: give the drafts in order."
            )
        elif day is not None:
            latest = (day, f"{named}, of {draft.date}")
    return found


def _day(date: str) -> datetime | None:
    for written in _DAYS:
        try:
            return datetime.strptime(date, written)
        except ValueError:
            continue
    return None
