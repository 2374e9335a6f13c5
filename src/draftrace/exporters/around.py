"""What may a paper say around what it must say? Titles, columns, legends and the tools of a page;
whatever else stands in a written one is too much."""

from __future__ import annotations

from collections.abc import Iterator

from draftrace.exporters.dates import day_in_words
from draftrace.exporters.inlines import wording_text
from draftrace.exporters.report_words import cited_words, coverage_words, ways
from draftrace.text.labels import printed
from draftrace.views.report import Report
from draftrace.views.table import Table

_TABLE = (
    *("Proposals by paragraph", "Proposal", "Change", "Reason and positions"),
    *("Status and decision", "Only paragraphs with proposals", "not in the base", "Text now:"),
    "A proposal is marked against the wording it amends: {+words brought in+}, {-words taken out-}",
)
_CONSOLIDATION = (
    *("Consolidation table", "Paragraph", "Parties that contributed", "Source paragraphs"),
    *("Approach", "Reason", "Addresses in parentheses are of provisions struck", "on the way"),
)
_REPORT = (
    *("To the text", "The text", "Where every word comes from", "Who brought in the words"),
    *("Letter", "Parties", "Words", "Share", "Contents", "Search", "Party", "Meeting", "Source"),
    *("any", "any paragraph", "Show all", "Open all histories", "Sources", "No confirmed source"),
    *("Versions", "Decisions", "Lineage", "Struck on the way", "What happened to it"),
    *("What became of every conclusion", "Conclusion", "Outcome", "Where", "Says"),
    *("confirmed", "suggested", "no confirmed link"),
    "No conclusions are registered with this text.",
    "A raised letter stands before each run of words and says whose they are. Words between and "
    "also stand in a confirmed source paragraph.",
)


def table_around(table: Table) -> Iterator[str]:
    """The frame of the table of proposals."""
    count = sum(len(paragraph.offered) for paragraph in table.paragraphs)
    yield from _TABLE
    yield f"Base: {table.base}. Text: {table.text}."
    yield f"{count} proposals by {len(table.parties)} parties."
    yield from _issue(table)


def consolidation_around(table: Table) -> Iterator[str]:
    """The frame of the consolidation table."""
    yield from (*_CONSOLIDATION, f"Text: {table.text}.", *_issue(table))


def _issue(table: Table) -> Iterator[str]:
    yield from (table.symbol, table.title, table.text, f"seal {table.seal}")


def report_around(report: Report) -> Iterator[str]:
    """The frame of the provenance report, its contents and its filters."""
    revision = report.revision
    yield from (*_REPORT, report.title, revision.symbol, revision.name)
    yield f"{revision.name}, {day_in_words(revision.stamp.happened)}. Seal {report.seal}."
    yield f"{revision.symbol}, {revision.name}. Seal {report.seal}."
    yield from (f"Record: last entry {report.head}.", coverage_words(report))
    total = sum(count for _letter, _parties, count in report.letters) or 1
    for letter, _parties, count in report.letters:
        yield from (letter, f"{count / total:.1%}")
    for told in report.provisions:
        yield ways(told)
        yield from cited_words(told.trace)
        if told.issued.kind in ("title", "heading"):
            label = printed(told.issued.label, told.issued.kind) if told.issued.label else ""
            yield f"{label} {wording_text(told.issued.wording, {})}"
    for trace in report.struck:
        yield from cited_words(trace)
    yield from _choices(report)


def _choices(report: Report) -> Iterator[str]:
    """What the filters of a page offer."""
    yield from (f"{code}: {name}" for code, name in report.names.items())
    for told in report.provisions:
        for origin in told.origins:
            yield from (origin.meeting, *(f"{p}: {report.names.get(p, p)}" for p in origin.parties))
        for version in told.trace.versions:
            yield from (f"{p}: {report.names.get(p, p)}" for p in version.sponsors)
        for source in told.trace.sources:
            yield from (source.document, f"{source.document}:{source.address}")
