"""Silence, fixes, oral amendments, explanations, dissociations and party profiles by commands."""

from __future__ import annotations

from pathlib import Path

import pytest

from cli.kit import Desk

ROUND = ("--happened", "2030-01-01T10:00")
LATER = ("--happened", "2030-01-02")
AFTER = ("--happened", "2030-01-05")


def flat(told: str) -> str:
    """What was printed, as wide as it takes."""
    return " ".join(told.split())


def hush(desk: Desk, *what: str) -> None:
    until = ("--until", "2030-01-04T18:00")
    desk.done("silence", "open", *what, *until, "--by", "CHAIR", *ROUND)


def test_a_silence_procedure_from_its_opening_to_its_letter(desk: Desk, tmp_path: Path) -> None:
    assert "No silence procedure yet" in desk("silence", "list").err
    desk.refused("There was no silence yet", "silence", "letter", code=2)
    opening = ("silence", "open", "pa", "--by", "CHAIR")
    desk.refused("'soon' is not a time", *opening, "--until", "soon", code=2)
    desk.refused("has passed", *opening, "--until", "2020-01-01", *ROUND)
    desk.refused("72 hours at least", *opening, "--until", "2030-01-02", *ROUND)
    made = desk.done(*opening, "--until", "2030-01-04T18:00", *ROUND, "--json").json
    assert (made["status"], made["until"], made["broken"]) == (
        "running",
        "2030-01-04T18:00:00Z",
        [],
    )
    assert [p["address"] for p in made["unbroken"]][-1] == "PA/2(c)"
    desk.refused("is under silence", "propose", "PA/1", "--by", "EU", "--strike")
    break_ = ("silence", "break", "PA/2(a)", "PA/1", "--by", "CUB", *LATER)
    desk.refused("says why", *break_)
    reason = "no *instructions*\n<b>yet</b> [^1] \x1b[31m =1+1"
    assert "CUB broke silence on PA/2(a), PA/1" in flat(desk.done(*break_, "--text", reason).out)
    assert "broken on 2 of" in " ".join(desk.done("silence", "list").out.split())
    assert "not been closed" in flat(desk.done("silence", "letter").out)
    close = ("silence", "close", "--by", "CHAIR")
    desk.refused("not closed before", *close, *LATER)
    assert "Broken, under discussion: PA/1, PA/2(a)." in flat(desk.done(*close, *AFTER).out)
    assert "✗ PA/2(a)" in flat(desk.done("silence", "show").out)
    listed = desk.done("silence", "list", "--json").json
    assert listed == [desk.done("silence", "letter", "--json").json]
    assert listed == [desk.done("silence", "show", "--json").json]
    assert [p["breaks"][0]["party"] for p in listed[0]["broken"]] == ["CUB", "CUB"]
    assert "\x1b" not in desk.done("silence", "letter").out + desk.done("trace", "PA/1").out
    for suffix in ("txt", "md", "docx", "odt", "html", "pdf"):
        file = tmp_path / f"letter.{suffix}"
        desk.done("silence", "letter", "--to", str(file))
        assert file.stat().st_size > 500
        desk.refused("exists already", "silence", "letter", "--to", str(file))
    assert b"<b>yet" not in (tmp_path / "letter.html").read_bytes()
    text = (tmp_path / "letter.txt").read_text(encoding="utf-8")
    assert "no *instructions* <b>yet</b> [^1]" in text
    assert "PA/2, PA/2(b), PA/2(c)." in text
    told = " ".join(desk.done("log", "--last", "3").out.split())
    assert "opened a silence procedure on" in told
    assert "broke silence on PA/2(a), PA/1: no" in told
    assert "closed the silence procedure" in told
    assert "The record is whole" in flat(desk.done("verify").out)


def test_a_silence_procedure_is_called_off(desk: Desk, tmp_path: Path) -> None:
    hush(desk, "all")
    assert "called off" in flat(desk.done("silence", "withdraw", "--by", "CHAIR", *LATER).out)
    letter = desk.done("silence", "letter").out
    assert "called off on 2 January 2030" in letter
    assert "None." in letter
    assert "Called off" in flat(desk.done("silence", "show").out)
    desk.refused("There is no silence procedure 999", "silence", "show", "999", code=2)
    assert "called off the silence" in flat(desk.done("log", "--last", "1").out)
    hush(desk, "PA/2", "PD/1")
    desk.done("undo", "--by", "CHAIR")
    assert len(desk.done("silence", "list", "--json").json) == 1


def test_a_fix_is_shown_and_named_by_verify(desk: Desk) -> None:
    fix = ("fix", "PA/2", "--by", "CHAIR", "--reason", "as defined")
    desk.refused("Say what to mend", *fix, code=2)
    desk.refused("only agreed text", *fix, "--replace", "States", "Parties")
    desk.done("agree", "PA/2", "--by", "CHAIR")
    told = desk.done(*fix, "--replace", "States", "Parties").out
    assert "still agreed in informals" in told
    assert "{-States-}{+Parties+}" in told
    whole = ("fix", "PA/1", "--by", "CHAIR", "--reason", "style", "--wording", "Much is known.")
    desk.done("agree", "PA/1", "--by", "CHAIR")
    assert desk.done(*whole, "--json").json["redline"]
    verified = desk.done("verify")
    assert "editorial fix" in verified.out
    assert "as defined" in verified.out
    fixes = desk.done("verify", "--json").json["fixes"]
    assert [(f["address"], f["reason"]) for f in fixes] == [
        ("PA/2", "as defined"),
        ("PA/1", "style"),
    ]
    assert "made an editorial fix of PA/1" in flat(desk.done("log", "--last", "1").out)
    assert desk.done("trace", "PA/2", "--json").json["versions"][-1]["decision"] == "editorial fix"


def test_conditions_oral_amendments_and_what_stands_beside(desk: Desk) -> None:
    desk.done("party", "add", "G", "A group", "--role", "group", "--members", "CUB,NOR")
    desk.done("agree", "PD/2", "--upon", "PA/1,PA/2", "--by", "CHAIR")
    desk.done("agree", "PA/1", "--by", "CHAIR", "--pending", "EU")
    assert "conditional on PA/1, PA/2" in flat(desk.done("log", "--last", "2").out)
    shown = desk.done("show", "PD/2", "--json").json[0]
    assert shown["status"] == "agreed in informals, conditional on PA/1, PA/2"
    desk.done("agree", "PA/2", "--by", "CHAIR")
    desk.done("meeting", "close")
    desk.done("meeting", "open", "Plenary", "--level", "plenary")
    desk.refused("Say what is amended", "adopt", "--by", "CHAIR", "--oral-by", "NOR", code=2)
    oral = ("--oral", "PD/2", "*Decide* to meet again in three years.")
    desk.refused("may not amend orally", "adopt", "--by", "CHAIR", *oral, "--reason", "x")
    desk.done("adopt", "--by", "CHAIR", *oral, "--oral-by", "nor", "--reason", "as read out")
    assert "with PD/2 as read out by NOR" in " ".join(desk.done("log", "--last", "1").out.split())
    words = desk.done("origins", "PD/2", "--json").json[0]["words"]
    assert [w["parties"] for w in words if w["text"] == "three"] == [["NOR"]]
    traced = desk.done("trace", "PD/2", "--json").json
    assert traced["versions"][-1]["sponsors"] == ["NOR"]
    desk.done("explain", "all", "--by", "CUB", "--text", "we joined")
    desk.done("explain", "PD/2", "--by", "CUB", "--for", "G", "--text", "voluntary")
    desk.refused("needs words", "explain", "PD/2", "--by", "CUB")
    desk.done("reserve", "PD/2", "--by", "CUB", "--text", "not before 2031")
    desk.done("dissociate", "PD/2", "--by", "NOR")
    desk.refused("was not a member", "dissociate", "PD/2", "--by", "EU")
    for told in (
        desk.done("trace", "PD/2").out,
        desk.done("show", "PD/2").out,
        desk.done("show", "adopted:PD/2").out,
        desk.done("show", "--revision", "adopted").out,
    ):
        assert "G, without NOR (CUB speaking) explains: voluntary" in " ".join(told.split())
        assert "CUB reserves: not before 2031" in flat(told)
    assert "CUB explains on the text as a whole: we joined" in flat(desk.done("show").out)
    assert "CUB explained its position on the text: we joined" in flat(
        desk.done("log", "--last", "4").out
    )
    assert len(desk.done("trace", "PD/2", "--json").json["beside"]) == 3
    assert "The record is whole" in flat(desk.done("verify").out)


def test_a_member_dissociates_itself_from_a_proposal(desk: Desk) -> None:
    desk.done("party", "add", "G", "A group", "--role", "group", "--members", "CUB,NOR")
    desk.done("propose", "PA/1", "--by", "NOR", "--for", "G", "--replace", "little", "much")
    desk.done("reserve", "PA/2", "--by", "NOR", "--for", "G", "--text", "under study")
    entry = desk.done("log", "--last", "1", "--json").json[0]["position"]
    assert "NOR-1 is now G, without CUB's" in flat(
        desk.done("dissociate", "nor-1", "--by", "CUB").out
    )
    desk.refused("said so already", "dissociate", "NOR-1", "--by", "CUB")
    desk.refused(
        "There is no entry 999", "dissociate", "PA/2", "--entry", "999", "--by", "CUB", code=2
    )
    desk.done("dissociate", "PA/2", "--entry", str(entry), "--by", "CUB")
    assert "(G, without CUB)" in flat(desk.done("show", "PA/1").out)
    desk.done("party", "leave", "G", "CUB")
    desk.done("accept", "NOR-1", "--by", "CHAIR", "--objection", "CUB")
    assert "NOR-1 (G, without CUB)" in flat(desk.done("trace", "PA/1").out)
    told = " ".join(desk.done("party", "show", "g").out.split())
    assert "NOR-1 on behalf of G: wording on PA/1, accepted (G, without CUB) by NOR" in told
    assert "dissociates PA/2, of CUB from G" in told
    shape = desk.done("party", "show", "G", "--json").json
    assert [m["member"] for m in shape["members"] if m["until"]] == ["CUB"]
    assert [x["by"] for x in shape["on_behalf"]] == ["NOR", "NOR"]
    assert "Groups:" in flat(desk.done("party", "show", "CUB").out)
    statements = desk.done("party", "show", "NOR", "--json").json["statements"]
    assert [(s["stance"], s["on"], s["behalf"]) for s in statements] == [("reserves", "PA/2", "G")]
    desk.refused("There is no party XX", "party", "show", "XX", code=2)


@pytest.mark.parametrize("command", ["accept", "reject"])
def test_objections_at_the_gavel(desk: Desk, command: str) -> None:
    desk.done("propose", "PA/1", "--by", "NOR", "--replace", "little", "much")
    desk.refused("There is no party XX", command, "NOR-1", "--by", "CHAIR", "--objection", "XX")
    told = desk.done(command, "NOR-1", "--by", "CHAIR", "--objection", "eu,CUB").out
    assert "Objections recorded: EU, CUB." in told
    assert "EU, CUB objecting" in flat(desk.done("log", "--last", "1").out)


def test_objections_to_a_chairs_text(desk: Desk) -> None:
    wording = ("--wording", "Much is known.")
    settle = ("settle", "PA/1", *wording, "--by", "CHAIR", "--objection", "EU", "--json")
    assert desk.done(*settle).json["objections"] == ["EU"]
    assert "objections: EU" in flat(desk.done("trace", "PA/1").out)
