"""What became of every conclusion, and which provisions have no source?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from itertools import groupby
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from draftrace.cli import completing, printing
from draftrace.cli.drafting import document_of
from draftrace.cli.hand import FILE, Hand, at
from draftrace.errors import UsageError
from draftrace.room.compiling import conclusions
from draftrace.room.state import State
from draftrace.text.tokens import words
from draftrace.text.wording import plain
from draftrace.views.coverage import FATES, NOT_JUDGED, Point, Target, Unsourced, judged, unsourced
from draftrace.views.coverage import coverage as covered
from draftrace.views.points import Place, SamePoint, matched, merged
from draftrace.workspace import Workspace

if TYPE_CHECKING:
    from draftrace.exporters.spreadsheets import Table
    from draftrace.matching.engine import Matcher
    from draftrace.matching.sources import Source

_SIGNS = dict(zip(FATES, "■▣▤□·○", strict=True))
_Fate = Callable[[Point], str]
"""What to call the fate of a conclusion; see ``_fate``."""
_SAME = ("verbatim", "adapted")
"""How two conclusions must be related to make the same point."""

_HEADERS = (
    "document",
    "conclusion",
    "same point in",
    "outcome",
    "basis",
    "provision",
    "relation",
    "score",
    "verdict",
    "suspect",
    "says",
)


@click.command(
    epilog="Examples: draftrace coverage --all --confirmed  ·  draftrace coverage WG --json"
    "  ·  draftrace coverage --all --to coverage.xlsx"
)
@click.argument("symbol", shell_complete=completing.symbol, default="")
@click.option("--all", "every", is_flag=True, help="Every report registered as conclusions.")
@click.option("--confirmed", is_flag=True, help="Confirmed links only, no suggestions.")
@click.option("--lexical", is_flag=True, help="Suggestions by words alone.")
@click.option("--to", "path", type=FILE, help="Write a table: FILE.csv or FILE.xlsx.")
@click.option("--force", is_flag=True, help="Replace the file if it exists.")
@click.option("--json", "as_json", is_flag=True, help="One list, an element a conclusion.")
@click.option(
    "--full",
    is_flag=True,
    help="With --json: points made twice shown once, wordings, and what has no source.",
)
@at
@click.pass_obj
def coverage(
    hand: Hand,
    symbol: str,
    every: bool,
    confirmed: bool,
    lexical: bool,
    path: Path | None,
    force: bool,
    as_json: bool,
    full: bool,
) -> None:
    """What became of every conclusion, and where; with --all also what has no source."""
    if full and not as_json:
        raise UsageError(
            "--full goes with --json.", "The table shows it all: --all, without --json."
        )
    only = _report(hand, symbol, every=every)
    state = hand.state()
    if not state.standing():
        printing.note(
            "No text is tabled yet, so nothing can have been taken up: draftrace table FILE"
        )
    if path is not None:
        _writable(hand.file(path), force=force)
    rows = coverage_rows(hand.workspace, state, only=only, confirmed=confirmed, lexical=lexical)
    if as_json and not full and path is None:
        printing.data([_shape(r) for r in rows])
        return
    points = merged(rows, {} if only else _same_points(hand.workspace.matcher(), rows))
    bare = [] if only else _bare(hand, rows, confirmed=confirmed)
    if path is not None:
        from draftrace.exporters.spreadsheets import write_tables

        tables = [_conclusions(points, _fate(confirmed=confirmed))]
        tables += [] if only else [_without(bare)]
        size = write_tables(tables, hand.file(path), force=force)
        told = printing.note if as_json else printing.say
        told(printing.safe(f"Wrote {path}: {len(points)} points, {size:,} bytes."))
    if as_json:
        printing.data(_full(points, bare) if full else [_shape(r) for r in rows])
    elif path is None:
        if not points:
            _print_none(only)
        print_coverage(points, confirmed=confirmed)
        _print_unsourced(bare)


def coverage_rows(
    workspace: Workspace,
    state: State,
    *,
    only: str = "",
    confirmed: bool = False,
    lexical: bool = False,
) -> list[Point]:
    """The fate of each conclusion of one report, or of all of them."""
    readings, troubles = workspace.documents()
    for trouble in troubles:
        printing.note(trouble)
    reports = [d for d in readings if (d.symbol == only if only else d.role == "conclusions")]
    points = [(d.symbol, p.address, p.wording) for d in reports for p in conclusions(d)]
    suggested = {} if confirmed else _suggested(workspace, state, points, lexical=lexical)
    return covered(state, points, suggested)


def print_coverage(points: Sequence[SamePoint], *, confirmed: bool) -> None:
    """The fates as a table a report, each outcome with its sign and its word; ``confirmed``
    where no suggestion was asked, so that the outcome says the basis too."""
    fate = _fate(confirmed=confirmed)
    for document, group in groupby(points, key=lambda p: p.whole.document):
        report = list(group)
        printing.heading(document)
        printing.table(
            ["conclusion", "outcome", *([] if confirmed else ["basis"]), "where", "says"],
            [_line(point, fate, basis=not confirmed) for point in report],
            wrap=False,
        )
        for point in report:
            if point.members[1:]:
                printing.paragraph(printing.safe(_also(point, fate)), 0, 2)
    counts: Counter[str] = Counter(fate(p.whole) for p in points)
    if counts:
        printing.say(", ".join(f"{counts[o]} {o}" for o in _SIGNS if counts[o]))
    if counts[NOT_JUDGED]:
        printing.say(
            f"{_SIGNS[NOT_JUDGED]} no link confirmed; likely ones: draftrace coverage --all"
        )
    targets = [t for p in points for t in p.whole.targets]
    if less := _less(points):
        printing.say(f"{', '.join(less)} before a provision: only so much there")
    if any(p.whole.summed for p in points):
        printing.say("+ judged from all the provisions together")
    if any(t.verdict == "suggested" for t in targets):
        printing.say("? suggested: nobody has confirmed it")
    if any(t.suspect for t in targets):
        printing.say("(suspect) the provision has changed since: draftrace links --suspect")


def _less(points: Sequence[SamePoint]) -> list[str]:
    """The relations, with their signs, of provisions that do not bear out the outcome alone."""
    shown = {t.relation for p in points for t in p.whole.targets if t.relation != p.whole.outcome}
    return [f"{sign} {relation}" for relation, sign in _SIGNS.items() if relation in shown]


def _report(hand: Hand, symbol: str, *, every: bool) -> str:
    if symbol and every:
        raise UsageError("Name a report or say --all, not both.")
    if not symbol and not every:
        raise UsageError("Name a report or say --all.", "As in: draftrace coverage --all")
    return document_of(hand, symbol).symbol if symbol else ""


def _writable(path: Path, *, force: bool) -> None:
    """Refuse before the work is done, not after."""
    from draftrace.exporters.saving import check_writable
    from draftrace.exporters.spreadsheets import check_suffix

    check_suffix(path)
    check_writable(path, force=force)


def _fate(*, confirmed: bool) -> _Fate:
    """A conclusion without a confirmed link is dropped only as far as a search has shown."""
    return judged if confirmed else attrgetter("outcome")


def _line(point: SamePoint, fate: _Fate, *, basis: bool) -> list[str]:
    whole = point.whole
    return [
        f"{whole.address}{' =' if point.members[1:] else ''}",
        f"{_SIGNS[fate(whole)]} {fate(whole)}{' +' if whole.summed else ''}",
        *([whole.basis] if basis else []),
        ", ".join(_where(t, fate(whole)) for t in sorted(whole.targets, key=_rank)),
        plain(whole.wording),
    ]


def _also(point: SamePoint, fate: _Fate) -> str:
    """Which other reports make the point too; each conclusion's own outcome where they differ."""
    outcomes = set(map(fate, point.members))
    named = [
        f"{'' if n == 0 else f'{p.document} '}{p.address}"
        + (f" ({fate(p)})" if len(outcomes) > 1 else "")
        for n, p in enumerate(point.members)
    ]
    return f"{named[0]} = the same point in {', '.join(named[1:])}"


def _rank(target: Target) -> int:
    return FATES.index(target.relation)


def _where(target: Target, outcome: str) -> str:
    """A place, with a sign of its own where it does not bear out the outcome alone."""
    sign = _SIGNS[target.relation] if target.relation != outcome else ""
    mark = "?" if target.verdict == "suggested" else ""
    return f"{sign}{target.address}{mark}{' (suspect)' if target.suspect else ''}"


def _print_none(report: str) -> None:
    """Why there is nothing to tell the fate of."""
    if report:
        what = f"{report} has no paragraph of its own to follow: draftrace corpus show {report}"
        printing.note(printing.safe(what))
    else:
        printing.note("No conclusions: draftrace corpus add FILE --role conclusions")


def _bare(hand: Hand, rows: Sequence[Point], *, confirmed: bool) -> Sequence[Unsourced]:
    """The provisions without a confirmed source, with those that may be one."""
    found = unsourced(hand.state(), rows)
    if confirmed:
        return found
    from draftrace.matching.fates import with_likely_sources

    return with_likely_sources(hand.workspace.matcher(), hand.state(), found)


def _print_unsourced(found: Sequence[Unsourced]) -> None:
    if not found:
        return
    printing.say()
    printing.heading(f"Without a confirmed source: {len(found)} provisions")
    if not any(u.suggested for u in found):
        rows = [[u.address, plain(u.wording)] for u in found]
        printing.table(["provision", "says"], rows, wrap=False)
        return
    printing.table(
        ["provision", "suggested source", "says"],
        [[u.address, ", ".join(f"{s}?" for s in u.suggested), plain(u.wording)] for u in found],
        wrap=False,
    )


def _shape(point: Point) -> dict[str, Any]:
    return {
        "document": point.document,
        "address": point.address,
        "outcome": point.outcome,
        "basis": point.basis,
        "targets": [
            {
                "address": t.address,
                "relation": t.relation,
                "score": t.score,
                "verdict": t.verdict,
            }
            for t in point.targets
        ],
    }


def _full(points: Sequence[SamePoint], bare: Sequence[Unsourced]) -> dict[str, Any]:
    return {
        "conclusions": [
            {
                "document": p.whole.document,
                "address": p.whole.address,
                "wording": p.whole.wording,
                "outcome": p.whole.outcome,
                "basis": p.whole.basis,
                "summed": p.whole.summed,
                "targets": p.whole.targets,
                "same": p.members[1:],
            }
            for p in points
        ],
        "unsourced": bare,
    }


def _conclusions(points: Sequence[SamePoint], fate: _Fate) -> Table:
    from draftrace.exporters.spreadsheets import Table

    rows: list[tuple[str | float, ...]] = []
    for point in points:
        whole = point.whole
        also = ", ".join(f"{p.document} {p.address} ({fate(p)})" for p in point.members[1:])
        said = (whole.document, whole.address, also, fate(whole), whole.basis)
        for t in whole.targets:
            rows.append(
                (*said, t.address, t.relation, t.score, t.verdict, t.suspect, plain(whole.wording))
            )
        if not whole.targets:
            rows.append((*said, "", "", "", "", "", plain(whole.wording)))
    return Table(name="Conclusions", headers=_HEADERS, rows=rows)


def _without(bare: Sequence[Unsourced]) -> Table:
    from draftrace.exporters.spreadsheets import Table

    return Table(
        name="Without a source",
        headers=("provision", "kind", "suggested, not confirmed", "says"),
        rows=[(u.address, u.kind, ", ".join(u.suggested), plain(u.wording)) for u in bare],
    )


def _same_points(matcher: Matcher, points: Sequence[Point]) -> Mapping[Place, Place]:
    """Which conclusions make a point that an earlier report made, by words alone, so that the
    answer is the same with and without the model."""
    from draftrace.matching.sources import Source

    found: dict[Place, Place] = {}
    earlier: list[Source] = []
    for _, report in groupby(points, key=lambda p: p.document):
        mine = [Source(p.document, p.address, p.wording, "conclusion") for p in report]
        likeness = [
            (t.score, (c.document, c.address), (t.document, t.address))
            for c in (matcher.coverage(mine, earlier, lexical=True) if earlier else ())
            for t in c.targets
            if t.relation in _SAME
        ]
        found |= matched(likeness)
        found |= _word_for_word(mine, earlier)
        earlier += [s for s in mine if (s.document, s.address) not in found]
    return found


def _word_for_word(mine: Sequence[Source], earlier: Sequence[Source]) -> dict[Place, Place]:
    """What an earlier report says in the same words, however common they are."""
    said = {words(s.wording.casefold()): (s.document, s.address) for s in reversed(earlier)}
    return {
        (s.document, s.address): place
        for s in mine
        if (place := said.get(words(s.wording.casefold()))) is not None
    }


def _suggested(
    workspace: Workspace,
    state: State,
    points: Sequence[tuple[str, str, str]],
    *,
    lexical: bool,
) -> Mapping[tuple[str, str], Sequence[Target]]:
    from draftrace.cli.encoding import compared
    from draftrace.matching.fates import both_sides, guessed

    if not points:
        return {}
    matcher = workspace.matcher()
    if not lexical:
        lexical = not compared(matcher, also=both_sides(state, points))
    return guessed(matcher, state, points, lexical=lexical)
