"""One provision's whole story, from the top down: its sources, then each issue, and between two
issues the decisions; those that changed the text lead into the line, the others end beside it."""

from __future__ import annotations

from collections.abc import Sequence

from draftrace.exporters.markup import words_of
from draftrace.exporters.pictures import GREY, INK, PALE, SHADES, Canvas, fitted, height_of
from draftrace.text.wording import plain
from draftrace.views.history import Redline
from draftrace.views.lineage import Deed, Picture, Root, Stop, Strand, stop_words, stretches

_WIDTH, _MARGIN, _PAD = 960.0, 24.0, 10.0
_SMALL, _TEXT, _LARGE = 11.0, 13.0, 18.0
_GAP = 26.0
_SOURCES_IN_A_ROW = 3
_SOURCE_LINES, _WORDING_LINES, _DEED_LINES = 9, 14, 4
_AXIS = _MARGIN + 36
_BESIDE = _MARGIN + 96
_EDGE = _MARGIN / 2
"""Where several rows of sources come together."""
_CONTEXT = 6
"""Words shown before and after a change."""

Lines = list[tuple[str, float, bool, str]]
"""Lines of a card: text, size, whether bold, colour."""


def drawing(strand: Strand, picture: Picture) -> Canvas:
    """The picture of one provision."""
    canvas = Canvas(picture, _WIDTH)
    y = canvas.text([f"{strand.address}"], _MARGIN, 18, _LARGE, bold=True)
    y = canvas.text([f"Lineage of one provision; now: {strand.status}"], _MARGIN, y, _TEXT) + 12
    y = _roots(canvas, strand.roots, y)
    for names, stop, deeds in stretches(strand):
        y = _stretch(canvas, y, names, stop, deeds)
    return canvas


def _roots(canvas: Canvas, roots: Sequence[Root], y: float) -> float:
    """The sources side by side, each with its way down; returns where the story goes on."""
    if not roots:
        return canvas.text(["No confirmed source."], _MARGIN, y, _TEXT, fill=GREY)
    room = _WIDTH - 2 * _MARGIN
    rows = [roots[n : n + _SOURCES_IN_A_ROW] for n in range(0, len(roots), _SOURCES_IN_A_ROW)]
    bars = []
    for row in rows:
        width = (room - _GAP * (len(row) - 1)) / len(row)
        cards = [_root_lines(root, width - 2 * _PAD) for root in row]
        height = max(map(_height, cards))
        for number, (root, lines) in enumerate(zip(row, cards, strict=True)):
            x = _MARGIN + number * (width + _GAP)
            _card(canvas, x, y, width, height, lines, fill=PALE, dashed=bool(root.suspect))
            canvas.line([(x + width / 2, y + height), (x + width / 2, y + height + 10)])
        y += height + 10
        bars.append(y)
        canvas.line([(_EDGE if len(rows) > 1 else _AXIS, y), (x + width / 2, y)])
        y += 14 if row is not rows[-1] else 0
    if len(bars) > 1:
        canvas.line([(_EDGE, bars[0]), (_EDGE, bars[-1])])
    return y


def _root_lines(root: Root, width: float) -> Lines:
    named = f"Source: {root.document} {root.address}"
    lines = _lines(named, width, _TEXT, bold=True)
    reason = f": {root.reason}" if root.reason else ""
    said = f"{root.relation}; confirmed by {root.by}, {root.happened}{reason}"
    lines += _lines(said, width, _SMALL, most=_DEED_LINES, fill=GREY)
    if root.suspect:
        lines += _lines(f"suspect: {root.suspect}", width, _SMALL, most=_DEED_LINES)
    return lines + _lines(plain(root.wording), width, _SMALL, most=_SOURCE_LINES)


def _stretch(
    canvas: Canvas, y: float, names: Sequence[str], stop: Stop | None, deeds: Sequence[Deed]
) -> float:
    start = y
    y += _GAP / 2 if deeds else 0
    for deed in deeds:
        y = _deed(canvas, y, deed) + 10
    if stop is None:
        canvas.line([(_AXIS, start), (_AXIS, y)], dashed=True)
        return canvas.text(["Not in the text."], _MARGIN, y + 4, _TEXT)
    y += _GAP / 2 if deeds else _GAP
    canvas.arrow((_AXIS, start), (_AXIS, y))
    width = _WIDTH - 2 * _MARGIN
    lines = _lines(stop_words(names, stop, " · ", " · "), width - 20, 13, bold=True)
    if stop.what not in ("unchanged", "renumbered"):
        said = "" if stop.what != "struck" else "it said: "
        lines += _lines(said + plain(stop.wording), width - 20, _SMALL + 1, most=_WORDING_LINES)
    height = _height(lines)
    _card(
        canvas,
        _MARGIN,
        y,
        width,
        height,
        lines,
        fill=SHADES[stop.what],
        dashed=stop.what == "struck",
    )
    return y + height


def _deed(canvas: Canvas, y: float, deed: Deed) -> float:
    """A decision beside the line: with an arrow into it where it changed the text."""
    width = _WIDTH - _MARGIN - _BESIDE
    inner = width - 2 * _PAD
    sponsors = f" ({', '.join(deed.sponsors)})" if deed.sponsors else ""
    named = f"{', '.join(deed.proposals)}{sponsors}: " if deed.proposals else ""
    lines = _lines(f"{named}{deed.outcome}", inner, 12, bold=True)
    where = ", ".join(filter(None, (deed.happened, deed.meeting, f"by {deed.by}")))
    lines += _lines(where, inner, _SMALL, fill=GREY)
    if deed.taken:
        for change in _changes(deed.redline):
            lines += _lines(change, inner, _SMALL, most=_DEED_LINES)
    for because in deed.because:
        lines += _lines(f"Reason of {because}", inner, _SMALL, most=_DEED_LINES)
    if deed.reason:
        lines += _lines(f"Reason of the decision: {deed.reason}", inner, _SMALL, most=_DEED_LINES)
    height = _height(lines)
    _card(canvas, _BESIDE, y, width, height, lines, fill="#ffffff", dashed=not deed.taken)
    middle = y + height / 2
    if deed.taken:
        canvas.arrow((_BESIDE, middle), (_AXIS, middle))
    else:
        canvas.line([(_BESIDE, middle), (_BESIDE - 14, middle)], dashed=True)
    return y + height


def _changes(redline: Redline) -> list[str]:
    """Each change in words with a few around it: what was taken out, what came in."""
    if all(op == "+" for op, _ in redline) or all(op == "-" for op, _ in redline):
        return []
    said = []
    before = ""
    parts = [*redline, ("=", "")]
    out = come = ""
    for op, text in parts:
        if op == "-":
            out += text.strip()
        elif op == "+":
            come += text.strip()
        else:
            if out and come:
                said.append(f"after “{before}”: “{out}” became “{come}”")
            elif out or come:
                verb = "out" if out else "in"
                said.append(f"after “{before}”, {verb}: “{out or come}”")
            out = come = ""
            kept = text.split()
            before = ("… " if len(kept) > _CONTEXT else "") + " ".join(kept[-_CONTEXT:])
    return [words_of(line).replace("after “”", "at the beginning") for line in said]


def _lines(
    text: str, width: float, size: float, *, bold: bool = False, most: int = 0, fill: str = INK
) -> Lines:
    return [(line, size, bold, fill) for line in fitted(text, width, size, most, bold=bold)]


def _height(lines: Lines) -> float:
    return 2 * _PAD + sum(height_of([text], size) for text, size, _, _ in lines)


def _card(
    canvas: Canvas,
    x: float,
    y: float,
    width: float,
    height: float,
    lines: Lines,
    *,
    fill: str,
    dashed: bool,
) -> None:
    canvas.box(x, y, width, height, fill=fill, dashed=dashed)
    at = y + _PAD
    for text, size, bold, ink in lines:
        at = canvas.text([text], x + _PAD, at, size, bold=bold, fill=ink)
