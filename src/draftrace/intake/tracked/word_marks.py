"""Who changed or remarked something in a Word file, and when."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from draftrace.intake.tracked.model import Mark, Remark
from draftrace.intake.tracked.word_oddities import W, said


def mark(element: Any, move: str = "") -> Mark:
    """Who made a change, and when; ``move`` names the move it is half of."""
    return Mark(element.get(f"{W}author", "").strip(), element.get(f"{W}date", ""), move)


def remarks(comments: Any, places: Mapping[str, int]) -> Iterator[tuple[str, Remark]]:
    """The comments of a file by their ids; ``places`` are the paragraphs they stand at."""
    for comment in comments.iter(f"{W}comment"):
        paragraphs = [said(paragraph) for paragraph in comment.iter(f"{W}p")]
        text = " ".join(" ".join(paragraphs).split())
        by, identity = mark(comment), comment.get(f"{W}id", "")
        yield identity, Remark(by.author, by.date, text, places.get(identity, 0))


def endnotes(root: Any) -> dict[str, str]:
    """The words of each endnote, by its id."""
    notes = () if root is None else root.iter(f"{W}endnote")
    return {note.get(f"{W}id", ""): said(note) for note in notes}
