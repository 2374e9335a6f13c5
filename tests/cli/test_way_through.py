"""The whole way through by commands, and the JSON shapes that outside tools rely on."""

from __future__ import annotations

from pathlib import Path

import pytest

from cli.kit import Desk


def test_from_table_to_adopted_and_exported(desk: Desk, tmp_path: Path) -> None:
    made = desk.done(
        "propose", "PA/2(a)", "--by", "EU", "--replace", "of origin", "of origin and transit",
        "--reason", "names the route", "--source", "WG.1:2(a)", "--json",
    ).json  # fmt: skip
    assert made["address"] == "PA/2(a)"
    assert made["handle"] == "EU-1"
    shown = desk.done("show", "PA/2(a)", "--json").json[0]
    assert shown["rolling"] == (
        "Promote the exchange of intelligence among countries of origin [and transit](EU);"
    )
    desk.refused("only the presiding party", "accept", "EU-1", "--by", "NOR")
    told = desk.done("accept", made["proposal"], "--by", "CHAIR", "--json").json
    assert told["outcome"] == "accepted"
    desk.done("issue", "Rev.1")
    desk.done("meeting", "close")
    desk.done("meeting", "open", "High-level segment", "--level", "plenary")
    desk.done("adopt", "--by", "CHAIR", "--symbol", "RES/1")
    trace = desk.done("trace", "PA/2(a)", "--json").json
    assert trace["sources"][0]["address"] == "2(a)"
    assert [v["decision"] for v in trace["versions"]] == ["draft tabled", "accepted"]
    assert {
        "revision",
        "address",
        "wording",
        "proposal",
        "sponsors",
        "meeting",
        "decision",
        "reason",
    } <= set(trace["versions"][1])
    assert trace["versions"][1]["meeting"] == "First informal"
    covered = desk.done("coverage", "--all", "--confirmed", "--json").json
    outcomes = {row["address"]: (row["outcome"], row["basis"]) for row in covered}
    assert outcomes["2(a)"][1] == "confirmed"
    assert outcomes["2(c)"] == ("dropped", "none")
    file = tmp_path / "marked.docx"
    desk.done("export", "--as", "marked", "--to", str(file))
    assert file.stat().st_size > 5000
    equal = desk.done("verify", str(file), "--against", "adopted", "--json").json
    assert equal == {"equal": True, "differences": []}
    assert desk("verify", str(file), "--against", "tabled").code == 1
    assert "record is whole" in desk.done("verify").out
    desk.done(
        "correct", "--replace", "PD/2", "two years", "three years", "--reason", "a slip of the pen"
    )
    assert (
        desk.done("show", "adopted+Corr.1:PD/2", "--json")
        .json[0]["wording"]
        .endswith("three years.")
    )


def test_floor_language(desk: Desk) -> None:
    desk.done("propose", "PD/1", "--by", "EU", "--delete", ", as appropriate,")
    desk.done("propose", "pd 1", "--by", "NOR", "--insert", "lasting", "--before", "commitment")
    desk.done("propose", "PD/1", "--by", "CUB", "--wording", "*Reaffirm* our word;")
    desk.done("propose", "PA/2(b)", "--by", "CUB", "--strike")
    desk.done("propose", "PA/2(b)", "--by", "EU", "--add-after", "Train their staff;")
    desk.done("propose", "PA/2(c)", "--by", "EU", "--move-after", "PA/2(a)")
    rolling = desk.done("show", "--as", "rolling").out
    flat = " ".join(rolling.split())
    assert "our [lasting](NOR) commitment to health[EU: delete: , as appropriate,] in" in flat
    assert "PA/2(b) bis" in rolling
    desk.refused("is not in the wording", "propose", "PD/2", "--by", "EU", "--delete", "peace")
    desk.refused(
        "stands there 2 times", "propose", "PA/2(a)", "--by", "EU", "--delete", "of", code=1
    )


def test_what_is_proposed_on_what_is_gone_stands_behind_the_text(desk: Desk) -> None:
    desk.done("propose", "PA/2(c)", "--by", "NOR", "--insert", "all", "--before", "growers")
    desk.done("propose", "PA/2(c)", "--by", "EU", "--strike")
    assert "gone" not in desk.done("show", "--as", "rolling").out
    desk.done("accept", "EU-1", "--by", "CHAIR")
    told = " ".join(desk.done("show", "--as", "rolling").out.split())
    behind = told.partition("Proposals on provisions that are gone")[2]
    assert "\u2039PA/2(c) \u00b7 gone\u203a" in behind
    assert "NOR-1 (NOR)" in behind
    assert "1 proposal pending (NOR 1): 1 waiting for their sponsor" in behind
    assert "NOR" not in desk.done("show", "--as", "rolling", "--attribution", "none").out
    assert "NOR-1 (NOR)" in desk.done("show", "--party", "NOR").out
    assert "gone" not in desk.done("show", "--party", "CUB").out
    assert "gone" not in desk.done("show", "PA/2", "--as", "rolling").out
    assert "gone" not in desk.done("show").out
    rolled = desk.done("show", "--as", "rolling", "--json").json
    last = rolled[-1]
    assert (last["address"], last["status"], last["wording"]) == ("PA/2(c)", "gone", "")
    assert [p["handle"] for p in last["proposals"]] == ["NOR-1"]
    assert [p["status"] for p in rolled].count("gone") == 1


def test_amendments_from_a_file(desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "amendments.txt"
    file.write_text(
        "# from the EU\n"
        'PD/1: replace "health" with "health and safety"   # reason: both matter\n'
        'PA/2(a): insert "timely" before "exchange"\n'
        "PA/2(c): strike\n",
        encoding="utf-8",
    )
    preview = desk.done("propose", "--from", str(file), "--by", "EU", "--dry-run", "--json").json
    assert [p["change"] for p in preview] == ["wording", "wording", "deletion"]
    assert desk.done("log", "--kind", "proposed", "--json").json == []
    made = desk.done("propose", "--from", str(file), "--by", "EU", "--json").json
    assert [m["handle"] for m in made] == ["EU-1", "EU-2", "EU-3"]
    file.write_text('PD/1: replace "health" with "x"\nPD/99: strike\n', encoding="utf-8")
    told = desk.refused("line 2", "propose", "--from", str(file), "--by", "EU")
    assert "Nearest" in told.err
    file.write_text("PD/1 health\n", encoding="utf-8")
    desk.refused("line 1 is no amendment", "propose", "--from", str(file), "--by", "EU", code=2)
    assert len(desk.done("log", "--kind", "proposed", "--json").json) == 3


def test_decisions_of_every_kind(desk: Desk) -> None:
    for party, new in (("EU", "health and safety"), ("NOR", "health and dignity")):
        desk.done("propose", "PD/1", "--by", party, "--replace", "health", new)
    desk.done("propose", "PD/1", "--by", "CUB", "--replace", "all regions", "every region")
    desk.done("cosponsor", "CUB-1", "--by", "NOR")
    desk.done("object", "EU-1", "--by", "CUB", "--text", "too wide")
    desk.done("support", "EU-1", "--by", "NOR")
    desk.done("unreserve", "EU-1", "--by", "CUB")
    desk.done("reserve", "PD/2", "--by", "CUB")
    told = desk.done(
        "settle", "PD/1", "--by", "CHAIR", "--from", "EU-1,NOR-1",
        "--replace", "health", "health, safety and dignity", "--json",
    ).json  # fmt: skip
    assert told["rebased"] == [{"proposal": "CUB-1", "outcome": "clean"}]
    last = desk.done("log", "--last", "1", "--json").json[0]["position"]
    desk.done("undo", str(last), "--by", "CHAIR", "--reason", "too early")
    assert (
        "safety" not in desk.done("show", "PD/1", "--as", "standing", "--json").json[0]["wording"]
    )
    desk.done("accept", "CUB-1", "--by", "CHAIR")
    desk.done("reject", "EU-1", "NOR-1", "--by", "CHAIR")
    desk.done("defer", "PD/2", "--by", "CHAIR")
    desk.done("agree", "PD/1", "--by", "CHAIR", "--ad-referendum", "--pending", "nor")
    assert desk.done("show", "PD/1", "--json").json[0]["status"] == (
        "agreed in informals ad referendum, pending NOR"
    )
    desk.done("reopen", "PD/1", "--by", "CHAIR")
    desk.refused("There is no entry 9999", "undo", "--by", "NOR", "9999", code=2)


def test_a_decision_on_stale_sight_is_refused(desk: Desk) -> None:
    desk.done("propose", "PD/1", "--by", "EU", "--replace", "health", "safety")
    seen = desk.done("show", "PD/1", "--json").json[0]["seen"]
    desk.done("object", "EU-1", "--by", "CUB")
    told = desk.refused(
        "has changed since you saw it", "accept", "EU-1", "--by", "CHAIR", "--seen", str(seen)
    )
    assert "CUB: position taken" in told.err
    assert "draftrace show PD/1" in told.err


def test_lifting(desk: Desk) -> None:
    lifted = desk.done("lift", "WG.1:2(b)", "--after", "PA/2(b)", "--json").json
    assert lifted == {
        "address": "PA/2(b) bis",
        "wording": "Strengthen and equip border control agencies;",
    }
    assert desk.done("trace", "PA/2(b) bis", "--json").json["sources"][0]["document"] == "WG.1"
    desk.refused("Say what to lift", "lift", code=2)
    desk.refused("WG.9 is not registered", "lift", "WG.9:1", "--after", "PA/1", code=2)
    desk.refused("No provision has", "lift", "WG.1:77", "--after", "PA/1")


def test_a_first_draft_from_whole_reports(fresh: Desk) -> None:
    fresh.done("corpus", "add", "../report.md", "--role", "conclusions")
    told = fresh.done("lift", "--all", "WG.1", "--symbol", "ZERO", "--json").json
    assert told == {"symbol": "ZERO", "provisions": 4, "lifted": 3}
    wordings = [p["wording"] for p in fresh.done("show", "--json").json]
    assert any(w.startswith("Promote exchange of intelligence") for w in wordings)
    rows = fresh.done("coverage", "WG.1", "--confirmed", "--json").json
    assert {row["basis"] for row in rows} == {"confirmed"}


def test_meetings_side_by_side_need_a_name(desk: Desk) -> None:
    desk.done("meeting", "open", "Second informal", "--presiding", "NOR")
    desk.done("propose", "PD/1", "--by", "EU", "--replace", "health", "safety")
    desk.done("accept", "EU-1", "--by", "NOR")
    desk.done("meeting", "open", "Third informal", "--presiding", "NOR")
    desk.done("propose", "PD/1", "--by", "EU", "--replace", "safety", "health")
    desk.refused("Several meetings are open", "accept", "EU-2", "--by", "NOR", code=2)
    desk.done("accept", "EU-2", "--by", "NOR", "--meeting", "third")
    desk.refused("is no open meeting", "defer", "PD/1", "--by", "NOR", "--meeting", "x", code=2)
    assert len(desk.done("meeting", "list", "--json").json) == 3
    desk.refused("Say which meeting", "meeting", "close", code=2)


def test_acts_on_behalf_with_time_and_attachment(desk: Desk, tmp_path: Path) -> None:
    desk.done("party", "add", "G", "Group", "--role", "group", "--members", "NOR,CUB")
    letter = tmp_path / "letter.txt"
    letter.write_text("Our position.", encoding="utf-8")
    desk.done(
        "propose", "PD/1", "--by", "NOR", "--for", "g", "--replace", "health", "safety",
        "--happened", "2030-03-04T10:12", "--attach", str(letter),
    )  # fmt: skip
    entry = desk.done("log", "--kind", "proposed", "--json").json[0]
    assert entry["by"] == "NOR on behalf of G"
    assert entry["recorder"] == "SEC"
    assert entry["happened"] == "2030-03-04T10:12:00Z"
    assert entry["attachments"] == ["letter.txt"]
    desk.refused("is not a time", "propose", "PD/1", "--strike", "--happened", "noon", code=2)
    desk.refused("is not a time", "propose", "PD/1", "--strike", "--happened", "2030-13-41", code=2)
    desk.done("party", "leave", "G", "CUB")
    desk.done("party", "join", "G", "EU")
    listed = {p["code"]: p["members"] for p in desk.done("party", "list", "--json").json}
    assert listed["G"] == ["NOR", "EU"]


def test_records_rebuild_the_journal_hash_for_hash(desk: Desk) -> None:
    desk.done("propose", "PD/1", "--by", "EU", "--replace", "health", "safety")
    desk.done("seal", "the first day")
    before = desk.done("log", "--json").json
    for file in (desk.folder / "sessions").glob("journal.db*"):
        file.unlink()
    assert desk.done("log", "--json").json == before
    assert "sealed already" in desk.done("seal").out
    assert "record is whole" in desk.done("verify").out


def test_a_wording_written_in_an_editor(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EDITOR", "sed -i s/health/safety/")
    desk.done("propose", "PD/1", "--by", "EU", "--edit")
    assert (
        "commitment to safety"
        in desk.done("show", "PD/1", "--json").json[0]["proposals"][0]["wording"]
    )
    monkeypatch.setenv("EDITOR", "truncate -s 0")
    desk.refused("The editor left no wording", "propose", "PD/1", "--by", "EU", "--edit", code=2)
