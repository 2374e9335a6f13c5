"""Notes as pandoc writes them in plain text, ``,[1]`` and at the end ``[1] Resolution 53/115.``, as
raised figures, which a text in print layout has."""

from __future__ import annotations

import re

from draftrace.text.structure.inline import SUPERSCRIPTS

_NOTE = re.compile(r"^\[(\d{1,3})\](?= \S)", re.MULTILINE)
_BLANK = re.compile(r"\n[^\S\n]*\n\s*")
_CITED = re.compile(r"(?<=[^\s\[(])\[(\d{1,3})\]")
_FIGURES = str.maketrans("0123456789", SUPERSCRIPTS)


def raised(text: str) -> str:
    """The text with such notes as raised figures: where its last paragraphs are notes counted from
    1 and each is cited before them, first in that order; else as it is, since a number between
    brackets may be what parties differ about."""
    starts = [end.end() for end in _BLANK.finditer(text.rstrip())]
    begun = max((place for place in starts if text.startswith("[1] ", place)), default=len(text))
    notes = [_NOTE.match(text, place) for place in starts if place >= begun]
    numbers = [str(number) for number in range(1, len(notes) + 1)]
    cited = list(dict.fromkeys(_CITED.findall(text, 0, begun)))
    if not notes or cited != numbers or [found and found[1] for found in notes] != numbers:
        return text
    return _CITED.sub(_raised, text[:begun]) + _NOTE.sub(_raised, text[begun:])


def _raised(found: re.Match[str]) -> str:
    return found[1].translate(_FIGURES)
