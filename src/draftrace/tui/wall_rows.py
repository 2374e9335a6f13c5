"""One provision with its rivals, as a room reads it from far away. Pure: state in, rows out."""

from __future__ import annotations

from collections.abc import Sequence

from draftrace.room.entities import Provision
from draftrace.room.state import State
from draftrace.tui.large import large
from draftrace.tui.page import excerpt, note_numbers, redline_spans
from draftrace.tui.prose import Marks, Row, Span, wrap
from draftrace.tui.safe import shown as safe
from draftrace.tui.showing import Shown
from draftrace.tui.signs import Signs
from draftrace.views import standing
from draftrace.views.rolling import Pending, pending

MEASURE = 72
"""No line is longer: eyes far away lose the next one."""
_LEAST_MARGIN = 4
_AROUND = 8


def margin_of(width: int) -> int:
    """Cells of white at either side."""
    return max((width - MEASURE) // 2, min(_LEAST_MARGIN, width // 10))


def wall_rows(
    state: State, provision: Provision, shown: Shown, width: int, height: int, signs: Signs
) -> list[Row]:
    """The rows at a size; the lines stand two apart where all of them still fit, and where they
    don't fit even closely, the address is written small."""
    blocks = _blocks(state, provision, shown, signs)
    margin = margin_of(width)
    room = width - 2 * margin
    laid = [wrap(block, room) for block in blocks]
    address = safe(provision.now.address)
    for apart in (2, 1):
        rows = _stood(_large(address, room, signs), laid, margin, apart)
        if len(rows) <= height:
            return rows
    return _stood([Span(address, "heading")], laid, margin, 1)


def _stood(
    heading: Sequence[Span], laid: Sequence[Sequence[Sequence[Span]]], margin: int, apart: int
) -> list[Row]:
    """The blocks beneath the heading, their lines so far apart."""
    lead = Span(" " * margin)
    rows = [Row((lead, line)) for line in heading]
    for block in laid:
        rows.append(Row())
        for line in block:
            rows += [Row((lead, *line)), *[Row()] * (apart - 1)]
    return rows


def _large(address: str, room: int, signs: Signs) -> list[Span]:
    """The address as large as it fits: with its part, else without it, else in plain letters."""
    for word in (address, address.rpartition("/")[2]):
        lines = large(word) if not signs.plain else None
        if lines is not None and len(lines[0]) <= room:
            return [Span(line, "heading") for line in lines]
    return [Span(address, "heading")]


def _blocks(state: State, provision: Provision, shown: Shown, signs: Signs) -> list[Sequence[Span]]:
    numbers = note_numbers(state)
    cards = pending(state, provision) if shown.rivals else []
    status = standing.status_of(state, provision)
    blocks: list[Sequence[Span]] = [[Span(safe(status), "label")]]
    role = "ins" if provision.now.life == "proposed" else ""
    blocks.append(Marks(numbers).spans(provision.now.wording, role))
    for number, card in enumerate(cards):
        blocks.append(_rival(state, card, number, shown, numbers, signs))
    return blocks


def _rival(
    state: State, card: Pending, number: int, shown: Shown, numbers: dict[str, str], signs: Signs
) -> list[Span]:
    letter = chr(ord("A") + number) if number < 26 else str(number + 1)
    spans = [Span(f"{letter}  ", "key")]
    if shown.names:
        spans.append(Span(f"{safe(card.speakers)}: ", "names"))
    if card.change == "move":
        proposal = state.now.pending[card.proposal]
        anchor = state.now.provisions.get(proposal.after)
        spans.append(Span(f"to stand behind {safe(anchor.now.address) if anchor else 'the start'}"))
    elif card.change == "deletion":
        spans.append(Span("delete the provision", "strong"))
    elif card.change == "insertion":
        spans.append(Span("insert it as it reads above", "ins sign"))
    else:
        spans += redline_spans(excerpt(card.redline, _AROUND), numbers)
    if card.waiting:
        spans += [Span("  "), signs.span("waiting"), Span(f" {safe(card.waiting)}", "warn")]
    return spans
