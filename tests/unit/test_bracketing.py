"""What a bracket's words become, by each thing the gavel can do to it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from draftrace.compare import bracketing
from draftrace.compare.bracketing import BracketError
from draftrace.text.brackets import left, parse


@pytest.mark.parametrize(
    ("wording", "ordinal", "stands"),
    [
        ("States [shall] act", 1, "States shall act"),
        ("States act[, as appropriate,](EU, Norway) now", 1, "States act, as appropriate, now"),
        ("States act [, as appropriate,] now", 1, "States act, as appropriate, now"),
        ("States [EU: fully] act", 1, "States fully act"),
        ("States [EU: delete: fully] act", 1, "States fully act"),
        ("[to [enhance] achieve [its] objective];", 1, "to [enhance] achieve [its] objective;"),
        ("[to [enhance] achieve [its] objective];", 3, "[to [enhance] achieve its objective];"),
        ("do [a] [b] now", 1, "do a [b] now"),
        ("act [ ] now", 1, "act now"),
        ("do [this ] now", 1, "do this now"),
        ("do [this ];", 1, "do this;"),
        ("[Option 1: States act]", 1, "States act"),
        ("as seen[^3] [fully]", 1, "as seen[^3] fully"),
    ],
)
def test_a_lifted_bracket_leaves_its_words(wording: str, ordinal: int, stands: str) -> None:
    assert bracketing.lifted(wording, ordinal) == stands


@pytest.mark.parametrize(
    ("wording", "ordinal", "stands"),
    [
        ("States [shall] act", 1, "States act"),
        ("States act [, as appropriate]", 1, "States act"),
        ("States act [fully];", 1, "States act;"),
        ("[Fully] act", 1, "act"),
        ("[shall][may] act", 1, "[may] act"),
        ("do[ this][ that] now", 2, "do[ this] now"),
    ],
)
def test_a_struck_bracket_goes_with_its_words(wording: str, ordinal: int, stands: str) -> None:
    assert bracketing.struck(wording, ordinal) == stands


@pytest.mark.parametrize(
    ("wording", "ordinal", "stands"),
    [
        ("States [shall][should][may] act", 2, "States should act"),
        ("States [shall](EU) [may](NOR) act", 1, "States shall act"),
        ("a [b [c][d] e] f", 3, "a [b d e] f"),
        ("meet [yearly][];", 2, "meet;"),
    ],
)
def test_of_rival_readings_one_is_chosen(wording: str, ordinal: int, stands: str) -> None:
    assert bracketing.chosen(wording, ordinal) == stands


def test_a_bracket_is_split_from_a_phrase_on_and_both_keep_the_owners() -> None:
    two = bracketing.split("for [men, and women and girls](EU) too", 1, "and girls")
    assert two == "for [men, and women](EU) [and girls](EU) too"
    assert bracketing.lifted(two, 1) == "for men, and women [and girls](EU) too"


def test_brackets_side_by_side_are_merged_with_their_owners() -> None:
    assert bracketing.merged("a [b](EU) [c](NOR, EU) d", 1) == "a [b c](EU, NOR) d"
    assert bracketing.merged("a [b][c] d", 1) == "a [b c] d"
    split = bracketing.split("for [men and women](EU)", 1, "and")
    assert bracketing.merged(split, 1) == "for [men and women](EU)"


def test_a_bracket_gets_other_owners_or_none() -> None:
    assert bracketing.reowned("a [EU: b] c", 1, ["NOR", "CUB"]) == "a [b](NOR, CUB) c"
    assert bracketing.reowned("a [b](EU) c", 1, []) == "a [b] c"


def test_a_phrase_or_the_whole_wording_is_put_in_brackets() -> None:
    assert bracketing.enclosed("States act now;", "act", ["EU"]) == "States [act](EU) now;"
    assert bracketing.enclosed("States act;", "") == "[States act;]"
    assert bracketing.enclosed("States Act [now];", "act [now]") == "States [Act [now]];"


@pytest.mark.parametrize(
    ("wording", "how", "stands"),
    [
        ("States [shall act;", "pair", "States [shall act];"),
        ("States [shall [now act[^2].", "pair", "States [shall [now act[^2]]]."),
        ("States] shall act", "pair", "[States] shall act"),
        ("States act.[", "pair", "States act.[]"),
        ("States [shall act; ] now]", "remove", "States [shall act; ] now"),
        ("[States shall act", "remove", "States shall act"),
        ("a ] b [ c", "remove", "a b c"),
    ],
)
def test_a_bracket_without_its_other_half_is_repaired(wording: str, how: str, stands: str) -> None:
    assert bracketing.repaired(wording, how) == stands  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("operation", "told"),
    [
        (lambda: bracketing.lifted("no bracket", 1), "There is no bracket 1: the wording has none"),
        (lambda: bracketing.lifted("[a] b", 0), "There is no bracket 0: the wording has 1"),
        (lambda: bracketing.lifted("[a][b]", 2), "one of several readings"),
        (lambda: bracketing.chosen("[a] b", 1), "stands alone"),
        (lambda: bracketing.split("[a b]", 1, "c"), "stands nowhere"),
        (lambda: bracketing.split("[a b]", 1, "a"), "at its beginning"),
        (lambda: bracketing.split("[a b c b]", 1, "b"), "twice"),
        (lambda: bracketing.split("[a [b c] d]", 1, "c"), "in a bracket inside"),
        (lambda: bracketing.merged("[a] x [b]", 1), "No bracket stands beside"),
        (lambda: bracketing.reowned("[a](EU)", 1, ["EU"]), "belongs to them already"),
        (lambda: bracketing.enclosed("a [b c]", "a [b"), "cuts through a bracket"),
        (lambda: bracketing.enclosed("a b", "c"), "'c' is not in the wording"),
        (lambda: bracketing.repaired("[a]", "pair"), "has its other half"),
    ],
)
def test_what_can_not_be_done_is_refused(operation: object, told: str) -> None:
    with pytest.raises(BracketError, match=told):
        operation()  # type: ignore[operator]


_PIECES = st.lists(
    st.sampled_from(["a", "b ", " ", "[", "]", ";", "[^1]", "\\[", "(EU)", "EU: "]), max_size=14
).map("".join)


@given(_PIECES)
def test_lifting_all_brackets_one_by_one_leaves_none(wording: str) -> None:
    for _ in range(20):
        if not left(wording):
            return
        if parse(wording).strays:
            wording = bracketing.repaired(wording, "remove")
            continue
        before = left(wording)
        try:
            wording = bracketing.lifted(wording, 1)
        except BracketError:
            wording = bracketing.chosen(wording, 1)
        assert left(wording) < before
    raise AssertionError(wording)


@given(_PIECES)
def test_paired_brackets_are_balanced_and_the_words_stay(wording: str) -> None:
    if not parse(wording).strays:
        return
    paired = bracketing.repaired(wording, "pair")
    assert not parse(paired).strays
    assert paired.replace("[", "").replace("]", "") == wording.replace("[", "").replace("]", "")


def test_a_thousand_nested_brackets_are_no_trouble() -> None:
    deep = "[" * 1000 + "x" + "]" * 1000
    assert left(bracketing.lifted(deep, 1)) == 999
    assert bracketing.lifted(deep, 1000) == "[" * 999 + "x" + "]" * 999
    assert bracketing.repaired(deep[:-1], "pair") == deep
