"""The provenance report as one HTML page: it asks nothing of any server and works without script.

Words bear the letter of the parties that brought them in, and their colour besides; the script,
if it runs, folds the histories away and adds search and filters.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from draftrace.exporters.dates import day_in_words
from draftrace.exporters.hypertext import Head, page, text
from draftrace.exporters.inlines import (
    Numbers,
    as_html,
    note_numbers,
    piece_html,
    runs_of,
    wording_html,
)
from draftrace.exporters.markup import pieces
from draftrace.exporters.pictures import as_svg
from draftrace.exporters.report_words import (
    SOURCED,
    coverage_words,
    gavels,
    origin_words,
    party_names,
    plainest,
    version_words,
    ways,
)
from draftrace.exporters.sheet import Run
from draftrace.exporters.web import anchor
from draftrace.text.labels import printed
from draftrace.views.coverage import FATES, judged
from draftrace.views.history import SourceFound
from draftrace.views.report import Origin, Report, Told
from draftrace.views.trace import Trace, Version

_COLOURS = 12
_SIGNS = dict(zip(FATES, "■▣▤□·○", strict=True))


def report_page(report: Report) -> bytes:
    """The whole page."""
    numbers = note_numbers(report.revision.provisions)
    body = [
        '<a class="skip" href="#text">To the text</a>',
        *_masthead(report),
        *_legend(report),
        *_contents(report),
        *_tools(report),
        '<main id="text">',
        "<h2>The text</h2>",
        *(line for told in report.provisions for line in _provision(report, told, numbers)),
        "</main>",
        *_struck(report, numbers),
        *_coverage(report),
        *_foot(report),
    ]
    head = Head(
        title=f"Provenance of {report.revision.symbol}: {report.title}",
        symbol=report.revision.symbol,
        revision=report.revision.name,
        seal=report.seal,
        style="report.css",
        script="report.js",
    )
    return page(head, body)


def _masthead(report: Report) -> list[str]:
    revision = report.revision
    return [
        "<header>",
        f'<p class="symbol">{text(revision.symbol)}</p>',
        "<h1>Where every word comes from</h1>",
        f"<p>{text(report.title)}</p>",
        f"<p>{text(revision.name)}, {text(day_in_words(revision.stamp.happened))}. "
        f'<span class="hash">Seal {text(report.seal)}.</span></p>',
        "</header>",
    ]


def _tools(report: Report) -> list[str]:
    """Search and filters; hidden until the script that serves them runs."""
    origins = [o for told in report.provisions for o in told.origins]
    parties = sorted({p for o in origins for p in o.parties} | _sponsors(report))
    meetings = list(dict.fromkeys(o.meeting for o in origins if o.meeting))
    found = {f"{s.document}:{s.address}" for t in report.provisions for s in t.trace.sources}
    documents = sorted({s.document for t in report.provisions for s in t.trace.sources})
    named = [(code, f"{code}: {report.names.get(code, code)}") for code in parties]
    sources = [(d, f"{d} (any paragraph)") for d in documents] + [(s, s) for s in sorted(found)]
    return [
        '<div id="tools" role="search" aria-label="Search and filters" hidden>',
        '<label>Search <input id="search" type="search" autocomplete="off"></label>',
        _select("party", "Party", named),
        _select("meeting", "Meeting", [(m, m) for m in meetings]),
        _select("source", "Source", sources),
        '<button id="reset" type="button">Show all</button>',
        '<button id="unfold" type="button" aria-pressed="false">Open all histories</button>',
        '<p id="shown" role="status"></p>',
        "</div>",
    ]


def _sponsors(report: Report) -> set[str]:
    return {p for t in report.provisions for v in t.trace.versions for p in v.sponsors}


def _select(name: str, title: str, options: Iterable[tuple[str, str]]) -> str:
    told = "".join(f'<option value="{text(v)}">{text(shown)}</option>' for v, shown in options)
    return (
        f'<label>{title} <select id="{name}"><option value="">any</option>{told}</select></label>'
    )


def _legend(report: Report) -> list[str]:
    total = sum(count for _, _, count in report.letters) or 1
    rows = [
        f'<tr><th scope="row"><span class="w {_colour(report, letter)}">{letter}</span></th>'
        f"<td>{text(party_names(report, parties))}</td>"
        f'<td class="count">{count:,}</td><td class="count">{count / total:.1%}</td></tr>'
        for letter, parties, count in report.letters
    ]
    return [
        '<section id="legend">',
        "<h2>Who brought in the words</h2>",
        "<p>A raised letter stands before each run of words and says whose they are. Words between "
        f"{SOURCED[0]} and {SOURCED[1]} also stand in a confirmed source paragraph.</p>",
        '<table class="legend"><thead><tr><th scope="col">Letter</th><th scope="col">Parties</th>'
        '<th scope="col">Words</th><th scope="col">Share</th></tr></thead><tbody>',
        *rows,
        "</tbody></table>",
        "</section>",
    ]


def _contents(report: Report) -> list[str]:
    heads = [t.issued for t in report.provisions if t.issued.kind in ("title", "heading")]
    lines = [
        f'<li class="level{min(i.level, 4) if i.kind == "heading" else 0}">'
        f'<a href="#{text(anchor(i.address))}">'
        f"{text(printed(i.label, i.kind) + ' ' if i.label else '')}{wording_html(i.wording, {})}"
        "</a></li>"
        for i in heads
    ]
    return [
        '<nav aria-label="Contents"><details><summary>Contents</summary><ol>',
        *lines,
        '<li><a href="#coverage">What became of every conclusion</a></li></ol></details></nav>',
    ]


def _provision(report: Report, told: Told, numbers: Numbers) -> Iterable[str]:
    issued, trace = told.issued, told.trace
    label = f'<span class="label">{text(printed(issued.label, issued.kind))}</span> '
    yield (
        f'<article class="{issued.kind}" id="{text(anchor(issued.address))}" '
        f"{_filters(trace, told.origins)}>"
        f'<h3><a href="#{text(anchor(issued.address))}">{text(issued.address)}</a> '
        f'<span class="status">{text(trace.status)}</span></h3>'
    )
    words = _words(report, told, numbers)
    yield f'<p class="wording">{label if issued.label else ""}{words}</p>'
    yield from _history(report, told, numbers)
    yield "</article>"


def _filters(trace: Trace, origins: Iterable[Origin]) -> str:
    """What the page's filters look at, lists separated by a bar."""
    found = list(origins)
    sponsors = [p for v in trace.versions for p in v.sponsors]
    parties = dict.fromkeys([p for o in found for p in o.parties] + sponsors)
    meetings = [o.meeting for o in found] + [v.meeting for v in trace.versions]
    sources = [f"{s.document}:{s.address}" for s in trace.sources]
    return " ".join(
        f'data-{name}="{text(_listed(values))}"'
        for name, values in (
            ("parties", parties),
            ("meetings", dict.fromkeys(filter(None, meetings))),
            ("sources", dict.fromkeys([*sources, *(s.document for s in trace.sources)])),
        )
    )


def _listed(values: Iterable[str]) -> str:
    return "|".join(value.replace("|", " ") for value in values)


def _words(report: Report, told: Told, numbers: Numbers) -> str:
    """The wording, each stretch under its letter; emphasis and notes as printed."""
    runs = tuple(Run(text=stretch.text) for stretch in told.stretches)
    parts = [""] * len(runs)
    for piece in pieces(runs):
        parts[piece.run] += piece_html(piece, numbers)
    shown = []
    letter = source = ""
    end = 0
    for stretch, words in zip(told.stretches, parts, strict=True):
        origin = stretch.origin
        if origin is None or not words:
            shown.append(words)
            continue
        if origin.source != source:
            shown[end:end] = [_bracket(SOURCED[1])] if source else []
            shown += [_bracket(SOURCED[0])] if origin.source else []
        led = "" if origin.letter == letter else f'<sup class="letter">{origin.letter}</sup>'
        shown.append(f"<span {_word(report, origin)}>{led}{words}</span>")
        letter, source, end = origin.letter, origin.source, len(shown)
    return "".join(shown) + (_bracket(SOURCED[1]) if source else "")


def _bracket(sign: str) -> str:
    return f'<span class="sourced">{sign}</span>'


def _word(report: Report, origin: Origin) -> str:
    """What a stretch of words tells the eye, the hand and the filters."""
    return (
        f'class="w {_colour(report, origin.letter)}" '
        f'title="{text(origin_words(report, origin))}" '
        f'data-parties="{text(_listed(origin.parties))}" '
        f'data-meetings="{text(_listed([origin.meeting]))}" '
        f'data-sources="{text(_listed(filter(None, [origin.source])))}"'
    )


def _colour(report: Report, letter: str) -> str:
    """The commonest origin is not coloured; further ones differ in their line too."""
    plain = plainest(report)
    if letter == plain:
        return "plain"
    order = [each for each, _, _ in report.letters if each != plain]
    number = order.index(letter)
    return f"c{number % _COLOURS} line{min(number // _COLOURS, 3)}"


def _history(report: Report, told: Told, numbers: Numbers) -> Iterable[str]:
    trace = told.trace
    yield f'<details open><summary>{text(ways(told))}</summary><div class="history">'
    if told.origins:
        yield "<h4>Words</h4><ul>"
        yield from (_origin(report, origin) for origin in told.origins)
        yield "</ul>"
    yield from _trace(trace, numbers)
    if told.lineage is not None:
        yield "<h4>Lineage</h4>"
        named = f"Lineage picture of {told.issued.address}"
        yield f'<div class="lineage" role="group" tabindex="0" aria-label="{text(named)}">'
        yield as_svg(told.lineage).partition("?>")[2].strip()
        yield "</div>"
    yield "</div></details>"


def _trace(trace: Trace, numbers: Numbers) -> Iterable[str]:
    if trace.sources:
        yield "<h4>Sources</h4><ul>"
        yield from (_source(source) for source in trace.sources)
        yield "</ul>"
    yield "<h4>Versions</h4><ol>"
    yield from (_version(version, numbers) for version in trace.versions)
    yield "</ol>"
    if told := gavels(trace):
        yield f"<h4>Decisions</h4><ul>{''.join(f'<li>{text(line)}</li>' for line in told)}</ul>"
    if trace.addresses:
        cited = ", ".join(f"{revision}: {address}" for revision, address in trace.addresses)
        yield f'<p class="cited">Cited as {text(cited)}.</p>'


def _origin(report: Report, origin: Origin) -> str:
    letter = f'<span class="w {_colour(report, origin.letter)}">{origin.letter}</span>'
    return f"<li>{letter} {text(origin_words(report, origin))}</li>"


def _source(source: SourceFound) -> str:
    relation = f", {source.relation}" if source.relation else ""
    reason = f" <i>{text(source.reason)}</i>" if source.reason else ""
    return (
        f"<li><b>{text(source.document)} {text(source.address)}</b>{text(relation)}, confirmed by "
        f"{text(source.by)}.{reason}<blockquote>{_evidence(source)}</blockquote></li>"
    )


def _evidence(source: SourceFound) -> str:
    """The wording as printed; what carries the link is marked in it."""
    spans, at = [], 0
    for start, end in sorted(span for _, span in source.evidence):
        if start >= at:
            spans += [(at, start, False), (start, end, True)]
            at = end
    spans.append((at, len(source.wording), False))
    runs = tuple(Run(text=source.wording[start:end]) for start, end, _ in spans)
    shown = [""] * len(runs)
    for piece in pieces(runs):
        shown[piece.run] += piece_html(piece, {})
    marked = (carries for _start, _end, carries in spans)
    return "".join(
        f"<mark>{words}</mark>" if carries and words else words
        for words, carries in zip(shown, marked, strict=True)
    )


def _version(version: Version, numbers: Numbers) -> str:
    lead, *rest = version_words(version)
    told = "".join(f'<div class="why">{text(line)}</div>' for line in rest)
    return (
        f"<li><div>{text(lead)}</div>"
        f'<div class="redline">{as_html(runs_of(version.redline), numbers)}</div>{told}</li>'
    )


def _struck(report: Report, numbers: Numbers) -> Iterable[str]:
    if not report.struck:
        return
    yield '<section id="struck"><h2>Struck on the way</h2>'
    for trace in report.struck:
        yield f'<article class="gone" {_filters(trace, ())}><h3>{text(trace.address)}</h3>'
        yield f'<p class="wording"><del>{wording_html(trace.wording, numbers)}</del></p>'
        yield '<details open><summary>What happened to it</summary><div class="history">'
        yield from _trace(trace, numbers)
        yield "</div></details></article>"
    yield "</section>"


def _coverage(report: Report) -> Iterable[str]:
    yield '<section id="coverage"><h2>What became of every conclusion</h2>'
    if not report.coverage:
        yield "<p>No conclusions are registered with this text.</p></section>"
        return
    yield f"<p>{text(coverage_words(report))}</p>"
    columns = ("Conclusion", "Outcome", "Where", "Says")
    yield '<table class="coverage"><thead><tr>'
    yield "".join(f'<th scope="col">{column}</th>' for column in columns)
    yield "</tr></thead><tbody>"
    for point in report.coverage:
        fate = judged(point)
        where = ", ".join(
            f'<a href="#{text(anchor(t.address))}">{text(t.address)}</a>' for t in point.targets
        )
        yield (
            f'<tr class="{fate.replace(" ", "-")}" '
            f'data-sources="{text(_listed([f"{point.document}:{point.address}"]))}">'
            f'<th scope="row">{text(point.document)} '
            f"{text(point.address)}</th><td>{_SIGNS[fate]} {fate}</td>"
            f"<td>{where}</td><td>{wording_html(point.wording, {})}</td></tr>"
        )
    yield "</tbody></table></section>"


def _foot(report: Report) -> Sequence[str]:
    head = f" Record: last entry {text(report.head)}." if report.head else ""
    return [
        f"<footer><p>{text(report.revision.symbol)}, {text(report.revision.name)}. Seal "
        f"{text(report.seal)}.{head}</p></footer>"
    ]
