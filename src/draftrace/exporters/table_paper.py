"""The table of proposals and the consolidation table as Word files, landscape."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from draftrace.exporters import tree
from draftrace.exporters.inlines import Numbers, as_nodes, plain_nodes, runs_of
from draftrace.exporters.paper import LEADING, Stationery, paper
from draftrace.exporters.phrases import (
    change_words,
    decision_lines,
    paragraph_name,
    position_words,
    ruling_words,
    status_words,
    unattached,
)
from draftrace.exporters.sheet import Run
from draftrace.exporters.tree import Cells, Node
from draftrace.text.labels import leading
from draftrace.views.consolidation import Derivation
from draftrace.views.proposals import Offered
from draftrace.views.table import Paragraph, Table

_COLUMNS = ("Proposal", "Change", "Reason and positions", "Status and decision")
_WIDTHS = (0.13, 0.42, 0.21, 0.24)
_CONSOLIDATED = (
    "Paragraph",
    "Parties that contributed",
    "Source paragraphs",
    "Approach",
    "Reason",
)
_SHARES = (0.12, 0.17, 0.17, 0.2, 0.34)


def table_paper(table: Table, numbers: Numbers, stationery: Stationery) -> bytes:
    """One row a proposal under its paragraph."""
    rows = [row for p in table.paragraphs for row in _paragraph(p, numbers)]
    blocks = [
        tree.heading(1, plain_nodes("Proposals by paragraph")),
        tree.paragraph(plain_nodes(f"{table.title}. Base: {table.base}. Text: {table.text}.")),
        tree.paragraph(
            [
                *plain_nodes("A proposal is marked against the wording it amends: "),
                *as_nodes(
                    (
                        Run(text="words brought in", op="+"),
                        Run(text=", "),
                        Run(text="words taken out", op="-"),
                    ),
                    {},
                ),
            ]
        ),
        tree.table(_WIDTHS, _COLUMNS, rows),
    ]
    return paper(blocks, stationery, table.title, wide=True)


def consolidation_paper(table: Table, rows: Sequence[Derivation], stationery: Stationery) -> bytes:
    """Paragraph by paragraph: who contributed, from which sources, how and why."""
    told = f"{table.title}. Text: {table.text}. Addresses in parentheses are of provisions struck."
    blocks = [
        tree.heading(1, plain_nodes("Consolidation table")),
        tree.paragraph(plain_nodes(told)),
        tree.table(_SHARES, _CONSOLIDATED, [_derivation(row) for row in rows]),
    ]
    return paper(blocks, stationery, table.title, wide=True)


def _paragraph(paragraph: Paragraph, numbers: Numbers) -> Iterable[Cells]:
    label = leading(paragraph.label, paragraph.kind)
    base = as_nodes((Run(text=paragraph.base or "(not in the base)"),), numbers)
    name: list[Node] = [tree.strong(plain_nodes(paragraph_name(paragraph)))]
    yield [
        tree.cell(
            [
                tree.division(
                    [
                        tree.paragraph([*name, *plain_nodes(f"  {paragraph.status}")]),
                        tree.paragraph([*plain_nodes(label), *base]),
                    ],
                    style=LEADING,
                )
            ],
            len(_COLUMNS),
        )
    ]
    yield from (_offered(each, numbers) for each in paragraph.offered)
    for ruling in unattached(paragraph):
        said = [tree.strong(plain_nodes(f"{ruling_words(ruling)}."))]
        said += plain_nodes(f" {ruling.reason}") if ruling.reason else []
        yield [tree.cell([tree.line(said)], len(_COLUMNS))]
    if paragraph.text != paragraph.base and (paragraph.base or paragraph.text):
        said = [tree.strong(plain_nodes("Text now: ")), {"t": "Space"}]
        said += as_nodes(runs_of(paragraph.redline), numbers)
        yield [tree.cell([tree.line(said)], len(_COLUMNS))]


def _offered(each: Offered, numbers: Numbers) -> Cells:
    lead = change_words(each)
    change: list[Node] = [tree.strong(plain_nodes(lead)), {"t": "Space"}] if lead else []
    reason = [each.reason] if each.reason else []
    return [
        tree.cell(_lines([", ".join(each.sponsors), each.meeting], each.handle)),
        tree.cell([tree.line([*change, *as_nodes(runs_of(each.redline), numbers)])]),
        tree.cell(_lines([*reason, *position_words(each)])),
        tree.cell(_lines(decision_lines(each), status_words(each))),
    ]


def _derivation(row: Derivation) -> Cells:
    return [
        tree.cell(_lines([], row.address)),
        tree.cell(_lines([", ".join(row.parties)])),
        tree.cell(_lines(row.sources)),
        tree.cell(_lines(row.approach)),
        tree.cell(_lines(row.reasons)),
    ]


def _lines(said: Iterable[str], lead: str = "") -> list[Node]:
    first = [tree.line([tree.strong(plain_nodes(lead))])] if lead else []
    return [*first, *(tree.line(plain_nodes(line)) for line in said if line)]
