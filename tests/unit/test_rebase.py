"""What a proposer finds when the text has moved on."""

from __future__ import annotations

import pytest

from draftrace.compare.rebase import Collision, Rebase, rebase

BASE = "Ships shall keep clear of the reef"


@pytest.mark.parametrize(
    ("proposed", "new_base", "expected"),
    [
        pytest.param(
            "Ships should keep clear of the reef",
            "Ships shall keep clear of the reef and the wreck",
            Rebase("clean", "Ships should keep clear of the reef and the wreck"),
            id="beside what changed",
        ),
        pytest.param(
            "Ships should keep clear of the reef",
            BASE,
            Rebase("clean", "Ships should keep clear of the reef"),
            id="nothing changed",
        ),
        pytest.param(
            "Ships should keep clear of the reef",
            "All ships should keep clear of the reef",
            Rebase(
                "conflict",
                "Ships should keep clear of the reef",
                (Collision("Ships shall", "Ships should", "All ships should"),),
            ),
            id="the neighbour changed too",
        ),
        pytest.param(
            "Ships should keep clear of the reef",
            "Ships should keep clear of the reef and the wreck",
            Rebase("absorbed", "Ships should keep clear of the reef and the wreck"),
            id="already said",
        ),
        pytest.param(BASE, BASE, Rebase("absorbed", BASE), id="nothing proposed"),
        pytest.param(
            "Ships should keep clear of the reef in fog",
            "Ships should keep clear of the reef",
            Rebase("partly absorbed", "Ships should keep clear of the reef in fog"),
            id="half already said",
        ),
        pytest.param(
            "Ships shall keep clear of the reef and the wreck in fog",
            "Ships shall keep clear of the reef and the wreck",
            Rebase("partly absorbed", "Ships shall keep clear of the reef and the wreck in fog"),
            id="the beginning already said",
        ),
        pytest.param(
            "Ships shall keep clear of the reef and the wreck",
            "Ships shall keep clear of the reef and the wreck and the pier",
            Rebase("absorbed", "Ships shall keep clear of the reef and the wreck and the pier"),
            id="said, and more",
        ),
        pytest.param(
            "Ships may keep clear of the reef",
            "Ships may not keep clear of the reef",
            Rebase(
                "conflict", "Ships may keep clear of the reef",
                (Collision("shall", "may", "may not"),),
            ),
            id="a single word within the contrary is not said",
        ),
        pytest.param(
            "Ships shall not keep clear of the reef",
            "Ships shall not only keep clear of the reef",
            Rebase(
                "conflict", "Ships shall not keep clear of the reef",
                (Collision("", " not", " not only"),),
            ),
            id="a single word added within others is not said",
        ),
        pytest.param(
            "Ships shall keep clear",
            "Ships shall keep clear of it",
            Rebase(
                "conflict", "Ships shall keep clear",
                (Collision(" of the reef", "", " of it"),),
            ),
            id="deleted here, reworded there",
        ),
        pytest.param(
            "Ships keep of the reef",
            "Ships of the reef",
            Rebase("absorbed", "Ships of the reef"),
            id="deleted, and more deleted",
        ),
        pytest.param(
            "Ships clear of the reef",
            "Ships shall of the reef",
            Rebase("partly absorbed", "Ships of the reef"),
            id="two deletions that overlap",
        ),
        pytest.param(
            "shall keep clear of the reef",
            "Ships keep clear of the reef",
            Rebase("partly absorbed", "keep clear of the reef"),
            id="two deletions at the start",
        ),
        pytest.param("", "Ships may keep clear", Rebase("clean", ""), id="delete it all"),
        pytest.param("", "", Rebase("absorbed", ""), id="all deleted already"),
        pytest.param(
            "Ships should keep clear of the reef", "",
            Rebase(
                "conflict", "Ships should keep clear of the reef",
                (Collision(BASE, "Ships should keep clear of the reef", ""),),
            ),
            id="reworded here, all deleted there",
        ),
    ],
)  # fmt: skip
def test_a_proposal_on_a_new_base(proposed: str, new_base: str, expected: Rebase) -> None:
    assert rebase(BASE, proposed, new_base) == expected
