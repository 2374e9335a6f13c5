"""Why does a provision read so?"""

from __future__ import annotations

from typing import Any

import click
import msgspec

from draftrace.cli import completing, printing
from draftrace.cli.hand import Hand, at
from draftrace.errors import UsageError
from draftrace.room.entities import Provision
from draftrace.room.state import State
from draftrace.text.wording import cut_out
from draftrace.views.history import GAVELLED, Event
from draftrace.views.standing import any_life
from draftrace.views.trace import Beside, Trace, Version
from draftrace.views.trace import trace as traced
from draftrace.views.why import Answer, occurrences, told, why


@click.command(
    epilog="Examples: draftrace trace 'PA/24(d)'  ·  draftrace trace 'Rev.1:PA/18(c)' --json"
    "  ·  draftrace trace 'PA/24(d)' --why voluntary  ·  draftrace trace PA/24 --markdown"
)
@click.argument("address", shell_complete=completing.address)
@click.option("--why", "word", metavar="WORD", help="Answer for one word, or some in a row.")
@click.option(
    "--nth", type=click.IntRange(min=1), metavar="N", help="Which of several places of WORD."
)
@click.option("--markdown", is_flag=True, help="As Markdown, for a note or a report.")
@click.option("--json", "as_json", is_flag=True)
@at
@click.pass_obj
def trace(
    hand: Hand, address: str, word: str | None, nth: int | None, markdown: bool, as_json: bool
) -> None:
    """From adopted wording back to the conclusions, every step with who and why."""
    if markdown and as_json:
        raise UsageError("Choose --markdown or --json.")
    if nth and word is None:
        raise UsageError("--nth goes with --why.", "As in: draftrace trace PA/24 --why and --nth 2")
    state = hand.state()
    provision = any_life(state, address)
    if word is not None:
        _tell_why(state, provision, word, nth, markdown=markdown, as_json=as_json)
        return
    found = traced(state, provision)
    if as_json:
        printing.data(_shape(found))
    elif markdown:
        from draftrace.exporters.trace_markdown import trace_markdown

        printing.say(trace_markdown(found))
    else:
        print_trace(found)
        _print_below(state, provision)


def _print_below(state: State, provision: Provision) -> None:
    """That what stands below is traced apart, and how to see it together."""
    below = state.below(provision.id) if provision.now.life == "standing" else []
    forms = [state.now.provisions[i].now for i in below]
    items = [form.address for form in forms if form.life == "standing"]
    if items:
        which = items[0] if len(items) == 1 else f"{items[0]} to {items[-1]}"
        where = f"draftrace lineage '{provision.now.address}'"
        printing.paragraph(printing.safe(f"below it {which}: {where}"), 0, 2)


def _shape(found: Trace) -> dict[str, Any]:
    """The shape of ``trace --json``: evidence as ``suggest`` tells it."""
    sources = [
        {
            **msgspec.structs.asdict(source),
            "evidence": [{"target": target, "source": there} for target, there in source.evidence],
        }
        for source in found.sources
    ]
    return {**msgspec.structs.asdict(found), "sources": sources}


def print_trace(found: Trace) -> None:
    """A trace for a person to read, top to bottom: sources, then each version."""
    printing.heading(f"{found.address}  {found.status}")
    printing.paragraph(f"“{printing.safe(found.wording)}”", 2)
    printing.say()
    for source in found.sources:
        relation = f"  {source.told}" if source.told else ""
        said = f"● {source.document} {source.address}{relation}, confirmed by {source.by}"
        printing.paragraph(printing.safe(f"{said}, {source.happened[:10]}"), 0, 2)
        printing.paragraph(printing.safe(source.wording), 4)
        shared = "; ".join(f"‘{cut_out(found.wording[slice(*span)])}’" for span in source.carried)
        if shared:
            printing.paragraph(printing.safe(f"rests on: {shared}"), 4, 2)
        if source.suspect:
            printing.paragraph(printing.safe(f"suspect: {source.suspect}"), 4, 2)
        if source.reason:
            printing.paragraph(f"({printing.safe(source.reason)})", 4)
    if not found.sources:
        printing.say(f"○ no confirmed source (draftrace suggest '{found.address}')")
    versions = {version.act: version for version in found.versions}
    for event in found.events:
        if event.act in versions:
            _print_version(versions[event.act])
        elif event.kind in GAVELLED:
            _print_gavel(event)
    for word in found.beside:
        print_beside(word)
    if found.addresses:
        cited = " → ".join(f"{r}:{a}" for r, a in found.addresses)
        printing.paragraph(f"cited as {cited}", 0, 2)


def print_beside(word: Beside, indent: int = 0) -> None:
    """A word beside the text, with the group's speaker where there was one."""
    by = f" ({word.by} speaking)" if word.by != word.party else ""
    where = "" if word.on else " on the text as a whole"
    text = f": {printing.safe(word.text)}" if word.text else ""
    said = f"“ {word.happened[:10]} {word.speakers}{by} {word.stance}{where}{text}"
    printing.paragraph(said, indent, 2)


def _print_gavel(event: Event) -> None:
    word = event.decision or event.kind
    meeting = f", {event.meeting}" if event.meeting else ""
    reason = f": {printing.safe(event.reason)}" if event.reason else ""
    mark = "✗" if event.kind == "silence broken" else "✓"
    printing.paragraph(f"{mark} {event.happened[:10]} {word}{meeting}, {event.by}{reason}", 0, 2)


def _print_version(version: Version) -> None:
    who = version.speakers or version.by
    if version.proposals:
        who = f"{', '.join(version.proposals)} ({who})"
    meeting = f", {version.meeting}" if version.meeting else ""
    day = version.happened[:10]
    whose = f"{who}{version.by_amendments}{meeting}"
    said = f"● {day} {version.decision}: {whose} → {version.revision}"
    printing.say("│")
    printing.paragraph(printing.safe(said), 0, 2)
    printing.paragraph(printing.redline(version.redline), 4)
    for one in version.force:
        printing.paragraph(f"force: {printing.safe(one)}", 4, 2)
    for because in version.proposed_because:
        printing.paragraph(f"reason of {printing.safe(because)}", 4, 2)
    if version.reason:
        printing.paragraph(f"reason of the decision: {printing.safe(version.reason)}", 4, 2)
    if version.objections:
        printing.say(f"    objections: {', '.join(version.objections)}")
    for file in version.attachments:
        printing.say(f"    attached: {printing.safe(file)}")


def _tell_why(
    state: State,
    provision: Provision,
    word: str,
    nth: int | None,
    *,
    markdown: bool,
    as_json: bool,
) -> None:
    """Answer for the nth place of a word; without ``nth``, list the places where it has several."""
    address = provision.now.address
    places = occurrences(provision, word)
    if len(places) > 1 and nth is None:
        if as_json:
            printing.data({"address": address, "word": word, "occurrences": places})
            return
        printing.say(printing.safe(f"“{word}” stands {len(places)} times in {address}:"))
        for place in places:
            where = f"{place.nth}  {place.before}»{place.word}«{place.after}"
            printing.paragraph(printing.safe(where), 2, 3)
        printing.say(f"Ask for one: --nth 1 to {len(places)}")
        return
    answers = why(state, provision, word, nth or 1)
    place = places[(nth or 1) - 1]
    if as_json:
        printing.data({"address": address, "word": word, "occurrence": place, "answers": answers})
    elif markdown:
        from draftrace.exporters.trace_markdown import why_markdown

        printing.say(why_markdown(address, place, answers))
    else:
        printing.heading(f"{address}  {place.before}»{place.word}«{place.after}")
        for answer in answers:
            _print_answer(answer)


def _print_answer(answer: Answer) -> None:
    printing.say(printing.safe(f"● “{answer.word}”"))
    for name, said in told(answer):
        printing.paragraph(printing.safe(f"{name}: {said}"), 4, 2)
