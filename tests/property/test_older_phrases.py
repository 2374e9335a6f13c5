"""Phrases looked up in what provisions said before are those that a search would find."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from draftrace.compare.kinship import Block
from draftrace.compare.older import Older, Said, phrases
from draftrace.compare.threads import Thread

wordings = st.lists(
    st.sampled_from(["Oak", "oak,", "elm", "ash", "the", "*Ash*"]), min_size=1, max_size=12
).map(" ".join)


@given(before=st.lists(wordings, max_size=6), after=st.lists(wordings, max_size=4), asked=wordings)
def test_a_lookup_finds_what_a_search_finds(
    before: list[str], after: list[str], asked: str
) -> None:
    said = Said()
    older = Older(said)
    stood: list[str] = []
    for more in (before, after):
        stood += more
        older.add(Thread((0, 0), "new", (Block("1", wording),)) for wording in more)
        for phrase in phrases(said[asked]):
            owners = [n for n, wording in enumerate(stood) if phrase in said[wording]]
            assert older.sole_owner(phrase) == (owners[0] if len(owners) == 1 else None)
        cut = asked.split()
        for first in range(len(cut) - 4):
            probe = cut[first : first + 5]
            holding = [wording for wording in stood if " ".join(probe) in wording]
            found = older.last_with(probe)
            assert (found.block.wording if found else None) == (holding[-1] if holding else None)
