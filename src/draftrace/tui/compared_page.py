"""A comparison as lines: the page, inline or side by side, and the list of changes. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest

from draftrace.tui.comparison import Comparison, Passage, paragraphs, sides
from draftrace.tui.page import MEASURE, redline_spans
from draftrace.tui.prose import Marks, Row, Span, between, cells, clip, width_of, with_role, wrap
from draftrace.tui.safe import shown
from draftrace.tui.signs import Signs
from draftrace.tui.words import count

_LABEL = 6
_INDENTS = {"item": _LABEL, "subitem": _LABEL + 5, "tablerow": _LABEL}
_ROLES = {"title": "title", "heading": "heading", "footnote": "dim"}
_APART = 3


def page_rows(
    found: Comparison, shown_passages: Sequence[Passage], width: int, signs: Signs, *, beside: bool
) -> list[Row]:
    """Both texts as one page. Passages that are not to be shown are counted where they stand."""
    rows: list[Row] = []
    visible = {p.key for p in shown_passages}
    skipped = 0
    total = found.total()
    notes = {**found.old.notes, **found.new.notes}
    lay = _Beside(width, signs, notes) if beside else _Inline(width, signs, notes)
    for passage in found.passages:
        if passage.key not in visible:
            skipped += 1
            continue
        rows += _skipped(skipped, signs)
        skipped = 0
        if passage.kinds:
            rows += [Row(), _headline(passage, f"{passage.number}/{total}", width, signs)]
        elif passage.kind not in _INDENTS:
            rows.append(Row())
        rows += lay.rows(passage)
    rows += _skipped(skipped, signs)
    return rows[1:] if rows and not rows[0].key else rows


def _skipped(number: int, signs: Signs) -> list[Row]:
    if not number:
        return []
    words = f"{signs['more']} {count(number, 'provision')} left out {signs['more']}"
    return [Row(), Row((Span(words, "dim"),))]


def _headline(passage: Passage, number: str, width: int, signs: Signs) -> Row:
    """Where it stands in both texts, what happened, the how manieth change it is."""
    left = [
        Span(shown(arrowed(passage, signs)), "strong"),
        Span(f"  {told(passage)}", "mark"),
    ]
    return Row(between(left, [Span(number, "dim")], _reach(width), signs["more"]), passage.key)


def _reach(width: int) -> int:
    return min(width, MEASURE * 2 + _APART)


def arrowed(passage: Passage, signs: Signs) -> str:
    """The addresses, with an arrow that the terminal can write."""
    return passage.addresses.replace(" → ", f" {signs['becomes']} ")


def told(passage: Passage) -> str:
    """What happened: ``moved A from 3, reworded``."""
    words: list[str] = []
    for kind in passage.kinds:
        if kind != "moved":
            words.append(kind)
        elif passage.gone:
            words.append(f"moved {passage.letter} to {', '.join(passage.new)}")
        else:
            words.append(f"moved {passage.letter} from {', '.join(passage.old)}")
    if passage.gone:
        words = [word for word in words if word.startswith("moved")]
    return shown(", ".join(words))


class _Inline:
    """One text, the changes in place."""

    def __init__(self, width: int, signs: Signs, notes: dict[str, str]) -> None:
        self._width = min(width, MEASURE)
        self._signs = signs
        self._notes = notes

    def rows(self, passage: Passage) -> Iterator[Row]:
        """The lines of one passage."""
        if passage.gone:
            old = next(iter(paragraphs(sides(passage.redline, "-"))), [])
            words = Marks(self._notes).spans("".join(text for _, text in old), "dim")
            kept = clip(words, max(self._width - 24, 12), self._signs["more"])
            pad = Span(" " * _hang(passage))
            yield Row((pad, *kept), passage.key)
            return
        for number, redline in enumerate(paragraphs(passage.redline)):
            spans = redline_spans(redline, self._notes, role=_ROLES.get(passage.kind, ""))
            label = passage.label if not number else ""
            yield from _labelled(passage, spans, self._width, label)


class _Beside:
    """Two columns; they scroll as one, for they are one line."""

    def __init__(self, width: int, signs: Signs, notes: dict[str, str]) -> None:
        self._notes = notes
        self._column = min((width - _APART) // 2, MEASURE)
        self._signs = signs

    def rows(self, passage: Passage) -> Iterator[Row]:
        """The lines of one passage: the older wording left, the newer right."""
        left = [] if not passage.old else self._side(passage, "-")
        right = [] if not passage.new or passage.gone else self._side(passage, "+")
        if "moved" in passage.kinds and not passage.gone:
            left = []
        divider = Span(f" {self._signs['alone']} ", "dim")
        for one, other in zip_longest(left, right, fillvalue=Row()):
            pad = Span(" " * (self._column - width_of(one.spans)))
            yield Row((*one.spans, pad, divider, *other.spans), passage.key)

    def _side(self, passage: Passage, op: str) -> list[Row]:
        found: list[Row] = []
        for number, redline in enumerate(paragraphs(sides(passage.redline, op))):
            spans = redline_spans(redline, self._notes, role=_ROLES.get(passage.kind, ""))
            label = passage.old_label if op == "-" else passage.label
            found += _labelled(passage, spans, self._column, "" if number else label)
        return found


def _hang(passage: Passage) -> int:
    if passage.kind in ("title", "heading"):
        return cells(shown(passage.label)) + (2 if passage.label else 0)
    return _INDENTS.get(passage.kind, 0) + _LABEL


def _labelled(passage: Passage, spans: Sequence[Span], width: int, label: str) -> Iterator[Row]:
    """A paragraph behind its label."""
    hang = _hang(passage)
    indent = _INDENTS.get(passage.kind, 0)
    label = shown(label)
    if label and passage.kind in ("operative", "heading") and label[-1].isalnum():
        label += "."
    lead = f"{' ' * indent}{label}"[: max(hang - 1, 0)]
    role = with_role("label", _ROLES.get(passage.kind, ""))
    for number, line in enumerate(wrap(list(spans), max(width - hang, 8))):
        head = lead if not number else ""
        yield Row((Span(f"{head}{' ' * (hang - cells(head))}", role), *line), passage.key)


def list_rows(
    found: Comparison, chosen: Sequence[Passage], kind: str, width: int, signs: Signs
) -> list[Row]:
    """How many changes of each kind, then every change that the filter lets through."""
    counts = found.counts()
    many = count(found.total(), "change")
    unchanged = len([p for p in found.passages if not p.kinds])
    rows = [Row(between([Span(many, "heading")], [Span(f"{unchanged} unchanged", "dim")], width))]
    for name, number in counts.items():
        mark = signs["here"] if name == kind else " "
        spans = [Span(f"{mark} {name:<11}", "strong" if name == kind else "label")]
        rows.append(Row((*spans, Span(f"{number:>5}"))))
    if kind:
        rows.append(Row((Span(f"only {kind}: f to see all", "dim"),)))
    rows.append(Row())
    for passage in chosen:
        rows.append(_listed(passage, width, signs))
    return rows


def _listed(passage: Passage, width: int, signs: Signs) -> Row:
    kinds = [f"moved {passage.letter}" if k == "moved" else k for k in passage.kinds]
    said = f"moved away {passage.letter}" if passage.gone else " ".join(kinds)
    right = [Span(said, "mark")]
    left = [Span(shown(arrowed(passage, signs)), "label")]
    return Row(between(left, right, width, signs["more"]), passage.key)
