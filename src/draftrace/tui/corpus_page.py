"""The corpus as lines: what was found, a document with its structure, the fate of conclusions.
Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from draftrace.room.entities import DocumentRecord
from draftrace.room.state import State
from draftrace.text.documents import Document
from draftrace.tui.cards import source_key
from draftrace.tui.page import MEASURE, redline_spans
from draftrace.tui.prose import Marks, Row, Span, between, cells, joined, with_role, wrap
from draftrace.tui.safe import shown
from draftrace.tui.signs import SIGNS, Signs
from draftrace.tui.suggesting import BY_WORDS, Hit
from draftrace.tui.words import count
from draftrace.views.coverage import OUTCOMES, Outcome, Point, Target
from draftrace.views.suspects import verdicts

Spans = Sequence[tuple[int, int]]
_STEP = 3
_INDENTS = {"item": 1, "subitem": 2, "tablerow": 1}


def resting_on(state: State) -> dict[tuple[str, str], list[str]]:
    """The living provisions confirmed to descend from each source paragraph, by their ids."""
    found: dict[tuple[str, str], list[str]] = {}
    for provision in state.order():
        for link in verdicts(state, provision):
            if link.verdict == "confirmed":
                found.setdefault((link.source.document, link.source.address), []).append(provision)
    return found


def highlighted(wording: str, spans: Spans, role: str = "") -> list[Span]:
    """A wording with some of its stretches standing out, underlined."""
    marks = Marks()
    found: list[Span] = []
    at = 0
    for start, end in sorted(spans):
        if start >= at:
            found += marks.spans(wording[at:start], role)
            found += marks.spans(wording[start:end], with_role(role, "ins"))
            at = end
    return found + marks.spans(wording[at:], role)


# What was found


def hit_rows(state: State, hits: Sequence[Hit], note: str, width: int, signs: Signs) -> list[Row]:
    """Each paragraph found, the words asked for underlined, and what already rests on it."""
    resting = resting_on(state)
    measure = min(width, MEASURE)
    rows: list[Row] = []
    for hit in hits:
        place = (hit.source.document, hit.source.address)
        key = source_key(*place)
        head = [Span(f"{shown(' '.join(place))}", "strong")]
        if place in resting:
            head += [Span("  "), signs.span("sourced"), _addresses(state, resting[place])]
        how = [Span(shown(hit.how), "label")] if hit.how != BY_WORDS else []
        rows.append(Row(between(head, how, measure, signs["more"]), key))
        told = [redline_spans(hit.departure)] if hit.departure else []
        told.append(highlighted(hit.source.wording, hit.spans, "dim" if hit.departure else ""))
        for words in told:
            rows += [Row((Span("  "), *line), key) for line in wrap(words, measure - 2)]
        rows.append(Row())
    if note:
        rows += [Row(line) for line in wrap([Span(shown(note), "dim")], measure)]
    return rows


def _addresses(state: State, provisions: Sequence[str]) -> Span:
    named = ", ".join(state.now.provisions[p].now.address for p in provisions)
    return Span(f" {shown(named)}", "mark")


# A document


def document_rows(
    state: State, document: Document, lit: tuple[str, Spans], width: int, signs: Signs
) -> list[Row]:
    """A document in its own structure; ``lit`` names the paragraph whose evidence stands out."""
    measure = min(width, MEASURE)
    resting = resting_on(state)
    rows: list[Row] = []
    for p in document.provisions:
        key = source_key(document.symbol, p.address)
        heading = p.kind in ("title", "heading")
        role = ("title" if p.kind == "title" else "heading") if heading else ""
        if rows and p.kind not in _INDENTS:
            rows.append(Row())
        label = f"{shown(p.label or p.printed)} " if p.label or p.printed else ""
        indent = _STEP * (max(p.level - 1, 0) if heading else _INDENTS.get(p.kind, 0))
        hang = indent + (max(5, cells(label)) if label and not heading else cells(label))
        words = highlighted(p.wording, lit[1] if lit[0] == p.address else (), role)
        place = (document.symbol, p.address)
        margin = (signs.span("sourced"),) if place in resting else ()
        for number, line in enumerate(wrap(words, max(measure - hang - 2, 8))):
            head = f"{' ' * indent}{label}" if not number else ""
            lead = Span(f"{head}{' ' * (hang - cells(head))}", with_role("label", role))
            rows.append(Row((lead, *line), key, margin if not number else ()))
    for note in document.notes:
        key = source_key(document.symbol, note.address or f"note:{note.number}")
        words = [Span(f"^{shown(note.number)} ", "note"), *Marks().spans(note.wording, "dim")]
        rows += [Row(line, key) for line in wrap(words, measure)]
    return rows


def document_title(record: DocumentRecord | None, symbol: str) -> list[Span]:
    """What document it is."""
    if record is None:
        return [Span("no document is open", "dim")]
    about = ", ".join(part for part in (record.role, record.date) if part)
    return [
        Span(shown(symbol), "title"),
        Span(f"  {shown(about)}  ", "label"),
        Span(shown(record.title), "dim"),
    ]


# The fate of conclusions


def mark(outcome: str, signs: Signs) -> list[Span]:
    """An outcome's sign with its letter; where signs are letters, the letter alone."""
    sign = SIGNS[outcome]
    return [Span(sign.ascii if signs.plain else f"{sign.mark}{sign.ascii}", sign.role)]


def coverage_rows(
    points: Sequence[Point], outcome: str, note: str, width: int, signs: Signs
) -> list[Row]:
    """The report at a glance, the legend with counts, then each conclusion with its strip."""
    measure = min(width, MEASURE + 16)
    if not points:
        said = note or "This document draws no conclusions. b chooses another."
        return [Row(line) for line in wrap([Span(shown(said), "dim")], measure)]
    rows = [Row(line) for line in wrap(joined([mark(p.outcome, signs) for p in points]), measure)]
    rows += [Row(), *_legend(points, outcome, measure, signs), Row()]
    for point in points:
        if outcome in ("", point.outcome):
            rows += _fate(point, measure, signs)
    return rows + [Row(line) for line in wrap([Span(shown(note), "dim")], measure)]


def _legend(points: Sequence[Point], outcome: str, width: int, signs: Signs) -> Iterator[Row]:
    counts = Counter(p.outcome for p in points)
    told = [
        [*mark(o, signs), Span(f" {_named(o)} {counts[o]}", "strong" if o == outcome else "label")]
        for o in OUTCOMES
    ]
    # A name and its figure stay on one line.
    line: list[list[Span]] = []
    for entry in told:
        if line and sum(map(_size, [*line, entry])) + 3 * len(line) > width:
            yield Row(tuple(joined(line, "   ")))
            line = []
        line.append(entry)
    yield Row(tuple(joined(line, "   ")))
    guessed = sum(p.basis == "suggested" for p in points)
    words = f"of {count(len(points), 'conclusion')}"
    words += f"; {guessed} judged from suggestions nobody has confirmed (?)" if guessed else ""
    suspect = any(t.suspect for p in points for t in p.targets)
    words += "; suspect: the provision has changed since it was confirmed" if suspect else ""
    words += f"; only {_named(outcome)}: f shows all" if outcome else ""
    for part in wrap([Span(words, "dim")], width):
        yield Row(part)


def _size(spans: Sequence[Span]) -> int:
    return sum(cells(s.text) for s in spans)


def _named(outcome: str) -> str:
    return "topic" if outcome == "thematic" else outcome


def _fate(point: Point, width: int, signs: Signs) -> list[Row]:
    """One conclusion: its outcome, the strip of where it went, and what it says."""
    key = source_key(point.document, point.address)
    summed = " by several together" if point.summed else ""
    head = [
        *mark(point.outcome, signs),
        Span(f" {shown(point.address):<8}", "strong"),
        Span(f" {_named(point.outcome)}{summed}", "label"),
    ]
    strip = joined([_went(t, signs) for t in point.targets], "  ")
    if _size(head) + _size(strip) + 2 <= width:
        rows = [Row(between(head, strip, width, signs["more"]), key)]
    else:
        rows = [Row(tuple(said), key) for said in (head, *_told_apart(point, width, signs))]
    rows += [Row((Span("   "), *line), key) for line in wrap(_kept(point), width - 3)]
    rows.append(Row())
    return rows


def _told_apart(point: Point, width: int, signs: Signs) -> list[list[Span]]:
    """Where it went, in as many lines as it takes; a place and its sign stay on one line."""
    lines: list[list[Span]] = []
    for target in point.targets:
        went = _went(target, signs)
        if lines and _size(lines[-1]) + 2 + _size(went) <= width:
            lines[-1] += [Span("  "), *went]
        else:
            lines.append([Span("   "), *went])
    return lines


def _went(target: Target, signs: Signs) -> list[Span]:
    said = shown(target.address)
    said += "?" if target.verdict == "suggested" else ""
    said += " suspect" if target.suspect else ""
    return [*mark(target.relation or "thematic", signs), Span(f" {said}", "mark")]


def _kept(point: Point) -> list[Span]:
    """What the conclusion says, the words that were kept underlined."""
    kept = sorted({span for t in point.targets for span in t.kept})
    return highlighted(point.wording, kept)


def outcome_options(points: Sequence[Point], signs: Signs) -> list[tuple[str, list[Span]]]:
    """What the conclusions can be narrowed to."""
    counts: Mapping[Outcome, int] = Counter(p.outcome for p in points)
    every = [("all", [Span(f"{'all conclusions':<18}", "strong"), Span(f"{len(points):>4}")])]
    return every + [
        (o, [*mark(o, signs), Span(f" {_named(o):<14}", "strong"), Span(f"{counts[o]:>4}", "dim")])
        for o in OUTCOMES
        if counts[o]
    ]
