"""What would an editor look at in the standing text? A task of ``apart``, and its rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from draftrace import checks
from draftrace.checks import Finding
from draftrace.checks.standing import standing_document
from draftrace.tui.apart import Tell
from draftrace.tui.prose import Row, Span, wrap
from draftrace.tui.safe import shown
from draftrace.tui.words import count
from draftrace.workspace import Workspace


def perform(root: Path, asked: bytes, tell: Tell) -> Iterator[Sequence[Finding]]:
    """Apply every rule."""
    del asked
    tell("reading the record")
    state = Workspace(root).state()
    tell("proofreading the standing text")
    yield checks.check(standing_document(state))


def summed(findings: Sequence[Finding]) -> str:
    """All of it in a line."""
    if not findings:
        return "Proofreading found nothing"
    errors = sum(finding.severity == "error" for finding in findings)
    said = count(len(findings), "finding")
    return f"{said}, {errors or 'none'} of them {'an error' if errors == 1 else 'errors'}"


def finding_rows(findings: Sequence[Finding], width: int) -> list[Row]:
    """Every finding, keyed by its number."""
    rows: list[Row] = []
    for number, finding in enumerate(findings):
        rows += [*finding_card(finding, str(number), width), Row()]
    return rows[:-1]


def finding_card(finding: Finding, key: str, width: int) -> list[Row]:
    """How grave, where, which rule; what is wrong; what would be consistent."""
    head = [
        Span(finding.severity, "warn" if finding.severity == "error" else "label"),
        Span(shown(f"  {finding.address}  "), "strong"),
        Span(shown(finding.rule), "dim"),
    ]
    said = [Span(shown(finding.message))]
    if finding.also:
        said.append(Span(shown(f" Also {', '.join(finding.also)}."), "dim"))
    wanted = [Span("consistent: ", "dim"), Span(shown(finding.suggestion))]
    rows = [Row(tuple(head), key)]
    for spans in (said, wanted):
        rows += [Row((Span("  "), *line), key) for line in wrap(spans, width - 2)]
    return rows


def fault_rows(findings: Sequence[Finding], width: int) -> list[Row]:
    """What was found in one provision, above its notes."""
    rows = finding_rows(findings, width)
    return [Row((Span("Proofreading", "heading"),)), *rows, Row()] if rows else []
