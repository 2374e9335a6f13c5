"""What a reader sees where two wordings differ."""

from __future__ import annotations

import sys

import pytest

from draftrace.compare.engines import fast_runs, installed_runs, plain_runs
from draftrace.compare.words import Difference, Edit, difference, edits


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        pytest.param("", "", (), id="nothing"),
        pytest.param("", "Ships yield", (("+", "Ships yield"),), id="all new"),
        pytest.param("Ships yield", "", (("-", "Ships yield"),), id="all gone"),
        pytest.param(
            "Ships shall yield",
            "Ships should yield",
            (("=", "Ships "), ("-", "shall"), ("+", "should"), ("=", " yield")),
            id="whole words",
        ),
        pytest.param(
            "Ships shall yield",
            "Ships shall always yield",
            (("=", "Ships shall"), ("+", " always"), ("=", " yield")),
            id="white space goes with its word",
        ),
        pytest.param(
            "Large ships", "ships", (("-", "Large "), ("=", "ships")), id="the first word goes"
        ),
        pytest.param(
            "under 61/183 of",
            "under 61/184 of",
            (("=", "under "), ("-", "61/183"), ("+", "61/184"), ("=", " of")),
            id="numbers are whole",
        ),
        pytest.param(
            "A/61/183, 1,000.5",
            "A/62/184, 1,200.5",
            (
                ("-", "A/61/183"),
                ("+", "A/62/184"),
                ("=", ", "),
                ("-", "1,000.5"),
                ("+", "1,200.5"),
            ),
            id="however many of their parts change",
        ),
        pytest.param(
            "see A/AC.1/CRP.2, and/or all",
            "see A/AC.1/L.2, and/or none",
            (
                ("=", "see "),
                ("-", "A/AC.1/CRP.2"),
                ("+", "A/AC.1/L.2"),
                ("=", ", and/or "),
                ("-", "all"),
                ("+", "none"),
            ),
            id="symbols are whole",
        ),
        pytest.param(
            "see A/AC.1/L.2, all",
            "see A/AC.1/L.2/Rev.1, all",
            (("=", "see A/AC.1/L.2"), ("+", "/Rev.1"), ("=", ", all")),
            id="what is put behind a symbol",
        ),
        pytest.param(
            "in 2008/2 and 42/11",
            "in 2008/Rev/2 and 42",
            (("=", "in 2008"), ("+", "/Rev"), ("=", "/2 and 42"), ("-", "/11")),
            id="what is put into a symbol or struck from it stands alone",
        ),
        pytest.param(
            "of 10.5 and 3,4-dioxy",
            "of 10 and 3 or more,4-dioxy",
            (
                ("=", "of "),
                ("-", "10.5"),
                ("+", "10"),
                ("=", " and 3"),
                ("+", " or more"),
                ("=", ",4-dioxy"),
            ),
            id="half a figure is another figure",
        ),
        pytest.param(
            "yield[^n1] now",
            "yield[^n2] now",
            (("=", "yield"), ("-", "[^n1]"), ("+", "[^n2]"), ("=", " now")),
            id="note references are whole",
        ),
        pytest.param(
            "[shall] yield",
            "[shall] [always] yield",
            (("=", "[shall]"), ("+", " [always]"), ("=", " yield")),
            id="brackets in pairs",
        ),
        pytest.param(
            "boats, ships, and rafts",
            "boats, and rafts",
            (("=", "boats,"), ("-", " ships,"), ("=", " and rafts")),
            id="a phrase with its comma",
        ),
        pytest.param(
            "keep off the reef, as appropriate, in fog",
            "keep off the reef and wreck, in fog",
            (
                ("=", "keep off the reef"),
                ("+", " and wreck"),
                ("=", ","),
                ("-", " as appropriate,"),
                ("=", " in fog"),
            ),
            id="an insertion and a deletion, not a replacement",
        ),
        pytest.param(
            "keep off the reef and wreck, in fog",
            "keep off the reef, as appropriate, in fog",
            (
                ("=", "keep off the reef"),
                ("-", " and wreck"),
                ("=", ","),
                ("+", " as appropriate,"),
                ("=", " in fog"),
            ),
            id="a deletion and an insertion, not a replacement",
        ),
        pytest.param(
            "of the ports and the ships",
            "of the ports and the crews and the ships",
            (("=", "of the ports"), ("+", " and the crews"), ("=", " and the ships")),
            id="a phrase with its conjunction",
        ),
        pytest.param(
            "one two three four five",
            "six two seven four eight",
            (("-", "one two three four five"), ("+", "six two seven four eight")),
            id="no confetti",
        ),
        pytest.param(
            "go to all the ports, of every sea, in the north and stay",
            "go where rivers meet, of old time, by any path at all and stay",
            (
                ("=", "go "),
                ("-", "to all the ports, of every sea, in the north"),
                ("+", "where rivers meet, of old time, by any path at all"),
                ("=", " and stay"),
            ),
            id="a stray word in a large rewording",
        ),
        pytest.param(
            "one two three four", "six two seven four",
            (("-", "one"), ("+", "six"), ("=", " two "), ("-", "three"), ("+", "seven"),
             ("=", " four")),
            id="two edits are not confetti",
        ),
        pytest.param("a  b ", "a b", (("=", "a"), ("-", "  "), ("+", " "), ("=", "b"), ("-", " ")),
                     id="white space alone"),
        pytest.param(
            "the [coastal] [[oyster]] beds",
            "the coastal oyster beds",
            (("=", "the "), ("-", "["), ("=", "coastal"), ("-", "]"), ("=", " "), ("-", "[["),
             ("=", "oyster"), ("-", "]]"), ("=", " beds")),
            id="the space between two brackets stays",
        ),
        pytest.param(
            "the coastal oyster beds",
            "the [coastal] [[oyster]] beds",
            (("=", "the "), ("+", "["), ("=", "coastal"), ("+", "]"), ("=", " "), ("+", "[["),
             ("=", "oyster"), ("+", "]]"), ("=", " beds")),
            id="brackets beside the space between two words",
        ),
        pytest.param(
            "cut by half by 2040;",
            "cut [by half] substantially by [2035] [2040] and report;",
            (("=", "cut "), ("+", "["), ("=", "by half"), ("-", " by 2040"),
             ("+", "] substantially by [2035] [2040] and report"), ("=", ";")),
            id="confetti of brackets and words",
        ),
        pytest.param(
            "all played in it.",
            "all played in it, as courts find it.",
            (("=", "all played in it"), ("+", ", as courts find it"), ("=", ".")),
            id="what comes at the end of a clause begins with its comma",
        ),
        pytest.param(
            "Ships yield.",
            "Ships yield. Boats wait.",
            (("=", "Ships yield."), ("+", " Boats wait.")),
            id="a sentence has its own full stop",
        ),
    ],
)  # fmt: skip
def test_the_difference_reads_well(old: str, new: str, expected: Difference) -> None:
    assert difference(old, new) == expected


def test_edits_stay_small_where_the_difference_is_joined() -> None:
    assert edits("one two three four five", "six two seven four eight") == (
        Edit(0, 1, ("six",)),
        Edit(4, 5, ("seven",)),
        Edit(8, 9, ("eight",)),
    )


def test_a_repeated_word_lands_in_one_place_whatever_else_changes() -> None:
    base = "the ports and the ships of all seas"
    alone = edits(base, "the ports and the crews and the ships of all seas")
    together = edits(base, "the ports and the crews and the ships of most seas")
    assert alone[0] == together[0]


def test_the_plain_engine_steps_in(monkeypatch: pytest.MonkeyPatch) -> None:
    assert installed_runs() is fast_runs
    monkeypatch.setitem(sys.modules, "fast_diff_match_patch", None)
    assert installed_runs() is plain_runs
