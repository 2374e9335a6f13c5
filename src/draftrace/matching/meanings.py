"""Which paragraphs are close in meaning: vectors kept once per wording, compared when asked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Protocol

import msgspec
import numpy as np

from draftrace.matching.embeddings import SAMPLE, Encoder, Ground, SentenceModel, chance, ground
from draftrace.matching.index import VectorStore, wording_hash
from draftrace.matching.ranking import Meaning

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from draftrace.matching.embeddings import Vectors

#: From this many paragraphs on, only the best by words are compared by meaning.
LARGE: Final = 100_000


class Progress(msgspec.Struct, frozen=True):
    """How many wordings of how many have a vector."""

    done: int
    total: int


class _Vectors(Protocol):
    """Where vectors are kept."""

    def known(self, model: str) -> set[bytes]: ...
    def fetch(self, model: str, wordings: Sequence[bytes]) -> dict[bytes, Vectors]: ...
    def keep(self, model: str, wordings: Sequence[bytes], vectors: Vectors) -> None: ...


class RememberedVectors:
    """Vectors kept while the program runs, for a corpus without a folder."""

    def __init__(self) -> None:
        self._held: dict[tuple[str, bytes], Vectors] = {}

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


class Meanings:
    """The meaning of the paragraphs of one corpus.

    Every method may raise ``ModelUnavailable``; nothing is loaded before it is needed.
    """

    def __init__(self, wordings: Sequence[str], folder: Path | None, model: str | Encoder) -> None:
        self._wordings = wordings
        self._choice = model
        self._encoder: Encoder | None = None
        self._store: _Vectors = (
            VectorStore(folder / "vectors.db") if folder else RememberedVectors()
        )
        self._hashes: list[bytes] = []
        self._ground: Ground | None = None
        self._matrix: Vectors | None = None
        self._held: NDArray[np.bool_] | None = None

    @property
    def encoder(self) -> Encoder:
        """The model of the settings."""
        if self._encoder is None:
            choice = self._choice
            self._encoder = SentenceModel(choice) if isinstance(choice, str) else choice
        return self._encoder

    def encode(self, also: Sequence[str] = (), batch: int = 32) -> Iterator[Progress]:
        """Give every wording that has none a vector, batch by batch.

        Stop asking and it stops; ask again and it goes on where it was. Each wording is encoded
        once, also when it stands in several paragraphs, and the shortest come first.
        """
        key = self.encoder.key
        wanted = {wording_hash(wording): wording for wording in (*self._wordings, *also)}
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
            self._ground = self._matrix = None
            done += len(some)
            yield Progress(done, len(wanted))

    def keep(self, wordings: Sequence[bytes], vectors: Vectors) -> None:
        """Keep vectors computed elsewhere, by the hashes of their wordings."""
        self._store.keep(self.encoder.key, wordings, vectors)
        self._ground = self._matrix = None

    def missing(self) -> int:
        """How many paragraphs have no vector yet."""
        known = self._store.known(self.encoder.key)
        return sum(hashed not in known for hashed in self._all_hashes())

    def near(self, wording: str, by_words: Sequence[int], limit: int) -> dict[int, Meaning]:
        """The paragraphs closest in meaning, and how close those found by words are.

        Paragraphs without a vector are left out.
        """
        if not self._wordings:
            return {}
        numbers, vectors = self._compared(by_words)
        if not len(numbers):
            return {}
        common = self._common()
        query = common.apart(self._vector(wording)[None, :])[0]
        closeness = vectors @ query
        beyond = chance(closeness)
        best = np.argpartition(-closeness, min(limit, len(closeness) - 1))[:limit]
        wanted = {int(numbers[place]): float(closeness[place]) for place in best}
        asked = set(by_words)
        for place in np.flatnonzero(np.isin(numbers, np.fromiter(asked, np.int64, len(asked)))):
            wanted[int(numbers[place])] = float(closeness[place])
        return {number: Meaning(close, beyond) for number, close in wanted.items()}

    def between(self, ours: Sequence[str], theirs: Sequence[str]) -> list[list[Meaning]]:
        """How close each of ours is to each of theirs.

        Empty when one of them has no vector yet.
        """
        key = self.encoder.key
        hashes = [[wording_hash(wording) for wording in side] for side in (ours, theirs)]
        found = self._store.fetch(key, [*hashes[0], *hashes[1]])
        if not found or any(hashed not in found for side in hashes for hashed in side):
            return []
        left, right = (np.vstack([found[hashed] for hashed in side]) for side in hashes)
        step = max(1, len(self._wordings) // SAMPLE)
        _, corpus = self._fetch(range(0, len(self._wordings), step))
        common = ground(np.vstack([rows for rows in (corpus, right) if len(rows)]))
        closeness = common.apart(left) @ common.apart(right).T
        return [
            [Meaning(float(close), beyond) for close in row]
            for row, beyond in ((row, chance(row)) for row in closeness)
        ]

    def _vector(self, wording: str) -> Vectors:
        key, hashed = self.encoder.key, wording_hash(wording)
        held = self._store.fetch(key, [hashed])
        if hashed not in held:
            vector = self.encoder.encode([wording])
            self._store.keep(key, [hashed], vector)
            held = {hashed: vector[0]}
        return held[hashed]

    def _all_hashes(self) -> list[bytes]:
        if len(self._hashes) != len(self._wordings):
            self._hashes = [wording_hash(wording) for wording in self._wordings]
        return self._hashes

    def _compared(self, by_words: Sequence[int]) -> tuple[NDArray[np.int64], Vectors]:
        """The paragraphs to compare and their vectors, without what all have in common."""
        if len(self._wordings) >= LARGE:
            return self._some(by_words)
        if self._matrix is None:
            self._common()
            numbers, rows = self._fetch(range(len(self._wordings)))
            self._numbers, self._matrix = numbers, self._apart(rows)
        return self._numbers, self._matrix

    def _some(self, numbers: Sequence[int]) -> tuple[NDArray[np.int64], Vectors]:
        held, rows = self._fetch(numbers)
        return held, self._apart(rows)

    def _apart(self, rows: Vectors) -> Vectors:
        return self._common().apart(rows) if len(rows) else rows

    def _fetch(self, numbers: Sequence[int]) -> tuple[NDArray[np.int64], Vectors]:
        hashes = self._all_hashes()
        found = self._store.fetch(self.encoder.key, [hashes[number] for number in numbers])
        held = [number for number in numbers if hashes[number] in found]
        rows = [found[hashes[number]] for number in held]
        return np.asarray(held, np.int64), np.vstack(rows) if rows else np.empty((0, 0), np.float32)

    def _common(self) -> Ground:
        if self._ground is None:
            step = max(1, len(self._wordings) // SAMPLE)
            _, rows = self._fetch(range(0, len(self._wordings), step))
            self._ground = ground(rows)
        return self._ground
