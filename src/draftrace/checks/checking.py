"""All rules on one document, in the order of its text."""

from __future__ import annotations

import bisect
from collections.abc import Iterable, Sequence

import msgspec

from draftrace.checks.findings import Finding, Hit, Rule
from draftrace.checks.pages import Pages
from draftrace.checks.rules import RULES
from draftrace.text.documents import Document

_SHOWN = 80
_SEARCHED = 100
_SLACK = 20


def check(document: Document) -> tuple[Finding, ...]:
    """Everything the rules find, in printed order, footnotes last."""
    pages = Pages(document)
    order = {page.address: number for number, page in enumerate(pages)}
    found = [(rule, hit) for rule in RULES for hit in rule.check(pages)]
    found.sort(key=lambda pair: (order.get(pair[1].page.address, 0), pair[1].at))
    return tuple(_finding(rule, hit) for rule, hit in found)


def rule_table() -> str:
    """The rules as a Markdown table, for the README."""
    rows = ["| rule | finds | because | severity |", "|---|---|---|---|"]
    rows += [f"| `{rule.id}` | {rule.title} | {rule.reason} | {rule.severity} |" for rule in RULES]
    return "\n".join(rows)


def located(
    findings: Iterable[Finding], document: Document, source: Sequence[str]
) -> tuple[Finding, ...]:
    """The findings with line and column in the source's own lines, where their words are found in
    those of the provision; else as they were.
    """
    begins = sorted({provision.line for provision in document.provisions})
    return tuple(_located(finding, begins, source) for finding in findings)


def _located(finding: Finding, begins: list[int], source: Sequence[str]) -> Finding:
    words, first = finding.excerpt, finding.line
    if not words or not 0 < first <= len(source):
        return finding
    after = bisect.bisect_right(begins, first)
    last = begins[after] - 1 if after < len(begins) else len(source)
    for number in range(first, min(last, first + _SEARCHED, len(source)) + 1):
        from_column = finding.column - 1 if number == first else 0
        line = source[number - 1]
        at = line.find(words, max(from_column - _SLACK, 0))
        if at >= 0:
            return msgspec.structs.replace(finding, line=number, column=at + 1)
    return finding


def _finding(rule: Rule, hit: Hit) -> Finding:
    return Finding(
        rule=rule.id,
        address=hit.page.address,
        line=hit.page.line,
        column=hit.page.column(hit.at),
        message=hit.message,
        suggestion=hit.suggestion,
        severity=hit.severity or rule.severity,
        excerpt=hit.page.text[hit.at : hit.at + min(hit.length, _SHOWN)].strip(),
        also=hit.also,
    )
