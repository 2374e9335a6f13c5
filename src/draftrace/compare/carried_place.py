"""Where does a place in a wording stand once the words around it have changed?"""

from __future__ import annotations

from draftrace.compare.words import difference


def carried_place(old: str, new: str, place: int) -> int:
    """The place in ``new`` of what stood at a place in ``old``, both counted in characters. Where
    that has gone, the place it had; what came in just there comes before it."""
    before = after = 0
    for op, words in difference(old, new):
        if op != "+" and before + len(words) > place:
            return after + (place - before if op == "=" else 0)
        before += len(words) if op != "+" else 0
        after += len(words) if op != "-" else 0
    return after
