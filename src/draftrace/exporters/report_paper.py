"""The provenance report as a Word file: the text with its letters, each paragraph's history."""

from __future__ import annotations

from collections.abc import Iterable
from xml.sax.saxutils import escape

from draftrace.exporters import tree
from draftrace.exporters.dates import day_in_words
from draftrace.exporters.inlines import Numbers, as_nodes, note_numbers, plain_nodes, runs_of
from draftrace.exporters.markup import Piece, pieces, printable
from draftrace.exporters.paper import Stationery, paper
from draftrace.exporters.report_words import (
    SOURCED,
    coverage_words,
    gavels,
    origin_words,
    party_names,
    plainest,
    version_words,
)
from draftrace.exporters.sheet import Run
from draftrace.exporters.tree import Cells, Node
from draftrace.exporters.word import KEPT
from draftrace.text.labels import leading
from draftrace.views.coverage import Point, judged
from draftrace.views.report import Report, Told
from draftrace.views.trace import Trace

_COLOURS = (
    *("C2410C", "1D4ED8", "15803D", "A21CAF", "B45309", "0E7490"),
    *("BE123C", "4D7C0F", "6D28D9", "0F766E", "9D174D", "57534E"),
)
_LEGEND = ("Letter", "Parties", "Words")
_COVERAGE = ("Conclusion", "Outcome", "Where", "Says")


def report_paper(report: Report, stationery: Stationery) -> bytes:
    """Legend, text, what was struck, and the fate of every conclusion."""
    revision = report.revision
    numbers = note_numbers(revision.provisions)
    issued = f"{revision.name}, {day_in_words(revision.stamp.happened)}. Seal {report.seal}."
    blocks = [
        tree.heading(1, plain_nodes("Where every word comes from")),
        tree.paragraph(plain_nodes(f"{report.title}. {issued}")),
        tree.heading(2, plain_nodes("Who brought in the words")),
        tree.paragraph(
            plain_nodes(
                "A raised letter stands before each run of words and says whose they are. Words "
                f"between {SOURCED[0]} and {SOURCED[1]} also stand in a confirmed source paragraph."
            )
        ),
        tree.table((0.12, 0.73, 0.15), _LEGEND, [*_legend(report)]),
        tree.heading(2, plain_nodes("The text")),
        *(block for told in report.provisions for block in _provision(report, told, numbers)),
        *_struck(report, numbers),
        *_coverage(report),
    ]
    return paper(blocks, stationery, report.title)


def _legend(report: Report) -> Iterable[Cells]:
    for letter, parties, count in report.letters:
        yield [
            tree.cell([tree.line([_coloured(report, letter, letter)])]),
            tree.cell([tree.line(plain_nodes(party_names(report, parties)))]),
            tree.cell([tree.line(plain_nodes(f"{count:,}"))]),
        ]


def _provision(report: Report, told: Told, numbers: Numbers) -> Iterable[Node]:
    issued, trace = told.issued, told.trace
    label = plain_nodes(leading(issued.label, issued.kind))
    yield tree.heading(3, plain_nodes(f"{issued.address}  ({trace.status})"))
    yield tree.paragraph([*label, *_words(report, told, numbers)])
    keys = [f"{o.letter}  {origin_words(report, o)}" for o in told.origins]
    yield tree.division([*_listed("Words", keys), *_history(trace, numbers)], style="Compact")


def _words(report: Report, told: Told, numbers: Numbers) -> list[Node]:
    """The wording with a raised letter before each run, its words in the letter's colour."""
    nodes: list[Node] = []
    letter = source = ""
    last = -1
    end = 0
    for piece in pieces(tuple(Run(text=stretch.text) for stretch in told.stretches)):
        origin = told.stretches[piece.run].origin
        if origin is None:
            nodes.append(tree.string(piece.text))
            continue
        if piece.run != last:
            if origin.source != source:
                nodes[end:end] = [tree.string(SOURCED[1])] if source else []
                nodes += [tree.string(SOURCED[0])] if origin.source else []
            nodes += [tree.superscript(origin.letter)] if origin.letter != letter else []
        nodes += _said(report, origin.letter, piece, numbers)
        letter, source, last, end = origin.letter, origin.source, piece.run, len(nodes)
    return [*nodes, tree.string(SOURCED[1])] if source else nodes


def _said(report: Report, letter: str, piece: Piece, numbers: Numbers) -> list[Node]:
    if piece.note:
        return [tree.superscript(f"[{numbers.get(piece.note, piece.note)}]")]
    return [_coloured(report, letter, piece.text, emphasis=piece.emphasis)]


def _coloured(report: Report, letter: str, words: str, *, emphasis: bool = False) -> Node:
    """Words in the colour of their letter; those of the commonest in the text's own."""
    plain = plainest(report)
    order = [each for each, _, _ in report.letters if each != plain]
    if letter not in order:
        return tree.emphasis([tree.string(words)]) if emphasis else tree.string(words)
    colour = _COLOURS[order.index(letter) % len(_COLOURS)]
    slanted = "<w:i/>" if emphasis else ""
    shown = escape(printable(words))
    return tree.raw(
        "openxml",
        f'<w:r><w:rPr>{slanted}<w:color w:val="{colour}"/></w:rPr>'
        f'<w:t xml:space="preserve">{shown}</w:t></w:r>',
    )


def _history(trace: Trace, numbers: Numbers) -> Iterable[Node]:
    yield _lead("Sources" if trace.sources else "No confirmed source")
    for source in trace.sources:
        relation = f", {source.relation}" if source.relation else ""
        led = f"{source.document} {source.address}{relation}, confirmed by {source.by}: "
        said = as_nodes((Run(text=source.wording),), {})
        yield tree.paragraph([*plain_nodes(led), *said])
    for version in trace.versions:
        lead, *rest = version_words(version)
        yield _lead(lead)
        yield tree.paragraph(as_nodes(runs_of(version.redline), numbers))
        yield from (tree.paragraph(plain_nodes(line)) for line in rest)
    yield from _listed("Decisions", gavels(trace))


def _listed(title: str, lines: list[str]) -> Iterable[Node]:
    if lines:
        yield _lead(title)
    yield from (tree.paragraph(plain_nodes(line)) for line in lines)


def _lead(title: str) -> Node:
    return tree.paragraph([tree.raw("openxml", KEPT), tree.strong(plain_nodes(title))])


def _struck(report: Report, numbers: Numbers) -> Iterable[Node]:
    if not report.struck:
        return
    yield tree.heading(2, plain_nodes("Struck on the way"))
    for trace in report.struck:
        yield tree.heading(3, plain_nodes(trace.address))
        yield tree.paragraph(as_nodes((Run(text=trace.wording, op="-"),), numbers))
        yield tree.division([*_history(trace, numbers)], style="Compact")


def _coverage(report: Report) -> Iterable[Node]:
    yield tree.heading(2, plain_nodes("What became of every conclusion"))
    if not report.coverage:
        yield tree.paragraph(plain_nodes("No conclusions are registered with this text."))
        return
    yield tree.paragraph(plain_nodes(coverage_words(report)))
    yield tree.table((0.2, 0.15, 0.2, 0.45), _COVERAGE, [_point(p) for p in report.coverage])


def _point(point: Point) -> Cells:
    told = (
        f"{point.document} {point.address}",
        judged(point),
        ", ".join(target.address for target in point.targets),
    )
    says = as_nodes((Run(text=point.wording),), {})
    cells = [tree.cell([tree.line(plain_nodes(each))]) for each in told]
    return [*cells, tree.cell([tree.line(says)])]
