"""What the smallest pieces of a wording are."""

from __future__ import annotations

import pytest

from draftrace.text import tokens as cut


@pytest.mark.parametrize(
    ("wording", "expected"),
    [
        ("", ()),
        ("Ships shall yield.", ("Ships", " ", "shall", " ", "yield", ".")),
        ("see [^n-4], please", ("see", " ", "[^n-4]", ",", " ", "please")),
        ("[shall][should]", ("[", "shall", "]", "[", "should", "]")),
        ("61/183 of 1,000.5 t", ("61/183", " ", "of", " ", "1,000.5", " ", "t")),
        ("in 1990s, 3.", ("in", " ", "1990s", ",", " ", "3", ".")),
        ("a State's, States’ own", ("a", " ", "State's", ",", " ", "States", "’", " ", "own")),
        ("sea-going", ("sea", "-", "going")),
        (r"\*not stressed\*", (r"\*", "not", " ", "stressed", r"\*")),
        (r"\[^x]", (r"\[", "^", "x", "]")),
        (r"a\|b", ("a", r"\|", "b")),
        ("a \t\n b", ("a", " \t\n ", "b")),
        ("cafe\u0301s", ("cafe\u0301s",)),
        ("[^ not a note]", ("[", "^", " ", "not", " ", "a", " ", "note", "]")),
    ],
)
def test_a_wording_is_cut_where_people_would_cut_it(
    wording: str, expected: tuple[str, ...]
) -> None:
    assert cut.tokens(wording) == expected


@pytest.mark.parametrize(
    ("token", "expected"),
    [
        (" ", "space"),
        ("shall", "word"),
        ("_x", "word"),
        ("61/183", "number"),
        ("[^4]", "note"),
        ("[", "bracket"),
        (")", "bracket"),
        (",", "mark"),
        (r"\*", "mark"),
    ],
)
def test_every_token_has_a_kind(token: str, expected: cut.TokenKind) -> None:
    assert cut.kind(token) == expected


def test_words_leave_out_marks_and_notes() -> None:
    assert cut.words("Ships, [and 2 boats],[^1] yield.") == ("Ships", "and", "2", "boats", "yield")


def test_pieces_are_finer_than_tokens() -> None:
    expected = ["State", "'", "s", "61", "/", "183", ",", "[^n1]", r"\*", "x"]
    assert cut.pieces(r"State's 61/183,[^n1] \*x") == tuple(expected)


def test_spans_point_into_the_wording() -> None:
    wording = "Ships shall [yield]."
    assert all(wording[start:end] == token for token, start, end in cut.spans(wording))
    assert [token for token, _, _ in cut.spans(wording)] == list(cut.tokens(wording))
