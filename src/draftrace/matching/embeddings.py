"""How close wordings are in meaning: sentence vectors and what they tell in one corpus."""

from __future__ import annotations

import logging
import os
from math import log, sqrt
from typing import TYPE_CHECKING, Any, Final, Protocol

import msgspec
import numpy as np
from numpy.typing import NDArray

from draftrace.matching.settings import ModelPlace, ModelUnavailable, place_of

if TYPE_CHECKING:
    from collections.abc import Sequence

Vectors = NDArray[np.float32]

SAMPLE: Final = 2_000  # paragraphs from which a whole corpus is judged
_DIRECTIONS_PER: Final = 100  # one common direction per so many dimensions, as the paper advises
_PATIENCE: Final = 10  # seconds for the hub to answer
ENOUGH: Final = 50  # paragraphs below which nothing can be said about what is common


class Encoder(Protocol):
    """Turns wordings into vectors of length 1. ``key`` names the model in the store."""

    @property
    def key(self) -> str: ...

    def encode(self, wordings: Sequence[str]) -> Vectors:
        """One row per wording."""
        ...


class SentenceModel:
    """A sentence-transformers model, loaded when it is first asked."""

    def __init__(self, choice: str) -> None:
        """``choice`` as in ``settings.place_of``; raises ``ModelUnavailable``."""
        self._place: ModelPlace = place_of(choice)
        self._model: Any = None

    @property
    def key(self) -> str:
        return self._place.key

    def encode(self, wordings: Sequence[str]) -> Vectors:
        """One row per wording; raises ``ModelUnavailable`` when the model cannot be loaded."""
        if self._model is None:
            self._model = _load(self._place)
        vectors = self._model.encode(
            list(wordings), normalize_embeddings=True, show_progress_bar=False
        )
        return np.asarray(vectors, np.float32)


def _load(place: ModelPlace) -> Any:
    if place.offline:
        os.environ["HF_HUB_OFFLINE"] = "1"
    # Threads that wait by spinning make one paragraph eight times slower on a busy machine.
    os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
    os.environ.setdefault("HF_HUB_DISABLE_PROGRESS_BARS", "1")
    os.environ.setdefault("TRANSFORMERS_VERBOSITY", "error")
    try:
        from sentence_transformers import SentenceTransformer
        from transformers.utils import logging as progress
    except ImportError as missing:
        raise ModelUnavailable(
            "sentence-transformers is not installed.", "Install it to compare meanings."
        ) from missing
    progress.disable_progress_bar()  # type: ignore[no-untyped-call]
    for library in ("sentence_transformers", "huggingface_hub"):
        logging.getLogger(library).setLevel(logging.ERROR)
    try:
        return SentenceTransformer(place.name, device="cpu", local_files_only=True)
    except (OSError, ValueError, KeyError) as refused:
        if place.offline:
            raise _not_loaded(place) from refused
    _reach_the_hub(place)
    try:
        return SentenceTransformer(place.name, device="cpu")
    except (OSError, ValueError, KeyError) as refused:
        raise _not_loaded(place) from refused


def _not_loaded(place: ModelPlace) -> ModelUnavailable:
    return ModelUnavailable(
        f"The model {place.name} cannot be loaded.", "Check the model in the settings."
    )


def _reach_the_hub(place: ModelPlace) -> None:
    """One request, so that without a network nobody waits for retries."""
    from urllib.error import HTTPError
    from urllib.request import urlopen

    from huggingface_hub.constants import ENDPOINT

    try:
        urlopen(ENDPOINT, timeout=_PATIENCE).close()  # noqa: S310 - the hub's own address
    except HTTPError:
        return  # it answers; whether it has the model is asked next
    except OSError as unreachable:
        raise ModelUnavailable(
            f"The model {place.name} is not on this machine and {ENDPOINT} cannot be reached.",
            "Connect once to fetch it, or set model to packaged or to a folder.",
        ) from unreachable


class Ground(msgspec.Struct, frozen=True):
    """What all vectors of a corpus have in common.

    In texts on one subject every paragraph is close to every other. Taking away the mean and the
    few directions in which all vary leaves what a paragraph says of its own (J. Mu, P. Viswanath,
    All-but-the-top, 2018).
    """

    mean: Vectors
    directions: Vectors

    def apart(self, vectors: Vectors) -> Vectors:
        """The vectors without what all have in common, of length 1 again."""
        own = vectors - self.mean
        own -= (own @ self.directions.T) @ self.directions
        lengths = np.linalg.norm(own, axis=1, keepdims=True)
        apart: Vectors = own / np.maximum(lengths, 1e-9)
        return apart


def ground(vectors: Vectors) -> Ground:
    """What the vectors have in common, judged from at most 2,000 of them; with fewer than 50
    nothing is taken away."""
    width = vectors.shape[1] if vectors.ndim == 2 else 0
    if len(vectors) < ENOUGH:
        return Ground(np.zeros(width, np.float32), np.zeros((0, width), np.float32))
    sample = vectors[:: len(vectors) // SAMPLE + 1]
    mean = sample.mean(axis=0)
    _, _, axes = np.linalg.svd(sample - mean, full_matrices=False)
    return Ground(mean, axes[: width // _DIRECTIONS_PER])


def chance(closeness: Vectors, among: int) -> float:
    """The closeness that the best of so many unrelated paragraphs is expected to reach.

    Judged from the middle half of the values, so that the few real relations do not widen it, as
    the largest of as many normal deviates. With fewer than 50 values nothing is beyond chance.
    """
    if len(closeness) < ENOUGH:
        return 1.0
    low, middle, high = np.percentile(closeness[:: len(closeness) // SAMPLE + 1], (25, 50, 75))
    spread = (high - low) / 1.349  # the distance of a normal distribution's quartiles
    return float(middle + spread * sqrt(2 * log(among)))
