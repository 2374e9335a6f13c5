"""Every view at an earlier moment, and progress over the meetings, by command."""

from __future__ import annotations

import pytest

from cli.kit import Desk

PLACE = "PA/2(a)"


@pytest.fixture
def decided(desk: Desk) -> Desk:
    """A change accepted and issued as Rev.1, with a rival pending before it."""
    desk.done("propose", PLACE, "--by", "EU", "--replace", "of origin", "of transit")
    desk.done("accept", "EU-1", "--by", "CHAIR")
    desk.done("meeting", "close")
    desk.done("issue", "Rev.1")
    return desk


@pytest.mark.parametrize("moment", ["tabled", "L.1"])
def test_the_text_shows_as_it_stood(decided: Desk, moment: str) -> None:
    now = decided.done("show", PLACE, "--json").json[0]
    then = decided.done("show", PLACE, "--at", moment, "--json").json[0]
    assert "of transit" in now["wording"]
    assert "of origin" in then["wording"]


def test_a_trace_and_its_words_end_at_the_moment(decided: Desk) -> None:
    then = decided.done("trace", PLACE, "--at", "tabled", "--json").json
    assert [v["decision"] for v in then["versions"]] == ["draft tabled"]
    words = decided.done("origins", PLACE, "--at", "tabled", "--json").json[0]["words"]
    assert {party for w in words for party in w["parties"]} == {"SEC"}


def test_the_log_ends_at_the_moment(decided: Desk) -> None:
    whole = decided.done("log", "--json").json
    until = decided.done("log", "--at", "First informal", "--json").json
    assert until[-1]["kind"] == "meeting closed"
    assert len(until) == len(whole) - 1


def test_an_unknown_moment_is_refused_with_those_there_are(decided: Desk) -> None:
    told = decided.refused("Rev.9 is no revision, meeting, entry or day", "show", "--at", "Rev.9",
                           code=2)  # fmt: skip
    assert "Rev.1, First informal" in told.err


def test_progress_as_table_chart_and_data(decided: Desk) -> None:
    found = decided.done("progress", "--json").json
    assert [m["name"] for m in found] == ["First informal", "Rev.1"]
    assert found[0]["total"]["provisions"] == 9
    table = decided.done("progress", "--parts").out
    assert "0 of 9 (0%)" in table
    assert "· PA" in table
    chart = decided.done("progress", "--chart", "--parts").out
    assert "Agreed share of the text" in chart
    assert "░" in chart
    whose = decided.done("progress", "--parties", "--at", "tabled").out
    assert "none" in whose


def test_progress_before_anything_is_tabled_says_what_to_do(fresh: Desk) -> None:
    assert "draftrace table FILE" in fresh.done("progress").err
    assert fresh.done("progress", "--json").json == []
