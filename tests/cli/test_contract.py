"""What outside tools rely on (DESIGN.md, section 8): each command, each key.

One negotiation is played through the command line once. The shapes of its answers stand in
``shapes``; the same shapes are asked of every answer about the sample.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from cli import shapes
from cli.kit import Desk
from cli.shapes import CHANGES, asked, bare, redlined, shaped
from cli.wells import CLAUSE, REPORT

REVISIONS = {
    "tabled": ("tabled", "L.7"),
    "Rev.1": ("Rev.1", "L.7/Rev.1"),
    "adopted": ("adopted", "RES/1"),
    "adopted+Corr.1": ("adopted+Corr.1", "RES/1/Corr.1"),
}
"""What each issue is called, its symbol last."""


@pytest.fixture(scope="module")
def room(wells: Path) -> Iterator[Desk]:
    """From the report to the corrected resolution; nothing in it changes any more."""
    with pytest.MonkeyPatch.context() as environment:
        environment.delenv("DRAFTRACE_PARTY", raising=False)
        Desk(wells).done("init", "room", "--title", "Wells")
        desk = Desk(wells / "room")
        desk.done("corpus", "add", "../report.md", "--role", "conclusions")
        desk.done("table", "../settled.md")
        for party in ("EU", "NOR", "CUB"):
            desk.done("party", "add", party, f"{party} and neighbours")
        desk.done("meeting", "open", "First informal", "--level", "informal")
        for party, change, reason in (
            ("EU", ("--replace", "whoever asks", "whoever asks politely"), "no objection"),
            ("CUB", ("--delete", ", in the order of asking"), ""),
            ("NOR", ("--insert", ", in the order of asking", "--after", "politely"), ""),
        ):
            desk.done("propose", CLAUSE, "--by", party, *change, "--reason", "good manners")
            desk.done("accept", f"{party}-1", "--by", "CHAIR", "--reason", reason)
        desk.done("link", CLAUSE, "WR.1:2(a)", "--by", "EU")
        desk.done("propose", "DW/2", "--by", "NOR", "--replace", "two", "three")
        desk.done("issue", "Rev.1")
        desk.done("withdraw", "NOR-2", "--by", "NOR")
        desk.done("meeting", "close")
        desk.done("meeting", "open", "Assembly", "--level", "plenary")
        desk.done("adopt", "--by", "CHAIR", "--symbol", "RES/1")
        desk.done("correct", "--replace", "DW/2", "two years", "2 years", "--reason", "a slip")
        yield desk


def test_who_sits_in_a_fresh_workspace(wells: Path, tmp_path: Path) -> None:
    Desk(tmp_path).done("init", "fresh")
    fresh = Desk(tmp_path / "fresh")
    assert [p["code"] for p in fresh.done("party", "list", "--json").json] == ["CHAIR", "SEC"]
    fresh.done("table", str(wells / "plain.md"), "--symbol", "L.9")
    assert {e["recorder"] for e in fresh.done("log", "--json").json} == {"SEC"}
    fresh.done("meeting", "open", "First informal")
    assert [m["presiding"] for m in fresh.done("meeting", "list", "--json").json] == ["CHAIR"]


def test_corpus_and_table(room: Desk, wells: Path, tmp_path: Path) -> None:
    (report,) = room.done("corpus", "list", "--json").json
    assert (report["symbol"], report["role"]) == ("WR.1", "conclusions")
    assert report["title"] == "Report of the expert working group on wells"
    assert report["date"] == "1 February 2031"
    for number, (file, more, symbol, addresses) in enumerate(
        (
            ("draft.md", ("--symbol", "L.9"), "L.9", {"DW", "PA"}),
            ("draft.md", ("--parts", "PA"), "L.7", {"PA"}),
            ("plain.md", ("--symbol", "L.9"), "L.9", {"1", "2"}),
        )
    ):
        Desk(tmp_path).done("init", str(number))
        desk = Desk(tmp_path / str(number))
        tabled = desk.done("table", str(wells / file), *more, "--json").json
        assert tabled["symbol"] == symbol
        shown = asked(desk, list[shapes.Issued], "show", "--revision", "tabled")
        assert {p.address.partition("/")[0] for p in shown} == addresses
        given = ("--title", "Wells", "--date", "1 May 2031", "--symbol", "X", "--role", "adopted")
        added = desk.done("corpus", "add", str(wells / "report.md"), *given, "--json").json
        assert [added[key] for key in ("symbol", "title", "date", "role")] == [
            *("X", "Wells", "1 May 2031", "adopted")
        ]


def test_propose_in_each_form(wells: Path, tmp_path: Path) -> None:
    Desk(tmp_path).done("init", "fresh")
    desk = Desk(tmp_path / "fresh")
    desk.done("table", str(wells / "draft.md"))
    desk.done("party", "add", "EU", "European Union")
    for change, wording in (
        (("--wording", "*Decide* to part."), "*Decide* to part."),
        (("--replace", "two", "three"), "*Decide* to meet again in three years."),
        (("--delete", "again "), "*Decide* to meet in two years."),
        (("--insert", "all", "--after", "meet"), "*Decide* to meet all again in two years."),
        (("--insert", "gladly", "--before", "to"), "*Decide* gladly to meet again in two years."),
    ):  # fmt: skip
        made = asked(desk, shapes.Proposed, "propose", "DW/2", "--by", "EU", *change)
        assert made.address == "DW/2"
        assert desk.done("log", "--last", "1", "--json").json[0]["act"] == made.proposal
        (shown,) = asked(desk, list[shapes.Rolled], "show", "DW/2")
        assert (shown.proposals[-1]["proposal"], shown.proposals[-1]["wording"]) == (
            *(made.proposal, wording),
        )


def test_show(room: Desk) -> None:
    whole = asked(room, list[shapes.Shown], "show")
    assert [(p.address, p.kind) for p in whole][:2] == [
        ("DW/title", "title"),
        ("DW/PP1", "preambular"),
    ]
    assert whole[-1].address == "DW/note:1"
    assert (whole[-1].kind, whole[-1].wording) == ("footnote", "As the spring assembly has it.")
    below = asked(room, list[shapes.Shown], "show", "PA/1", "--as", "standing")
    assert [p.address for p in below] == [*("PA/1", CLAUSE, "PA/1(b)", "PA/1(b)(i)", "PA/1(b)(ii)")]
    (then,) = asked(room, list[shapes.Rolled], "show", "DW/2", "--as", "rolling", "--at", "Rev.1")
    assert then.wording == "*Decide* to meet again in two years."
    assert then.rolling == "*Decide* to meet again in [two][three](NOR) years."
    assert [p["handle"] for p in then.proposals] == ["NOR-2"]
    rolled = asked(room, list[shapes.Rolled], "show", "--as", "rolling")
    assert all(p.rolling == p.wording for p in rolled)


def test_suggest(room: Desk) -> None:
    (told,) = asked(room, list[shapes.Suggested], "suggest", CLAUSE, "--lexical")
    (found,) = told.suggestions
    assert (told.address, found.document, found.address) == (CLAUSE, "WR.1", "2(a)")
    assert found.relation == "adapted"
    assert 0 < found.score <= 1
    assert found.reason
    target = "Lend measuring rods to whoever asks politely, in the order of asking;"
    source = REPORT.partition("(a) ")[2].partition("\n")[0]
    shared = [(target[slice(*e.target)], source[slice(*e.source)]) for e in found.evidence]
    assert ("in the order of asking"[-15:], "in the order of asking"[-15:]) in shared
    every = asked(room, list[shapes.Suggested], "suggest", "--all", "--lexical")
    by_address = {one.address: [s.address for s in one.suggestions] for one in every}
    assert by_address[CLAUSE] == ["2(a)"]
    assert by_address["DW/PP1"] == []
    words = "A museum of buckets should be opened in every capital."
    (verbatim,) = asked(room, list[shapes.Suggested], "suggest", words, "--lexical")
    assert [(s.address, s.relation) for s in verbatim.suggestions] == [("2(c)", "verbatim")]


def test_coverage(room: Desk) -> None:
    told = asked(room, list[shapes.Covered], "coverage", "--all", "--lexical")
    assert [(c.document, c.address, c.outcome, c.basis) for c in told] == [
        ("WR.1", "2(a)", "adapted", "confirmed"),
        ("WR.1", "2(b)", "verbatim", "suggested"),
        ("WR.1", "2(c)", "dropped", "none"),
    ]
    (linked,), (guessed, *_), none = (one.targets for one in told)
    assert (linked.address, linked.relation, linked.score, linked.verdict) == (
        *(CLAUSE, "adapted", 1.0, "confirmed"),
    )
    assert (guessed.address, guessed.verdict) == ("PA/1(b)(i)", "suggested")
    assert none == []
    assert asked(room, list[shapes.Covered], "coverage", "WR.1", "--lexical") == told
    confirmed = asked(room, list[shapes.Covered], "coverage", "WR.1", "--confirmed")
    assert [c.basis for c in confirmed] == ["confirmed", "none", "none"]


def test_trace(room: Desk) -> None:
    told = asked(room, shapes.Trace, "trace", CLAUSE)
    (source,) = told.sources
    assert (told.address, source.document, source.address) == (CLAUSE, "WR.1", "2(a)")
    proposed = [room.done("log", "--kind", "proposed", "--json").json[n]["act"] for n in range(3)]
    whole = "Lend measuring rods to whoever asks politely, in the order of asking;"
    assert [(v.revision, v.decision, v.proposal, v.sponsors, v.meeting) for v in told.versions] == [
        ("tabled", "draft tabled", None, [], ""),
        ("Rev.1", "accepted", proposed[0], ["EU"], "First informal"),
        ("Rev.1", "accepted", proposed[1], ["CUB"], "First informal"),
        ("Rev.1", "accepted", proposed[2], ["NOR"], "First informal"),
    ]
    assert [v.reason for v in told.versions] == ["", "no objection", "", ""]
    assert {v.address for v in told.versions} == {CLAUSE}
    assert [v.wording for v in told.versions] == [
        whole.replace(" politely", ""),
        whole,
        whole.replace(", in the order of asking", ""),
        whole,
    ]
    assert [redlined(v.redline)[1] for v in told.versions] == [v.wording for v in told.versions]


def test_origins(room: Desk) -> None:
    (told,) = asked(room, list[shapes.Credited], "origins", CLAUSE)
    tabled = room.done("log", "--kind", "draft tabled", "--json").json[0]["act"]
    decided = room.done("log", "--kind", "decided", "--json").json
    first, last = decided[0]["act"], decided[2]["act"]
    came = ("SEC", "", tabled)
    assert [(w.text, *w.parties, w.meeting, w.act, w.restored_by) for w in told.words] == [
        *((text, *came, "") for text in ["Lend", "measuring", "rods", "to", "whoever", "asks"]),
        ("politely", "EU", "First informal", first, ""),
        *((text, *came, last) for text in [",", "in", "the", "order", "of", "asking"]),
        (";", *came, ""),
    ]
    assert [w.text for w in told.words if w.source] == [
        *["measuring", "rods", "to", "whoever", "asks", ",", "in", "the", "order", "of", "asking"]
    ]
    assert {w.source for w in told.words} == {"", "WR.1:2(a)"}
    every = asked(room, list[shapes.Credited], "origins", "--all")
    standing = asked(room, list[shapes.Shown], "show")
    assert [one.address for one in every] == [p.address for p in standing]
    for one, provision in zip(every, standing, strict=True):
        assert bare("".join(w.text for w in one.words)) == bare(provision.wording)


def test_every_name_of_a_revision(room: Desk, tmp_path: Path) -> None:
    """By its symbol too; what each says is what the others of its names say."""
    years = {"tabled": "two", "Rev.1": "two", "adopted": "two", "adopted+Corr.1": "2"}
    politely = {"tabled": "", "Rev.1": " politely"}
    for name, names in REVISIONS.items():
        for said in names:
            (shown,) = room.done("show", "DW/2", "--revision", said, "--json").json
            assert shown["wording"] == f"*Decide* to meet again in {years[name]} years."
            file = str(tmp_path / "issue.txt")
            made = asked(
                room, shapes.Exported, "export", "--revision", said, "--to", file, "--force"
            )
            assert made.revision == name
            equal = asked(room, shapes.Verified, "verify", file, "--against", said)
            assert equal == shapes.Verified(equal=True, differences=[])
            rows = asked(room, list[shapes.Row], "compare", said, "standing")
            changed = {r.new[0]: r.change for r in rows if r.change != "unchanged"}
            asks = f"whoever asks{politely.get(name, ' politely')},"
            assert any(asks in redlined(r.redline)[0] for r in rows)
            assert ("DW/2" in changed) == (years[name] == "two")
    (then,) = room.done("show", f"Rev.1:{CLAUSE}", "--json").json
    assert (then["address"], "politely" in then["wording"]) == (CLAUSE, True)


@pytest.mark.parametrize(
    ("what", "suffix", "holds", "lacks"),
    [
        ("clean", "md", r"meet again in 2 years", r"two"),
        ("marked", "html", r"(?s)asks<ins[^>]*>.*?politely.*?</ins>", r"NOR-2"),
        ("rolling", "txt", r"whoever\s+asks\s+politely", r"three"),
        ("table", "csv", r"CUB", r"<"),
        ("trace", "html", r"WR\.1", r"<script src"),
        ("record", "json", r"wasDerivedFrom", r"<"),
    ],
)
def test_export(room: Desk, tmp_path: Path, what: str, suffix: str, holds: str, lacks: str) -> None:
    file = tmp_path / f"paper.{suffix}"
    made = asked(room, shapes.Exported, "export", "--as", what, "--to", str(file))
    text = file.read_text(encoding="utf-8-sig")
    assert re.search(holds, text)
    assert not re.search(lacks, text)
    latest = "standing" if what in ("rolling", "table") else "adopted+Corr.1"
    assert (made.file, made.revision, made.bytes) == (str(file), latest, file.stat().st_size)


def test_verify(room: Desk, tmp_path: Path) -> None:
    file = tmp_path / "issue.txt"
    room.done("export", "--to", str(file))
    assert asked(room, shapes.Verified, "verify", str(file)).equal
    file.write_text(
        file.read_text(encoding="utf-8").replace("politely", "kindly"), encoding="utf-8"
    )
    told = room("verify", str(file), "--against", "adopted+Corr.1", "--json")
    assert told.code == 1
    found = shaped(told.out, shapes.Verified)
    assert not found.equal
    (difference,) = found.differences
    assert (difference.address, difference.change) == (CLAUSE, "reworded")
    assert [part for part in difference.redline if part[0] != "="] == [
        ("-", "politely"),
        ("+", "kindly"),
    ]
    record = asked(room, shapes.RecordVerified, "verify")
    assert (record.equal, record.differences, record.faults) == (True, [], [])


@pytest.mark.parametrize(
    ("code", "command"),
    [
        (0, ("compare", "../old.txt", "../new.txt")),
        (0, ("suggest", "otters", "--lexical")),
        (1, ("show", "PA/9")),
        (1, ("origins", "PA/9")),
        (1, ("trace", "3")),
        (1, ("show", "1")),
        (2, ("origins",)),
        (2, ("suggest",)),
        (2, ("coverage",)),
        (2, ("coverage", "WR.9")),
        (2, ("compare", "tabled")),
        (2, ("compare", "tabled", "Rev.9")),
        (2, ("compare", "tabled", "Rev.1", "--as", "lines")),
        (2, ("show", "--revision", "Rev.9")),
        (2, ("show", "--nonsense")),
        (2, ("reconstruct",)),
        (2, ("frobnicate",)),
        (3, ("read", "nowhere.txt")),
        (3, ("read", "../empty.txt")),
        (3, ("compare", "../empty.txt", "../old.txt")),
        (3, ("reconstruct", "../old.txt", "../empty.txt")),
        (3, ("verify", "../empty.txt")),
    ],
)
def test_exit_codes(room: Desk, code: int, command: tuple[str, ...]) -> None:
    """What went wrong is on stderr alone, and stdout holds a document or nothing."""
    told = room(*command, "--json")
    assert told.code == code, told.err
    assert bool(told.out) == (code == 0)
    assert code == 0 or told.err.startswith("draftrace: ")


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """The sample as ``demo`` makes it where there is none."""
    folder = tmp_path_factory.mktemp("elsewhere")
    Desk(folder).done("demo")
    return Desk(folder / "draftrace-sample")


def test_demo_plays_the_sample_where_it_is(sample: Desk, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(sample.folder, copy, ignore=shutil.ignore_patterns("journal.db*", ".draftrace"))
    Desk(copy).done("demo")
    assert not (copy / "draftrace-sample").exists()
    first, again = (Desk(folder).done("log", "--json").out for folder in (sample.folder, copy))
    assert first == again


def test_the_sample_answers_in_these_shapes(sample: Desk) -> None:
    standing = asked(sample, list[shapes.Shown], "show")
    asked(sample, list[shapes.Rolled], "show", "--as", "rolling")
    for name in sorted(path.name for path in (sample.folder / "corpus").glob("*.md")):
        asked(sample, shapes.Read, "read", f"corpus/{name}")
    every = asked(sample, list[shapes.Suggested], "suggest", "--all", "--lexical")
    known = {p.address: p.wording for p in standing}
    assert sum(len(one.suggestions) for one in every) > len(every) / 4
    for one in every:
        for found in one.suggestions:
            assert found.relation != "none"
            for span in found.evidence:
                assert 0 <= span.target[0] < span.target[1] <= len(known[one.address])
    covered = asked(sample, list[shapes.Covered], "coverage", "--all", "--lexical")
    assert {c.basis for c in covered} == {"confirmed", "none"}
    assert all((c.basis == "none") == (not c.targets) for c in covered)
    log = {entry["act"]: entry for entry in sample.done("log", "--json").json}
    for credited in asked(sample, list[shapes.Credited], "origins", "--all"):
        for word in credited.words:
            assert word.act in log
            assert word.restored_by == "" or word.restored_by in log
            assert word.parties
    for address in list(known)[::8]:
        traced = asked(sample, shapes.Trace, "trace", address)
        assert traced.versions[-1].wording == known[address]
        assert {v.proposal for v in traced.versions} <= {*log, None}
    for row in asked(sample, list[shapes.Row], "compare", "tabled", "adopted"):
        assert CHANGES.issuperset(row.change.split("+"))
    asked(sample, shapes.RecordVerified, "verify")
