"""Notes cited in what is proposed: a new one is named, none is taken for words."""

from __future__ import annotations

from cli.kit import Desk

STRANGE = "There is no note [^9]"


def test_a_new_note_is_cited_right_behind_a_word(desk: Desk) -> None:
    told = desk.done("propose", "PD/note:1", "--by", "EU", "--add-after", "As a later one has it.")
    assert "cited as [^2]" in told.out
    desk.done("accept", "EU-1", "--by", "CHAIR")
    desk.done("propose", "PA/2(a)", "--by", "EU", "--insert", "[^2]", "--after", "exchange")
    desk.done("accept", "EU-2", "--by", "CHAIR")
    (shown,) = desk.done("show", "PA/2(a)", "--json").json
    assert "exchange[^2] " in shown["wording"]


def test_a_note_that_is_none_is_refused_with_those_there_are(desk: Desk) -> None:
    amend = ("propose", "PA/2(a)", "--by", "EU")
    for wish in (("--replace", "exchange", "swap[^9]"), ("--wording", "Swap[^9];")):
        told = desk.refused(STRANGE, *amend, *wish, code=2)
        assert "[^1] cites PD/note:1" in " ".join(told.err.split())
    desk.done(*amend, "--replace", "exchange", "swap")
    desk.refused(STRANGE, "revise", "EU-1", "--by", "EU", "--replace", "swap", "[^9]", code=2)
