"""Where does this come from, and what became of each conclusion?"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Any, get_args

import click

from draftrace.cli import completing, printing
from draftrace.cli.drafting import document_of, source_ref
from draftrace.cli.hand import Hand, acting
from draftrace.errors import UsageError
from draftrace.room.acts import corpus
from draftrace.room.acts.payloads import Relation, SourceRef
from draftrace.room.compiling import conclusions
from draftrace.room.state import State
from draftrace.views.coverage import Point, Target
from draftrace.views.coverage import coverage as covered
from draftrace.views.history import dismissed
from draftrace.workspace import Workspace

if TYPE_CHECKING:
    from draftrace.matching.engine import Matcher, Suggestion
    from draftrace.matching.sources import Source

_ADDRESS_WORDS = 5
_SIGNS = {"verbatim": "■", "adapted": "▣", "partial": "▤", "thematic": "□", "dropped": "·"}


@click.command(
    epilog="Examples: draftrace suggest 'PA/24(d)'  ·  draftrace suggest --all --lexical --json"
)
@click.argument("address", shell_complete=completing.address, default="", metavar="ADDRESS|TEXT")
@click.option("--all", "every", is_flag=True, help="Every provision of the standing text.")
@click.option("--limit", type=int, default=5, show_default=True)
@click.option("--lexical", is_flag=True, help="By words alone: at once, and without the model.")
@click.option("--json", "as_json", is_flag=True)
@click.pass_obj
def suggest(
    hand: Hand, address: str, every: bool, limit: int, lexical: bool, as_json: bool
) -> None:
    """Source paragraphs of a provision, with evidence; none counts until somebody confirms it."""
    asked = _asked(hand, address, every=every)
    matcher = matcher_of(hand)
    if matcher.sources and not lexical:
        encode(matcher, [wording for _, wording, _ in asked])
    shapes = []
    for name, wording, gone in asked:
        answer = matcher.suggest(wording, limit, lexical=lexical, exclude=_among(gone))
        shapes.append({"address": name, "suggestions": [_shape(s) for s in answer.suggestions]})
        if not as_json:
            _print(name, wording, answer.suggestions, answer.note)
        elif answer.note and not every:
            printing.note(answer.note)
    if as_json:
        printing.data(shapes)


@click.command(
    epilog="Example: draftrace link 'PA/24(d)' 'WG:68(k)' --relation adapted --reason 'same point'"
)
@click.argument("address", shell_complete=completing.address)
@click.argument("source", metavar="SYMBOL:ADDRESS")
@click.option("--relation", type=click.Choice(get_args(Relation)), help="Default: as measured.")
@click.option("--reason", default="")
@acting
def link(hand: Hand, address: str, source: str, relation: Relation | None, reason: str) -> None:
    """Confirm that a provision descends from a source paragraph."""
    found, ref = hand.provision(address), source_ref(hand, source)
    judged = _judged(hand, found.now.wording, ref)
    kind: Relation = relation or ("thematic" if judged.relation == "none" else judged.relation)
    hand.perform(
        lambda s, f: corpus.link(
            s, f, found.id, ref, relation=kind, evidence=judged.evidence, reason=reason
        )
    )
    printing.say(
        f"Confirmed {ref.document} {ref.address} as a source of {found.now.address}: {kind}."
    )


@click.command(epilog="Example: draftrace dismiss 'PA/24(d)' 'WG:68(r)' --reason 'only the topic'")
@click.argument("address", shell_complete=completing.address)
@click.argument("source", metavar="SYMBOL:ADDRESS")
@click.option("--reason", default="")
@acting
def dismiss(hand: Hand, address: str, source: str, reason: str) -> None:
    """Say that a suggested source is none; it is not suggested again."""
    found, ref = hand.provision(address), source_ref(hand, source)
    hand.perform(lambda s, f: corpus.dismiss(s, f, found.id, ref, reason))
    printing.say(f"Dismissed {ref.document} {ref.address} as a source of {found.now.address}.")


@click.command(
    epilog="Examples: draftrace coverage --all --confirmed  ·  draftrace coverage WG --json"
)
@click.argument("symbol", shell_complete=completing.symbol, default="")
@click.option("--all", "every", is_flag=True, help="Every report registered as conclusions.")
@click.option("--confirmed", is_flag=True, help="Confirmed links only, no suggestions.")
@click.option("--lexical", is_flag=True, help="Suggestions by words alone.")
@click.option("--json", "as_json", is_flag=True)
@click.pass_obj
def coverage(
    hand: Hand, symbol: str, every: bool, confirmed: bool, lexical: bool, as_json: bool
) -> None:
    """What became of every conclusion, and where."""
    if not symbol and not every:
        raise UsageError("Name a report or say --all.", "As in: draftrace coverage --all")
    only = document_of(hand, symbol).symbol if symbol else ""
    rows = coverage_rows(
        hand.workspace, hand.state(), only=only, confirmed=confirmed, lexical=lexical
    )
    if as_json:
        printing.data(
            [
                {
                    "document": r.document,
                    "address": r.address,
                    "outcome": r.outcome,
                    "basis": r.basis,
                    "targets": r.targets,
                }
                for r in rows
            ]
        )
        return
    print_coverage(rows)


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


def print_coverage(rows: Sequence[Point]) -> None:
    """The fates as a table a report, each outcome with its sign and its word."""
    if not rows:
        printing.note("No conclusions: draftrace corpus add FILE --role conclusions")
    for document, points in groupby(rows, key=lambda r: r.document):
        printing.heading(document)
        printing.table(
            ["conclusion", "outcome", "basis", "where", "says"],
            [
                [
                    r.address,
                    f"{_SIGNS[r.outcome]} {r.outcome}",
                    r.basis,
                    ", ".join(t.address for t in r.targets),
                    r.wording,
                ]
                for r in points
            ],
            wrap=False,
        )
    counts: Counter[str] = Counter(r.outcome for r in rows)
    if rows:
        printing.say(", ".join(f"{counts[o]} {o}" for o in _SIGNS if counts[o]))


def matcher_of(hand: Hand) -> Matcher:
    """The engine over the readable sources; says which are missing, or that there are none."""
    matcher = hand.workspace.matcher()
    for trouble in hand.workspace.documents()[1]:
        printing.note(trouble)
    if not hand.state().now.documents:
        printing.note("The corpus is empty: draftrace corpus add FILE --role conclusions")
    return matcher


def encode(matcher: Matcher, also: Sequence[str]) -> None:
    """Compare by meaning what has not been compared yet, telling how far it is."""
    from draftrace.matching.settings import ModelUnavailable

    shown = False
    reached = (0, 0)
    try:
        if sys.stderr.isatty():
            click.echo("comparing by meaning…", err=True, nl=False)
            shown = True
        for progress in matcher.encode(also):
            reached = (progress.done, progress.total)
            if sys.stderr.isatty() and progress.total > progress.done:
                click.echo(
                    f"\rcomparing by meaning: {progress.done} of {progress.total}",
                    err=True,
                    nl=False,
                )
    except ModelUnavailable as error:
        printing.note(f"{error.message} Going by words alone.")
    except KeyboardInterrupt:
        click.echo(err=True)
        printing.note("Compared {} of {}, and kept: the next time goes on there.".format(*reached))
        raise
    if shown:
        click.echo("\r" + " " * 60 + "\r", err=True, nl=False)


def names_a_place(asked: str) -> bool:
    """Whether what was typed is meant as an address: short, with a number, bracket or slash."""
    return len(asked.split()) <= _ADDRESS_WORDS and any(c.isdigit() or c in "/(" for c in asked)


def _asked(hand: Hand, address: str, *, every: bool) -> list[tuple[str, str, set[tuple[str, str]]]]:
    """What to look for: name, wording, and the sources dismissed for it."""
    state = hand.state()
    if every:
        return [
            (p.now.address, p.now.wording, dismissed(state, p.id))
            for p in state.standing()
            if p.kind not in ("title", "heading", "footnote")
        ]
    if not address:
        raise UsageError("Name a provision or say --all.", "As in: draftrace suggest 'PA/24(d)'")
    if not names_a_place(address):
        return [("", address, set())]
    found = hand.provision(address)
    return [(found.now.address, found.now.wording, dismissed(state, found.id))]


def _suggested(
    workspace: Workspace,
    state: State,
    points: Sequence[tuple[str, str, str]],
    *,
    lexical: bool,
) -> Mapping[tuple[str, str], Sequence[Target]]:
    from draftrace.matching.sources import Source

    matcher = workspace.matcher()
    wanted = [Source(d, a, w, "conclusion") for d, a, w in points]
    targets = [
        Source("", p.now.address, p.now.wording)
        for p in state.standing()
        if p.kind not in ("title", "heading", "footnote")
    ]
    if not lexical:
        encode(matcher, [t.wording for t in targets])
    said_no = {(p.now.address, *pair) for p in state.standing() for pair in dismissed(state, p.id)}
    return {
        (found.document, found.address): [
            Target(address=t.address, relation=t.relation, score=t.score, verdict="suggested")
            for t in found.targets
            if (t.address, found.document, found.address) not in said_no
        ]
        for found in matcher.coverage(wanted, targets, lexical=lexical)
    }


def _among(gone: set[tuple[str, str]]) -> Callable[[Source], bool]:
    return lambda source: (source.document, source.address) in gone


def _judged(hand: Hand, wording: str, ref: SourceRef) -> Suggestion:
    """What the engine sees between a wording and one source paragraph."""
    from draftrace.matching.sources import Source

    return hand.workspace.matcher().pair(wording, Source(ref.document, ref.address, ref.wording))


def _shape(s: Suggestion) -> dict[str, Any]:
    return {
        "document": s.document,
        "address": s.address,
        "relation": s.relation,
        "score": s.score,
        "reason": s.reason,
        "evidence": [{"target": target, "source": source} for target, source in s.evidence],
    }


def _print(name: str, wording: str, found: Sequence[Suggestion], note: str) -> None:
    printing.heading(name or "text")
    printing.paragraph(printing.safe(wording), 2)
    for s in found:
        judged = f"◇ {s.document} {s.address}  {s.relation} {s.score:.2f}: {s.reason}"
        printing.paragraph(printing.safe(judged), 2, 2)
        printing.paragraph(printing.safe(s.wording), 4)
    if note or not found:
        printing.paragraph(printing.safe(note or "No source found."), 2, 2)
    printing.say()
