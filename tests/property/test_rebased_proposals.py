"""What holds whenever a proposal is carried over to a new base."""

from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from draftrace.compare.parts import Region
from draftrace.compare.rebase import beside, rebase
from draftrace.compare.rolling import roll
from draftrace.compare.words import difference
from draftrace.text.tokens import words

PIECES = ["shall", "should", "ships", "and", "of", "[", "]", "[^n1]", ","]
texts = st.lists(st.sampled_from([*PIECES, " "]), max_size=14).map(" ".join)


@st.composite
def disjoint(draw: st.DrawFn) -> tuple[str, str, str]:
    """A base of words that occur once, and two wordings whose edits stand a word apart."""
    base = [f"w{n}" for n in range(draw(st.integers(20, 40)))]
    ours, theirs = list(base), list(base)
    places = draw(st.lists(st.integers(1, len(base) // 3 - 1), min_size=2, max_size=6, unique=True))
    for turn, place in enumerate(places):
        into = draw(st.sampled_from(("", f"x{place}", f"w{place * 3} and x{place}")))
        (ours, theirs)[turn % 2][place * 3] = into
    return tuple(" ".join(filter(None, side)) for side in (base, ours, theirs))  # type: ignore[return-value]


@given(texts, texts, texts)
def test_no_word_of_the_proposal_is_lost(base: str, proposed: str, new_base: str) -> None:
    added = Counter(w for op, text in difference(base, proposed) if op == "+" for w in words(text))
    taken = Counter(w for op, text in difference(base, proposed) if op == "-" for w in words(text))
    rebased = rebase(base, proposed, new_base)
    assert added - taken <= Counter(words(rebased.wording))


@given(texts, texts, texts)
def test_each_outcome_means_what_it_says(base: str, proposed: str, new_base: str) -> None:
    rebased = rebase(base, proposed, new_base)
    assert bool(rebased.collisions) == (rebased.outcome == "conflict")
    if rebased.outcome == "conflict":
        assert rebased.wording == proposed
    if rebased.outcome == "absorbed":
        assert rebased.wording == new_base
    if rebased.outcome == "clean" and proposed and base != new_base:
        assert rebase(base, new_base, proposed) == rebased


@given(texts, texts, texts)
def test_beside_each_other_each_word_of_both_stands(base: str, ours: str, theirs: str) -> None:
    both = beside(base, ours, theirs)
    assert (both is None) == (beside(base, theirs, ours) is None)
    if both is not None:
        whole = Counter(words(both)) + Counter(words(base))
        assert whole == Counter(words(ours)) + Counter(words(theirs))


@given(texts, texts)
def test_what_already_stands_is_absorbed(base: str, proposed: str) -> None:
    assert rebase(base, proposed, proposed).outcome == "absorbed"
    assert rebase(base, proposed, base).wording == proposed


@given(disjoint())
def test_edits_a_word_apart_are_clean(case: tuple[str, str, str]) -> None:
    base, proposed, new_base = case
    rebased = rebase(base, proposed, new_base)
    assert rebased.outcome == "clean"
    assert rebase(base, rebased.wording, new_base).outcome == "partly absorbed"
    again = rebase(new_base, rebased.wording, base)
    assert (again.outcome, again.wording) == ("clean", proposed)


@given(disjoint())
def test_rebasing_and_rolling_commute(case: tuple[str, str, str]) -> None:
    """The proposal's own regions are the same whether the other's are accepted first or after."""
    base, proposed, new_base = case
    before = roll(base, {"ours": proposed, "theirs": new_base})
    rebased = rebase(base, proposed, new_base)
    after = roll(new_base, {"ours": rebased.wording})
    mine = [p for p in before.parts if isinstance(p, Region) and p.readings[0][1] == ("ours",)]
    assert [part for part in after.parts if isinstance(part, Region)] == mine
    accepted = "".join(
        part if isinstance(part, str) else dict_of(part)["theirs"]
        for part in before.parts
        if isinstance(part, str) or (isinstance(part, Region) and part not in mine)
    )
    assert accepted == "".join(p for p in after.parts if isinstance(p, str))


def dict_of(region: Region) -> dict[str, str]:
    return {key: reading for reading, keys in region.readings for key in keys}
