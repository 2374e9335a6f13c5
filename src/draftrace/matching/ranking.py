"""How a source and a target are related and how alike they are: decided from evidence.

Shares are of weight, not of words (see ``weights``), so no share comes from grammar, stock
formulas or the long title of a treaty. The limits below are plain fractions; the figures on the
development key were seen while they were set, so only a key kept apart judges them.
"""

from __future__ import annotations

from bisect import bisect_right
from math import log, sqrt
from typing import TYPE_CHECKING, Final, Literal

import msgspec

from draftrace.matching.evidence import Shared, compare

if TYPE_CHECKING:
    from collections.abc import Iterable

    from draftrace.matching.evidence import Matter, Tile

Relation = Literal["verbatim", "adapted", "partial", "thematic", "none"]
#: From the closest relation to none at all.
RELATIONS: Final[tuple[Relation, ...]] = ("verbatim", "adapted", "partial", "thematic", "none")

#: The lowest and the highest score for what the words bear out: what went in stands before what
#: gave a phrase, a turn of phrase before the subject alone.
_SCORES: Final[dict[Relation, tuple[float, float]]] = {
    "verbatim": (3 / 4, 1),
    "adapted": (3 / 4, 1),
    "partial": (1 / 2, 3 / 4),
    "thematic": (1 / 4, 1 / 2),
    "none": (0, 1 / 4),
}
_ADDED: Final = 1 / 5  # as much as what is left out, what is added makes two wordings unlike
_LOOSE: Final = 1 / 2
_WHOLE: Final = 9 / 10
_MOST: Final = 3 / 4
_HALF: Final = 1 / 2
_QUARTER: Final = 1 / 4
_FIFTH: Final = 1 / 5
_MORE: Final = 1.001  # sums of rounded weights are more only beyond this
_PHRASE: Final = 3  # words that tell something
_TELLS: Final = log(2)  # a word that the one before leads one to expect less often than not
_PHRASES: Final = 2


class Meaning(msgspec.Struct, frozen=True, gc=False):
    """How close two wordings are in meaning, and the closeness that chance alone may reach."""

    closeness: float
    chance: float


class Stated(msgspec.Struct, frozen=True, gc=False):
    """A paragraph or one sentence of it: what is shared of it weighs so much in the target
    (``here``) and in the source (``there``), loose words counted half, and all of it ``total``."""

    here: float
    there: float
    total: float


class Verdict(msgspec.Struct, frozen=True):
    """The judgement on one pair. ``score`` is between 0 and 1, so that whoever sorts by it has our
    order: above three quarters where the source's own text went in, reworded or not, above one
    half where a part of it did."""

    relation: Relation
    score: float
    shared: Shared
    meaning: Meaning | None = None


def judge(
    target: Matter,
    source: Matter,
    unseen: float,
    meaning: Meaning | None = None,
    lift: float = 0.0,
) -> Verdict:
    """The relation of a source to a target. ``unseen`` is the weight of a word that the corpus
    does not hold. ``lift`` says how much likelier than others the source is for where it stands,
    in nats: of its order alone, never of the relation.

    What is less than a part taken over is *thematic* where the wordings, or the target and one
    sentence of the source, are a fifth alike, or closer in meaning than chance.
    """
    shared = compare(target, source)
    stated = _paragraph(shared, source)
    relation = relate(shared, target, source, unseen, likeness(stated, target, unseen))
    lowest, highest = _SCORES[relation]
    if relation == "none":
        stated = _closest(stated, shared, target, source, unseen)
        alike = likeness(stated, target, unseen) >= _FIFTH
        if alike or _same_subject(meaning, target, source, unseen):
            relation = "thematic"
    close = combined(taken_up(stated, target, unseen), meaning)
    if lift:  # where a source stands bears on its words and on its meaning alike
        close = min(1.0, close * _likelier(stated, target, unseen, lift))
    return Verdict(relation, lowest + (highest - lowest) * close, shared, meaning)


def _same_subject(meaning: Meaning | None, target: Matter, source: Matter, unseen: float) -> bool:
    """Whether two wordings are closer than chance, each lengthened as for ``likeness``: what a
    chapeau or a heading of two words means is close to much and tells of no subject."""
    if meaning is None:
        return False
    told = sqrt(target.total / (target.total + unseen) * source.total / (source.total + unseen))
    return meaning.closeness * told > meaning.chance


def _paragraph(shared: Shared, source: Matter) -> Stated:
    return Stated(
        shared.target_weight - shared.target_loose / 2,
        shared.source_weight - shared.source_loose / 2,
        source.total,
    )


def _closest(
    whole: Stated, shared: Shared, target: Matter, source: Matter, unseen: float
) -> Stated:
    """The whole paragraph, or the sentence of it that the target has most of: of the many
    statements of a paragraph a provision takes up one."""
    least = Stated(whole.here, whole.there, whole.there)  # no sentence is more like the target
    if likeness(least, target, unseen) < _FIFTH:
        return whole
    bounds = source.sentences()
    if len(bounds) < 2:
        return whole
    best, most = whole, whole.here * whole.there / (whole.total + unseen)
    for (first, last), here, there in _sentences(shared, bounds):
        if here:
            total = sum(source.weights[first:last])
            alike = here * there / (total + unseen)
            if alike > most:
                best, most = Stated(here, there, total), alike
    return best


def _sentences(
    shared: Shared, bounds: list[tuple[int, int]]
) -> Iterable[tuple[tuple[int, int], float, float]]:
    """Each of the source's sentences and what is shared of it weighs in the target and in the
    source; a run is of the sentence that it begins in."""
    firsts = [first for first, _ in bounds]
    here, there = [0.0] * len(firsts), [0.0] * len(firsts)
    loose = {tile.source for tile in shared.loose}
    for tile in shared.tiles:
        start = tile.source
        place = bisect_right(firsts, start) - 1
        share = _LOOSE if start in loose else 1.0
        here[place] += share * tile.target_weight
        there[place] += share * tile.source_weight
    return zip(bounds, here, there, strict=True)


def likeness(stated: Stated, target: Matter, unseen: float) -> float:
    """The geometric mean of the shares that each has of the other, between 0 and 1.

    Each side is first lengthened by one word that the corpus does not hold, so that a heading of
    two words is like nothing.
    """
    both = stated.here * stated.there
    return sqrt(both / ((stated.total + unseen) * (target.total + unseen)))


def taken_up(stated: Stated, target: Matter, naming: float) -> float:
    """How much of what was stated became the target, between 0 and 1, by which sources are put in
    order. Each side is lengthened by what it takes to name the paragraph, in nats: of paragraphs
    that are alike likely, as much as a word that the corpus does not hold.

    The contrast of A. Tversky (Features of similarity, 1977): a provision grows in negotiation, by
    qualifiers and by other conclusions merged into it, while little of a conclusion is left out.
    So what the target adds counts one fifth of what it leaves out; from a sixth to a quarter the
    sample's links among made-up paragraphs, and rewordings of known ones, come out alike.
    """
    both = sqrt(stated.here * stated.there)
    left_out = stated.total + naming - stated.there
    return both / (both + left_out + _ADDED * (target.total + naming - stated.here))


def _likelier(stated: Stated, target: Matter, unseen: float, lift: float) -> float:
    """How many times more of what was stated became the target, for where it was stated."""
    by_words = taken_up(stated, target, unseen)
    return taken_up(stated, target, unseen - lift) / by_words if by_words else 1.0


def combined(taken: float, meaning: Meaning | None) -> float:
    """Words and meaning count alike: a paragraph that has one clause of the target and otherwise
    speaks of something else is the worse source."""
    if meaning is None:
        return taken
    return (taken + max(0.0, meaning.closeness)) / 2


def relate(shared: Shared, target: Matter, source: Matter, unseen: float, alike: float) -> Relation:
    """The relation that the shared words bear out, the subject left aside.

    *Verbatim*: nearly all of the source is most of the target, or one of the two stands in the
    other in one piece. *Adapted*: half of one sentence at least stands in passages of the other.
    *Partial*: a phrase that singles out a paragraph, or passages that are a quarter of both, but
    more than one word or title; in the target's own text as among the sources. *Thematic*: a
    turn of phrase that a text on the subject may have by chance.
    """
    if not shared.tiles or _names_only(target, source):
        return "none"
    rarest = max(source.weights) * _MORE  # a title weighs as much as its rarest word
    telling = _telling(shared, unseen)
    if shared.passage > rarest:
        least = _WHOLE * min(source.total, target.total)
        if any(t.source_weight >= least and t.target_weight >= least for t in telling):
            return "verbatim"
        if _nearly_all(shared, target, source):
            return "verbatim"
        if alike >= _QUARTER and _half_taken_up(shared, target, source, unseen):
            return "adapted"
    more_than_a_word = alike >= _QUARTER and shared.source_weight - shared.source_loose > rarest
    if more_than_a_word and _quarter_taken_up(shared, target, source, unseen):
        return "partial"
    phrases = [t for t in telling if t.length >= _PHRASE and _singles_out(t, target, source)]
    if any(_beyond_chance(tile, target, source, unseen) for tile in phrases):
        return "partial"
    return "thematic" if phrases else "none"


def _telling(shared: Shared, unseen: float) -> list[Tile]:
    """The runs that one paragraph alone would have."""
    if shared.passage < unseen:  # and no run weighs more than the passage that it stands in
        return []
    return [t for t in shared.tiles if t.source_weight >= unseen and t.target_weight >= unseen]


def _names_only(target: Matter, source: Matter) -> bool:
    """Whether one of two different wordings is no more than the name of a subject, such as an item
    of an agenda: its words stand in every paragraph on that subject."""
    short = min(len(target.families), len(source.families)) < _PHRASE
    return short and target.families != source.families


def _nearly_all(shared: Shared, target: Matter, source: Matter) -> bool:
    return (
        shared.source_weight >= _WHOLE * source.total
        and shared.target_weight >= _MOST * target.total
    )


def _half_taken_up(shared: Shared, target: Matter, source: Matter, unseen: float) -> bool:
    """Whether half of the source stands in passages; or half of the target or of a sentence of
    either, where the passages tell as much as two phrases that single out a paragraph."""
    there = sum([tile.source_weight for tile in shared.passages])
    here = sum([tile.target_weight for tile in shared.passages])
    if there >= _HALF * source.total:
        return True
    if min(here, there) < _PHRASES * unseen:
        return False
    if here >= _HALF * target.total:
        return True
    ours = [(tile.target, tile.length) for tile in shared.passages]
    theirs = [(tile.source, tile.length) for tile in shared.passages]
    return _sentence_share(target, ours) >= _HALF or _sentence_share(source, theirs) >= _HALF


def _quarter_taken_up(shared: Shared, target: Matter, source: Matter, unseen: float) -> bool:
    """Whether the passages are a quarter of both. What many provisions of the target's text say
    is less of the target than it seems among the sources."""
    there = (shared.source_weight - shared.source_loose) / (source.total + unseen)
    here = (shared.target_weight - shared.target_loose) / (target.total + unseen)
    if target.own is not None:
        held = sum(target.own.of(tile.target, tile.length) for tile in shared.passages)
        here = min(here, held / (sum(target.own.weights) + target.own.unseen))
    return sqrt(here * there) >= _QUARTER


def _singles_out(tile: Tile, target: Matter, source: Matter) -> bool:
    """Whether a run of three words or more that one source alone would have is a phrase, and one
    that one provision of the target's text alone would have."""
    ours = target.weights[tile.target : tile.target + tile.length]
    theirs = source.weights[tile.source : tile.source + tile.length]
    both = zip(ours, theirs, strict=True)
    telling = sum([here >= _TELLS and there >= _TELLS for here, there in both])
    own = target.own
    alone = own is None or own.of(tile.target, tile.length) >= own.unseen
    return telling >= _PHRASE and alone


def _beyond_chance(tile: Tile, target: Matter, source: Matter, unseen: float) -> bool:
    """Whether fewer than one run as rare is expected by chance, wherever in the target it may begin
    and whichever paragraph of the sources may have it, and the other way round (the expectation of
    S. Karlin and S. Altschul, 1990): turns of phrase are shared by texts on one subject."""
    weight = min(tile.source_weight, tile.target_weight)
    if weight < unseen + log(len(target.families)):
        return False
    own = target.own
    least = own.unseen + log(len(source.families)) if own else 0.0
    return own is None or own.of(tile.target, tile.length) >= least


def _sentence_share(matter: Matter, passages: list[tuple[int, int]]) -> float:
    """The largest share of one sentence that stands in passages."""
    held = [0.0] * len(matter.weights)
    for start, length in passages:
        held[start : start + length] = matter.weights[start : start + length]
    shares = (
        sum(held[first:last]) / (sum(matter.weights[first:last]) or 1.0)
        for first, last in matter.sentences()
    )
    return max(shares, default=0.0)
