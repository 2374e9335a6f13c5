"""Suggest sources for a wording, with evidence; say what became of conclusions.

Words answer at once, from an index; meaning is added where a model can be loaded and the
paragraphs have been encoded. No suggestion is provenance until a person confirms it.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Final

import msgspec

from draftrace.matching import indexing, lexical
from draftrace.matching.evidence import Span, held_matter, matter, spans_of
from draftrace.matching.index import lexical_index
from draftrace.matching.meanings import Meanings, Progress
from draftrace.matching.ranking import RELATIONS, Meaning, Relation, Verdict, judge
from draftrace.matching.reasons import why
from draftrace.matching.settings import PACKAGED, ModelUnavailable
from draftrace.matching.sources import Source, sources_in

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from draftrace.matching.embeddings import Encoder
    from draftrace.matching.evidence import Matter
    from draftrace.text.documents import Document

_POOL: Final = 64  # paragraphs taken from the index of words
_POOL_BY_MEANING: Final = 200  # as many in a large corpus, where only these are compared by meaning
_CLOSEST: Final = 12  # paragraphs taken from the index of meanings
_SPARE: Final = 2  # paragraphs judged beyond the number asked for


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


class Matcher:
    """One corpus, ready to be asked. ``folder`` keeps what is derived; without it nothing stays."""

    def __init__(
        self,
        corpus: Iterable[Document | Source],
        folder: Path | None = None,
        *,
        model: str | Encoder = PACKAGED,
    ) -> None:
        self.sources = tuple(sources_in(corpus))
        self._folder = folder
        self._model = model

    @cached_property
    def words(self) -> lexical.LexicalIndex:
        """The index of words, built or read when first asked for."""
        return lexical_index([source.wording for source in self.sources], self._folder)

    @cached_property
    def meanings(self) -> Meanings:
        """The index of meanings."""
        wordings = [source.wording for source in self.sources]
        return Meanings(wordings, self._folder, self._model)

    def encode(self, also: Sequence[str] = ()) -> Iterator[Progress]:
        """Prepare the comparison by meaning; see ``Meanings.encode``."""
        return self.meanings.encode(also)

    def suggest(
        self,
        wording: str,
        limit: int = 5,
        *,
        lexical: bool = False,
        exclude: Callable[[Source], bool] | None = None,
    ) -> Answer:
        """The likeliest sources of a wording, never one without evidence.

        ``lexical`` needs no model. ``exclude`` says which paragraphs not to suggest, such as
        those of the document the wording itself stands in.
        """
        target = matter(self.words, wording)
        numbers = self._by_words(target, exclude)
        meaning, note = ({}, "") if lexical else self._by_meaning(wording, numbers)
        if exclude:
            meaning = {n: close for n, close in meaning.items() if not exclude(self.sources[n])}
        judged = []
        for number in self._likeliest(target, numbers, meaning, limit + _SPARE):
            source = held_matter(self.words, number, self.sources[number].wording)
            verdict = judge(target, source, self.words.unseen, meaning.get(number))
            if verdict.relation != "none":
                judged.append((verdict, number, source))
        judged.sort(key=lambda one: (one[0].relation == "thematic", -one[0].score, one[1]))
        found = [
            suggestion(self.sources[number], verdict, target, source)
            for verdict, number, source in judged[:limit]
        ]
        return Answer(tuple(found), " ".join(filter(None, [_honest(found), note])))

    def coverage(
        self,
        conclusions: Sequence[Source],
        targets: Sequence[Source],
        limit: int = 5,
        *,
        lexical: bool = False,
    ) -> list[Coverage]:
        """What became of each conclusion among the targets, many to many.

        Meaning counts when all of both have been encoded (``encode(also=...)``).
        """
        index = lexical_of([target.wording for target in targets])
        close = [] if lexical else self._between(conclusions, targets)
        weighed = {}
        covered = []
        for row, conclusion in enumerate(conclusions):
            source = matter(self.words, conclusion.wording)
            numbers = set(_best(index, conclusion.wording, _POOL))
            if close:
                nearest = sorted(range(len(targets)), key=lambda n: -close[row][n].closeness)
                numbers.update(nearest[:limit])
            found = []
            for number in numbers:
                if number not in weighed:
                    weighed[number] = matter(self.words, targets[number].wording)
                meaning = close[row][number] if close else None
                verdict = judge(weighed[number], source, self.words.unseen, meaning)
                if verdict.relation != "none":
                    found.append(suggestion(targets[number], verdict, weighed[number], source))
            found.sort(key=lambda one: (one.relation == "thematic", -one.score))
            outcome = min((one.relation for one in found), key=RELATIONS.index, default="dropped")
            covered.append(
                Coverage(conclusion.document, conclusion.address, outcome, tuple(found[:limit]))
            )
        return covered

    def _between(self, ours: Sequence[Source], theirs: Sequence[Source]) -> list[list[Meaning]]:
        try:
            return self.meanings.between(
                [source.wording for source in ours], [source.wording for source in theirs]
            )
        except ModelUnavailable:
            return []

    def _by_words(self, target: Matter, exclude: Callable[[Source], bool] | None) -> list[int]:
        pool = _POOL
        while True:
            numbers: list[int] = self.words.best(target.families, pool).tolist()
            if exclude is None:
                return numbers
            allowed = [number for number in numbers if not exclude(self.sources[number])]
            if len(allowed) >= _CLOSEST or len(numbers) < pool:
                return allowed
            pool *= 8

    def _by_meaning(self, wording: str, numbers: Sequence[int]) -> tuple[dict[int, Meaning], str]:
        try:
            found = self.meanings.near(wording, numbers, _CLOSEST)
            missing = self.meanings.missing()
        except ModelUnavailable as refused:
            return {}, f"{refused.message} Suggestions go by words alone."
        if missing:
            total = len(self.sources)
            return found, f"{missing} of {total} paragraphs are not yet compared by meaning."
        return found, ""

    def _likeliest(
        self, target: Matter, numbers: Sequence[int], meaning: dict[int, Meaning], limit: int
    ) -> list[int]:
        """Which paragraphs to judge in full: the likeliest by shared weight, or by meaning."""
        ranked = self.words.alike(target.families, numbers)[:limit]
        closest = sorted(meaning, key=lambda number: -meaning[number].closeness)[:_CLOSEST]
        return list(dict.fromkeys([*ranked, *closest]))


def suggestion(source: Source, verdict: Verdict, target: Matter, matter_of: Matter) -> Suggestion:
    """A verdict with its reason and evidence, on ``source``, whose matter is ``matter_of``."""
    return Suggestion(
        source.document,
        source.address,
        verdict.relation,
        round(verdict.score, 4),
        why(verdict, target, matter_of),
        spans_of(verdict.shared, target, matter_of),
        source.wording,
    )


def _honest(found: Sequence[Suggestion]) -> str:
    if not found:
        return "No source found."
    if all(one.relation == "thematic" for one in found):
        return "No source found; only paragraphs on the same subject."
    return ""


def lexical_of(wordings: Sequence[str]) -> lexical.LexicalIndex:
    """An index that is not kept."""
    return indexing.build(wordings)


def _best(index: lexical.LexicalIndex, wording: str, limit: int) -> list[int]:
    found: list[int] = index.best(lexical.sought(index, wording), limit).tolist()
    return found
