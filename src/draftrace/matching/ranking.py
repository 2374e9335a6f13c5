"""How a source and a target are related, how alike they are, and why: decided from evidence.

Shares are of weight, not of words (see ``evidence``), so no share comes from grammar, stock
formulas or the long title of a treaty. The limits below are plain fractions, chosen before any
key was scored and changed for none.
"""

from __future__ import annotations

from math import sqrt
from typing import TYPE_CHECKING, Final, Literal

import msgspec

from draftrace.matching import reasons
from draftrace.matching.evidence import Span, compare, spans_of

if TYPE_CHECKING:
    from draftrace.matching.evidence import Matter, Shared, Tile

Relation = Literal["verbatim", "adapted", "partial", "thematic", "none"]
#: From the closest relation to none at all.
RELATIONS: Final[tuple[Relation, ...]] = ("verbatim", "adapted", "partial", "thematic", "none")

_WHOLE: Final = 9 / 10
_MOST: Final = 3 / 4
_HALF: Final = 1 / 2
_QUARTER: Final = 1 / 4
_FIFTH: Final = 1 / 5
_PHRASE: Final = 3  # words of matter


class Likeness(msgspec.Struct, frozen=True):
    """How alike two wordings are, in shares between 0 and 1.

    ``of_source`` and ``of_target``: the share found in the other. ``passages``: the larger share
    of one sentence that stands in passages. ``score``: the geometric mean of both shares, loose
    words counting half, each side first lengthened by one word that the corpus does not hold, so
    that a heading of two words is like nothing. ``unbroken``: one of the two stands in the other
    in one piece. ``phrase``: the weight of the weightiest run of three words or more.
    """

    of_source: float
    of_target: float
    passages: float
    score: float
    unbroken: bool
    phrase: float


class Verdict(msgspec.Struct, frozen=True):
    """The judgement on one pair."""

    relation: Relation
    score: float
    reason: str
    evidence: tuple[tuple[Span, Span], ...]


class Meaning(msgspec.Struct, frozen=True):
    """How close two wordings are in meaning, and the closeness that chance alone may reach."""

    closeness: float
    chance: float


def likeness(shared: Shared, target: Matter, source: Matter, unseen: float) -> Likeness:
    """``unseen`` is the weight of a word that the corpus does not hold."""
    whole_source, whole_target = source.total or 1.0, target.total or 1.0
    firm_source = shared.source_weight - shared.source_loose / 2
    firm_target = shared.target_weight - shared.target_loose / 2
    runs = [(_weight(tile, target, source), tile.length) for tile in shared.tiles]
    longest = max((weight for weight, _ in runs), default=0.0)
    return Likeness(
        of_source=shared.source_weight / whole_source,
        of_target=shared.target_weight / whole_target,
        passages=max(_sentence_share(shared, target, 0), _sentence_share(shared, source, 1)),
        score=sqrt(firm_source * firm_target)
        / sqrt((source.total + unseen) * (target.total + unseen)),
        unbroken=longest >= max(unseen, _WHOLE * min(source.total, target.total)),
        phrase=max((weight for weight, length in runs if length >= _PHRASE), default=0.0),
    )


def _weight(tile: Tile, target: Matter, source: Matter) -> float:
    return min(
        sum(target.weights[tile.target : tile.target + tile.length]),
        sum(source.weights[tile.source : tile.source + tile.length]),
    )


def _sentence_share(shared: Shared, matter: Matter, side: int) -> float:
    """The largest share of one sentence that stands in passages."""
    held = [False] * len(matter.weights)
    for tile in shared.passages:
        start = tile.source if side else tile.target
        held[start : start + tile.length] = [True] * tile.length
    best = 0.0
    for start, end in matter.sentences:
        weights = matter.weights[start:end]
        here = sum(weight for weight, kept in zip(weights, held[start:end], strict=True) if kept)
        best = max(best, here / (sum(weights) or 1.0))
    return best


def judge(target: Matter, source: Matter, unseen: float, meaning: Meaning | None = None) -> Verdict:
    """The relation of a source to a target, with score, reason and evidence."""
    shared = compare(target, source)
    like = likeness(shared, target, source, unseen)
    relation = relate(like, shared, unseen, meaning)
    score = combined(like.score, meaning)
    if relation == "none":
        return Verdict(relation, score, "", ())
    reason = reasons.why(relation, shared, target, source, meaning.closeness if meaning else 0.0)
    return Verdict(relation, score, reason, tuple(spans_of(shared, target, source)))


def combined(score: float, meaning: Meaning | None) -> float:
    """Words first: meaning adds at most half of what the words leave open."""
    if meaning is None or meaning.closeness <= 0:
        return score
    return score + (1 - score) * meaning.closeness / 2


def relate(like: Likeness, shared: Shared, unseen: float, meaning: Meaning | None) -> Relation:
    """The relation that the evidence bears out."""
    if like.unbroken or (like.of_source >= _WHOLE and like.of_target >= _MOST):
        return "verbatim" if shared.passage >= unseen else "thematic"
    if like.passages >= _HALF and shared.passage >= unseen and like.score >= _QUARTER:
        return "adapted"
    if like.phrase >= unseen or like.score >= _QUARTER:
        return "partial"
    if like.score >= _FIFTH or (meaning is not None and meaning.closeness > meaning.chance):
        return "thematic"
    return "none"
