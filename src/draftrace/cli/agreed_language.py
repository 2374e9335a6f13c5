"""Where was this said before, and does what is cited still say so?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import click
import msgspec

from draftrace.cli import completing, printing
from draftrace.cli.hand import Hand, at
from draftrace.cli.matching import matcher_of, names_a_place
from draftrace.compare.words import difference
from draftrace.errors import DraftraceError, UsageError
from draftrace.room.entities import Provision, Revision
from draftrace.room.state import State
from draftrace.text.wording import cut_out
from draftrace.views.drift import Drift, drift
from draftrace.views.history import sources

if TYPE_CHECKING:
    from draftrace.matching.engine import Matcher, Occurrence
    from draftrace.matching.sources import Source


_AROUND = 80  # characters of a paragraph before and behind the phrase


class _Said(msgspec.Struct, frozen=True):
    """An occurrence, and when and where its text was issued; ``kind`` corpus or revision."""

    kind: str
    date: str
    meeting: str
    found: Occurrence


@click.command(
    epilog="Examples: draftrace agreed 'common and shared responsibility'  ·  agreed 'PD/2' --json"
    "  ·  draftrace agreed --drift"
)
@click.argument("phrase", shell_complete=completing.address, default="", metavar="[PHRASE|ADDRESS]")
@click.option("--drift", "drifting", is_flag=True, help="Every cited source that reads otherwise.")
@click.option("--limit", type=click.IntRange(min=0), default=10, show_default=True, help="Near.")
@click.option("--json", "as_json", is_flag=True)
@at
@click.pass_obj
def agreed(hand: Hand, phrase: str, drifting: bool, limit: int, as_json: bool) -> None:
    """Where and when the corpus and earlier revisions said it: word for word, or nearly, and how
    it differs. With an address, also what changed since its sources were confirmed."""
    if not phrase.strip() and not drifting:
        raise UsageError("Say which phrase.", "As in: draftrace agreed 'shared responsibility'")
    state, matcher = hand.state(), matcher_of(hand)
    provision, refused = _provision(hand, phrase)
    wording = provision.now.wording if provision else phrase.strip()
    said = list(_said(state, matcher, wording, limit, provision)) if wording else []
    changed: list[Drift] = []
    if drifting or provision:
        now = {(s.document, s.address): s.wording for s in matcher.sources}
        changed = drift(state, now, provision.id if provision else "")
    if refused and not said:
        printing.note(f"{refused.message} {refused.hint}".rstrip())
    if as_json:
        printing.data(_shape(wording, said, changed))
        return
    if wording:
        _print_said(said)
    linked = bool(sources(state, provision.id) if provision else state.now.links)
    _print_drift(changed, asked=drifting or provision is not None, linked=linked)


def _provision(hand: Hand, phrase: str) -> tuple[Provision | None, DraftraceError | None]:
    """The provision that what was typed names, or why it names none though it is like an address;
    it may be a phrase all the same."""
    if not names_a_place(phrase):
        return None, None
    try:
        return hand.provision(phrase), None
    except DraftraceError as refused:
        return None, refused


def _said(
    state: State, matcher: Matcher, wording: str, limit: int, provision: Provision | None
) -> Iterator[_Said]:
    """The occurrences in the corpus, then those in the issued revisions, oldest first."""
    from draftrace.matching.engine import Matcher

    dates = {d.symbol: d.date for d in state.now.documents.values()}
    for found in matcher.agreed(wording, limit):
        yield _Said("corpus", dates.get(found.document, ""), "", found)
    issued = Matcher([s for r in state.past.revisions for s in _paragraphs(r)])
    places = [*issued.agreed(wording, limit)]
    if provision:
        taken = {(found.document, found.address) for found in places}
        own = _earlier(state, provision)
        places += [one for one in own if (one.document, one.address) not in taken]
    stamps = {r.name: r.stamp for r in state.past.revisions}
    for found in sorted(places, key=lambda one: (not one.exact, stamps[one.document].position)):
        stamp = stamps[found.document]
        meeting = state.now.meetings.get(stamp.meeting)
        yield _Said("revision", stamp.happened[:10], meeting.name if meeting else "", found)


def _earlier(state: State, provision: Provision) -> Iterator[Occurrence]:
    """What a provision itself said in each revision, however far that is from what it says."""
    from draftrace.matching.engine import Occurrence

    now = provision.now.wording
    for revision in state.past.revisions:
        for issued in revision.provisions:
            if issued.provision == provision.id:
                text, whole = issued.wording, (0, len(issued.wording))
                departure = difference(now, text) if text != now else ()
                yield Occurrence(revision.name, issued.address, text == now, whole, text, departure)


def _paragraphs(revision: Revision) -> Iterator[Source]:
    from draftrace.matching.sources import Source

    for issued in revision.provisions:
        if issued.kind not in ("title", "heading") and issued.wording.strip():
            yield Source(revision.name, issued.address, issued.wording)


def _shape(asked: str, said: Sequence[_Said], changed: Sequence[Drift]) -> dict[str, Any]:
    exact = sum(s.found.exact for s in said)
    return {
        "asked": asked,
        "exact": exact,
        "near": len(said) - exact,
        "occurrences": [
            {
                **msgspec.structs.asdict(s.found),
                "kind": s.kind,
                "date": s.date,
                "meeting": s.meeting,
            }
            for s in said
        ],
        "drift": [msgspec.to_builtins(one) for one in changed],
    }


def _print_said(said: Sequence[_Said]) -> None:
    if not said:
        printing.say("Said nowhere in the corpus or an issued text, word for word or nearly.")
        return
    counted = ", ".join(
        f"{kind} {sum(s.found.exact for s in said if s.kind == kind)}"
        for kind in ("corpus", "revision")
    )
    exact = sum(s.found.exact for s in said)
    printing.say(f"Word for word: {exact} ({counted}). Nearly: {len(said) - exact}.")
    same: dict[tuple[bool, str], list[_Said]] = {}
    for one in said:
        same.setdefault((one.found.exact, one.found.wording), []).append(one)
    for (exactly, wording), places in same.items():
        times = Counter(map(_place, places))
        where = "; ".join(f"{at} ×{n}" if n > 1 else at for at, n in times.items())
        printing.paragraph(printing.safe(f"{'=' if exactly else '≈'} {where}"), 0, 2)
        departure = places[0].found.departure
        if departure:
            printing.paragraph(printing.redline(departure), 4)
            continue
        for start, end in sorted({one.found.span for one in places}):
            printing.paragraph(printing.safe(_around(wording, start, end)), 4)


def _around(wording: str, start: int, end: int) -> str:
    """The words from one place to another with some before and behind, whole words all."""
    first = wording.rfind(" ", 0, start - _AROUND) + 1 if start > _AROUND else 0
    last = wording.find(" ", end + _AROUND)
    led, tail = "… " if first else "", " …" if last >= 0 else ""
    return f"{led}{cut_out(wording[first : last if tail else None])}{tail}"


def _place(one: _Said) -> str:
    when = ", ".join(filter(None, [one.date, one.meeting]))
    return f"{one.found.document} {one.found.address}{f' ({when})' if when else ''}"


def _print_drift(changed: Sequence[Drift], *, asked: bool, linked: bool) -> None:
    if asked and not changed:
        printing.say(
            "Every confirmed source, and what rests on it, reads as it was confirmed."
            if linked
            else "No source has been confirmed."
        )
    for one in changed:
        relation = f" {one.relation}" if one.relation else ""
        printing.heading(
            printing.safe(f"{one.address} ← {one.document} {one.source_address}{relation}")
        )
        printing.say(printing.safe(f"  confirmed {one.date} by {one.by}"))
        if one.missing:
            printing.say("  The corpus holds this paragraph no more.")
        if one.source:
            printing.say("  The source reads otherwise now:")
            printing.paragraph(printing.redline(one.source), 4)
        for change in one.changes:
            date = f" ({change.date})" if change.date else ""
            printing.say(printing.safe(f"  {change.revision}{date} words the provision otherwise:"))
            printing.paragraph(printing.redline(change.redline), 4)
        for words in one.lost:
            printing.paragraph(
                printing.safe(f"cited words that stand no longer: ‘{cut_out(words)}’"), 2, 4
            )
        if one.changes and not one.lost:
            printing.say("  The cited words still stand.")
