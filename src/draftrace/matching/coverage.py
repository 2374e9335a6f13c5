"""What became of each conclusion: the same judgement, asked from the other side."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from draftrace.matching.answers import Coverage, suggestion
from draftrace.matching.evidence import Matter, matter
from draftrace.matching.lexical import sought
from draftrace.matching.ranking import RELATIONS, judge
from draftrace.matching.surroundings import Surroundings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from draftrace.matching.lexical import LexicalIndex
    from draftrace.matching.ranking import Meaning
    from draftrace.matching.sources import Source

_POOL: Final = 64


class Targets:
    """The provisions among which conclusions are looked for, weighed as the corpus weighs."""

    def __init__(self, words: LexicalIndex, targets: Sequence[Source]) -> None:
        self.targets = targets
        self._words = words
        self._text = Surroundings([target.wording for target in targets])
        self._index = self._text.index
        self._weighed: dict[int, Matter] = {}

    def outcome(
        self, conclusion: Source, source: Matter, meanings: Sequence[Meaning], limit: int
    ) -> Coverage:
        """What became of a conclusion, whose matter is ``source``. ``meanings`` is empty or has
        one meaning for each target."""
        found = []
        for number in self._candidates(conclusion, meanings, limit):
            target = self._matter(number)
            meaning = meanings[number] if meanings else None
            verdict = judge(target, source, self._words.unseen, meaning)
            if verdict.relation != "none":
                found.append(suggestion(self.targets[number], verdict, target, source))
        found.sort(key=lambda one: -one.score)
        outcome = min((one.relation for one in found), key=RELATIONS.index, default="dropped")
        return Coverage(conclusion.document, conclusion.address, outcome, tuple(found[:limit]))

    def _candidates(self, conclusion: Source, meanings: Sequence[Meaning], limit: int) -> list[int]:
        by_words = self._index.best(sought(self._index, conclusion.wording), _POOL).tolist()
        nearest = sorted(range(len(meanings)), key=lambda n: -meanings[n].closeness)[:limit]
        return list(dict.fromkeys([*by_words, *nearest]))

    def _matter(self, number: int) -> Matter:
        if number not in self._weighed:
            wording = self.targets[number].wording
            self._weighed[number] = matter(self._words, wording, self._text.own(wording))
        return self._weighed[number]
