"""A small corpus in our own words, and an encoder that counts what it is asked."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from draftrace.matching.sources import Source

CONCLUSIONS = {
    "5(a)": "Attention should continue to be given to the training of lighthouse keepers, "
    "including night exercises and signalling by lamp;",
    "5(b)": "The inspection of ferries calling at small ports should be strengthened;",
    "5(c)": "Harbour pilots should be well paid and rested;",
    "5(d)": "The Convention on the Safety of Ferries of 1988 should be ratified by coastal States;",
    "5(e)": "Knowledge of the habits of smugglers should be acquired, including through interviews "
    "with retired sailors;",
}
DELIBERATIONS = {
    "1": "Several speakers noted that storms had become more frequent along the northern coast.",
    "2": "One speaker stated that ferries calling at small ports were rarely inspected in winter.",
    "3": "It was noted that buoys were often stolen and sold as scrap metal.",
    "4": "Some speakers emphasized that charts should be redrawn every ten years.",
}
#: A provision of which conclusion 5(e) gave a phrase and nothing else.
MEMORIES = (
    "Invite museums to record the memories of islanders through interviews with retired sailors, "
    "cooks, shipwrights and keepers of inns, and to exhibit portraits, letters, songs and models;"
)


def sources(extra: Sequence[str] = ()) -> list[Source]:
    """The corpus, conclusions and deliberations, and further paragraphs of another document."""
    return [
        *(Source("REP", a, wording, "conclusion") for a, wording in CONCLUSIONS.items()),
        *(Source("REP", a, wording, "deliberation") for a, wording in DELIBERATIONS.items()),
        *(Source("MORE", str(n), wording) for n, wording in enumerate(extra, 1)),
    ]


class CountingEncoder:
    """Vectors from letters, the same for the same wording; ``asked`` is all it was given."""

    key = "counting"

    def __init__(self) -> None:
        self.asked: list[str] = []

    def encode(self, wordings: Sequence[str]) -> NDArray[np.float32]:
        self.asked.extend(wordings)
        rows = np.zeros((len(wordings), 26), np.float32)
        for row, wording in zip(rows, wordings, strict=True):
            for letter in wording.lower():
                if "a" <= letter <= "z":
                    row[ord(letter) - 97] += 1
        rows /= np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)
        return rows
