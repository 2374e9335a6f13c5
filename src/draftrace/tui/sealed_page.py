"""What is sealed, and whether the seals hold, as lines. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from draftrace.room.state import State
from draftrace.tui.prose import Row, Span, between, wrap
from draftrace.tui.safe import shown
from draftrace.tui.signs import Signs
from draftrace.tui.verifying import Verdict
from draftrace.tui.words import count, moment
from draftrace.views.seals import seal_of

_WIDEST = 100


def seal_rows(
    state: State, verdict: Verdict | None, said: str, width: int, signs: Signs
) -> list[Row]:
    """What a check found, then every issue with its seal, the latest first."""
    width = min(width, _WIDEST)
    rows = list(_checked(verdict, said, width, signs))
    rows.append(Row())
    if not state.past.revisions:
        rows.append(Row((Span("Nothing has been issued yet.", "dim"),)))
    for found in reversed(state.past.revisions):
        head = [Span(shown(found.name), "title"), Span(f"  {shown(found.symbol)}", "label")]
        when = [Span(moment(found.stamp.happened), "dim")]
        rows.append(Row(between(head, when, width, signs["more"])))
        issued = f"{count(len(found.provisions), 'provision')}, issued by {found.stamp.by}"
        rows.append(Row((Span(f"  {shown(issued)}", "dim"),)))
        seal = (
            f"seal {seal_of(found)}" if found.seal else f"hash {seal_of(found)} (tabled, no seal)"
        )
        rows += [Row((Span("  "), *line)) for line in wrap([Span(seal)], width - 2)]
        rows.append(Row())
    return rows


def _checked(verdict: Verdict | None, said: str, width: int, signs: Signs) -> Iterator[Row]:
    if verdict is None:
        words = said or "V checks every entry, every sealed record and every seal."
        for line in wrap([Span(shown(words), "dim")], width):
            yield Row(line)
        return
    entries = count(verdict.entries, "entry", "entries")
    if not verdict.faults:
        words = f" The record is whole: {entries}, their chain, sealed records and seals."
        for line in wrap([signs.span("agreed"), Span(words, "good")], width):
            yield Row(line)
    else:
        yield Row((Span(f"! {count(len(verdict.faults), 'fault')} in {entries}", "warn"),))
    for fault in verdict.faults:
        for line in wrap([Span(shown(f"  {fault}"), "warn")], width):
            yield Row(line)
    for trouble in verdict.sources:
        for line in wrap([Span(shown(f"  {trouble}"), "warn")], width):
            yield Row(line)
