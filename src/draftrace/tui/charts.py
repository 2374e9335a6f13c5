"""How far the room has come, as charts and as figures, over the meetings, by part and by party.
Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import zip_longest

from draftrace.tui.prose import Row, Span, between, cells, width_of, wrap
from draftrace.tui.safe import shown
from draftrace.tui.signs import Signs
from draftrace.tui.words import count, day
from draftrace.views.progress import Milestone, Tally

_TWO_COLUMNS = 118
_APART = 4
_NAME = 30
_WIDEST = 100
_MOST_PARTIES = 12

Bar = tuple[str, float, str]
"""A name, a share from 0 to 1, and the figure said beside it."""


def chart_rows(found: Sequence[Milestone], width: int, signs: Signs) -> list[Row]:
    """Every chart, two beside each other where there is room."""
    if not found:
        return [Row((Span("Nothing is on the table yet.", "dim"),))]
    if width < _TWO_COLUMNS:
        column = min(width, _WIDEST)
        return _stacked(_charts(found, column, signs))
    column = min((width - _APART) // 2, _WIDEST)
    charts = _charts(found, column, signs)
    left, right = _stacked(charts[:3]), _stacked(charts[3:])
    rows = []
    for one, other in zip_longest(left, right, fillvalue=Row()):
        gap = Span(" " * (column - width_of(one.spans) + _APART))
        rows.append(Row((*one.spans, gap, *other.spans)))
    return rows


def _stacked(charts: Iterable[Sequence[Row]]) -> list[Row]:
    return [row for chart in charts for row in (*chart, Row())]


def _charts(found: Sequence[Milestone], width: int, signs: Signs) -> list[list[Row]]:
    """Agreed, brackets and proposals over the meetings; then as it stands, by part and party."""
    last = found[-1]
    agreed: list[Bar] = [
        (name, m.total.share, f"{m.total.agreed} of {m.total.provisions}")
        for name, m in _numbered(found)
    ]
    return [
        _chart("Agreed share of the text", agreed, width, signs, "good"),
        _chart("Brackets left", _counted(found, lambda t: t.brackets), width, signs, "warn"),
        _chart("Open proposals", _counted(found, lambda t: t.proposals), width, signs, "mark"),
        _chart(f"Agreed by part, {_when(last)}", _by_part(last), width, signs, "good"),
        _parts_left(last, width),
        _parties(found, width, signs),
        _sponsors_over_time(found, width),
        *[_part_over_time(found, t.part, width, signs) for t in last.parts],
    ]


def _numbered(found: Sequence[Milestone]) -> list[tuple[str, Milestone]]:
    """Each moment with its number, by which the table of sponsors calls it."""
    wide = len(str(len(found)))
    return [(f"{number:>{wide}} {m.name}", m) for number, m in enumerate(found, 1)]


def _when(stop: Milestone) -> str:
    if stop.kind == "now":
        return "now"
    return f"in {stop.name}" if stop.kind == "revision" else f"at the end of {stop.name}"


def _counted(found: Sequence[Milestone], of: Callable[[Tally], int]) -> list[Bar]:
    """A figure over the meetings, with how much it rose or fell."""
    most = max(of(m.total) for m in found) or 1
    bars: list[Bar] = []
    before: int | None = None
    for name, stop in _numbered(found):
        number = of(stop.total)
        change = "" if before in (None, number) else f" ({number - (before or 0):+d})"
        bars.append((name, number / most, f"{number}{change}"))
        before = number
    return bars


def _by_part(stop: Milestone) -> list[Bar]:
    return [(part_name(t), t.share, f"{t.agreed} of {t.provisions}") for t in stop.parts]


def part_name(tally: Tally) -> str:
    """The part's code; the main series has none."""
    return tally.part or "main series"


def _chart(title: str, bars: Sequence[Bar], width: int, signs: Signs, role: str) -> list[Row]:
    """A bar each, its name at the left and its figure at the right."""
    named = max((cells(shown(name)) for name, _, _ in bars), default=0)
    room = min(named, _NAME, width // 2)
    figures = max((cells(said) for _, _, said in bars), default=0)
    length = max(width - room - figures - 4, 4)
    rows = [Row((Span(shown(title), "heading"),))]
    for name, share, said in bars:
        full = _cells(share, length)
        drawn = (
            Span(signs["full"] * full, role),
            Span(signs["empty"] * (length - full), "dim"),
            Span(f"  {said}", "strong"),
        )
        lead = len(name) - len(name.lstrip())
        lines = wrap([Span(shown(name.lstrip()), "label")], room - lead)
        for number, line in enumerate(lines):
            gap = Span(" " * (room - lead - width_of(line) + 2))
            pad = Span(" " * (lead if not number else lead + 2))
            rows.append(Row((pad, *line, gap, *drawn) if not number else (pad, *line)))
    return rows if bars else [*rows, Row((Span("none", "dim"),))]


def _cells(share: float, length: int) -> int:
    """How much of a bar is filled: all of it only where all is reached, none only where nothing
    is."""
    if share in (0, 1):
        return round(share * length)
    return min(max(round(length * share), 1), length - 1)


def _parts_left(stop: Milestone, width: int) -> list[Row]:
    """What is left to settle in each part."""
    rows = [Row((Span(f"Left by part, {_when(stop)}", "heading"),))]
    for t in stop.parts:
        left = [
            count(t.brackets, "bracket"),
            count(t.proposals, "open proposal"),
            f"{t.waiting} waiting for their sponsors" if t.waiting else "",
            count(t.reserved, "reservation") if t.reserved else "",
        ]
        said = f"{part_name(t):<12} {', '.join(filter(None, left))}"
        rows += [Row(line) for line in wrap([Span(shown(said))], width)]
    return rows


def _parties(found: Sequence[Milestone], width: int, signs: Signs) -> list[Row]:
    """Whose proposals are open; where none are now, whose were at the last moment some were."""
    stop = next((m for m in reversed(found) if m.parties), None)
    if stop is None:
        return _chart("Open proposals by sponsor", [], width, signs, "mark")
    most = stop.parties[0][1]
    bars = [(party, number / most, str(number)) for party, number in stop.parties[:_MOST_PARTIES]]
    rows = _chart(f"Open proposals by sponsor, {_when(stop)}", bars, width, signs, "mark")
    rest = len(stop.parties) - len(bars)
    if rest > 0:
        rows.append(Row((Span(f"and {count(rest, 'party', 'parties')} with fewer", "dim"),)))
    if stop is not found[-1]:
        rows.append(Row((Span("None is open since.", "dim"),)))
    return rows


def _sponsors_over_time(found: Sequence[Milestone], width: int) -> list[Row]:
    """Each sponsor's open proposals at every moment: a table of figures."""
    totals: Counter[str] = Counter()
    for stop in found:
        totals.update(dict(stop.parties))
    if not totals:
        return []
    name = max(cells(shown(party)) for party in totals) + 1
    shown_stops = list(enumerate(found, 1))[-max((width - name) // 4, 1) :]
    heads = "".join(f"{n:>4}" for n, _ in shown_stops)
    rows = [
        Row((Span("Open proposals by sponsor, moment by moment", "heading"),)),
        Row((Span(" " * name), Span(heads, "dim"))),
    ]
    for party, _ in totals.most_common(_MOST_PARTIES):
        figures = "".join(f"{dict(m.parties).get(party, 0) or '.':>4}" for _, m in shown_stops)
        label = shown(party)
        rows.append(Row((Span(label + " " * (name - cells(label)), "label"), Span(figures))))
    return [*rows, Row((Span("The numbers above are those of the meetings and issues.", "dim"),))]


def _part_over_time(found: Sequence[Milestone], part: str, width: int, signs: Signs) -> list[Row]:
    """One part's agreed share over the meetings."""
    tallies = [(name, t) for name, m in _numbered(found) for t in m.parts if t.part == part]
    bars = [(name, t.share, f"{t.agreed} of {t.provisions}") for name, t in tallies]
    title = f"Agreed in {part_name(tallies[-1][1])}"
    return _chart(title, bars, width, signs, "good")


_COLUMNS: tuple[tuple[str, Callable[[Tally], str]], ...] = (
    ("agreed", lambda t: f"{t.agreed} of {t.provisions}"),
    ("share", lambda t: f"{t.share:.0%}"),
    ("brackets", lambda t: str(t.brackets)),
    ("open", lambda t: str(t.proposals)),
    ("waiting", lambda t: str(t.waiting)),
    ("reserved", lambda t: str(t.reserved)),
)


def figure_rows(found: Sequence[Milestone], width: int, signs: Signs) -> list[Row]:
    """The same as a table: each moment, the parts under it, and whose proposals were open."""
    if not found:
        return [Row((Span("Nothing is on the table yet.", "dim"),))]
    tallies = [t for m in found for t in (m.total, *m.parts)]
    sizes = [max(len(h), *(len(of(t)) for t in tallies)) + 2 for h, of in _COLUMNS]
    width = min(width, _WIDEST)
    heads = [f"{h:>{size}}" for (h, _), size in zip(_COLUMNS, sizes, strict=True)]
    rows = [Row(between([Span("at the end of", "label")], [Span("".join(heads), "label")], width))]
    for stop in found:
        title = stop.name if stop.kind == "now" else f"{stop.name}, {day(stop.date)}"
        rows += _figures(title, "strong", stop.total, sizes, width, signs)
        for t in stop.parts if len(stop.parts) > 1 else ():
            rows += _figures(f"  {part_name(t)}", "label", t, sizes, width, signs)
        if stop.parties:
            said = ", ".join(f"{party} {number}" for party, number in stop.parties)
            words = [Span("  open by sponsor: ", "dim"), Span(shown(said), "dim")]
            rows += [Row(line) for line in wrap(words, width)]
        rows.append(Row())
    return rows


def _figures(
    title: str, role: str, tally: Tally, sizes: Sequence[int], width: int, signs: Signs
) -> Iterator[Row]:
    """One line of figures; a long name stands on a line of its own."""
    said = "".join(f"{of(tally):>{size}}" for (_, of), size in zip(_COLUMNS, sizes, strict=True))
    if cells(shown(title)) + len(said) < width:
        yield Row(between([Span(shown(title), role)], [Span(said)], width, signs["more"]))
        return
    for line in wrap([Span(shown(title), role)], width):
        yield Row(line)
    yield Row(between([Span("  all", "label")], [Span(said)], width, signs["more"]))
