"""What was gone and came back within another provision."""

from __future__ import annotations

from draftrace.compare.kinship import Block
from draftrace.compare.lineage import lineage

FERRY = "Ferries sail by day between the two shores of the lake."
NETS = "Fishers lay their nets by hand, away from the reeds."
BELLS = "A bell is rung in fog by every boat that is under way."


def histories(*drafts: tuple[str, ...]) -> list[list[str]]:
    blocks = [
        [Block(f"{n}", wording, str(n), "operative") for n, wording in enumerate(draft, 1)]
        for draft in drafts
    ]
    found = lineage(blocks)
    return [
        [f"{step.document + 1} {step.address} {step.change}" for step in one]
        for one in (*found.provisions, *found.dropped)
    ]


def test_a_paragraph_comes_back_as_a_sentence_of_another_and_is_dropped_no_longer() -> None:
    found = histories((FERRY, NETS, BELLS), (FERRY, BELLS), (f"{FERRY} {NETS}", BELLS))
    assert found == [
        ["1 1 new", "1 2 new", "2 1 unchanged", "3 1 merged+reworded"],
        ["1 3 new", "2 2 renumbered", "3 2 unchanged"],
    ]


def test_it_is_parted_from_the_other_with_what_is_its_own() -> None:
    whole = f"{FERRY} {NETS}"
    found = histories((FERRY, NETS, BELLS), (FERRY, BELLS), (whole, BELLS), (FERRY, NETS, BELLS))
    assert found[1] == ["1 2 new", "3 1 merged+reworded", "4 2 split"]
    long = f"{FERRY} They carry lanterns, and a drum for the fog."
    nets = "Nets are laid by hand alone."
    split = histories((f"{long} {BELLS}", nets), (f"{long} {BELLS}",), (f"{long} {nets}", BELLS))
    assert split[0] == ["1 1 new", "1 2 new", "2 1 unchanged", "3 1 split+merged+reworded"]


def test_a_phrase_of_it_or_what_stood_elsewhere_too_is_no_coming_back() -> None:
    drawn_on = "Ferries sail by day and lay their nets by hand, as the captain of each may wish."
    assert len(histories((FERRY, NETS, BELLS), (FERRY, BELLS), (drawn_on, BELLS))[0]) == 3
    twice = f"{BELLS} {NETS}"
    found = histories((FERRY, NETS, twice), (FERRY, twice), (f"{FERRY} {NETS}", twice))
    assert found[0] == ["1 1 new", "2 1 unchanged", "3 1 reworded"]
