"""Is a text set in two columns side by side, so that its lines run across both?"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

_GUTTER = re.compile(r"\S {3,}(?=\S)")
_FEWEST, _LEAST = 30, 0.4
"""So many lines, and so great a part of all, go on at one place behind a gutter."""
_FIRST, _LAST = 0.25, 0.75
"""Where a gutter stands, of the width: further left is a label's space, further right a page."""
ODD = "set in two columns and read across both: take it out of its PDF column by column"


def side_by_side(lines: Sequence[str]) -> int:
    """The first line, from 1, of a text in two columns; 0 where it is in one."""
    filled = [line for line in lines if line.strip()]
    wide = max(map(len, filled), default=0)
    begun: Counter[int] = Counter()
    for line in filled:
        if "   " in line:
            begun.update(
                at
                for gap in _GUTTER.finditer(line)
                if _FIRST * wide < (at := gap.end()) < _LAST * wide
            )
    column, often = max(begun.items(), key=lambda one: (one[1], -one[0]), default=(0, 0))
    if often < max(_FEWEST, _LEAST * len(filled)):
        return 0
    return 1 + next(n for n, line in enumerate(lines) if line[column - 3 : column] == "   ")
