"""The word difference of two long wordings that mostly agree: only what lies between is read."""

from __future__ import annotations

from draftrace.compare.words import Difference, difference

# An edit may slide within this many characters to where it reads best.
_MARGIN = 20
# By how many characters at once two wordings are looked at where they agree.
_STRIDES = (64, 16, 4)


def redline(before: str, after: str) -> Difference:
    """As ``words.difference``, in less time where both ends of the wordings agree."""
    if before == after:
        return (("=", before),) if before else ()
    if not before or not after:
        return (("-", before),) if before else (("+", after),)
    head, tail = _common_ends(before, after)
    ops = list(difference(before[head : len(before) - tail], after[head : len(after) - tail]))
    if head:
        first = ops.pop(0)[1] if ops[0][0] == "=" else ""
        ops.insert(0, ("=", before[:head] + first))
    if tail:
        last = ops.pop()[1] if ops[-1][0] == "=" else ""
        ops.append(("=", last + before[len(before) - tail :]))
    return tuple(ops)


def _common_ends(before: str, after: str) -> tuple[int, int]:
    """How many characters of both ends need not be read; each end stops before a space, where no
    token is cut.
    """
    back, shorter = len(before), min(len(before), len(after))
    head = _agreement(before, after, shorter)
    tail = _agreement_at_end(before, after, shorter - head)
    head = max(0, before.rfind(" ", 0, max(0, head - _MARGIN)))
    space = before.find(" ", back - max(0, tail - _MARGIN))
    return head, back - space if space >= 0 else 0


def _agreement(before: str, after: str, most: int) -> int:
    """A length up to ``most`` over which two texts begin alike; hardly more is not seen."""
    length = 0
    for stride in _STRIDES:
        while (further := length + stride) <= most and (
            before[length:further] == after[length:further]
        ):
            length = further
    return length


def _agreement_at_end(before: str, after: str, most: int) -> int:
    """The same where they end."""
    length, back, end = 0, len(before), len(after)
    for stride in _STRIDES:
        while (further := length + stride) <= most and (
            before[back - further : back - length] == after[end - further : end - length]
        ):
            length = further
    return length
