"""What the provenance report says in words, whatever the format."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from draftrace.exporters.dates import day_in_words
from draftrace.exporters.inlines import Numbers, as_text, note_numbers, runs_of, wording_text
from draftrace.text.labels import leading
from draftrace.views.coverage import FATES, Point, judged
from draftrace.views.report import Origin, Report, Told
from draftrace.views.trace import Trace, Version

SOURCED = ("⟨", "⟩")
"""Around words that stand in a confirmed source paragraph too."""

_TOLD_ELSEWHERE = {
    "proposed",
    "proposal revised",
    "proposal withdrawn",
    "proposal confirmed",
    "co-sponsored",
    "draft tabled",
    "provision lifted",
    "revision issued",
    "source linked",
}


def party_names(report: Report, parties: Iterable[str]) -> str:
    """``Norvia (NOR), Falland (FAL)``; a code nobody named stands alone."""
    return ", ".join(
        f"{name} ({code})" if (name := report.names.get(code, code)) != code else code
        for code in parties
    )


def plainest(report: Report) -> str:
    """The letter of most words, which needs no colour."""
    return max(report.letters, key=lambda each: each[2], default=("", (), 0))[0]


def origin_words(report: Report, origin: Origin) -> str:
    """Who brought words in, in which meeting, from which source."""
    said = [party_names(report, origin.parties) or "unknown", origin.meeting]
    said += [f"also in {origin.source}"] if origin.source else []
    said += ["restored"] if origin.restored else []
    return ", ".join(filter(None, said))


def version_words(version: Version) -> list[str]:
    """A version in sentences: what was decided and by whom, then the reasons and the rest."""
    who = ", ".join(version.sponsors) or version.by
    named = f"{', '.join(version.proposals)} ({who})" if version.proposals else who
    where = f", {version.meeting}" if version.meeting else ""
    whose = f"{named}{version.by_amendments}{where}"
    lead = f"{day_in_words(version.happened)}, {version.decision}: {whose}"
    return [
        f"{lead} → {version.revision}",
        *(f"Reason of {why}" for why in version.proposed_because),
        *([f"Reason of the decision: {version.reason}"] if version.reason else []),
        *([f"Objections: {', '.join(version.objections)}"] if version.objections else []),
        *(f"Attached: {name}" for name in version.attachments),
    ]


def gavels(trace: Trace) -> list[str]:
    """Agreement and the like: acts that changed no word, in sentences."""
    versions = {version.act for version in trace.versions}
    told = []
    for event in trace.events:
        if event.act in versions or event.kind in _TOLD_ELSEWHERE:
            continue
        if event.kind == "position taken" and not event.decision:
            continue  # on a proposal: told with the version it led to
        where = f", {event.meeting}" if event.meeting else ""
        why = f": {event.reason}" if event.reason else ""
        named = f" ({', '.join(event.proposals)})" if event.proposals else ""
        word = "; ".join((f"{event.decision or event.kind}{named}", *event.fallen))
        told.append(f"{day_in_words(event.happened)}, {word}, {event.by}{where}{why}")
    return told


def ways(told: Told) -> str:
    """How a provision came to read so, counted."""
    versions, sources = len(told.trace.versions), len(told.trace.sources)
    said = f"{versions} version{'' if versions == 1 else 's'}"
    found = f"{sources} source{'' if sources == 1 else 's'}" if sources else "no confirmed source"
    return f"How it came to read so: {said}, {found}"


def cited_words(trace: Trace) -> list[str]:
    """What a page says of a provision beside its history: its addresses, why links hold."""
    cited = ", ".join(f"{revision}: {address}" for revision, address in trace.addresses)
    reasons = [source.reason for source in trace.sources if source.reason]
    return [f"Cited as {cited}.", *reasons] if cited else reasons


def coverage_words(report: Report) -> str:
    """How many conclusions fared how."""
    counts: Counter[str] = Counter(map(judged, report.coverage))
    told = ", ".join(f"{counts[fate]} {fate}" for fate in FATES if counts[fate])
    return f"{len(report.coverage)} conclusions: {told}."


def report_words(report: Report) -> Iterator[str]:
    """What the report must say, whatever the format, in order: a written one is held against it."""
    numbers = note_numbers(report.revision.provisions)
    for _letter, parties, count in report.letters:
        yield from (party_names(report, parties), f"{count:,}")
    for told in report.provisions:
        yield from _provision(report, told, numbers)
    for trace in report.struck:
        yield from (trace.address, wording_text(trace.wording, numbers), *_history(trace, numbers))
    for point in report.coverage:
        yield from _fate(point)


def _provision(report: Report, told: Told, numbers: Numbers) -> Iterator[str]:
    issued = told.issued
    label = leading(issued.label, issued.kind)
    yield from (issued.address, told.trace.status, label + wording_text(issued.wording, numbers))
    yield from (origin_words(report, origin) for origin in told.origins)
    yield from _history(told.trace, numbers)


def _history(trace: Trace, numbers: Numbers) -> Iterator[str]:
    for source in trace.sources:
        relation = f", {source.relation}" if source.relation else ""
        yield f"{source.document} {source.address}{relation}, confirmed by {source.by}"
        yield wording_text(source.wording, {})
    for version in trace.versions:
        lead, *rest = version_words(version)
        yield from (lead, as_text(runs_of(version.redline), numbers), *rest)
    yield from gavels(trace)


def _fate(point: Point) -> Iterator[str]:
    yield from (f"{point.document} {point.address}", judged(point))
    yield ", ".join(target.address for target in point.targets)
    yield wording_text(point.wording, {})
