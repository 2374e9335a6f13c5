"""Proofreading: a file, or the draft on the table."""

from __future__ import annotations

from pathlib import Path

import click

from draftrace.checks import Finding
from draftrace.cli import printing
from draftrace.cli.hand import Hand
from draftrace.errors import UsageError
from draftrace.text.documents import Document, Note, Part, Provision


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
    from draftrace.room.issued import frozen

    state = hand.state()
    text = frozen(state)
    if not text:
        raise UsageError("There is no draft yet.", "draftrace table FILE --symbol L.1")
    return checks.check(
        Document(
            title=state.now.symbol,
            provisions=tuple(
                Provision(
                    address=i.address,
                    kind=i.kind,
                    level=i.level,
                    label=i.label,
                    part=i.part,
                    wording=i.wording,
                )
                for i in text
                if i.kind != "footnote"
            ),
            notes=tuple(
                Note(id=i.note, number=i.label or i.note, wording=i.wording, address=i.address)
                for i in text
                if i.kind == "footnote"
            ),
            parts=tuple(Part(code=code, title=code) for code in state.now.parts),
        )
    )


def _line(finding: Finding) -> str:
    place = f"{finding.address} " if finding.address else ""
    where = f"{finding.line}:{finding.column}" if finding.line else f"{finding.column}"
    also = f" (also {', '.join(finding.also)})" if finding.also else ""
    told = f"{finding.severity}  {place}{where}  {finding.rule}: {finding.message}{also}"
    return printing.safe(f"{told}. Consistent: {finding.suggestion}.")
