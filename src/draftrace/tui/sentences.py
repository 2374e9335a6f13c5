"""The record's sentences as lines, and what they can be narrowed to. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Sequence

from draftrace.tui.prose import Row, Span, between, wrap
from draftrace.tui.safe import shown
from draftrace.tui.signs import Signs
from draftrace.tui.words import day
from draftrace.views.log import Sentence

EARLIER = "earlier"
_WIDEST = 110
"""Cells of a line with the act's place and day, between which the sentence can still be read."""
_NARROWED = (("by", "party"), ("meeting", "meeting"), ("kind", "acts"))


def log_rows(
    sentences: Iterable[Sentence], undone: Container[str], width: int, signs: Signs
) -> list[Row]:
    """A few lines for each act."""
    return [
        row
        for sentence in sentences
        for row in sentence_rows(
            sentence, width, signs, undone=sentence.undone or sentence.act in undone
        )
    ]


def sentence_rows(
    sentence: Sentence, width: int, signs: Signs, *, undone: bool = False
) -> list[Row]:
    """One act: its place in the record, the sentence, when and where."""
    width = min(width, _WIDEST)
    key = str(sentence.position)
    told = [Span(shown(sentence.text), "" if not undone else "dim")]
    lead = f"{sentence.position:>5}  "
    when = [Span(day(sentence.happened), "dim")]
    lines = wrap(told, width - len(lead) - 14)
    rows = [Row(between([Span(lead, "dim"), *lines[0]], when, width, signs["more"]), key)]
    pad = Span(" " * len(lead))
    rows += [Row((pad, *line), key) for line in lines[1:]]
    more: list[Span] = []
    if undone:
        more.append(Span("taken back by a later act", "warn"))
    if sentence.void:
        more.append(Span(f"void: {shown(sentence.void)}", "warn"))
    if sentence.recorder != sentence.by.partition(" ")[0]:
        more.append(Span(f"recorded by {shown(sentence.recorder)}", "dim"))
    if sentence.reason:
        more.append(Span(f"reason: {shown(sentence.reason)}", "dim"))
    for span in more:
        rows += [Row((pad, *line), key) for line in wrap([span], width - len(lead))]
    return rows


def only_options(sentences: Sequence[Sentence]) -> list[tuple[str, list[Span]]]:
    """Every party, meeting and kind of act in the record, with how many acts."""
    options = [("\t", [Span(f"{'all acts':<40}", "strong"), Span(f"{len(sentences):>6}")])]
    for field, word in _NARROWED:
        counts = Counter(getattr(s, field) for s in sentences)
        for value, number in sorted(counts.items()):
            if value:
                name = shown(value)
                name = name if len(name) <= 30 else f"{name[:29]}…"
                spans = [
                    Span(f"{word:<9}", "dim"),
                    Span(f"{name:<31}"),
                    Span(f"{number:>6}", "dim"),
                ]
                options.append((f"{field}\t{value}", spans))
    return options
