"""Wordings cut into units: words with the white space before them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from draftrace.compare import units
from draftrace.compare.engines import fast_runs, plain_runs
from draftrace.compare.units import Vocabulary, vocabulary
from draftrace.compare.words import Base, difference, edits
from draftrace.text.tokens import tokens

WORDINGS = st.text(st.sampled_from("ab1, \n[]'.\\*^-"), max_size=40)
PHRASES = st.lists(st.sampled_from(["all", "[the]", "rivers,", "61/183", "and"]), max_size=12)


@given(WORDINGS)
def test_the_units_are_the_tokens_with_the_space_before_them(wording: str) -> None:
    cut = Vocabulary().units(wording)
    count = len(cut.signs)
    pieces = [wording[cut.at[n] : cut.at[n + 1]] for n in range(count)]
    assert "".join(pieces) == wording
    assert cut.cores(0, count - 1) == [t for t in tokens(wording) if not t.isspace()]
    assert [cut.space(n) + core for n, core in enumerate(cut.cores(0, count))] == pieces


@given(WORDINGS, WORDINGS)
def test_equal_tokens_have_equal_signs(left: str, right: str) -> None:
    one = Vocabulary()
    a, b = one.units(left), one.units(right)
    same = a.cores(0, len(a.signs)) == b.cores(0, len(b.signs))
    assert (a.signs == b.signs) == same


@given(PHRASES, PHRASES)
def test_both_bindings_show_the_same_redline(old: list[str], new: list[str]) -> None:
    pytest.importorskip("fast_diff_match_patch")
    left, right = " ".join(old), " ".join(new)
    assert difference(left, right, runs=fast_runs) == difference(left, right, runs=plain_runs)
    assert edits(left, right, runs=fast_runs) == edits(left, right, runs=plain_runs)


def test_a_vocabulary_that_remembers_enough_is_begun_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    base = Base("one two three")
    monkeypatch.setattr(units, "MOST_REMEMBERED", 2)
    first = vocabulary()
    first.units("four five six")
    assert vocabulary() is not first
    assert base.edits("one three") == edits("one two three", "one three")
