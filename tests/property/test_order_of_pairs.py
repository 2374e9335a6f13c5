"""What did not move is the same, whether it is followed pair by pair or looked at afresh."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from draftrace.compare.anchors import Pairing

PLACES = st.integers(0, 7)
STEPS = st.lists(st.tuples(st.booleans(), PLACES, PLACES), max_size=16)


@given(STEPS)
def test_joining_and_parting_keep_count_of_what_did_not_move(
    steps: list[tuple[bool, int, int]],
) -> None:
    followed, afresh = (Pairing(8, [9, 3, 7, 1, 5, 2, 8, 4]) for _ in range(2))
    followed.kept_in_order()
    for joined, old, new in steps:
        for pairing in (followed, afresh):
            if joined:
                pairing.join(old, new)
            elif pairing.new_of[old] == new and pairing.old_of[new] == old:
                pairing.part(old, new)
        afresh.forget_order()
        assert followed.kept_in_order() == afresh.kept_in_order()
