"""When is garbage looked for? While nobody types: every line that is painted makes hundreds of
small objects, and going through them all would hold up a key in ten."""

from __future__ import annotations

import gc

EVERY = 0.2
"""Seconds between one look and the next."""
_AT_ONCE = 400_000
"""So many objects are gone through even while somebody types: some 40 MB."""
_WORTH_IT = 5_000
_STILL = (0.15, 2.0, 30.0)
"""Seconds without a key after which the youngest objects, the older ones and all are gone through:
some 10, 50 and 200 ms on a slow machine."""
_OFTEN = 8


def begin() -> None:
    """What was folded so far lives as long as the program: it is never gone through."""
    gc.freeze()
    gc.set_threshold(_AT_ONCE, 20, 50)


def tidy(still: float) -> None:
    """Look for garbage, further the longer (``still``, in seconds) nobody has typed."""
    counts = gc.get_count()
    if still > _STILL[2] and counts[2] >= _OFTEN:
        gc.collect(2)
    elif still > _STILL[1] and counts[1] >= _OFTEN:
        gc.collect(1)
    elif still > _STILL[0] and counts[0] >= _WORTH_IT:
        gc.collect(0)
