"""What would an outside revision change? Read and aligned in a process of its own, then recorded
as it was shown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import msgspec

from draftrace import readers
from draftrace.intake import attachment, outside
from draftrace.intake.outside import Came, Outside
from draftrace.room.acts.outside import receive_revision
from draftrace.room.acts.receiving_payloads import Bis
from draftrace.tui.apart import Tell
from draftrace.tui.page import excerpt, redline_spans
from draftrace.tui.prose import Row, Span, wrap
from draftrace.tui.safe import shown
from draftrace.workspace import Workspace

_SAME = ("unchanged", "renumbered")


class Handed(msgspec.Struct, frozen=True, kw_only=True):
    """A revision handed in. With ``seen``, the position of the record at which it was shown, it is
    recorded, unless the text has been touched since."""

    file: str
    symbol: str
    parts: tuple[str, ...] = ()
    bis: Bis = "insertion"
    by: str
    recorder: str
    meeting: str = ""
    seen: int = 0


class Looked(msgspec.Struct, frozen=True, kw_only=True):
    """What it changes, on the record up to ``seen``, and what of the file could not be read."""

    outside: Outside
    seen: int
    problems: tuple[str, ...] = ()


def perform(root: Path, asked: bytes, tell: Tell) -> Iterator[Looked]:
    """Read the file and align it with the text; record it where that is wanted."""
    order = msgspec.json.decode(asked, type=Handed)
    file = root / Path(order.file).expanduser()
    workspace = Workspace(root)
    tell(f"reading {file.name}")
    document = readers.read(file, symbol=order.symbol, role="draft")
    tell("finding its provisions in the text")
    state = workspace.state()
    before, position = outside.Before.of(state), state.now.position
    floor = workspace.negotiation.floor(
        order.by,
        recorder=order.recorder,
        meeting=order.meeting,
        seen={p.id: min(p.touched, order.seen) for p in state.now.provisions.values()}
        if order.seen
        else None,
        attachments=[attachment(file)],
    )
    act = receive_revision(state, floor, document, parts=order.parts, bis=order.bis)
    if order.seen:
        tell("recording")
        workspace.negotiation.perform(
            lambda s, f: receive_revision(s, f, document, parts=order.parts, bis=order.bis), floor
        )
    yield Looked(
        outside=outside.told(before, act),
        seen=position,
        problems=tuple(f"line {p.line}, column {p.column}: {p.what}" for p in document.problems),
    )


# What it says on the screen


def outside_rows(looked: Looked, width: int) -> list[Row]:
    """What is agreed and would be open again, what becomes of proposals, then every change."""
    found = looked.outside
    rows: list[Row] = []
    lists = {
        "Agreed before, open again": found.reopened,
        "Not in it any more": found.dropped,
        "Proposals": [f"{c.proposal} {c.outcome}" for c in found.proposals],
        "Not read": looked.problems,
    }
    for title, listed in lists.items():
        if listed:
            rows += _wrapped([Span(f"{title}: ", "heading"), Span(shown("; ".join(listed)))], width)
    rows += [Row()] if rows else []
    for came in found.provisions:
        if came.change not in _SAME:
            rows += [*_changed(came, width), Row()]
    return rows or [Row((Span("It says what the text says.", "dim"),))]


def summed(looked: Looked) -> str:
    """All of it in a line."""
    found = looked.outside
    counts = Counter(came.change for came in found.provisions)
    told = ", ".join(f"{count} {change}" for change, count in counts.most_common())
    return f"{found.revision} ({found.symbol}): {told}"


def _changed(came: Came, width: int) -> list[Row]:
    was = f"  was {', '.join(came.old)}" if came.old and came.old != (came.new,) else ""
    head = [Span(shown(came.new), "strong"), Span(f"  {came.change}", "label"), Span(shown(was))]
    rows = _wrapped(head, width, came.new)
    if any(sign != "=" for sign, _ in came.redline):
        for line in wrap(redline_spans(excerpt(came.redline)), width - 2):
            rows.append(Row((Span("  "), *line), came.new))
    return rows


def _wrapped(spans: list[Span], width: int, key: str = "") -> list[Row]:
    return [Row(line, key) for line in wrap(spans, width)]
