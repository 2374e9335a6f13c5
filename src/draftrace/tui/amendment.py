"""What does an amendment being written do? Told live beneath the editor. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from draftrace.compare.dividing import shown as divided
from draftrace.compare.rendering import written
from draftrace.compare.rolling import roll
from draftrace.compare.words import difference
from draftrace.errors import NegotiationError
from draftrace.room.places import variant
from draftrace.room.state import State
from draftrace.text.brackets import left as brackets_left
from draftrace.text.brackets import parse
from draftrace.tui.consulted import Consulted, live_rows, told
from draftrace.tui.intents import is_a_proposal, spot
from draftrace.tui.keeping import Draft
from draftrace.tui.page import excerpt, note_numbers, redline_spans, rolling_spans
from draftrace.tui.prose import Row, Span
from draftrace.tui.safe import shown
from draftrace.tui.signs import Signs
from draftrace.tui.words import count
from draftrace.views import rolling

_AROUND = 12  # words of what stays: a sentence shows, a page of it does not
_YOURS = "\uffff"
"""Sorts behind every handle, and can't be one."""


def title_of(state: State, draft: Draft) -> str:
    """What is being written."""
    address = draft.address
    of = state.proposal(draft.target) if draft.kind in ("revision", "amendment") else None
    handle = of.handle if of is not None else "a proposal that has gone"
    match draft.kind:
        case "insertion":
            return f"A new provision {draft.place} {address}: {_spot(state, draft)}"
        case "alternative":
            return f"An alternative to {address}: {_variant(state, draft.target)}"
        case "split":
            return f"Divide {address}"
        case "merge":
            return f"{address} takes in {_addresses(state, draft.others)}"
        case "oral amendment":
            return f"Oral amendment to {address}"
        case "revision":
            return f"Revise {handle} on {address}"
        case "amendment":
            return f"Amend {handle} on {address}"
        case "chair's text":
            return f"Chair's text for {address}"
        case "fix":
            return f"Editorial fix in {address}"
        case "correction":
            return f"Corrigendum to {address}"
        case _:
            return f"Amend {address}"


def _addresses(state: State, provisions: Sequence[str]) -> str:
    return ", ".join(p.now.address for i in provisions if (p := state.now.provisions.get(i)))


def _spot(state: State, draft: Draft) -> str:
    try:
        return spot(state, draft).address
    except NegotiationError as error:
        return error.message


def _variant(state: State, provision: str) -> str:
    found = state.now.provisions.get(provision)
    return variant(state, found) if found is not None else ""


def amendment_rows(
    state: State,
    provision: str,
    draft: Draft,
    wording: str,
    width: int,
    signs: Signs,
    known: Consulted | None = None,
    reads: str = "",
) -> list[Row]:
    """Change, force, formula, agreed language, sources, brackets, and who else proposes here.
    ``reads`` is the key that shows agreed language in full."""
    rows = told("change", _change(state, draft, wording), width)
    rows += live_rows(known, draft.kind == "wording", width, reads)
    if draft.second_to and (first := state.proposal(draft.second_to)) is not None:
        words = f"a fall-back, in case {first.handle} is not accepted"
        rows += told("stands", [Span(shown(words), "label")], width)
    rows += told("brackets", _brackets(wording), width)
    pending = state.pending_on(provision) if is_a_proposal(draft) and provision else []
    others = [p for p in pending if p.id != draft.target]
    if others:
        who = ", ".join(dict.fromkeys(s for p in others for s in p.now.sponsors))
        words = f" {count(len(others), 'other proposal')} here: {who}"
        rows += told("rivals", [signs.span("proposals"), Span(shown(words))], width)
    if draft.drawing_on:
        rows += told("drawing on", [Span(shown(_handles(state, draft)))], width)
    if draft.kind == "insertion" and (anchor := state.now.provisions.get(draft.target)):
        rows += told("beside", [Span(shown(anchor.now.wording), "dim")], width)
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
        rows += told("" if rows else "rolling", spans, width)
    return rows


def _change(state: State, draft: Draft, wording: str) -> Sequence[Span]:
    if draft.kind == "insertion" or (draft.kind == "revision" and not draft.base):
        return (
            [Span(shown(wording), "ins")] if wording else [Span("write the new provision", "dim")]
        )
    if not wording:
        return [Span("empty: to strike the provision, leave and propose that", "warn")]
    if wording == draft.base:
        how = "enter divides it where the cursor stands; other words may be written too"
        how = how if draft.kind == "split" else "none yet"
        return [Span(how, "dim")]
    redline = [(sign, divided(words)) for sign, words in difference(draft.base, wording)]
    return redline_spans(excerpt(redline, _AROUND), note_numbers(state))


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
