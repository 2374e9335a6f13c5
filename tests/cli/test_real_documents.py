"""The two real documents, by the commands of the README: registered, tabled, amended, traced."""

from __future__ import annotations

from pathlib import Path

import pytest

from cli.kit import Desk
from real_documents import OUTCOME, REPORT, real


@pytest.fixture
def vienna(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Desk:
    """The 2008 report in the corpus, the 2009 Declaration and Plan on the table."""
    report, adopted = real(REPORT), real(OUTCOME)
    monkeypatch.delenv("DRAFTRACE_PARTY", raising=False)
    monkeypatch.chdir(tmp_path)
    Desk(tmp_path, capsys).done("init", "vienna", "--title", "Declaration and Plan of Action")
    desk = Desk(tmp_path / "vienna", capsys)
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
