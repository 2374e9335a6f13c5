"""Suggest sources for a wording, with evidence; say what became of conclusions.

Words answer at once, from an index; meaning is added where a model can be loaded and the
paragraphs have been encoded. No suggestion is provenance until a person confirms it.
"""

from __future__ import annotations

from collections import Counter
from functools import cached_property
from typing import TYPE_CHECKING, Final

from draftrace.matching.agreed import Occurrence, occurrences
from draftrace.matching.answers import (
    STRANGE,
    Answer,
    Coverage,
    Suggestion,
    honest,
    strange,
    suggestion,
)
from draftrace.matching.coverage import Targets
from draftrace.matching.drawn import Drawn
from draftrace.matching.encoding import encode_apart
from draftrace.matching.evidence import held_matter, matter
from draftrace.matching.index import lexical_index, usable
from draftrace.matching.lexical import LexicalIndex, sought
from draftrace.matching.meanings import LARGE, Meanings, Progress
from draftrace.matching.ranking import Meaning, judge
from draftrace.matching.settings import PACKAGED, ModelUnavailable
from draftrace.matching.sources import Source, sources_in

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from draftrace.matching.drawn import Lift
    from draftrace.matching.embeddings import Encoder
    from draftrace.matching.evidence import Matter
    from draftrace.matching.ranking import Verdict
    from draftrace.matching.surroundings import Surroundings
    from draftrace.text.documents import Document

__all__ = ["Answer", "Coverage", "Matcher", "Occurrence", "Progress", "Source", "Suggestion"]

_POOL: Final = 32  # paragraphs taken from the index of words
_COMPARED: Final = 200  # as many in a large corpus, where only these are compared by meaning
_LEVEL: Final = 7 / 10  # of the nearest by words, from which a paragraph may be the better source
_CLOSEST: Final = 12  # paragraphs taken from the index of meanings
_VAIN: Final = 3  # in a row that came to nothing, after which no more are judged


class Matcher:
    """One corpus, ready to be asked. ``folder`` keeps what is derived; without it nothing stays."""

    def __init__(
        self,
        corpus: Iterable[Document | Source],
        folder: Path | None = None,
        *,
        model: str | Encoder = PACKAGED,
        large: int = LARGE,
    ) -> None:
        """From ``large`` paragraphs on, only the best by words are compared by meaning."""
        self.sources = tuple(sources_in(corpus))
        said: dict[str, list[int]] = {}
        for place, source in enumerate(self.sources):
            said.setdefault(source.wording, []).append(place)
        self._wordings, self._said = tuple(said), tuple(said.values())
        self._asked = folder
        self._model = model
        self._large = large
        self._text: tuple[Surroundings, Drawn] | None = None

    @cached_property
    def _folder(self) -> Path | None:
        return usable(self._asked)

    @cached_property
    def words(self) -> LexicalIndex:
        """The index of words, built or read when first asked for. A wording counts once in it: what
        a corpus holds in two copies has not become twice as common."""
        return lexical_index(self._wordings, self._folder)

    @cached_property
    def meanings(self) -> Meanings:
        """The index of meanings."""
        return Meanings(self._wordings, self._folder, self._model, self._large)

    def encode(self, asked: Sequence[str] = (), also: Sequence[str] = ()) -> Iterator[Progress]:
        """Prepare the comparison by meaning, see ``Meanings.encode``: of the wordings ``asked``
        with the corpus, and of those in ``also`` with each other."""
        return self.meanings.encode(self._compared(asked, also))

    def encode_apart(
        self, asked: Sequence[str] = (), also: Sequence[str] = ()
    ) -> Iterator[Progress]:
        """The same in a process of its own at low priority, where there is a folder to share."""
        if self._folder is None or not isinstance(self._model, str):
            return self.encode(asked, also)
        return encode_apart(self._compared(asked, also), self._folder, self._model)

    def _compared(self, asked: Sequence[str], also: Sequence[str]) -> list[str]:
        """Every wording whose meaning will be looked at: the whole corpus, or of a large one what
        is near by words, with the paragraphs by which it is judged."""
        if len(self._wordings) < self._large:
            return [*self._wordings, *asked, *also]
        numbers = set(self.meanings.judged_from)
        for wording in asked:
            numbers.update(self._by_words(matter(self.words, wording), None))
        return [*(self._wordings[number] for number in sorted(numbers)), *asked, *also]

    def suggest(
        self,
        wording: str,
        limit: int = 5,
        *,
        lexical: bool = False,
        exclude: Callable[[Source], bool] | None = None,
        among: Surroundings | None = None,
    ) -> Answer:
        """The likeliest sources of a wording, never one without evidence.

        ``lexical`` needs no model. ``exclude`` says which paragraphs not to suggest, such as
        those of the document the wording itself stands in. ``among`` is the text that it stands
        in, where it has one.
        """
        target = matter(self.words, wording, among.own(wording) if among else None)
        near = self._by_words(target, exclude)
        foreign = bool(self.sources) and strange(target)
        lexical = lexical or (foreign and self._model == PACKAGED)  # which knows English only
        meaning, note = ({}, "") if lexical else self._by_meaning(wording, list(near))
        meaning = {n: close for n, close in meaning.items() if self._places(n, exclude)}
        lift = self._drawn_on(among).beside(wording) if among and self._several else None
        judged = self._judged(target, near, meaning, limit, lift)
        found = [
            suggestion(place, verdict, target, source)
            for verdict, number, source in judged[:limit]
            for place in self._places(number, exclude)
        ][:limit]
        notes = [honest(found), STRANGE if foreign else "", note]
        return Answer(tuple(found), " ".join(filter(None, notes)))

    def pair(self, wording: str, source: Source, among: Surroundings | None = None) -> Suggestion:
        """What the words of one source paragraph bear out for a wording, be it ``none``."""
        target = matter(self.words, wording, among.own(wording) if among else None)
        held = self._matter(source)
        return suggestion(source, judge(target, held, self.words.unseen), target, held)

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
        among = Targets(self.words, targets)
        close = [] if lexical else self._between(conclusions, targets)
        return [
            among.outcome(conclusion, self._matter(conclusion), close[row] if close else [], limit)
            for row, conclusion in enumerate(conclusions)
        ]

    def search(self, query: str, limit: int = 20) -> list[Source]:
        """The paragraphs that hold the words of the query, best first; other forms count too."""
        numbers = self.words.best(sought(self.words, query), limit)
        return [place for number in numbers.tolist() for place in self._places(number)][:limit]

    def agreed(self, phrase: str, limit: int = 20) -> list[Occurrence]:
        """Where the phrase was said: every exact place, then at most ``limit`` near ones."""
        return occurrences(self.words, self.sources, self._said, phrase, limit)

    def _places(self, number: int, exclude: Callable[[Source], bool] | None = None) -> list[Source]:
        """The paragraphs that say what has this number in the index."""
        said = [self.sources[place] for place in self._said[number]]
        return [source for source in said if not exclude(source)] if exclude else said

    @cached_property
    def _numbers(self) -> dict[str, int]:
        return {wording: number for number, wording in enumerate(self._wordings)}

    def _matter(self, source: Source) -> Matter:
        """The matter of a paragraph, in the corpus or not."""
        number = self._numbers.get(source.wording)
        if number is None:
            return matter(self.words, source.wording)
        return held_matter(self.words, number, source.wording)

    def _between(self, ours: Sequence[Source], theirs: Sequence[Source]) -> list[list[Meaning]]:
        try:
            return self.meanings.between(
                [source.wording for source in ours], [source.wording for source in theirs]
            )
        except ModelUnavailable:
            return []

    def _by_words(
        self, target: Matter, exclude: Callable[[Source], bool] | None
    ) -> dict[int, float]:
        """The nearest paragraphs by words, nearest first, and how near they are."""
        pool = _COMPARED if len(self._wordings) >= self._large else _POOL
        while True:
            numbers, nearness = self.words.nearest(target.held(), pool)
            near = dict(zip(numbers.tolist(), nearness.tolist(), strict=True))
            if exclude is None:
                return near
            allowed = {n: close for n, close in near.items() if self._places(n, exclude)}
            if len(allowed) >= _CLOSEST or len(near) < pool:
                return allowed
            pool *= 8

    def _by_meaning(self, wording: str, numbers: Sequence[int]) -> tuple[dict[int, Meaning], str]:
        try:
            found = self.meanings.near(wording, numbers[:_COMPARED], _CLOSEST)
        except ModelUnavailable as refused:
            return {}, f"{refused.message} Suggestions go by words alone."
        if not found.missing:
            return found.meanings, ""
        still = f"{found.missing} of {found.total} paragraphs are not yet compared by meaning."
        return found.meanings, still

    def _drawn_on(self, among: Surroundings) -> Drawn:
        """What documents a text draws on, found once for each text."""
        if self._text is None or self._text[0] is not among:
            found = [self._source_by_words(among, wording) for wording in among.wordings]
            paragraphs = Counter(source.document for source in self.sources)
            self._text = among, Drawn(among.wordings, found, paragraphs)
        return self._text[1]

    def _source_by_words(self, among: Surroundings, wording: str) -> set[str]:
        """The documents that hold the likeliest source of a provision, where any text went in."""
        target = matter(self.words, wording, among.own(wording))
        judged = self._judged(target, self._by_words(target, None), {}, 1)
        if not judged or judged[0][0].relation == "thematic":
            return set()
        return self._documents(judged[0][1])

    def _documents(self, number: int) -> set[str]:
        return {self.sources[place].document for place in self._said[number]}

    @cached_property
    def _several(self) -> bool:
        """Whether the corpus has more documents than one."""
        first = self.sources[0].document if self.sources else ""
        return any(source.document != first for source in self.sources)

    def _judged(
        self,
        target: Matter,
        near: dict[int, float],
        meaning: dict[int, Meaning],
        limit: int,
        lift: Lift | None = None,
    ) -> list[tuple[Verdict, int, Matter]]:
        """What the nearest come to, best first: by words alone all that are nearly as near as the
        nearest, else no more than are asked for, none after several in a row that come to nothing,
        and of the rest those in documents that the text draws on; beside one encoding, to judge all
        costs nothing."""
        judged: list[tuple[Verdict, int, Matter]] = []
        vain = 0
        level = _LEVEL * next(iter(near.values()), 0.0)
        closest = sorted(meaning, key=lambda number: -meaning[number].closeness)[:_CLOSEST]
        pool = list(near)[:_POOL]
        for number in dict.fromkeys([*pool, *closest]) if closest else pool:
            likelier = lift.of(self._documents(number)) if lift else 0.0
            enough = not meaning and near[number] < level
            if enough and (len(judged) >= limit or vain >= _VAIN) and likelier <= 0:
                continue
            source = held_matter(self.words, number, self._wordings[number])
            verdict = judge(target, source, self.words.unseen, meaning.get(number), likelier)
            if verdict.relation == "none":
                vain += 1
            else:
                vain = 0
                judged.append((verdict, number, source))
        judged.sort(key=lambda one: (-one[0].score, one[1]))
        return judged
