"""Which paragraphs are close in meaning: vectors kept once per wording, compared when asked."""

from __future__ import annotations

from contextlib import nullcontext
from functools import cached_property
from heapq import nsmallest
from typing import TYPE_CHECKING, Final, Protocol

import msgspec
import numpy as np
from numpy.typing import NDArray

from draftrace.matching.embeddings import (
    SAMPLE,
    Encoder,
    Ground,
    SentenceModel,
    Vectors,
    chance,
    ground,
)
from draftrace.matching.index import VectorStore, wording_hash
from draftrace.matching.ranking import Meaning

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from contextlib import AbstractContextManager
    from pathlib import Path

#: From this many paragraphs on, only the best by words are compared by meaning: to encode as many
#: takes a quarter of an hour.
LARGE: Final = 50_000
#: Paragraphs from which such a corpus is judged: a quarter of what another is judged from, since
#: they are encoded for that alone. What chance may reach then comes out within a fifteenth.
_FEWER: Final = SAMPLE // 4


class Progress(msgspec.Struct, frozen=True):
    """How many wordings of how many have a vector, and how many letters the others have, by which
    it can be told how long they take."""

    done: int
    total: int
    letters: int = 0


class _Vectors(Protocol):
    """Where vectors are kept."""

    def turn(self) -> AbstractContextManager[Callable[[], bool]]: ...
    def count(self, model: str) -> int: ...
    def known(self, model: str) -> set[bytes]: ...
    def fetch(self, model: str, wordings: Sequence[bytes]) -> dict[bytes, Vectors]: ...
    def keep(self, model: str, wordings: Sequence[bytes], vectors: Vectors) -> None: ...


class RememberedVectors:
    """Vectors kept while the program runs, for a corpus without a folder."""

    def __init__(self) -> None:
        self._held: dict[tuple[str, bytes], Vectors] = {}

    def turn(self) -> AbstractContextManager[Callable[[], bool]]:
        """It is always ours to encode."""
        return nullcontext(lambda: True)

    def count(self, model: str) -> int:
        """How many wordings have a vector."""
        return len(self.known(model))

    def known(self, model: str) -> set[bytes]:
        """The wordings that have a vector."""
        return {wording for held, wording in self._held if held == model}

    def fetch(self, model: str, wordings: Sequence[bytes]) -> dict[bytes, Vectors]:
        """The vectors of those wordings that have one."""
        asked = ((wording, self._held.get((model, wording))) for wording in wordings)
        return {wording: vector for wording, vector in asked if vector is not None}

    def keep(self, model: str, wordings: Sequence[bytes], vectors: Vectors) -> None:
        """Keep one vector per wording."""
        self._held.update(
            ((model, wording), vector) for wording, vector in zip(wordings, vectors, strict=True)
        )


class _Held(msgspec.Struct, frozen=True):
    """What was in the store when it was last looked at: how many vectors, which of the paragraphs
    that the corpus is judged from had one, what all have in common, and the vectors without it."""

    count: int
    numbers: NDArray[np.int64]
    common: Ground
    rows: Vectors


class Nearest(msgspec.Struct, frozen=True):
    """What paragraphs mean beside a question, by number, and how many of ``total`` that ought to
    be compared had no vector."""

    meanings: dict[int, Meaning]
    missing: int
    total: int


class Meanings:
    """The meaning of the paragraphs of one corpus.

    Every method may raise ``ModelUnavailable``; nothing is loaded before it is needed. Vectors
    that another process adds to the same folder are seen by the next question.
    """

    def __init__(
        self,
        wordings: Sequence[str],
        folder: Path | None,
        model: str | Encoder,
        large: int = LARGE,
    ) -> None:
        """``large`` is the number of paragraphs from which on only the best by words are
        compared."""
        self._wordings = wordings
        self._choice = model
        self._large = len(wordings) >= large
        self._store: _Vectors = (
            VectorStore(folder / "vectors.db") if folder else RememberedVectors()
        )
        self._state: _Held | None = None

    @cached_property
    def encoder(self) -> Encoder:
        """The model of the settings."""
        choice = self._choice
        return SentenceModel(choice) if isinstance(choice, str) else choice

    @cached_property
    def _hashes(self) -> list[bytes]:
        return [wording_hash(wording) for wording in self._wordings]

    def encode(self, wordings: Sequence[str], batch: int = 32) -> Iterator[Progress]:
        """Give every one of the wordings that has none a vector, batch by batch.

        Stop asking and it stops; ask again and it goes on where it was. Each wording is encoded
        once, also when it stands in several paragraphs, and the shortest come first. While another
        process encodes for the same folder, this one waits and tells how far that is.
        """
        key = self.encoder.key
        wanted = {wording_hash(wording): wording for wording in wordings}
        with self._store.turn() as ours:
            while not ours():  # another process encodes, maybe the same wordings
                known = self._store.known(key)
                missing = [len(wording) for one, wording in wanted.items() if one not in known]
                yield Progress(len(wanted) - len(missing), len(wanted), sum(missing))
                if wanted.keys() <= known:
                    return
            yield from self._encode(key, wanted, batch)

    def _encode(self, key: str, wanted: dict[bytes, str], batch: int) -> Iterator[Progress]:
        known = self._store.known(key)
        missing = sorted(
            (item for item in wanted.items() if item[0] not in known), key=lambda item: len(item[1])
        )
        done = len(wanted) - len(missing)
        letters = sum(len(wording) for _, wording in missing)
        yield Progress(done, len(wanted), letters)
        for first in range(0, len(missing), batch):
            some = missing[first : first + batch]
            vectors = self.encoder.encode([wording for _, wording in some])
            self._store.keep(key, [hashed for hashed, _ in some], vectors)
            done += len(some)
            letters -= sum(len(wording) for _, wording in some)
            yield Progress(done, len(wanted), letters)

    def keep(self, wordings: Sequence[bytes], vectors: Vectors) -> None:
        """Keep vectors computed elsewhere, by the hashes of their wordings."""
        self._store.keep(self.encoder.key, wordings, vectors)

    def near(self, wording: str, by_words: Sequence[int], limit: int) -> Nearest:
        """The paragraphs closest in meaning, and how close those found by words are; in a large
        corpus these alone.

        Paragraphs without a vector are left out.
        """
        numbers, vectors = self._compared(by_words)
        total = len(by_words if self._large else self._wordings)
        if not len(numbers):
            return Nearest({}, total, total)
        held = self._held()
        query = held.common.apart(self._vector(wording)[None, :])[0]
        closeness = vectors @ query
        among = held.rows @ query if self._large and len(held.rows) else closeness
        beyond = chance(among, len(self._wordings))
        best = np.argpartition(-closeness, min(limit, len(closeness) - 1))[:limit]
        asked = np.flatnonzero(np.isin(numbers, np.asarray(by_words, np.int64)))
        found = {
            int(numbers[place]): Meaning(float(closeness[place]), beyond)
            for place in {*best.tolist(), *asked.tolist()}
        }
        return Nearest(found, total - len(numbers), total)

    def between(self, ours: Sequence[str], theirs: Sequence[str]) -> list[list[Meaning]]:
        """How close each of ours is to each of theirs.

        Empty when one of them has no vector yet, or when there is nothing on one side.
        """
        if not ours or not theirs:
            return []
        key = self.encoder.key
        hashes = [[wording_hash(wording) for wording in side] for side in (ours, theirs)]
        found = self._store.fetch(key, [*hashes[0], *hashes[1]])
        if not found or any(hashed not in found for side in hashes for hashed in side):
            return []
        left, right = (np.vstack([found[hashed] for hashed in side]) for side in hashes)
        _, corpus = self._fetch(self._sample)
        common = ground(np.vstack([rows for rows in (corpus, right) if len(rows)]))
        closeness = common.apart(left) @ common.apart(right).T
        return [
            [Meaning(float(close), beyond) for close in row]
            for row, beyond in ((row, chance(row, len(row))) for row in closeness)
        ]

    def _vector(self, wording: str) -> Vectors:
        """The vector of a question, from the store where it stands there."""
        key, hashed = self.encoder.key, wording_hash(wording)
        held = self._store.fetch(key, [hashed])
        if hashed not in held:
            vector = self.encoder.encode([wording])
            self._store.keep(key, [hashed], vector)
            held = {hashed: vector[0]}
        return held[hashed]

    @property
    def judged_from(self) -> Sequence[int]:
        """The numbers of the paragraphs whose vectors tell what a corpus has in common and what
        chance may reach: all of them, or in a large corpus some."""
        return self._sample if self._large else range(len(self._wordings))

    def _held(self) -> _Held:
        """What the store holds for this corpus, looked at again while something is missing."""
        held, wanted = self._state, self.judged_from
        if held is not None and len(held.numbers) == len(wanted):
            return held
        count = self._store.count(self.encoder.key)
        if held is None or held.count != count:
            numbers, rows = self._fetch(wanted)
            common = ground(rows)
            apart = common.apart(rows) if len(rows) else rows
            held = self._state = _Held(count, numbers, common, apart)
        return held

    @cached_property
    def _sample(self) -> list[int]:
        """Paragraphs from which the whole corpus is judged: those with the smallest hashes. That
        is a choice by chance, and the same one tomorrow; as the corpus grows it changes no more
        than the corpus has."""
        hashes = self._hashes
        most = _FEWER if self._large else SAMPLE
        return sorted(nsmallest(most, range(len(hashes)), key=hashes.__getitem__))

    def _compared(self, by_words: Sequence[int]) -> tuple[NDArray[np.int64], Vectors]:
        """The paragraphs to compare and their vectors, without what all have in common."""
        held = self._held()
        if not self._large:
            return held.numbers, held.rows
        numbers, rows = self._fetch(by_words)
        return numbers, held.common.apart(rows) if len(rows) else rows

    def _fetch(self, numbers: Sequence[int]) -> tuple[NDArray[np.int64], Vectors]:
        hashes = self._hashes
        found = self._store.fetch(self.encoder.key, [hashes[number] for number in numbers])
        held = [number for number in numbers if hashes[number] in found]
        rows = [found[hashes[number]] for number in held]
        return np.asarray(held, np.int64), np.vstack(rows) if rows else np.empty((0, 0), np.float32)
