"""What our own marked ODT prints in its text: whose the words are that came or went, between which
signs. What somebody typed in the look of such a sign is none.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from draftrace.exporters.dialect import SIGNS, end_sign
from draftrace.exporters.opendocument import change_named, ends_named
from draftrace.intake.tracked.model import Mark

_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_ENDS = frozenset({"InsertedEnd", "DeletedEnd"})
_PRINTED = frozenset({"Sign", "Sponsor"}) | _ENDS
_END_SIGNS = (end_sign("+"), end_sign("-"))
_OPENED = (SIGNS["+"][0], SIGNS["-"][0])
_OURS = (*_END_SIGNS, *SIGNS["+"], *SIGNS["-"])
_ROOM = "\u202f"
"""Between a sponsor and the words that follow."""


class Signs:
    """The signs met so far; ``mark`` is whose the change behind the last bookmark of ours is."""

    def __init__(self, body: Any) -> None:
        names = (change_named(name)[0] for name in map(_name, body.iter(f"{_TEXT}bookmark")))
        sponsors = sorted({f"({name})" for name in names if name}, key=len, reverse=True)
        self.printed = (*sponsors, *_OURS)
        self.any_of_them = re.compile("|".join(map(re.escape, self.printed)))
        self.mark = Mark("")
        self.ends: dict[str, Mark] = {}
        self.is_typing = False
        self.has_named = False

    def taken(self) -> dict[str, Mark]:
        """The ends told in the paragraph that is at its end."""
        told, self.ends, self.has_named = self.ends, {}, False
        return told

    def set_aside(self) -> tuple[Mark | None, dict[str, Mark]]:
        """What was named of words that follow behind others, which were taken out before them."""
        mark = self.mark if self.has_named else None
        return mark, self.taken()

    def put_back(self, mark: Mark | None, ends: Mapping[str, Mark]) -> None:
        """What was set aside, where those others are read."""
        self.mark = mark or self.mark
        self.ends |= ends

    def named(self, bookmark: Any) -> None:
        """Ours name whose the change behind them is, or the whole paragraph."""
        name = _name(bookmark)
        ends = ends_named(name)
        self.ends |= {end: Mark(*by) for end, by in ends.items()}
        if not ends:
            self.mark = Mark(*change_named(name))
        self.has_named = True

    def printed_in(self, style: str) -> bool:
        """Whether a style is that of signs and sponsors."""
        return style in _PRINTED

    def typed(self, style: str, text: str) -> str:
        """What somebody typed into a sign or behind a sponsor, whose look it then has."""
        if style in _ENDS and any(sign in text for sign in _END_SIGNS):
            self.ends[style] = self.mark
        if any(opened in text for opened in _OPENED):
            self.is_typing = False  # words were copied with their signs
        rest, found = self.any_of_them.subn("", text)
        if not found and not self.is_typing and any(text.strip() in each for each in self.printed):
            return ""
        return rest.removeprefix(_ROOM)


def _name(bookmark: Any) -> str:
    return str(bookmark.get(f"{_TEXT}name", ""))
