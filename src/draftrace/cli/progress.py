"""How far has the room come?"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import click

from draftrace.cli import printing
from draftrace.cli.hand import Hand, at
from draftrace.cli.wrapping import cut, padded, width
from draftrace.views.progress import Milestone, Tally
from draftrace.views.progress import progress as measured

_FULL, _EMPTY, _WIDTH = "█", "░", 24
_COUNTS: dict[str, Callable[[Tally], int]] = {
    "Brackets left": lambda t: t.brackets,
    "Open proposals": lambda t: t.proposals,
}


@click.command(
    epilog="Examples: draftrace progress  ·  draftrace progress --chart"
    "  ·  draftrace progress --parts --at Rev.1 --json"
)
@click.option("--parts", is_flag=True, help="Each part of the text apart.")
@click.option("--parties", is_flag=True, help="Whose proposals are open, at each moment.")
@click.option("--chart", is_flag=True, help="Bars instead of figures.")
@click.option("--json", "as_json", is_flag=True)
@at
@click.pass_obj
def progress(hand: Hand, parts: bool, parties: bool, chart: bool, as_json: bool) -> None:
    """Agreed share, brackets left and open proposals, meeting by meeting."""
    found = measured(hand.entries())
    if as_json:
        printing.data(found)
    elif not found:
        printing.note("Nothing is on the table yet. Table a draft: draftrace table FILE")
    elif chart:
        _charts(found, parts=parts)
    else:
        _table(found, parts=parts)
    if parties and found and not as_json:
        _parties(found)


def _table(found: Sequence[Milestone], *, parts: bool) -> None:
    rows = []
    for stop in found:
        rows.append([stop.date, *_figures(stop.total), stop.name])
        rows += [["", *_figures(t), f"· {_part(t)}"] for t in stop.parts if parts]
    headers = ["date", "agreed", "brackets", "open", "waiting", "reserved", "at the end of"]
    printing.table(headers, rows)


def _figures(t: Tally) -> list[str]:
    share = f"{t.agreed} of {t.provisions} ({t.share:.0%})"
    return [share, *map(str, (t.brackets, t.proposals, t.waiting, t.reserved))]


def _charts(found: Sequence[Milestone], *, parts: bool) -> None:
    """Three charts, one bar a moment, each bar with its figure."""
    printing.heading("Agreed share of the text")
    _bars(found, lambda t: t.share, lambda t: f"{t.agreed} of {t.provisions}", 1.0, parts=parts)
    for title, of in _COUNTS.items():
        printing.say()
        printing.heading(title)
        most = max(of(m.total) for m in found)
        _bars(found, of, lambda t, of=of: str(of(t)), most, parts=parts)  # type: ignore[misc]


def _bars(
    found: Sequence[Milestone],
    size: Callable[[Tally], float],
    told: Callable[[Tally], str],
    most: float,
    *,
    parts: bool,
) -> None:
    rows = []
    for stop in found:
        rows.append((stop.name, stop.total))
        rows += [(f"  {_part(t)}", t) for t in stop.parts if parts]
    wide = min(max(width(name) for name, _ in rows), 40)
    for name, t in rows:
        full = round(_WIDTH * size(t) / most) if most else 0
        bar = _FULL * full + _EMPTY * (_WIDTH - full)
        label = padded(cut(printing.safe(name), wide), wide)
        printing.say(f"{label}  {bar}  {told(t)}")


def _parties(found: Sequence[Milestone]) -> None:
    printing.say()
    printing.table(
        ["at the end of", "open proposals by sponsor"],
        [[m.name, ", ".join(f"{party} {n}" for party, n in m.parties) or "none"] for m in found],
    )


def _part(t: Tally) -> str:
    return t.part or "main series"
