"""Who brought in and took out each word, version by version."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from draftrace.compare.layers import Layer, Marked, layered, reading, taken_out_of

_WORDS = st.lists(
    st.sampled_from(["States", "shall", "should", "consider", ",", "and", "[x]", "the", "a"]),
    max_size=12,
)
_WORDING = _WORDS.map(" ".join)


def test_each_hand_keeps_its_own_words() -> None:
    marked = layered(
        "States should act",
        [Layer("States shall act", "EU"), Layer("All States shall act now", "NOR")],
    )
    assert ("shall", "EU") in [(m.text.strip(), m.hand) for m in marked if m.op == "+"]
    assert ("should", "EU") in [(m.text.strip(), m.hand) for m in marked if m.op == "-"]
    assert ("now", "NOR") in [(m.text.strip(), m.hand) for m in marked if m.op == "+"]


def test_a_word_that_came_and_went_leaves_no_trace() -> None:
    marked = layered("We act", [Layer("We shall act", "EU"), Layer("We act", "NOR")])
    assert marked == (Marked("=", "We act", ""),)


def test_the_history_tells_what_came_and_went_and_what_was_brought_back() -> None:
    versions = [Layer("We shall act", "EU"), Layer("We act", "NOR"), Layer("Now act", "CUB")]
    marked = layered("We act", versions, history=True)
    assert {(m.hand, m.taker) for m in marked if m.op == "±"} == {("EU", "NOR")}
    assert reading(marked, {"EU"}) == "We shall act"
    assert taken_out_of(marked, "NOR") == {"EU"}
    back = layered("We act now", [Layer("We act", "EU"), Layer("We act now", "NOR")], history=True)
    assert sorted((m.op, m.hand) for m in back) == [("+", "NOR"), ("-", "EU"), ("=", "")]


@given(st.lists(_WORDING, min_size=1, max_size=5))
def test_with_its_history_every_version_can_be_read(versions: list[str]) -> None:
    base, *later = versions
    marked = layered(base, [Layer(v, f"P{n}") for n, v in enumerate(later)], history=True)
    for n, version in enumerate(versions):
        assert reading(marked, {f"P{place}" for place in range(n)}) == version


def test_a_word_taken_out_and_brought_back_stands() -> None:
    marked = layered("We shall act now", [Layer("We act now", "EU"), Layer("We shall act", "NOR")])
    assert marked == (Marked("=", "We shall act", ""), Marked("-", " now", "NOR"))


def test_a_chairs_text_credits_the_proposals_it_draws_on() -> None:
    chair = Layer(
        "States shall act with due respect and quickly",
        "CHAIR",
        ((" with due respect", "EU"), (" quickly", "NOR")),
    )
    hands = {m.text.strip(): m.hand for m in layered("States shall act", [chair]) if m.op == "+"}
    assert hands == {"with due respect": "EU", "and": "CHAIR", "quickly": "NOR"}


def test_what_a_chairs_text_takes_out_is_its_sponsors_who_asked_for_that() -> None:
    chair = Layer(
        "States shall act",
        "CHAIR",
        drawn=(("States shall act promptly", "EU"), ("States shall act, as appropriate", "NOR")),
    )
    marked = layered("All States shall act promptly, as appropriate", [chair])
    assert [(m.text.strip(), m.hand) for m in marked if m.op == "-"] == [
        ("All", "EU"),
        ("promptly", "NOR"),
        (", as appropriate", "EU"),
    ]


@given(_WORDING, st.lists(_WORDING, max_size=4))
def test_both_sides_read_exactly(base: str, versions: list[str]) -> None:
    marked = layered(base, [Layer(v, f"P{n}") for n, v in enumerate(versions)])
    assert "".join(m.text for m in marked if m.op in "=-") == base
    last = versions[-1] if versions else base
    assert "".join(m.text for m in marked if m.op in "=+") == last
