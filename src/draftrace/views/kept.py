"""How much of a source does a wording keep, and in which words?

Measured by the words that follow each other in both, so nothing is needed but the two wordings.
Single words that any two sentences share prove nothing and are left out.
"""

from __future__ import annotations

from collections.abc import Iterable

from draftrace.compare.words import difference
from draftrace.room.acts.terms import Relation, Span
from draftrace.text.tokens import is_small, is_word, spans, tokens, words

Evidence = tuple[tuple[Span, Span], ...]
"""Pairs of character spans: in the provision's wording, in the source's."""

_LEAST: tuple[tuple[float, Relation], ...] = (
    (0.85, "verbatim"),
    (0.5, "adapted"),
    (0.2, "partial"),
)
_HALF, _FIFTH = 0.5, 0.2
PHRASE = 2
"""Words other than small ones from which a shared run is a phrase."""
RUN = 3
"""Words, small ones included, that make a phrase of a source count beside other wordings'."""
_SEVERAL = 2


def measured(source: str, target: str) -> Relation:
    """The relation that a source's words kept in order bear out."""
    count = len(words(source))
    kept = sum(
        sum(map(is_word, tokens(text)))
        for op, text in difference(source.casefold(), target.casefold())
        if op == "="
    )
    share = kept / max(1, count)
    return next((relation for least, relation in _LEAST if share >= least), "thematic")


def evidence(source: str, target: str) -> Evidence:
    """The phrases both wordings share, in order; single telling words where they share none."""
    runs = list(_runs(source, target))
    phrases = [pair for pair, telling in runs if telling >= PHRASE]
    return tuple(phrases or [pair for pair, telling in runs if telling])


def share(source: str, kept: Iterable[Span]) -> float:
    """Which part of a source's telling words lies in these spans of it, from 0 to 1."""
    held = list(kept)
    telling = [(a, b) for token, a, b in spans(source) if not is_small(token.casefold())]
    inside = sum(any(start <= a and b <= end for start, end in held) for a, b in telling)
    return inside / max(1, len(telling))


def together(source: str, kept: Iterable[Iterable[Span]]) -> Relation:
    """What several wordings keep of one source taken together, given each one's spans of it.

    Only phrases count: single words of it stand in many wordings. At most *adapted*, for no single
    one of them says it whole; *thematic* where the others add less than a fifth to the one that
    keeps most.
    """
    each = [[s for s in one if len(words(source[slice(*s)])) >= RUN] for one in kept]
    if len(each) < _SEVERAL:
        return "thematic"
    whole = share(source, (span for one in each for span in one))
    if whole - max(share(source, one) for one in each) < _FIFTH:
        return "thematic"
    return "adapted" if whole >= _HALF else "partial"


def _runs(source: str, target: str) -> Iterable[tuple[tuple[Span, Span], int]]:
    """Every run of words both have, as spans without the marks around it, and how many of its
    words tell anything."""
    in_source = in_target = 0
    for op, text in difference(folded(source), folded(target)):
        if op == "=":
            said = [(token, a, b) for token, a, b in spans(text) if is_word(token)]
            if said:
                start, end = said[0][1], said[-1][2]
                pair = (
                    (in_target + start, in_target + end),
                    (in_source + start, in_source + end),
                )
                yield pair, sum(not is_small(token) for token, _, _ in said)
        in_source += len(text) * (op != "+")
        in_target += len(text) * (op != "-")


def folded(wording: str) -> str:
    """Without capitals, letter for letter, so that every place stays where it was."""
    return "".join(low if len(low := letter.lower()) == 1 else letter for letter in wording)
