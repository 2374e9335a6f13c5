"""Packages by command: formed, listed, accepted as one, taken back as one, dissolved."""

from __future__ import annotations

import pytest

from cli.kit import Desk


@pytest.fixture
def offered(desk: Desk) -> Desk:
    desk.done("propose", "PA/1", "--by", "EU", "--replace", "Too little", "Little")
    desk.done("propose", "PA/2(b)", "--by", "EU", "--replace", "Strengthen", "Support")
    desk.done("propose", "PD/2", "--by", "NOR", "--replace", "two", "three")
    return desk


def test_a_package_is_accepted_as_one_and_taken_back_as_one(offered: Desk) -> None:
    told = offered.done("package", "form", "Deal", "eu-1", "EU-2", "--by", "EU", "--upon", "NOR-1")
    assert told.out.strip() == "Package Deal: EU-1, EU-2 conditional on NOR-1."
    offered.refused("accepted as one", "accept", "EU-1", "--by", "CHAIR")
    offered.refused("conditional on NOR-1", "package", "accept", "Deal", "--by", "CHAIR")
    offered.done("accept", "NOR-1", "--by", "CHAIR")
    done = offered.done("package", "accept", "deal", "--by", "CHAIR", "--json").json
    assert done["provisions"] == ["PA/1", "PA/2(b)"]
    offered.done("undo", "--by", "CHAIR")
    assert "PA/1 accepted" in offered.done("package", "accept", "Deal", "--by", "CHAIR").out
    (listed,) = offered.done("package", "list", "--json").json
    assert (listed["life"], [m["status"] for m in listed["proposals"]]) == (
        "accepted",
        ["accepted", "accepted"],
    )
    assert "gavelled the package Deal: PA/1, PA/2(b)" in offered.done("log", "--last", "1").out


def test_a_package_is_dissolved_and_a_list_says_how_to_form_one(offered: Desk) -> None:
    assert "package form NAME" in offered.done("package", "list").err
    offered.done("package", "form", "Deal", "EU-1", "EU-2", "--by", "EU")
    assert "EU-1 (pending)" in offered.done("package", "list").out
    offered.done("package", "dissolve", "Deal", "--by", "EU")
    offered.done("accept", "EU-1", "--by", "CHAIR")
    offered.refused("There is no open package Deal", "package", "accept", "Deal", "--by", "CHAIR")
