"""A provision's trace as rows: its sources, then every act in its life. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from operator import itemgetter

from draftrace.room.entities import Provision
from draftrace.room.state import State
from draftrace.tui.deeds import deed, offered, why
from draftrace.tui.page import note_numbers, redline_spans
from draftrace.tui.prose import Marks, Row, Span, between, wrap
from draftrace.tui.safe import shown
from draftrace.tui.signs import Signs
from draftrace.tui.words import moment
from draftrace.tui.woven import KEY, Woven, woven_rows
from draftrace.views.history import Event, SourceFound
from draftrace.views.trace import Trace, trace

_HANG = 4
_BIRTHS = ("draft tabled", "provision lifted")


def timeline_rows(
    state: State,
    provision: Provision,
    width: int,
    signs: Signs,
    words: Woven | None = None,
    at: int | None = None,
) -> list[Row]:
    """The whole answer: present wording, addresses, sources, acts from the first to the last.
    ``words`` says whose each word is, ``at`` which word one is on."""
    found = trace(state, provision)
    numbers = note_numbers(state)
    head = [Span(shown(found.address), "title"), Span(f"  {shown(found.status)}", "label")]
    rows = [Row(between(head, [Span(shown(found.kind), "dim")], width, signs["more"]), KEY)]
    if words is not None:
        rows += woven_rows(state, provision, words, at, width)
    elif found.wording:
        rows += [Row(line, KEY) for line in wrap(Marks(numbers).spans(found.wording), width)]
    rows += _addresses(found, width)
    rows.append(Row())
    if not found.sources:
        rows += [Row((Span("no confirmed source", "dim"),)), Row()]
    for source in found.sources:
        rows += _source(source, width, signs)
    for event in found.events:
        rows += _event(state, event, width, signs, numbers)
    return rows


def _addresses(found: Trace, width: int) -> list[Row]:
    if not found.addresses:
        return []
    words = ", ".join(
        f"{address} ({_from_to([revision for revision, _ in same])})"
        for address, same in groupby(found.addresses, itemgetter(1))
    )
    return [
        Row(line) for line in wrap([Span("issued as ", "dim"), Span(shown(words), "dim")], width)
    ]


def _from_to(revisions: Sequence[str]) -> str:
    first, last = revisions[0], revisions[-1]
    return first if first == last else f"{first} to {last}"


def _source(source: SourceFound, width: int, signs: Signs) -> list[Row]:
    key = f"source {source.document} {source.address}"
    head = [
        signs.span("sourced"),
        Span(f" {shown(source.document)} {shown(source.address)}", "strong"),
        Span(f"  {shown(source.relation) or 'stated'}", "label"),
    ]
    by = [Span(shown(f"confirmed by {source.by}"), "dim")]
    rows = [Row(between(head, by, width, signs["more"]), key)]
    rows += _hung(_evident(source), width, signs, key)
    if source.reason:
        rows += _hung([Span(shown(source.reason), "dim")], width, signs, key)
    if source.suspect:
        rows += _hung([Span(shown(f"suspect: {source.suspect}"), "warn")], width, signs, key)
    rows.append(_thread(signs))
    return rows


def _evident(source: SourceFound) -> list[Span]:
    """The source's wording, the words it shares underlined."""
    marks = Marks()
    found: list[Span] = []
    at = 0
    for _, (start, end) in sorted(source.evidence, key=lambda pair: pair[1]):
        if start >= at:
            found += marks.spans(source.wording[at:start])
            found += marks.spans(source.wording[start:end], "ins")
            at = end
    return found + marks.spans(source.wording[at:])


def _event(
    state: State, event: Event, width: int, signs: Signs, numbers: dict[str, str]
) -> list[Row]:
    issued = event.kind in (
        "revision issued",
        "revision received",
        "text adopted",
        "text corrected",
    )
    mark = signs.span("adopted" if issued else "event")
    head = [mark, Span(f" {shown(event.by)} ", "names"), Span(shown(deed(state, event)), "strong")]
    when = [Span(moment(event.happened), "dim")]
    rows = [Row(between(head, when, width, signs["more"]), event.act)]
    text = "the tabled draft" if event.revision == "tabled" else event.revision
    where = ", ".join(part for part in (event.meeting, f"{event.address} in {text}") if part)
    rows += _hung([Span(shown(where), "dim")], width, signs, event.act)
    redline = event.redline or offered(state, event)
    if redline and event.kind in _BIRTHS:
        born = Marks(numbers).spans("".join(text for _, text in redline))
        rows += _hung(born, width, signs, event.act)
    elif redline:
        rows += _hung(redline_spans(redline, numbers), width, signs, event.act)
    for label, parties in _parties(event):
        if parties:
            spans = [Span(f"{label}: ", "dim"), Span(shown(", ".join(parties)))]
            rows += _hung(spans, width, signs, event.act)
    if reason := why(state, event):
        rows += _hung([Span("reason: ", "dim"), Span(shown(reason))], width, signs, event.act)
    rows.append(_thread(signs))
    return rows


def _parties(event: Event) -> list[tuple[str, tuple[str, ...]]]:
    """Who else had a part in it, and what lies beside it; a position is its party's alone."""
    attached = ("attached", event.attachments)
    if event.kind == "position taken":
        return [attached]
    return [
        ("sponsors", event.sponsors),
        ("objections", event.objections),
        ("reservations", event.reservations),
        attached,
    ]


def _hung(spans: list[Span], width: int, signs: Signs, key: str) -> list[Row]:
    lead = Span(f"{signs['thread']:<{_HANG}}", "dim")
    return [Row((lead, *line), key) for line in wrap(spans, width - _HANG)]


def _thread(signs: Signs) -> Row:
    return Row((Span(signs["thread"], "dim"),))
