"""How much of a source a wording keeps, and in which words."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from draftrace.views.kept import evidence, measured, share, together

SAID = "Services for treatment should be open to all who need them and be paid from public funds"
words = st.lists(
    st.sampled_from(["Harbour", "pilots", "the", "should", "rest;", "(well)", "and", "İz"]),
    max_size=12,
).map(" ".join)


def phrases(source: str, target: str) -> list[tuple[str, str]]:
    return [(target[slice(*t)], source[slice(*s)]) for t, s in evidence(source, target)]


def test_evidence_is_the_phrases_both_share_whatever_their_capitals() -> None:
    assert phrases(SAID, "Open Services for Treatment to all who need them;") == [
        ("Services for Treatment", "Services for treatment"),
        ("to all who need them", "to all who need them"),
    ]


def test_where_no_phrase_is_shared_single_telling_words_are_evidence() -> None:
    assert phrases(SAID, "Treatment in the east") == [("Treatment", "treatment")]
    assert phrases(SAID, "Review the trade") == []


@settings(deadline=None)
@given(words, words)
def test_evidence_names_the_same_words_on_both_sides(source: str, target: str) -> None:
    for ours, theirs in phrases(source, target):
        assert ours.lower() == theirs.lower()
        assert ours


@settings(deadline=None)
@given(words, words)
def test_a_share_lies_between_nothing_and_all(source: str, target: str) -> None:
    held = [there for _, there in evidence(source, target)]
    assert 0 <= share(source, held) <= 1
    assert share(source, [(0, len(source))]) in (0.0, 1.0)


def test_two_halves_together_are_adapted_and_never_verbatim() -> None:
    first, second = SAID.index(" and be paid"), len(SAID)
    assert together(SAID, [[(0, first)], [(first, second)]]) == "adapted"


def test_what_adds_nothing_to_the_best_counts_for_nothing() -> None:
    assert together(SAID, [[(0, 40)], [(0, 40)]]) == "thematic"
    assert together(SAID, [[(0, len(SAID))]]) == "thematic"


def test_small_parts_together_are_partial() -> None:
    long = (
        SAID + " while harbours, markets, schools, rivers, roads and bridges wait for better years"
    )
    first, second = long.index(" to all"), long.index(" from public")
    assert together(long, [[(0, first)], [(first, second)]]) == "partial"


def test_single_words_that_many_share_are_no_part_of_it() -> None:
    words_alone = [[(0, 8)], [(13, 22)], [(33, 37)], [(45, 53)]]
    assert together(SAID, words_alone) == "thematic"


def test_an_empty_source_was_kept_by_nobody() -> None:
    assert measured("", "anything") == "thematic"
    assert share("", []) == 0


def test_shared_marks_are_no_evidence() -> None:
    assert evidence("one; two", "three; four") == ()
