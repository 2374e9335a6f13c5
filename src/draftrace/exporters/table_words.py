"""What the tables must say, whatever the format: a written table is held against this."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from draftrace.exporters.inlines import Numbers, as_text, runs_of, wording_text
from draftrace.exporters.phrases import (
    change_words,
    decision_lines,
    paragraph_name,
    position_words,
    ruling_words,
    status_words,
    unattached,
)
from draftrace.text.labels import leading
from draftrace.views.consolidation import Derivation
from draftrace.views.proposals import Offered
from draftrace.views.table import Paragraph, Table


def table_words(table: Table, numbers: Numbers) -> Iterator[str]:
    """Every paragraph with its proposals and decisions, in order."""
    for paragraph in table.paragraphs:
        label = leading(paragraph.label, paragraph.kind)
        yield paragraph_name(paragraph)
        yield paragraph.status
        yield label + wording_text(paragraph.base, numbers)
        for each in paragraph.offered:
            yield from _offered(each, numbers)
        yield from _after(paragraph, numbers)


def _offered(each: Offered, numbers: Numbers) -> Iterator[str]:
    yield from (each.handle, ", ".join(each.sponsors), each.meeting, change_words(each))
    yield as_text(runs_of(each.redline), numbers)
    yield from (each.reason, *position_words(each), status_words(each), *decision_lines(each))


def _after(paragraph: Paragraph, numbers: Numbers) -> Iterator[str]:
    for ruling in unattached(paragraph):
        yield from (ruling_words(ruling), ruling.reason)
    if paragraph.text != paragraph.base and (paragraph.base or paragraph.text):
        yield f"Text now: {as_text(runs_of(paragraph.redline), numbers)}"


def consolidation_words(rows: Sequence[Derivation]) -> Iterable[str]:
    """Every paragraph with what it was made of, in order."""
    for row in rows:
        yield from (row.address, ", ".join(row.parties))
        yield from (*row.sources, *row.approach, *row.reasons)
