"""Divisions and mergers by command: with other words at once, amended, revised, refused."""

from __future__ import annotations

from typing import Any

import pytest

from cli.kit import Desk


def proposed(desk: Desk, *arguments: str) -> Any:
    """What a proposal would be: its change and wording."""
    (shape,) = desk.done("propose", *arguments, "--dry-run", "--json").json
    return shape["change"], shape["wording"]


def test_what_is_divided_is_worded_otherwise_at_once(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = ("PD/2", "--by", "EU")
    cut = ("--split-before", "in two")
    two = "*Decide* to meet again\nin two years."
    assert proposed(desk, *words, *cut) == ("split", two)
    both = proposed(desk, *words, *cut, "--replace", "*Decide*", "*Agree*")
    assert both == ("split", two.replace("Decide", "Agree"))
    whole = ("--wording", "*Decide* to gather soon in two years.")
    assert proposed(desk, *words, *cut, *whole)[1] == "*Decide* to gather soon\nin two years."
    monkeypatch.setenv("EDITOR", "sed -i s/again/anew/")
    assert proposed(desk, *words, *cut, "--edit")[1] == two.replace("again", "anew")
    desk.done("propose", *words, *cut, "--replace", "*Decide*", "*Agree*")
    monkeypatch.setenv("EDITOR", "sed -i s/meet/gather/")
    desk.done("revise", "EU-1", "--by", "EU", "--edit")
    desk.done("revise", "EU-1", "--by", "EU", "--split-before", "two years")
    (split,) = desk.done("show", "PD/2", "--as", "rolling", "--json").json[0]["proposals"]
    assert split["wording"] == "*Agree* to gather again in\ntwo years."
    told = desk.done("propose", "EU-1", "--by", "NOR", "--split-before", "to gather").out
    assert "an amendment to EU-1" in told
    monkeypatch.setenv("EDITOR", "sed -i s/gather/sit/")
    assert proposed(desk, "EU-1", "--by", "CUB", "--edit") == (
        "amendment", "*Agree* to sit again in\ntwo years.",
    )  # fmt: skip


def test_what_is_merged_is_worded_otherwise_at_once_and_amended(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = ("PA/2(b)", "--by", "EU", "--merge-with", "PA/2(c)")
    change, joined = proposed(desk, *words)
    assert change == "merge"
    first = joined.split(" ", 1)[0]
    assert proposed(desk, *words, "--replace", first, "First")[1] == joined.replace(first, "First")
    assert proposed(desk, *words, "--wording", "All at once;")[1] == "All at once;"
    monkeypatch.setenv("EDITOR", f"sed -i s/{first}/Then/")
    assert proposed(desk, *words, "--edit")[1] == joined.replace(first, "Then")
    desk.done("propose", *words)
    desk.done("propose", "EU-1", "--by", "NOR", "--replace", first, "Also")
    desk.done("accept", "NOR-1", "--by", "CHAIR")
    desk.done("accept", "EU-1", "--by", "CHAIR")
    amended = joined.replace(first, "Also")
    assert desk.done("show", "PA/2(b)", "--json").json[0]["wording"] == amended
    (word, *_) = desk.done("origins", "PA/2(b)", "--json").json[0]["words"]
    assert (word["text"], word["parties"]) == ("Also", ["NOR"])
    assert "brought in by: NOR" in desk.done("trace", "PA/2(b)", "--why", "Also").out


def test_what_does_not_go_together_is_said(desk: Desk) -> None:
    cut = ("propose", "PD/2", "--by", "EU", "--split-before", "in two")
    desk.refused("together: --strike, --split-before", *cut, "--strike", code=2)
    desk.refused("together: --wording, --edit", *cut, "--wording", "x", "--edit", code=2)
    desk.done("propose", "PD/2", "--by", "NOR", "--replace", "two", "three")
    desk.refused("NOR-1 divides nothing", "propose", "NOR-1", "--by", "EU", *cut[4:], code=2)


def test_an_insertion_is_divided_by_its_address_or_handle(desk: Desk) -> None:
    """What is divided is the provision it would bring in, once it stands."""
    desk.done("propose", "PD/2", "--by", "NOR", "--add-after", "Meet again. Report on it;")
    cut = ("--by", "EU", "--split-before", "Report")
    two = ("split", "Meet again.\nReport on it;")
    assert proposed(desk, "NOR-1", *cut) == proposed(desk, "PD/2 bis", *cut) == two
    desk.done("propose", "PD/2 bis", *cut)
    told = desk.refused("EU-1 waits upon NOR-1", "accept", "EU-1", "--by", "CHAIR")
    assert "draftrace accept NOR-1" in told.err
