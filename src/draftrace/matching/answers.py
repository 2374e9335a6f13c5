"""What the engine answers: suggestions with evidence, and what a reader must know about them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import msgspec

from draftrace.matching.evidence import Span, spans_of
from draftrace.matching.families import spelled
from draftrace.matching.lexical import UNSEEN
from draftrace.matching.ranking import Relation
from draftrace.matching.reasons import why

if TYPE_CHECKING:
    from collections.abc import Sequence

    from draftrace.matching.evidence import Matter
    from draftrace.matching.ranking import Verdict
    from draftrace.matching.sources import Source


#: What is said of a wording in another language.
STRANGE: Final = "Few of its words stand in the corpus: it may be in another language."
_SENTENCE: Final = 8  # words from which one can be told from a name or a few new words
_FEW: Final = 1 / 4


class Suggestion(msgspec.Struct, frozen=True):
    """A paragraph that may be the source; ``evidence`` are spans in the target, in the source."""

    document: str
    address: str
    relation: Relation
    score: float
    reason: str
    evidence: tuple[tuple[Span, Span], ...] = ()
    wording: str = ""


class Answer(msgspec.Struct, frozen=True):
    """Suggestions, best first, and what a reader must know about how they were found."""

    suggestions: tuple[Suggestion, ...]
    note: str = ""


class Coverage(msgspec.Struct, frozen=True):
    """What became of one conclusion: the closest relation, or ``dropped``, and where."""

    document: str
    address: str
    outcome: str
    targets: tuple[Suggestion, ...] = ()


def suggestion(paragraph: Source, verdict: Verdict, target: Matter, source: Matter) -> Suggestion:
    """A verdict with its reason and evidence; ``paragraph`` is the one that is suggested."""
    return Suggestion(
        paragraph.document,
        paragraph.address,
        verdict.relation,
        round(verdict.score, 4),
        why(verdict, target, source),
        spans_of(verdict.shared, target, source),
        paragraph.wording,
    )


def strange(target: Matter) -> bool:
    """Whether hardly a word of a wording stands in the corpus or is one of English grammar: of
    English three words in ten are, in another language than the corpus's one in ten at most."""
    unseen = target.families.count(UNSEEN)
    if unseen < _SENTENCE * (1 - _FEW):
        return False
    words = len(spelled(target.wording))
    return words >= _SENTENCE and words - unseen < _FEW * words


def honest(found: Sequence[Suggestion]) -> str:
    """What to say when nothing found is a source."""
    if not found:
        return "No source found."
    if all(one.relation == "thematic" for one in found):
        return "No source found; only paragraphs on the same subject."
    return ""
