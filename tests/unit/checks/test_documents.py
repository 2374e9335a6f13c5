"""Whole documents: the sample is clean, the real ones yield what an editor would mark."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from draftrace import readers
from draftrace.checks import check, located
from real_documents import OUTCOME, REPORT, real

SAMPLE = Path(__file__).parents[3] / "corpus"


NEGOTIATED = {
    "rev-3-edited.md": [("PD/8", "act-again"), ("PA/4(i)", "ending"), ("PA/8(f)", "ending")]
}
"""What amendments left for an editor to mend, as they do."""


@pytest.mark.parametrize("name", sorted(path.name for path in SAMPLE.glob("*.md")))
def test_the_sample_has_no_faults_but_those_of_its_negotiation(name: str) -> None:
    findings = check(readers.read(SAMPLE / name))
    assert [(f.address, f.rule) for f in findings] == NEGOTIATED.get(name, [])


EXPECTED_2009 = {
    *(
        ("PD/note:4", "instrument-year"),
        ("PA/note:24", "italics"),
        ("PA/h:~1", "heading-unlabelled"),
    ),
    *(("h:II.A.A", "heading-twice"), ("PD/PP3", "opening-words"), ("PD/6", "act-again")),
    *(("8", "comma"), ("PD/36(b)", "semicolon"), ("PA/20(h)", "comma"), ("PA/26(a)", "comma-pair")),
    *(("PA/11", "hyphen"), ("PA/14(c)", "closed-compound"), ("PA/41(h)", "hyphen")),
    *(("PA/30(a)", "short-title"), ("PA/51", "short-title"), ("PA/51(a)(ii)", "article")),
    *(("PA/6(c)", "formula"), ("PA/47(j)", "formula"), ("PA/47(f)", "own-sentence")),
    *(
        ("PD/2", "stock-phrase"),
        ("PD/28", "variant"),
        ("O/3", "correlative"),
        ("O4/16", "agreement"),
    ),
    *(("PA/51(b)(v)", "list-mark"), ("PA/note:21", "note-alike"), ("2", "quotation-marks")),
}
EXPECTED_2008 = {
    *(("note:4", "sales-number"), ("h:~1", "contents"), ("68(e)", "suspended-hyphen")),
    *(("68(q)", "modality"), ("68(bb)", "misspelling"), ("68(d)", "preposition")),
    *(("68(d)", "short-title"), ("62", "correlative"), ("62", "stock-phrase"), ("14", "formula")),
    *(("t2.r7", "document-title"), ("21", "adverb-hyphen"), ("63", "comma-pair")),
}


@pytest.mark.parametrize(
    ("name", "expected", "most"), [(OUTCOME, EXPECTED_2009, 90), (REPORT, EXPECTED_2008, 30)]
)
def test_the_real_documents(name: str, expected: set[tuple[str, str]], most: int) -> None:
    findings = check(readers.read(real(name)))
    assert expected <= {(finding.address, finding.rule) for finding in findings}
    assert len(findings) <= most


def test_places_lead_to_the_words() -> None:
    path = real(REPORT)
    lines = readers.lines(path)
    document = readers.read(path)
    findings = located(check(document), document, lines)
    led = Counter(
        lines[f.line - 1].startswith(f.excerpt, f.column - 1) for f in findings if f.excerpt
    )
    assert led[False] <= 1
