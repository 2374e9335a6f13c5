"""What does the room know of words being written: their force, where else they stand, who agreed
to them before, and where they may come from? Asked in a thread, told beneath the editor. Pure."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from draftrace.compare.words import difference
from draftrace.tui.messages import Suggestion
from draftrace.tui.page import redline_spans
from draftrace.tui.prose import Row, Span, clip, wrap
from draftrace.tui.safe import shown
from draftrace.tui.signs import Signs
from draftrace.tui.suggesting import Hit
from draftrace.tui.words import count
from draftrace.views import force
from draftrace.views.formulas import AlsoThere, Said, shared_with

LABEL = 10
_SHORTEST_PHRASE = 3
_NAMED = 3
"""So many places are named; of more, how many there are."""


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """One wording to be looked into: on which provision (empty for a new one), and what it said."""

    provision: str
    base: str
    wording: str


class Consulted(msgspec.Struct, frozen=True, kw_only=True):
    """What is known of a wording. ``agreed`` and ``sources`` are None until the corpus answers;
    ``phrase`` is the words put in, where there are enough of them to look for."""

    asked: Asked
    force: tuple[str, ...] = ()
    elsewhere: tuple[AlsoThere, ...] = ()
    phrase: str = ""
    agreed: tuple[Hit, ...] | None = None
    sources: tuple[Suggestion, ...] | None = None


def consulted(asked: Asked, text: Said) -> Consulted:
    """What the words themselves and the standing text tell, at once."""
    return Consulted(
        asked=asked,
        force=force.told(asked.base, asked.wording) if asked.wording else (),
        elsewhere=tuple(shared_with(text, asked.provision, asked.wording)),
        phrase=put_in(asked.base, asked.wording),
    )


def put_in(base: str, wording: str) -> str:
    """The longest run of words put into a wording; empty where it is too short to look for."""
    runs = [text.strip(" ,;.") for sign, text in difference(base, wording) if sign == "+"]
    longest = max(runs, key=lambda run: len(run.split()), default="")
    return longest if len(longest.split()) >= _SHORTEST_PHRASE else ""


def told(label: str, spans: Sequence[Span], width: int) -> list[Row]:
    """Spans behind a label, wrapped beneath themselves."""
    lines = wrap(spans, width - LABEL - 1)
    return [
        Row((Span(f"{label if not n else '':<{LABEL}} ", "dim"), *line))
        for n, line in enumerate(lines)
    ]


def live_rows(found: Consulted | None, fits: bool, width: int, reads: str) -> list[Row]:
    """Force, formula, agreed language and sources, a line or two each. ``fits`` says that the
    same change can be proposed wherever the words stand; ``reads`` is the key that shows all."""
    if found is None:
        return []
    rows: list[Row] = []
    for words in found.force:
        rows += told("force" if not rows else "", [Span(shown(words), "warn")], width)
    if found.elsewhere:
        rows += told("formula", _elsewhere(found.elsewhere, fits), width)
    if found.agreed is not None and found.phrase:
        rows += told("agreed", _agreed(found.phrase, found.agreed, reads), width)
    if found.sources:
        rows += told("sources", _sources(found.sources), width)
    return rows


def _elsewhere(found: Sequence[AlsoThere], fits: bool) -> list[Span]:
    places = _named([one.address for one in found])
    spans = [Span(shown(f"the same words stand in {places}"), "warn")]
    unfit = [one.address for one in found if not one.wording]
    if unfit:
        spans.append(Span(shown(f"; the change does not fit {_named(unfit)}"), "warn"))
    if fits and len(unfit) < len(found):
        spans.append(Span("; you will be asked whether to propose it there too", "dim"))
    return spans


def _agreed(phrase: str, hits: Sequence[Hit], reads: str) -> list[Span]:
    short = clip([Span(shown(f"“{phrase}”"), "strong")], 48)
    if not hits:
        return [*short, Span("  never before", "dim")]
    exact = sum(hit.how == "word for word" for hit in hits)
    times = f"  {count(exact, 'time')} before" if exact else "  nearly so before"
    places = _named([f"{hit.source.document} {hit.source.address}" for hit in hits])
    return [
        *short,
        Span(times),
        Span(shown(f": {places}"), "label"),
        Span(f"  {reads}", "key"),
        Span(" reads it", "dim"),
    ]


def _sources(found: Sequence[Suggestion]) -> list[Span]:
    spans: list[Span] = []
    for one in found[:_NAMED]:
        name = shown(f"{one.source.document} {one.source.address}")
        spans.append(Span(("   " if spans else "") + name, "strong"))
        spans.append(Span(f" {one.relation} {one.score:.2f}", "label"))
    return spans


def _named(places: Sequence[str]) -> str:
    distinct = list(dict.fromkeys(places))
    more = len(distinct) - _NAMED
    return ", ".join(distinct[:_NAMED]) + (f" and {more} more" if more > 0 else "")


def language_rows(found: Consulted | None, width: int, signs: Signs) -> list[Row]:
    """Agreed language and sources in full, each with its words."""
    if found is None or found.agreed is None:
        return told("agreed", [Span(f"looking{signs['more']}", "dim")], width)
    rows: list[Row] = []
    for hit in found.agreed:
        words = redline_spans(hit.departure) if hit.departure else [Span(shown(hit.source.wording))]
        rows += _place(hit.source.document, hit.source.address, hit.how, words, width)
    for one in found.sources or ():
        how = f"{one.relation} {one.score:.2f}"
        words = [Span(shown(one.source.wording))]
        rows += _place(one.source.document, one.source.address, how, words, width)
    nothing = "Nothing in the sources says so. Three new words or more are looked for."
    return rows or told("agreed", [Span(nothing, "dim")], width)


def _place(document: str, address: str, how: str, words: Sequence[Span], width: int) -> list[Row]:
    head = [Span(shown(f"{document} {address}"), "strong"), Span(shown(f"  {how}"), "label")]
    return [Row(tuple(head)), *[Row((Span("  "), *line)) for line in wrap(words, width - 2)]]
