"""A place in a wording follows what stands there."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from draftrace.compare.carried_place import carried_place

WORDINGS = st.lists(st.sampled_from(["Decide", "to", "review", "reviews", "all", ",", "2035"])).map(
    " ".join
)


@given(old=WORDINGS, new=WORDINGS, place=st.integers(0, 60))
def test_a_place_carried_over_lies_in_the_text_and_stays_where_nothing_changed(
    old: str, new: str, place: int
) -> None:
    place = min(place, len(old))
    assert 0 <= carried_place(old, new, place) <= len(new)
    assert carried_place(old, old, place) == place
    assert carried_place(old, f"{new}; {old}", len(old)) == len(f"{new}; {old}")
