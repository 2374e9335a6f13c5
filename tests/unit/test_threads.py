"""Provisions through drafts: merged and parted again, gone, and come back from within another."""

from __future__ import annotations

from draftrace.compare.kinship import Block, Kinship
from draftrace.compare.lineage import lineage

WELLS = "Each Party shall keep a public register of the wells in its territory and their owners."
RODS = "The secretariat lends measuring rods to whoever asks for them, in the order of asking."
FEES = "Fees are paid in the currency of the place where the bore stands, before the end of March."
LOTS = "The auditors of the fund are chosen by lot among Parties that owe the fund nothing."


def draft(*wordings: str) -> list[Block]:
    return [Block(str(n), wording) for n, wording in enumerate(wordings, 1)]


def steps(*drafts: list[Block]) -> list[list[tuple[int, str]]]:
    found = lineage(drafts).provisions
    return [[(step.document, step.address) for step in history] for history in found]


def test_what_was_merged_and_parted_again_is_two_histories() -> None:
    merged = f"{WELLS} {RODS}"
    found = steps(draft(WELLS, RODS, FEES), draft(merged, FEES), draft(WELLS, RODS, FEES))
    assert found[0] == [(0, "1"), (1, "1"), (2, "1")]
    assert found[1] == [(0, "2"), (1, "1"), (2, "2")]


def test_strands_are_told_apart_after_standing_merged_for_a_while() -> None:
    merged = f"{WELLS} {RODS}"
    middle = draft(merged, FEES)
    found = steps(draft(WELLS, RODS, FEES), middle, middle, draft(WELLS, RODS, FEES))
    assert found[1] == [(0, "2"), (1, "1"), (2, "1"), (3, "2")]


def test_what_was_merged_and_is_repeated_by_no_part_goes_with_the_one_that_says_most_of_it() -> (
    None
):
    before, drawn = draft(WELLS, RODS, LOTS, FEES), RODS.replace("lends", "chosen by lot lends")
    whole, less = draft(f"{WELLS} {RODS} {LOTS}", FEES), draft(f"{WELLS} {drawn}", FEES)
    found = steps(before, whole, less, draft(WELLS, drawn, FEES))
    assert found[0] == [(0, "1"), (1, "1"), (2, "1"), (3, "1")]
    assert found[1] == [(0, "2"), (0, "3"), (1, "1"), (2, "1"), (3, "2")]


def test_what_stood_only_within_another_comes_back_from_there() -> None:
    held = f"{WELLS} [or: {LOTS}]"
    found = steps(draft(RODS, held), draft(RODS, WELLS), draft(RODS, WELLS, LOTS))
    assert found[2] == [(0, "2"), (2, "3")]


def test_a_sentence_like_an_older_one_in_a_phrase_alone_is_new() -> None:
    held = f"{WELLS} [or: {LOTS}]"
    other = "The auditors of the fund are chosen by the oldest of the judges who live near the sea."
    found = steps(draft(RODS, held), draft(RODS, WELLS), draft(RODS, WELLS, other))
    assert found[2] == [(2, "3")]


def test_what_happened_is_counted_for_each_draft() -> None:
    told = lineage([draft(WELLS, RODS), draft(WELLS, FEES)])
    assert told.changes == ({"new": 2}, {"unchanged": 1, "new": 1, "dropped": 1})
    assert told.ancestors[1] == {1: ()}


def test_white_space_is_no_word_but_what_it_parts_is() -> None:
    def change(old: str, new: str) -> str:
        return lineage([draft(old, FEES), draft(new, FEES)]).provisions[0][-1].change

    assert change(f"{WELLS} Well- known.", f"{WELLS} Well-known.") == "unchanged"
    assert change(f"{WELLS} To no one.", f"{WELLS} To noone.") == "reworded"


def test_marks_alone_are_like_nothing() -> None:
    assert Kinship(draft("***"), draft("—")).likeness(0, 0) == 0
