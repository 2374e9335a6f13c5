"""Words that a party brought in and took out again itself: they leave no mark in a Word file.

Word takes one's own words out without a trace, and LibreOffice 7.4 takes a deletion within an
insertion of the same author for none at all and leaves the words standing; in a note it does so
whoever the authors are. So a bookmark tells where they stood, and a part that no page shows what
they were, with the marks they would have had.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from draftrace.exporters.sequence import SPACE

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_TAG = f"{{{SPACE}}}withdrawn"
NOTE = f"{{{SPACE}}}note"
"""Where one of the words cites a note: the note itself, as the part keeps it."""


class Withdrawn:
    """Those of one file; ``told`` are the elements of the part."""

    def __init__(self) -> None:
        self.told: list[str] = []

    def place(self, source: str, identity: int) -> str:
        """The bookmark that stands for words, given as they would stand there. Word shows no
        bookmark whose name begins so."""
        name = f"_withdrawn{len(self.told) + 1}"
        self.told.append(f'<withdrawn at="{name}" xmlns:w="{_W}">{source}</withdrawn>')
        known = f'w:id="{identity}"'
        return f'<w:bookmarkStart {known} w:name="{name}"/><w:bookmarkEnd {known}/>'


def kept_note(source: str) -> str:
    """A note that withdrawn words cite, given as its words would stand in it."""
    return f'<note xmlns="{SPACE}">{source}</note>'


def withdrawn_of(root: Any) -> Iterator[tuple[str, Any]]:
    """The elements in the root of a part by their bookmarks; none where it is not ours."""
    if root is not None and root.tag == f"{{{SPACE}}}acts":
        yield from ((each.get("at", ""), each) for each in root.iterchildren(_TAG))
