"""Where a wording is divided, and what of that holds when the words change."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from draftrace.compare.dividing import (
    aside_run_on,
    carried,
    cuts,
    divided,
    joined,
    piece_of,
    pieces,
    run_on,
    with_piece,
)
from draftrace.compare.phrases import PhraseError
from draftrace.compare.rebase import rebase
from draftrace.compare.rolling import roll

TEXT = "States shall act now. They shall report soon."
CUT = divided(TEXT, ["They"])


def test_a_division_says_where_and_nothing_else() -> None:
    assert pieces(CUT) == ("States shall act now.", "They shall report soon.")
    assert run_on(CUT) == TEXT
    assert joined(pieces(CUT)) == CUT
    assert cuts(TEXT, CUT) != ()
    assert cuts(TEXT, CUT.replace("soon", "late")) == ()
    assert cuts(TEXT, CUT + " More.") == ()


@pytest.mark.parametrize(
    ("phrase", "why"),
    [("States", "Nothing is divided"), ("shall", "stands there 2 times"), ("never", "is not in")],
)
def test_what_can_not_be_divided_is_refused(phrase: str, why: str) -> None:
    with pytest.raises(PhraseError, match=why):
        divided(TEXT, [phrase])


def test_a_division_stays_where_it_is() -> None:
    assert carried(TEXT, CUT, "All " + TEXT) == "All " + CUT
    assert carried(TEXT, CUT, TEXT.replace("They", "So they")) == CUT.replace("They", "So they")
    assert carried(TEXT, CUT, TEXT.replace("They shall report", "Reporting is for")) is not None
    assert carried(TEXT, CUT, TEXT.replace("now. They", "now, and they")) is None
    assert carried(TEXT, TEXT, TEXT + " More.") is None


def test_a_rival_lies_in_one_piece_or_in_none() -> None:
    assert piece_of(TEXT, CUT, TEXT.replace("soon", "late")) == (1, "They shall report late.")
    assert piece_of(TEXT, CUT, TEXT.replace("States shall", "We")) == (0, "We act now.")
    assert piece_of(TEXT, CUT, TEXT.replace("shall", "may")) is None
    assert piece_of(TEXT, CUT, TEXT.replace("They shall ", "")) == (1, "report soon.")
    assert piece_of(TEXT, CUT, TEXT) is None
    assert piece_of(TEXT, TEXT, TEXT + " More.") is None


@given(st.integers(4, 14), st.data())
def test_a_rival_in_a_piece_gives_the_piece_its_words(length: int, data: st.DataObject) -> None:
    words = [f"w{n}" for n in range(length)]
    base = " ".join(words)
    cut = divided(base, [words[data.draw(st.integers(1, length - 1))]])
    changed = list(words)
    at = data.draw(st.integers(0, length - 1))
    changed[at : at + 1] = data.draw(st.sampled_from((["x"], [words[at], "x"], [])))
    rival = " ".join(changed)
    found = piece_of(base, cut, rival)
    if found is not None:
        number, wording = found
        others = list(pieces(cut))
        others[number] = wording
        assert " ".join(filter(None, others)) == rival
    again = carried(base, cut, rival)
    if again is not None:
        assert run_on(again) == rival
        assert len(pieces(again)) == 2
    outcome = rebase(base, rival, base + " more")
    if outcome.outcome == "clean":
        assert roll(base + " more", {"a": outcome.wording}).reading("a") == outcome.wording


@given(st.integers(3, 12), st.data())
def test_a_division_reads_back_from_the_rolling_text(length: int, data: st.DataObject) -> None:
    words = [f"w{n}" for n in range(length)]
    base = " ".join(words)
    cut = divided(base, [words[data.draw(st.integers(1, length - 1))]])
    other = " ".join(["x", *words[1:]])
    rolling = roll(base, {"split": cut, "other": other})
    assert rolling.reading("split") == cut
    assert rolling.reading("other") == other
    assert rolling.reading(None) == base
    assert "¶" in rolling.render()
    assert "\n" not in rolling.render()


def test_a_piece_worded_otherwise_is_cut_off_only_where_one_cut() -> None:
    """A and B cut by others run on; the piece keeps the cuts that are one's own."""
    old, new = "a\nb\nc\nd", "a\nb\nc c\nd"
    assert aside_run_on(old, new, [False, True, True]) == ("a b\nc\nd", "a b\nc c\nd")
    assert aside_run_on(old, new, [True, True, True]) == (old, new)
    assert aside_run_on(old, new, [True, False, True]) == (old, new)
    assert aside_run_on(old, new, [True]) == (old, new)
    assert aside_run_on(old, old, [True, True, True]) == (old, old)


def test_only_a_piece_that_is_there_is_worded_otherwise() -> None:
    late = with_piece(CUT, 2, "States act.\nThey shall report late.")
    assert late == "States shall act now.\nThey shall report late."
    assert with_piece(CUT, 0, "States act.\nThey report.") == "States act.\nThey report."
    with pytest.raises(PhraseError, match="words part 3 of what is divided into 2"):
        with_piece(CUT, 3, "They shall\nreport late.")
