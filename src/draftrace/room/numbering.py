"""Renumbering at an issue: consecutive labels in the styles the text already uses.

Paragraphs run through their part from the number the last issue began with, items through their
paragraph, sub-items through their item; headings go on or begin again as they did in the last
issue (some instruments letter their sections through all parts); notes follow their references.
Addresses are derived anew from the new labels.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from draftrace.room.acts.terms import Numbered
from draftrace.room.entities import Issued, Provision
from draftrace.text import addresses, labels
from draftrace.text.documents import Kind
from draftrace.text.labels import Label
from draftrace.text.wording import note_ids

_Place = tuple[str, int]
"""A part and a level of heading."""


class _Node(msgspec.Struct):
    kind: Kind
    level: int
    label: str
    part: str


class _Habits:
    """What the last issue shows of how this text is numbered."""

    def __init__(self, earlier: Sequence[Issued]) -> None:
        self.first: dict[tuple[object, ...], int] = {}
        self.running_on: set[_Place] = set()
        styles = _Styles()
        sections = _Sections()
        for issued in earlier:
            label = styles.read(issued.kind, issued.level, issued.part, issued.label)
            opens = issued.kind == "heading" and sections.opens(issued.part, issued.level)
            if label is None:
                continue
            key = _series(issued.kind, issued.part, issued.level, label)
            if key is None:
                continue
            if opens and key in self.first and label.value > 1:
                self.running_on.add((issued.part, issued.level))
            self.first.setdefault(key, label.value)


class _Sections:
    """Which headings are the first of their level under the heading above."""

    def __init__(self) -> None:
        self._open: dict[str, set[int]] = {}

    def opens(self, part: str, level: int) -> bool:
        seen = {other for other in self._open.get(part, ()) if other <= level}
        self._open[part] = seen | {level}
        return level not in seen


class _Styles:
    """Reads labels as their neighbours are written: ``C`` is a letter after ``B``."""

    def __init__(self) -> None:
        self._before: dict[_Place, Label] = {}

    def read(self, kind: Kind, level: int, part: str, written: str) -> Label | None:
        """The label in its slots; None where it is not renumbered."""
        if not written or kind not in ("heading", "operative", "item", "subitem"):
            return None
        place = (part, level if kind == "heading" else -1)
        label = labels.parse(written, style=self._style(kind, place))
        if label is None or label.form in ("Article", "Option", *labels.SECTIONS) or label.prefix:
            return None
        if kind == "heading":
            self._before[place] = label
        return label

    def _style(self, kind: Kind, place: _Place) -> labels.Style | None:
        """``(c)`` and ``(i)`` under a paragraph are letters, under an item roman numerals."""
        if kind == "item":
            return "letters"
        if kind == "subitem":
            return "roman"
        previous = self._before.get(place)
        return previous.style if previous is not None else None


class _Series:
    """The running numbers of one text: one counter for each place numbers run through."""

    def __init__(self, habits: _Habits) -> None:
        self._habits = habits
        self._sections = _Sections()
        self._next: dict[tuple[object, ...], int] = {}
        self._above: dict[str, list[int]] = {}
        self._count = 0

    def entered(self, kind: Kind, level: int, part: str) -> bool:
        """Remember what the following items belong to; whether a heading opens a section."""
        above = self._above.setdefault(part, [])
        depth = 0 if kind == "heading" else level
        del above[max(depth - 1, 0) :]
        self._count += 1
        if depth:
            above.extend([0] * (depth - 1 - len(above)))
            above.append(self._count)
        return kind == "heading" and self._sections.opens(part, level)

    def number(self, provision: Provision, label: Label, *, opens: bool) -> str:
        """The next label of the series the provision stands in."""
        part, level = provision.now.part, provision.level
        key = _series(provision.kind, part, level, label)
        if key is None:
            key = (part, level, tuple(self._above[part][: level - 1]), label.style, label.form)
        if key not in self._next:
            self._next[key] = self._habits.first.get(key, 1)
        elif opens and (part, level) not in self._habits.running_on:
            self._next[key] = 1
        value = self._next[key]
        self._next[key] = value + 1
        bare = labels.base(label)
        return labels.text(msgspec.structs.replace(bare, value=value, variant=label.variant))


def renumber(standing: Sequence[Provision], earlier: Sequence[Issued]) -> tuple[Numbered, ...]:
    """New labels and addresses for the standing text in printed order; ``earlier`` is the last
    issue, whose habits the numbers keep."""
    series, styles = _Series(_Habits(earlier)), _Styles()
    notes = {note: str(number) for number, note in enumerate(_notes(standing), 1)}
    nodes: list[_Node] = []
    for provision in standing:
        kind, level, part = provision.kind, provision.level, provision.now.part
        opens = series.entered(kind, level, part)
        written = provision.now.label
        label = styles.read(kind, level, part, written)
        if label is not None:
            written = series.number(provision, label, opens=opens)
        elif kind == "footnote" and written:
            written = notes[provision.id]
        nodes.append(_Node(kind, level, written, part))
    derived = addresses.derive(nodes)
    return tuple(
        Numbered(provision=p.id, address=address, label=node.label)
        for p, node, address in zip(standing, nodes, derived, strict=True)
    )


def _series(kind: Kind, part: str, level: int, label: Label) -> tuple[object, ...] | None:
    """What a number runs through: headings of a level, paragraphs of a part; None for items, which
    run through their paragraph."""
    if kind == "heading":
        return (part, "heading", level, label.style)
    return (part, "paragraph", label.style, label.form) if kind == "operative" else None


def _notes(standing: Sequence[Provision]) -> list[str]:
    """Ids of the footnotes in the order of their first references, uncited ones last."""
    notes = [p for p in standing if p.kind == "footnote"]
    by_note = {p.note: p.id for p in notes if p.note}
    cited = [n for p in standing for n in note_ids(p.now.wording)]
    return list(dict.fromkeys([by_note[n] for n in cited if n in by_note] + [p.id for p in notes]))
