"""What holds for the word difference of any two wordings."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from draftrace.compare.engines import fast_runs, plain_runs
from draftrace.compare.redline import redline
from draftrace.compare.words import applied, difference, edits
from draftrace.text.tokens import kind, parts, pieces, tokens, words

PIECES = [
    "1\u0301",
    "State's",
    "shall",
    "should",
    "ships",
    "and",
    "of",
    "the",
    "61/183",
    "[",
    "]",
    "[^n1]",
    ",",
    "*",
]
loose_text = st.text(max_size=60)
prose = st.lists(st.sampled_from(PIECES), max_size=30).map(" ".join)
tight_prose = st.lists(st.sampled_from([*PIECES, " ", "  "]), max_size=30).map("".join)
wordings = st.one_of(prose, tight_prose, loose_text)


@given(wordings)
def test_tokens_lose_nothing(wording: str) -> None:
    assert "".join(tokens(wording)) == wording
    assert all(tokens(wording))


@given(wordings)
def test_the_pieces_of_the_tokens_are_the_pieces_of_the_wording(wording: str) -> None:
    assert tuple(piece for token in tokens(wording) for piece in pieces(token)) == pieces(wording)


@given(wordings)
def test_two_words_never_stand_together(wording: str) -> None:
    kinds = [kind(token) for token in tokens(wording)]
    assert ("space", "space") not in pairwise(kinds)
    assert all(word in wording for word in words(wording))


@given(wordings, wordings)
def test_the_difference_gives_back_both_wordings(old: str, new: str) -> None:
    found = difference(old, new)
    assert "".join(text for op, text in found if op in "=-") == old
    assert "".join(text for op, text in found if op in "=+") == new
    assert all(text for _, text in found)
    assert all(a != b for (a, _), (b, _) in pairwise(found))


@given(wordings, wordings)
def test_edits_make_the_new_wording_and_never_touch(base: str, new: str) -> None:
    found = edits(base, new)
    cut = tokens(base)
    assert "".join(applied(cut, found)) == new
    assert all(left.end < right.start for left, right in pairwise(found))
    assert all(cut[edit.start : edit.end] != edit.replacement for edit in found)


@given(wordings, wordings)
def test_both_engines_say_the_same(old: str, new: str) -> None:
    assert difference(old, new, runs=plain_runs) == difference(old, new, runs=fast_runs)
    assert edits(old, new, runs=plain_runs) == edits(old, new, runs=fast_runs)


long_prose = st.lists(st.sampled_from(PIECES), min_size=20, max_size=40).map(" ".join)


@given(long_prose, wordings, wordings, long_prose)
def test_what_both_ends_share_is_not_read_and_nothing_lost(
    head: str, old: str, new: str, tail: str
) -> None:
    found = redline(f"{head} {old} {tail}", f"{head} {new} {tail}")
    assert "".join(text for op, text in found if op in "=-") == f"{head} {old} {tail}"
    assert "".join(text for op, text in found if op in "=+") == f"{head} {new} {tail}"
    assert all(text for _, text in found)
    assert all(a != b for (a, _), (b, _) in pairwise(found))
    assert found[0][0] == found[-1][0] == "="


@given(wordings)
def test_equal_wordings_do_not_differ(wording: str) -> None:
    assert edits(wording, wording) == ()
    assert difference(wording, wording) == ((("=", wording),) if wording else ())


@given(wordings, wordings)
def test_nothing_smaller_than_a_word_or_a_part_of_a_symbol_is_marked(old: str, new: str) -> None:
    at = {"-": 0, "+": 0}
    sides = {"-": parts(old), "+": parts(new)}
    for op, text in difference(old, new):
        for side in "-+" if op == "=" else op:
            run = ""
            while len(run) < len(text):
                run += sides[side][at[side]]
                at[side] += 1
            assert run == text
