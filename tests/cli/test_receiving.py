"""Files received at the command line."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from cli.kit import DRAFT, Desk
from draftrace.room.entities import Proposal
from draftrace.room.state import State
from draftrace.workspace import Workspace
from word_kit import docx, gone, ins, note, p, renamed, run, saved

NOTES = {2: "As the earlier declaration has it."}
TITLE = "Sample Political Declaration and Plan of Action"


def letter(folder: Path, *, author: str = "EU", untracked: bool = False) -> Path:
    """The desk's draft with one word changed, as a capital would send it."""
    two = p(
        run("2.\t"),
        run("Decide", "<w:i/>"),
        run(" to meet again in "),
        gone("two", author),
        ins("three", author),
        run(" years."),
    )
    body = [
        p(TITLE),
        p("Political Declaration"),
        p("We, the delegations,"),
        p(run("Recalling", "<w:i/>"), " what was promised before,"),
        p(
            run("1.\t"),
            run("Reaffirm", "<w:i/>"),
            " our commitment to health, as appropriate, in all regions;",
            note(2),
        ),
        two,
        p("Plan of Action"),
        p("1.\tToo little is known about new routes" + (" today." if untracked else ".")),
        p("2.\tStates should:"),
        p("(a)\tPromote the exchange of intelligence among countries of origin;"),
        p("(b)\tStrengthen border control agencies;"),
        p("(c)\tSupport growers who give up illicit crops."),
    ]
    return saved(folder, docx(body, NOTES))


def test_a_letter_whose_parts_another_program_named(desk: Desk, tmp_path: Path) -> None:
    path = letter(tmp_path)
    usual = desk.done("read", "../letter.docx", "--json").json
    wanted = desk.done("receive", "../letter.docx", "--dry-run", "--json").json
    verified = desk("verify", "../letter.docx", "--against", "tabled", "--json")
    names = {"word/document.xml": "text/main2.xml", "word/footnotes.xml": "word/beneath.xml"}
    path.write_bytes(renamed(path.read_bytes(), names))
    assert desk.done("read", "../letter.docx", "--json").json == usual
    assert desk.done("receive", "../letter.docx", "--dry-run", "--json").json == wanted
    again = desk("verify", "../letter.docx", "--against", "tabled", "--json")
    assert (again.code, again.json) == (verified.code, verified.json)


def test_a_letter_previewed_received_and_received_again(desk: Desk, tmp_path: Path) -> None:
    letter(tmp_path)
    told = desk.done("receive", "../letter.docx", "--dry-run").out
    assert "PD/2: amend (EU, 2030-03-04 10:12)" in told
    assert "1 proposal would be made on tabled; nothing was recorded." in told
    assert desk.done("progress", "--json").code == 0
    shape = desk.done("receive", "../letter.docx", "--json").json
    assert shape["recorded"] is True
    assert shape["proposals"][0]["proposal"] == "EU-1"
    assert shape["proposals"][0]["wording"] == "*Decide* to meet again in three years."
    log = desk.done("log", "--last", "1", "--json").json[0]
    assert (log["by"], log["recorder"], log["attachments"]) == ("EU", "SEC", ["letter.docx"])
    again = desk.done("receive", "../letter.docx").out
    assert "exists already: EU-1, pending" in again
    assert "0 proposals made on tabled; 1 not made again." in again


def test_unknown_authors_are_named_and_can_be_mapped(desk: Desk, tmp_path: Path) -> None:
    letter(tmp_path, author="J. Doe")
    told = desk.refused("Of no party known: J. Doe.", "receive", "../letter.docx", code=2)
    assert '--authors: "J. Doe" = "PARTY"' in told.err
    (tmp_path / "who.toml").write_text('"J. Doe" = "Norvia"\n', encoding="utf-8")
    out = desk.done("receive", "../letter.docx", "--authors", "../who.toml", "--dry-run").out
    assert "(NOR, " in out
    out = desk.done("receive", "../letter.docx", "--by", "CUB", "--all-by").out
    assert "CUB-1 on PD/2" in out
    desk.refused("Whose is everything", "receive", "../letter.docx", "--all-by", code=2)


def test_untracked_edits_need_somebody_whose_they_are(desk: Desk, tmp_path: Path) -> None:
    letter(tmp_path, untracked=True)
    desk.refused("no issue of this text", "receive", "../letter.docx", code=2)
    arguments = ("receive", "../letter.docx", "--on", "tabled")
    desk.refused("changed without tracking: PA/1", *arguments, code=2)
    assert "not tracked" in desk.done(*arguments, "--dry-run").out
    told = desk.done(*arguments, "--by", "nor").out
    assert "NOR-1 on PA/1: amend (NOR, not tracked)" in told
    assert "Reason: untracked in letter.docx" in told


def test_a_delegation_receives_only_what_is_its_own(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    letter(tmp_path)
    monkeypatch.setenv("DRAFTRACE_PARTY", "NOR")
    desk.refused("NOR may not record an act of EU", "receive", "../letter.docx")
    monkeypatch.setenv("DRAFTRACE_PARTY", "EU")
    assert "EU-1" in desk.done("receive", "../letter.docx").out


def test_a_broken_file_changes_nothing(desk: Desk, tmp_path: Path) -> None:
    saved(tmp_path, b"PK\x03\x04broken")
    before = desk.done("log", "--json").out
    desk.refused("broken", "receive", "../letter.docx", code=3)
    desk.refused("no such file", "receive", "../none.docx", code=3)
    desk.refused("broken", "receive-revision", "../letter.docx", "--symbol", "L.1/Rev.1", code=3)
    assert desk.done("log", "--json").out == before


@pytest.mark.parametrize("suffix", ["docx", "odt"])
def test_marked_and_received_in_an_empty_copy(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, suffix: str
) -> None:
    for number, change in enumerate(
        (
            ("PA/2(a)", "--by", "EU", "--replace", "exchange", "sharing", "--reason", "With EU-2."),
            ("PD/1", "--by", "CUB", "--delete", ", as appropriate"),
            ("PA/2(b)", "--by", "NOR", "--strike"),
            ("PA/2(c)", "--by", "CUB", "--add-after", "*Protect* witnesses;"),
            ("PD/note:1", "--by", "EU", "--replace", "has", "had"),
        )
    ):
        desk.done("propose", *change, "--happened", f"2030-03-0{number + 1}T09:00")
    for handle in ("EU-1", "CUB-1", "NOR-1", "CUB-2", "EU-2"):
        desk.done("accept", handle, "--by", "CHAIR")
    desk.done("issue")
    desk.done("export", "--as", "marked", "--to", f"../marked.{suffix}")
    desk.done("export", "--as", "clean", "--to", "../clean.docx")
    monkeypatch.chdir(tmp_path)
    other = Desk(tmp_path)
    other.done("init", "copy")
    copy = Desk(tmp_path / "copy")
    copy.done("table", "../draft.md")
    for code in ("EU", "NOR", "CUB"):
        copy.done("party", "add", code, code)
    received = copy.done("receive", f"../marked.{suffix}", "--json")
    assert "name EU-2: written in another record" in received.err
    shape = received.json
    assert [
        (s["party"], s["change"], s["address"], s["happened"], s["reason"])
        for s in shape["proposals"]
    ] == [
        ("CUB", "wording", "PD/1", "2030-03-02T09:00:00Z", ""),
        ("EU", "wording", "PD/note:1", "2030-03-05T09:00:00Z", ""),
        ("EU", "wording", "PA/2(a)", "2030-03-01T09:00:00Z", "With EU-2."),
        ("NOR", "deletion", "PA/2(b)", "2030-03-03T09:00:00Z", ""),
        ("CUB", "insertion", "PA/2(c) bis", "2030-03-04T09:00:00Z", ""),
    ]
    told = copy.done("receive-revision", "../clean.docx", "--symbol", "L.1/Rev.1").out
    assert "Not in it any more: PA/2(b)" in told
    assert "EU-1: absorbed" in told
    assert copy.done("verify").code == 0
    assert copy.done("verify", "../clean.docx", "--against", "Rev.1").code == 0


PUT_OTHERWISE = {"ELU-1", "PEL-2", "PEL-5", "DOR-2"}
"""Accepted proposals of the sample that a file without the history tells otherwise than they were
made: one accepted in part, what a party changed in its own insertion, the second that a chair's
text draws on."""


def test_the_samples_history_gives_back_its_proposals(
    fresh: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Word for word, of the same parties and dates, from either kind of file that is worked on."""
    monkeypatch.chdir(tmp_path)
    fresh.done("demo", "../sample")
    workspace = Workspace.find(tmp_path / "sample")
    state = workspace.state()
    workspace.journal.close()
    made = [p for p in state.past.closed.values() if p.now.status.startswith("accepted")]
    sample = Desk(tmp_path / "sample")
    fresh.done("table", "../sample/corpus/zero-draft.md")
    for party in sorted(state.now.parties.keys() - {"CHAIR", "SEC"}):
        fresh.done("party", "add", party, party)
    told = {}
    for suffix in ("docx", "odt"):
        asked = ("export", "--as", "marked", "--to", f"../marked.{suffix}")
        told_of = sample.done(*asked).err
        assert "not carried" not in told_of
        assert "comes back" not in told_of
        proposals = fresh.done("receive", f"../marked.{suffix}", "--dry-run", "--json").json
        assert Counter(each["party"] for each in proposals["proposals"]) == Counter(
            proposals["counts"]["parties"]
        )
        told[suffix] = {
            (each["party"], each["happened"], " ".join(each["wording"].split()))
            for each in proposals["proposals"]
        }
    assert told["docx"] == told["odt"]
    lost = {p.handle for p in made if not came_back(state, p, told["docx"])}
    assert lost == set()
    listed = fresh.done("receive", "../marked.docx", "--dry-run").out
    counted = " ".join(listed.partition("\nBy party: ")[2].split())
    assert counted.startswith(f"{min(e[0] for e in told['docx'])} ")
    assert f"By kind: amend {listed.count(': amend (')}; " in counted
    assert "{+¶+}" in listed.partition(": split (")[2], "a division shows where it cuts"
    plain = ("--as", "marked", "--no-history", "--force", "--to", "../marked.docx")
    named = sample.done("export", *plain).err
    proposals = fresh.done("receive", "../marked.docx", "--dry-run", "--json").json["proposals"]
    without = {(e["party"], e["happened"], " ".join(e["wording"].split())) for e in proposals}
    lost = {p.handle for p in made if not came_back(state, p, without)}
    assert lost >= PUT_OTHERWISE, "what came and went is told unless it is left out"
    assert set(re.findall(r"\b[A-Z]+-\d+\b", named)) == lost
    assert f"{len(lost)} in all: without its history" in named


def came_back(state: State, proposal: Proposal, told: set[tuple[str, str, str]]) -> bool:
    """Whether what was told holds a proposal in one of the wordings it had."""
    who = (proposal.stamp.speaker, proposal.stamp.happened)
    if proposal.change in ("move", "deletion"):
        return who in {each[:2] for each in told}
    said = {" ".join(o.now.wording.split()) for o in state.past.offers[proposal.id]}
    return any((*who, words) in told for words in said)


def test_an_outside_revision_previewed_and_received(desk: Desk, tmp_path: Path) -> None:
    text = DRAFT.replace("Strengthen border", "Equip border").replace("Symbol: L.1", "Symbol: X")
    (tmp_path / "rev.md").write_text(text, encoding="utf-8")
    arguments = ("receive-revision", "../rev.md", "--symbol", "L.1/Rev.1")
    told = desk.done(*arguments, "--dry-run").out
    assert "PA/2(b): reworded" in told
    assert "Nothing was recorded." in told
    shape = desk.done(*arguments, "--json").json
    assert (shape["revision"], shape["recorded"]) == ("Rev.1", True)
    assert {row["change"] for row in shape["provisions"]} == {"unchanged", "reworded"}
    assert "Equip border" in desk.done("show").out
    assert "received L.1/Rev.1 as Rev.1" in desk.done("log").out
    desk.refused(
        "only a secretariat or a bureau",
        "receive-revision",
        "../rev.md",
        "--symbol",
        "L.1/Rev.2",
        "--by",
        "EU",
    )


def test_an_export_names_what_does_not_come_back_as_it_was_made(desk: Desk) -> None:
    """EU adds a paragraph, NOR divides it, CUB its second part: in a text without these decisions
    an amendment to NOR's division, of which no part can be struck as EU does."""

    def decided(handle: str, day: int, *asked: str) -> None:
        party, when = handle.partition("-")[0], f"2030-11-{day:02}T10:12"
        desk.done("propose", *asked, "--by", party, "--happened", when)
        desk.done("accept", handle, "--by", "CHAIR")

    decided("EU-1", 1, "PD/2", "--add-after", "Invite all States to take part in it;")
    decided("NOR-1", 2, "PD/2 bis", "--split-before", "to take part")
    decided("CUB-1", 3, "PD/2 ter", "--split-before", "in it")
    marked = ("export", "--revision", "standing", "--as", "marked")
    record = "Send the record along, or have them entered by hand where the file is received."
    otherwise = f"comes back as an amendment and an insertion: CUB-1\n{record}\n"
    assert desk.done(*marked, "--to", "../marked.docx").err == ""
    decided("EU-2", 4, "PD/2 quater", "--strike")
    told = desk.done(*marked, "--to", "../marked.odt", "--json")
    assert told.err == otherwise
    assert told.json["lost"] == [
        {
            "what": "comes back",
            "why": "as an amendment and an insertion",
            "do": record,
            "proposals": ["CUB-1"],
            "changes": [],
            "acts": [],
        }
    ]


@pytest.mark.parametrize("suffix", ["pdf", "odt"])
def test_what_is_printed_above_and_below_an_issue_of_ours_is_none_of_it(
    desk: Desk, suffix: str
) -> None:
    """The symbol, short as it is, and the seal with the page beside it."""
    desk.done("export", "--as", "clean", "--to", f"../own.{suffix}")
    shape = desk.done("read", f"../own.{suffix}", "--json").json
    assert (shape["symbol"], shape["title"]) == ("L.1", "Political Declaration")
    told = ("receive-revision", f"../own.{suffix}", "--symbol", "L.1/Rev.1", "--dry-run")
    provisions = desk.done(*told, "--json").json["provisions"]
    assert not [row["new"] for row in provisions if row["change"] == "new"]
    assert "seal" not in str(provisions)
