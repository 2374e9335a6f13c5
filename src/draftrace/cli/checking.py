"""Proofreading: a file, or the draft on the table."""

from __future__ import annotations

from pathlib import Path

import click

from draftrace.checks import Finding
from draftrace.cli import printing
from draftrace.cli.hand import Hand
from draftrace.errors import UsageError


@click.command(epilog="Examples: draftrace check report.txt  ·  draftrace check --draft --json")
@click.argument("file", required=False, type=click.Path(path_type=Path))
@click.option("--draft", is_flag=True, help="Check the standing text of this workspace.")
@click.option("--json", "as_json", is_flag=True)
@click.pass_obj
def check(hand: Hand, file: Path | None, draft: bool, as_json: bool) -> None:
    """Proofread a file or the draft: numbering, citations, wording, marks."""
    if (file is None) is not draft:
        raise UsageError("Name a file, or say --draft.", "draftrace check report.txt")
    findings = _of_draft(hand) if file is None else _of_file(file)
    if as_json:
        printing.data(findings)
        return
    for finding in findings:
        printing.say(_line(finding))
    errors = sum(finding.severity == "error" for finding in findings)
    printing.note(f"{len(findings)} findings, {errors} of them errors.")


def _of_file(file: Path) -> tuple[Finding, ...]:
    from draftrace import checks, readers

    document = readers.read(file)
    return checks.located(checks.check(document), document, readers.lines(file))


def _of_draft(hand: Hand) -> tuple[Finding, ...]:
    from draftrace import checks
    from draftrace.checks.standing import standing_document

    return checks.check(standing_document(hand.state()))


def _line(finding: Finding) -> str:
    place = f"{finding.address} " if finding.address else ""
    where = f"{finding.line}:{finding.column}" if finding.line else f"{finding.column}"
    also = f" (also {', '.join(finding.also)})" if finding.also else ""
    told = f"{finding.severity}  {place}{where}  {finding.rule}: {finding.message}{also}"
    return printing.safe(f"{told}. Consistent: {finding.suggestion}.")
