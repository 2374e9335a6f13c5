"""Links, suspicion, coverage, one word's answer and lineage, at the keyboard."""

from __future__ import annotations

import csv
import os
import subprocess
import sys
from functools import partial
from pathlib import Path
from typing import IO

import pytest

from cli.kit import Desk
from draftrace.cli import encoding

SOURCE = "WG.1:2(a)"
SUPPLY = """\
Symbol: WG.2

# Report of the expert working group on ports

## Conclusions

1. The working group concluded that:

(a) Exchange of intelligence should be promoted among countries of origin, transit and destination;

(b) Harbour pilots should be well rested.
"""


def linked(desk: Desk) -> None:
    desk.done("link", "PA/2(a)", SOURCE, "--by", "EU", "--reason", "same point")


def changed(desk: Desk) -> None:
    desk.done(
        "propose", "PA/2(a)", "--by", "NOR", "--replace", "intelligence", "information",
        "--reason", "plain speech",
    )  # fmt: skip
    desk.done("accept", "NOR-1", "--by", "CHAIR", "--reason", "no objection")


def test_a_link_is_listed_with_its_phrases_by_whom_and_when(desk: Desk) -> None:
    linked(desk)
    (link,) = desk.done("links", "--json").json
    assert (link["address"], link["document"], link["source"]) == ("PA/2(a)", "WG.1", "2(a)")
    assert (link["verdict"], link["by"], link["suspect"]) == ("confirmed", "EU", "")
    for phrase in link["evidence"]:
        assert link["wording"][slice(*phrase["target"])] == phrase["text"]
        assert link["source_wording"][slice(*phrase["source"])]
    told = desk.done("links", "PA/2").out
    assert "● WG.1 2(a)" in told
    assert "1 confirmed; 0 suspect" in told


def test_a_touched_link_is_suspect_everywhere_until_somebody_says_again(desk: Desk) -> None:
    linked(desk)
    changed(desk)
    (link,) = desk.done("links", "--suspect", "--json").json
    assert "NOR-1" in link["suspect"]
    assert [c["effect"] for c in link["changes"]] == ["touched"]
    assert "suspect: a change touched" in desk.done("links", "--suspect").out
    assert "draftrace link 'PA/2(a)' 'WG.1:2(a)'" in desk.done("links").out
    assert "◆ suspect link" in desk.done("show", "PA/2(a)").out
    assert desk.done("show", "PA/2(a)", "--json").json[0]["suspect"][0]["document"] == "WG.1"
    assert "suspect: a change touched" in desk.done("trace", "PA/2(a)").out
    assert desk.done("trace", "PA/2(a)", "--json").json["sources"][0]["suspect"]
    assert "PA/2(a) (suspect)" in desk.done("coverage", "WG.1", "--confirmed").out
    linked(desk)
    assert desk.done("links", "--suspect", "--json").json == []
    desk.done("dismiss", "PA/2(a)", SOURCE, "--by", "EU", "--reason", "no more")
    (link,) = desk.done("links", "PA/2(a)", "--json").json
    assert (link["verdict"], link["reason"]) == ("dismissed", "no more")


def test_one_phrase_may_be_linked_alone(desk: Desk) -> None:
    desk.done("link", "PA/2(a)", SOURCE, "--phrase", "countries of origin")
    (link,) = desk.done("links", "--json").json
    assert [p["text"] for p in link["evidence"]] == ["countries of origin"]
    changed(desk)
    assert desk.done("links", "--suspect", "--json").json == []
    assert "left the evidence whole" in desk.done("links").out
    desk.refused("is not in", "link", "PA/2(a)", SOURCE, "--phrase", "whales", code=2)
    desk.refused("2 times", "link", "PA/2(a)", SOURCE, "--phrase", "of", code=2)
    desk.done("link", "PA/2(a)", SOURCE, "--phrase", "Promote the", "--phrase", "information")
    (link,) = desk.done("links", "--json").json
    assert [p["text"] for p in link["evidence"]] == ["Promote the", "information"]


def test_a_verdict_may_be_taken_back_and_is_not_given_twice(desk: Desk) -> None:
    linked(desk)
    desk.refused("confirmed source of PA/2(a) already", "link", "PA/2(a)", SOURCE, "--by", "EU")
    dismissal = ("dismiss", "PA/2(a)", SOURCE, "--by", "NOR")
    desk.done(*dismissal, "--reason", "the topic only")
    desk.refused("dismissed for PA/2(a) already", *dismissal)
    (link,) = desk.done("links", "--json").json
    assert (link["verdict"], link["reason"]) == ("dismissed", "the topic only")
    linked(desk)
    desk.done("link", "PA/2(a)", SOURCE, "--by", "EU", "--phrase", "exchange of intelligence")
    (link,) = desk.done("links", "--json").json
    assert link["verdict"] == "confirmed"
    assert [phrase["text"] for phrase in link["evidence"]] == ["exchange of intelligence"]


def test_at_a_terminal_words_answer_before_meaning_is_compared(desk: Desk) -> None:
    (desk.folder / ".draftrace.toml").write_text('model = "./no-such-folder"\n')
    room, terminal = os.openpty()
    command = [sys.executable, "-m", "draftrace", "suggest", "PA/2(a)"]
    here = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    with os.fdopen(room, "rb", buffering=0) as screen:
        process = subprocess.Popen(
            command, cwd=desk.folder, env=here, stdin=terminal, stdout=terminal, stderr=terminal
        )
        os.close(terminal)
        told = b"".join(iter(partial(_read, screen), b"")).decode()
        assert process.wait() == 0
    assert 0 < told.index("◇ WG.1 2(a)") < told.index("comparing by meaning")
    assert told.count("◇ WG.1 2(a)") == 1, "what has not changed is not told again"
    end = told.rpartition("comparing by meaning")[2]
    assert "There is no model folder" in end
    assert "it stays so" not in end, "what was not compared is not said to have been"


def test_what_is_no_terminal_hears_now_and_then_how_far_it_is(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(encoding, "EVERY", 0.0)
    told = desk.done("suggest", "PA/2(a)").err
    assert "comparing by meaning: 0 of " in told
    assert "comparing by meaning" not in desk.done("suggest", "PA/2(a)").err


def _read(screen: IO[bytes]) -> bytes:
    """What is shown next; nothing once everybody who writes there has gone."""
    try:
        return screen.read(65536)
    except OSError:
        return b""


def test_suggestions_nobody_judged_are_marked_so(desk: Desk) -> None:
    desk.done("dismiss", "PA/2(b)", "WG.1:2(b)")
    found = desk.done("links", "--suggested", "--lexical", "--json").json
    verdicts = {(f["address"], f["source"]): f["verdict"] for f in found}
    assert verdicts["PA/2(a)", "2(a)"] == "suggested"
    assert verdicts["PA/2(b)", "2(b)"] == "dismissed"
    assert "◇ WG.1 2(a)" in desk.done("links", "PA/2", "--suggested", "--lexical").out
    desk.refused("Only a confirmed link", "links", "--suspect", "--suggested", code=2)


def test_nothing_to_list_says_what_to_do(desk: Desk) -> None:
    told = desk.done("links")
    assert (told.out, "draftrace suggest --all" in told.err) == ("", True)
    assert "No link is suspect at PA/2" in desk.done("links", "PA/2", "--suspect").err
    assert desk.done("links", "--json").json == []
    assert "draftrace suggest 'PA/2'" in desk.done("links", "PA/2").err
    asked = desk.done("links", "PA/1", "--suggested", "--lexical")
    assert "and no source is found" in asked.err
    desk.refused("No provision has the address", "links", "PA/99")


def test_why_answers_for_one_word(desk: Desk) -> None:
    linked(desk)
    changed(desk)
    told = desk.done("trace", "PA/2(a)", "--why", "Information").out
    for part in ("NOR-1 of NOR", "plain speech", "no objection", "decided by: CHAIR",
                 "replaced: “intelligence”", "First informal"):  # fmt: skip
        assert part in told
    origin = desk.done("trace", "PA/2(a)", "--why", "origin", "--json").json["answers"][0]
    assert (origin["parties"], origin["source"]) == (["SEC"], SOURCE)
    assert "why “exchange”" in desk.done("trace", "PA/2(a)", "--why", "exchange", "--markdown").out
    desk.refused("It stood there until", "trace", "PA/2(a)", "--why", "intelligence")
    desk.refused("Nearest words: information", "trace", "PA/2(a)", "--why", "informations")
    desk.refused("stands once", "trace", "PA/2(a)", "--why", "origin", "--nth", "2")
    desk.refused("--nth goes with --why", "trace", "PA/2(a)", "--nth", "2", code=2)


def test_a_word_that_stands_twice_is_listed_and_asked_for_by_number(desk: Desk) -> None:
    told = desk.done("trace", "PA/2(a)", "--why", "of").out
    assert "stands 2 times" in told
    assert "»of«" in told
    places = desk.done("trace", "PA/2(a)", "--why", "of", "--json").json["occurrences"]
    assert [p["nth"] for p in places] == [1, 2]
    second = desk.done("trace", "PA/2(a)", "--why", "of", "--nth", "2", "--json").json
    assert second["occurrence"]["before"].endswith("among countries ")


def test_a_struck_provision_is_traced_and_answers(desk: Desk) -> None:
    desk.done("propose", "PA/2(c)", "--by", "CUB", "--strike")
    desk.done("accept", "CUB-1", "--by", "CHAIR")
    assert "struck" in desk.done("trace", "PA/2(c)").out
    assert "draft tabled" in desk.done("trace", "PA/2(c)", "--why", "growers").out
    assert "## PA/2(c) (struck)" in desk.done("trace", "PA/2(c)", "--markdown").out
    assert "struck" in desk.done("lineage", "PA/2(c)").out
    desk.refused("--markdown or --json", "trace", "PA/2(c)", "--markdown", "--json", code=2)


@pytest.fixture
def two_reports(desk: Desk, tmp_path: Path) -> Desk:
    (tmp_path / "supply.md").write_text(SUPPLY, encoding="utf-8")
    desk.done("corpus", "add", "../supply.md", "--role", "conclusions")
    return desk


def test_a_point_two_reports_make_is_shown_once_with_both_addresses(two_reports: Desk) -> None:
    linked(two_reports)
    told = two_reports.done("coverage", "--all", "--lexical").out
    assert "2(a) = the same point in WG.2 1(a)" in told
    assert "Without a confirmed source" in told
    assert "PA/2(b)?" in told
    assert "? suggested: nobody has confirmed it" in told
    full = two_reports.done("coverage", "--all", "--lexical", "--json", "--full").json
    (twice,) = [p for p in full["conclusions"] if p["same"]]
    assert (twice["document"], twice["same"][0]["document"]) == ("WG.1", "WG.2")
    assert "PA/2(a)" not in {u["address"] for u in full["unsourced"]}
    plain = two_reports.done("coverage", "--all", "--lexical", "--json").json
    assert [p["address"] for p in plain] == ["2(a)", "2(b)", "2(c)", "1(a)", "1(b)"]
    assert set(plain[0]) == {"document", "address", "outcome", "basis", "targets"}
    assert set(plain[0]["targets"][0]) == {"address", "relation", "score", "verdict"}
    assert plain[1]["targets"][0]["verdict"] == "suggested"


def test_a_trace_says_that_what_stands_below_has_its_own(desk: Desk) -> None:
    assert "below it PA/2(a) to PA/2(c): draftrace lineage 'PA/2'" in desk.done("trace", "PA/2").out
    assert "below it" not in desk.done("trace", "PA/2(a)").out


def test_a_place_says_so_where_it_bears_out_less_than_the_outcome(desk: Desk) -> None:
    for address, relation in (("PA/2(b)", "thematic"), ("PA/2(a)", "verbatim")):
        desk.done("link", address, SOURCE, "--relation", relation, "--by", "EU")
    told = desk.done("coverage", "WG.1", "--confirmed").out
    assert "■ verbatim    PA/2(a), □PA/2(b)" in told
    assert "□ thematic before a provision: only so much there" in told


def test_what_no_conclusion_explains_may_come_from_any_paragraph(desk: Desk) -> None:
    older = (
        "# An earlier text\n\nSymbol: OLD\n\n1. Growers who give up illicit crops are supported.\n"
    )
    (desk.folder.parent / "older.md").write_text(older, encoding="utf-8")
    desk.done("corpus", "add", "../older.md", "--symbol", "OLD", "--role", "reference")

    def likely(*options: str, of: str = "PA/2(c)") -> list[str]:
        asked = ("coverage", "--all", "--lexical", "--json", "--full", *options)
        full = desk.done(*asked).json
        found = {u["address"]: u["suggested"] for u in full["unsourced"]}
        suggested: list[str] = found[of]
        return suggested

    assert likely() == ["OLD:1"]
    same = "# Its twin\n\nSymbol: TWIN\n\n1. Exchange of intelligence among countries of origin.\n"
    (desk.folder.parent / "twin.md").write_text(same, encoding="utf-8")
    desk.done("corpus", "add", "../twin.md", "--symbol", "TWIN", "--role", "reference")
    assert sorted(likely(of="PA/2(a)")) == ["TWIN:1", "WG.1:2(a)"]
    alone = desk.done("coverage", "OLD", "--json", "--lexical").json
    assert [p["address"] for p in alone] == ["1"]
    assert "OLD:1?" in desk.done("coverage", "--all", "--lexical").out
    assert likely("--confirmed") == []
    desk.done("dismiss", "PA/2(c)", "OLD:1", "--by", "EU")
    assert likely() == []


def test_coverage_is_written_as_a_table(two_reports: Desk) -> None:
    linked(two_reports)
    two_reports.done("coverage", "--all", "--lexical", "--to", "c.csv")
    with (two_reports.folder / "c.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert rows[0]["same point in"].startswith("WG.2 1(a)")
    assert rows[0]["verdict"] == "confirmed"
    assert "suggested" in {row["verdict"] for row in rows}
    bare = [row for row in rows if row["table"] == "Without a source"]
    assert {row["provision"] for row in bare} >= {"PA/2(b)", "PA/2(c)"}
    assert all(row["says"] and row["kind"] and not row["conclusion"] for row in bare)
    assert not any(mark in row["says"] for row in rows for mark in ("*", "[^"))
    two_reports.done("coverage", "WG.1", "--lexical", "--to", "c.xlsx")
    two_reports.refused("exists already", "coverage", "--all", "--to", "c.xlsx")
    two_reports.done("coverage", "WG.1", "--lexical", "--to", "c.xlsx", "--force")
    two_reports.refused(".csv or .xlsx", "coverage", "--all", "--to", "c.pdf", code=2)
    both = two_reports.done("coverage", "WG.1", "--lexical", "--to", "d.csv", "--json")
    assert len(both.json) == 3
    assert "Wrote d.csv" in both.err
    two_reports.refused("goes with --json", "coverage", "--all", "--full", code=2)
    two_reports.refused("not both", "coverage", "WG.1", "--all", code=2)


def test_suggestions_say_how_to_judge_them_and_which_are_confirmed(desk: Desk) -> None:
    told = desk.done("suggest", "PA/2(a)", "--lexical").out
    assert "◇ WG.1 2(a)" in told
    assert "draftrace link 'PA/2(a)' 'WG.1:2(a)'" in told
    assert "draftrace dismiss 'PA/2(a)' 'WG.1:2(a)'" in told
    desk.done("link", "PA/2(a)", "wg.1 2 a", "--by", "EU")  # as it is printed
    told = desk.done("suggest", "PA/2(a)", "--lexical").out
    assert "● WG.1 2(a)  confirmed by EU; " in told
    assert "draftrace link" not in told
    assert "draftrace link" not in desk.done("suggest", "border control", "--lexical").out
    desk.refused("In WG.1: No provision", "link", "PA/2(a)", "WG.1:9", "--by", "EU", code=1)
    desk.refused("is no source", "link", "PA/2(a)", "WG.1", "--by", "EU", code=2)


def test_what_nobody_has_judged_is_not_called_dropped(two_reports: Desk) -> None:
    linked(two_reports)
    told = two_reports.done("coverage", "--all", "--confirmed").out
    assert "1 adapted, 3 not judged" in told
    assert "dropped" not in told
    assert "dropped" in two_reports.done("coverage", "--all", "--lexical").out
    two_reports.done("coverage", "WG.1", "--confirmed", "--to", "e.csv")
    with (two_reports.folder / "e.csv").open(encoding="utf-8-sig", newline="") as file:
        assert {row["outcome"] for row in csv.DictReader(file)} == {"adapted", "not judged"}
    fates = two_reports.done("coverage", "--all", "--confirmed", "--json").json
    assert {(one["outcome"], one["basis"]) for one in fates} == {
        ("adapted", "confirmed"),
        ("dropped", "none"),
    }


def test_without_conclusions_nothing_is_made_up(fresh: Desk) -> None:
    assert fresh.done("coverage", "--all", "--json").json == []
    assert "No conclusions" in fresh.done("coverage", "--all").err


def test_lineage_is_a_tree_in_the_terminal_and_a_picture_in_a_file(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    linked(desk)
    changed(desk)
    tree = desk.done("lineage", "PA/2(a)").out
    assert "├─ source WG.1 2(a)" in tree
    assert "NOR-1 of NOR: accepted" in tree
    plain = desk.done("lineage", "PA", "--ascii").out
    assert plain.isascii()
    assert "|- PA/2(a)" in plain
    assert desk.done("lineage", "PA", "--json").json["columns"] == ["tabled", "standing"]
    told = desk.done("lineage", "PA", "--to", "pa.svg")
    assert "Wrote pa.svg" in told.out
    assert (desk.folder / "pa.svg").read_text(encoding="utf-8").startswith("<?xml")
    assert "Wrote" in desk.done("lineage", "PD/1", "--to", "one.svg", "--json").err
    desk.refused("exists already", "lineage", "PA", "--to", "pa.svg")
    desk.done("lineage", "PA", "--to", "pa.svg", "--force")
    desk.refused("drawn as .svg", "lineage", "PA", "--to", "pa.png", code=2)
    desk.refused("Parts: PD, PA", "lineage", "PX/9")


def test_with_nothing_to_ask_the_answer_is_no_source(fresh: Desk) -> None:
    """Neither text nor report, then a text alone, then a report in which nothing is like it."""
    told = fresh.done("coverage", "--all", "--json")
    assert told.json == []
    assert "No text is tabled yet" in told.err
    assert "No text is tabled yet" in fresh.done("suggest", "--all").err
    (fresh.folder / "otters.md").write_text("Symbol: L\n\n1. Otters swim.\n", encoding="utf-8")
    fresh.done("table", "otters.md")
    told = fresh.done("coverage", "--all")  # with meaning too: there is nothing to compare
    assert "Without a confirmed source: 1 provisions" in told.out
    assert "No source found." in fresh.done("suggest", "--all").out
    (fresh.folder / "words.md").write_text(SUPPLY, encoding="utf-8")
    fresh.done("corpus", "add", "words.md", "--role", "conclusions")
    assert fresh.done("suggest", "1", "--lexical", "--json").json == [
        {"address": "1", "suggestions": []}
    ]
    fates = fresh.done("coverage", "WG.2", "--lexical", "--json").json
    assert {(one["outcome"], one["basis"]) for one in fates} == {("dropped", "none")}


def test_a_source_is_confirmed_by_link_and_confirm_says_so(desk: Desk) -> None:
    told = desk.refused("Only proposals", "confirm", "PA/2(a)", "WG.2:2(a)", code=2)
    assert "draftrace link 'PA/2(a)' 'WG.2:2(a)'" in told.err
    desk.refused("One proposal at a time", "confirm", "EU-1", "EU-2", code=2)


def test_a_text_of_many_pages_is_not_one_paragraph(desk: Desk) -> None:
    told = desk.done("suggest", "otters swim " * 300, "--lexical")
    assert "600 words are asked as one paragraph" in told.err
    assert (told.out.count("otters"), told.out.count("…")) == (30, 1)
    assert "No source found." in told.out
    said = desk.done("corpus", "show", "WG.1", "--json").json["provisions"][-1]["wording"]
    pages = "\n \n".join(["otters swim " * 150, said, "otters swim " * 150])
    told = desk.done("suggest", pages, "--lexical", "--json")
    assert "in 3 paragraphs: each is asked by itself" in told.err
    assert [one["address"] for one in told.json] == ["1", "2", "3"]
    assert [len(one["suggestions"]) > 0 for one in told.json] == [False, True, False]


def test_a_file_registered_twice_is_named(fresh: Desk) -> None:
    (fresh.folder / "words.md").write_text(SUPPLY, encoding="utf-8")
    add = ("corpus", "add", "words.md", "--role", "conclusions")
    assert fresh.done(*add).err == ""
    assert "AGAIN is the same file as WG.2" in fresh.done(*add, "--symbol", "AGAIN").err


def test_a_registration_is_taken_back_and_made_again(fresh: Desk) -> None:
    (fresh.folder / "words.md").write_text(SUPPLY, encoding="utf-8")
    add = ("corpus", "add", "words.md", "--role", "conclusions")
    fresh.done(*add)
    fresh.refused("XX is not registered", "corpus", "remove", "XX", code=2)
    told = fresh.done("corpus", "remove", "WG.2", "--reason", "the wrong file")
    assert "WG.2 is no longer registered" in told.out
    assert "corpus/words.md and its reading stay" in told.err
    assert fresh.done("corpus", "list", "--json").json == []
    assert "the wrong file" in fresh.done("log").out
    fresh.done(*add)
    (fresh.folder / "otters.md").write_text("Symbol: L\n\n1. Otters swim.\n", encoding="utf-8")
    fresh.done("table", "otters.md")
    fresh.done("link", "1", "WG.2:1(a)", "--relation", "thematic")
    fresh.refused("It is named as a source of 1.", "corpus", "remove", "WG.2")
    fresh.done("undo")
    assert fresh.done("corpus", "remove", "WG.2", "--json").json["file"] == "words.md"
    fresh.done("verify")


def test_of_many_doubts_about_a_source_some_are_told_and_where_all_are(fresh: Desk) -> None:
    gaps = "\n\n".join(f"{2 * n + 1}. Gull {n} sat on pier {n}." for n in range(30))
    (fresh.folder / "few gulls.txt").write_text(gaps, encoding="utf-8")
    every = fresh.done("read", "few gulls.txt").err.splitlines()
    told = fresh.done("corpus", "add", "few gulls.txt", "--symbol", "G").err.splitlines()
    assert told[:20] == every[:20]
    assert told[20:] == [f"and {len(every) - 20} more, named by draftrace read 'few gulls.txt'"]
