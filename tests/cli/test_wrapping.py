"""Lines as a terminal shows them."""

from __future__ import annotations

import click
import pytest
from hypothesis import given
from hypothesis import strategies as st

from draftrace.cli.wrapping import KEEP, cut, padded, width, wrapped


def test_wide_letters_count_two_and_combining_signs_none() -> None:
    assert width("水") == 2
    assert width("e\u0301") == 1
    assert width(click.style("red", fg="red")) == 3
    assert padded("水", 4) == "水  "
    assert cut("水水水水", 5) == "水水…"
    assert cut("short", 5) == "short"


def test_a_line_ends_between_words_at_kept_spaces_never_and_within_a_word_too_long() -> None:
    assert wrapped("one two three", 7) == ["one two", "three"]
    assert wrapped(f"one two{KEEP}three", 9) == ["one", "two three"]
    assert wrapped("ab abcdefghij k", 5) == ["ab", "abcde", "fghij", "k"]
    assert wrapped("水水水水", 5) == ["水水", "水水"]
    assert wrapped("one two", 5, "- ", "  ") == ["- one", "  two"]
    assert wrapped("", 5, "  ") == [""]


@pytest.mark.parametrize("text", ["各国应当，保护河流。", "e\u0301e\u0301 e\u0301", "أ ب"])
def test_nothing_is_lost(text: str) -> None:
    assert "".join("".join(wrapped(text, 6)).split()) == "".join(text.split())


@given(
    st.text(alphabet="ab 水ñ\u0301,。", max_size=60),
    st.integers(min_value=4, max_value=20),
    st.integers(min_value=0, max_value=2),
)
def test_no_line_is_wider_than_the_terminal_and_no_letter_is_lost(
    text: str, columns: int, hang: int
) -> None:
    lines = wrapped(text, columns, "", " " * hang)
    assert all(width(line) <= columns for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())
