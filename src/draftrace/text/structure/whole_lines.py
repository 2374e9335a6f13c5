"""Which lines of a text that nobody wrapped are whole paragraphs, though no blank line parts them?
Word processors save a text so."""

from __future__ import annotations

from collections.abc import Sequence

from draftrace.text.structure.leads import lead

_LONGEST_WRAPPED = 200
_FEWEST, _MANY = 5, 0.1
"""So many lines, and so great a part of all, are longer than any that were wrapped."""
_OPENS = "[(“‘\"'"


class WholeLines:
    """The lines of one text in print layout."""

    def __init__(self, lines: Sequence[str]) -> None:
        self._lines = lines
        filled = [line for line in lines if line.strip() and "\t" not in line]
        long = sum(len(line) > _LONGEST_WRAPPED for line in filled)
        self.throughout = long >= max(_FEWEST, _MANY * len(filled))

    def ends(self, place: int, stops: tuple[str, ...]) -> bool:
        """Whether a paragraph ends with this line, the next being filled too: that begins with a
        label, or it begins large and this one comes to one of the ``stops``."""
        if not self.throughout:
            return False
        line, after = self._lines[place].rstrip(), self._lines[place + 1].strip()
        if lead(after) is not None:
            return True
        return line.rstrip("]").endswith(stops) and after.lstrip(_OPENS)[:1].isupper()
