"""Brackets listed and settled by command."""

from __future__ import annotations

import pytest

from cli.kit import Desk


@pytest.fixture
def bracketed(desk: Desk) -> Desk:
    """PA/2(b) with a choice and an owned bracket, put there by accepted proposals."""
    desk.done(
        "propose", "PA/2(b)", "--by", "EU", "--wording",
        "[Strengthen][Support] border control agencies [, where needed](NOR);",
    )  # fmt: skip
    desk.done("accept", "EU-1", "--by", "CHAIR")
    return desk


def test_brackets_are_listed_with_ordinals_owners_and_rivals(bracketed: Desk) -> None:
    told = bracketed.done("brackets").out
    assert "1  [Strengthen]  or 2" in told
    assert "3  [, where needed] (NOR)" in told
    assert "3 brackets left in 1 provision: PA 3." in told
    shown = bracketed.done("brackets", "PA", "--json").json
    assert [b["ordinal"] for b in shown[0]["brackets"]] == [1, 2, 3]
    assert bracketed.done("brackets", "PD", "--json").json == []
    assert "No brackets are left." in bracketed.done("brackets", "PD/2").out
    assert "No brackets are left." in bracketed.done("brackets", "--at", "tabled").out


def test_each_bracket_is_settled_by_its_ordinal_and_can_be_taken_back(bracketed: Desk) -> None:
    bracketed.done("bracket", "PA/2(b)", "--choose", "1", "--by", "CHAIR")
    told = bracketed.done("bracket", "PA/2(b)", "--lift", "1", "--by", "CHAIR", "--json").json
    assert told["outcome"] == "brackets lifted"
    assert told["wording"] == "Strengthen border control agencies, where needed;"
    bracketed.done("undo", "--by", "CHAIR")
    assert bracketed.done("brackets", "--json").json[0]["brackets"][0]["owners"] == ["NOR"]
    told = bracketed.done("bracket", "PA/2(b)", "--own", "1", "--owner", "cub", "--by", "CHAIR").out
    assert "[, where needed](CUB)" in told
    bracketed.done("bracket", "PA/2(b)", "--around", "control", "--by", "CHAIR")
    bracketed.done("bracket", "PA/2(b)", "--strike", "2", "--by", "CHAIR")
    told = bracketed.done("show", "PA/2(b)", "--json").json[0]["wording"]
    assert told == "Strengthen border [control] agencies;"


def test_brackets_without_their_other_half_are_named_and_repaired_on_request(desk: Desk) -> None:
    desk.done("propose", "PA/1", "--by", "EU", "--replace", "new routes", "[new routes")
    desk.done("accept", "EU-1", "--by", "CHAIR")
    assert "[ without its other half" in desk.done("brackets").out
    desk.done("bracket", "PA/1", "--repair", "pair", "--by", "CHAIR")
    assert desk.done("show", "PA/1", "--json").json[0]["wording"].endswith("[new routes].")


def test_a_wrong_wish_says_what_to_do(bracketed: Desk) -> None:
    bracketed.refused("Say one thing to do", "bracket", "PA/2(b)", code=2)
    bracketed.refused("Say one thing to do", "bracket", "PA/2(b)", "--lift", "1", "--merge", "1",
                      code=2)  # fmt: skip
    bracketed.refused("where the second bracket begins", "bracket", "PA/2(b)", "--split", "1",
                      code=2)  # fmt: skip
    bracketed.refused("There is no bracket 7", "bracket", "PA/2(b)", "--lift", "7", "--by", "CHAIR")
    bracketed.refused("only the presiding party may", "bracket", "PA/2(b)", "--lift", "3",
                      "--by", "EU")  # fmt: skip
