"""A place in a wording follows what stands there."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from draftrace.compare.carried_place import carried, carried_place, edited

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


@given(old=WORDINGS, new=WORDINGS, one=st.integers(0, 60), other=st.integers(0, 60))
def test_places_keep_their_order_and_a_stretch_that_stays_its_words(
    old: str, new: str, one: int, other: int
) -> None:
    first, last = sorted((min(one, len(old)), min(other, len(old))))
    edits = edited(old, new)
    assert carried_place(old, new, first) <= carried_place(old, new, last)
    start, end = carried(first, edits, is_end=False), carried(last, edits, is_end=True)
    if first < last and all(edit.end < first or last < edit.start for edit in edits):
        assert new[start:end] == old[first:last]


@pytest.mark.parametrize(
    ("old", "new", "phrase", "left"),
    [
        ("Take all measures.", "Take all useful measures.", "all measures", "all useful measures"),
        ("Take all measures.", "Please take all measures.", "all measures", "all measures"),
        ("Take all measures.", "Take all measures now.", "all measures", "all measures"),
        ("Take all measures.", "Take All Measures.", "all measures", "All Measures"),
        ("Take all measures.", "Take all steps.", "all measures", "all"),
        ("Take all measures.", "Take care.", "all measures", ""),
    ],
)
def test_a_phrase_keeps_what_is_left_of_it_and_takes_in_nothing_beside_it(
    old: str, new: str, phrase: str, left: str
) -> None:
    edits = edited(old, new)
    first = old.index(phrase)
    start = carried(first, edits, is_end=False)
    end = carried(first + len(phrase), edits, is_end=True)
    assert new[start:end].strip() == left


def test_one_who_writes_stays_in_a_word_of_which_only_the_capitals_change() -> None:
    old, new = "Decide to REVIEW it.", "Decide to review it."
    assert carried_place(old, new, old.index("VIEW")) == new.index("view")
