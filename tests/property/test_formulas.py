"""What holds for the formulas of any texts, judged by comparing every run with every other."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from draftrace.compare.formulas import applied_to, formulas, indexed, touched
from draftrace.text.tokens import words

SHORT = 3
texts = st.lists(
    st.lists(st.sampled_from(["a", "B", "c", ",", "[", "d"]), max_size=14).map(" ".join),
    max_size=4,
).map(lambda found: {str(n): wording for n, wording in enumerate(found)})


def _runs(wording: str) -> set[tuple[str, ...]]:
    said = tuple(w.casefold() for w in words(wording))
    return {said[a:b] for a in range(len(said)) for b in range(a + SHORT, len(said) + 1)}


def _places(said: dict[str, tuple[str, ...]], run: tuple[str, ...]) -> set[tuple[str, int]]:
    return {
        (key, at)
        for key, these in said.items()
        for at in range(len(these) - len(run) + 1)
        if these[at : at + len(run)] == run
    }


@settings(deadline=None)
@given(texts)
def test_formulas_are_the_shared_runs_that_cannot_be_made_longer(wordings: dict[str, str]) -> None:
    said = {k: tuple(w.casefold() for w in words(v)) for k, v in wordings.items()}
    expected = set()
    for run in {run for wording in wordings.values() for run in _runs(wording)}:
        places = _places(said, run)
        if len({key for key, _ in places}) < 2:
            continue
        before = {said[k][at - 1] if at else f"start {k}" for k, at in places}
        after = {
            said[k][at + len(run)] if at + len(run) < len(said[k]) else f"end {k}"
            for k, at in places
        }
        if len(before) > 1 and len(after) > 1:
            expected.add(run)
    found = formulas(wordings, SHORT)
    assert {f.words for f in found} == expected
    assert len(found) == len(expected)
    for formula in found:
        assert len(formula.places) == len(_places(said, formula.words))
        for place in formula.places:
            there = words(wordings[place.id][place.start : place.end])
            assert tuple(w.casefold() for w in there) == formula.words


@settings(deadline=None)
@given(texts, st.sampled_from(["new", "a", "two words"]), st.integers(0, 20))
def test_a_carried_change_brings_the_same_words(
    wordings: dict[str, str], word: str, at: int
) -> None:
    index = indexed(formulas(wordings, SHORT))
    for key, old in wordings.items():
        cut = old.split(" ")
        cut[at % len(cut)] = word
        new = " ".join(cut)
        for shared in touched(index, key, old, new):
            other = wordings[shared.there.id]
            made = applied_to(shared, old, new, other)
            if made is not None:
                assert made[: shared.there.start].rstrip() == other[: shared.there.start].rstrip()
                assert made.endswith(other[shared.there.end :])
                assert made != other
