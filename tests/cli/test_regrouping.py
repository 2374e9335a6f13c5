"""Divisions and mergers by command: with other words at once, amended, revised, refused."""

from __future__ import annotations

from pathlib import Path
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


def test_one_part_of_what_is_to_be_divided_is_struck_or_moved(desk: Desk, tmp_path: Path) -> None:
    desk.done("propose", "PD/2", "--by", "EU", "--split-before", "in two")
    told = desk.done("propose", "EU-1", "--by", "NOR", "--part", "2", "--move-after", "PD/1").out
    assert "an amendment to EU-1, to stand behind PD/1" in told
    lines = tmp_path / "amendments.txt"
    lines.write_text("EU-1: strike part 2\nEU-1: move part 1 after PD/1\n", encoding="utf-8")
    desk.done("propose", "--from", str(lines), "--by", "CUB")
    shown = desk.done("show", "PD/2", "--as", "rolling").out
    assert "NOR-1 (NOR), waits upon EU-1: amend EU-1, to stand behind PD/1" in shown
    (found,) = desk.done("show", "PD/2", "--as", "rolling", "--json").json
    assert [p["after"] for p in found["proposals"]] == ["", "PD/1", "", "PD/1"]
    log = desk.done("log").out
    assert "a part of it to stand behind PD/1" in " ".join(log.split())
    desk.done("export", "--as", "table", "--to", "../table.html")
    table = (desk.folder.parent / "table.html").read_text(encoding="utf-8")
    assert "Amendment to EU-1: what it leaves out goes behind PD/1." in table
    part = ("--by", "NOR", "--part")
    desk.refused("there is no part 3", "propose", "EU-1", *part, "3", "--strike")
    desk.refused("is no proposal that", "propose", "PD/2", *part, "1", "--strike", code=2)
    desk.refused("struck or moved", "propose", "EU-1", *part, "1", "--delete", "two", code=2)
    desk.done("accept", "EU-1", "--by", "CHAIR")
    desk.done("accept", "NOR-1", "--by", "CHAIR")
    assert "in two years" in desk.done("show", "PD/1 bis").out
