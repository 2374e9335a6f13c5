"""On which text was an act made: on all that was decided until then, or on what it amends alone."""

from __future__ import annotations

import pytest

from draftrace.exporters.sheet import Turn
from draftrace.intake.acts import key
from draftrace.intake.seen import Seen
from draftrace.intake.tracked.model import Mark, Run

DAY = "2030-03-01T10:00:00Z"
TURNS = (
    Turn("EU", DAY, saw=99, decided=100),
    Turn("NOR", DAY, saw=99, decided=200),
    Turn("ELSEWHERE", DAY, saw=299, decided=300),
)


def act(author: str) -> str:
    return key(author, DAY)


@pytest.mark.parametrize(
    ("saw", "seen"),
    [
        (99, set()),
        (199, {"EU"}),
        (299, {"EU", "NOR"}),
        # At the place of an act on the same words: an amendment of that alone.
        (200, {"NOR"}),
        # At that of an act on another paragraph, decided in one with it: what stood here by then.
        (300, {"EU", "NOR"}),
    ],
)
def test_what_an_act_was_made_on(saw: int, seen: set[str]) -> None:
    last = Turn("CUB", DAY, saw=saw, decided=400)
    hands = (act("EU"), act("NOR"), act("CUB"))
    runs = [Run(text="word", inserted=Mark(hand, DAY)) for hand in hands]
    found = Seen((*TURNS, last)).by(runs, act("CUB"))
    assert found == {act(each) for each in seen}


def test_an_amendment_is_told_from_a_wording_made_later() -> None:
    seen = {act("EU"), act("NOR")}
    of_one = Seen((*TURNS, Turn("CUB", DAY, saw=200, decided=400)))
    of_all = Seen((*TURNS, Turn("CUB", DAY, saw=299, decided=400)))
    assert of_one.amended(act("CUB"), seen) == act("NOR")
    assert of_all.amended(act("CUB"), seen) == ""
    # Where the file tells no order, it is one of the only other whose words it changed.
    assert Seen(()).amended(act("CUB"), {act("EU")}) == act("EU")
    assert Seen(()).amended(act("CUB"), seen) == ""
