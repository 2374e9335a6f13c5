"""How long will the comparison by meaning still take?"""

from __future__ import annotations

from draftrace.cli.encoding import Pace


def test_it_is_told_by_letters_once_some_have_been_read_for_a_while() -> None:
    pace = Pace()
    assert pace.minutes(60_000, 100.0) == 0, "nothing is read yet"
    assert pace.minutes(60_000, 130.0) == 0, "while the model is loaded nothing is read"
    assert pace.minutes(59_000, 131.0) == 0, "from here on it is counted"
    assert pace.minutes(58_000, 132.0) == 0, "too early to tell"
    assert pace.minutes(57_000, 141.0) == 5, "two thousand in ten seconds"
    assert pace.minutes(3_000, 411.0) == 0, "a quarter of a minute"
    assert pace.minutes(0, 426.0) == 0


def test_more_to_read_than_before_is_counted_afresh() -> None:
    pace = Pace()
    assert [pace.minutes(0, now) for now in (0.0, 10.0, 20.0)] == [0, 0, 0]
    told = [pace.minutes(left, now) for left, now in ((9_000, 30.0), (8_900, 31.0), (8_800, 41.0))]
    assert told == [0, 0, 15]
    assert pace.minutes(8_800, 51.0) == 29, "nothing was read since"
