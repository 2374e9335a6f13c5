"""Why does a provision read so?"""

from __future__ import annotations

import click

from draftrace.cli import completing, printing
from draftrace.cli.hand import Hand
from draftrace.room.state import Provision, State
from draftrace.text import addresses
from draftrace.views.history import Event
from draftrace.views.standing import resolve_issued
from draftrace.views.trace import Beside, Trace, Version
from draftrace.views.trace import trace as traced

_GAVELLED = (
    "agreed",
    "reopened",
    "text adopted",
    "silence opened",
    "silence broken",
    "silence closed",
    "silence withdrawn",
)


@click.command(
    epilog="Example: draftrace trace 'PA/24(d)'  ·  draftrace trace 'Rev.1:PA/18(c)' --json"
)
@click.argument("address", shell_complete=completing.address)
@click.option("--json", "as_json", is_flag=True)
@click.pass_obj
def trace(hand: Hand, address: str, as_json: bool) -> None:
    """From adopted wording back to the conclusions, every step with who and why."""
    state = hand.state()
    found = traced(state, _provision(hand, state, address))
    if as_json:
        printing.data(found)
        return
    print_trace(found)


def print_trace(found: Trace) -> None:
    """A trace for a person to read, top to bottom: sources, then each version."""
    printing.heading(f"{found.address}  {found.status}")
    printing.paragraph(f"“{printing.safe(found.wording)}”", 2)
    printing.say()
    for source in found.sources:
        relation = f"  {source.relation}" if source.relation else ""
        said = f"● {source.document} {source.address}{relation}, confirmed by {source.by}"
        printing.paragraph(printing.safe(said), 0, 2)
        printing.paragraph(printing.safe(source.wording), 4)
        if source.reason:
            printing.paragraph(f"({printing.safe(source.reason)})", 4)
    if not found.sources:
        printing.say(f"○ no confirmed source (draftrace suggest '{found.address}')")
    versions = {version.act: version for version in found.versions}
    for event in found.events:
        if event.act in versions:
            _print_version(versions[event.act])
        elif event.kind in _GAVELLED:
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
    said = f"● {day} {version.decision}: {who}{meeting} → {version.revision}"
    printing.say("│")
    printing.paragraph(printing.safe(said), 0, 2)
    printing.paragraph(printing.redline(version.redline), 4)
    for why in version.proposed_because:
        printing.paragraph(f"reason of {printing.safe(why)}", 4, 2)
    if version.reason:
        printing.paragraph(f"reason of the decision: {printing.safe(version.reason)}", 4, 2)
    if version.objections:
        printing.say(f"    objections: {', '.join(version.objections)}")
    for file in version.attachments:
        printing.say(f"    attached: {printing.safe(file)}")


def _provision(hand: Hand, state: State, address: str) -> Provision:
    revision, inner = addresses.split_revision(address)
    if revision and revision != "standing":
        return state.now.provisions[resolve_issued(state, revision, inner).provision]
    struck = [
        p
        for p in state.now.provisions.values()
        if p.now.life == "struck" and p.now.address.casefold() == address.casefold()
    ]
    if struck and address not in state.now.addresses:
        return struck[-1]
    return hand.provision(address)
