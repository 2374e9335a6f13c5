"""What can be asked of an export, as lines of a form; and what became of each order. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import get_args

import msgspec

from draftrace.compare.rendering import Attribution
from draftrace.exporting import SUFFIXES, TABLES, WHATS, WORKED_ON
from draftrace.room.state import State
from draftrace.tui.exporting import Order
from draftrace.tui.outbox import Outbox, Outcome
from draftrace.tui.prose import Row, Span, joined, wrap
from draftrace.tui.safe import shown
from draftrace.tui.signs import Signs
from draftrace.tui.texts import STANDING

_LABEL = 14
_WIDEST = 108
LINES: dict[str, str] = {
    "what": "What is written.",
    "table": "Who proposed what; or where each provision came from and why.",
    "revision": "Which text: an issue, or the text as it stands now.",
    "base": "The earlier text against which changes are marked.",
    "only": "Only these paragraphs: PA/21-30, PD/7. Empty: all of it.",
    "attribution": "How a rolling text names who wants what.",
    "history": "Whether words that came in and went again since are told too: so that the file, "
    "received elsewhere, gives every proposal as it was made.",
    "path": "A file in exports/, its format told by the suffix; the arrow keys change the suffix.",
}
_WHATS = {
    "clean": "the text as it is distributed",
    "marked": "every change since an earlier text, as tracked changes of its sponsors",
    "rolling": "the standing text with every pending proposal, attributed",
    "table": "proposals, or the consolidation, as a table",
    "trace": "where every word comes from",
    "record": "the sealed record, provenance, Akoma Ntoso",
}
_APPLIES: dict[str, tuple[str, ...]] = {
    "table": ("table",),
    "revision": ("clean", "marked", "table", "trace", "record"),
    "base": ("marked", "table"),
    "only": ("clean", "marked", "rolling", "table"),
    "attribution": ("rolling",),
    "history": ("marked",),
}
_HISTORY = {"told": True, "left out": False}


def lines_of(order: Order) -> list[str]:
    """The lines that mean something for what is written."""
    told = [line for line in LINES if order.what in _APPLIES.get(line, WHATS)]
    return [line for line in told if line != "history" or suffix_of(order.path) in WORKED_ON]


def choices(state: State, order: Order, line: str) -> Sequence[str]:
    """What a line offers; nothing where it is written."""
    match line:
        case "what":
            return WHATS
        case "table":
            return TABLES
        case "attribution":
            return get_args(Attribution)
        case "revision":
            return [STANDING, *(r.name for r in reversed(state.past.revisions))]
        case "base":
            return [r.name for r in state.past.revisions]
        case "history":
            return list(_HISTORY)
        case "path":
            return SUFFIXES[order.what]
        case _:
            return ()


def chosen(order: Order, line: str) -> str:
    """What a line says now."""
    if line == "path":
        return suffix_of(order.path)
    if line == "history":
        return next(said for said, told in _HISTORY.items() if told == order.history)
    return str(getattr(order, line))


def suffix_of(path: str) -> str:
    """``.docx`` of ``rev1.docx``."""
    name = path.rpartition("/")[2]
    return f".{name.rpartition('.')[2].lower()}" if "." in name else ""


def with_choice(state: State, order: Order, line: str, value: str) -> Order:
    """The order with one line changed; a name nobody has written follows what is chosen."""
    if line == "path":
        stem = order.path.removesuffix(suffix_of(order.path))
        return msgspec.structs.replace(order, path=f"{stem}{value}")
    if line == "history":
        return msgspec.structs.replace(order, history=_HISTORY[value])
    own = order.path not in ("", usual_name(state, order))
    changed = msgspec.convert({**msgspec.to_builtins(order), line: value}, Order)
    if changed.what != order.what:
        changed = msgspec.structs.replace(
            changed, only=changed.only if "only" in lines_of(changed) else ""
        )
    return changed if own else msgspec.structs.replace(changed, path=usual_name(state, changed))


_LONGEST = 60
"""Letters of a symbol in a file's name: a file system takes some 255 in all."""


def usual_name(state: State, order: Order) -> str:
    """The name a file has unless somebody gives it another: symbol, text, what."""
    symbol = next((r.symbol for r in state.past.revisions if r.name == order.revision), "")
    symbol = _slug(symbol or state.now.symbol)
    text = _slug(STANDING if order.what == "rolling" else order.revision)
    if symbol == text or symbol.endswith(f"-{text}"):
        text = ""  # L.1/Rev.1 says already that it is Rev.1
    what = order.table if order.what == "table" else order.what
    suffixes = SUFFIXES[order.what]
    kept = suffix_of(order.path)
    named = "-".join(part for part in (symbol, text, what) if part)
    return f"{named}{kept if kept in suffixes else suffixes[0]}"


def _slug(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", name.casefold())[:_LONGEST].strip("-")


def form_rows(
    state: State, order: Order, cursor: str, width: int, signs: Signs, *, airy: bool
) -> list[Row]:
    """The form: each line with its choices, and what the line under the cursor means; ``airy``
    leaves a line free between them."""
    width = min(width, _WIDEST)
    rows: list[Row] = []
    for line in lines_of(order):
        name = "file" if line == "path" else line
        lead = Span(f"{name:<{_LABEL}}", "label")
        pad = Span(" " * _LABEL)
        for number, part in enumerate(wrap(_said(state, order, line, signs), width - _LABEL)):
            rows.append(Row((pad if number else lead, *part), line))
        if line == cursor:
            told = LINES[line]
            told += f" {order.what}: {_WHATS[order.what]}." if line == "what" else ""
            for part in wrap([Span(told, "dim")], width - _LABEL):
                rows.append(Row((pad, *part), line))
        rows += [Row()] if airy else []
    return rows


def _said(state: State, order: Order, line: str, signs: Signs) -> list[Span]:
    if line == "only":
        return [Span(shown(order.only), "strong")] if order.only else [Span("all of it", "strong")]
    if line == "path":
        return [Span("exports/", "dim"), Span(shown(order.path) or signs["more"], "strong")]
    now = chosen(order, line)
    return joined(
        [
            [Span(f"[{shown(c)}]", "strong")] if c == now else [Span(shown(c), "dim")]
            for c in choices(state, order, line)
        ],
        "   ",
    )


def outbox_rows(outbox: Outbox, width: int, signs: Signs, keys: tuple[str, str]) -> list[Row]:
    """What is being written, then what was, the latest first; ``keys`` are those that write and
    cancel."""
    write, cancel = keys
    width = min(width, _WIDEST)
    rows: list[Row] = []
    if outbox.job is not None:
        for said in outbox.said[:-1]:
            rows.append(Row((signs.span("agreed"), Span(f" {shown(said)}", "dim"))))
        now = outbox.said[-1] if outbox.said else "starting"
        words = f"{signs['event']} {shown(now)}, {outbox.seconds} s   {cancel} cancels"
        rows += [Row((Span(words, "strong"),)), Row()]
    for outcome in reversed(outbox.outcomes):
        rows += [*_outcome(outcome, width, signs), Row()]
    return rows or [Row((Span(f"{write} writes the file.", "dim"),))]


def _outcome(outcome: Outcome, width: int, signs: Signs) -> Iterator[Row]:
    receipt = outcome.receipt
    if receipt is None:
        words = [Span(shown(f"exports/{outcome.order.path}: {outcome.said}"), "warn")]
        words += [Span(f" {shown(outcome.hint)}")] if outcome.hint else []
        for number, line in enumerate(wrap(words, width - 2)):
            yield Row((Span("  " if number else "! ", "warn"), *line))
        return
    proved = receipt.what in ("clean", "marked", "rolling")
    told = f"exports/{outcome.order.path}  {receipt.revision} {receipt.what}"
    told += ", proved by reading it back" if proved else ""
    told += f", {receipt.bytes:,} bytes"
    for number, line in enumerate(wrap([Span(shown(told), "strong")], width - 2)):
        yield Row((signs.span("agreed") if not number else Span(" "), Span(" "), *line))
    for missing in receipt.missing:
        for line in wrap([Span(shown(missing), "warn")], width - 4):
            yield Row((Span("  "), *line))
    for name, value in (("seal of the text", receipt.seal), ("file's SHA-256", receipt.sha256)):
        said = value or "none: not an issue"
        if len(said) + 19 <= width:
            yield Row((Span(f"  {name:<17}", "dim"), Span(said, "label")))
        else:
            yield Row((Span(f"  {name}", "dim"),))
            yield Row((Span(f"  {said}", "label"),))
