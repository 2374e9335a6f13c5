"""Which source paragraph does a provision descend from, who says so, and does it still hold?"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Any, get_args

import click

from draftrace.cli import completing, printing
from draftrace.cli.drafting import source_ref
from draftrace.cli.encoding import compared
from draftrace.cli.hand import Hand, acting, at
from draftrace.compare.phrases import find, it_says
from draftrace.errors import UsageError
from draftrace.room.acts import corpus
from draftrace.room.acts.terms import Relation, SourceRef, Span
from draftrace.room.entities import Provision
from draftrace.room.state import State
from draftrace.text.wording import cut_out
from draftrace.views.coverage import UNSOURCED_KINDS
from draftrace.views.standing import any_life
from draftrace.views.suspects import Change, Connection, Phrase, connections, every_connection

if TYPE_CHECKING:
    from draftrace.matching.engine import Suggestion

_VERDICTS = {"confirmed": "●", "suggested": "◇", "dismissed": "✗"}
_SUGGESTED = 3
"""Suggestions shown for each provision."""


@click.command(
    epilog="Examples: draftrace link 'PA/24(d)' 'WG:68(k)' --relation adapted --reason 'same point'"
    "  ·  draftrace link 'PA/24(d)' 'WG:68(k)' --phrase 'chemical profiling'"
)
@click.argument("address", shell_complete=completing.address)
@click.argument("source", metavar="SYMBOL:ADDRESS")
@click.option("--relation", type=click.Choice(get_args(Relation)), help="Default: as measured.")
@click.option(
    "--phrase",
    "phrases",
    multiple=True,
    metavar="TEXT",
    help="Only this phrase of the provision descends from it; may be repeated.",
)
@click.option("--reason", default="")
@acting
def link(
    hand: Hand,
    address: str,
    source: str,
    relation: Relation | None,
    phrases: tuple[str, ...],
    reason: str,
) -> None:
    """Confirm that a provision descends from a source paragraph; also clears suspicion."""
    found, ref = hand.provision(address), source_ref(hand, source)
    judged = _judged(hand, found.now.wording, ref)
    kind: Relation = relation or ("thematic" if judged.relation == "none" else judged.relation)
    evidence = tuple(_of_phrase(found, ref, judged, p) for p in phrases) or judged.evidence
    hand.perform(
        lambda s, f: corpus.link(
            s, f, found.id, ref, relation=kind, evidence=evidence, reason=reason
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
    epilog="Examples: draftrace links  ·  draftrace links 'PA/24(d)' --suggested"
    "  ·  draftrace links --suspect --json"
)
@click.argument("address", shell_complete=completing.address, default="")
@click.option("--suspect", is_flag=True, help="Only links whose words have changed since.")
@click.option("--suggested", is_flag=True, help="Also sources nobody has judged yet.")
@click.option("--lexical", is_flag=True, help="Suggestions by words alone.")
@click.option("--json", "as_json", is_flag=True)
@at
@click.pass_obj
def links(
    hand: Hand, address: str, suspect: bool, suggested: bool, lexical: bool, as_json: bool
) -> None:
    """Every link between provisions and source paragraphs: phrases, verdict, by whom and when."""
    if suspect and suggested:
        raise UsageError("Only a confirmed link can be suspect.", "Leave --suggested out.")
    state = hand.state()
    chosen = _chosen(state, address)
    found = (
        [c for p in chosen for c in connections(state, p.id)]
        if address
        else every_connection(state)
    )
    if suggested:
        among = [p for p in chosen if p.now.life != "struck"]
        found = _in_order(state, [*found, *_suggestions(hand, among, found, lexical=lexical)])
    shown = [c for c in found if c.suspect] if suspect else found
    if as_json:
        printing.data([_shape(c) for c in shown])
        return
    _print_links(shown, address, suspect=suspect, suggested=suggested)


def _chosen(state: State, address: str) -> list[Provision]:
    """A provision, struck or not, with all below it; or the whole text."""
    if not address:
        return state.standing()
    found = any_life(state, address)
    below = [] if found.now.life == "struck" else state.below(found.id)
    return [state.now.provisions[i] for i in (found.id, *below)]


def _in_order(state: State, found: Sequence[Connection]) -> list[Connection]:
    places = {provision: at for at, provision in enumerate(state.order())}
    return sorted(found, key=lambda c: places.get(c.provision, len(places)))


def _suggestions(
    hand: Hand, chosen: Sequence[Provision], judged: Sequence[Connection], *, lexical: bool
) -> list[Connection]:
    from draftrace.cli.matching import matcher_of
    from draftrace.matching.surroundings import standing_text

    asked = [p for p in chosen if p.kind not in UNSOURCED_KINDS]
    gone = {(c.provision, c.document, c.source) for c in judged}
    matcher = matcher_of(hand)
    if matcher.sources and not lexical:
        lexical = not compared(matcher, [p.now.wording for p in asked])
    text = standing_text(hand.state())
    return [
        _unjudged(provision, one)
        for provision in asked
        for one in matcher.suggest(
            provision.now.wording,
            _SUGGESTED,
            lexical=lexical,
            exclude=lambda s, i=provision.id: (i, s.document, s.address) in gone,  # type: ignore[misc]
            among=text,
        ).suggestions
    ]


def _unjudged(provision: Provision, one: Suggestion) -> Connection:
    wording = provision.now.wording
    return Connection(
        provision=provision.id,
        address=provision.now.address,
        life=provision.now.life,
        document=one.document,
        source=one.address,
        source_wording=one.wording,
        wording=wording,
        present=wording,
        relation=one.relation,
        stated=False,
        verdict="suggested",
        by="",
        recorder="",
        happened="",
        position=0,
        reason=one.reason,
        phrases=tuple(
            Phrase(target=target, source=source, now=target, text=wording[slice(*target)])
            for target, source in one.evidence
        ),
        score=one.score,
    )


def _of_phrase(
    found: Provision, ref: SourceRef, judged: Suggestion, phrase: str
) -> tuple[Span, Span]:
    """A phrase of the provision, and where its counterpart stands in the source."""
    places = find(found.now.wording, phrase)
    if len(places) != 1:
        times = f"stands {len(places)} times in" if places else "is not in"
        raise UsageError(
            f"{phrase!r} {times} {found.now.address}.",
            "Take in a word before or after." if places else it_says(found.now.wording),
        )
    start, end = places[0]
    there = find(ref.wording, phrase)[:1] or [
        source for target, source in judged.evidence if target[0] < end and start < target[1]
    ]
    if not there:
        return (start, end), (0, len(ref.wording))
    return (start, end), (min(a for a, _ in there), max(b for _, b in there))


def _judged(hand: Hand, wording: str, ref: SourceRef) -> Suggestion:
    """What the engine sees between a wording and one source paragraph."""
    from draftrace.matching.sources import Source
    from draftrace.matching.surroundings import standing_text

    source = Source(ref.document, ref.address, ref.wording)
    return hand.workspace.matcher().pair(wording, source, standing_text(hand.state()))


def _print_links(
    found: Sequence[Connection], address: str, *, suspect: bool, suggested: bool
) -> None:
    if not found:
        what = "No link is suspect" if suspect else "Nobody has linked anything"
        where = f" at {address}" if address else ""
        asked = f"'{address}'" if address else "--all"
        look = f". Look for sources: draftrace suggest {asked}"
        printing.note(f"{what}{where}{', and no source is found.' if suggested else look}")
        return
    for (name, life), group in groupby(found, key=lambda c: (c.address, c.life)):
        printing.heading(f"{name}  (struck)" if life == "struck" else name)
        for connection in group:
            _print_link(connection)
    wrong = [c for c in found if c.suspect]
    said = {v: sum(c.verdict == v for c in found) for v in _VERDICTS}
    counts = ", ".join(f"{n} {v}" for v, n in said.items() if n)
    printing.say(f"{counts}; {len(wrong)} suspect")
    if wrong:
        first = wrong[0]
        pair = f"'{first.address}' '{first.document}:{first.source}'"
        printing.paragraph(
            printing.safe(
                f"Still a source? draftrace link {pair}   No more? draftrace dismiss {pair}"
            ),
            0,
            2,
        )


def _print_link(c: Connection) -> None:
    relation = f"  {c.relation}{'' if c.stated else ' (as measured)'}" if c.relation else ""
    score = f" {c.score:.2f}" if c.score is not None else ""
    who = f" by {c.by}, {c.happened[:10]}" if c.by else ""
    reason = f": {c.reason}" if c.reason else ""
    told = f"{_VERDICTS[c.verdict]} {c.document} {c.source}{relation}{score}, {c.verdict}{who}"
    printing.paragraph(printing.safe(told + reason), 2, 2)
    for phrase in c.phrases:
        here, there = cut_out(phrase.text), cut_out(c.source_wording[slice(*phrase.source)])
        same = there.casefold() == here.casefold()
        shown = f"“{here}”" + ("" if same else f" ↔ “{there}”")
        printing.paragraph(printing.safe(shown + _fate(c, phrase)), 6, 2)
    if c.suspect:
        printing.paragraph(printing.safe(f"suspect: {c.suspect}"), 4, 2)
    carried = [change for change in c.changes if change.effect in ("carried", "restored")]
    if carried:
        noted = "; ".join(_noted(change) for change in carried)
        printing.paragraph(printing.safe(f"noted: {noted}"), 4, 2)


def _fate(c: Connection, phrase: Phrase) -> str:
    if phrase.now is None:
        return "  → gone"
    return f"  → now “{c.present[slice(*phrase.now)]}”" if phrase.touched else ""


def _noted(change: Change) -> str:
    who = ", ".join(change.proposals) or change.by
    effect = "left the evidence whole" if change.effect == "carried" else "restored the wording"
    return f"{who}, {change.happened[:10]}, {effect}"


def _shape(c: Connection) -> dict[str, Any]:
    return {
        "address": c.address,
        "life": c.life,
        "document": c.document,
        "source": c.source,
        "relation": c.relation,
        "stated": c.stated,
        "verdict": c.verdict,
        "score": c.score,
        "by": c.by,
        "recorder": c.recorder,
        "happened": c.happened,
        "entry": c.position or None,
        "reason": c.reason,
        "suspect": c.suspect,
        "wording": c.wording,
        "present": c.present,
        "source_wording": c.source_wording,
        "evidence": c.phrases,
        "changes": c.changes,
    }
