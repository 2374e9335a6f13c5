"""A trace as Markdown. What comes from files and people is text, never markup."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from draftrace.exporters.visible import visible
from draftrace.text.wording import cut_out
from draftrace.views.history import GAVELLED, Event, Redline, SourceFound
from draftrace.views.trace import Trace, Version
from draftrace.views.why import Answer, Occurrence, told

_MARKUP = re.compile(r"[\\`*_\[\]<>&~|#!$^{}@]|:(?=//)|(?<=[wW]{3})\.")
_LEAD = re.compile(r"\s*[-+=:%(\"']|\s*\w{1,9}[.)]")
_SPACE = re.compile(r"\s+")
_NOTHING = "&#8203;"
_SIGNS = {"+": "**{}**", "-": "~~{}~~"}


def escaped(text: str) -> str:
    """Text that renders as itself in CommonMark, GFM and pandoc's Markdown, on one line: nothing
    in it is emphasis, link, list, heading or HTML; control characters are shown."""
    line = _SPACE.sub(" ", text)
    inert = _MARKUP.sub(lambda found: "\\" + found[0], visible(line))
    lead = _LEAD.match(inert)
    if lead is None:
        return inert
    return f"{inert[: lead.end() - 1]}\\{inert[lead.end() - 1 :]}"


def trace_markdown(found: Trace) -> str:
    """A trace as a Markdown section: sources, versions with their redlines, addresses."""
    return "\n".join(_trace(found))


def why_markdown(address: str, place: Occurrence, answers: Sequence[Answer]) -> str:
    """The answer for one word as a Markdown section."""
    around = f"{escaped(place.before)}**{escaped(place.word)}**{escaped(place.after)}"
    lines = [f"## {escaped(address)}: why “{escaped(place.word)}”", "", f"> {around}"]
    for answer in answers:
        lines += ["", f"**{escaped(answer.word)}**", ""]
        lines += [f"- {name}: {escaped(said)}" for name, said in told(answer)]
    return "\n".join(lines)


def _trace(found: Trace) -> Iterator[str]:
    yield f"## {escaped(found.address)} ({escaped(found.status)})"
    yield ""
    yield f"> {escaped(found.wording)}"
    yield ""
    yield "### Sources"
    yield ""
    if not found.sources:
        yield "No confirmed source."
    for source in found.sources:
        yield from _source(source, found.wording)
    yield ""
    yield "### Versions"
    yield ""
    versions = {version.act: version for version in found.versions}
    for number, event in enumerate(_shown(found), 1):
        lead = f"{number}. "
        lines = _version(versions[event.act]) if event.act in versions else _gavel(event)
        for at, line in enumerate(lines):
            yield (lead if not at else " " * len(lead)) + line
    yield from _beside(found)
    if found.addresses:
        yield ""
        cited = " → ".join(f"{escaped(r)}: {escaped(a)}" for r, a in found.addresses)
        yield f"Addresses: {cited}"


def _beside(found: Trace) -> Iterator[str]:
    """Explanations and reservations, which stand beside the text."""
    if found.beside:
        yield from ("", "### Beside the text", "")
    for word in found.beside:
        where = "" if word.on else " on the text as a whole"
        said = f"{word.happened[:10]} {word.speakers} {word.stance}{where}"
        yield f"- {escaped(said + (f': {word.text}' if word.text else ''))}"


def _shown(found: Trace) -> list[Event]:
    told_of = {version.act for version in found.versions}
    return [e for e in found.events if e.act in told_of or e.kind in GAVELLED]


def _source(source: SourceFound, wording: str) -> Iterator[str]:
    relation = f", {source.told}" if source.told else ""
    said = f"{source.document} {source.address}{relation}, confirmed by {source.by}"
    yield f"- **{escaped(said)}** {escaped(source.happened[:10])}  "
    yield f"  {escaped(source.wording)}"
    shared = "; ".join(f"‘{cut_out(wording[slice(*span)])}’" for span in source.carried)
    if shared:
        yield f"  - rests on: {escaped(shared)}"
    if source.reason:
        yield f"  - reason: {escaped(source.reason)}"
    if source.suspect:
        yield f"  - suspect: {escaped(source.suspect)}"


def _version(version: Version) -> Iterator[str]:
    who = version.speakers or version.by
    if version.proposals:
        who = f"{', '.join(version.proposals)} ({who})"
    meeting = f", {version.meeting}" if version.meeting else ""
    said = f"{version.decision}: {who}{version.by_amendments}{meeting} → {version.revision}"
    yield f"**{escaped(version.happened[:10])}** {escaped(said)}  "
    yield _redline(version.redline)
    for because in version.proposed_because:
        yield f"- reason of {escaped(because)}"
    if version.reason:
        yield f"- reason of the decision: {escaped(version.reason)}"
    if version.objections:
        yield f"- objections: {escaped(', '.join(version.objections))}"
    for file in version.attachments:
        yield f"- attached: {escaped(file)}"


def _gavel(event: Event) -> Iterator[str]:
    word = event.decision or event.kind
    meeting = f", {event.meeting}" if event.meeting else ""
    reason = f": {event.reason}" if event.reason else ""
    yield f"**{escaped(event.happened[:10])}** {escaped(f'{word}{meeting}, {event.by}{reason}')}"


def _redline(parts: Redline) -> str:
    """Inserted words bold, struck words struck through. The signs stand by the words, and beside
    white space, a mark or nothing wide, where alone Markdown takes them for signs."""
    shown = ""
    was = ""
    for op, text in parts:
        words = escaped(text.strip())
        lead, tail = " " * text[:1].isspace(), " " * text[-1:].isspace()
        if shown and not lead and shown[-1] != " " and (op != "=" or was != "="):
            shown += " " if "=" not in (op, was) else _NOTHING
        signed = _SIGNS[op].format(words) if op != "=" and words else words
        shown += lead + signed + (tail if words else "")
        was = op
    return shown.strip()
