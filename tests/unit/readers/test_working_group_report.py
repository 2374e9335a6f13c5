"""The working-group report, held against its answer key."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from draftrace import readers
from draftrace.text import wording
from draftrace.text.documents import Document, Provision
from real_documents import REPORT, real

BODY = ("preambular", "operative", "item", "subitem", "paragraph")


@pytest.fixture(scope="module")
def key() -> dict[str, Any]:
    path = real("structure_working_group.json", "gold")
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))["document"]
    return found


@pytest.fixture(scope="module")
def report() -> Document:
    return readers.read(real(REPORT))


def words(provision: Provision) -> list[str]:
    return wording.plain(provision.wording).split()


def test_every_heading_in_order(report: Document, key: dict[str, Any]) -> None:
    read = [
        (p.line, p.level, p.label or None, wording.plain(p.wording))
        for p in report.provisions
        if p.kind in ("title", "heading")
    ]
    assert read == [(h["line"], h["level"], h["number"], h["title"]) for h in key["headings"]]


def test_every_paragraph_and_item_in_order(report: Document, key: dict[str, Any]) -> None:
    read = [p for p in report.provisions if p.kind in BODY]
    assert [p.address for p in read] == [entry["label"] for entry in key["paragraphs"]]
    assert [p.level for p in read] == [entry["level"] for entry in key["paragraphs"]]
    for provision, entry in zip(read, key["paragraphs"], strict=True):
        said = words(provision)
        assert len(said) == entry["words"], entry["id"]
        assert " ".join(said[:5]) == entry["first5"]
        assert " ".join(said[-5:]) == entry["last5"]
        assert provision.line == entry["lines"][0]


def test_every_footnote_with_its_provision(report: Document, key: dict[str, Any]) -> None:
    by_address = {p.address: p for p in report.provisions}
    assert [(n.number, wording.plain(n.wording), f"WG {n.cited}") for n in report.notes] == [
        (str(f["number"]), f["text"], f["marker_in"]) for f in key["footnotes"]
    ]
    for note, entry in zip(report.notes, key["footnotes"], strict=True):
        before, _, _ = by_address[note.cited].wording.partition(wording.cite(note.id))
        assert wording.plain(before).endswith(entry["words_before_marker"])


def test_every_cut_paragraph_is_joined(report: Document, key: dict[str, Any]) -> None:
    by_address = {f"WG {p.address}": " ".join(words(p)) for p in report.provisions}
    assert len(key["interrupted"]) == 8
    for cut in key["interrupted"]:
        seam = f"{cut['last5_before']} {cut['first5_after']}"
        assert seam in by_address[cut["id"]], cut["id"]


def test_the_tables(report: Document, key: dict[str, Any]) -> None:
    tables: dict[str, list[list[str]]] = {}
    for provision in report.provisions:
        if provision.kind == "tablerow" and provision.label != "0":
            table = provision.address.partition(".")[0]
            cells = provision.wording.split(" | ")
            tables.setdefault(table, []).append([wording.plain(cell) for cell in cells])
    expected = [table["rows"] for table in key["tables"]]
    assert list(tables.values()) == expected


def test_contents_and_masthead_are_no_provisions(report: Document, key: dict[str, Any]) -> None:
    contents = [line for line in report.furniture if line.what == "contents"]
    assert len(contents) == 1 + key["counts"]["contents_rows"] + 1  # header; the annex takes two
    assert (report.title, report.date) == (key["title"], key["masthead"]["date"])
    assert report.symbol == ""
    assert report.parts == ()


def test_no_word_is_lost_and_nothing_is_odd(report: Document) -> None:
    assert report.problems == ()
    rendered = readers.render(report)
    source = real(REPORT).read_text(encoding="utf-8")
    letters = re.compile(r"[\W_]+")
    notes = "\n".join(re.findall(r"(?m)^[¹²³⁴-⁹]+ .*$", source))
    body = re.sub(r"(?m)^[¹²³⁴-⁹]+ .*$", "", source)
    strip = re.compile(r"</?i>")
    expected = letters.sub("", strip.sub("", body)) + letters.sub("", notes)
    assert letters.sub("", rendered) == expected
