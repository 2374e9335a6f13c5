"""Tables, the provenance report and the record from the command line."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import docx
import pytest

from cli.kit import Desk
from draftrace.exporters.formats import REFERENCE


@pytest.fixture
def room(desk: Desk) -> Desk:
    """One change accepted and issued, one proposal pending."""
    desk.done("propose", "PA/2(a)", "--by", "EU", "--replace", "Promote", "Strengthen")
    desk.done("accept", "EU-1", "--by", "CHAIR")
    desk.done("link", "PA/2(a)", "WG.1:2(a)", "--relation", "adapted")
    desk.done("issue")
    desk.done("propose", "PA/1", "--by", "NOR", "--replace", "Too little", "Little")
    return desk


def rows(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(path.read_text("utf-8-sig").splitlines()))


def test_a_table_shows_what_is_pending_now(room: Desk) -> None:
    told = room.done("export", "--as", "table", "--to", "exports/table.csv", "--json").json
    assert told["revision"] == "standing"
    found = {row["paragraph"]: row for row in rows(room.folder / "exports/table.csv")}
    assert "{-Too little-}{+Little+}" in found["PA/1"]["NOR"]
    assert found["PA/2(a)"]["EU"].startswith("EU-1: ")


def test_a_table_since_the_last_issue(room: Desk) -> None:
    room.done("export", "--as", "table", "--since", "Rev.1", "--to", "exports/table.csv")
    header = list(rows(room.folder / "exports/table.csv")[0])
    told = ["paragraph", "base: Rev.1", "NOR", "standing", "status", "decisions"]
    assert header == [*told, "revision", "seal"]


def test_the_consolidation_table(room: Desk) -> None:
    room.done("export", "--as", "table", "--table", "consolidation", "--to", "exports/c.csv")
    found = {row["paragraph"]: row for row in rows(room.folder / "exports/c.csv")}
    assert found["PA/2(a)"]["parties"] == "EU"
    assert found["PA/2(a)"]["source paragraphs"] == "WG.1 2(a)"


def test_the_provenance_of_the_latest_issue(room: Desk) -> None:
    room.done("export", "--as", "trace", "--to", "exports/trace.html")
    page = (room.folder / "exports/trace.html").read_text("utf-8")
    assert '<meta name="draftrace.revision" content="Rev.1">' in page
    assert "WG.1 2(c)</th><td>○ not judged" in page
    assert "Strengthen" in page
    room.done("export", "--as", "trace", "--revision", "tabled", "--to", "exports/t.docx")


def test_a_missing_source_is_named_and_the_report_written(room: Desk) -> None:
    (room.folder / "corpus" / "report.md.reading.json").unlink()
    told = room.done("export", "--as", "trace", "--to", "exports/trace.html")
    assert "report.md" in told.err


@pytest.mark.parametrize("suffix", ["jsonl", "csv", "json", "provn", "xml", "akn", "zip"])
def test_the_record_in_every_form(room: Desk, suffix: str) -> None:
    told = room.done("export", "--as", "record", "--to", f"exports/record.{suffix}")
    assert f"Wrote exports/record.{suffix}: record" in told.out
    assert (room.folder / f"exports/record.{suffix}").stat().st_size


def test_the_record_at_an_earlier_moment_ends_there(room: Desk) -> None:
    room.done("export", "--as", "record", "--at", "Rev.1", "--to", "exports/then.jsonl")
    lines = (room.folder / "exports/then.jsonl").read_text("utf-8").splitlines()
    header = json.loads(lines[0])
    assert header["last"] == len(lines) - 1
    assert json.loads(lines[-1])["act"]["payload"]["kind"] == "revision issued"


def test_a_suffix_that_is_no_form_of_it_is_refused(room: Desk) -> None:
    told = room.refused(
        "Suffixes known: .docx, .html.", "export", "--as", "trace", "--to", "exports/x.pdf", code=2
    )
    assert "x.pdf cannot be written as trace." in told.err
    assert list((room.folder / "exports").iterdir()) == []


def test_a_paper_bears_the_masthead_and_the_styles_it_is_given(room: Desk) -> None:
    settings = room.folder / ".draftrace.toml"
    settings.write_text('[masthead]\norgan = "Conference of Ports"\n', "utf-8")
    style = docx.Document(str(REFERENCE))
    style.styles["Compact"].font.name = "Georgia"
    style.save(str(room.folder / "style.docx"))
    given = ("--masthead", "distribution=Limited", "--reference", "style.docx")
    for what in ("table", "trace"):
        room.done("export", "--as", what, *given, "--to", f"{what}.docx")
        made = docx.Document(str(room.folder / f"{what}.docx"))
        assert made.styles["Compact"].font.name == "Georgia"
        head = "".join(p.text for p in made.sections[0].first_page_header.paragraphs)
        assert "Conference of Ports" in head
        assert "Distr.: Limited" in head
    (room.folder / "bad.docx").write_text("no package")
    bad = ("--as", "trace", "--reference", "bad.docx", "--to", "t.docx")
    room.refused("bad.docx: The package is broken", "export", *bad, code=3)
    page = ("--as", "trace", "--reference", "style.docx", "--to", "t.html")
    room.refused("Only a docx", "export", *page, code=2)


def test_a_workspace_without_a_text_has_a_record_alone(fresh: Desk) -> None:
    for kind in ("table", "trace"):
        fresh.refused("Nothing is on the table yet", "export", "--as", kind, "--to", "x.html")
    fresh.done("export", "--as", "record", "--to", "exports/record.zip")


def test_a_text_compiled_from_its_sources_has_them_in_its_table(fresh: Desk) -> None:
    fresh.done("corpus", "add", "../report.md", "--role", "conclusions")
    fresh.done("lift", "--all", "WG.1")
    fresh.done("export", "--as", "table", "--table", "consolidation", "--to", "exports/c.csv")
    sources = [row["source paragraphs"] for row in rows(fresh.folder / "exports/c.csv")]
    assert [s for s in sources if s] == ["WG.1 2(a)", "WG.1 2(b)", "WG.1 2(c)"]


def test_a_table_of_some_paragraphs(room: Desk) -> None:
    room.done("export", "--as", "table", "--only", "PA/2", "--to", "exports/table.csv")
    found = [row["paragraph"] for row in rows(room.folder / "exports/table.csv")]
    assert found == ["PA/2", "PA/2(a)", "PA/2(b)", "PA/2(c)"]
    room.refused(
        "whole text", "export", "--as", "trace", "--only", "PA/2", "--to", "t.html", code=2
    )
