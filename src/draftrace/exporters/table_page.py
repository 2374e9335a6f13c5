"""The table of proposals and the consolidation table as an HTML page.

One row a proposal under its paragraph: a column a party is unreadable from six parties on.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from draftrace.exporters.hypertext import Head, page, text
from draftrace.exporters.inlines import Numbers, as_html, runs_of, wording_html
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

_COLUMNS = ("Proposal", "Change", "Reason and positions", "Status and decision")
_CONSOLIDATED = (
    "Paragraph",
    "Parties that contributed",
    "Source paragraphs",
    "Approach",
    "Reason",
)


def table_page(table: Table, numbers: Numbers) -> bytes:
    """The paragraphs with every proposal on them."""
    count, parties = sum(len(p.offered) for p in table.paragraphs), len(table.parties)
    body = [
        *_title(table, "Proposals by paragraph"),
        f"<p>Base: {text(table.base)}. Text: {text(table.text)}. Proposals: {count}; parties: "
        f"{parties}.</p>",
        '<p class="key">A proposal is marked against the wording it amends: '
        '<ins><span class="sign">{+</span>words brought in<span class="sign">+}</span></ins>, '
        '<del><span class="sign">{-</span>words taken out<span class="sign">-}</span></del>.</p>',
        '<p class="filter"><label><input type="checkbox" id="only"> Only paragraphs with '
        "proposals</label></p>",
        "<main>",
        "<table>",
        _header(_COLUMNS),
        *(line for p in table.paragraphs for line in _paragraph(p, numbers)),
        "</table>",
        "</main>",
        _foot(table),
    ]
    return page(_head(table, "Proposals by paragraph"), body)


def consolidation_page(table: Table, rows: Sequence[Derivation]) -> bytes:
    """Paragraph by paragraph: who contributed, from which sources, how and why."""
    body = [
        *_title(table, "Consolidation table"),
        f"<p>Text: {text(table.text)}. Addresses in parentheses are of provisions struck on the "
        "way.</p>",
        "<main>",
        '<table class="consolidation">',
        _header(_CONSOLIDATED),
        "<tbody>",
        *(_derivation(row) for row in rows),
        "</tbody>",
        "</table>",
        "</main>",
        _foot(table),
    ]
    return page(_head(table, "Consolidation table"), body)


def _paragraph(paragraph: Paragraph, numbers: Numbers) -> Iterable[str]:
    quiet = "" if paragraph.offered else ' class="quiet"'
    yield f"<tbody{quiet}>"
    label = leading(paragraph.label, paragraph.kind)
    base = wording_html(paragraph.base, numbers) or "<i>not in the base</i>"
    yield (
        f'<tr class="of"><th scope="rowgroup" colspan="4"><span class="address">'
        f"{text(paragraph_name(paragraph))}</span> "
        f'<span class="status">{text(paragraph.status)}</span>'
        f'<div class="base {paragraph.kind}">{text(label)}{base}</div></th></tr>'
    )
    yield from (_offered(each, numbers) for each in paragraph.offered)
    for ruling in unattached(paragraph):
        reason = f" {text(ruling.reason)}" if ruling.reason else ""
        yield (
            f'<tr class="ruling"><td colspan="4"><b>{text(ruling_words(ruling))}.</b>{reason}'
            "</td></tr>"
        )
    if paragraph.text != paragraph.base and (paragraph.base or paragraph.text):
        changed = as_html(runs_of(paragraph.redline), numbers)
        yield f'<tr class="now"><td colspan="4"><b>Text now:</b> {changed}</td></tr>'
    yield "</tbody>"


def _offered(each: Offered, numbers: Numbers) -> str:
    lead = change_words(each)
    change = f"<b>{text(lead)}</b> " if lead else ""
    reason = [each.reason] if each.reason else []
    cells = (
        f"<b>{text(each.handle)}</b>{_lines([', '.join(each.sponsors), each.meeting])}",
        f"{change}{as_html(runs_of(each.redline), numbers)}",
        _lines([*reason, *position_words(each)]),
        f"<b>{text(status_words(each))}</b>{_lines(decision_lines(each))}",
    )
    return _row(cells, _COLUMNS)


def _derivation(row: Derivation) -> str:
    cells = (
        f"<b>{text(row.address)}</b>",
        text(", ".join(row.parties)),
        _lines(row.sources),
        _lines(row.approach),
        _lines(row.reasons),
    )
    return _row(cells, _CONSOLIDATED)


def _row(cells: Sequence[str], columns: Sequence[str]) -> str:
    told = "".join(
        f'<td data-column="{column}">{cell}</td>'
        for column, cell in zip(columns, cells, strict=True)
    )
    return f"<tr>{told}</tr>"


def _lines(said: Iterable[str]) -> str:
    return "".join(f"<div>{text(line)}</div>" for line in said if line)


def _header(columns: Sequence[str]) -> str:
    return (
        "<thead><tr>"
        + "".join(f'<th scope="col">{column}</th>' for column in columns)
        + "</tr></thead>"
    )


def _head(table: Table, what: str) -> Head:
    return Head(
        title=f"{what}: {table.title}",
        symbol=table.symbol,
        revision=table.text,
        seal=table.seal,
        style="table.css",
    )


def _title(table: Table, what: str) -> list[str]:
    return [
        "<header>",
        f'<p class="symbol">{text(table.symbol)}</p>',
        f"<h1>{what}</h1>",
        f'<p class="of">{text(table.title)}</p>',
        "</header>",
    ]


def _foot(table: Table) -> str:
    return f"<footer><p>{text(table.text)}, seal {text(table.seal)}</p></footer>"
