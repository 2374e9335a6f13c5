"""Which words lost their hyphen where their line ended?

Programs that take text out of a PDF put the two lines together there, and ``non-`` and
``commercial`` become ``noncommercial``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from draftrace.text.structure.line_widths import in_book_type

_COMPOUND = re.compile(r"(?<![\w-])[a-z]+(?:-[a-z]+)+(?![\w-])", re.IGNORECASE)
_WORD = re.compile(r"(?<![\w-])[a-z]{4,}(?![\w-])", re.IGNORECASE)
_LEAST, _MOST = 0.93, 1.07
"""How full a line is where its last word breaks, of the width that most are filled to."""
_LONGEST = 200
_FEWEST = 20


def restored(lines: Sequence[str]) -> list[str]:
    """The lines, where one that is longer than the printer's holds, at the place where his ended, a
    word without the hyphen that it has in the other lines, none of which has it without.
    """
    widths = [in_book_type(line) for line in lines]
    printed = _printed(widths)
    joined = {place for place, width in enumerate(widths) if width > _MOST * printed > 0}
    if not joined:
        return list(lines)
    known = _known([line for place, line in enumerate(lines) if place not in joined])
    return [
        _with_hyphens(line, known, printed) if place in joined else line
        for place, line in enumerate(lines)
    ]


def _with_hyphens(line: str, known: dict[str, str], printed: float) -> str:
    pieces: list[str] = []
    begun = done = 0
    for word in _WORD.finditer(line):
        whole = known.get(word[0])
        before = in_book_type(line[begun : word.start()])
        reaches = before + in_book_type(word[0]) >= _LEAST * printed
        if whole is not None and reaches and before <= _MOST * printed:
            pieces += [line[done : word.start()], whole]
            done, begun = word.end(), word.start() + whole.index("-")
    return "".join([*pieces, line[done:]])


def _printed(widths: Sequence[float]) -> float:
    """How wide the lines of a wrapped text are; 0 where it was not wrapped."""
    filled = sorted(width for width in widths if width)
    if len(filled) < _FEWEST:
        return 0.0
    width = filled[len(filled) * 3 // 4]
    return width if width <= _LONGEST else 0.0


def _known(lines: Sequence[str]) -> dict[str, str]:
    """The words written with a hyphen in these lines, by how they read without it; none that also
    stands so.
    """
    text = "\n".join(lines)
    plain = set(_WORD.findall(text))
    compounds = {word.replace("-", ""): word for word in _COMPOUND.findall(text)}
    return {joined: word for joined, word in compounds.items() if joined not in plain}
