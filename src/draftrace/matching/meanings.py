"""Which paragraphs are close in meaning: vectors kept once per wording, compared when asked."""

from __future__ import annotations

from contextlib import nullcontext
from functools import cached_property
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

#: From this many paragraphs on, only the best by words are compared by meaning.
LARGE: Final = 100_000


class Progress(msgspec.Struct, frozen=True):
    """How many wordings of how many have a vector."""

    done: int
    total: int


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
    """What was in the store when it was last looked at: how many vectors, which paragraphs had
    one, what all have in common, and in a corpus that is not large the vectors without it."""

    count: int
    numbers: NDArray[np.int64]
    common: Ground
    rows: Vectors


class Meanings:
    """The meaning of the paragraphs of one corpus.

    Every method may raise ``ModelUnavailable``; nothing is loaded before it is needed. Vectors
    that another process adds to the same folder are seen by the next question.
    """

    def __init__(self, wordings: Sequence[str], folder: Path | None, model: str | Encoder) -> None:
        self._wordings = wordings
        self._choice = model
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

    def encode(self, also: Sequence[str] = (), batch: int = 32) -> Iterator[Progress]:
        """Give every wording that has none a vector, batch by batch.

        Stop asking and it stops; ask again and it goes on where it was. Each wording is encoded
        once, also when it stands in several paragraphs, and the shortest come first. While another
        process encodes for the same folder, this one waits and tells how far that is.
        """
        key = self.encoder.key
        wanted = {wording_hash(wording): wording for wording in (*self._wordings, *also)}
        with self._store.turn() as ours:
            while not ours():  # another process encodes, maybe the same wordings
                known = self._store.known(key)
                yield Progress(len(wanted.keys() & known), len(wanted))
                if wanted.keys() <= known:
                    return
            yield from self._encode(key, wanted, batch)

    def _encode(self, key: str, wanted: dict[bytes, str], batch: int) -> Iterator[Progress]:
        known = self._store.known(key)
        missing = sorted(
            (item for item in wanted.items() if item[0] not in known), key=lambda item: len(item[1])
        )
        done = len(wanted) - len(missing)
        yield Progress(done, len(wanted))
        for first in range(0, len(missing), batch):
            some = missing[first : first + batch]
            vectors = self.encoder.encode([wording for _, wording in some])
            self._store.keep(key, [hashed for hashed, _ in some], vectors)
            done += len(some)
            yield Progress(done, len(wanted))

    def keep(self, wordings: Sequence[bytes], vectors: Vectors) -> None:
        """Keep vectors computed elsewhere, by the hashes of their wordings."""
        self._store.keep(self.encoder.key, wordings, vectors)

    def missing(self) -> int:
        """How many paragraphs had no vector when the last question was answered."""
        return len(self._wordings) - len(self._held().numbers)

    def near(self, wording: str, by_words: Sequence[int], limit: int) -> dict[int, Meaning]:
        """The paragraphs closest in meaning, and how close those found by words are.

        Paragraphs without a vector are left out.
        """
        numbers, vectors = self._compared(by_words)
        if not len(numbers):
            return {}
        query = self._held().common.apart(self._vector(wording)[None, :])[0]
        closeness = vectors @ query
        beyond = chance(closeness)
        best = np.argpartition(-closeness, min(limit, len(closeness) - 1))[:limit]
        asked = np.flatnonzero(np.isin(numbers, np.asarray(by_words, np.int64)))
        return {
            int(numbers[place]): Meaning(float(closeness[place]), beyond)
            for place in {*best.tolist(), *asked.tolist()}
        }

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
        _, corpus = self._fetch(self._sample())
        common = ground(np.vstack([rows for rows in (corpus, right) if len(rows)]))
        closeness = common.apart(left) @ common.apart(right).T
        return [
            [Meaning(float(close), beyond) for close in row]
            for row, beyond in ((row, chance(row)) for row in closeness)
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

    def _held(self) -> _Held:
        """What the store holds for this corpus, looked at again while something is missing."""
        held = self._state
        if held is not None and len(held.numbers) == len(self._wordings):
            return held
        count = self._store.count(self.encoder.key)
        if held is None or held.count != count:
            held = self._state = self._look(count)
        return held

    def _look(self, count: int) -> _Held:
        if len(self._wordings) < LARGE:
            numbers, rows = self._fetch(range(len(self._wordings)))
            common = ground(rows)
            return _Held(count, numbers, common, common.apart(rows) if len(rows) else rows)
        known = self._store.known(self.encoder.key)
        has = [number for number, hashed in enumerate(self._hashes) if hashed in known]
        _, sample = self._fetch(self._sample())
        return _Held(count, np.asarray(has, np.int64), ground(sample), sample[:0])

    def _sample(self) -> range:
        """Paragraphs from which the whole corpus is judged."""
        return range(0, len(self._wordings), len(self._wordings) // SAMPLE + 1)

    def _compared(self, by_words: Sequence[int]) -> tuple[NDArray[np.int64], Vectors]:
        """The paragraphs to compare and their vectors, without what all have in common."""
        held = self._held()
        if len(self._wordings) < LARGE:
            return held.numbers, held.rows
        numbers, rows = self._fetch(by_words)
        return numbers, held.common.apart(rows) if len(rows) else rows

    def _fetch(self, numbers: Sequence[int]) -> tuple[NDArray[np.int64], Vectors]:
        hashes = self._hashes
        found = self._store.fetch(self.encoder.key, [hashes[number] for number in numbers])
        held = [number for number in numbers if hashes[number] in found]
        rows = [found[hashes[number]] for number in held]
        return np.asarray(held, np.int64), np.vstack(rows) if rows else np.empty((0, 0), np.float32)
