"""What does an amendment being written do? Told live beneath the editor. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from draftrace.compare.rendering import written
from draftrace.compare.rolling import roll
from draftrace.compare.words import difference
from draftrace.room.state import State
from draftrace.text.brackets import left as brackets_left
from draftrace.text.brackets import parse
from draftrace.tui.keeping import Draft
from draftrace.tui.page import note_numbers, redline_spans, rolling_spans
from draftrace.tui.prose import Row, Span, wrap
from draftrace.tui.safe import shown
from draftrace.tui.signs import Signs
from draftrace.tui.words import count
from draftrace.views import rolling

_LABEL = 10
_YOURS = "\uffff"
"""Sorts behind every handle, and can't be one."""


def amendment_rows(
    state: State, provision: str, draft: Draft, wording: str, width: int, signs: Signs
) -> list[Row]:
    """Change, brackets, and who else proposes here."""
    rows = _told("change", _change(state, draft, wording), width)
    rows += _told("brackets", _brackets(wording), width)
    pending = state.pending_on(provision) if draft.kind != "insertion" else []
    others = [p for p in pending if p.id != draft.target]
    if others:
        who = ", ".join(dict.fromkeys(s for p in others for s in p.now.sponsors))
        words = f" {count(len(others), 'other proposal')} here: {who}"
        rows += _told("rivals", [signs.span("proposals"), Span(shown(words))], width)
    if draft.drawing_on:
        rows += _told("drawing on", [Span(shown(_handles(state, draft)))], width)
    if draft.kind == "insertion" and (anchor := state.now.provisions.get(draft.target)):
        rows += _told("beside", [Span(shown(anchor.now.wording), "dim")], width)
    return rows


def preview_rows(state: State, provision: str, wording: str, speaker: str, width: int) -> list[Row]:
    """How the rolling text of the provision would read with the amendment."""
    found = state.now.provisions.get(provision)
    if found is None:
        return []
    pending = {
        p.handle: p.now.wording for p in state.pending_on(provision) if p.change == "wording"
    }
    wanted = {**pending, **({_YOURS: wording} if wording != found.now.wording else {})}
    names = {**rolling.names(state, found), _YOURS: f"{speaker}, this draft"}
    parts = roll(found.now.wording, wanted).parts
    rows: list[Row] = []
    for spans in rolling_spans(written(parts), names, note_numbers(state)):
        rows += _told("" if rows else "rolling", spans, width)
    return rows


def _change(state: State, draft: Draft, wording: str) -> Sequence[Span]:
    if draft.kind == "insertion":
        return (
            [Span(shown(wording), "ins")] if wording else [Span("write the new provision", "dim")]
        )
    if not wording:
        return [Span("empty: to strike the provision, leave and press d", "warn")]
    if wording == draft.base:
        return [Span("none yet", "dim")]
    return redline_spans(difference(draft.base, wording), note_numbers(state))


def _brackets(wording: str) -> Sequence[Span]:
    strays = parse(wording).strays
    if strays:
        places = [f"{s.sign} at “{wording[max(s.at - 12, 0) : s.at + 13].strip()}”" for s in strays]
        return [Span(shown(f"without its other half: {'; '.join(places)}"), "warn")]
    left = brackets_left(wording)
    return [Span("balanced" + (f", {left} open for decision" if left else ""), "label")]


def _handles(state: State, draft: Draft) -> str:
    found = [state.proposal(p) for p in draft.drawing_on]
    return ", ".join(f"{p.handle} ({', '.join(p.now.sponsors)})" for p in found if p is not None)


def _told(label: str, spans: Sequence[Span], width: int) -> list[Row]:
    lines = wrap(spans, width - _LABEL - 1)
    return [
        Row((Span(f"{label if not n else '':<{_LABEL}} ", "dim"), *line))
        for n, line in enumerate(lines)
    ]
